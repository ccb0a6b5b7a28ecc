"""Rounded layers: close to the float ones, and their sums fit 32 bits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imenoslov.models.rounding import BYTE, SHORT, byte_steps, rounded

HIGHEST = st.sampled_from([BYTE, 2**13 - 1, SHORT])


@given(st.integers(0, 1000), st.integers(1, 3), st.integers(1, 40), st.integers(1, 20), HIGHEST, st.floats(-3, 3))
def test_sums_fit_and_are_close(seed: int, taps: int, inputs: int, outputs: int, highest: int, size: float) -> None:
    random = np.random.default_rng(seed)
    kernel = random.normal(size=(taps, inputs, outputs)).astype(np.float32)
    bias = (10**size * random.normal(size=outputs)).astype(np.float32)
    read = random.uniform(0.5, 2, inputs)
    layer = rounded(kernel, bias, read, 1.0, highest)
    whole = layer.weights.astype(np.int64)
    assert np.abs(whole).max() <= (BYTE if highest == BYTE else SHORT)
    assert (np.abs(whole).sum(axis=(0, 1)) * highest + np.abs(layer.bias.astype(np.int64)) < 2**31).all()
    # half a step for each weight and for the bias
    rows = random.integers(-highest, highest, size=(taps, inputs), endpoint=True)
    exact = np.einsum("ti,tio->o", rows * read, kernel.astype(np.float64)) + bias
    got = (np.einsum("ti,tio->o", rows, whole) + layer.bias) * layer.scale.astype(np.float64)
    bound = 0.5 * layer.scale * (np.abs(rows).sum() + 1) + 1e-6 * np.abs(got)
    assert (np.abs(got - exact) <= bound).all()


def test_the_largest_weight_of_an_output_sets_its_steps() -> None:
    kernel = np.array([[[1.0, -0.02], [0.5, 0.01]]], np.float32)
    layer = rounded(kernel, None, np.array([2.0, 1.0]), np.array([0.5, 1.0]), BYTE)
    np.testing.assert_array_equal(layer.weights, [[[127, -127], [32, 32]]])
    np.testing.assert_allclose(layer.scale, [2 / 127 / 0.5, 0.04 / 127], rtol=1e-6)


def test_an_output_without_weights_is_its_bias() -> None:
    for highest in (BYTE, SHORT):
        layer = rounded(np.zeros((1, 3, 2), np.float32), np.array([0, -7], np.float32), 1.0, 0.25, highest)
        np.testing.assert_allclose(layer.bias * layer.scale, [0, -28], rtol=1e-6)


def test_what_does_not_fit_is_an_error() -> None:
    kernel = np.full((1, 4, 1), 1e-6, np.float32)
    with pytest.raises(ValueError, match="32 bits"):
        rounded(kernel, np.array([100], np.float32), 1.0, 1.0, BYTE)
    with pytest.raises(ValueError, match="32 bits"):
        rounded(kernel * 1e9, None, 1.0, 1e-6, SHORT)


def test_steps_of_bytes_end_at_the_most() -> None:
    np.testing.assert_allclose(byte_steps(np.array([12.7, 0, 0.5], np.float32)) * BYTE, [12.7, 0.0127, 0.5], rtol=1e-6)
    assert (byte_steps(np.zeros(3, np.float32)) > 0).all()
