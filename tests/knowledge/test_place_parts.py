"""Names of places that have several words, as tables."""

import pytest

from imenoslov.knowledge.place_parts import are_adjectives, second_place

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
