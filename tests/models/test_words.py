import numpy as np
import pytest

from imenoslov.models.weights import UNKNOWN, load_embeddings
from imenoslov.models.words import FLAGS, HEAD, LETTER_COUNT, TAIL, WordFeatures, stem, vectors, visible, word_features


def features(word: str) -> WordFeatures:
    return word_features(word, load_embeddings().words)


def flags(word: str) -> set[str]:
    return {name for name, flag in zip(FLAGS, features(word).flags, strict=True) if flag}


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
    assert word_features("Соловьёвым", rows).row in (rows.get("соловьёвым"), rows.get("соловьевым"))
    assert features("Ъъъыыъъ").row == rows[UNKNOWN]


def test_letters_of_a_long_word_are_its_beginning_and_end() -> None:
    long = features("А" + "б" * 30 + "в")
    assert len(long.letters) == HEAD + TAIL
    assert long.letters[0] == features("А").letters[0] == features("а").letters[0] + 1
    assert long.letters[-1] == features("в").letters[0]
    assert max(long.letters) < 2 * LETTER_COUNT


def test_letters_that_are_not_known_have_codes_too() -> None:
    assert features("漢٣Ж").letters == [2, 4, features("ж").letters[0] + 1]


def test_invisible_marks_and_decomposed_letters_make_no_difference() -> None:
    assert visible("Пу\u200bтин") == "Путин"
    assert visible("Рейтер".replace("й", "и\u0306")) == "Рейтер"
    assert visible("\u200b") == "\u200b"
    assert features("Пу\u00adтин").row == features("Путин").row


def test_stem_is_shared_by_the_forms_of_a_word() -> None:
    assert len({stem(word) for word in ("Путин", "ПУТИНА", "Путиным", "путину")}) == 1
    assert len({stem(word) for word in ("Рига", "Риги", "Риге")}) == 1
    assert stem("Королёв") == stem("Королева")
    assert stem("Лев") != stem("Ли")
    assert stem(".") == "."


def test_vectors_are_those_of_single_words() -> None:
    embeddings = load_embeddings()
    words = ["москва", "путин", "и"]
    rows = np.array([embeddings.words[word] for word in words])
    expected = embeddings.vectors(words)
    np.testing.assert_array_equal(vectors(rows, embeddings), expected)
