import json
import random
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from imenoslov.errors import ReadError
from imenoslov.readers.annotation import Annotation, Name
from imenoslov.readers.gold import read_annotations
from imenoslov.scoring import BaseError, BaseForms, Rates, Scores, b_cubed, base_key, errors, lea, rates, score

TEXT = "МИД Литвы сообщил: «Тереза Мэй» летит в Вильнюс. Мэй ждут на форуме Россия-Африка."


def name(surface: str, type_: str, base: str | None = None, entity: str | None = None, nested: bool = False) -> Name:
    start = TEXT.index(surface)
    return Name(start, start + len(surface), type_, base, entity, nested)


def annotation(
    *names: Name,
    id_: str = "a",
    ignore: tuple[tuple[int, int], ...] = (),
    nested: tuple[Name, ...] | None = None,
    cross: bool = False,
) -> Annotation:
    return Annotation(id_, TEXT, names, ignore, nested, cross)


def compare(gold: tuple[Name, ...], predicted: tuple[Name, ...], ignore: tuple[tuple[int, int], ...] = ()) -> Scores:
    return score([annotation(*gold, ignore=ignore)], [annotation(*predicted)])


MFA = name("МИД Литвы", "ORG")
MFA_SHORT = name("МИД", "ORG")
LITHUANIA = name("Литвы", "LOC")
LITHUANIA_INSIDE = name("Литвы", "LOC", nested=True)
MAY = name("Тереза Мэй", "PER")
VILNIUS = name("Вильнюс", "LOC")
FORUM = name("Россия-Африка", "LOC")


class TestExactMatch:
    def test_counts_by_type_and_over_all(self) -> None:
        scores = compare((MFA, MAY, VILNIUS), (MFA_SHORT, MAY, VILNIUS, FORUM))
        assert scores.ner == {
            "PER": Rates(1.0, 1.0, 1.0),
            "ORG": Rates(0.0, 0.0, 0.0),
            "LOC": Rates(0.5, 1.0, 2 / 3),
            "micro": rates(right=2, predicted=4, gold=3),
        }
        assert scores.ner["micro"].f1 == pytest.approx(4 / 7)

    def test_the_type_has_to_be_right(self) -> None:
        assert compare((VILNIUS,), (name("Вильнюс", "ORG"),)).ner["micro"] == Rates(0.0, 0.0, 0.0)

    def test_predictions_of_unknown_types_do_not_count(self) -> None:
        assert compare((VILNIUS,), (VILNIUS, name("форуме", "EVENT"))).ner["micro"] == Rates(1.0, 1.0, 1.0)

    @pytest.mark.parametrize("surface", ["«Тереза Мэй»", " «Тереза Мэй", "Тереза Мэй» "])
    def test_quotes_and_spaces_at_the_edges_make_no_difference(self, surface: str) -> None:
        assert compare((MAY,), (name(surface, "PER"),)).ner["PER"] == Rates(1.0, 1.0, 1.0)

    def test_a_prediction_in_an_ignored_span_neither_counts_nor_costs(self) -> None:
        span = (FORUM.start, FORUM.stop)
        assert compare((VILNIUS,), (VILNIUS, FORUM)).ner["LOC"] == Rates(0.5, 1.0, 2 / 3)
        assert compare((VILNIUS,), (VILNIUS, FORUM), ignore=(span,)).ner["LOC"] == Rates(1.0, 1.0, 1.0)
        assert compare((FORUM,), (FORUM,), ignore=(span,)).ner["LOC"] == Rates(1.0, 1.0, 1.0)

    def test_a_prediction_that_only_overlaps_an_ignored_span_costs(self) -> None:
        assert compare((), (FORUM,), ignore=((FORUM.start, FORUM.stop - 1),)).ner["LOC"] == Rates(0.0, 0.0, 0.0)
        half = compare((VILNIUS,), (VILNIUS, FORUM), ignore=((FORUM.start, FORUM.stop - 1),))
        assert half.ner["LOC"].precision == 0.5

    @pytest.mark.parametrize(
        ("gold", "predicted", "micro"),
        [
            # the outermost name is in the gold: what lies inside costs nothing
            ((MFA,), (MFA, LITHUANIA_INSIDE), (1.0, 1.0, 1.0)),
            # the gold splits the name: the inner one is found, the outer one costs nothing
            ((MFA_SHORT, LITHUANIA), (MFA, LITHUANIA_INSIDE), (1.0, 0.5, 2 / 3)),
            # no member of the family is in the gold: it costs once
            ((VILNIUS,), (VILNIUS, MFA, LITHUANIA_INSIDE), (0.5, 1.0, 2 / 3)),
            # an inner name whose outer one is not predicted counts as nothing
            ((LITHUANIA,), (LITHUANIA_INSIDE,), (0.0, 0.0, 0.0)),
            # two outermost names, each for itself
            ((MFA,), (MFA_SHORT, LITHUANIA), (0.0, 0.0, 0.0)),
        ],
    )
    def test_families(
        self, gold: tuple[Name, ...], predicted: tuple[Name, ...], micro: tuple[float, float, float]
    ) -> None:
        assert compare(gold, predicted).ner["micro"] == Rates(*micro)


