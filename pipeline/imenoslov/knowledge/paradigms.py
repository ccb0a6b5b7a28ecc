"""What a word of a name may be a form of: a table of nominatives by gender and case.

A `Table` has a cell for each gender (the plural counts as one) and case; a cell holds the nominatives that the word may
have in it, each with a score in the manner of a log-probability, the best first. A table is made once per word and
kept. People's words and the words of places and organisations are read with different weights: after «-а» a person
is likely a man in the genitive, a place a woman's name in the nominative.
"""

from functools import lru_cache

from imenoslov.knowledge.endings import ALL, FEMININE, MASCULINE, NEUTER, PLURAL, VOWELS, guesses
from imenoslov.knowledge.lexicon import Lexicon, Reading
from imenoslov.knowledge.names import first_names, surnames

Cell = tuple[tuple[float, str], ...]
Table = tuple[Cell, ...]

_GENDER = {"Masc": MASCULINE, "Fem": FEMININE, "Neut": NEUTER}
_CASE = {"Nom": 0, "Gen": 1, "Dat": 2, "Acc": 3, "Ins": 4, "Loc": 5}
CELLS = 24

_PERSON = {
    "hard": 0.0, "soft": -0.7, "yot": 0.0, "ov": 1.0, "ova": 1.0, "ovy": -0.5, "adj": -1.0, "adja": -1.0, "adje": -3.5,
    "first": -0.5, "firstv": -0.5, "firsty": -1.0, "firsti": 0.3, "third": -3.0, "plurh": -4.0, "plurk": -4.0,
    "plurs": -4.5, "fleet": -2.5, "fleety": -2.5, "fleeth": -2.5,
}  # fmt: skip
_PLACE = {
    "hard": 0.0, "soft": -1.5, "yot": -1.0, "ov": 0.3, "adj": -1.5, "adja": -1.5, "adje": -1.5, "adjo": -1.0,
    "first": -0.3, "firstv": -0.3, "firsty": -0.7, "firsti": 0.5, "third": -1.5, "neut": -2.0, "neute": -2.0,
    "plurh": -1.5, "plurk": -1.5, "plurs": -2.5, "fleet": -1.5, "fleety": -2.0, "fleeth": -2.0,
}  # fmt: skip
_INDECLINABLE = {"о": 0.0, "е": -0.7, "э": 0.0, "и": -0.7, "у": -1.0, "ю": -1.0, "ы": -1.5, "ё": 0.0}
_SETTLEMENT = ("ово", "ево", "ино", "ыно")


class _Cells:
    """Gathers the best score of each nominative in each cell."""

    def __init__(self) -> None:
        self.cells: list[dict[str, float]] = [{} for _ in range(CELLS)]

    def add(self, nominative: str, gender: int, cases: int, score: float) -> None:
        first = gender * 6
        for case in range(6):
            if cases >> case & 1:
                cell = self.cells[first + case]
                if cell.get(nominative, -99.0) < score:
                    cell[nominative] = score

    def table(self) -> Table:
        return tuple(
            tuple(sorted(((score, word) for word, score in cell.items()), reverse=True)[:4]) if cell else ()
            for cell in self.cells
        )


def frozen(word: str, score: float = 0.0) -> Table:
    """Returns the table of a word that does not change: it fits every cell."""
    cell = ((score, word),)
    return (cell,) * CELLS


def merge(one: Table, other: Table) -> Table:
    """Returns the table that has the nominatives of both."""
    merged = []
    for a, b in zip(one, other, strict=True):
        best: dict[str, float] = {}
        for score, word in a + b:
            if best.get(word, -99.0) < score:
                best[word] = score
        merged.append(tuple(sorted(((score, word) for word, score in best.items()), reverse=True)))
    return tuple(merged)


def prefixed(prefix: str, table: Table, score: float = 0.0) -> Table:
    """Returns a table with a prefix before every nominative and a score added."""
    return tuple(tuple((s + score, prefix + word) for s, word in cell) for cell in table)


def suffixed(table: Table, suffix: str) -> Table:
    """Returns a table with an unchanging last part after every nominative."""
    return tuple(tuple((s, word + suffix) for s, word in cell) for cell in table)


def join(left: Table, right: Table) -> Table:
    """Returns the table of two words with a hyphen between them that decline together."""
    return tuple(
        tuple((a + b, f"{u}-{v}") for a, u in one[:2] for b, v in other[:2])
        for one, other in zip(left, right, strict=True)
    )


