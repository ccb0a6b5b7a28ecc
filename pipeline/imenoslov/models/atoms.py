"""Tokens as the compiled part cuts them (stages/tokens.py)."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from imenoslov.models.kernels import Rows, library


class Atoms(NamedTuple):
    """Where tokens begin and end, and how many each sentence and each line has; there may be lines of none."""

    starts: Rows
    stops: Rows
    sentences: Rows
    lines: Rows


def tokens_cut(kinds: NDArray[np.uint8], points: bytes, bounds: Rows) -> Atoms:
    """Returns the tokens of sentences; `bounds` are their starts and stops, one after the other.

    `points` are the code points of the text, in UTF-32; `kinds` tells of each of what kind its atoms are
    (stages/tokens.py).
    """
    starts, stops = np.empty((2, len(points) // 4), np.int32)
    count = len(bounds) // 2
    sentences, lines = np.empty(count, np.int32), np.empty(count + 1, np.int32)
    pointers = [array.ctypes.data for array in (starts, stops, sentences, lines)]
    found = library().tokens_cut(kinds.ctypes.data, len(kinds), points, bounds.ctypes.data, count, *pointers)
    return Atoms(starts[:found], stops[:found], sentences, lines)
