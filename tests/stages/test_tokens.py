"""Tokens: those of razdel called plainly, whatever the text, and in linear time."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
import razdel
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace
from razdel.segmenters.tokenize import ATOM

from imenoslov.document import Document, Sentence
from imenoslov.models.kernels import Rows
from imenoslov.models.numbering import Numbering
from imenoslov.stages import tokens as stage
from imenoslov.stages.sentences import sentences
from imenoslov.stages.tokens import Tokens, tokens_of

ROOT = Path(__file__).parents[2]
ARTICLES = ROOT / "../shared/data/articles"

# A bar marks the end of a token within a chunk; white space divides tokens anyway.
CASES = [
    "Он| приехал|.",
    "Санкт-Петербург кто-то из-за",
    "что| -то",
    "2| -й и 2-й",
    "1941—1945| 1941 — 1945",
    "5, 6 и 5|, в",
    "2.5 2,5 1/2 1\\2",
    "12.03.2021",
    "3|. а|.|б",
    "snake_case| _| _|а",
    "... ?! !!!. !…|»",
    "-- *** ---|а",
    ":) =)) ;(((|( :|-|)",
    "РК|.|Пресс-служба",
    "«|измерение|»|.|Пресс-служба",
    "yahoo! Yahoo! Mail|!",
    "ΔP m² 5|²",
    "№|5 5|%",
    "қазақ Каллас|,",
    "А|.|С|.|Пушкин",
]

# Rich in what joins, in what stands between Cyrillic and Latin, and in what no letter class knows.
ALPHABET = (
    "абёЯabZ0127²٣  \n\t\u00a0\u2003.,,..--–—‑−__//\\\\!?…*=:;)(\"'«»„“#@%№+~|§°éқй\u0306\u0301\u200b\ufeff\u00ad😊"
)
PARTS = [
    "что",
    "-то",
    "5",
    ",",
    "2.",
    ".5",
    "_",
    "а_",
    "-",
    "—",
    "1/",
    "/2",
    "yahoo",
    "!",
    "...",
    "=",
    ")",
    "(",
    ":-",
    "Δ",
]
TEXTS = st.one_of(
    st.text(ALPHABET, max_size=60),
    st.lists(st.sampled_from(PARTS), max_size=20).map("".join),
    st.lists(st.sampled_from(PARTS), max_size=20).map(" ".join),
    st.lists(st.sampled_from([*PARTS, " "]), max_size=30).map("".join),
    st.text(max_size=60),
)


tokens = Tokens()


def ours(text: str) -> list[tuple[int, int, str]]:
    """The tokens of a text that is one sentence."""
    document = replace(Document.from_text(text), sentences=(Sentence(0, len(text)),))
    return [(token.start, token.stop, token.text) for token in tokens_of(tokens(document))]


def plain(text: str) -> list[tuple[int, int, str]]:
    return [(token.start, token.stop, token.text) for token in razdel.tokenize(text)]


@pytest.mark.parametrize("row", CASES)
def test_case(row: str) -> None:
    assert [token for _, _, token in ours(row.replace("|", ""))] == row.replace("|", " ").split()


def test_stage_adds_tokens() -> None:
    document = tokens(sentences(Document.from_text(" Он приехал.\n")))
    assert [(token.start, token.stop, token.text) for token in tokens_of(document)] == [
        (1, 3, "Он"),
        (4, 11, "приехал"),
        (11, 12, "."),
    ]


@pytest.mark.parametrize("text", ["", " ", "\n\u00a0\u2028\t"])
def test_white_space_has_no_tokens(text: str) -> None:
    assert tokens(sentences(Document.from_text(text))).tokens == ()


@given(TEXTS)
@example("5, 6")
@example("что -то")
@example("а _б_ в")
def test_tokens_are_those_of_razdel(text: str) -> None:
    assert ours(text) == plain(text)


@pytest.mark.parametrize("path", sorted((ROOT / "seeds").rglob("*.txt")), ids=lambda path: path.stem)
def test_tokens_of_seeds_are_those_of_razdel(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "replace")
    assert ours(text) == plain(text)


def test_tokens_of_articles_are_those_of_razdel() -> None:
    if not ARTICLES.exists():
        pytest.skip(f"no articles at {ARTICLES}")
    for path in sorted(ARTICLES.glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        assert ours(text) == plain(text), path.name


@given(TEXTS)
def test_tokens_are_sorted_and_cover_the_text(text: str) -> None:
    result = ours(text)
    assert all(text[start:stop] == token for start, stop, token in result)
    assert all(before[1] <= after[0] for before, after in pairwise(result))
    assert "".join(token for _, _, token in result) == "".join(text.split())


@given(TEXTS)
@example("Это SARS-CoV-2. 61-летний больной. Да.Нет")
def test_tokens_of_a_document_are_those_of_its_sentences(text: str) -> None:
    document = tokens(sentences(Document.from_text(text)))
    assert [(token.start, token.stop, token.text) for token in tokens_of(document)] == [
        (sentence.start + start, sentence.start + stop, token)
        for sentence in document.sentences
        for start, stop, token in plain(text[sentence.start : sentence.stop])
    ]
    assert "".join(token.text for token in tokens_of(document)) == "".join(text.split())


def test_every_character_is_of_the_kind_that_razdel_gives_it() -> None:
    groups = ["", "RU", "LAT", "INT", "PUNCT", "OTHER"]
    kinds = stage._kinds().tolist()
    for point in range(0x110000):
        match = ATOM.match(chr(point))
        assert groups[kinds[point] if point < len(kinds) else -1] == (match.lastgroup if match else "")


@given(st.lists(TEXTS, max_size=5))
def test_tokens_do_not_depend_on_what_was_cut_before(texts: list[str]) -> None:
    cramped = Tokens(Numbering(capacity=10))
    for text in texts:
        document = sentences(Document.from_text(text))
        assert cramped(document) == Tokens()(document)


@given(st.lists(TEXTS, max_size=5))
@example(["\n Да. \r\n Нет.\n\n«Он»  пришёл. 5", ""])
def test_the_cut_of_tokens_is_where_they_stand_and_what_they_are(texts: list[str]) -> None:
    cutter = Tokens(Numbering(capacity=10))
    for document in [cutter(sentences(Document.from_text(text))) for text in texts]:
        found = [(token.start, token.stop, token.text) for token in tokens_of(document)]
        # What the stage knows of its last document, and what is read from the tokens of any.
        for again in (cutter(document), document):
            cut = cutter.cut(again, tokens_of(again))
            words = [cutter.numbering.words[number] for number in cut.numbers.tolist()]
            assert [*zip(cut.starts.tolist(), cut.stops.tolist(), words, strict=True)] == found
            spans = [(sentence.start, sentence.stop) for sentence in document.sentences]
            assert lengths(cut.sentences) == [
                count for start, stop in spans if (count := sum(start <= first < stop for first, _, _ in found))
            ]
            gaps = [(end, start) for (_, end), (start, _) in pairwise([(0, 0), *spans])]
            edges = [start for end, start in gaps if set(document.text[end:start]) & {"\n", "\r"}]
            lines = [0, *edges, len(document.text)]
            assert lengths(cut.lines) == [
                count
                for start, stop in pairwise(lines)
                if (count := sum(start <= first < stop for first, _, _ in found))
            ]


def lengths(counts: Rows) -> list[int]:
    """The lengths of what is not empty."""
    return [count for count in counts.tolist() if count]


LONG = [
    *["слово", "слово-", "1.", "1,", "_", "-", ".", "=)", "а.б", "«»", "é", "yahoo!", "https://a.b/1?c="],
    "\u200b",
    "слово ",
]


@pytest.mark.parametrize("unit", LONG)
def test_long_chunks_are_tokenised_as_by_razdel(unit: str) -> None:
    text = "Начало, " + unit * 500 + " 5"
    assert ours(text) == plain(text)


@pytest.mark.parametrize("unit", LONG)
def test_time_is_linear(unit: str, cost: Callable[[Callable[[], object]], float]) -> None:
    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        return cost(lambda: ours(text))

    # Four times the text: a quadratic step would take sixteen times as long.
    assert seconds(120_000) < 8 * seconds(30_000) + 0.2


@given(st.lists(TEXTS, max_size=5))
def test_the_numbers_of_documents_that_are_cut_together_hold_together(texts: list[str]) -> None:
    cutter = Tokens(Numbering(capacity=10))
    documents = [cutter(sentences(Document.from_text(text))) for text in texts]
    cuts = cutter.cuts(documents, [*map(tokens_of, documents)])
    words = cutter.numbering.words
    for document, cut in zip(documents, cuts, strict=True):
        assert [words[number] for number in cut.numbers.tolist()] == [token.text for token in tokens_of(document)]
        assert cut.starts.tolist() == [token.start for token in tokens_of(document)]
