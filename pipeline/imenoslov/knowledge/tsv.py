"""Tab-separated files with comments, read whole."""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from imenoslov.errors import ConfigError


def read_table(path: Traversable | Path, columns: int) -> list[tuple[str, ...]]:
    """Reads a table of so many columns; lines that start with `#` and empty ones do not count.

    Missing columns at the end of a line are empty; raises ConfigError, with the line's number, where there are more.
    """
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        row = tuple(cell.strip() for cell in line.split("\t"))
        if len(row) > columns or not row[0]:
            raise ConfigError(f"line {number} of {path} has {len(row)} columns, {columns} were expected: {line!r}")
        rows.append(row + ("",) * (columns - len(row)))
    return rows


@cache
def read_words(name: str) -> frozenset[str]:
    """Reads one of the lists of folded words in `words.tsv`."""
    rows = read_table(files("imenoslov.knowledge") / "words.tsv", columns=2)
    return frozenset(word for row in rows if row[0] == name for word in row[1].split(" "))
