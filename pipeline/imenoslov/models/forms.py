"""A bounded table of what a network's first layer makes of the vectors of words."""

from collections.abc import Callable

import numpy as np

from imenoslov.models.kernels import Floats, Rows


class FormTable:
    """Rows that depend on a word's vector alone, each computed once; row 0 is zero and stands between sequences."""

    def __init__(self, write: Callable[[Rows, Floats], None], width: int, capacity: int, vectors: int) -> None:
        """Makes an empty table of at most `capacity` rows for `vectors` vectors; `write` fills a part of it."""
        self._write: Callable[[Rows, Floats], None] = write
        self._capacity = capacity
        self._known = 0
        self._places = np.zeros(vectors, np.int32)
        self.rows: Floats = np.zeros((capacity + 1, width), np.float32)  # takes memory only as it fills

    def places(self, vectors: Rows) -> Rows:
        """Returns for the rows of vectors the places in `rows`; they hold until the next call."""
        places: Rows = self._places.take(vectors)
        if places.all():
            return places
        missing = np.unique(vectors[places == 0])
        if self._known + len(missing) > self._capacity:
            self._places[:] = self._known = 0
            missing = np.unique(vectors)
            if len(missing) >= len(self.rows):
                self.rows = np.zeros((len(missing) + 1, self.rows.shape[1]), np.float32)
        first, self._known = self._known + 1, self._known + len(missing)
        self._write(missing, self.rows[first : self._known + 1])
        self._places[missing] = np.arange(first, self._known + 1)
        return self._places.take(vectors)
