"""Words read by `kernels.c` as the network of names is told of them: rows of vectors and shapes, letters, lists."""

import ctypes
from collections.abc import Iterable, Mapping, Sequence
from ctypes import c_int32, c_int64, c_uint64, c_void_p
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from imenoslov.models.kernels import Floats, Rows, library

UPPER, LOWER, LETTER, DIGIT, RUSSIAN, LATIN, ODD, VOWEL = (1 << bit for bit in range(8))
_LINE_END = 10


class _Table(ctypes.Structure):
    _fields_ = (("hashes", c_void_p), ("numbers", c_void_p), ("mask", c_uint64))


class _Reader(ctypes.Structure):
    _fields_ = (
        *((name, c_void_p) for name in ("codes", "kinds", "lower", "marks")),
        ("known", c_int64),
        *((name, _Table) for name in ("vocabulary", "stems", "endings")),
        *((name, c_int32 * 7) for name in ("russian", "latin")),
        *((name, c_int32) for name in ("number", "other_mark", "other", "unknown")),
    )


class Table:
    """A number for each of some words that have no line end."""

    def __init__(self, numbers: Mapping[str, int]) -> None:
        """Lays the words out for the kernels."""
        size = 1 << max(4, (2 * len(numbers)).bit_length())
        text = code_points(numbers)
        values = np.fromiter(numbers.values(), np.int32, len(numbers))
        self._kept = np.zeros(size, np.uint64), np.zeros(size, np.int32)
        self.structure = _Table(*(array.ctypes.data for array in self._kept), size - 1)
        library().table_fill(ctypes.addressof(self.structure), text.ctypes.data, len(text), values.ctypes.data)

    def number(self, word: str) -> int:
        """Returns the number of a word, or 0."""
        text = code_points([word])
        return int(library().table_number(ctypes.addressof(self.structure), text.ctypes.data))


class Letters(NamedTuple):
    """What is known of code points, by code point.

    `codes` are those of the letters, `kinds` sums of the bits below, `lower` their small letters, `marks` the rows of
    the shapes of punctuation marks, -1 for other characters.
    """

    codes: NDArray[np.uint8]
    kinds: NDArray[np.uint8]
    lower: NDArray[np.uint16]
    marks: NDArray[np.int32]


class Shapes(NamedTuple):
    """The rows of shapes.

    `russian` and `latin` are those of words that begin with such a letter: x, X, xx, XX, Xx, Xx-Xx and any other.
    """

    russian: Sequence[int]
    latin: Sequence[int]
    number: int
    other_mark: int
    other: int


class Features(NamedTuple):
    """What is told of words; of those that are `unread`, nothing.

    `rows` are those of the vectors and `shapes` those of the shapes, `letters` is (words, letters), `flags` (words,
    flags).
    """

    rows: Rows
    shapes: Rows
    letters: NDArray[np.uint8]
    flags: Floats
    unread: NDArray[np.bool_]


class Reader:
    """Tells of words what the network of names is told."""

    def __init__(
        self, letters: Letters, shapes: Shapes, tables: tuple[Table, Table, Table], unknown: int, sizes: tuple[int, int]
    ) -> None:
        """`tables` are the rows of vectors, the stems of names and the endings; `sizes` count letters and flags."""
        self._kept = (letters, tables)
        self._sizes = sizes
        self.structure = _Reader(
            *(array.ctypes.data for array in letters),
            len(letters.codes),
            *(table.structure for table in tables),
            (c_int32 * 7)(*shapes.russian),
            (c_int32 * 7)(*shapes.latin),
            *shapes[2:],
            unknown,
        )

    def read(self, words: Sequence[str]) -> Features:
        """Returns the features of words; those that have a line end or rare characters are left unread."""
        count = len(words)
        letters, flags = self._sizes
        features = Features(
            np.zeros(count, np.int32),
            np.zeros(count, np.int32),
            np.zeros((count, letters), np.uint8),
            np.zeros((count, flags), np.float32),
            np.ones(count, bool),
        )
        text = code_points(words)
        if np.count_nonzero(text == _LINE_END) == count:
            pointers = (array.ctypes.data for array in features)
            library().words_read(ctypes.addressof(self.structure), text.ctypes.data, len(text), *pointers)
        return features


def code_points(words: Iterable[str]) -> NDArray[np.uint32]:
    """Returns the code points of words, each with a line end behind it."""
    return np.frombuffer("\n".join((*words, "")).encode("utf-32-le", "surrogatepass"), np.uint32)
