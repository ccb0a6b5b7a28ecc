from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imenoslov.models.names import load_names
from imenoslov.models.weights import UNKNOWN, load_embeddings
from imenoslov.models.words import FLAGS, HEAD, LETTER_COUNT, TAIL, WordReader, stem, visible, word_features
from imenoslov.natasha_data import name_list

# Characters that change beside others, are not seen, or are of more than one kind.
ODD = "абвЁёЯжAzZqé\u0301\u200b12-+.«»²ΣσßǅİªԱ\u1100\u1161\u212a½٣\n中"


def letters(word: str) -> list[int]:
    (codes,) = word_features([word], load_embeddings().words).letters.tolist()
    return [code for code in codes if code]


def row(word: str) -> int:
    (found,) = word_features([word], load_embeddings().words).rows
    return found


def flags(word: str) -> set[str]:
    (found,) = word_features([word], load_embeddings().words).flags
    return {name for name, flag in zip(FLAGS, found, strict=True) if flag}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Мария", {"first name"}),
        ("Марией", {"first name"}),
        ("Кузнецова", {"surname"}),
        ("Кузнецовым", {"surname"}),
        ("столом", {"lower case"}),
        ("США", {"capitals"}),
        ("Ту-154", {"digit"}),
        ("МакДональд", {"mixed case"}),
        ("Ъъъыыъъ", {"unknown word"}),
        ("2014", {"digit"}),
    ],
)
def test_flags(word: str, expected: set[str]) -> None:
    assert expected <= flags(word)
    assert not {"capitals", "lower case"} <= flags(word)


def test_flags_need_more_than_an_ending() -> None:
    assert not {"first name", "surname"} & flags("ами")
    assert not {"first name", "surname"} & flags("сообщил")


def test_vector_of_a_form_with_yo_is_that_without() -> None:
    rows = load_embeddings().words
    assert row("Соловьёвым") in (rows.get("соловьёвым"), rows.get("соловьевым"))
    assert row("Ъъъыыъъ") == rows[UNKNOWN]


def test_letters_of_a_long_word_are_its_beginning_and_end() -> None:
    long = letters("А" + "б" * 30 + "в")
    assert len(long) == HEAD + TAIL
    assert long[0] == letters("А")[0] == letters("а")[0] + 1
    assert long[-1] == letters("в")[0]
    assert max(long) < 2 * LETTER_COUNT


def test_letters_that_are_not_known_have_codes_too() -> None:
    assert letters("漢٣Ж😀") == [2, 4, letters("ж")[0] + 1, 2]


def test_features_of_many_words_are_those_of_each() -> None:
    words = ["Мария", "США", "2014", "漢", "а" * 40, "\u200b", "\0", "Ми\0нск", "\0\u200b"]
    together = word_features(words, load_embeddings().words)
    for place, word in enumerate(words):
        alone = word_features([word], load_embeddings().words)
        assert (together.rows[place], together.shapes[place]) == (alone.rows[0], alone.shapes[0])
        assert together.letters[place].tolist() == alone.letters[0].tolist()
        assert together.flags[place].tolist() == alone.flags[0].tolist()


def test_invisible_marks_and_decomposed_letters_make_no_difference() -> None:
    assert visible("Пу\u200bтин") == "Путин"
    assert visible("Рейтер".replace("й", "и\u0306")) == "Рейтер"
    assert visible("\u200b") == "\u200b"
    assert row("Пу\u00adтин") == row("Путин")


@given(st.text(alphabet="\0\u200bаЯ1.", min_size=1, max_size=20))
def test_letters_end_where_the_word_ends(word: str) -> None:
    (codes,) = word_features([word], load_embeddings().words).letters > 0
    assert codes[: np.count_nonzero(codes)].all()


def test_stem_is_shared_by_the_forms_of_a_word() -> None:
    assert len({stem(word) for word in ("Путин", "ПУТИНА", "Путиным", "путину")}) == 1
    assert len({stem(word) for word in ("Рига", "Риги", "Риге")}) == 1
    assert stem("Королёв") == stem("Королева")
    assert stem("Лев") != stem("Ли")
    assert stem(".") == "."


@pytest.fixture(scope="module")
def reader() -> WordReader:
    return WordReader(load_embeddings(), load_names().shapes)


def assert_read_the_same(reader: WordReader, words: Sequence[str]) -> None:
    got, expected = reader.read(words), word_features(words, load_embeddings().words)
    assert got.rows.tolist() == expected.rows
    assert got.shapes.tolist() == [load_names().shapes[shape] for shape in expected.shapes]
    np.testing.assert_array_equal(got.letters, expected.letters)
    np.testing.assert_array_equal(got.flags, expected.flags)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.text(st.sampled_from(ODD) | st.characters(), min_size=1)))
def test_compiled_code_reads_words_the_same(reader: WordReader, words: list[str]) -> None:
    assert_read_the_same(reader, words)


def test_compiled_code_reads_every_character_the_same(reader: WordReader) -> None:
    characters = [chr(point) for point in range(1, 0x2300)]
    assert_read_the_same(reader, characters)
    assert_read_the_same(reader, ["а" + one for one in characters])
    assert_read_the_same(reader, [one + "Б" for one in characters])


def test_compiled_code_reads_known_names_the_same(reader: WordReader, seeds: Path) -> None:
    words = sorted({word for path in seeds.iterdir() for word in path.read_text(encoding="utf-8").split()})
    names = [*name_list("last.txt")[::500], *name_list("first.txt")[::50]]
    assert_read_the_same(reader, [*words, *names, *(name.title() for name in names), *(name.upper() for name in names)])
    assert reader._reader.read(words).unread.mean() < 0.01
