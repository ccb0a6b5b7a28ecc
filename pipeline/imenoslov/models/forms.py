"""A bounded table of what a network's first layer makes of each word form."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Number = TypeVar("Number", np.float32, np.int16)


class FormTable(Generic[Number]):
    """Rows that depend on a word form alone, each computed once; row 0 is zero and stands between sequences."""

    def __init__(
        self,
        write: Callable[[Sequence[str], NDArray[Number]], None],
        width: int,
        capacity: int,
        number: type[Number],
    ) -> None:
        """Makes an empty table of at most `capacity` forms; `write` fills a part of it, (forms, width)."""
        self._write: Callable[[Sequence[str], NDArray[Number]], None] = write
        self._capacity = capacity
        self._known: dict[str, int] = {}
        self.rows: NDArray[Number] = np.zeros((capacity + 1, width), number)  # takes memory only as it fills

    def indexes(self, words: Sequence[str]) -> list[int]:
        """Returns the places of the words in `rows`; they hold until the next call."""
        known = self._known
        try:
            return [known[word] for word in words]
        except KeyError:
            missing = list(dict.fromkeys([word for word in words if word not in known]))
        if len(known) + len(missing) > self._capacity:
            known.clear()
            missing = list(dict.fromkeys(words))
            if len(missing) >= len(self.rows):
                self.rows = np.zeros((len(missing) + 1, self.rows.shape[1]), self.rows.dtype)
        first = len(known) + 1
        self._write(missing, self.rows[first : first + len(missing)])
        known.update(zip(missing, range(first, first + len(missing)), strict=True))
        return [known[word] for word in words]
