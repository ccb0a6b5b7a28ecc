"""What the name tagger is told of a word form: its vector, its shape, its letters and whether name lists know it."""

import ctypes
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from imenoslov.models.kernels import Floats
from imenoslov.models.reading import (
    DIGIT,
    LATIN,
    LETTER,
    LOWER,
    ODD,
    RUSSIAN,
    UPPER,
    VOWEL,
    Features,
    Letters,
    Reader,
    Shapes,
)
from imenoslov.models.shapes import PUNCTUATION, SHAPES, word_shape
from imenoslov.models.vocabulary import LINE_END, Points, Table
from imenoslov.models.weights import UNKNOWN, Embeddings
from imenoslov.natasha_data import name_list

FIRST_NAMES = ("first.txt", "maybe_first.txt")
SURNAMES = "last.txt"

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
_LETTER_ENDINGS = "".join(ending for ending in _ENDINGS if len(ending) == 1)
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
# Code 0 is no letter, and so the null character has to be another one.
_TRANSLATED = {**_INVISIBLE, 0: "\ufffd"}

# Letters by which the forms of a word in one document are brought together.
STEM = 5

# Code points whose codes stand in a table: Latin and Cyrillic letters and the punctuation of Russian texts are below.
_USUAL = 0x2200

# What a list says of a word: the bits of the first two flags.
FIRST, LAST = 1, 2

FLAGS = ("first name", "surname", "digit", "mixed case", "capitals", "lower case", "unknown word")
_DIGIT, _MIXED, _CAPITALS, _LOWER, _UNKNOWN = (1 << place for place in range(2, len(FLAGS)))


# What is known of each word that is numbered: the hash of its stem, the row of the vector of the lower-cased word and
# the place of its shape in SHAPES.
KNOWN = np.dtype([("stem", np.uint64), ("vector", np.int32), ("shape", np.int32)])


class WordFeatures(NamedTuple):
    """The features of word forms.

    `rows` are those of their vectors and `shapes` the names of their shapes; `letters`, (words, READ), are codes of
    letters, 0 after the last one; `flags`, (words, len(FLAGS)), are 0 or 1.
    """

    rows: list[int]
    shapes: list[str]
    letters: NDArray[np.uint8]
    flags: Floats


def word_features(words: Sequence[str], rows: Table) -> WordFeatures:
    """Returns the features of word forms; `rows` gives the row of the vector of a lower-cased word."""
    unknown = rows.get(UNKNOWN, 0)
    found: list[int] = []
    read: list[str] = []
    marks: list[int] = []
    words = [visible(word) for word in words]
    for word in words:
        lower = word.lower()
        plain = lower.replace("ё", "е")
        row = rows.get(lower, -1)
        if row < 0:
            row = rows.get(plain, unknown)
        found.append(row)
        read.append(word.ljust(READ, "\0") if len(word) <= READ else word[:HEAD] + word[-TAIL:])
        marks.append(listed(plain) | _case(word, lower) | (row == unknown) * _UNKNOWN)
    points = np.frombuffer("".join(read).encode("utf-32-le", "surrogatepass"), np.uint32).reshape(-1, READ)
    flags = np.array(marks, np.uint8)[:, None] >> np.arange(len(FLAGS), dtype=np.uint8) & 1
    return WordFeatures(found, [word_shape(word) for word in words], _letters(points), flags.astype(np.float32))


class WordReader:
    """Reads words as the functions here do, in compiled code; only those with rare characters are left to them."""

    def __init__(self, embeddings: Embeddings, shapes: Mapping[str, int]) -> None:
        """`shapes` gives the row of a shape."""
        self._embeddings, self._shapes = embeddings, shapes
        tables = (embeddings.words, name_stems(), Table.of(dict.fromkeys(_ENDINGS - {""}, 1)))
        unknown = embeddings.row(UNKNOWN)
        self._reader = Reader(_known_letters(shapes), _known_shapes(shapes), tables, unknown, (READ, len(FLAGS)))

    def read(self, words: Sequence[str]) -> Features:
        """Returns the features of words, those of `word_features`."""
        features = self._reader.read(words)
        places = np.flatnonzero(features.unread)
        if len(places):
            rest = word_features([words[place] for place in places.tolist()], self._embeddings.words)
            features.rows[places] = rest.rows
            features.shapes[places] = [self._shapes[shape] for shape in rest.shapes]
            features.letters[places] = rest.letters
            features.flags[places] = rest.flags
        return features

    @property
    def address(self) -> int:
        """Where compiled code finds the reader."""
        return ctypes.addressof(self._reader.structure)

    def know(self, word: str) -> tuple[int, int, int]:
        """Returns what is known of a word, by the names of KNOWN."""
        return _hash(stem(word)), self._embeddings.row(word.lower()), self._shapes[word_shape(word)]


def word_reader(embeddings: Embeddings) -> WordReader:
    """Makes the reader that knows shapes by their place in SHAPES."""
    return WordReader(embeddings, {shape: place for place, shape in enumerate(SHAPES)})


def _known_letters(shapes: Mapping[str, int]) -> Letters:
    marks = np.full(_USUAL, -1, np.int32)
    for one in PUNCTUATION:
        if ord(one) < _USUAL:
            marks[ord(one)] = shapes[word_shape(one)]
    return Letters(_codes(), *_kinds(), marks)


@cache
def _kinds() -> tuple[NDArray[np.uint8], NDArray[np.uint16]]:
    """Returns the kinds of characters and their small letters by code point, 0 where that is no single one."""
    characters = [chr(point) for point in range(_USUAL)]
    lower = [ord(one.lower()) if len(one.lower()) == 1 else 0 for one in characters]
    return np.array([_kind(one) for one in characters], np.uint8), np.array(lower, np.uint16)


