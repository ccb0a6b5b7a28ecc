"""What a word of a name may be a form of, by the dictionary, the name lists and the endings.

A table is made once per word and kept. People's words and the words of places and organisations are read with
different weights: after «-а» a person is likely a man in the genitive, a place a feminine noun in the nominative.
"""

from functools import lru_cache

from imenoslov.knowledge.endings import ALL, FEMININE, MASCULINE, NEUTER, PLURAL, VOWELS, guesses
from imenoslov.knowledge.lexicon import Lexicon, Reading
from imenoslov.knowledge.names import first_names, surnames
from imenoslov.knowledge.tables import Cells, Table, changed
from imenoslov.knowledge.weights import PERSON, PLACE

_GENDER = {"Masc": MASCULINE, "Fem": FEMININE, "Neut": NEUTER}
_CASE = {"Nom": 0, "Gen": 1, "Dat": 2, "Acc": 3, "Ins": 4, "Loc": 5}
_SETTLEMENT = ("ово", "ево", "ино", "ыно")
_ADJECTIVAL = ("ого", "его", "ому", "ему", "ые", "ие", "ых", "их", "ыми", "ими", "ое", "ее", "ую", "юю")
_INANIMATE = {0b1010: 0b10, 0b1: 0b1001}  # the accusative of a masculine that is not a person is the nominative


class Paradigms:
    """The tables of words in lower case with е for ё; `size` bounds each cache."""

    def __init__(self, lexicon: Lexicon, size: int = 50_000) -> None:
        self.lexicon = lexicon
        self._first = first_names()
        self._last = surnames()
        self._outer = PERSON
        self._inner = {key: weight + PERSON.get("inner " + key, 0.0) for key, weight in PERSON.items()}
        self.person = lru_cache(size)(self._person)
        self.place = lru_cache(size)(self._place)
        self.common = lru_cache(size)(self._common)

    def _person(self, word: str, inner: bool) -> Table:
        """Returns the table of a capitalised word of a person's name; an `inner` one is not the last of its name."""
        weights = PERSON
        prior = self._inner if inner else self._outer
        cells = Cells()
        add = cells.add
        first, last = self._first, self._last
        known = False
        for nominative, gender, cases, paradigm, letter in guesses(word):
            weight = prior.get(paradigm)
            if weight is None:
                continue
            weight += weights.get(paradigm + letter, 0.0)
            if nominative in first:
                weight += weights["first list"]
            elif nominative in last:
                weight += weights["last list"]
            if paradigm.startswith("adj") and nominative.endswith(("ский", "цкий", "ская", "цкая")):
                weight += weights["-ский"]
            add(nominative, gender, cases, weight)
            if paradigm.startswith("first"):
                add(nominative, MASCULINE, cases, weight + prior["man in -а"])
        for reading in self.lexicon.known(word):
            if reading.nominative is None or not reading.case or reading.case == "Voc":
                continue
            gender = PLURAL if reading.number == "Plur" else _GENDER.get(reading.gender, PLURAL)
            if gender == NEUTER:
                continue
            weight = prior[reading.kind] + (weights["fixed"] if reading.fixed else 0.0)
            if gender == PLURAL:
                weight += weights["plural surname" if reading.kind == "Surn" else "plural"]
            known = known or reading.kind in ("Name", "Surn", "Patr")
            add(_fold(reading.nominative), gender, 1 << _CASE[reading.case], weight)
        cells.slip(weights["slip"])
        letter = word[-1]
        if letter in VOWELS:
            if letter in "ая":
                weight = prior["а after vowel" if word[-2:-1] in VOWELS else "а"]
            else:
                weight = prior[letter]
                if letter != "ы" and (word in first or word in last):
                    weight += weights["listed"]
            add(word, MASCULINE, ALL, weight)
            add(word, FEMININE, ALL, weight)
        else:
            add(word, FEMININE, ALL, prior["woman on consonant"])
            add(word, MASCULINE, ALL, prior["-ых" if word.endswith(("ых", "их")) else "man on consonant"])
        return cells.table(known)

    def _place(self, word: str) -> Table:
        """Returns the table of a capitalised word of a place or an organisation."""
        weights = PLACE
        cells = Cells()
        add = cells.add
        readings = self.lexicon.parses(word)
        doubt = 0.0
        for reading in readings:
            if reading.known and reading.nominative is not None:
                doubt = min(doubt, weights["known place" if reading.kind in ("Geox", "Orgn") else "known"])
            self._read(cells, reading, weights[reading.kind] + (weights["fixed"] if reading.fixed else 0.0))
        for nominative, gender, cases, paradigm, letter in guesses(word):
            weight = weights.get(paradigm)
            if weight is None:
                continue
            weight += weights.get(paradigm + letter, 0.0)
            if paradigm == "neut" and nominative.endswith(_SETTLEMENT):
                weight += weights["-ово"]
            if gender == MASCULINE:
                cases = _INANIMATE.get(cases, cases)
            add(nominative, gender, cases, weight + doubt)
        cells.slip(weights["slip"])
        letter = word[-1]
        if letter not in VOWELS:
            weight = weights["consonant"]
        elif word.endswith(_ADJECTIVAL):
            weight = weights["а"]
        else:
            weight = weights["а" if letter == "я" else letter]
        for gender in (MASCULINE, FEMININE, NEUTER):
            add(word, gender, ALL, weight + doubt)
        return cells.table(doubt < 0)

    def _common(self, word: str) -> Table:
        """Returns the table of an everyday word, by the dictionary and its predictions."""
        cells = Cells()
        for reading in self.lexicon.parses(word):
            self._read(cells, reading, PLACE["common"])
        if "-" in word and cells.empty():
            head, _, last = word.rpartition("-")
            return changed(self.common(last), prefix=head + "-")
        return cells.table(known=True)

    @staticmethod
    def _read(cells: Cells, reading: Reading, weight: float) -> None:
        if reading.nominative is None or not reading.case or reading.case == "Voc":
            return
        if reading.pos not in ("NOUN", "ADJ", "VERB", "DET", "NUM", "PRON"):
            return
        if not reading.known:
            weight += PLACE["predicted"] + PLACE["prediction"] * reading.score
        nominative = _fold(reading.nominative)
        mask = 1 << _CASE[reading.case]
        gender = PLURAL if reading.number == "Plur" else _GENDER.get(reading.gender, -1)
        for each in (gender,) if gender >= 0 else (MASCULINE, FEMININE, NEUTER):
            cells.add(nominative, each, mask, weight)


def _fold(word: str) -> str:
    return word.replace("ё", "е")
