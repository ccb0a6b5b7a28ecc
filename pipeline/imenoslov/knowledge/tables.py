"""Tables: what a word may be a form of, by gender and case.

A table has a cell for each gender (the plural counts as a fourth) and case, 24 in all, in the order gender * 6 + case.
A cell holds the nominatives that the word may have in it, each with a score in the manner of a log-probability, the
best first. Names ask for few cells of a table beside the best score of each: it is kept as rows, and cells are made of
them when they are asked for. The compiled part makes and reads tables as bytes (`packing.py`), which become rows, and
the other way round, when they are asked for.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from math import inf
from typing import Self, overload

from imenoslov.knowledge.compiled import library
from imenoslov.knowledge.packing import Key, Row, Rows, best_scores, is_empty, is_known, may_have, packed, unpacked

CELLS = 24
GENDER_OF = tuple(cell // 6 for cell in range(CELLS))
NEVER = -30.0
_DEPTH = 10.0  # an option so far below the best of its cell cannot win
_ALL = 0b111111
_NO_VOTES: Mapping[Key, float] = {}
_NO_SCORES = array("d", bytes(8 * CELLS))
_CASES = tuple(tuple(case for case in range(6) if mask >> case & 1) for mask in range(64))

Option = tuple[float, Key]
Cell = tuple[Option, ...]


class Table:
    """The options and the best score of each cell of a word, and whether the dictionary knows the word as a name.

    `rows` has those of each gender; in the cases that a row does not have, its score is lower by `slip`.
    """

    __slots__ = ("_cells", "_data", "_plain", "known")

    def __init__(
        self,
        rows: Rows,
        tops: Sequence[float],
        known: bool = False,
        slip: float = -inf,
    ) -> None:
        """Takes the rows of each gender and the best score that they give to each cell."""
        self._plain: tuple[Rows, Sequence[float], float] | None = (rows, tops, slip)
        self._data: array[int] | None = None
        self.known = known
        self._cells: list[Cell | None] | None = None

    @classmethod
    def of_bytes(cls, data: "array[int]") -> Self:
        """Returns the table that these bytes are."""
        table = cls.__new__(cls)
        table._plain = None
        table._data = data
        table.known = is_known(data)
        table._cells = None
        return table

    @property
    def address(self) -> int:
        """Where the compiled part reads the table, as long as it lives."""
        if self._data is None:
            self._data = packed(self.rows, self.tops, self.slip, self.known)
            library().table_keys(self._data.buffer_info()[0])
        return self._data.buffer_info()[0]

    @property
    def rows(self) -> Rows:
        """The rows of each gender."""
        return self._read()[0]

    @property
    def tops(self) -> Sequence[float]:
        """The best score of each cell."""
        return best_scores(self._data) if self._plain is None and self._data is not None else self._read()[1]

    @property
    def slip(self) -> float:
        """What a score is lower by in the cases that a row does not have."""
        return self._read()[2]

    def _read(self) -> tuple[Rows, Sequence[float], float]:
        if self._plain is None:
            assert self._data is not None
            self._plain = unpacked(self._data)
        return self._plain

    def empty(self) -> bool:
        """Tells whether no cell has a nominative."""
        return not any(self.rows) if self._data is None else is_empty(self._data)

    def cell(self, index: int) -> Cell:
        """Returns the options of a cell, the best first, but those that cannot win."""
        if self._cells is None:
            self._cells = [None] * CELLS
        found = self._cells[index]
        if found is None:
            found = self._cells[index] = tuple(_sorted(list(self.voted_cell(index, _NO_VOTES))))
        return found

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The options of all cells."""
        return tuple(map(self.cell, range(CELLS)))

    def has(self, nominative: str) -> bool:
        """Tells whether a cell has a nominative among its options."""
        if self._data is not None and not may_have(self._data, nominative):
            return False
        return any(
            (score if cases >> case & 1 else score + self.slip) >= self.tops[gender * 6 + case] - _DEPTH
            for gender, rows in enumerate(self.rows)
            for score, key, cases in rows
            if key[1] == nominative
            for case in range(6)
        )

    def voted(self, votes: Mapping[Key, float]) -> list[float]:
        """Returns the best score of each cell when votes, none of them negative, are added to those of nominatives."""
        voted = list(self.tops)
        for gender, rows in enumerate(self.rows):
            for score, key, cases in rows:
                vote = votes.get(key)
                if vote is None:
                    continue
                for case in _CASES[cases]:
                    cell = gender * 6 + case
                    if score >= self.tops[cell] - _DEPTH and score + vote > voted[cell]:
                        voted[cell] = score + vote
        return voted

    def voted_cell(self, index: int, votes: Mapping[Key, float]) -> Cell:
        """Returns the options of a cell in no order, with the votes for those that have its case: none for slips."""
        rows, tops, slip = self._read()
        floor = tops[index] - _DEPTH
        case = 1 << index % 6
        options: list[Option] = []
        for score, key, cases in rows[GENDER_OF[index]]:
            reached = score if cases & case else score + slip
            if reached >= floor:
                options.append((reached + votes.get(key, 0.0) if cases & case else reached, key))
        return tuple(options)


class Scores(Sequence[float]):
    """The scores of all cells; `address` is where the compiled part reads them."""

    __slots__ = ("_data", "address")

    def __init__(self, scores: Iterable[float]) -> None:
        """Lays the scores out."""
        self._data = array("d", scores)
        self.address: int = self._data.buffer_info()[0]

    @overload
    def __getitem__(self, cell: int) -> float: ...
    @overload
    def __getitem__(self, cell: slice) -> Sequence[float]: ...
    def __getitem__(self, cell: int | slice) -> float | Sequence[float]:
        return self._data[cell]

    def __iter__(self) -> Iterator[float]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)


