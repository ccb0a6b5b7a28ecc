"""The compiled part against numpy, and that its sums have the same bits whatever the shape."""

import ctypes
import platform
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imenoslov.errors import ModelError
from imenoslov.models import kernels
from imenoslov.models.kernels import (
    First,
    Floats,
    Layer,
    TaggerKernel,
    asked_apart,
    lines_apart,
    stems_grouped,
    write_spelled,
    write_vectors,
)
from imenoslov.models.words import KNOWN

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


@pytest.mark.skipif(platform.machine() not in ("x86_64", "AMD64"), reason="only x86-64 has levels of instructions")
def test_levels_have_the_same_bits() -> None:
    best = kernels.library()
    if best.processor_level() < 4:
        pytest.skip("this processor has but one level with fused multiply-add")
    lower = ctypes.CDLL(str(kernels.FOLDER / kernels.library_file(3)))
    lower.layer_apply.argtypes = best.layer_apply.argtypes
    x, layer = random(100, 433), Layer(random(1, 433, 80), random(80), relu=True)
    answers = []
    for library in (best, lower):
        out = np.empty((100, 80), np.float32)
        address = ctypes.addressof(layer.structure)
        library.layer_apply(address, 100, x.ctypes.data, 433, out.ctypes.data, 80)
        answers.append(out.tobytes())
    assert answers[0] == answers[1]


def test_a_layer_in_steps() -> None:
    x, layer = random(300, 40) * 10, Layer(random(1, 40, 33))
    exact, steps = np.empty((300, 48), np.float32), np.empty((300, 48), np.int16)
    layer.apply(x, exact)
    layer.apply_in_steps(x, steps, 2.0**-8)
    assert np.abs(exact).max() > 128
    np.testing.assert_array_equal(steps, np.clip(np.rint(exact * 256), -(2**15), 2**15 - 1))


@settings(deadline=None)
@given(st.lists(st.integers(-3, 3), min_size=1, max_size=70), st.lists(st.booleans(), max_size=600))
def test_the_best_tag_is_the_first_of_equal_ones(scores: list[int], wanted: list[bool]) -> None:
    """A network whose scores are its last bias."""
    layer = Layer(np.zeros((3, 16, 16), np.float32))
    head = Layer(np.zeros((1, 16, len(scores)), np.float32), np.array(scores, np.float32))
    kernel = TaggerKernel(First(np.zeros(16, np.float32)), layer, layer, head)
    words = np.ones(len(wanted), np.int32)
    tags = kernel.tags(np.zeros((2, 48), np.float32), words, words, np.array(wanted, bool))
    assert tags.tolist() == [scores.index(max(scores))] * sum(wanted)


@given(st.lists(st.lists(st.integers(1, 9), max_size=5), max_size=8))
def test_lines_stand_apart(lines: list[list[int]]) -> None:
    numbers = np.array([number for line in lines for number in line], np.int32)
    lengths = np.array([len(line) for line in lines], np.int32)
    expected = [number for line in lines if line for number in [0, *line]][1:]
    assert lines_apart(numbers, lengths).tolist() == expected
    wanted = numbers > 5
    for marks in (wanted, None):
        apart, asked = asked_apart(numbers, lengths, marks)
        assert apart.tolist() == expected
        assert asked.tolist() == [number > (5 if marks is not None else 0) for number in expected]


@given(st.lists(st.integers(0, 9), max_size=50))
def test_words_of_one_stem_have_one_number(words: list[int]) -> None:
    stems = np.array([0, 7, 1 << 63, 7, 8, 8, 1 << 32, 9, 1 << 63, 1], np.uint64)
    rows = np.zeros(len(stems), KNOWN)
    rows["stem"] = stems
    got = stems_grouped(rows, np.array(words, np.int32)).tolist()
    known: dict[int, int] = {}
    expected = [word and known.setdefault(int(stems[word]), len(known) + 1) for word in words]
    assert got == expected


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


def test_letters_are_read_with_their_neighbours() -> None:
    spelling, bias = random(3, 9, 5), random(5)
    letters = np.array([[1, 2, 3, 0], [4, 0, 0, 0], [5, 6, 7, 8], [0, 0, 0, 0]], np.uint8)
    out = np.full((4, 6), 7, np.float32)
    write_spelled(letters, spelling, bias, out)
    for word, got in zip(letters[:3], out, strict=False):
        codes = np.pad(word[word > 0], 1)
        seen = [
            spelling[0, a] + spelling[1, b] + spelling[2, c]
            for a, b, c in zip(codes, codes[1:], codes[2:], strict=False)
        ]
        np.testing.assert_allclose(got[:5], np.maximum(np.max(seen, axis=0) + bias, 0), atol=1e-6)
    assert not out[3, :5].any()
    assert (out[:, 5] == 7).all()
