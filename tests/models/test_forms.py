"""The table of word forms: rows are what the product says, and do not depend on what was read before."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imenoslov.models import forms
from imenoslov.models.forms import FormTable
from imenoslov.models.weights import Floats

KERNEL = np.random.default_rng(1).normal(size=(30, 96)).astype(np.float32)
WORDS = st.lists(st.text("абвгд", min_size=1, max_size=3), max_size=60)


def inputs(words: Sequence[str]) -> Floats:
    rows = [np.random.default_rng(list(word.encode())).normal(size=30) for word in words]
    return np.asarray(rows, np.float32).reshape(len(words), 30)


@settings(deadline=None, max_examples=50)
@given(st.lists(WORDS, max_size=6), WORDS)
def test_a_row_is_the_same_whatever_was_read_before(before: list[list[str]], words: list[str]) -> None:
    fresh, used = FormTable(inputs, KERNEL, 1000), FormTable(inputs, KERNEL, 70)
    for some in before:
        used.packed(some, np.ones(len(some), bool))
    inside = np.ones(len(words), bool)
    got = fresh.packed(words, inside)
    assert got.tobytes() == used.packed(words, inside).tobytes()
    assert got == pytest.approx(inputs(words) @ KERNEL, abs=1e-4)


def test_separators_are_zero() -> None:
    inside = np.array([False, True, False, True, False])
    rows = FormTable(inputs, KERNEL, 10).packed(["а", "б"], inside)
    assert not rows[~inside].any()
    assert rows[inside].all()
    assert not FormTable(inputs, KERNEL, 10).packed([], np.zeros(3, bool)).any()


def test_where_places_differ_forms_are_computed_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    grouped = FormTable(inputs, KERNEL, 100)
    monkeypatch.setattr(forms, "_places_are_equal", lambda *_: False)
    alone = FormTable(inputs, KERNEL, 100)
    words = [f"слово{number}" for number in range(40)]
    inside = np.ones(len(words), bool)
    assert alone.packed(words, inside) == pytest.approx(grouped.packed(words, inside), abs=1e-4)
    assert alone.packed(words[5:6], inside[:1]).tobytes() == alone.packed(words, inside)[5:6].tobytes()
