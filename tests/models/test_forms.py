"""The table of word forms: a row is what was written for its form, whatever was read before."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from imenoslov.models.forms import FormTable
from imenoslov.models.kernels import Floats

WIDTH = 5
WORDS = st.lists(st.text("абвгд", min_size=1, max_size=3), max_size=60)


def row(word: str) -> Floats:
    return np.random.default_rng(list(word.encode())).normal(size=WIDTH).astype(np.float32)


def write(words: Sequence[str], out: Floats) -> None:
    assert out.shape == (len(words), WIDTH)
    for place, word in enumerate(words):
        out[place] = row(word)


@settings(deadline=None, max_examples=50)
@given(st.lists(WORDS, max_size=6))
def test_a_row_is_that_of_its_form(documents: list[list[str]]) -> None:
    table = FormTable(write, WIDTH, 20, np.float32)
    for words in documents:
        indexes = table.indexes(words)
        assert 0 not in indexes
        np.testing.assert_array_equal(table.rows[indexes], np.array([row(word) for word in words]).reshape(-1, WIDTH))
        assert not table.rows[0].any()


def test_a_form_is_written_once() -> None:
    written: list[str] = []

    def note(words: Sequence[str], out: Floats) -> None:
        written.extend(words)

    table = FormTable(note, WIDTH, 20, np.float32)
    assert table.indexes(["а", "б", "а"]) == table.indexes(["а", "б", "а"])
    assert written == ["а", "б"]
