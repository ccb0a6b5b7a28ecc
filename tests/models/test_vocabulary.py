"""A table of words, beside a dictionary."""

import gzip
import tarfile

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from imenoslov.models.vocabulary import Table, code_points, vocabulary
from imenoslov.natasha_data import EMBEDDINGS, natasha_data

WORDS = st.text(st.sampled_from("абё\u0301z1\n😀") | st.characters(), max_size=5)


@given(st.dictionaries(WORDS.filter(lambda word: "\n" not in word), st.integers(-5, 5)), st.lists(WORDS))
def test_a_table_answers_as_a_dictionary(numbers: dict[str, int], asked: list[str]) -> None:
    table = Table.of(numbers)
    for word in (*asked, *numbers):
        assert table.get(word, 7) == numbers.get(word, 7)


def test_the_numbers_of_a_word_that_comes_twice_are_joined() -> None:
    table = Table(code_points(["роза", "мимоза", "роза"]), np.array([1, 1, 2], np.int32))
    assert [table.get(word, 0) for word in ("роза", "мимоза", "проза")] == [3, 1, 0]


def test_the_vocabulary_has_the_words_of_the_package() -> None:
    with tarfile.open(natasha_data() / EMBEDDINGS) as archive:
        member = archive.extractfile("vocab.bin")
        assert member
        data = gzip.decompress(member.read())
    rows, counts, dotted, text = vocabulary()
    words = data[4 + 4 * len(counts) :].decode().splitlines()
    assert [rows.get(word, -1) for word in words] == list(range(len(words)))
    assert text.split("\n") == words
    assert list(dotted) == [word for word in words if "ё" in word]
    assert rows.get("неттакогослова", -1) == -1
