from hypothesis import given
from hypothesis import strategies as st

from imenoslov import spans
from imenoslov.document import Sentence

span = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda pair: Sentence(pair[0], pair[0] + pair[1]))


@given(span, span)
def test_two_spans_are_apart_nested_or_crossing(a: Sentence, b: Sentence) -> None:
    apart = not spans.overlaps(a, b)
    nested = spans.covers(a, b) or spans.covers(b, a)
    assert apart + nested + spans.crosses(a, b) == 1


@given(st.lists(span), span)
def test_a_span_among_many(some: list[Sentence], one: Sentence) -> None:
    assert spans.any_overlaps(some)(one.start, one.stop) == any(spans.overlaps(one, other) for other in some)


@given(st.lists(span))
def test_parents_are_the_nearest_covering_spans(some: list[Sentence]) -> None:
    kept: list[Sentence] = []
    for one in spans.order(some):
        if not any(spans.crosses(one, other) for other in kept):
            kept.append(one)
    for index, parent in enumerate(spans.parents(kept)):
        covering = [other for other in range(index) if spans.covers(kept[other], kept[index])]
        assert parent == (max(covering) if covering else None)


def test_group_leaves_out_what_lies_across() -> None:
    outer = [Sentence(0, 5), Sentence(6, 10)]
    inner = [Sentence(0, 2), Sentence(3, 5), Sentence(4, 7), Sentence(7, 10)]
    assert [list(inside) for _, inside in spans.group(inner, outer)] == [inner[:2], inner[3:]]
