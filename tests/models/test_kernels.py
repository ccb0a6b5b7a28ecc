"""The compiled part against numpy, and that its sums have the same bits whatever the shape."""

import ctypes
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from imenoslov.errors import ModelError
from imenoslov.models import kernels
from imenoslov.models.kernels import (
    ExactLayer,
    Floats,
    FormsKernel,
    Layer,
    Telling,
    Written,
    asked_apart,
    best_places,
    kinds_told,
    write_vectors,
)
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
        monkeypatch.setattr(kernels, "library", lambda library=library: library)
        out = np.empty((100, 80), np.float32)
        layer.apply(x, out)
        answers.add(out.tobytes())
    assert len(answers) <= 1


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
            patch.setattr(kernels, "library", lambda library=library: library)
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


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(-3, 3), min_size=70, max_size=70), max_size=5), st.integers(1, 70))
def test_the_best_place_is_the_first_of_equal_ones(rows: list[list[int]], width: int) -> None:
    scores = np.array(rows, np.float32).reshape(-1, 70)[:, :width]
    assert best_places(scores) == scores.argmax(axis=1).tolist()


@given(st.lists(st.lists(st.integers(1, 9), max_size=5), max_size=8))
def test_lines_stand_apart(lines: list[list[int]]) -> None:
    numbers = np.array([number for line in lines for number in line], np.int32)
    lengths = np.array([len(line) for line in lines], np.int32)
    expected = [number for line in lines if line for number in [0, *line]][1:]
    wanted = numbers > 5
    for marks in (wanted, None):
        apart, asked = asked_apart(numbers, lengths, marks)
        assert apart.tolist() == expected
        assert asked.tolist() == [number > (5 if marks is not None else 0) for number in expected]


def test_matrices_that_do_not_fit_are_an_error() -> None:
    layer = Layer(random(1, 4, 16))
    with pytest.raises(ValueError, match="do not fit"):
        layer.apply(random(3, 5), np.empty((3, 16), np.float32))
    with pytest.raises(ValueError, match="do not fit"):
        layer.apply(random(3, 4), np.empty((2, 16), np.float32))


def test_a_missing_library_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(kernels, "FOLDER", tmp_path)
    with pytest.raises(ModelError, match="with pip"):
        kernels.library.__wrapped__()


def test_a_library_of_another_version_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kernels._ARGUMENTS, "not_in_the_library", [])
    with pytest.raises(ModelError, match="another version"):
        kernels.library.__wrapped__()


def test_vectors_are_put_together_of_their_parts() -> None:
    indexes = np.random.default_rng(0).integers(0, 256, size=(50, 7)).astype(np.uint8)
    codes = random(7, 256, 3)
    rows = np.array([3, 49, 3], np.int32)
    out = np.zeros((3, 25), np.float32)
    write_vectors(indexes, codes, rows, out)
    for row, vector in zip(rows, out, strict=True):
        expected = np.concatenate([codes[part, indexes[row, part]] for part in range(7)])
        np.testing.assert_array_equal(vector[:21], expected)
    assert not out[:, 21:].any()


def test_forms_are_their_vector_shape_letters_and_flags() -> None:
    whole = np.random.default_rng(0).integers
    indexes = whole(0, 256, size=(50, 7)).astype(np.uint8)
    codes, shapes, spelling = (whole(-900, 900, size=s).astype(np.int16) for s in ((7, 256, 3), (5, 4), (3, 9, 16)))
    bias = whole(-200, 200, size=16).astype(np.int16)
    forms = FormsKernel(indexes, codes, shapes, spelling, bias, highest=1000, yes=64, sizes=(4, 2))
    assert (forms.width, forms.padded) == (43, 48)
    rows, drawn = np.array([3, 49, 3, 0], np.int32), np.array([4, 0, 1, 2], np.int32)
    letters = np.array([[1, 2, 3, 0], [4, 0, 0, 0], [5, 6, 7, 8], [0, 0, 0, 0]], np.uint8)
    flags = np.array([[0, 1], [1, 1], [0, 0], [1, 0]], np.float32)
    got = forms.inputs(rows, drawn, letters, flags)
    for index, word in enumerate(letters):
        at = np.pad(word[word > 0], 1).tolist()
        seen = [
            spelling[0, before].astype(int) + spelling[1, letter] + spelling[2, after]
            for before, letter, after in zip(at, at[1:], at[2:], strict=False)
        ]
        said = np.clip(np.max(seen, axis=0) + bias, 0, 1000) if seen else np.zeros(16)
        vector = np.concatenate([codes[part, indexes[rows[index], part]] for part in range(7)])
        expected = np.concatenate([vector, shapes[drawn[index]], said, flags[index] * 64, np.zeros(5)])
        np.testing.assert_array_equal(got[index], expected)


def test_vectors_of_wide_parts_are_an_error() -> None:
    none = np.zeros((3, 9, 5), np.int16)
    with pytest.raises(ValueError, match="wider"):
        FormsKernel(np.zeros((1, 3), np.uint8), none, none[0], none, none[0, 0], highest=1, yes=1, sizes=(1, 1))


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 90), st.integers(0, 9999), st.sampled_from([1.0, 8.0, 1000.0]))
def test_kinds_are_told_with_all_their_shares(width: int, seed: int, spread: float) -> None:
    doubts = Telling(sure=0.9, reach=7, least=0.005, steps=10)
    scores = random(4, width, seed=seed) * np.float32(spread)
    kinds = np.random.default_rng(seed).integers(0, 5, width).astype(np.int32)
    rows = np.array([2, 0, 3], np.int32)
    shares, doubted = kinds_told(scores, rows, kinds, 5, doubts)
    distance = scores[rows].astype(float) - scores[rows].max(axis=1, keepdims=True)
    likely = np.where(distance > -7, np.exp(distance), 0)
    sums = np.stack([likely[:, kinds == kind].sum(axis=1) for kind in range(5)], axis=1) / likely.sum(axis=1)[:, None]
    told = np.where(sums > 0.005, np.rint(sums * 10), -1)
    clear = (abs(sums - 0.005) > 1e-9) & (abs(sums * 10 % 1 - 0.5) > 1e-9)
    np.testing.assert_array_equal(shares[clear], told[clear])
    np.testing.assert_array_equal(doubted, sums.max(axis=1) <= 0.9)


@pytest.mark.parametrize(("spelled", "letters"), [(15, 4), (16, 17)])
def test_letters_that_do_not_fit_are_an_error(spelled: int, letters: int) -> None:
    codes, spelling = np.zeros((3, 9, 3), np.int16), np.zeros((3, 9, spelled), np.int16)
    with pytest.raises(ValueError, match="letters"):
        FormsKernel(
            np.zeros((1, 3), np.uint8), codes, codes[0], spelling, spelling[0, 0], highest=1, yes=1, sizes=(letters, 1)
        )
