"""The compiled network against PyTorch and plain products of the same weights, and what holds for any text."""

import ctypes
import functools
import itertools
import json
import operator
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from imenoslov.errors import ModelError
from imenoslov.models import layers, networks
from imenoslov.models import names as module
from imenoslov.models.crf import chains, names_found
from imenoslov.models.kernels import Floats, Rows
from imenoslov.models.names import (
    FILE,
    HIDDEN_STEP,
    HIGHEST_INPUT,
    IMPOSSIBLE,
    INPUT_STEP,
    STEP,
    TAGS,
    NameTagger,
    Said,
    from_arrays,
    load_names,
)
from imenoslov.models.numbering import Numbering
from imenoslov.models.rounding import BYTE, SHORT, Rounded, byte_steps, rounded
from imenoslov.models.weights import load_embeddings
from imenoslov.models.words import stem, word_reader

REFERENCE = Path(__file__).with_name("names_reference.npz")
MODEL = Path(module.__file__).with_name("data") / FILE

WORDS = st.sampled_from(
    "МИД Литвы Министерство иностранных дел Казахстана Владимир Путин встретился в Москве с Каей Каллас , . « » ( ) "
    "Европейский союз МОСКВА путин Ryanair 2014 — и Университет имени Ломоносова Ъыъ МВД России по Татарстану".split()
)
LINES = st.lists(st.lists(WORDS, max_size=12), max_size=8)


@pytest.fixture(scope="module")
def tagger() -> NameTagger:
    return NameTagger(load_names(), load_embeddings())


class Name(NamedTuple):
    start: int
    stop: int
    type: str
    score: float
    outer: int
    marks: int


def find(tagger: NameTagger, lines: Sequence[Sequence[str]]) -> list[Name]:
    found = tagger.names(said(tagger, lines), marks_of(tagger))
    return [*itertools.starmap(Name, zip(*found, strict=True))]


def said(tagger: NameTagger, lines: Sequence[Sequence[str]]) -> Said:
    """A document whose lines are a sentence each."""
    words = tagger.numbering.numbers([word for line in lines for word in line])
    lengths = lengths_of(lines)
    return Said(words, np.array([len(words)], np.int32), lengths, lengths)


def marks_of(tagger: NameTagger) -> NDArray[np.uint8]:
    """A mark for each word that has a number: its first letter's."""
    return np.array([ord(word[0]) % 256 if word else 0 for word in tagger.numbering.words], np.uint8)


def lengths_of(lines: Sequence[Sequence[str]]) -> Rows:
    return np.array([len(line) for line in lines], np.int32)


def texts(tagger: NameTagger, line: str) -> list[tuple[str, str, bool]]:
    words = line.split()
    return [(" ".join(words[name.start : name.stop]), name.type, name.outer >= 0) for name in find(tagger, [words])]


def test_emissions_are_nearly_those_of_pytorch(tagger: NameTagger) -> None:
    with np.load(REFERENCE, allow_pickle=False) as reference:
        words, lengths, expected = reference["words"].tolist(), reference["lengths"], reference["scores"]
    numbers, lines = tagger.numbering.numbers(words), lengths.astype(np.int32)
    got = tagger.emissions(Said(numbers, np.array([len(numbers)], np.int32), lines, lines))
    errors = got.swapaxes(0, 1) - expected
    assert np.sqrt(np.square(errors).mean()) < 0.1
    np.testing.assert_allclose(errors, 0, atol=1)


@settings(max_examples=20, deadline=None)
@given(LINES.filter(any))
def test_emissions_are_those_of_plain_whole_numbers(tagger: NameTagger, lines: list[list[str]]) -> None:
    np.testing.assert_array_equal(tagger.emissions(said(tagger, lines)), plain_emissions(tagger, lines))


@settings(max_examples=10, deadline=None)
@given(LINES.filter(any))
def test_every_level_of_instructions_has_the_same_bits(levels: dict[int, ctypes.CDLL], lines: list[list[str]]) -> None:
    answers = set()
    with pytest.MonkeyPatch.context() as patch:
        for library in levels.values():
            for part in (layers, networks):
                patch.setattr(part, "library", lambda library=library: library)
            tagger = NameTagger(load_names(), load_embeddings())
            answers.add(tagger.emissions(said(tagger, lines)).tobytes())
    assert len(answers) == 1


