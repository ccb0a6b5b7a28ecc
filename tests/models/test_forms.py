import numpy as np
import pytest

from imenoslov.models.forms import FormTable


def table(capacity: int, calls: list[str]) -> FormTable:
    def compute(word: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        calls.append(word)
        return np.full(3, len(word), np.float32)

    return FormTable(compute, 3, capacity)


def lengths(forms: FormTable, words: list[str]) -> list[float]:
    rows = forms.packed(words, np.ones(len(words), bool))
    assert rows.shape == (len(words), 3)
    return [float(row[0]) for row in rows]


def test_a_form_is_computed_once() -> None:
    calls: list[str] = []
    forms = table(10, calls)
    assert lengths(forms, ["a", "bb", "a"]) == [1, 2, 1]
    assert lengths(forms, ["bb"]) == [2]
    assert calls == ["a", "bb"]


def test_rows_between_lines_are_zero() -> None:
    rows = table(10, []).packed(["a", "bb"], np.array([False, True, False, True]))
    assert rows[:, 0].tolist() == [0, 1, 0, 2]


def test_a_full_table_starts_again() -> None:
    calls: list[str] = []
    forms = table(2, calls)
    lengths(forms, ["a", "bb"])
    assert lengths(forms, ["ccc", "a"]) == [3, 1]
    assert calls == ["a", "bb", "ccc", "a"]


@pytest.mark.parametrize("capacity", [1, 2, 10_000])
def test_more_forms_than_the_capacity_in_one_call_fit(capacity: int) -> None:
    words = ["x" * length for length in range(1, 3000)]
    assert lengths(table(capacity, []), words) == [len(word) for word in words]


def test_no_words_are_no_rows() -> None:
    assert table(2, []).packed([], np.zeros(2, bool)).tolist() == [[0] * 3] * 2
