"""Tags of scores, read by the compiled part: the best ones, and the shares of all."""

import ctypes
from ctypes import c_double

import numpy as np
from numpy.typing import NDArray

from imenoslov.models.kernels import Floats, Rows, library


def best_places(scores: Floats) -> list[int]:
    """Returns for each row of scores which of them is the best, the first one of equal ones."""
    best = np.empty(len(scores), np.int32)
    library().best_places(scores.ctypes.data, scores.strides[0] // 4, scores.shape[1], len(scores), best.ctypes.data)
    places: list[int] = best.tolist()
    return places


class Telling(ctypes.Structure):
    """How shares of a probability are told.

    One above `sure` leaves no doubt; a score `reach` below the best one has none; a share of at most `least` is told as
    -1, the others times `steps`, rounded.
    """

    _fields_ = (("sure", c_double), ("reach", c_double), ("least", c_double), ("steps", c_double))


def kinds_told(
    scores: Floats, rows: Rows, kinds: Rows, count: int, doubts: Telling
) -> tuple[NDArray[np.int8], NDArray[np.bool_]]:
    """Returns the shares that each kind of tags has in some rows of scores, (rows, kinds), and which rows are in doubt.

    `kinds` has the kind of each tag, below `count`, which is at most 256.
    """
    shares, doubted = np.empty((len(rows), count), np.int8), np.empty(len(rows), bool)
    library().kinds_told(
        *(scores.ctypes.data, scores.strides[0] // 4, scores.shape[1], rows.ctypes.data, len(rows)),
        *(kinds.ctypes.data, count, ctypes.addressof(doubts), shares.ctypes.data, doubted.ctypes.data),
    )
    return shares, doubted
