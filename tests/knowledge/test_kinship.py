"""Kinship: which words before a name introduce somebody by a relative."""

import pytest

from imenoslov.knowledge.kinship import follows_relative, introduces

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


SURELY = [
    ("Сын ", True, True),
    ("дочь бывшего главы РЖД ", True, True),
    ("другой сын, ", True, True),
    ("дочь бывшего главы РЖД ", False, False),
    ("сына президента ", True, False),
    ("писатель ", True, False),
]


@pytest.mark.parametrize(("before", "nominative", "surely"), SURELY)
def test_whose_name_follows_a_word_of_kinship(before: str, nominative: bool, surely: bool) -> None:
    text = f"Пришёл {before}Отто Лис"
    assert introduces(text, text.index("Отто"), nominative=nominative) is surely
