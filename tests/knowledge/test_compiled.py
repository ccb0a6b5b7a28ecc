"""What the compiled part knows of words, against the dictionary and the lists themselves."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as some

from imenoslov.knowledge.frequencies import level_of, levels
from imenoslov.knowledge.lexicon import Lexicon
from imenoslov.knowledge.names import surnames

LEXICON = Lexicon()
WORDS = LEXICON.words
FORMS = [word.replace("ё", "е") for word in levels()[0]]

letters = some.text("абвгдежзийклмнопрстуфхцчшщъыьэюя", min_size=1, max_size=12)
forms = some.one_of(some.sampled_from(FORMS), letters, some.sampled_from(("", "x", "о'нил", "тетра" * 20)))


def test_levels_of_all_words_of_the_news() -> None:
    for word in random.Random(1).sample(FORMS, 20_000):
        assert WORDS.level(word) == level_of(word), word


@given(forms)
def test_levels_and_lists(word: str) -> None:
    assert WORDS.level(word) == level_of(word)
    assert WORDS.is_surname(word) == (word in surnames())


@given(forms)
def test_what_readings_are_in_short(word: str) -> None:
    declined = ("NOUN", "ADJ", "VERB", "DET", "NUM", "PRON")
    wanted = [
        (reading.pos if reading.pos in declined else "", reading.case, reading.number == "Plur", reading.kind)
        for reading in LEXICON.known(word)
    ]
    assert sorted(LEXICON.senses(word)) == sorted(wanted)
    assert LEXICON.knows(word) == bool(wanted)


def _nominatives(word: str) -> set[str]:
    return {reading.nominative.replace("ё", "е") for reading in LEXICON.known(word) if reading.nominative}


@pytest.mark.parametrize("word", "орла орел королева василек пес пса семен семена киева все соловьева".split())
def test_the_nominative_with_its_yo(word: str) -> None:
    for nominative in _nominatives(word):
        assert WORDS.dotted(word, nominative) == LEXICON.dotted(word, nominative)


@given(some.sampled_from([word for word in FORMS if "е" in word]))
def test_the_nominative_with_its_yo_of_any_word(word: str) -> None:
    for nominative in {word, *_nominatives(word)}:
        assert WORDS.dotted(word, nominative) == LEXICON.dotted(word, nominative)
