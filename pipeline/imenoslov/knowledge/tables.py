"""Tables: what a word may be a form of, by gender and case.

A table has a cell for each gender (the plural counts as a fourth) and case, 24 in all, in the order gender * 6 + case.
A cell holds the nominatives that the word may have in it, each with a score in the manner of a log-probability, the
best first. All functions are pure.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

CELLS = 24
GENDER_OF = tuple(cell // 6 for cell in range(CELLS))
NEVER = -30.0
_DEPTH = 10.0  # an option so far below the best of its cell cannot win
_CASES = tuple(tuple(case for case in range(6) if mask >> case & 1) for mask in range(64))

Key = tuple[int, str]  # gender, nominative
Option = tuple[float, Key]
Cell = tuple[Option, ...]


class Table(NamedTuple):
    """The cells of a word, the best score of each, and whether the dictionary knows the word as a name."""

    cells: tuple[Cell, ...]
    tops: tuple[float, ...]
    known: bool = False


class Cells:
    """Gathers the best score of each nominative in each case, gender by gender."""

    def __init__(self) -> None:
        self._genders: tuple[dict[str, list[float]], ...] = ({}, {}, {}, {})

    def add(self, nominative: str, gender: int, cases: int, score: float) -> None:
        """Enters a nominative in the cells of a gender for the cases of a bit mask; the better score stays."""
        entries = self._genders[gender]
        scores = entries.get(nominative)
        if scores is None:
            scores = entries[nominative] = [NEVER] * 6
        for case in _CASES[cases]:
            if scores[case] < score:
                scores[case] = score

    def empty(self) -> bool:
        """Tells whether nothing was gathered."""
        return not any(self._genders)

    def best(self, word: str) -> float:
        """Returns the best score that a nominative has in any cell."""
        return max((max(entries[word]) for entries in self._genders if word in entries), default=NEVER)

    def slip(self, penalty: float) -> None:
        """Enters every nominative in the other cases of its gender too: writers and editors make slips."""
        for entries in self._genders:
            for nominative, scores in entries.items():
                floor = max(scores) + penalty
                entries[nominative] = [score if score > floor else floor for score in scores]

    def still(self, word: str, genders: Iterable[int], score: float) -> None:
        """Enters a word that does not change in all cases of some genders; a better score stays."""
        for gender in genders:
            entries = self._genders[gender]
            scores = entries.get(word)
            entries[word] = [score] * 6 if scores is None else [s if s > score else score for s in scores]

    def table(self, known: bool = False) -> Table:
        """Returns what was gathered."""
        cells: list[Cell] = []
        for gender, entries in enumerate(self._genders):
            items = [((gender, word), scores) for word, scores in entries.items()]
            if len(items) == 1 and min(items[0][1]) == max(items[0][1]):
                key, scores = items[0]
                cells += [((scores[0], key),)] * 6
                continue
            for case in range(6):
                cells.append(_sorted([(scores[case], key) for key, scores in items if scores[case] > NEVER]))
        return Table(tuple(cells), tuple([cell[0][0] if cell else NEVER for cell in cells]), known)


def _sorted(options: list[Option]) -> Cell:
    if len(options) > 1:
        options.sort(reverse=True)
        floor = options[0][0] - _DEPTH
        while options[-1][0] < floor:
            options.pop()
    return tuple(options)


def table(cells: Iterable[Cell], known: bool = False) -> Table:
    """Returns the table with these cells."""
    kept = tuple(cells)
    return Table(kept, tuple([cell[0][0] if cell else NEVER for cell in kept]), known)


def frozen(word: str, score: float = 0.0) -> Table:
    """Returns the table of a word that does not change: it fits every cell."""
    return Table(tuple(((score, (gender, word)),) for gender in GENDER_OF), (score,) * CELLS)


def merge(one: Table, *others: Table) -> Table:
    """Returns the table that has the nominatives of all."""
    merged = []
    for cells in zip(one.cells, *(other.cells for other in others), strict=True):
        best: dict[Key, float] = {}
        for cell in cells:
            for score, key in cell:
                if best.get(key, NEVER) < score:
                    best[key] = score
        merged.append(_sorted([(score, key) for key, score in best.items()]))
    return table(merged, one.known)


def changed(one: Table, prefix: str = "", suffix: str = "", score: float = 0.0) -> Table:
    """Returns a table with an unchanging part before or after every nominative, and a score added."""
    return Table(
        tuple(
            tuple([(s + score, (gender, prefix + word + suffix)) for s, (gender, word) in cell]) for cell in one.cells
        ),
        tuple([top + score for top in one.tops]),
        one.known,
    )


def shifted(one: Table, scores: Callable[[str], float]) -> Table:
    """Returns a table with what `scores` gives to each nominative added."""
    return table(
        (_sorted([(score + scores(word), (gender, word)) for score, (gender, word) in cell]) for cell in one.cells),
        one.known,
    )


def join(left: Table, right: Table) -> Table:
    """Returns the table of two words with a hyphen between them that decline together."""
    return table(
        (
            _sorted([(a + b, (gender, f"{u}-{v}")) for a, (gender, u) in one[:2] for b, (_, v) in other[:2]])
            for one, other in zip(left.cells, right.cells, strict=True)
        ),
        left.known and right.known,
    )


def levelled(one: Table) -> Table:
    """Returns a table that has in each case the nominatives of all genders: for a name beside another in that case."""
    cases = [_sorted([option for gender in range(4) for option in one.cells[gender * 6 + case]]) for case in range(6)]
    return table(cases * 4, one.known)


def empty(one: Table) -> bool:
    """Tells whether no cell has a nominative."""
    return not any(one.cells)