def _kind(one: str) -> int:
    """Tells the kind of a character; ODD are those that change beside others or are not seen."""
    lower, category, script = one.lower(), unicodedata.category(one), word_shape(one)[:3]
    odd = (
        ord(one) in _TRANSLATED
        or len(lower) != 1
        or one in "Σ\n"
        or one.isdigit() != one.isdecimal()
        or lower != one.upper().lower()
        or (one.isupper() and lower == one)
        or category[0] == "M"
        or category in ("Lt", "Cs")
        or not unicodedata.is_normalized("NFC", one)
        or "\u1100" <= one <= "\u11ff"  # syllables of Hangul are composed of letters
    )
    return (
        one.isupper() * UPPER
        | one.islower() * LOWER
        | one.isalpha() * LETTER
        | one.isdigit() * DIGIT
        | (script == "RU_") * RUSSIAN
        | (script == "EN_") * LATIN
        | odd * ODD
        | (one.replace("ё", "е") in _VOWELS) * VOWEL
    )


def _known_shapes(shapes: Mapping[str, int]) -> Shapes:
    outlines = ("x", "X", "xx", "XX", "Xx", "Xx-Xx", "OTHER")
    russian, latin = ([shapes[f"{script}_{outline}"] for outline in outlines] for script in ("RU", "EN"))
    return Shapes(russian, latin, shapes["NUM"], shapes["PUNCT_OTHER"], shapes["OTHER"])


def _case(word: str, lower: str) -> int:
    """Tells of a word whether it has digits and in what case its letters are."""
    if word == lower:
        mark = _LOWER if word.islower() else 0
    elif word.isupper():
        mark = _CAPITALS if len(word) > 1 else 0
    else:
        mark = _MIXED if word[1:] != lower[1:] else 0
    digits = not word.isalpha() and any(letter.isdigit() for letter in word)
    return mark | _DIGIT if digits else mark


def _letters(points: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """Returns the codes of letters that are given by their code points."""
    codes = _codes()
    letters = codes[np.minimum(points, len(codes) - 1)]
    for place in np.argwhere(points >= len(codes)).tolist():
        letters[*place] = _code(chr(points[*place]))
    return letters


@cache
def _codes() -> NDArray[np.uint8]:
    """Returns the codes of the letters by code point, as far as alphabets and punctuation in Russian texts go."""
    letters = map(chr, range(1, _USUAL))
    return np.array([0, *(_CODES.get(letter) or _code(letter) for letter in letters)], np.uint8)


def visible(word: str) -> str:
    """Returns a word without invisible characters, its accents composed; the word itself if nothing else is left."""
    if word.isalpha():
        return word
    return unicodedata.normalize("NFC", word.translate(_TRANSLATED)) or word


def listed(word: str) -> int:
    """Tells whether a lower-cased word without ё may be a case form of a first name (FIRST), of a surname (LAST)."""
    length = len(word)
    if length < _SHORTEST_STEM:
        return 0
    stem_of = name_stems().get
    found = stem_of(word, 0)
    for cut in range(1, min(_LONGEST_ENDING, length - _SHORTEST_STEM) + 1):
        if word[-cut:] in _ENDINGS and (known := stem_of(word[:-cut], 0)):
            found |= known
    return found


@cache
def name_stems() -> Table:
    """Returns the stems of the names that natasha lists: FIRST, LAST or both."""
    lists = [(_without_endings(name_list(SURNAMES)), LAST)]
    lists += [(_without_endings(name_list(names)), FIRST) for names in FIRST_NAMES]
    numbers = [np.full(np.count_nonzero(stems == LINE_END), number, np.int32) for stems, number in lists]
    return Table(np.concatenate([stems for stems, _ in lists]), np.concatenate(numbers))


def _without_endings(names: Iterable[str]) -> Points:
    """Returns names without their endings, in one go over all their letters: there are two hundred thousand names."""
    letters = np.frombuffer("\n".join(["", *names, ""]).encode("utf-32-le"), np.uint32)
    ends = np.flatnonzero(letters == LINE_END)[1:]
    before, last = letters[ends - 2], letters[ends - 1]
    short = np.isin(last, _points(_LETTER_ENDINGS))
    long = (last == ord("й")) & np.isin(before, _points("иыо")) | (last == ord("я")) & np.isin(before, _points("ая"))
    kept = np.ones(len(letters), bool)
    kept[ends[short] - 1] = False
    kept[ends[long] - 2] = False
    letters = letters[kept]
    line_ends = letters == LINE_END
    filled = ~(line_ends[1:] & line_ends[:-1])
    return np.compress(filled, letters[1:])


def _points(letters: str) -> NDArray[np.uint32]:
    return np.frombuffer(letters.encode("utf-32-le"), np.uint32)


def stem(word: str) -> str:
    """Returns what the case forms of a word have in common, roughly: its first letters."""
    lower = visible(word).lower().replace("ё", "е")
    if _SHORTEST_STEM < len(lower) <= STEM and lower[-1] in _VOWELS:
        lower = lower[:-1]
    return lower[:STEM]


def _code(letter: str) -> int:
    return 2 * (2 if letter.isdigit() else 1) + letter.isupper()


def _hash(word: str) -> int:
    """Returns the hash of a word that compiled code makes (FNV-1a)."""
    value = 14695981039346656037
    for letter in word:
        value = (value ^ ord(letter)) * 1099511628211 % (1 << 64)
    return value
