"""Numbers for words, so that what is known of a word is a row of an array and not an entry of a dictionary."""

import ctypes
from collections.abc import Callable, Sequence
from ctypes import c_int64, c_uint64, c_void_p
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from imenoslov.models.kernels import Rows, library
from imenoslov.models.memory import zeros
from imenoslov.models.words import KNOWN, WordReader

# Words that are numbered at a time; an article of 5,000 words has about 2,500.
WORDS = 20_000
# The share of them that may be kept when the numbering starts afresh.
MOST_KEPT = 0.75
# Rows that are moved at a time: a copy of all would take much memory.
_MOVED = 256


class _Numbering(ctypes.Structure):
    _fields_ = (
        *(("hashes", c_void_p), ("numbers", c_void_p), ("mask", c_uint64)),
        *(("count", c_int64), ("capacity", c_int64)),
    )


class Numbering:
    """Numbers words from 1 on as they are met, and afresh when they have become too many; it serves one thread.

    `words` are those that have numbers, each at its place, and `known` is what a reader knows of them (`words.KNOWN`);
    numbers hold as long as `era` stays the same. `kept` are the numbers of the era before, ascending, of the words that
    begin this one: those that more than one text has had.
    """

    def __init__(self, reader: WordReader | None = None, capacity: int = WORDS) -> None:
        """`capacity` bounds the words that have numbers at a time, unless one text has more."""
        self.era = 0
        self.known: NDArray[np.void] = np.zeros(0, KNOWN)
        self._reader = reader
        self._bound = capacity
        self.kept: Rows = np.zeros(0, np.int32)
        self._start(capacity)

    def _start(self, capacity: int) -> None:
        size = 1 << max(4, (2 * capacity).bit_length())
        self.era += 1
        self.words = [""]
        self.kept = np.zeros(0, np.int32)
        self.capacity = capacity
        self._table = np.zeros(size, np.uint64), np.empty(size, np.int32)
        self._structure = _Numbering(*(array.ctypes.data for array in self._table), size - 1, 0, capacity)
        self.address = ctypes.addressof(self._structure)
        if self._reader and len(self.known) != capacity + 1:
            self.known = np.zeros(capacity + 1, KNOWN)

    def _start_with_frequent(self) -> None:
        """Starts afresh with the words that more than one text has had, if that leaves enough room."""
        words, before = self.words, self._structure
        _pointed_to = self._table  # the structure of before holds addresses in it until the words are moved
        kept = np.empty(before.count, np.int32)
        self._start(self.capacity)
        count = library().words_kept(ctypes.addressof(before), self.address, kept.ctypes.data)
        if not 0 < count <= MOST_KEPT * self.capacity:
            self._start(self._bound)
            return
        self.kept = kept[:count]
        self.words += [words[number] for number in self.kept.tolist()]
        if self._reader:
            move_up(self.known, self.kept)

    def numbers(self, words: Sequence[str]) -> Rows:
        """Returns the numbers of words; those given before may hold no longer."""
        stops = np.fromiter(accumulate(map(len, words)), np.int32, len(words))
        starts = np.zeros_like(stops)
        starts[1:] = stops[:-1]
        text = "".join(words)
        return self.numbers_in(text, code_points(text), starts, stops)

    def numbers_in(self, text: str, points: bytes, starts: Rows, stops: Rows) -> Rows:
        """Returns the numbers of the words `text[start:stop]`, of which `points` are the code points.

        Numbers given before may hold no longer.
        """
        numbers, firsts = np.empty((2, len(starts)), np.int32)
        # After a text of too many words, or an interruption that has left some without a place in `words`.
        if not self._structure.count == len(self.words) - 1 <= self._bound:
            self._start(self._bound)
        found = self._number(points, starts, stops, numbers, firsts)
        if found < 0:
            self._start_with_frequent()
            found = self._number(points, starts, stops, numbers, firsts)
        if found < 0:
            self._start(max(self._bound, len(starts)))
            found = self._number(points, starts, stops, numbers, firsts)
        if found:
            new = firsts[:found]
            bounds = zip(starts[new].tolist(), stops[new].tolist(), strict=True)
            words = [text[start:stop] for start, stop in bounds]
            if self._reader:
                known = self.known[len(self.words) : len(self.words) + found]
                for place in (known["vector"] < 0).nonzero()[0].tolist():
                    known[place] = self._reader.know(words[place])
            self.words += words
        return numbers

    def _number(self, points: bytes, starts: Rows, stops: Rows, numbers: Rows, firsts: Rows) -> int:
        return int(
            library().words_number(
                self.address,
                self._reader and self._reader.address,
                points,
                starts.ctypes.data,
                stops.ctypes.data,
                len(starts),
                numbers.ctypes.data,
                firsts.ctypes.data,
                self.known.ctypes.data,
            )
        )


class WordTable:
    """What is known of each word of a numbering, found once; row 0 is zero and stands between sequences."""

    def __init__(
        self,
        numbering: Numbering,
        write: Callable[[Sequence[str], NDArray[Any]], None],
        number: np.typing.DTypeLike,
        width: int | None = None,
    ) -> None:
        """Makes an empty table; `write` fills a part of it, (words,) or (words, width)."""
        self.numbering = numbering
        self._write: Callable[[Sequence[str], NDArray[Any]], None] = write
        self._shape = () if width is None else (width,)
        self._rows: NDArray[Any] = np.zeros((0, *self._shape), number)
        self._era = self._known = 0

    def rows(self) -> NDArray[Any]:
        """Returns the rows by the number of a word, as far as words have numbers now."""
        numbering = self.numbering
        count = len(numbering.words)
        if self._era != numbering.era:
            size = numbering.capacity + 1
            kept = numbering.kept[: np.searchsorted(numbering.kept, self._known)]
            if self._era + 1 != numbering.era or len(self._rows) != size:
                kept = kept[:0]
            self._known = 0  # whatever interrupts
            if len(self._rows) != size:
                self._rows = zeros((size, *self._shape), self._rows.dtype)
            move_up(self._rows, kept)
            self._era, self._known = numbering.era, len(kept) + 1
        if self._known < count:
            self._write(numbering.words[self._known :], self._rows[self._known : count])
            self._known = count
        return self._rows


def move_up(rows: NDArray[Any], kept: Rows) -> None:
    """Moves the rows that are kept, ascending and without row 0, to 1, 2, …"""
    for first in range(0, len(kept), _MOVED):
        some = kept[first : first + _MOVED]
        rows[first + 1 : first + 1 + len(some)] = rows[some]


def code_points(text: str) -> bytes:
    """Returns the code points of a text in UTF-32."""
    return text.encode("utf-32-le", "surrogatepass")
