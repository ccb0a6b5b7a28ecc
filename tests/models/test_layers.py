"""Layers against numpy, and that their sums have the same bits whatever the shape."""

import ctypes
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from imenoslov.models import layers
from imenoslov.models.kernels import Floats
from imenoslov.models.layers import ExactLayer, Layer, Written
from imenoslov.models.rounding import BYTE, SHORT, Rounded, rounded

SIZES = st.integers(1, 40)


def random(*shape: int, seed: int = 0) -> Floats:
    return np.random.default_rng([seed, *shape]).normal(size=shape).astype(np.float32)


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 300), SIZES, st.integers(1, 120), st.booleans(), st.booleans())
def test_a_layer_is_a_product(rows: int, inputs: int, outputs: int, relu: bool, scaled: bool) -> None:
    x, kernel, bias = random(rows, inputs), random(1, inputs, outputs), random(outputs, seed=1)
    scale, shift = (random(outputs, seed=seed) if scaled else None for seed in (2, 3))
    layer = Layer(kernel, bias, relu=relu, scale=scale, shift=shift)
    out = np.empty((rows, layer.padded), np.float32)
    layer.apply(x, out)
    expected = x @ kernel[0] + bias
    expected = np.maximum(expected, 0) if relu else expected
    expected = expected if scale is None or shift is None else expected * scale + shift
    np.testing.assert_allclose(out[:, :outputs], expected, atol=1e-4)


@settings(deadline=None, max_examples=30)
@given(st.integers(1, 300), st.integers(0, 299), SIZES, st.integers(1, 120))
def test_a_row_has_the_same_bits_in_any_product(rows: int, place: int, inputs: int, outputs: int) -> None:
    x, layer = random(rows, inputs), Layer(random(1, inputs, outputs))
    together, alone = np.empty((rows, layer.padded), np.float32), np.empty((1, layer.padded), np.float32)
    layer.apply(x, together)
    layer.apply(x[place % rows :][:1], alone)
    assert together[place % rows].tobytes() == alone.tobytes()


def test_levels_have_the_same_bits(levels: dict[int, ctypes.CDLL], monkeypatch: pytest.MonkeyPatch) -> None:
    x, layer = random(100, 433), Layer(random(1, 433, 80), random(80), relu=True)
    answers = set()
    for level, library in levels.items():
        if level == 1:  # has no fused multiply-add
            continue
        monkeypatch.setattr(layers, "library", lambda library=library: library)
        out = np.empty((100, 80), np.float32)
        layer.apply(x, out)
        answers.add(out.tobytes())
    assert len(answers) <= 1


def test_matrices_that_do_not_fit_are_an_error() -> None:
    layer = Layer(random(1, 4, 16))
    with pytest.raises(ValueError, match="do not fit"):
        layer.apply(random(3, 5), np.empty((3, 16), np.float32))
    with pytest.raises(ValueError, match="do not fit"):
        layer.apply(random(3, 4), np.empty((2, 16), np.float32))


def plain(layer: Rounded, x: NDArray[np.int64]) -> Floats:
    """What a rounded layer of one tap makes of rows, before it is made whole again."""
    sums = x @ layer.weights[0].astype(np.int64) + layer.bias
    assert np.abs(sums).max() < 2**31
    scaled: Floats = sums.astype(np.float32) * layer.scale
    return scaled


@settings(deadline=None, max_examples=80)
@given(
    st.integers(1, 40),
    SIZES,
    st.integers(1, 120),
    st.sampled_from([BYTE, SHORT]),
    st.sampled_from(list(Written)),
    st.booleans(),
)
def test_an_exact_layer_is_a_product_on_every_level(
    levels: dict[int, ctypes.CDLL],
    rows: int,
    inputs: int,
    outputs: int,
    highest: int,
    written: Written,
    relu: bool,
) -> None:
    # so coarse an output that some of it is cut, and so fine that it is not all 0
    write = np.linspace(0.02, 20, outputs)
    layer = rounded(random(1, inputs, outputs), random(outputs), 90 / highest, write, highest)
    exact = ExactLayer(layer, written, relu=relu)
    lowest = 0 if highest == BYTE else -highest
    x = np.random.default_rng(rows).integers(lowest, highest, (rows, exact.inputs), endpoint=True)
    kind = {Written.BYTES: np.uint8, Written.FLOATS: np.float32}.get(written, np.int16)
    before: NDArray[Any] = np.random.default_rng(rows).integers(-SHORT, SHORT, (rows, exact.outputs)).astype(kind)
    inside: NDArray[Any] = x.astype(np.uint8 if highest == BYTE else np.int16)
    expected = plain(layer, x[:, :inputs])
    if written is not Written.FLOATS:
        expected = np.rint(expected) + (before[:, :outputs] if written is Written.ADDED else 0)
        least = 0 if relu or written is Written.BYTES else -SHORT
        expected = np.clip(expected, least, BYTE if written is Written.BYTES else SHORT)
    with pytest.MonkeyPatch.context() as patch:
        for library in levels.values():
            patch.setattr(layers, "library", lambda library=library: library)
            out = before.copy()
            exact.apply(inside, out)
            np.testing.assert_array_equal(out[:, :outputs], expected)


def test_matrices_that_do_not_fit_an_exact_layer_are_an_error() -> None:
    exact = ExactLayer(rounded(random(1, 16, 16), None, 1.0, 1.0, BYTE), Written.SHORTS)
    x, out = np.zeros((3, 16), np.uint8), np.zeros((3, 16), np.int16)
    exact.apply(x, out)
    wrong: list[tuple[NDArray[Any], NDArray[Any]]] = [
        (x.astype(np.int16), out),
        (x, out.astype(np.float32)),
        (x[:, :8], out),
        (x, out[:2]),
        (x, out.T[:3]),
    ]
    for one, other in wrong:
        with pytest.raises(ValueError, match="do not fit"):
            exact.apply(one, other)
