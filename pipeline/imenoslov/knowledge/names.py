"""Lists of first names and surnames: those of natasha's package, read from its data folder without importing it."""

from functools import cache

from imenoslov.errors import ModelError
from imenoslov.natasha_data import natasha_data


def _read(name: str) -> frozenset[str]:
    path = natasha_data() / "dict" / name
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ModelError(f"The name list {path} cannot be read ({error}): install natasha again.") from error
    lines = text.replace("ё", "е").splitlines()
    if "#" in text:
        lines = [line.partition("#")[0] for line in lines]
    return frozenset(map(str.strip, lines)) - {""}


@cache
def first_names() -> frozenset[str]:
    """Returns first names in lower case, е for ё; those that are also everyday words are not among them."""
    return _read("first.txt") - _read("maybe_first.txt")


@cache
def surnames() -> frozenset[str]:
    """Returns surnames in lower case, е for ё; the list has some noise."""
    return _read("last.txt")
