"""The tables of words, made by the compiled part: what `Paradigms` says of them plainly, several times as fast.

Each weight is given by its name to the field of a structure that `tables.c` reads. What is rare is left to `Paradigms`:
words of Eastern names, words with characters that are no Russian letters and that the dictionary does not have.
"""

import ctypes
from array import array
from collections.abc import Sequence
from ctypes import c_char, c_double, c_int64, c_void_p

import numpy as np

from imenoslov.knowledge.compiled import Words, library
from imenoslov.knowledge.endings import VOWELS, declensions
from imenoslov.knowledge.frequencies import MOST
from imenoslov.knowledge.place_letters import letters_before
from imenoslov.knowledge.tables import Table
from imenoslov.knowledge.weights import PERSON, PLACE, Weights

_LEVELS = MOST + 1
_LEVEL = c_double * _LEVELS
_KINDS = ("", "Name", "Surn", "Patr", "Geox", "Orgn", "Abbr")
_ROLES = ("", "inner", "last")
_VOWELS = "аеиоуыэю"  # «я» counts as «а»
_LETTERS = 34  # from а on
_ALPHABET = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
_LARGEST = 1 << 16  # bytes of a table


class _PersonWeights(ctypes.Structure):
    _fields_ = (
        *(("classes", c_void_p), ("kinds", c_double * len(_KINDS))),
        *((name, c_double) for name in ("fixed", "plural_surname", "plural")),
        ("rarity", _LEVEL * _LEVELS),
        *(
            (name, c_double)
            for name in ("long_fleeting", "first", "last", "abroad", "sky", "zoda", "cluster", "cluster_n")
        ),
        *((name, c_double) for name in ("man_on_a", "like_a_woman", "said", "unsaid", "slip", "a", "a_after_vowel")),
        *(("vowels", c_double * _LETTERS), ("i_after_velar", c_double), ("i_abroad", c_double)),
        *((name, c_double) for name in ("u_abroad", "a_abroad", "dze")),
        *(("settled", _LEVEL * _LEVELS), ("listed", c_double)),
        ("consonant", _LEVEL),
        *((name, c_double) for name in ("woman_on_consonant", "woman_on_oy", "woman_on_akh", "consonant_abroad")),
        *((name, c_double) for name in ("man_on_consonant", "man_on_x")),
        *((name, c_double) for name in ("stays", "short_stays")),
        ("inner", c_int64),
    )


class _PlaceWeights(ctypes.Structure):
    _fields_ = (
        *((name, c_void_p) for name in ("classes", "letters", "endings", "pairs", "lasts")),
        *(("kinds", c_double * len(_KINDS)), ("fixed", c_double)),
        ("rarity", _LEVEL * _LEVELS),
        *((name, c_double) for name in ("known_place", "known", "listed", "town", "read_town", "still_town")),
        *((name, c_double) for name in ("settlement", "made", "slip", "on_x", "consonant")),
        ("vowels", c_double * _LETTERS),
        *(("alone", _LEVEL), ("settled", _LEVEL), ("stays", c_double * len(_ROLES))),
        ("common", _LEVEL),
        *((name, c_double) for name in ("common_surname", "common_stays", "predicted", "prediction")),
    )


