"""The best path against slovnet's, and the probabilities against enumeration."""

from collections.abc import Sequence
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from slovnet.exec.model import CRF, Weight

from imenoslov.models import crf
from imenoslov.models.bio import bio_spans
from imenoslov.models.kernels import Floats

TAGS = ("O", "B-A", "I-A", "B-B", "I-B")
INNER = [2, 4]


def read(emissions: Floats, transitions: Floats, starts: Sequence[int]) -> crf.Chains:
    return crf.chains(emissions[:, None], transitions[None], starts, INNER)


def best_path(emissions: Floats, transitions: Floats, starts: Sequence[int]) -> NDArray[np.uint8]:
    (path,) = read(emissions, transitions, starts).best_paths()
    return np.asarray(path)


def span_probabilities(
    emissions: Floats,
    transitions: Floats,
    starts: Sequence[int],
    path: NDArray[np.uint8],
    spans: Sequence[tuple[int, int]],
) -> NDArray[np.float64]:
    return read(emissions, transitions, starts).span_probabilities(path[None], [(0, *span) for span in spans])


def chain(seed: int, count: int, strength: float = 2.0) -> tuple[Floats, Floats]:
    random = np.random.default_rng(seed)
    emissions = random.normal(size=(count, len(TAGS))).astype(np.float32) * np.float32(strength)
    transitions = random.normal(size=(len(TAGS), len(TAGS))).astype(np.float32)
    return emissions, transitions


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10_000), st.integers(1, 400), st.sets(st.integers(1, 399), max_size=6))
def test_best_path_is_that_of_slovnet(seed: int, count: int, cuts: set[int]) -> None:
    emissions, transitions = chain(seed, count)
    reference = CRF(Weight(transitions.shape, "float32", transitions))
    starts = sorted({0, *(cut for cut in cuts if cut < count)})
    expected = []
    for start, stop in zip(starts, [*starts[1:], count], strict=True):
        expected += reference.decode(emissions[None, start:stop], np.ones((1, stop - start), bool))[0].tolist()
    got = best_path(emissions, transitions, starts).tolist()
    # Two paths may differ by less than float32 can tell; then either will do.
    best, other = (path_score(emissions, transitions, starts, path) for path in (got, expected))
    assert got == expected or abs(best - other) < 1e-3


def path_score(emissions: Floats, transitions: Floats, starts: Sequence[int], path: Sequence[int]) -> float:
    score = sum(float(emissions[token, tag]) for token, tag in enumerate(path))
    return score + sum(float(transitions[path[at - 1], path[at]]) for at in range(1, len(path)) if at not in starts)


def test_chains_side_by_side_are_read_as_each_alone() -> None:
    parts = [chain(seed, 300) for seed in (1, 2)]
    emissions, transitions = (
        np.stack(arrays, axis) for axis, arrays in zip((1, 0), zip(*parts, strict=True), strict=True)
    )
    starts = [0, 17, 18, 200]
    chains = crf.chains(emissions, transitions, starts, INNER)
    path = chains.best_paths()
    spans = [
        (line, first, stop)
        for line in range(2)
        for part in pairwise([*starts, 300])
        for first, stop in shifted(path[line, slice(*part)].tolist(), part[0])
    ]
    together = chains.span_probabilities(path, spans)
    for line, (one, steps) in enumerate(parts):
        assert path[line].tolist() == best_path(one, steps, starts).tolist()
        inside = [span[1:] for span in spans if span[0] == line]
        alone = span_probabilities(one, steps, starts, path[line], inside)
        assert [share for share, span in zip(together, spans, strict=True) if span[0] == line] == pytest.approx(alone)


def by_enumeration(emissions: Floats, transitions: Floats, span: tuple[int, int], path: list[int]) -> float:
    total = wanted = 0.0
    first, stop = span
    for tags in product(range(len(TAGS)), repeat=len(emissions)):
        score = sum(float(emissions[token, tag]) for token, tag in enumerate(tags))
        score += sum(float(transitions[pair]) for pair in pairwise(tags))
        total += np.exp(score)
        same = list(tags[first:stop]) == path[first:stop]
        if same and (stop == len(tags) or tags[stop] not in INNER):
            wanted += np.exp(score)
    return wanted / total


@pytest.mark.parametrize("seed", range(12))
def test_span_probability_by_enumeration(seed: int) -> None:
    emissions, transitions = chain(seed, 6)
    path = best_path(emissions, transitions, [0])
    spans = [span[:2] for span in bio_spans([TAGS[tag] for tag in path])]
    got = span_probabilities(emissions, transitions, [0], path, spans)
    expected = [by_enumeration(emissions, transitions, span, path.tolist()) for span in spans]
    assert got == pytest.approx(expected, abs=1e-6)


def test_span_probability_knows_where_sequences_begin() -> None:
    emissions, transitions = chain(5, 9)
    starts = [0, 4]
    path = best_path(emissions, transitions, starts)
    spans = [span[:2] for part in ((0, 4), (4, 9)) for span in shifted(path[part[0] : part[1]].tolist(), part[0])]
    assert spans
    together = span_probabilities(emissions, transitions, starts, path, spans)
    apart: list[float] = []
    for start, stop in ((0, 4), (4, 9)):
        inside = [(a - start, b - start) for a, b in spans if start <= a < stop]
        apart += span_probabilities(emissions[start:stop], transitions, [0], path[start:stop], inside).tolist()
    assert together == pytest.approx(apart, abs=1e-6)


def shifted(tags: list[int], by: int) -> list[tuple[int, int]]:
    return [(first + by, stop + by) for first, stop, _ in bio_spans([TAGS[tag] for tag in tags])]


def test_a_long_chain_forgets_where_it_began() -> None:
    emissions, transitions = chain(3, 3000, strength=3.0)
    path = best_path(emissions, transitions, [0])
    spans = [span[:2] for span in bio_spans([TAGS[tag] for tag in path])]
    got = span_probabilities(emissions, transitions, [0], path, spans)
    middle = [index for index, span in enumerate(spans) if 1000 < span[0] < 1020]
    assert middle
    window = slice(900, 1150)
    alone = span_probabilities(
        emissions[window],
        transitions,
        [0],
        path[window],
        [(spans[index][0] - 900, spans[index][1] - 900) for index in middle],
    )
    assert got[middle] == pytest.approx(alone, abs=1e-3)