class TestNested:
    def test_is_absent_where_the_gold_has_one_level(self) -> None:
        assert "nested" not in compare((MFA,), (MFA, LITHUANIA_INSIDE)).as_dict()

    def test_counts_the_names_of_all_levels(self) -> None:
        gold = annotation(MFA, MAY, nested=(MFA, LITHUANIA_INSIDE, MAY))
        scores = score([gold], [annotation(MFA, LITHUANIA_INSIDE, FORUM)])
        assert scores.nested == Rates(2 / 3, 2 / 3, 2 / 3)

    def test_passes_over_what_is_ignored(self) -> None:
        gold = annotation(MFA, nested=(MFA,), ignore=((LITHUANIA.start, LITHUANIA.stop),))
        assert score([gold], [annotation(MFA, LITHUANIA_INSIDE)]).nested == Rates(1.0, 1.0, 1.0)

    def test_a_gold_of_nested_names_is_flat_outside(self) -> None:
        gold = annotation(MFA, LITHUANIA_INSIDE, nested=(MFA, LITHUANIA_INSIDE))
        scores = score([gold], [gold])
        assert scores.ner["LOC"] == Rates(0.0, 0.0, 0.0)
        assert scores.ner["micro"] == scores.nested == Rates(1.0, 1.0, 1.0)


class TestTokens:
    def test_half_a_name_is_half_right(self) -> None:
        scores = compare((MFA,), (MFA_SHORT,))
        assert scores.tok == {"PER": 0.0, "ORG": rates(1, 1, 2).f1, "LOC": 0.0}

    def test_a_word_with_a_hyphen_is_one_token(self) -> None:
        assert compare((name("Россия-", "LOC"),), (FORUM,)).tok["LOC"] == 1.0


