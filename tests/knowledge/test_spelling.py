"""Spelling: folding, ids, skeletons and distances."""

import re
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imenoslov.knowledge import spelling
from imenoslov.knowledge.spelling import cyrillic, distance, fold, number_apart, outer_bones, skeleton, skeletons, slug

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


_FOLDED = st.text("абвгджзийклмноруфхцшщьэя -'2.&abcehkoswyé", max_size=12).map(fold)


def plain_skeleton(folded: str) -> str:
    """Makes a skeleton letter by letter."""
    read = re.sub("у(?=[аеиоэ])", "в", cyrillic(folded))
    bones = [letter for letter in read if letter not in "аеиоуыэюяйьъ'- "]
    bones = [dict(zip("бвгджзщц", "пфктшсшс", strict=True)).get(letter, letter) for letter in bones]
    return "".join(letter for letter, _ in groupby(bones)) or folded


@given(_FOLDED)
def test_skeletons_are_those_made_letter_by_letter(name: str) -> None:
    assert skeleton(name) == plain_skeleton(name)


@given(st.lists(_FOLDED, max_size=5))
def test_skeletons_are_made_at_once_as_one_by_one(names: list[str]) -> None:
    assert skeletons(names) == [skeleton(name) for name in names]


@given(_FOLDED)
def test_the_outer_bones_are_those_of_the_skeleton(name: str) -> None:
    bones = skeleton(name)
    assert outer_bones(name) == bones[:1] + bones[-1:]


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


def plain_distance(a: str, b: str) -> float:
    """Weighs each pair of beginnings by the shortest way to it."""
    a, b = cyrillic(a), cyrillic(b)
    ways: dict[tuple[int, int], float] = {}
    for i in range(len(a) + 1):
        for j in range(len(b) + 1):
            found = [0.0] if i == j == 0 else []
            if i:
                found.append(ways[i - 1, j] + spelling._gap(a, i - 1, a[i - 1]))
            if j:
                found.append(ways[i, j - 1] + spelling._gap(b, j - 1, b[j - 1]))
            if i and j:
                found.append(ways[i - 1, j - 1] + plain_exchange(a[i - 1], b[j - 1]))
            if i > 1 and j > 1 and a[i - 2 : i] == b[j - 2 : j][::-1] and a[i - 1] != b[j - 1]:
                found.append(ways[i - 2, j - 2] + 0.8)
            ways[i, j] = min(found)
    return round(ways[len(a), len(b)], 3)


def plain_exchange(left: str, right: str) -> float:
    if left == right:
        return 0.0
    close = spelling._CLOSE.get((left, right))
    both_vowels = left in spelling._VOWELS and right in spelling._VOWELS
    return close if close is not None else spelling._VOWEL if both_vowels else 1.0


@given(st.text("абвгджехийоэю-ь x", max_size=9), st.text("абвгджехийоэю-ь x", max_size=9))
def test_distance_is_that_of_the_plain_way(a: str, b: str) -> None:
    assert distance(a, b, 100.0) == pytest.approx(plain_distance(a, b), abs=0.0015)
