import numpy as np
import pytest

from imenoslov.models.names import TAGS
from imenoslov.readers.annotation import Annotation, Name

pytest.importorskip("training", reason="the folder pipeline is not on the path")

from training.gold import GoldText, gold_text, innermost, split, word_spans


def marked(
    corpus: str, text: str, *names: tuple[str, str], nested: tuple[tuple[str, str], ...] | None = None
) -> GoldText:
    def find(pairs: tuple[tuple[str, str], ...]) -> tuple[Name, ...]:
        return tuple(Name(text.index(name), text.index(name) + len(name), kind) for name, kind in pairs)

    return gold_text(corpus, Annotation("id", text, find(names), nested=None if nested is None else find(nested)))


def tags(text: GoldText, level: str) -> list[str]:
    """The tags that a level allows for each word, joined by `|`; `*` for all of them."""
    rows = text.outer if level == "outer" else text.inner
    return ["*" if row.all() else "|".join(TAGS[index] for index in np.flatnonzero(row)) for row in rows]


def test_a_corpus_with_nested_names_teaches_both_levels() -> None:
    text = marked(
        "nerel-x",
        "МИД Литвы сообщил",
        ("МИД Литвы", "ORG"),
        nested=(("МИД Литвы", "ORG"), ("МИД", "ORG"), ("Литвы", "LOC")),
    )
    assert tags(text, "outer") == ["B-ORG", "I-ORG", "O"]
    assert tags(text, "inner") == ["B-ORG", "B-LOC", "O"]


def test_a_corpus_of_whole_names_leaves_the_inside_of_organisations_open() -> None:
    text = marked("slavic-x", "МИД Литвы ждёт Каю Каллас", ("МИД Литвы", "ORG"), ("Каю Каллас", "PER"))
    assert tags(text, "outer") == ["B-ORG", "I-ORG", "O", "B-PER", "I-PER"]
    assert tags(text, "inner") == ["*", "*", "O", "B-PER", "I-PER"]


def test_a_corpus_of_smallest_names_leaves_open_what_follows_an_organisation() -> None:
    text = marked("factru-x", "МИД Литвы в Литве", ("МИД", "ORG"), ("Литвы", "LOC"), ("Литве", "LOC"))
    assert tags(text, "outer") == ["B-ORG", "I-ORG|B-LOC", "O", "B-LOC"]
    assert tags(text, "inner") == ["B-ORG", "B-LOC", "O", "B-LOC"]


def test_quotes_at_the_edges_are_no_part_of_a_name() -> None:
    assert tags(marked("slavic-x", "в «Газпроме»", ("«Газпроме»", "ORG")), "outer") == ["O", "O", "B-ORG", "O"]


def test_lines_are_cut_into_words() -> None:
    words = split("Первая строка.\n\n  \r\nВторая")
    assert words.texts == ("Первая", "строка", ".", "Вторая")
    assert words.lines == (3, 1)
    assert words.offsets[-1] == (20, 26)


def test_names_joined_by_a_hyphen_are_words() -> None:
    words = split("саммит РК-ЕС")
    assert words.texts == ("саммит", "РК", "-", "ЕС")
    assert words.offsets == ((0, 6), (7, 9), (9, 10), (10, 12))


def test_innermost_spans_hold_no_other() -> None:
    assert innermost([(0, 4, "ORG"), (0, 1, "ORG"), (2, 4, "ORG"), (3, 4, "LOC"), (6, 7, "PER")]) == [
        (0, 1, "ORG"),
        (3, 4, "LOC"),
        (6, 7, "PER"),
    ]


def test_a_name_that_ends_within_a_word_takes_all_of_it() -> None:
    text = "Казань-Болгар"
    assert word_spans(text, split(text), [Name(0, 6, "LOC")]) == [(0, 1, "LOC")]
