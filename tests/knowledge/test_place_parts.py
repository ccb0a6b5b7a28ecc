"""Names of places that have several words, as tables."""

import pytest

from imenoslov.knowledge.place_parts import (
    are_adjectives,
    is_joined,
    is_street,
    second_place,
    with_adjective,
)

PAIRS = [
    ("Старого Оскола и Нижнего Новгорода", "Нижнего Новгорода"),
    ("Великим Устюгом и Верхней Салдой", "Верхней Салдой"),
    ("Южную Корею и Новую Зеландию", "Новую Зеландию"),
    ("Боснии и Герцеговины", ""),
    ("Антигуа и Барбуда", ""),
    ("Нижнего Новгорода", ""),
    ("Ульяновской и Самарской областей", ""),
    ("Южной Георгии и Южных Сандвичевых островов", ""),
    ("Республика Коми и Ненецкий округ", ""),
    ("Республикой Коми и Ненецким округом", ""),
]


@pytest.mark.parametrize(("name", "second"), PAIRS)
def test_two_places_side_by_side(name: str, second: str) -> None:
    at = second_place(name)
    assert (name[at:] if at else "") == second


WORDS = [
    ("Великих ", True),
    ("Нижнем ", True),
    ("западной ", True),
    ("Новой ", True),
    ("границей ", False),
    ("туманного ", True),
    ("Республике ", False),
    ("островом ", False),
    ("Островом ", False),
    ("юге ", False),
    ("столицы Острова ", False),
    ("тихоокеанский порт ", False),
    ("", False),
]


@pytest.mark.parametrize(("words", "adjectives"), WORDS)
def test_adjectives_before_a_noun(words: str, adjectives: bool) -> None:
    assert are_adjectives(words) == adjectives


# The place that was found is marked by ⟦ and ⟧, what it is with its adjective by the second text.
ADJECTIVES_BEHIND = [
    ("музей ⟦Ростова⟧ Великого закрыт", "Ростова Великого"),
    ("в ⟦Новгороде⟧ Великом", "Новгороде Великом"),
    ("⟦Ростов⟧ Великий", "Ростов Великий"),
    ("под ⟦Юрьевом⟧ Польским", "Юрьевом Польским"),
    ("в ⟦Москве⟧ Большой театр", "Москве"),
    ("в ⟦Петербурге⟧ Великий князь", "Петербурге"),
    ("у ⟦Рязани⟧ Нового года", "Рязани"),
    ("мэр ⟦Ростова⟧ Великого Новгорода", "Ростова"),
    ("мэр ⟦Ростова⟧ Белых", "Ростова"),
    ("⟦Ростов⟧", "Ростов"),
]


def _marked(text: str) -> tuple[str, int, int]:
    start, stop = text.index("⟦"), text.index("⟧") - 1
    return text.replace("⟦", "").replace("⟧", ""), start, stop


@pytest.mark.parametrize(("text", "whole"), ADJECTIVES_BEHIND)
def test_an_adjective_behind_a_town(text: str, whole: str) -> None:
    text, start, stop = _marked(text)
    assert text[start : with_adjective(text, start, stop)] == whole


JOINED = [
    ("Папуа", " — ", "Новой Гвинеи", True),
    ("Папуа", " - ", "Новая Гвинея", True),
    ("Северного Рейна", " – ", "Вестфалии", True),
    ("Москва", " — ", "Казань", False),
    ("Папуа", " и ", "Новая Гвинея", False),
]


@pytest.mark.parametrize(("one", "between", "other", "joined"), JOINED)
def test_one_place_with_a_dash(one: str, between: str, other: str, joined: bool) -> None:
    text = one + between + other
    assert is_joined(text, 0, len(one), len(one + between), len(text)) == joined


STREETS = [
    ("на улице ⟦Белинского⟧ пожар", True),
    ("дом на проспекте ⟦Юрия Гагарина⟧", True),
    ("Улица ⟦Цветаевой⟧", True),
    ("на улице ⟦Иванов⟧ заметил", False),
    ("на площади ⟦Анна Павлова⟧ выступила", False),
    ("на улицах ⟦Белинского⟧ ждали", False),
    ("книга ⟦Белинского⟧", False),
]


@pytest.mark.parametrize(("text", "street"), STREETS)
def test_streets_named_after_people(text: str, street: bool) -> None:
    assert is_street(*_marked(text)) == street
