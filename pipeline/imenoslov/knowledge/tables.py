"""Tables: what a word may be a form of, by gender and case.

A table has a cell for each gender (the plural counts as a fourth) and case, 24 in all, in the order gender * 6 + case.
A cell holds the nominatives that the word may have in it, each with a score in the manner of a log-probability, the best
first. All functions are pure.
"""

from collections.abc import Iterable
from typing import NamedTuple

CELLS = 24
GENDER_OF = tuple(cell // 6 for cell in range(CELLS))
_NEVER = -30.0

Option = tuple[float, str]
Cell = tuple[Option, ...]


class Table(NamedTuple):
    """The cells of a word, the best score of each, and whether the dictionary knows the word as a name."""

    cells: tuple[Cell, ...]
    tops: tuple[float, ...]
    known: bool = False


class Cells:
    """Gathers the best score of each nominative in each cell."""

    def __init__(self) -> None:
        self._cells: list[dict[str, float]] = [{} for _ in range(CELLS)]

    def add(self, nominative: str, gender: int, cases: int, score: float) -> None:
        """Enters a nominative in the cells of a gender for the cases of a bit mask; the better score stays."""
        first = gender * 6
        for case in range(6):
            if cases >> case & 1:
                cell = self._cells[first + case]
                if cell.get(nominative, _NEVER) < score:
                    cell[nominative] = score

    def empty(self) -> bool:
        """Tells whether nothing was gathered."""
        return not any(self._cells)

    def slip(self, penalty: float) -> None:
        """Enters every nominative in the other cells of its gender too: writers and editors make slips."""
        for first in range(0, CELLS, 6):
            best: dict[str, float] = {}
            for cell in self._cells[first : first + 6]:
                for nominative, score in cell.items():
                    if best.get(nominative, _NEVER) < score:
                        best[nominative] = score
            for cell in self._cells[first : first + 6]:
                for nominative, score in best.items():
                    cell.setdefault(nominative, score + penalty)

    def table(self, known: bool = False) -> Table:
        """Returns what was gathered."""
        return table((tuple(sorted(((s, w) for w, s in cell.items()), reverse=True)) for cell in self._cells), known)


def table(cells: Iterable[Cell], known: bool = False) -> Table:
    """Returns the table with these cells."""
    kept = tuple(cells)
    return Table(kept, tuple(cell[0][0] if cell else _NEVER for cell in kept), known)


def frozen(word: str, score: float = 0.0) -> Table:
    """Returns the table of a word that does not change: it fits every cell."""
    return Table((((score, word),),) * CELLS, (score,) * CELLS)


def merge(one: Table, *others: Table) -> Table:
    """Returns the table that has the nominatives of all."""
    merged = []
    for cells in zip(one.cells, *(other.cells for other in others), strict=True):
        best: dict[str, float] = {}
        for cell in cells:
            for score, word in cell:
                if best.get(word, _NEVER) < score:
                    best[word] = score
        merged.append(tuple(sorted(((score, word) for word, score in best.items()), reverse=True)))
    return table(merged, one.known)


def changed(one: Table, prefix: str = "", suffix: str = "", score: float = 0.0) -> Table:
    """Returns a table with an unchanging part before or after every nominative, and a score added."""
    return Table(
        tuple(tuple((s + score, prefix + word + suffix) for s, word in cell) for cell in one.cells),
        tuple(top + score for top in one.tops),
        one.known,
    )


def join(left: Table, right: Table) -> Table:
    """Returns the table of two words with a hyphen between them that decline together."""
    return table(
        (
            tuple(sorted(((a + b, f"{u}-{v}") for a, u in one[:2] for b, v in other[:2]), reverse=True))
            for one, other in zip(left.cells, right.cells, strict=True)
        ),
        left.known and right.known,
    )


def empty(one: Table) -> bool:
    """Tells whether no cell has a nominative."""
    return not any(one.cells)
