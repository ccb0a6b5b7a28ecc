from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imenoslov.errors import ConfigError
from imenoslov.readers.headers import Header, HeaderSettings, cut

ROOT = Path(__file__).parents[2]
SEED = HeaderSettings()
LINES = HeaderSettings(lines=("id", "language", "published", "url"), title="first-line")
URL = "https://www.svoboda.org/a/29577599.html"


def test_the_seed() -> None:
    text = (ROOT / "seeds/000_caa654fbb847075f.txt").read_bytes().decode()
    header = cut(text, SEED)
    assert header == Header(17, "2025-12-03")
    assert text[header.offset :].startswith("Об этом сегодня, 3 декабря")


@pytest.mark.parametrize(
    ("text", "rest", "published"),
    [
        (" date 2025-12-03 Об этом", "Об этом", "2025-12-03"),
        ("date 2025-12-03\r\n\r\nОб этом", "Об этом", "2025-12-03"),
        ("\ufeff date 2025-12-03 Об этом", "Об этом", "2025-12-03"),
        ("date 2025-12-03", "", "2025-12-03"),
        ("date 2025-13-03 Об этом", "Об этом", None),
        ("  Об этом", "  Об этом", None),
        ("\ufeff  Об этом", "  Об этом", None),
        ("date 2025-12-033", "date 2025-12-033", None),
        ("Об этом date 2025-12-03", "Об этом date 2025-12-03", None),
        ("", "", None),
        (" \n", " \n", None),
    ],
)
def test_the_pattern_of_the_seed(text: str, rest: str, published: str | None) -> None:
    header = cut(text, SEED)
    assert text[header.offset :] == rest
    assert header.published == published


@pytest.mark.parametrize(
    ("text", "rest", "published", "url", "title"),
    [
        (
            f"ru-1\nru\n2018-11-01\n{URL}\nВ Пакистане\r\n\r\nТекст",
            "В Пакистане\r\n\r\nТекст",
            True,
            True,
            "В Пакистане",
        ),
        (f"ru-1\r\nru\r\n01.11.2018\r\n{URL}\r\nВ Пакистане", "В Пакистане", True, True, "В Пакистане"),
        (f"\ufeffru-1\nru\n2018-11-01\n{URL}\n\n \nЗаголовок", "Заголовок", True, True, "Заголовок"),
        (f"ru-1\nru\n\n{URL}\nТекст", "Текст", False, True, "Текст"),
        ("ru-1\nru\n2018-11-01\n\nТекст", "Текст", True, False, "Текст"),
        (f"ru-1\nru\n2018-11-01\n{URL}", "", True, True, None),
        (f"ru-1\nru\n2018-11-01\n{URL}\n" + "т" * 9000, "т" * 9000, True, True, None),
        ("Заголовок\nАвтор\n2018-11-01\nТекст.", "Заголовок\nАвтор\n2018-11-01\nТекст.", False, False, "Заголовок"),
        ("Один\nДва\nТри\nЧетыре\nПять", "Один\nДва\nТри\nЧетыре\nПять", False, False, "Один"),
        ("Один\n\n\n\nДва", "Один\n\n\n\nДва", False, False, "Один"),
        (f"Один\nДва\nвчера\n{URL}\nТри", f"Один\nДва\nвчера\n{URL}\nТри", False, False, "Один"),
        ("Один", "Один", False, False, "Один"),
        (" date 2018-11-01 Об этом", "Об этом", True, False, "Об этом"),
        ("", "", False, False, None),
    ],
)
def test_lines(text: str, rest: str, published: str | None, url: str | None, title: str | None) -> None:
    header = cut(text, LINES)
    assert text[header.offset :] == rest
    assert header.published == ("2018-11-01" if published else None)
    assert header.url == (URL if url else None)
    assert header.title == title


def test_a_title_that_ends_the_header_stays_in_the_text() -> None:
    lines = HeaderSettings(lines=("published", "title"))
    assert cut("2025-12-03\nНазвание\nТекст", lines) == Header(11, "2025-12-03", None, "Название")
    pattern = HeaderSettings(pattern=r"(?P<published>\S+) \| (?P<title>[^\n]+)\n")
    assert cut("2025-12-03 | Название\nТекст", pattern) == Header(13, "2025-12-03", None, "Название")


def test_a_title_inside_the_header_is_cut_with_it() -> None:
    settings = HeaderSettings(lines=("title", "url"))
    assert cut(f"Название\n{URL}\nТекст", settings) == Header(10 + len(URL), None, URL, "Название")


def test_groups_with_other_names_and_groups_that_did_not_match() -> None:
    settings = HeaderSettings(pattern=r"(?P<id>\d+);(?P<published>[\d.]+)?;(?P<url>\S*);")
    assert cut("5;;;Текст", settings) == Header(4)
    assert cut("5;03.12.2025;http://a.kz/1; Текст", settings) == Header(28, "2025-12-03", "http://a.kz/1")


@pytest.mark.parametrize(
    "settings",
    [
        HeaderSettings(pattern="", lines=("id", "date")),
        HeaderSettings(pattern=r"(?P<id>\d+)\n(?P<date>\S+)"),
    ],
)
def test_a_date_is_called_as_in_records_too(settings: HeaderSettings) -> None:
    assert cut("17\n2025-12-03\nТекст", settings) == Header(14, "2025-12-03")


@pytest.mark.parametrize("pattern", ["", r"\s*", r"(?s).*"])
def test_a_pattern_that_tells_nothing_cuts_nothing_of_a_long_text(pattern: str) -> None:
    assert cut("т" * 10_000, HeaderSettings(pattern=pattern)) == Header(0)


def test_only_the_front_is_searched() -> None:
    settings = HeaderSettings(pattern=r"(?s).*?date (?P<published>\S+)")
    assert cut("т" * 10_000_000 + "date 2025-12-03", settings) == Header(0)


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"pattern": "(?P<published"}, r"reader.header.pattern is no regular expression .*'\(\?P<published'"),
        ({"lines": ("id", "title")}, "names neither published nor url"),
        ({"lines": ("url", "url")}, "names url twice"),
        ({"lines": ("date", "published")}, "lines names published twice"),
        ({"pattern": "(?P<date>a)(?P<published>b)"}, "pattern names published twice"),
        ({"pattern": r"(?P<day>\d+) (?P<link>\S+)"}, "names day, link but none of published, url and title"),
    ],
)
def test_settings_that_are_wrong(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        HeaderSettings(**settings)


@given(st.text(), st.sampled_from([SEED, LINES]))
def test_the_offset_is_in_the_text(text: str, settings: HeaderSettings) -> None:
    header = cut(text, settings)
    assert 0 <= header.offset <= len(text)
    assert header.title is None or header.title in text