class WordTables:
    """Makes tables of words in lower case with е for ё; None where that is left to `Paradigms`."""

    def __init__(
        self,
        words: Words,
        people: tuple[Weights, Sequence[float | None]],
        inner_people: tuple[Weights, Sequence[float | None]],
        places: Sequence[float | None],
        rarity: tuple[Sequence[Sequence[float]], Sequence[Sequence[float]]],
    ) -> None:
        """Takes what is known of words and what `Paradigms` makes of the weights.

        That are the weights and those of each declension for the last word of a person's name, and for those before it;
        those of each declension for places; and the scores of nominatives by the levels of words, of people and places.
        """
        self._words = words
        self._kept: list[object] = []
        self._outer = self._person_weights(*people, rarity[0], inner=False)
        self._inner = self._person_weights(*inner_people, rarity[0], inner=True)
        self._places = self._place_weights(places, rarity[1])
        # rows, letters and head of the largest table that the compiled part makes
        self._buffer = (c_char * _LARGEST)()
        self._view = memoryview(self._buffer).cast("B")
        self._target = ctypes.addressof(self._buffer)
        self._pointers = [
            ctypes.addressof(weights) for weights in (self._outer, self._inner, self._places)
        ]  # addressof takes as long as a call

    def person(self, word: str, inner: bool) -> Table | None:
        """Returns the table of a capitalised word of a person's name that is not Eastern."""
        size = library().person_table(
            self._words.address, self._pointers[inner], word.encode("utf-16-le"), len(word), self._target
        )
        return self._table(size)

    def place(self, word: str, role: str) -> Table | None:
        """Returns the table of a capitalised word of a place or an organisation."""
        size = library().place_table(
            *(self._words.address, self._pointers[2], word.encode("utf-16-le"), len(word)),
            *(_ROLES.index(role) if role in _ROLES else 0, self._target),
        )
        return self._table(size)

    def common(self, word: str) -> Table | None:
        """Returns the table of an everyday word that declines."""
        size = library().common_table(
            self._words.address, self._pointers[2], word.encode("utf-16-le"), len(word), self._target
        )
        return self._table(size)

    def double(self, left: Table, right: Table, head: str, score: float) -> Table | None:
        """Returns the table of two words with a hyphen between them, as `Paradigms.double` does."""
        size = library().double_table(
            *(left.address, right.address, head.encode("utf-16-le"), len(head)), score, self._target
        )
        return self._table(size)

    def attested(self, compound: Table, level: int) -> Table | None:
        """Returns the table of a place with hyphens with what the news say of its nominatives and of its own level."""
        bonus = ctypes.addressof(self._places.rarity[level])
        return self._table(
            library().attested_table(self._words.address, compound.address, bonus, self._places.town, self._target)
        )

    def merged(self, one: Table, other: Table, score: float) -> Table | None:
        """Returns the table that has the nominatives of two, a score added to those of the second one."""
        return self._table(library().merged_table(one.address, other.address, score, self._target))

    def _table(self, size: int) -> Table | None:
        if not size:
            return None
        data = array("B")
        data.frombytes(self._view[:size])
        return Table.of_bytes(data)

    def _classes(self, weights: Sequence[float | None]) -> int:
        values = np.array([np.nan if weight is None else weight for weight in weights])
        self._kept.append(values)
        return int(values.ctypes.data)

    def _letters(self) -> list[int]:
        """Lays out what the letters before endings say: their rows, and which row is that of which ending."""
        table, size = letters_before(), len(_ALPHABET)
        numbers = {ending: row for row, ending in enumerate(table, start=1)}
        rows = np.zeros((len(table) + 1, size))
        for ending, row in numbers.items():
            scale = PLACE["still letters" if ending in VOWELS else "letters"]
            for letter, score in table[ending].items():
                rows[row, _ALPHABET.index(letter)] = scale * score
        endings = [numbers.get(each.ending, 0) for each in declensions()]
        pairs = [numbers.get(stem + vowel, 0) for stem in _ALPHABET for vowel in _ALPHABET]
        lasts = [numbers.get(vowel, 0) for vowel in _ALPHABET]
        found = [np.array(each, np.int32) for each in (endings, pairs, lasts)]
        self._kept.extend((rows, *found))
        return [int(rows.ctypes.data), *(int(each.ctypes.data) for each in found)]

    def _person_weights(
        self, prior: Weights, classes: Sequence[float | None], rarity: Sequence[Sequence[float]], inner: bool
    ) -> _PersonWeights:
        weights, levels = PERSON, range(_LEVELS)
        return _PersonWeights(
            self._classes(classes),
            tuple(prior[kind] for kind in _KINDS),
            *(weights["fixed"], weights["plural surname"], weights["plural"], _rows(rarity)),
            *(weights["fleet long"], weights["first list"], weights["last list"], weights["surname abroad"]),
            *(weights["-ский"], weights["-зода"], weights["cluster"], weights["cluster н"]),
            *(prior["man in -а"], weights["man like a woman"]),
            *(prior["abroad"], prior["other abroad"], weights["slip"]),
            *(
                prior["а"],
                prior["а after vowel"],
                _vowels(prior),
                prior["и after velar"],
                weights["и abroad"],
                weights["у abroad"],
                weights["а abroad"],
                weights["-дзе"],
            ),
            _rows(
                [
                    [weights["still"] * (surface - other) if other else weights["alone"] * surface for other in levels]
                    for surface in levels
                ]
            ),
            *(weights["listed"], tuple(weights["still consonant"] * level for level in levels)),
            *(
                prior["woman on consonant"],
                weights["woman on -ой"],
                weights["woman on -ах"],
                weights["consonant abroad"],
                prior["man on consonant"],
                prior["-ых"],
                weights["stays"],
                weights["short"],
            ),
            inner,
        )

    def _place_weights(self, classes: Sequence[float | None], rarity: Sequence[Sequence[float]]) -> _PlaceWeights:
        weights, levels = PLACE, range(_LEVELS)
        return _PlaceWeights(
            self._classes(classes),
            *self._letters(),
            tuple(weights[kind] for kind in _KINDS),
            *(weights["fixed"], _rows(rarity), weights["known place"], weights["known"], weights["listed"]),
            *(weights["town"], weights["read town"], weights["still town"]),
            *(weights[name] for name in ("-ово", "-стан", "slip", "-ах", "consonant")),
            _vowels(weights),
            *(tuple(weights[name] * level for level in levels) for name in ("alone", "still")),
            tuple(weights[role or "stays"] for role in _ROLES),
            tuple(weights["common"] + weights["common level"] * level for level in levels),
            *(weights[name] for name in ("common surname", "stays", "predicted", "prediction")),
        )


def _rows(values: Sequence[Sequence[float]]) -> tuple[tuple[float, ...], ...]:
    return tuple(map(tuple, values))


def _vowels(weights: Weights) -> tuple[float, ...]:
    """Returns the weight of an unchanging word by its last letter, from а on."""
    found = [0.0] * _LETTERS
    for letter in _VOWELS:
        found[ord(letter) - ord("а")] = weights[letter]
    return tuple(found)
