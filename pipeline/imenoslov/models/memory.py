"""Memory for tables that fill as words are met."""

import mmap
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray


def zeros(shape: tuple[int, ...], number: np.typing.DTypeLike) -> NDArray[Any]:
    """Returns an array of zeros that takes memory by small pages, as it is written.

    numpy has large arrays cleared by pages of 2 MB, which costs more than it saves while a table fills.
    """
    kind = np.dtype(number)
    size = max(1, prod(shape) * kind.itemsize)
    private = {"flags": mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS} if hasattr(mmap, "MAP_PRIVATE") else {}
    return np.frombuffer(mmap.mmap(-1, size, **private), kind, prod(shape)).reshape(shape)