def plain_emissions(tagger: NameTagger, lines: Sequence[Sequence[str]]) -> Floats:
    """The network written out in whole numbers, layer by layer, over all words and a row of zeros between lines."""
    network = load_names()
    rows = [word for line in lines if line for word in ["", *line]][1:]
    real = np.array([[bool(word)] for word in rows]).reshape(-1, 1)
    width = len(network.biases[0])
    parts = np.zeros((3, len(rows), width), np.int64)
    opening = rounded(network.kernels[0][None], None, INPUT_STEP, STEP, HIGHEST_INPUT)
    for place, word in enumerate(rows):
        if word:
            inputs = tagger._inputs([word])[:, : len(network.kernels[0])]
            parts[:, place] = whole(weighted(inputs, opening), -SHORT, SHORT).reshape(3, width)
    given, own, back = np.pad(parts, ((0, 0), (1, 1), (0, 0)))
    sums = given[:-2] + own[1:-1] + back[2:] + np.rint(network.biases[0] / STEP).astype(np.int64)
    steps = byte_steps(network.first_most)
    first = whole(sums.astype(np.float32) * (STEP / steps).astype(np.float32), 0, BYTE) * real
    layer = rounded(taps(network.kernels[1]), network.biases[1], steps, HIDDEN_STEP, BYTE)
    hidden = whole(weighted(first, layer), 0, SHORT) * real
    for block in network.narrow:
        small, across = byte_steps(block.down_most), byte_steps(block.most)
        down = rounded(block.down[None], block.down_bias, HIDDEN_STEP, small, SHORT)
        between = rounded(taps(block.kernel), block.bias, small, across, BYTE)
        up = rounded(block.up[None], None, across, HIDDEN_STEP, BYTE)
        answers = whole(weighted(hidden, down), 0, BYTE) * real
        answers = whole(weighted(answers, between, block.gap), 0, BYTE)
        hidden = np.clip(hidden + np.rint(weighted(answers, up)).astype(np.int64), -SHORT, SHORT) * real
    ask = rounded(network.ask[None], network.ask_bias, HIDDEN_STEP, HIDDEN_STEP, SHORT)
    tell = rounded(network.tell[None], network.tell_bias, HIDDEN_STEP, HIDDEN_STEP, SHORT)
    said = whole(weighted(hidden, ask), 0, SHORT)
    told = hidden.copy()
    for place, word in enumerate(rows):
        if word:
            alike = np.array([stem(other) == stem(word) for other in rows]) & real[:, 0]
            heard = whole(weighted(said[alike].max(axis=0)[None], tell), -SHORT, SHORT)[0]
            told[place] = np.clip(told[place] + heard, -SHORT, SHORT)
    third = rounded(taps(network.kernels[2]), network.biases[2], HIDDEN_STEP, HIDDEN_STEP, SHORT)
    heads = rounded(network.heads[None], network.head_bias, HIDDEN_STEP, 1.0, SHORT)
    scores: Floats = weighted(whole(weighted(told, third), 0, SHORT), heads)[real[:, 0]]
    return scores.reshape(len(scores), 2, len(TAGS))


def taps(kernel: Floats) -> Floats:
    return np.stack(np.split(kernel, 3, axis=1))


def weighted(rows: NDArray[np.integer[Any]], layer: Rounded, gap: int = 1) -> Floats:
    """The sums of a layer, each as an exact whole number, times its scale."""
    count, reach = len(rows), gap * (len(layer.weights) // 2)
    padded = np.pad(rows.astype(np.int64), ((reach, reach), (0, 0)))
    sums = layer.bias.astype(np.int64)
    for tap, weights in enumerate(layer.weights.astype(np.int64)):
        sums = sums + padded[tap * gap :][:count] @ weights
    assert np.abs(sums).max() < 2**31
    scaled: Floats = sums.astype(np.float32) * layer.scale
    return scaled


def whole(numbers: Floats, least: int, most: int) -> NDArray[np.int64]:
    return np.clip(np.rint(numbers), least, most).astype(np.int64)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(alphabet="\0\u200bаЯz1.😀", min_size=1, max_size=20), max_size=5))
def test_a_word_is_read_the_same_beside_any_other(tagger: NameTagger, others: list[str]) -> None:
    words = ["Каллас", "в", "Москве"]
    together = tagger._inputs([*others, *words])[len(others) :]
    np.testing.assert_array_equal(together, tagger._inputs(words))


Span = tuple[int, int, int, int, float]


