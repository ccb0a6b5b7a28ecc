"""Initials: abbreviations, and the long names that they can stand for."""

import pytest

from imenoslov.stages.initials import abbreviated, initials, is_abbreviation


@pytest.mark.parametrize(
    ("name", "expected"),
    [("МВФ", True), ("«ТЛП»", True), ("СПбГУ", True), ("AT&T", True), ("Завод", False), ("ТЛП Индии", False)],
)
def test_abbreviations(name: str, expected: bool) -> None:
    assert is_abbreviation(name) is expected


NAMES = [
    ("Движение против застройки", "дпз", True),
    ("Движение против застройки", "дз", False),
    ("Союз за мир и дружбу", "смд", True),
    ("Техрик-э-Инсаф Пакистан", "тип", True),
    ("Печорская АЭС", "паэс", True),
    ("Печорская АЭС", "па", False),
    ("Звезда 2", "з2", True),
    ("Звезда", "з", False),
    ("ДонМеталлТрейд", "дмт", True),
    ("ДонМеталл", "дм", False),
    ("Институт физики звёзд РАН", "ифз", True),
    ("Институт физики звёзд РАН", "ифзран", True),
    ("Академия наук РАН", "ан", False),
]


@pytest.mark.parametrize(("name", "letters", "has"), NAMES)
def test_initials(name: str, letters: str, has: bool) -> None:
    assert (letters in initials(name)) is has


def test_abbreviations_and_initials_are_comparable() -> None:
    assert abbreviated("TIP") in initials("Техрик-э-Инсаф Пакистан")
    assert abbreviated("З-2") in initials("Звезда 2")
