import tomllib
from pathlib import Path

import msgspec
import pytest

from imenoslov.errors import ConfigError
from imenoslov.readers.settings import ReaderSettings

PROFILE = Path(__file__).parents[2] / "configs/four-line-header.toml"


def test_the_profile_is_valid() -> None:
    settings = msgspec.convert(tomllib.loads(PROFILE.read_text(encoding="utf-8"))["reader"], ReaderSettings)
    assert settings.header.lines == ("id", "language", "published", "url")
    assert settings.header.title == "first-line"
    assert settings.records.text == "text"


def test_a_mistake_inside_a_profile_keeps_its_message() -> None:
    with pytest.raises(ConfigError, match="no regular expression"):
        msgspec.convert({"header": {"pattern": "("}}, ReaderSettings)


def test_a_limit_that_lets_nothing_through() -> None:
    with pytest.raises(ConfigError, match=r"reader\.max_bytes"):
        ReaderSettings(max_bytes=0)
