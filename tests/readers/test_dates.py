from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imenoslov.readers.dates import iso_date

MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]


@pytest.mark.parametrize(
    "text",
    [
        "2025-12-03",
        "  2025-12-03\r",
        "2025-12-03T10:00:00+03:00",
        "2025-12-03T23:59:59.999Z",
        "2025-12-03 10:00",
        "03.12.2025",
        "3.12.2025",
        "03.12.2025 10:00",
        "03.12.2025, 10:00",
        "3 декабря 2025",
        "03 Декабря 2025 г.",
        "3 декабря 2025 года",
        "3 декабря 2025 года в 10:00",
        "3 декабря 2025, 10:00 (МСК)",
        "3\u00a0дек. 2025",
    ],
)
def test_dates(text: str) -> None:
    assert iso_date(text) == "2025-12-03"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "вчера",
        "2025",
        "20251203",
        "2025-13-01",
        "2025-02-29",
        "31.04.2025",
        "12/03/2025",
        "0000-01-01",
        "0 мая 2025",
        "3 дек 25",
        "3 брюмера 2025",
        "2025-12-03 и позже",
        "в 2025-12-03",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert iso_date(text) is None


@given(st.dates())
def test_every_day_in_three_forms(day: date) -> None:
    iso = day.isoformat()
    assert iso_date(iso) == iso
    assert iso_date(f"{day.day:02}.{day.month:02}.{day.year:04}") == iso
    assert iso_date(f"{day.day} {MONTHS[day.month - 1]} {day.year:04}") == iso


@given(st.text())
def test_any_text_is_a_date_or_none(text: str) -> None:
    date = iso_date(text)
    assert date is None or iso_date(date) == date
