"""Settings: a TOML profile to frozen Structs.

Each stage's and reader's settings stand beside the code that they configure; here they are composed. A setting that a
profile leaves out has its default, and `configs/default.toml` shows them all.
"""

import difflib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import fields, replace

from imenoslov.errors import ConfigError
from imenoslov.readers.settings import ReaderSettings
from imenoslov.stages.settings import LinkingSettings, NerSettings

_SHIPPED = Path(__file__).parent / "configs"
_CHECKOUT = Path(__file__).parents[2] / "configs"


class OutputSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """What is written besides sentences, mentions and entities.

    `tokens` adds every token with lemma, part of speech and features; documents grow about sixfold.
    """

    tokens: bool = False


class Config(Struct, frozen=True, forbid_unknown_fields=True):
    """All settings of a run."""

    reader: ReaderSettings = ReaderSettings()
    ner: NerSettings = NerSettings()
    linking: LinkingSettings = LinkingSettings()
    output: OutputSettings = OutputSettings()


def profiles() -> dict[str, Path]:
    """Returns the shipped profiles by name."""
    folder = _SHIPPED if _SHIPPED.is_dir() else _CHECKOUT
    return {path.stem: path for path in sorted(folder.glob("*.toml"))}


def load_config(profile: str | Path | None = None) -> Config:
    """Loads a profile by the path of its file or by the name of a shipped one; the defaults where it is None.

    Raises ConfigError for a file that is missing or no TOML, an unknown key, or a value of the wrong kind.
    """
    if profile is None:
        return Config()
    path = Path(profile)
    if not path.is_file():
        shipped = profiles()
        if str(profile) not in shipped:
            known = ", ".join(shipped)
            raise ConfigError(f"There is no profile {profile}; name a TOML file or one that is shipped: {known}.")
        path = shipped[str(profile)]
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise ConfigError(f"The profile {path} cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"The profile {path} is not valid TOML: {error}.") from error
    _check_keys(data, Config, path, "")
    try:
        config = msgspec.convert(data, Config)
    except msgspec.ValidationError as error:
        raise ConfigError(f"The profile {path} has a wrong value: {error}.") from error
    if config.linking.names is not None:
        # A profile and the list that it names move together.
        config = replace(config, linking=replace(config.linking, names=str(path.parent / config.linking.names)))
    return config


def _check_keys(data: Mapping[str, Any], struct: type[Struct], path: Path, prefix: str) -> None:
    known = {field.encode_name: field.type for field in fields(struct)}
    for key, value in data.items():
        if key not in known:
            (nearest,) = difflib.get_close_matches(key, known, n=1, cutoff=0)
            raise ConfigError(f"The profile {path} has an unknown key {prefix}{key}; did you mean {prefix}{nearest}?")
        inner = known[key]
        if isinstance(value, dict) and isinstance(inner, type) and issubclass(inner, Struct):
            _check_keys(value, inner, path, f"{prefix}{key}.")
