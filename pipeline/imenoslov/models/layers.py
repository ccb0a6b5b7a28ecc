"""Layers of the networks, laid out for the compiled part: products and convolutions with what follows them."""

import ctypes
from ctypes import c_int32, c_void_p
from enum import IntEnum
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from imenoslov.models.kernels import Floats, Steps, library
from imenoslov.models.rounding import BYTE, SHORT, Rounded

PANEL = 16
Number = TypeVar("Number", np.float32, np.int32)


class LayerFields(ctypes.Structure):
    """A layer as kernels.c reads it."""

    _fields_ = (
        *((name, c_void_p) for name in ("panels", "bias", "scale", "shift")),
        *((name, c_int32) for name in ("inputs", "outputs", "taps", "gap", "relu")),
    )


class ExactFields(ctypes.Structure):
    """An exact layer as kernels.c reads it."""

    _fields_ = (
        *((name, c_void_p) for name in ("panels", "bias", "scale")),
        *((name, c_int32) for name in ("quads", "outputs", "taps", "gap", "least", "from_bytes", "written")),
    )


class Layer:
    """A product or convolution with what follows it: bias, ReLU, `* scale + shift`.

    `kernel` is (taps, inputs, outputs), for the rows `gap` apart around the one that is computed.
    """

    def __init__(
        self,
        kernel: Floats,
        bias: Floats | None = None,
        *,
        relu: bool = False,
        gap: int = 1,
        scale: Floats | None = None,
        shift: Floats | None = None,
    ) -> None:
        """Lays the weights out for the kernels."""
        taps, self.inputs, self.outputs = kernel.shape
        self.padded = in_panels(self.outputs)
        wide = np.zeros((taps, self.inputs, self.padded), np.float32)
        wide[:, :, : self.outputs] = kernel
        panels = np.ascontiguousarray(wide.reshape(taps, self.inputs, -1, PANEL).transpose(2, 0, 1, 3))
        # What the structure points to is kept with it.
        rows = (None if one is None else np.asarray(one, np.float32) for one in (bias, scale, shift))
        self._kept = [panels, *(None if row is None else _padded(row, self.padded) for row in rows)]
        pointers = [None if one is None else one.ctypes.data for one in self._kept]
        self.structure = LayerFields(*pointers, self.inputs, self.padded, taps, gap, relu)

    def apply(self, x: Floats, out: Floats) -> None:
        """Writes what a layer of one tap makes of the rows of `x`, (rows, inputs), into `out`, (rows, outputs)."""
        if x.shape[1] != self.inputs or out.shape != (len(x), self.padded) or not x.flags.c_contiguous:
            raise ValueError("the matrices do not fit the layer")
        library().layer_apply(
            ctypes.addressof(self.structure), len(x), x.ctypes.data, x.shape[1], out.ctypes.data, self.padded
        )


def product(x: Floats, kernel: Floats) -> Floats:
    """Returns `x @ kernel`, the same bits on every machine."""
    layer = Layer(kernel[None])
    out = np.empty((len(x), layer.padded), np.float32)
    layer.apply(np.ascontiguousarray(x), out)
    return np.ascontiguousarray(out[:, : layer.outputs])


def _padded(row: NDArray[Number], width: int) -> NDArray[Number]:
    wide = np.zeros(width, row.dtype)
    wide[: len(row)] = row
    return wide


class Written(IntEnum):
    """What an exact layer writes: bytes from 0 on, int16, what an int16 comes to when they are added, or floats."""

    BYTES = 0
    SHORTS = 1
    ADDED = 2
    FLOATS = 3


class ExactLayer:
    """A product or convolution of whole numbers with what follows it, for the rows `gap` apart.

    A row of inputs or outputs is as long as a multiple of sixteen; what it has beyond those of the layer counts for
    nothing. What is more than the numbers that are written can be is cut.
    """

    def __init__(self, layer: Rounded, written: Written, *, relu: bool = False, gap: int = 1) -> None:
        """Lays the weights out for the kernels."""
        taps, inputs, outputs = layer.weights.shape
        self.inputs, self.outputs = in_panels(inputs), in_panels(outputs)
        self.from_bytes = layer.highest <= BYTE
        self.written = written
        number, size = (np.int8, 4) if self.from_bytes else (np.int16, 2)
        wide = np.zeros((taps, self.inputs, self.outputs), number)
        wide[:, :inputs, :outputs] = layer.weights
        panels = wide.reshape(taps, self.inputs // size, size, -1, PANEL).transpose(3, 0, 1, 4, 2)
        # What the structure points to is kept with it.
        bias, scale = _padded(layer.bias, self.outputs), _padded(layer.scale, self.outputs)
        self._kept = (np.ascontiguousarray(panels), bias, scale)
        self.structure = ExactFields(
            *(one.ctypes.data for one in self._kept),
            *(self.inputs // size, self.outputs, taps, gap),
            *(0 if relu else -SHORT, self.from_bytes, written),
        )

    def apply(self, x: NDArray[np.uint8] | Steps, out: NDArray[np.uint8] | Steps | Floats) -> None:
        """Writes what a layer of one tap makes of the rows of `x`, (rows, inputs), into `out`, (rows, outputs)."""
        kinds = (np.uint8, np.int16, np.int16, np.float32)
        fits = x.dtype == (np.uint8 if self.from_bytes else np.int16) and out.dtype == kinds[self.written]
        if not fits or x.shape[1] != self.inputs or out.shape != (len(x), self.outputs):
            raise ValueError("the matrices do not fit the layer")
        if not x.flags.c_contiguous or not out.flags.c_contiguous:
            raise ValueError("the matrices do not fit the layer")
        library().exact_apply(ctypes.addressof(self.structure), len(x), x.ctypes.data, out.ctypes.data)


def in_panels(size: int) -> int:
    """Returns the next multiple of a panel."""
    return -(-size // PANEL) * PANEL