class TestBaseForms:
    def test_all_hard_and_end_to_end(self) -> None:
        gold = (
            name("МИД Литвы", "ORG", "МИД Литвы"),  # found, right for want of a base form: it is the text
            name("Тереза Мэй", "PER", "Тереза Мэй"),  # not found
            name("Вильнюс", "LOC"),  # found, of no known base form
            name("Россия", "LOC", "Россия"),  # not found: the prediction is longer
        )
        predicted = (name("МИД Литвы", "ORG"), name("Вильнюс", "LOC", "вильнюс"), name("Россия-Африка", "LOC"))
        scores = compare(gold, predicted)
        assert scores.base == BaseForms(acc=1.0, hard=0.0, n=1, n_hard=0, e2e_f1=rates(1, 2, 3).f1)

    def test_hard_ones_are_those_that_differ_from_the_text(self) -> None:
        gold = (name("Литвы", "LOC", "Литва"), name("форуме", "ORG", "Форум"), name("Вильнюс", "LOC", "Вильнюс"))
        predicted = (name("Литвы", "LOC", "«литва»"), name("форуме", "ORG", "Форума"), name("Вильнюс", "LOC", ""))
        assert compare(gold, predicted).base == BaseForms(acc=2 / 3, hard=0.5, n=3, n_hard=2, e2e_f1=2 / 3)

    def test_is_absent_where_no_found_name_has_a_base_form(self) -> None:
        assert "base" not in compare((MAY, name("Вильнюс", "LOC", "Вильнюс")), (MAY,)).as_dict()

    @pytest.mark.parametrize(
        ("one", "other"),
        [("Соловьёв", "СОЛОВЬЕВ"), ("Россия — США", "россия - сша"), ("ПАО  «Газпром»", "пао Газпром")],
    )
    def test_fold(self, one: str, other: str) -> None:
        assert base_key(one) == base_key(other)

    def test_fold_keeps_names_apart(self) -> None:
        assert base_key("Иванов") != base_key("Иванова")

    def test_errors_are_counted_and_sorted(self) -> None:
        right = name("Литвы", "LOC", "Литва")
        rare = name("форуме", "ORG", "Форум")
        gold = [annotation(right, rare, VILNIUS, id_=id_) for id_ in "abc"]
        predicted = [
            annotation(
                VILNIUS, replace(right, base="Литвы"), replace(rare, base="Форума" if id_ == "a" else "форум"), id_=id_
            )
            for id_ in "abc"
        ]
        expected = [BaseError("LOC", "Литвы", "Литвы", "Литва", 3), BaseError("ORG", "форуме", "Форума", "Форум", 1)]
        assert errors(gold, predicted) == expected
        assert errors(gold, predicted, 1) == expected[:1]
        assert errors(gold, gold) == []


