"""A bounded table of what a network's first layer makes of each word form.

float32 sums differ in the last bits with the shape of a product. A row must be the same whatever was read before, so
the products are made in groups of one fixed size, filled up with zeros, where BLAS is seen to give a row the same bits
at every place of a group, and one by one elsewhere.
"""

from collections.abc import Callable, Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from imenoslov.models.weights import Floats

# Rows of one product: enough for half of BLAS's best speed, few enough that little is wasted on a short document.
GROUP = 16


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
        self._group = GROUP if _places_are_equal(*kernel.shape) else 1
        self._known: dict[str, int] = {}
        self._rows = np.zeros((min(capacity, 2048) + 1, kernel.shape[1]), np.float32)

    def packed(self, words: Sequence[str], inside: NDArray[np.bool_]) -> Floats:
        """Returns (len(inside), width): the rows of the words, in order, where `inside` is true, zero elsewhere."""
        indexes = np.zeros(len(inside), np.intp)
        if words:
            indexes[inside] = self._indexes(words)
        return self._rows[indexes]

    def _indexes(self, words: Sequence[str]) -> list[int]:
        known = self._known
        missing = [word for word in dict.fromkeys(words) if word not in known]
        if missing:
            if len(known) + len(missing) > self._capacity:
                known.clear()
                missing = list(dict.fromkeys(words))
            self._add(missing)
        return [known[word] for word in words]

    def _add(self, words: list[str]) -> None:
        first = len(self._known) + 1
        stop = first + len(words)
        if stop > len(self._rows):
            larger = np.zeros((max(stop, 2 * len(self._rows)), self._rows.shape[1]), np.float32)
            larger[: len(self._rows)] = self._rows
            self._rows = larger
        size = -(-len(words) // self._group) * self._group
        vectors = np.zeros((size, self._kernel.shape[0]), np.float32)
        vectors[: len(words)] = self._inputs(words)
        for start in range(0, size, self._group):
            kept = min(self._group, len(words) - start)
            products = vectors[start : start + self._group] @ self._kernel
            self._rows[first + start : first + start + kept] = products[:kept]
        self._known.update(zip(words, range(first, stop), strict=True))


@cache
def _places_are_equal(inputs: int, width: int) -> bool:
    """Tells whether a row of a group gets the same bits at every place, on this machine and for this shape."""
    random = np.random.default_rng(0)
    kernel = random.normal(size=(inputs, width)).astype(np.float32)
    row = random.normal(size=inputs).astype(np.float32)
    seen = set()
    for place in range(GROUP):
        group = random.normal(size=(GROUP, inputs)).astype(np.float32)
        group[place] = row
        seen.add((group @ kernel)[place].tobytes())
    return len(seen) == 1