def mixed(likelihoods: Sequence[Scores], shares: Sequence[float]) -> Scores:
    """Returns the scores of the cells when any of some tags may be right: log Σ share · likelihood."""
    rows = array("Q", [row.address for row in likelihoods])
    weights, scores = array("d", shares), Scores(_NO_SCORES)
    library().scores_mixed(rows.buffer_info()[0], weights.buffer_info()[0], len(rows), scores.address)
    return scores


def _sorted(options: list[Option]) -> list[Option]:
    """Returns the options with the best first, each nominative once."""
    options.sort(reverse=True)
    if len({key for _, key in options}) == len(options):
        return options
    best: dict[Key, float] = {}
    for score, key in options:
        best.setdefault(key, score)
    return [(score, key) for key, score in best.items()]


class Cells:
    """Gathers the scores of nominatives, gender by gender; where one is entered twice the better score counts."""

    def __init__(self) -> None:
        self._rows: tuple[list[Row], ...] = ([], [], [], [])
        self._slip = -inf

    def add(self, nominative: str, gender: int, cases: int, score: float) -> None:
        """Enters a nominative in the cells of a gender for the cases of a bit mask."""
        self._rows[gender].append((score, (gender, nominative), cases))

    def empty(self) -> bool:
        """Tells whether nothing was gathered."""
        return not any(self._rows)

    def best(self, word: str) -> float:
        """Returns the best score that a nominative has in any cell."""
        return max((score for rows in self._rows for score, key, _ in rows if key[1] == word), default=NEVER)

    def slip(self, penalty: float) -> None:
        """Enters every nominative in the other cases of its gender too: writers and editors make slips."""
        self._slip = penalty

    def still(self, word: str, genders: Iterable[int], score: float) -> None:
        """Enters a word that does not change in all cases of some genders."""
        for gender in genders:
            self._rows[gender].append((score, (gender, word), _ALL))

    def table(self, known: bool = False) -> Table:
        """Returns what was gathered."""
        return _table(self._rows, known, self._slip)


def _table(rows: Rows, known: bool, slip: float = -inf) -> Table:
    """Returns the table with these rows."""
    tops: list[float] = []
    for found in rows:
        if len(found) == 1 and found[0][2] == _ALL:
            tops += [found[0][0]] * 6
            continue
        best = [NEVER] * 6
        top = floor = NEVER
        for score, _, cases in found:
            if cases == _ALL:
                if score > floor:
                    floor = score
                continue
            if score > top:
                top = score
            for case in _CASES[cases]:
                if score > best[case]:
                    best[case] = score
        if top + slip > floor:
            floor = top + slip
        tops += [score if score > floor else floor for score in best]
    return Table(rows, tops, known, slip)


def frozen(word: str, score: float = 0.0) -> Table:
    """Returns the table of a word that does not change: it fits every cell."""
    return Table(tuple([((score, (gender, word), _ALL),) for gender in range(4)]), (score,) * CELLS)


def merge(one: Table, *others: Table) -> Table:
    """Returns the table that has the nominatives of all."""
    tables = [one, *others]
    rows = tuple([row for table in tables for row in _explicit(table, gender)] for gender in range(4))
    return Table(rows, list(map(max, *(table.tops for table in tables))), one.known)


def _explicit(table: Table, gender: int) -> list[Row]:
    """Returns the rows of a gender, with rows of their own for the slips."""
    rows = table.rows[gender]
    slips = [(score + table.slip, key, _ALL ^ cases) for score, key, cases in rows if cases != _ALL]
    return [*rows, *slips] if table.slip > -inf else list(rows)


def changed(one: Table, prefix: str = "", suffix: str = "", score: float = 0.0) -> Table:
    """Returns a table with an unchanging part before or after every nominative, and a score added."""
    rows = tuple(
        [(s + score, (gender, prefix + word + suffix), cases) for s, (gender, word), cases in found]
        for found in one.rows
    )
    return Table(rows, [top + score for top in one.tops], one.known, one.slip)


def shifted(one: Table, scores: Callable[[str], float]) -> Table:
    """Returns a table with what `scores` gives to each nominative added."""
    cells = one.cells
    added = {word: scores(word) for word in {word for cell in cells for _, (_, word) in cell}}
    return _of_cells(([(score + added[key[1]], key) for score, key in cell] for cell in cells), one.known)


def join(left: Table, right: Table) -> Table:
    """Returns the table of two words with a hyphen between them that decline together."""
    return _of_cells(
        (
            [(a + b, (gender, f"{u}-{v}")) for a, (gender, u) in one[:2] for b, (_, v) in other[:2]]
            for one, other in zip(left.cells, right.cells, strict=True)
        ),
        left.known and right.known,
    )


def _of_cells(cells: Iterable[Iterable[Option]], known: bool) -> Table:
    """Returns the table with these cells."""
    rows: tuple[list[Row], ...] = ([], [], [], [])
    for index, cell in enumerate(cells):
        rows[GENDER_OF[index]].extend([(score, key, 1 << index % 6) for score, key in cell])
    return _table(rows, known)


def only(one: Table, gender: int) -> Table:
    """Returns a table without the nominatives of the other genders."""
    return _table(tuple([_explicit(one, each) if each == gender else [] for each in range(4)]), one.known)


def levelled(one: Table) -> Table:
    """Returns a table that has in each case the nominatives of all genders: for a name beside another in that case."""
    rows = [row for found in one.rows for row in found]
    return _table((rows,) * 4, one.known, one.slip)