class TestLinking:
    def test_lea_on_the_example_of_its_authors(self) -> None:
        result = lea([set("abc"), set("defg")], [set("ab"), set("cd"), set("fghi")])
        assert result.precision == pytest.approx(float((2 * Fraction(1) + 2 * 0 + 4 * Fraction(1, 6)) / 8))
        assert result.recall == pytest.approx(float((3 * Fraction(1, 3) + 4 * Fraction(1, 6)) / 7))
        assert (round(result.precision, 2), round(result.recall, 2), round(result.f1, 2)) == (0.33, 0.24, 0.28)

    def test_lea_counts_a_singleton_only_as_a_singleton(self) -> None:
        assert lea([{"a"}, {"b"}], [{"a"}, {"b", "c"}]) == Rates(1 / 3, 0.5, 0.4)

    def test_b_cubed_on_the_example_of_its_authors(self) -> None:
        gold = dict(zip("123456789ABC", "xxxxxyyzzzzz", strict=True))
        result = b_cubed(gold, dict(zip("123456789ABC", "xxxxxyyyyyyy", strict=True)))
        assert result.precision == pytest.approx(16 / 21)
        assert result.recall == 1.0

    @given(st.dictionaries(st.integers(0, 12), st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1))
    def test_exchanging_the_sides_exchanges_precision_and_recall(self, groups: dict[int, tuple[int, int]]) -> None:
        one = {mention: pair[0] for mention, pair in groups.items()}
        other = {mention: pair[1] for mention, pair in groups.items()}
        there, back = b_cubed(one, other), b_cubed(other, one)
        assert (there.precision, there.recall) == (back.recall, back.precision)
        assert b_cubed(one, one).f1 == 1.0
        sets, other_sets = ([{m for m in side if side[m] == g} for g in set(side.values())] for side in (one, other))
        there, back = lea(sets, other_sets), lea(other_sets, sets)
        assert (there.precision, there.recall) == (back.recall, back.precision)
        assert lea(sets, sets) == Rates(1.0, 1.0, 1.0)

    def test_within_and_across_documents(self) -> None:
        may, vilnius, lithuania = (
            name(surface, type_, entity=entity)
            for surface, type_, entity in [("Тереза Мэй", "PER", "m"), ("Вильнюс", "LOC", "v"), ("Литвы", "LOC", "l")]
        )
        gold = [annotation(may, vilnius, lithuania, id_=id_, cross=True) for id_ in "ab"]
        # the first document joins two places, the second gives May another id
        predicted = [
            annotation(may, vilnius, replace(lithuania, entity="v"), id_="a"),
            annotation(replace(may, entity="n"), vilnius, lithuania, id_="b"),
        ]
        scores = score(gold, predicted)
        assert isinstance(scores.doc_b3, Rates)
        assert isinstance(scores.cross_b3, Rates)
        assert isinstance(scores.link_lea, Rates)
        # within: a has groups {m}, {v, l} for {m}, {v}, {l}; b is right
        assert scores.doc_b3.precision == pytest.approx((1 + 1 / 2 + 1 / 2 + 3) / 6)
        assert scores.doc_b3.recall == 1.0
        # across: {ma}, {mb}, {va, la, vb}, {lb} for {ma, mb}, {va, vb}, {la, lb}
        assert scores.cross_b3.precision == pytest.approx((1 + 1 + 2 / 3 + 1 / 3 + 2 / 3 + 1) / 6)
        assert scores.cross_b3.recall == pytest.approx((1 / 2 + 1 / 2 + 1 + 1 / 2 + 1 + 1 / 2) / 6)
        # a: precision 1/3 (the pair is no gold link), recall 1/3; b: 1 and 1
        assert scores.link_lea.precision == pytest.approx((1 / 3 * 3 + 1 * 3) / 6)
        assert scores.link_lea.recall == pytest.approx((1 / 3 * 3 + 1 * 3) / 6)

    def test_across_only_where_ids_hold_across_documents(self) -> None:
        gold = replace(MAY, entity="m")
        assert "cross_b3" not in compare((gold,), (gold,)).as_dict()

    def test_a_prediction_that_links_nothing_has_no_lea(self) -> None:
        gold = replace(MAY, entity="m")
        unlinked = compare((gold,), (MAY,))
        assert "link_lea" not in unlinked.as_dict()
        assert unlinked.doc_b3 == Rates(1.0, 1.0, 1.0)
        assert compare((gold,), (replace(MAY, entity=""),)).link_lea == Rates(1.0, 1.0, 1.0)

    def test_a_predicted_name_without_an_entity_is_one_of_its_own(self) -> None:
        gold = (replace(MAY, entity="m"), replace(VILNIUS, entity="v"), replace(MFA, entity="f"))
        scores = compare(gold, (replace(MAY, entity=""), replace(VILNIUS, entity=""), gold[2]))
        assert scores.link_lea == scores.doc_b3 == Rates(1.0, 1.0, 1.0)

    def test_lea_weighs_documents_by_their_linked_names(self) -> None:
        may, vilnius, lithuania = replace(MAY, entity="m"), replace(VILNIUS, entity="v"), replace(LITHUANIA, entity="l")
        gold = [annotation(may, vilnius, lithuania, MFA, id_="a"), annotation(may, id_="b")]
        scores = score(gold, [gold[0], annotation(replace(FORUM, entity="m"), id_="b")])
        assert scores.link_lea == Rates(0.75, 0.75, 0.75)

    def test_a_spurious_name_costs_linking_precision(self) -> None:
        gold = replace(MAY, entity="m")
        assert compare((gold,), (gold, replace(FORUM, entity="f"))).link_lea == Rates(0.5, 1.0, 2 / 3)


class TestInputs:
    def test_a_missing_document_is_named(self) -> None:
        gold = [annotation(id_=id_) for id_ in "abc"]
        with pytest.raises(ReadError, match=r"«b» and 1 more;"):
            score(gold, gold[:1])
        with pytest.raises(ReadError, match=r"«c»;"):
            errors(gold, gold[:2])

    def test_documents_that_the_gold_lacks_do_not_count(self) -> None:
        both = [annotation(MAY), annotation(MAY, id_="b")]
        assert score(both[:1], both) == score(both[:1], both[:1])

    def test_a_prediction_of_another_text_is_refused(self) -> None:
        shifted = Annotation("a", " " + TEXT, (MAY,))
        with pytest.raises(ReadError, match="document «a» the prediction has"):
            score([annotation(MAY)], [shifted])
        assert score([annotation(MAY)], [replace(shifted, text=None)]) == compare((MAY,), (MAY,))

    def test_a_prediction_outside_the_text_is_refused(self) -> None:
        outside = Annotation("a", None, (Name(0, len(TEXT) + 1, "PER"),))
        with pytest.raises(ReadError, match="points outside"):
            score([annotation(MAY)], [outside])

    def test_a_gold_without_text_is_refused(self) -> None:
        with pytest.raises(ReadError, match="«a» has no text"):
            score([replace(annotation(MAY), text=None)], [annotation(MAY)])

    def test_no_names_at_all(self) -> None:
        nothing = Rates(0.0, 0.0, 0.0)
        assert compare((), ()).as_dict() == {
            "ner": {type_: [0.0, 0.0, 0.0] for type_ in ("PER", "ORG", "LOC", "micro")},
            "tok": {"PER": 0.0, "ORG": 0.0, "LOC": 0.0},
        }
        assert compare((), (MAY,)).ner["micro"] == nothing


