"""Packages that only some commands need, and that are installed when asked for."""

from importlib import import_module
from typing import Any


def import_extra(module: str, package: str, extra: str) -> Any:  # noqa: ANN401
    """Imports one of our modules; raises ConfigError that says what to install where its package is missing."""
    from imenoslov.errors import ConfigError

    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        if error.name and error.name.split(".")[0] != package:
            raise
        raise ConfigError(f"{package} is not installed; install it with `pip install imenoslov[{extra}]`.") from error
