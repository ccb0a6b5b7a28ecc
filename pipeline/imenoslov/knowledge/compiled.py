"""The compiled part, `tables.c`: its library, and what it is told of words.

It makes the tables of words as `Paradigms` does, and decides names as the base forms do, with the same scores to the
last bit; what is rare is left to those.
"""

import ctypes
import sys
from collections.abc import Iterable, Sequence
from ctypes import c_int32, c_int64, c_uint8, c_uint16, c_uint64, c_void_p
from functools import cache, reduce
from itertools import accumulate
from operator import or_
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pymorphy3.opencorpora_dict import Dictionary
from pymorphy3.tagset import OpencorporaTag

from imenoslov.errors import ModelError
from imenoslov.knowledge.endings import OF_SURNAMES, Declension, by_tail, declensions
from imenoslov.knowledge.frequencies import levels
from imenoslov.knowledge.names import (
    SURNAMES,
    declined_names,
    first_names,
    first_names_abroad,
    listed_names,
    surnames_abroad,
)
from imenoslov.natasha_data import name_text

_SUFFIX = {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")
FILE = Path(__file__).with_name("compiled") / f"tables{_SUFFIX}"

_ARGUMENTS: dict[str, list[type]] = {
    "table_keys": [c_void_p],
    "scores_mixed": [c_void_p, c_void_p, c_int64, c_void_p],
    "traits_add": [c_void_p, c_void_p, c_int64, c_void_p, c_int32],
    "person_table": [c_void_p, c_void_p, ctypes.c_char_p, c_int64, c_void_p],
    "place_table": [c_void_p, c_void_p, ctypes.c_char_p, c_int64, c_int64, c_void_p],
    "common_table": [c_void_p, c_void_p, ctypes.c_char_p, c_int64, c_void_p],
    "double_table": [c_void_p, c_void_p, ctypes.c_char_p, c_int64, ctypes.c_double, c_void_p],
    "attested_table": [*[c_void_p] * 3, ctypes.c_double, c_void_p],
    "merged_table": [c_void_p, c_void_p, ctypes.c_double, c_void_p],
    "word_traits": [c_void_p, ctypes.c_char_p, c_int64],
    "word_facts": [c_void_p, ctypes.c_char_p, c_int64, c_void_p, c_int64],
    "word_dotted": [c_void_p, ctypes.c_char_p, c_int64, ctypes.c_char_p, c_int64, c_void_p],
    "names_settle": [c_void_p, c_int64, c_void_p, c_int64, *[c_void_p] * 4],
}

_PREFIXES = 3  # of paradigms
_LONGEST = 128  # letters of a form
_MOST = 64  # readings of a word

# What is known of a word: its level in the three lowest bits, and the lists that have it.
_LEVEL = 7
_FIRST, _LAST, _ABROAD, _OWN, _MEN, _WOMEN = (8 << bit for bit in range(6))
_TOWN = 2048  # the compiled part notes what it finds out itself in the bits between
# The facts of a tag.
_CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct", "voct")
_SECOND_CASES = {"gen1": "gent", "gen2": "gent", "acc2": "accs", "loc1": "loct", "loc2": "loct"}
_NO_CASE, _NO_GENDER = 7, 3
_GENDERS = ("masc", "femn", "neut")
_KINDS = ("Name", "Surn", "Patr", "Geox", "Orgn", "Abbr")
_MANY, _FIXED, _DECLINES, _PLAIN, _PRODUCTIVE = (1 << bit for bit in range(8, 13))
_PARTS = (
    *(("NOUN", ("NOUN",)), ("ADJ", ("ADJF", "ADJS", "COMP")), ("VERB", ("VERB", "INFN", "PRTF", "PRTS", "GRND"))),
    *(("NUM", ("NUMR",)), ("PRON", ("NPRO",)), ("DET", ())),
)
_PART = 13  # bits before the part of speech
# How tails of words are spread over their places.
_SPREAD = 0x9E3779B97F4A7C15
# The classes of a declension.
_OF_SURNAMES, _OF_FIRST, _FLEETING, _ON_O, _HARD, _OF_ADJECTIVES = (1 << bit for bit in range(6))


@cache
def library() -> ctypes.CDLL:
    """Loads the library, once a process; raises ModelError."""
    try:
        loaded = ctypes.CDLL(str(FILE))
    except OSError as error:
        raise ModelError(
            f"The compiled part {FILE} cannot be loaded ({error}); install the package on this machine with pip."
        ) from error
    try:
        for name, arguments in _ARGUMENTS.items():
            getattr(loaded, name).argtypes = arguments
    except AttributeError as error:
        raise ModelError(f"The compiled part {FILE} is of another version: install imenoslov again.") from error
    for name in ("person_table", "place_table", "common_table", "double_table", "attested_table", "merged_table"):
        getattr(loaded, name).restype = c_int64
    return loaded


class Sense(NamedTuple):
    """What a reading is: its part of speech, empty for one without cases, and case, number and kind as in `Grammar`."""

    pos: str
    case: str
    plural: bool
    kind: str


@cache
def sense(facts: int) -> Sense:
    """Returns what the facts of a reading mean."""
    part, case, kind = facts >> _PART, facts & 7, facts >> 5 & 7
    return Sense(
        _PARTS[part - 1][0] if part else "",
        ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc", "Voc", "")[case],
        bool(facts & _MANY),
        _KINDS[kind - 1] if kind else "",
    )


class _Strings(ctypes.Structure):
    _fields_ = (("letters", c_void_p), ("starts", c_void_p))


class _Dawg(ctypes.Structure):
    _fields_ = (("units", c_void_p), ("guide", c_void_p))


class _Dictionary(ctypes.Structure):
    _fields_ = (
        *(("words", _Dawg), ("endings", _Dawg * _PREFIXES), ("likely", c_void_p)),
        *(("known_prefixes", _Strings), ("known_prefix_count", c_int64), ("paradigms", c_void_p), ("starts", c_void_p)),
        *((name, _Strings) for name in ("suffixes", "prefixes")),
        *((name, c_void_p) for name in ("grammemes", "sorts", "facts")),
    )


class _Traits(ctypes.Structure):
    _fields_ = (("hashes", c_void_p), ("marks", c_void_p), ("mask", c_uint64))


class _Declension(ctypes.Structure):
    _fields_ = (
        ("nominative", c_uint16 * 2),
        ("letter", c_uint16),
        *((name, c_uint8) for name in ("length", "gender", "cases", "classes")),
    )


class _Declensions(ctypes.Structure):
    _fields_ = (
        *((name, c_void_p) for name in ("tails", "firsts", "counts")),
        ("mask", c_uint64),
        ("declensions", c_void_p),
    )


class _Words(ctypes.Structure):
    _fields_ = (("dictionary", _Dictionary), ("traits", _Traits), ("declensions", _Declensions))


class Words:
    """All that the compiled part is told of words: pymorphy's dictionary, the news, the lists, the declensions."""

    def __init__(self, dictionary: Dictionary, known_prefixes: Sequence[str], sort: Iterable[str]) -> None:
        """Lays out pymorphy's dictionary, its prefixes of unknown words, and what else is known; raises ModelError.

        `sort` are the grammemes in which a form and its nominative agree.
        """
        self._kept: list[object] = []
        forms = self._dictionary(dictionary, known_prefixes, sort)
        self._structure = _Words(forms, self._traits(), self._declensions())
        self.address = ctypes.addressof(self._structure)
        self._buffer = (c_uint16 * _LONGEST)()
        self._target = ctypes.addressof(self._buffer)
        self._facts = (c_int32 * _MOST)()
        self._facts_target = ctypes.addressof(self._facts)

    def level(self, word: str) -> int:
        """Returns the level of a form in the news, as `frequencies.level_of` does."""
        return int(library().word_traits(self.address, word.encode("utf-16-le"), len(word))) & _LEVEL

    def is_surname(self, word: str) -> bool:
        """Tells whether a word is among `names.surnames`."""
        return bool(library().word_traits(self.address, word.encode("utf-16-le"), len(word)) & _LAST)

    def facts(self, word: str) -> list[int]:
        """Returns the facts of the readings of a word, none for an unknown word; `sense` tells what they mean."""
        letters = word.encode("utf-16-le")
        count = library().word_facts(self.address, letters, len(letters) // 2, self._facts_target, _MOST)
        return self._facts[:count]

    def dotted(self, word: str, nominative: str) -> str:
        """Returns the nominative of a form, both folded, with the ё that the form itself does not have, if any."""
        length = library().word_dotted(
            *(self.address, word.encode("utf-16-le"), len(word)),
            *(nominative.encode("utf-16-le"), len(nominative), self._target),
        )
        return bytes(self._buffer)[: 2 * length].decode("utf-16-le") if length else nominative

    def _keep(self, values: NDArray[Any]) -> int:
        """Keeps an array that a structure points to, and returns its address."""
        self._kept.append(values)
        return int(values.ctypes.data)

    def _strings(self, strings: Sequence[str]) -> _Strings:
        letters = np.frombuffer("".join(strings).encode("utf-16-le") or b"\0\0", np.uint16)
        starts = np.fromiter(accumulate(map(len, strings), initial=0), np.int32, len(strings) + 1)
        return _Strings(self._keep(letters), self._keep(starts))

    def _dawg(self, path: Path) -> _Dawg:
        try:
            data = np.memmap(path, np.uint8, "r")
        except OSError as error:
            raise ModelError(f"The dictionary {path} cannot be read ({error}): install pymorphy3 again.") from error
        start = self._keep(data)
        return _Dawg(start + 4, start + 8 + 4 * int(data[:4].view(np.uint32)[0]))

    def _dictionary(self, dictionary: Dictionary, known_prefixes: Sequence[str], sort: Iterable[str]) -> _Dictionary:
        folder = Path(dictionary.path)
        paradigms = np.frombuffer(b"".join(map(bytes, dictionary.paradigms)), np.uint16)
        starts = np.fromiter(accumulate(map(len, dictionary.paradigms), initial=0), np.int32)
        if len(dictionary.paradigm_prefixes) != _PREFIXES:
            raise ModelError("The dictionary has other prefixes than are known: install the version that is asked for.")
        return _Dictionary(
            self._dawg(folder / "words.dawg"),
            (_Dawg * _PREFIXES)(*[self._dawg(folder / f"prediction-suffixes-{i}.dawg") for i in range(_PREFIXES)]),
            self._dawg(folder / "p_t_given_w.intdawg").units,
            self._strings(known_prefixes),
            len(known_prefixes),
            *(self._keep(paradigms), self._keep(starts)),
            *(self._strings(dictionary.suffixes), self._strings(dictionary.paradigm_prefixes)),
            *[self._keep(values) for values in _tags(dictionary.gramtab, sort)],
        )

    def _traits(self) -> _Traits:
        size = 1 << 20
        hashes, marks = np.zeros(size, np.uint32), np.zeros(size, np.uint16)
        traits = _Traits(self._keep(hashes), self._keep(marks), size - 1)
        abroad = first_names_abroad()

        def add(text: str, mark: int, marks: NDArray[np.uint16] | None = None) -> None:
            letters = np.frombuffer(f"{text}\n".encode("utf-16-le"), np.uint16)
            own = None if marks is None else marks.ctypes.data
            library().traits_add(ctypes.addressof(traits), letters.ctypes.data, len(letters), own, mark)

        words, level = levels()
        add(words, 0, level.astype(np.uint16))
        add(name_text(SURNAMES), _LAST)
        for names, mark in (
            *((first_names(), _FIRST), (surnames_abroad(), _ABROAD), (declined_names(), _OWN)),
            (listed_names(), _TOWN),
            ([name for name, genders in abroad.items() if "m" in genders], _MEN),
            ([name for name, genders in abroad.items() if "f" in genders], _WOMEN),
        ):
            add("\n".join(names), mark)
        return traits

    def _declensions(self) -> _Declensions:
        rows = (_Declension * len(declensions()))(*map(_declension, declensions()))
        self._kept.append(rows)
        places = _by_tail()
        return _Declensions(*[self._keep(values) for values in places], len(places[0]) - 1, ctypes.addressof(rows))


def _tags(
    tags: Sequence[OpencorporaTag], sort: Iterable[str]
) -> tuple[NDArray[np.uint64], NDArray[np.int32], NDArray[np.int32]]:
    """Returns the grammemes of tags as bits, (tags, 2), the number of each one's sort of word, and its facts."""
    bits: dict[str, int] = {}
    pieces: dict[str, int] = {}  # tags are made of few: «NOUN,anim,masc» and «sing,nomn»
    for tag in tags:
        for piece in str(tag).split(" "):
            if piece not in pieces:
                pieces[piece] = sum(bits.setdefault(grammeme, 1 << len(bits)) for grammeme in piece.split(","))
    whole = [reduce(or_, map(pieces.__getitem__, str(tag).split(" "))) for tag in tags]
    if len(bits) > 128:
        raise ModelError("The dictionary has more grammemes than are known: install the version that is asked for.")
    grammemes = np.frombuffer(b"".join([tag.to_bytes(16, "little") for tag in whole]), np.uint64).reshape(-1, 2)

    def has(*names: str) -> NDArray[np.bool_]:
        wanted = sum(bits.get(name, 0) for name in names)
        halves = np.frombuffer(wanted.to_bytes(16, "little"), np.uint64)
        return np.asarray(((grammemes & halves) != 0).any(axis=1))

    facts = np.zeros(len(tags), np.int32)
    case, gender = np.full_like(facts, _NO_CASE), np.full_like(facts, _NO_GENDER)
    kind, part = np.zeros_like(facts), np.zeros_like(facts)
    for number, name in enumerate(_CASES):
        case[has(name, *(second for second, first in _SECOND_CASES.items() if first == name))] = number
    for number, name in enumerate(_GENDERS):
        gender[has(name)] = number
    for number, name in reversed(tuple(enumerate(_KINDS, start=1))):
        kind[has(name)] = number
    for number, (_, names) in enumerate(_PARTS, start=1):
        part[has(*names)] = number
    part[has("ADJF") & has("Apro")] = len(_PARTS)
    facts |= case | gender << 3 | kind << 5 | part << _PART
    forms = [name for name in bits if name.startswith("V-")]
    for found, fact in (
        *((has("plur"), _MANY), (has("Fixd"), _FIXED), (part > 0, _DECLINES)),
        *((has("nomn") & ~has(*forms), _PLAIN), (~has(*OpencorporaTag._NON_PRODUCTIVE_GRAMMEMES), _PRODUCTIVE)),
    ):
        facts[found] |= fact
    wanted = np.frombuffer(sum(bits.get(name, 0) for name in sort).to_bytes(16, "little"), np.uint64)
    _, sorts = np.unique(grammemes & wanted, axis=0, return_inverse=True)
    return grammemes, sorts.reshape(-1).astype(np.int32), facts


def _declension(row: Declension) -> _Declension:
    classes = (
        (row.paradigm in OF_SURNAMES) * _OF_SURNAMES
        | row.paradigm.startswith("first") * _OF_FIRST
        | (row.paradigm in ("fleet", "fleeth")) * _FLEETING
        | (row.paradigm == "neut") * _ON_O
        | (row.paradigm == "hard") * _HARD
        | row.paradigm.startswith("adj") * _OF_ADJECTIVES
    )
    letters = (c_uint16 * 2)(*map(ord, row.nominative))
    return _Declension(letters, ord(row.letter), len(row.nominative), row.gender, row.cases, classes)


def _by_tail() -> tuple[NDArray[np.uint64], NDArray[np.int32], NDArray[np.int32]]:
    """Lays out where the declensions of each tail are."""
    size = 1 << 12
    tails, firsts, counts = np.zeros(size, np.uint64), np.zeros(size, np.int32), np.zeros(size, np.int32)
    for tail, found in by_tail().items():
        packed = sum(ord(letter) << 12 * place for place, letter in enumerate(reversed(tail)))
        at = (packed * _SPREAD & (1 << 64) - 1) >> 40 & size - 1
        while tails[at]:
            at = at + 1 & size - 1
        tails[at], firsts[at], counts[at] = packed, found[0].number, len(found)
    return tails, firsts, counts
