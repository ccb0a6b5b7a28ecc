"""The table of forms: a row is what was written for its vector, whatever was read before."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imenoslov.models.forms import FormTable
from imenoslov.models.kernels import Floats, Rows
from imenoslov.models.words import KNOWN

WIDTH = 5
# Words, and whether they are asked for; None stands between sentences.
WORDS = st.lists(st.none() | st.tuples(st.integers(1, 99), st.booleans()), max_size=60)


def known_words() -> np.ndarray[tuple[int], np.dtype[np.void]]:
    known = np.zeros(100, KNOWN)
    known["vector"] = np.arange(100) % 50
    known["shape"] = np.arange(100) % 7
    return known


def row(vector: int) -> Floats:
    return np.random.default_rng(vector).normal(size=WIDTH).astype(np.float32)


def write(vectors: Rows, out: Floats) -> None:
    assert out.shape == (len(vectors), WIDTH)
    for place, vector in enumerate(vectors.tolist()):
        out[place] = row(vector)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=6))
def test_a_row_is_that_of_its_vector(documents: list[list[tuple[int, bool] | None]]) -> None:
    table = FormTable(write, WIDTH, 20, 50)
    for document in documents:
        words = [one[0] if one else 0 for one in document]
        asked = [one is not None and one[1] for one in document]
        forms, shapes = table.place(known_words(), np.array(words, np.int32), np.array(asked, bool))
        assert not table.rows[0].any()
        for place, word in enumerate(words):
            if not plain_is_read(words, asked, place):
                assert forms[place] == shapes[place] == 0
                continue
            np.testing.assert_array_equal(table.rows[forms[place]], row(word % 50))
            assert (forms[place] > 0, shapes[place]) == (True, word % 7)


def plain_is_read(words: list[int], asked: list[bool], place: int) -> bool:
    """Tells whether a word, or one of the three before or after it in its sentence, is asked for."""
    return words[place] > 0 and any(
        asked[other] and all(words[min(place, other) : max(place, other) + 1])
        for other in range(max(0, place - 3), min(len(words), place + 4))
    )


def test_a_form_is_written_once() -> None:
    written: list[int] = []

    def note(vectors: Rows, out: Floats) -> None:
        written.extend(vectors.tolist())

    table = FormTable(note, WIDTH, 20, 50)
    words, asked = np.array([7, 3, 57], np.int32), np.ones(3, bool)
    first, again = (table.place(known_words(), words, asked)[0].tolist() for _ in range(2))
    assert first == again == [1, 2, 1]
    assert written == [7, 3]


def test_forms_that_are_met_again_are_kept_when_the_table_is_full() -> None:
    written: list[int] = []

    def note(vectors: Rows, out: Floats) -> None:
        written.extend(vectors.tolist())
        write(vectors, out)

    table = FormTable(note, WIDTH, 10, 50)
    for words in ([5, 1, 2, 3], [9, 5, 2], [20, 21, 22, 23, 24, 25, 26]):
        table.place(known_words(), np.array(words, np.int32), np.ones(len(words), bool))
    assert written == [5, 1, 2, 3, 9, 20, 21, 22, 23, 24, 25, 26]
    forms, _ = table.place(known_words(), np.array([2, 5], np.int32), np.ones(2, bool))
    assert forms.tolist() == [2, 1]
    np.testing.assert_array_equal(table.rows[forms], [row(2), row(5)])
    assert len(written) == 12


def test_an_interruption_leaves_no_row_unwritten() -> None:
    fails = True

    def write_or_fail(vectors: Rows, out: Floats) -> None:
        if fails:
            raise MemoryError
        write(vectors, out)

    table = FormTable(write_or_fail, WIDTH, 20, 50)
    words, asked = np.array([7], np.int32), np.ones(1, bool)
    with pytest.raises(MemoryError):
        table.place(known_words(), words, asked)
    fails = False
    forms, _ = table.place(known_words(), words, asked)
    np.testing.assert_array_equal(table.rows[forms[0]], row(7))