@settings(deadline=None, max_examples=200)
@given(
    st.lists(st.lists(st.lists(st.sampled_from("()абв"), max_size=12), max_size=3), min_size=1, max_size=5),
    st.integers(0, 9999),
)
def test_names_are_those_that_plain_code_reads_from_the_chains(lines: list[list[list[str]]], seed: int) -> None:
    numbering = Numbering(capacity=20)
    sentences = [sentence for line in lines for sentence in line]
    words = [word for sentence in sentences for word in sentence]
    starts = sorted({0, *itertools.accumulate(map(len, sentences))} - {len(words)})
    random = np.random.default_rng(seed)
    scores = random.normal(scale=3, size=(len(words), 2, len(TAGS))).astype(np.float32)
    transitions = random.normal(scale=3, size=(2, len(TAGS), len(TAGS))).astype(np.float32)
    expected = plain_names(words, scores.copy(), transitions, starts) if words else []
    numbers = numbering.numbers(words)
    whole = np.array([len(words)], np.int32)
    lengths = whole, lengths_of(["".join(map("".join, line)) for line in lines]), lengths_of(sentences)
    marks = np.zeros(len(numbering.words), np.uint8)
    got = names_found(numbering.address, marks, numbers, scores, transitions, lengths, IMPOSSIBLE).tolist()
    assert [(*name[:3], name[3] >= 0) for name in got] == [(*name[:3], name[3] == 1) for name in expected]
    assert [name[4] for name in got] == pytest.approx([name[4] for name in expected])


def plain_names(words: Sequence[str], scores: Floats, transitions: Floats, starts: Sequence[int]) -> list[Span]:
    inner_tags = [tag for tag, name in enumerate(TAGS) if name.startswith("I-")]
    for start in starts:
        scores[start, :, inner_tags] = IMPOSSIBLE
    lines = chains(scores, transitions, starts, inner_tags)
    paths = lines.best_paths()
    found = [(level, *span) for level, line in enumerate(paths.tolist()) for span in plain_spans(line)]
    if all(stop - start == 1 for level, start, stop, _ in found if not level):
        found = [span for span in found if not span[0]]
    shares = lines.span_probabilities(paths, [span[:3] for span in found]).tolist()
    names = [(start, stop, tag, level, share) for (level, start, stop, tag), share in zip(found, shares, strict=True)]
    outer, inner = ([name for name in names if name[3] == level] for level in (0, 1))
    nested = [name for whole in outer for name in plain_nested(whole, inner, words)]
    return sorted(nested, key=lambda name: (name[0], -name[1]))


def plain_spans(path: Sequence[int]) -> list[tuple[int, int, int]]:
    """Each `B-` and every `I-` right after it, whatever their types."""
    spans = []
    for first, tag in enumerate(path):
        if TAGS[tag].startswith("B-"):
            rest = itertools.takewhile(lambda other: TAGS[other].startswith("I-"), path[first + 1 :])
            spans.append((first, first + 1 + len(list(rest)), tag))
    return spans


def plain_nested(whole: Span, inner: Sequence[Span], words: Sequence[str]) -> list[Span]:
    start, stop, tag, _, score = whole
    within = [
        name
        for name in inner
        if start <= name[0] and name[1] <= stop and name[1] - name[0] < stop - start
        if plain_bracket(words, name[0], name[1]) is None
    ]
    bracket = plain_bracket(words, start, stop)
    if bracket is None:
        return [whole, *within]
    before = bracket > start and not any(name[0] < bracket for name in within)
    return [(start, bracket, tag, 0, score)] * before + [(*name[:3], 0, name[4]) for name in within]


def plain_bracket(words: Sequence[str], start: int, stop: int) -> int | None:
    """The first bracket without a partner in a span, or the one whose partner ends the span."""
    opened: list[int] = []
    for place in range(start, stop):
        if words[place] == "(":
            opened.append(place)
        elif words[place] == ")":
            if not opened:
                return place
            partner = opened.pop()
            if place == stop - 1:
                return partner
    return opened[0] if opened else None


def test_whole_names_and_the_names_inside(tagger: NameTagger) -> None:
    found = texts(tagger, "Глава МИД Литвы Габриэлюс Ландсбергис прибыл в Брюссель .")
    assert ("МИД Литвы", "ORG", False) in found
    assert ("Литвы", "LOC", True) in found
    assert ("Габриэлюс Ландсбергис", "PER", False) in found
    assert ("Брюссель", "LOC", False) in found


def test_a_name_does_not_reach_across_a_bracket(tagger: NameTagger) -> None:
    found = texts(tagger, "заявили в Министерстве иностранных дел ( МИД ) Казахстана .")
    assert found == [
        ("Министерстве иностранных дел", "ORG", False),
        ("МИД", "ORG", False),
        ("Казахстана", "LOC", False),
    ]


