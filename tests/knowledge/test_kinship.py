"""Kinship: which words before a name introduce somebody by a relative."""

import pytest

from imenoslov.knowledge.kinship import is_subject, relative_before

INTRODUCED = [
    ("Сын ", True),
    ("его жена ", True),
    ("другой сын, ", True),
    ("сына президента США ", True),
    ("дочь бывшего главы РЖД ", True),
    ("брат Хуана Лиса ", True),
    ("дочерью экс-канцлера ", True),
    ("", False),
    ("писатель ", False),
    ("сын\nПрезидент ", False),
    ("отец троих детей ", False),
    ("женевский адвокат ", False),
    ("мужской голос ", False),
    ("сын ушёл. ", False),
    ("сын, ушёл ", False),
    ("сын очень известного в те далёкие годы артиста ", False),
]


@pytest.mark.parametrize(("before", "related"), INTRODUCED)
def test_who_is_introduced_by_a_relative(before: str, related: bool) -> None:
    text = f"Пришёл {before}Отто Лис"
    assert bool(relative_before(text, text.index("Отто"))) is related


@pytest.mark.parametrize(
    ("before", "kin", "subject"),
    [("Сын ", "сын", True), ("другой сын, ", "сын", True), ("дочери главы РЖД ", "дочери", False)],
)
def test_a_name_after_a_subject_is_the_relatives(before: str, kin: str, subject: bool) -> None:
    text = f"Пришёл {before}Отто Лис"
    assert relative_before(text, text.index("Отто")) == kin
    assert is_subject(kin) is subject
