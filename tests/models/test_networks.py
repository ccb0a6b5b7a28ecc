import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imenoslov.models.kernels import Floats
from imenoslov.models.networks import FormsKernel, asked_apart, write_vectors


def random(*shape: int, seed: int = 0) -> Floats:
    return np.random.default_rng([seed, *shape]).normal(size=shape).astype(np.float32)


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


@pytest.mark.parametrize(("spelled", "letters"), [(15, 4), (16, 17)])
def test_letters_that_do_not_fit_are_an_error(spelled: int, letters: int) -> None:
    codes, spelling = np.zeros((3, 9, 3), np.int16), np.zeros((3, 9, spelled), np.int16)
    with pytest.raises(ValueError, match="letters"):
        FormsKernel(
            np.zeros((1, 3), np.uint8), codes, codes[0], spelling, spelling[0, 0], highest=1, yes=1, sizes=(letters, 1)
        )