def test_a_name_does_not_reach_across_sentences(tagger: NameTagger) -> None:
    words = tagger.numbering.numbers("Пресс-служба МИД РК . Университет имени Ломоносова .".split())
    line = np.array([len(words)], np.int32)
    for first in range(1, len(words)):
        sentences = np.array([first, len(words) - first], np.int32)
        found = tagger.names(Said(words, line, line, sentences), marks_of(tagger))
        assert not np.any((found.starts < first) & (first < found.stops))


def test_unions_are_organisations(tagger: NameTagger) -> None:
    assert texts(tagger, "Страны Европейского союза и НАТО согласились с ООН .") == [
        ("Европейского союза", "ORG", False),
        ("НАТО", "ORG", False),
        ("ООН", "ORG", False),
    ]


def test_names_in_capitals_and_in_lower_case(tagger: NameTagger) -> None:
    assert ("ВЛАДИМИР ПУТИН", "PER", False) in texts(tagger, "ВЛАДИМИР ПУТИН ПРИБЫЛ В МОСКВУ")
    assert ("владимир путин", "PER", False) in texts(tagger, "владимир путин прибыл в москву")


@given(LINES)
@settings(deadline=None, max_examples=60)
def test_names_are_sorted_nest_and_keep_to_their_lines(lines: list[list[str]]) -> None:
    tagger = NameTagger(load_names(), load_embeddings())
    names = find(tagger, lines)
    words = [word for line in lines for word in line]
    edges = np.cumsum([0, *(len(line) for line in lines)])
    assert names == sorted(names, key=lambda name: (name.start, -name.stop))
    outer = [name for name in names if name.outer < 0]
    for before, after in itertools.pairwise(outer):
        assert before.stop <= after.start
    for name in names:
        assert 0 <= name.start < name.stop
        assert np.searchsorted(edges, name.start, "right") == np.searchsorted(edges, name.stop - 1, "right")
        assert 0 <= name.score <= 1
        assert name.marks == functools.reduce(
            operator.or_, (ord(word[0]) % 256 for word in words[name.start : name.stop])
        )
        assert words[name.start : name.stop].count("(") == words[name.start : name.stop].count(")")
        if name.outer >= 0:
            whole = names[name.outer]
            assert whole in outer
            assert whole.start <= name.start
            assert name.stop <= whole.stop
            assert name.stop - name.start < whole.stop - whole.start


@given(st.lists(LINES, min_size=1, max_size=4))
@settings(deadline=None, max_examples=25)
def test_a_document_is_the_same_whatever_was_read_before(documents: list[list[list[str]]]) -> None:
    together = NameTagger(load_names(), load_embeddings(), Numbering(word_reader(load_embeddings()), 20))
    for lines in documents:
        alone = NameTagger(load_names(), load_embeddings())
        assert find(together, lines) == find(alone, lines)


@given(st.lists(LINES, max_size=4))
@settings(deadline=None, max_examples=25)
def test_documents_are_read_alone_whatever_they_stand_among(
    tagger: NameTagger, documents: list[list[list[str]]]
) -> None:
    numbers = tagger.numbering.numbers([word for lines in documents for line in lines for word in line])
    counts = np.array([sum(map(len, lines)) for lines in documents], np.int32)
    lengths = lengths_of([line for lines in documents for line in lines])
    found = zip(*tagger.names(Said(numbers, counts, lengths, lengths), marks_of(tagger)), strict=True)
    firsts = np.cumsum([0, *counts[:-1]])
    expected = [
        name._replace(start=name.start + first, stop=name.stop + first)
        for first, lines in zip(firsts, documents, strict=False)
        for name in find(tagger, lines)
    ]
    assert [*itertools.starmap(Name, found)] == expected


def test_nothing_is_found_in_nothing(tagger: NameTagger) -> None:
    assert find(tagger, []) == []
    assert find(tagger, [[], []]) == []


def test_the_file_is_small() -> None:
    assert MODEL.stat().st_size <= 10_000_000


def test_a_missing_file_is_an_error() -> None:
    with pytest.raises(ModelError, match=r"names-none\.npz"):
        load_names("names-none.npz")


def test_a_file_of_other_tags_is_an_error() -> None:
    with np.load(MODEL, allow_pickle=False) as archive:
        arrays: dict[str, Any] = {key: archive[key] for key in archive.files}
    meta = json.loads(arrays.pop("meta").tobytes())
    with pytest.raises(ValueError, match="tags"):
        from_arrays({**meta, "tags": TAGS[::-1]}, arrays)
