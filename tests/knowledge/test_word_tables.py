"""The tables of the compiled part against those that `Paradigms` makes plainly."""

import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as some

from imenoslov.knowledge.frequencies import levels
from imenoslov.knowledge.lexicon import Lexicon
from imenoslov.knowledge.names import SURNAMES, first_names, first_names_abroad, surnames_abroad
from imenoslov.knowledge.paradigms import Paradigms
from imenoslov.knowledge.tables import Table
from imenoslov.natasha_data import name_list

LEXICON = Lexicon()
PLAIN = Paradigms(LEXICON, plain=True)
COMPILED = Paradigms(LEXICON)
ENDINGS = ("", "а", "у", "ом", "е", "ы", "ой", "ого", "их", "ей", "я", "ю", "ью", "ца", "ка")


def _words() -> Iterator[str]:
    chosen = random.Random(7)
    news = [word.replace("ё", "е") for word in levels()[0] if "а" <= word[0] <= "я" and word.isalpha()]
    yield from chosen.sample(news, 500)
    names = [*name_list(SURNAMES), *first_names(), *first_names_abroad(), *surnames_abroad()]
    for name in chosen.sample(sorted(names), 500):
        yield name + chosen.choice(ENDINGS)


def _said(table: Table) -> tuple[list[object], list[float]]:
    """Returns all that a table says, its numbers apart."""
    rows = sorted((key, cases, score) for found in table.rows for score, key, cases in found)
    return [table.known, *(row[:2] for row in rows)], [table.slip, *table.tops, *(score for _, _, score in rows)]


def _same(one: Table, other: Table) -> None:
    said, scores = _said(one)
    assert said == _said(other)[0]
    assert scores == pytest.approx(_said(other)[1], abs=1e-12)  # pymorphy's sum() rounds otherwise from Python 3.12 on


def _alike(word: str) -> None:
    for inner in (False, True):
        _same(COMPILED.person(word, inner), PLAIN.person(word, inner))
    for role in ("", "inner", "last", "alone"):
        _same(COMPILED.place(word, role), PLAIN.place(word, role))
    _same(COMPILED.common(word), PLAIN.common(word))


def test_words_of_names_and_news() -> None:
    for word in _words():
        if len(word) > 1:
            _alike(word)


@given(some.text("абвгдежзийклмнопрстуфхцчшщъыьэюя-'", min_size=2, max_size=70).filter(lambda word: word[-1].isalpha()))
def test_any_letters(word: str) -> None:
    _alike(word)


@given(
    some.text("бвгдклмнрстх", min_size=1, max_size=4),
    some.sampled_from(ENDINGS),
    some.sampled_from(("ов", "ин", "ск", "ье", "о")),
)
def test_any_endings(stem: str, ending: str, suffix: str) -> None:
    _alike("а" + stem + suffix + ending)


def test_most_tables_are_made_by_the_compiled_part() -> None:
    made = COMPILED._compiled
    assert made is not None
    assert made.person("байдена", False)
    assert made.place("хэбэя", "")  # the dictionary does not have it
    assert made.common("область")
    assert PLAIN._compiled is None
