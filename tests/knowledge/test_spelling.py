"""Spelling: folding, ids, skeletons and distances."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imenoslov.knowledge.spelling import cyrillic, distance, fold, number_apart, skeleton, slug

FOLDED = [
    ("Пётр", "петр"),
    ("«Газпром»", "газпром"),
    ("Майкл О’Лири", "майкл олири"),
    ("Санкт‑Петербург", "санкт-петербург"),
    ("Би–би–си", "би-би-си"),
    ("Моcква", "москва"),  # with a Latin c
    ("Zenecа", "zeneca"),  # with a Cyrillic а
    ("IT-сектор", "it-сектор"),
    ("Анна IV", "анна iv"),
    ("Daily  Mail ", "daily mail"),
]


@pytest.mark.parametrize(("name", "folded"), FOLDED)
def test_fold(name: str, folded: str) -> None:
    assert fold(name) == folded


SLUGS = [("Касым-Жомарт Токаев", "касым-жомарт-токаев"), ("ПАО «Газпром»", "пао-газпром"), ("AT&T", "at&t"), ("«»", "")]


@pytest.mark.parametrize(("name", "expected"), SLUGS)
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


NUMBERS = [("Россия — 24", "Россия 24"), ("«Восток-2»", "«Восток 2»"), ("Т-34-85", "Т-34-85"), ("3-4", "3-4")]


@pytest.mark.parametrize(("name", "apart"), NUMBERS)
def test_numbers_at_the_end_stand_apart(name: str, apart: str) -> None:
    assert number_apart(name) == apart


def test_latin_letters_are_read() -> None:
    assert cyrillic("theresa") == "тереса"
    assert skeleton("ryanair") == skeleton("райанэйр")
    assert skeleton("walter") == skeleton("вальтер") == skeleton("уолтер")
    assert skeleton("урал") != skeleton("вирал")


VARIANTS = [
    ("мэй", "мей"),
    ("хусейн", "хуссейн"),
    ("азия", "асия"),
    ("рааб", "раб"),
    ("саиф", "сайф"),
    ("ансa", "ансa"),
]
OTHERS = [("путин", "кудрин"), ("мэй", "май дэвис"), ("литва", "латвия"), ("иран", "ирак"), ("австрия", "австралия")]


@pytest.mark.parametrize(("a", "b"), VARIANTS)
def test_variants_are_near(a: str, b: str) -> None:
    assert distance(a, b) <= 0.5


@pytest.mark.parametrize(("a", "b"), OTHERS)
def test_other_names_are_far(a: str, b: str) -> None:
    assert distance(a, b) >= 0.85


@given(st.text("абвгехийоэю-", max_size=9), st.text("абвгехийоэю-", max_size=9), st.sampled_from([0.3, 1.0, 2.0]))
def test_a_limit_changes_nothing_below_it(a: str, b: str, limit: float) -> None:
    exact = distance(a, b, 100.0)
    limited = distance(a, b, limit)
    assert limited == exact if exact <= limit else limited > limit


def test_neighbours_that_change_places_are_found_within_a_limit() -> None:
    assert distance("ризви", "ривзи", 0.85) == distance("ризви", "ривзи") == 0.8


@given(st.text("абвгехийоэю-", max_size=9), st.text("абвгехийоэю-", max_size=9))
def test_distance_is_none_only_from_itself(a: str, b: str) -> None:
    assert (distance(a, b) == 0) == (a == b)