class Paradigms:
    """The tables of words, made from the dictionary, the name lists and the endings; `size` bounds each cache."""

    def __init__(self, lexicon: Lexicon, size: int = 50_000) -> None:
        self._lexicon = lexicon
        self._first = first_names()
        self._last = surnames()
        self.yo: dict[str, str] = {}
        self.person = lru_cache(size)(self._person)
        self.place = lru_cache(size)(self._place)
        self.common = lru_cache(size)(self._common)

    def _fold(self, word: str) -> str:
        folded = word.replace("ё", "е")
        if folded != word:
            self.yo[folded] = word
        return folded

    def _person(self, word: str) -> Table:
        """Returns the table of a capitalised word of a person's name, given in lower case with е for ё."""
        cells = _Cells()
        add = cells.add
        first, last = self._first, self._last
        for guess in guesses(word):
            weight = _PERSON.get(guess.paradigm)
            if weight is None:
                continue
            nominative, gender = guess.nominative, guess.gender
            if nominative in first:
                weight += 2.0
            elif nominative in last:
                weight += 1.5
            if nominative.endswith(("ский", "цкий", "ская", "цкая")):
                weight += 1.5
            add(nominative, gender, guess.cases, weight)
            if guess.paradigm.startswith("first"):
                add(nominative, MASCULINE, guess.cases, weight - 1.0)
        for reading in self._lexicon.known(word):
            if reading.nominative is None or not reading.case or reading.case == "Voc":
                continue
            gender = PLURAL if reading.number == "Plur" else _GENDER.get(reading.gender, PLURAL)
            if gender == NEUTER:
                continue
            weight = {"Name": 4.0, "Surn": 3.5, "Patr": 4.5}.get(reading.kind, -1.0)
            if gender == PLURAL:
                weight -= 5.0 if reading.kind != "Surn" else 3.0
            add(self._fold(reading.nominative), gender, 1 << _CASE[reading.case], weight)
        last_letter = word[-1]
        if last_letter in VOWELS:
            if last_letter in "ая":
                weight = -2.5 if word[-2:-1] in VOWELS else -5.0
            else:
                weight = _INDECLINABLE[last_letter]
                if word in first or word in last:
                    weight += 1.0
            add(word, MASCULINE, ALL, weight)
            add(word, FEMININE, ALL, weight)
        else:
            add(word, FEMININE, ALL, -0.5)
            add(word, MASCULINE, ALL, 0.5 if word.endswith(("ых", "их")) else -6.0)
        return cells.table()

    def _place(self, word: str) -> Table:
        """Returns the table of a capitalised word of a place or an organisation, in lower case with е for ё."""
        cells = _Cells()
        add = cells.add
        readings = self._lexicon.parses(word)
        for reading in readings:
            self._add_reading(cells, reading, 2.0 if reading.kind in ("Geox", "Orgn") else 0.5)
        known = bool(readings) and readings[0].known
        penalty = -3.0 if known else 0.0
        for guess in guesses(word):
            weight = _PLACE.get(guess.paradigm)
            if weight is None:
                continue
            weight += penalty
            if guess.nominative.endswith(_SETTLEMENT):
                weight += 3.0
            cases = guess.cases
            if guess.gender == MASCULINE:
                cases = {0b1010: 0b10, 0b1: 0b1001}.get(cases, cases)
            add(guess.nominative, guess.gender, cases, weight)
        last_letter = word[-1]
        if last_letter in VOWELS:
            weight = -5.0 if last_letter in "ая" else _INDECLINABLE[last_letter] - 0.5
            for gender in (MASCULINE, FEMININE, NEUTER):
                add(word, gender, ALL, weight + (penalty if last_letter not in "оэ" else 0.0))
        else:
            for gender in (MASCULINE, FEMININE, NEUTER):
                add(word, gender, ALL, -5.0 + penalty)
        return cells.table()

    def _common(self, word: str) -> Table:
        """Returns the table of an everyday word by the dictionary alone, in lower case with е for ё."""
        cells = _Cells()
        for reading in self._lexicon.known(word):
            self._add_reading(cells, reading, 0.5)
        return cells.table()

    def _add_reading(self, cells: _Cells, reading: Reading, weight: float) -> None:
        if reading.nominative is None or not reading.case or reading.case == "Voc":
            return
        if reading.pos not in ("NOUN", "ADJ", "VERB", "DET", "NUM", "PRON"):
            return
        if not reading.known:
            weight += -1.5 + reading.score
        nominative = self._fold(reading.nominative)
        gender = PLURAL if reading.number == "Plur" else _GENDER.get(reading.gender, -1)
        mask = 1 << _CASE[reading.case]
        if gender < 0:
            for any_gender in (MASCULINE, FEMININE, NEUTER):
                cells.add(nominative, any_gender, mask, weight)
        else:
            cells.add(nominative, gender, mask, weight)
