"""A bounded table of what a network's first layer makes of each word form."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class FormTable:
    """Rows that depend on a word form alone, each computed once and by itself; row 0 is zero, for separators.

    float32 sums differ in the last bits with the shape of a product: because a row is never computed together with
    others, it is the same whatever was read before.
    """

    def __init__(self, compute: Callable[[str], Floats], width: int, capacity: int) -> None:
        """Makes an empty table of at most `capacity` forms; `compute` returns the row of a form, (width,)."""
        self._compute = compute
        self._capacity = capacity
        self._known: dict[str, int] = {}
        self._rows = np.zeros((min(capacity, 2048) + 1, width), np.float32)

    def packed(self, words: Sequence[str], inside: NDArray[np.bool_]) -> Floats:
        """Returns (len(inside), width): the rows of the words, in order, where `inside` is true, zero elsewhere."""
        indexes = np.zeros(len(inside), np.intp)
        if words:
            indexes[inside] = self._indexes(words)
        return self._rows[indexes]

    def _indexes(self, words: Sequence[str]) -> list[int]:
        known = self._known
        missing = [word for word in dict.fromkeys(words) if word not in known]
        if len(known) + len(missing) > self._capacity:
            known.clear()
            missing = list(dict.fromkeys(words))
        self._reserve(len(known) + len(missing) + 1)
        for word in missing:
            index = len(known) + 1
            self._rows[index] = self._compute(word)
            known[word] = index
        return [known[word] for word in words]

    def _reserve(self, count: int) -> None:
        if count > len(self._rows):
            larger = np.zeros((max(count, 2 * len(self._rows)), self._rows.shape[1]), np.float32)
            larger[: len(self._rows)] = self._rows
            self._rows = larger
