"""What the name tagger is told of a word form: its vector, its shape, its letters and whether name lists know it."""

import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from imenoslov.models.shapes import word_shape
from imenoslov.models.weights import UNKNOWN, Embeddings, packaged

FIRST_NAMES = ("dict/first.txt", "dict/maybe_first.txt")
SURNAMES = ("dict/last.txt",)

# Letters of a word that are read: of a longer one the beginning and the end, where the ending tells most.
HEAD, TAIL = 6, 10
READ = HEAD + TAIL

# A letter's code is twice its number, and one more for a capital; 0 is no letter, 1 any other one, 2 any other digit.
_NUMBERS = "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґqwertyuiopasdfghjklzxcvbnm-–'’.&@_/\"«»"
LETTER_COUNT = 3 + len(_NUMBERS)
_CODES = {letter: 2 * number for number, letter in enumerate(_NUMBERS, start=3)}
_CODES |= {letter.upper(): code + 1 for letter, code in _CODES.items() if letter.isalpha()}

# Case endings of nouns and adjectives; what stands before one is looked up in the name lists.
_ENDINGS = frozenset(
    (
        *("", "а", "я", "у", "ю", "е", "и", "ы", "ь", "й", "о", "ом", "ем", "ым", "им", "ой", "ей", "ою", "ею", "ий"),
        *("ый", "ая", "яя", "ую", "юю", "ых", "их", "ого", "его", "ому", "ему", "ыми", "ими", "ами", "ями", "ам", "ям"),
        *("ах", "ях", "ов", "ев"),
    )
)
_SHORTEST_STEM, _LONGEST_ENDING = 3, 3
_VOWELS = "аяоуюыиеьй"
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))

# Letters by which the forms of a word in one document are brought together.
STEM = 5

FLAGS = ("first name", "surname", "digit", "mixed case", "capitals", "lower case", "unknown word")


class WordFeatures(Struct, frozen=True):
    """The features of one word form.

    `row` is that of its vector, `shape` the name of its shape, `letters` the codes of its at most READ letters,
    `flags` 0 or 1 in the order of FLAGS.
    """

    row: int
    shape: str
    letters: Sequence[int]
    flags: Sequence[float]


def word_features(word: str, rows: Mapping[str, int]) -> WordFeatures:
    """Returns the features of a word form; `rows` gives the row of the vector of a lower-cased word."""
    word = visible(word)
    lower = word.lower()
    plain = lower.replace("ё", "е")
    row = rows.get(lower, rows.get(plain))
    read = word if len(word) <= READ else word[:HEAD] + word[-TAIL:]
    first, last = listed(plain)
    capitals = word.isupper()
    flags = (
        first,
        last,
        not word.isalpha() and any(letter.isdigit() for letter in word),
        not capitals and word[1:] != lower[1:],
        capitals and len(word) > 1,
        word == lower and word.islower(),
        row is None,
    )
    return WordFeatures(
        row=rows[UNKNOWN] if row is None else row,
        shape=word_shape(word),
        letters=[_CODES.get(letter) or _code(letter) for letter in read],
        flags=[float(flag) for flag in flags],
    )


def visible(word: str) -> str:
    """Returns a word without invisible characters, its accents composed; the word itself if nothing else is left."""
    if word.isalpha():
        return word
    return unicodedata.normalize("NFC", word.translate(_INVISIBLE)) or word


def listed(word: str) -> tuple[bool, bool]:
    """Tells whether a lower-cased word without ё may be a case form of a first name, and of a surname."""
    stems = name_stems()
    found = 0
    for cut in range(min(_LONGEST_ENDING, len(word) - _SHORTEST_STEM) + 1):
        stop = len(word) - cut
        if word[stop:] in _ENDINGS:
            found |= stems.get(word[:stop], 0)
    return bool(found & 1), bool(found & 2)


@cache
def name_stems() -> dict[str, int]:
    """Returns the stems of the names that natasha lists: 1 for a first name, 2 for a surname, 3 for both."""
    result: dict[str, int] = {}
    for kind, names in ((1, FIRST_NAMES), (2, SURNAMES)):
        for name in names:
            for line in packaged(name).read_text("utf-8").lower().replace("ё", "е").splitlines():
                word = line.partition("#")[0].strip()
                ending = word[-2:] if word[-2:] in ("ий", "ый", "ой", "ая", "яя") else word[-1:]
                stem_ = word[: -len(ending)] if ending in _ENDINGS else word
                if len(stem_) >= _SHORTEST_STEM:
                    result[stem_] = result.get(stem_, 0) | kind
    return result


@lru_cache(1 << 16)
def stem(word: str) -> str:
    """Returns what the case forms of a word have in common, roughly: its first letters."""
    lower = visible(word).lower().replace("ё", "е")
    if _SHORTEST_STEM < len(lower) <= STEM and lower[-1] in _VOWELS:
        lower = lower[:-1]
    return lower[:STEM]


def vectors(rows: NDArray[np.intp], embeddings: Embeddings) -> NDArray[np.float32]:
    """Returns the vectors, (rows, width), that stand in these rows."""
    indexes = embeddings.indexes[rows]
    return embeddings.codes[np.arange(len(embeddings.codes)), indexes].reshape(len(rows), -1)


def _code(letter: str) -> int:
    return 2 * (2 if letter.isdigit() else 1) + letter.isupper()
