"""How a layer of float weights becomes one of small whole numbers, after Jacob et al. 2018 (arXiv 1712.05877).

A whole number counts steps. The inputs of a layer come in steps of their own or of one size, its weights are rounded to
at most 127 steps, or to int16, of a size for each output; the sums are exact, and one factor for each output brings
them to the steps of the next layer. Which steps: `names.py`.
"""

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

# The most that an input may be: a byte that any processor can multiply without overflow, or an int16.
BYTE, SHORT = 127, 32767

# What the sums of a layer stay below, so that they fit 32 bits with what is added to them.
ROOM = 2.0**31 - 2.0**26

# Sums of weights are made in these parts of the largest, as whole numbers: so they are the same on every machine.
_PARTS = 2.0**40


class Rounded(Struct, frozen=True):
    """A layer: `weights`, (taps, inputs, outputs), and `bias`, whole numbers, then `* scale`; both are (outputs,).

    `highest` is the largest size of an input.
    """

    weights: NDArray[np.int16]
    bias: NDArray[np.int32]
    scale: Floats
    highest: int


def rounded(
    kernel: Floats, bias: Floats | None, read: Doubles | float, write: Doubles | float, highest: int
) -> Rounded:
    """Rounds a layer whose inputs come in steps `read`, (inputs,), and whose outputs go in steps `write`, (outputs,).

    `kernel` is (taps, inputs, outputs). Inputs up to BYTE get weights up to BYTE; others the finest ones with which no
    sum can leave 32 bits. Raises ValueError where sums would, or are much coarser than the outputs.
    """
    inputs, outputs = kernel.shape[1:]
    weights = kernel * np.broadcast_to(np.asarray(read, np.float64), inputs)[:, None]
    added = np.zeros(outputs) if bias is None else bias.astype(np.float64)
    sizes = np.abs(weights)
    tops: Doubles = sizes.max(axis=(0, 1))
    part = (float(tops.max()) or 1.0) / _PARTS
    sums = np.rint(sizes / part).astype(np.int64).sum(axis=(0, 1)) * part * highest + np.abs(added)
    steps = tops / BYTE if highest <= BYTE else np.maximum(tops / SHORT, sums / ROOM)
    # an output without weights has only its bias to count
    steps = np.where(tops > 0, steps, np.maximum(np.abs(added), 1) / SHORT)
    scale = steps / write
    if (sums / steps > 2.0**31 - 2.0**24).any() or (sums / steps * scale > ROOM).any():
        raise ValueError("a layer does not fit whole numbers of 32 bits")
    return Rounded(
        np.rint(weights / steps).astype(np.int16),
        np.rint(added / steps).astype(np.int32),
        scale.astype(np.float32),
        highest,
    )


def byte_steps(most: Floats) -> Doubles:
    """Returns the steps of numbers that are bytes, by the most that each was seen to be."""
    # what is hardly ever anything still gets steps
    least = (float(most.max(initial=0)) or 1.0) / 1000
    steps: Doubles = np.maximum(most.astype(np.float64), least) / BYTE
    return steps
