"""A bounded table of what a network's first layer makes of the vectors of words."""

import ctypes
from collections.abc import Callable
from ctypes import c_int64, c_void_p

import numpy as np
from numpy.typing import NDArray

from imenoslov.models.kernels import AGAIN, Floats, Rows, library
from imenoslov.models.memory import zeros
from imenoslov.models.numbering import MOST_KEPT, move_up


class _Forms(ctypes.Structure):
    _fields_ = (("places", c_void_p), ("count", c_int64), ("capacity", c_int64))


class FormTable:
    """Rows that depend on a word's vector alone, each computed once; row 0 is zero and stands between sequences."""

    def __init__(self, write: Callable[[Rows, Floats], None], width: int, capacity: int, vectors: int) -> None:
        """Makes an empty table of at most `capacity` rows for `vectors` vectors; `write` fills a part of it."""
        self._write: Callable[[Rows, Floats], None] = write
        self._places = np.zeros(vectors, np.int32)
        self._structure = _Forms(self._places.ctypes.data, 0, capacity)
        self._written = 0
        self.rows: Floats = zeros((capacity + 1, width), np.float32)

    def place(self, known: NDArray[np.void], words: Rows, asked: NDArray[np.bool_]) -> tuple[Rows, Rows]:
        """Returns the places in `rows` and the shapes of those words on which others that are asked for depend.

        `known` is what `words.KNOWN` tells, by the numbers in `words`, which are 0 between sentences. Other words have
        place 0. The places hold until the next call.
        """
        count = len(words)
        forms, shapes, vectors = np.empty((3, count), np.int32)
        read = known.ctypes.data, words.ctypes.data, asked.ctypes.data, count
        written = forms.ctypes.data, shapes.ctypes.data, vectors.ctypes.data
        table = ctypes.addressof(self._structure)
        if self._structure.count != self._written:  # an interruption
            self._clear()
        found = library().forms_placed(table, *read, *written)
        if found < 0:
            self._keep_frequent()
            found = library().forms_placed(table, *read, *written)
        if found < 0:
            self._clear()
            if count >= len(self.rows):
                self._structure.capacity = count
                self.rows = zeros((count + 1, self.rows.shape[1]), np.float32)
            found = library().forms_placed(table, *read, *written)
        if found:
            self._write(vectors[:found], self.rows[self._written + 1 : self._written + 1 + found])
            self._written += found
        return forms, shapes

    def _clear(self) -> None:
        self._places[:] = self._written = self._structure.count = 0

    def _keep_frequent(self) -> None:
        """Clears the table but for the forms that more than one call has had, if that leaves enough room."""
        vectors = (self._places & AGAIN).nonzero()[0]
        places = self._places[vectors] & ~np.int32(AGAIN)
        order = places.argsort()
        self._clear()
        if len(order) <= MOST_KEPT * self._structure.capacity:
            move_up(self.rows, places[order])
            self._places[vectors[order]] = np.arange(1, len(order) + 1)
            self._written = self._structure.count = len(order)
