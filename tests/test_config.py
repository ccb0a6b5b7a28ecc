"""Profiles: the shipped ones, and what a wrong one is told."""

import tomllib
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import fields

from imenoslov.config import Config, load_config, profiles
from imenoslov.errors import ConfigError
from imenoslov.fingerprint import fingerprint

CONFIGS = Path(__file__).parents[1] / "configs"


def keys_of(struct: type[Struct], prefix: str = "") -> set[str]:
    result = set()
    for field in fields(struct):
        if isinstance(field.type, type) and issubclass(field.type, Struct):
            result |= keys_of(field.type, f"{prefix}{field.encode_name}.")
        else:
            result.add(f"{prefix}{field.encode_name}")
    return result


def test_the_default_profile_is_the_defaults_and_shows_them_all() -> None:
    text = (CONFIGS / "default.toml").read_text(encoding="utf-8")
    assert load_config("default") == Config() == load_config()
    table = tomllib.loads(text)
    for key in keys_of(Config):
        *sections, name = key.split(".")
        place = table
        for section in sections:
            place = place[section]
        assert name in place or f"{name} = " in text, key


def test_profiles_are_found_by_name_and_by_path() -> None:
    assert set(profiles()) == {path.stem for path in CONFIGS.glob("*.toml")}
    for name, path in profiles().items():
        assert load_config(name) == load_config(path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[ner]\nmodle = 'natasha'", r"unknown key ner\.modle; did you mean ner\.model\?"),
        ("[red]", r"unknown key red; did you mean reader\?"),
        ("[reader.headr]\nlines = []", r"unknown key reader\.headr; did you mean reader\.header\?"),
        ("[ner]\nmodel = 'nonsense'", r"wrong value.*ner\.model"),
        ("[ner]\nmin_score = 2", r"wrong value.*ner\.min_score"),
        ("[ner\nmodel", "not valid TOML"),
        ("[reader.header]\npattern = '('", r"reader\.header\.pattern"),
    ],
)
def test_a_wrong_profile_is_told_what_and_where(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "profile.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=said) as caught:
        load_config(path)
    assert "\n" not in str(caught.value)


def test_a_list_of_names_lies_beside_its_profile(tmp_path: Path) -> None:
    (tmp_path / "profile.toml").write_text("[linking]\nnames = 'own.tsv'\n")
    config = load_config(tmp_path / "profile.toml")
    assert config.linking.names == str(tmp_path / "own.tsv")
    with pytest.raises(ConfigError, match=r"own\.tsv cannot be read"):
        fingerprint(config)
    (tmp_path / "own.tsv").write_text("PER\tКая Каллас\tКаллас\n", encoding="utf-8")
    first = fingerprint(config)
    (tmp_path / "own.tsv").write_text("PER\tКая Каллас\tКая\n", encoding="utf-8")
    assert fingerprint(config) != first


def test_a_missing_profile_names_those_there_are() -> None:
    with pytest.raises(ConfigError, match="default, four-line-header"):
        load_config("nonsense")
