"""The numbering of words against a dictionary, and tables that follow it."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from imenoslov.models.numbering import Numbering, WordTable, code_points
from imenoslov.models.shapes import SHAPES, word_shape
from imenoslov.models.weights import UNKNOWN, load_embeddings
from imenoslov.models.words import WordReader, stem, word_reader

WORDS = st.lists(st.text("абвгд", max_size=3) | st.text(max_size=5), max_size=60)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=6))
def test_a_number_is_that_of_its_word(documents: list[list[str]]) -> None:
    numbering = Numbering(capacity=30)
    for words in documents:
        numbers = numbering.numbers(words).tolist()
        assert [numbering.words[number] for number in numbers] == words
        assert 0 not in numbers
        assert len(set(numbering.words[1:])) == len(numbering.words) - 1


@given(st.lists(WORDS, max_size=6))
def test_numbers_stay_while_the_era_does(documents: list[list[str]]) -> None:
    numbering = Numbering(capacity=30)
    known: dict[str, int] = {}
    era = numbering.era
    for words in documents:
        numbers = numbering.numbers(words).tolist()
        if numbering.era != era:
            known, era = {}, numbering.era
        assert all(known.setdefault(word, number) == number for word, number in zip(words, numbers, strict=True))


def test_after_a_long_text_the_numbering_is_short_again() -> None:
    numbering = Numbering(capacity=30)
    long = [str(number) for number in range(1000)]
    assert len(set(numbering.numbers(long).tolist())) == 1000
    numbering.numbers(["а"])
    assert numbering.words == ["", "а"]
    assert numbering.capacity == 30


def test_words_are_found_in_a_text() -> None:
    numbering = Numbering()
    text = "\ud800и я😀 и"
    bounds = np.array([[0, 2], [3, 5], [6, 7], [1, 2]], np.int32)
    numbers = numbering.numbers_in(text, code_points(text), *np.ascontiguousarray(bounds.T))
    assert [numbering.words[number] for number in numbers] == ["\ud800и", "я😀", "и", "и"]
    assert numbers.tolist() == numbering.numbers(["\ud800и", "я😀", "и", "и"]).tolist()


@pytest.fixture(scope="module")
def reader() -> WordReader:
    return word_reader(load_embeddings())


# Characters that change beside others, are not seen, or are of more than one kind.
ODD = "абвЁёЯжуAzZqé\u0301\u200b12-+.«»²ΣσßǅİªԱ\u1100\u1161\u212a½٣\n中"


@settings(deadline=None, max_examples=200)
@given(st.lists(st.text(st.sampled_from(ODD) | st.characters(), min_size=1) | st.text("абёЁяЯкu", min_size=1)))
def test_what_is_known_of_words_is_what_plain_code_reads(reader: WordReader, words: list[str]) -> None:
    numbering = Numbering(reader, 5)
    numbers = numbering.numbers(words)
    known = numbering.known[numbers]
    vocabulary = load_embeddings().words
    assert known["stem"].tolist() == [plain_hash(stem(word)) for word in words]
    assert known["vector"].tolist() == [vocabulary.get(word.lower(), vocabulary[UNKNOWN]) for word in words]
    assert [SHAPES[place] for place in known["shape"].tolist()] == [word_shape(word) for word in words]


def plain_hash(word: str) -> int:
    value = 14695981039346656037
    for letter in word:
        value = (value ^ ord(letter)) * 1099511628211 % (1 << 64)
    return value


@settings(deadline=None)
@given(st.lists(WORDS, max_size=6))
def test_a_row_of_a_table_is_that_of_its_word(documents: list[list[str]]) -> None:
    def write(words: Sequence[str], out: NDArray[np.int32]) -> None:
        written.extend(words)
        out[:, 0] = [len(word) for word in words]
        out[:, 1] = [sum(map(ord, word)) for word in words]

    written: list[str] = []
    numbering = Numbering(capacity=30)
    table = WordTable(numbering, write, np.int32, 2)
    for words in documents:
        era, count = numbering.era, len(numbering.words)
        numbers = numbering.numbers(words)
        written.clear()
        rows = table.rows()
        assert rows[numbers].tolist() == [[len(word), sum(map(ord, word))] for word in words]
        assert rows[0].tolist() == [0, 0]
        assert written == numbering.words[count if numbering.era == era else len(numbering.kept) + 1 :]


def test_words_of_more_than_one_text_are_kept_when_the_numbering_starts_afresh() -> None:
    numbering = Numbering(capacity=30)
    table = WordTable(numbering, write_lengths, np.int32)
    for text in ("в и Москва", "и на в", " ".join(f"слово{number}" for number in range(20))):
        numbering.numbers(text.split())
        table.rows()
    era = numbering.era
    numbers = numbering.numbers([f"имя{number}" for number in range(20)])
    assert numbering.era == era + 1
    assert numbering.words[1:] == ["в", "и", *(f"имя{number}" for number in range(20))]
    assert numbering.kept.tolist() == [1, 2]
    assert table.rows()[numbers].tolist() == [len(numbering.words[number]) for number in numbers]
    assert table.rows()[:3].tolist() == [0, 1, 1]


def test_an_interrupted_table_has_no_row_of_another_word() -> None:
    fails = False

    def write(words: Sequence[str], out: NDArray[np.int32]) -> None:
        if fails:
            raise MemoryError
        write_lengths(words, out)

    numbering = Numbering(capacity=10)
    table = WordTable(numbering, write, np.int32)
    for text in ("а бб ввв гггг", "а бб ввв", "один два три четыре пять шесть семь восемь"):
        numbering.numbers(text.split())
        fails = text.startswith("один")
        if fails:
            with pytest.raises(MemoryError):
                table.rows()
        else:
            table.rows()
    fails = False
    assert table.rows()[1 : len(numbering.words)].tolist() == [len(word) for word in numbering.words[1:]]


def write_lengths(words: Sequence[str], out: NDArray[np.int32]) -> None:
    out[:] = [len(word) for word in words]
