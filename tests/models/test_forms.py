"""The table of forms: a row is what was written for its vector, whatever was read before."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from imenoslov.models.forms import FormTable
from imenoslov.models.kernels import Floats, Rows

WIDTH = 5
VECTORS = st.lists(st.integers(0, 49), max_size=60)


def row(vector: int) -> Floats:
    return np.random.default_rng(vector).normal(size=WIDTH).astype(np.float32)


def write(vectors: Rows, out: Floats) -> None:
    assert out.shape == (len(vectors), WIDTH)
    for place, vector in enumerate(vectors.tolist()):
        out[place] = row(vector)


@settings(deadline=None, max_examples=50)
@given(st.lists(VECTORS, max_size=6))
def test_a_row_is_that_of_its_vector(documents: list[list[int]]) -> None:
    table = FormTable(write, WIDTH, 20, 50)
    for vectors in documents:
        places = table.places(np.array(vectors, np.int32))
        assert 0 not in places
        np.testing.assert_array_equal(table.rows[places], np.array([row(one) for one in vectors]).reshape(-1, WIDTH))
        assert not table.rows[0].any()


def test_a_form_is_written_once() -> None:
    written: list[int] = []

    def note(vectors: Rows, out: Floats) -> None:
        written.extend(vectors.tolist())

    table = FormTable(note, WIDTH, 20, 50)
    vectors = np.array([7, 3, 7], np.int32)
    assert table.places(vectors).tolist() == table.places(vectors).tolist()
    assert sorted(written) == [3, 7]
