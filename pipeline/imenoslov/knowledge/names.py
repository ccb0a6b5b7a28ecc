"""Lists of first names and surnames: those of natasha's package, read from its data folder without importing it."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from imenoslov.errors import ModelError


@cache
def natasha_data() -> Path:
    """Returns the data folder of the installed natasha package; raises ModelError when there is none."""
    spec = find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        raise ModelError("The package natasha, whose models and name lists are used, is not installed: install it.")
    return Path(spec.submodule_search_locations[0]) / "data"


def _read(name: str) -> frozenset[str]:
    path = natasha_data() / "dict" / name
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ModelError(f"The name list {path} cannot be read ({error}): install natasha again.") from error
    return frozenset(line.split("#")[0].strip().replace("ё", "е") for line in text.splitlines()) - {""}


@cache
def first_names() -> frozenset[str]:
    """Returns first names in lower case, е for ё; those that are also everyday words are not among them."""
    return _read("first.txt") - _read("maybe_first.txt")


@cache
def surnames() -> frozenset[str]:
    """Returns surnames in lower case, е for ё; the list has some noise."""
    return _read("last.txt")