SHARED = Path(__file__).parents[1] / "../shared"
REFERENCE = SHARED / "tools/score.py"
GOLD_SETS = ("factru-dev", "nerel-dev", "slavic-asia_bibi", "slavic-covid-19")


def noisy(document: dict[str, Any], dice: random.Random, own: bool) -> dict[str, Any]:
    """Makes a prediction of a gold document: names are missing, moved, nested, of another type, base form or entity.

    With `own` it has the form of our own documents, its first characters cut off.
    """
    length = len(document["text"])
    offset = dice.choice([0, 0, 3]) if own else 0
    mentions = []
    for mention in (*document["mentions"], *document.get("nested", ())):
        if dice.random() < 0.15:
            continue
        start, end = mention["start"], mention["end"]
        if dice.random() < 0.15:
            start, end = max(offset, start - dice.randint(0, 3)), min(length, end + dice.randint(0, 3))
        if start < offset:
            continue
        guess: dict[str, Any] = {
            "type": mention["type"],
            "start": start - offset,
            "stop" if own else "end": end - offset,
        }
        if dice.random() < 0.1:
            guess["type"] = dice.choice(["PER", "ORG", "LOC", "MISC"])
        surface = document["text"][start:end]
        bases = [mention.get("base", surface), surface, surface.upper(), f"«{surface[:-1]}»"]
        if dice.random() < 0.9:
            guess["base"] = dice.choice([bases[0], *bases])
        if dice.random() < 0.9:
            guess["entity"] = dice.choice(
                [mention.get("entity", ""), f"{guess['type']}:{surface.lower()}", "x", "", None]
            )
        if dice.random() < 0.2:
            guess |= {"parent": 0} if own else {"nested": True}
        mentions.append(guess)
    spurious = [(dice.randrange(offset, length), dice.choice(["PER", "ORG", "LOC"])) for _ in range(3)]
    mentions += [
        {"type": type_, "start": start - offset, "stop" if own else "end": min(length, start + 9) - offset}
        for start, type_ in spurious
    ]
    prediction: dict[str, Any] = {"id": document["id"], "mentions": mentions}
    if own:
        prediction |= {"source": {"offset": offset or None}, "text": document["text"][offset:]}
    return prediction


def reference_scores(gold: Path, predicted: Path) -> str:
    command = [sys.executable, str(REFERENCE), str(gold), str(predicted), "--json"]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.strip()


@pytest.fixture(params=GOLD_SETS)
def gold(request: pytest.FixtureRequest) -> Path:
    path = SHARED / f"data/gold/{request.param}.jsonl"
    if not (path.exists() and REFERENCE.exists()):
        pytest.skip(f"needs {REFERENCE} and {path}")
    return path


@pytest.mark.parametrize("own", [False, True], ids=["predictions", "documents"])
def test_equals_the_reference_to_the_last_digit(gold: Path, own: bool, tmp_path: Path) -> None:
    predicted = tmp_path / "predicted.jsonl"
    documents = [json.loads(line) for line in gold.read_text("utf-8").splitlines()]
    for seed in range(3):
        dice = random.Random(seed)
        lines = [json.dumps(noisy(document, dice, own), ensure_ascii=False) for document in documents]
        predicted.write_text("\n".join(lines), encoding="utf-8")
        scores = score(read_annotations(gold), read_annotations(predicted))
        assert json.dumps(scores.as_dict(), ensure_ascii=False) == reference_scores(gold, predicted)
