"""A bounded table of what a network's first layer makes of each word form.

float32 sums differ in the last bits with the shape of a product. A row must be the same whatever was read before, so
the products have shapes at which BLAS is seen to give a row the same bits at every place, and where there are none the
rows are made one by one.
"""

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from imenoslov.models.weights import Floats

# A product has a multiple of GROUP rows and at most RUN: BLAS then has no odd rows, which it may sum in another order.
GROUP = 16
RUN = 128


class FormTable:
    """Rows that depend on a word form alone, each computed once; row 0 is zero, for separators."""

    def __init__(self, inputs: Callable[[Sequence[str]], Floats], kernel: Floats, capacity: int) -> None:
        """Makes an empty table of at most `capacity` forms.

        `inputs` returns the input vectors of forms, (forms, inputs); a row is its form's vector times `kernel`,
        (inputs, width).
        """
        self._inputs = inputs
        self._kernel = kernel
        self._capacity = capacity
        self._group, self._run = (GROUP, RUN) if _places_are_equal(*kernel.shape) else (1, 1)
        self._known: dict[str, int] = {}
        self._rows = np.zeros((capacity + 1, kernel.shape[1]), np.float32)  # takes memory only as it fills

    def packed(self, words: Sequence[str], inside: NDArray[np.bool_]) -> Floats:
        """Returns (len(inside), width): the rows of the words, in order, where `inside` is true, zero elsewhere."""
        indexes = np.zeros(len(inside), np.intp)
        if words:
            indexes[inside] = self._indexes(words)
        return self._rows.take(indexes, axis=0)

    def _indexes(self, words: Sequence[str]) -> list[int]:
        known = self._known
        indexes = [known.get(word, 0) for word in words]
        if 0 not in indexes:
            return indexes
        missing = list(dict.fromkeys([word for word, index in zip(words, indexes, strict=True) if not index]))
        if len(known) + len(missing) > self._capacity:
            known.clear()
            missing = list(dict.fromkeys(words))
            if len(missing) > self._capacity:
                self._rows = np.zeros((len(missing) + 1, self._rows.shape[1]), np.float32)
        self._add(missing)
        return [known[word] for word in words]

    def _add(self, words: list[str]) -> None:
        first = len(self._known) + 1
        vectors = self._inputs(words)
        for start in range(0, len(words), self._run):
            part = vectors[start : start + self._run]
            kept = len(part)
            if kept % self._group:
                part = np.concatenate((part, np.zeros((-kept % self._group, part.shape[1]), np.float32)))
            self._rows[first + start : first + start + kept] = (part @ self._kernel)[:kept]
        self._known.update(zip(words, range(first, first + len(words)), strict=True))


@cache
def _places_are_equal(inputs: int, width: int) -> bool:
    """Tells whether a row gets the same bits at every place of every product, on this machine and for this kernel."""
    random = np.random.default_rng(0)
    kernel = random.normal(size=(inputs, width)).astype(np.float32)
    row = random.normal(size=(1, inputs)).astype(np.float32)
    first = (row.repeat(GROUP, 0) @ kernel)[:1]
    return all(
        np.array_equal(row.repeat(rows, 0) @ kernel, first.repeat(rows, 0)) for rows in range(GROUP, RUN + 1, GROUP)
    )
