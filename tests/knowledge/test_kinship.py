"""Kinship: which words before a name introduce somebody by a relative."""

import pytest

from imenoslov.knowledge.kinship import follows_relative

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
    assert follows_relative(text, text.index("Отто")) is related
