"""Dates as news sites write them, to ISO 8601."""

import re
from datetime import date

_MONTHS = (
    ("января", "янв"),
    ("февраля", "фев", "февр"),
    ("марта", "мар"),
    ("апреля", "апр"),
    ("мая", "май"),
    ("июня", "июн"),
    ("июля", "июл"),
    ("августа", "авг"),
    ("сентября", "сен", "сент"),
    ("октября", "окт"),
    ("ноября", "ноя", "нояб"),
    ("декабря", "дек"),
)
_MONTH_NUMBERS = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}

_CLOCK = r"(?:(?:t|,\s*|\s+(?:в\s+)?)\d{1,2}:\d\d.{0,40})?"
_FORMS = tuple(
    re.compile(form + _CLOCK)
    for form in (
        r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})(?:\s?г\.)?",
        r"(?P<day>\d{1,2})\s+(?P<month>[а-я]{3,8})\.?\s+(?P<year>\d{4})(?:\s?г\.|\s+года)?",
    )
)


def iso_date(text: str) -> str | None:
    """Returns the day that a text names as `2025-12-03`, or None where the text is no date.

    Understood are 2025-12-03, 03.12.2025 and «3 декабря 2025 года», each with a time of day after it or none. The
    day is the one that is written: no time zone is applied.
    """
    text = text.strip().lower()
    for form in _FORMS:
        match = form.fullmatch(text)
        if match:
            year, month, day = match["year"], match["month"], match["day"]
            number = int(month) if month.isdecimal() else _MONTH_NUMBERS.get(month, 0)
            try:
                return date(int(year), number, int(day)).isoformat()
            except ValueError:
                return None
    return None
