"""The news vocabulary and the name lists."""

import pytest

from imenoslov import natasha_data
from imenoslov.errors import ModelError
from imenoslov.knowledge.frequencies import MOST, levels
from imenoslov.knowledge.names import first_names, surnames


def test_real_words_are_there_and_possible_ones_are_not() -> None:
    found = levels()
    assert found["москва"] > found["торжок"] > 0
    assert "обама" in found
    assert "обам" not in found
    assert max(found.values()) <= MOST
    assert min(found.values()) >= 1


def test_yo_is_folded() -> None:
    assert "артем" in levels()
    assert not any("ё" in word for word in levels())


def test_lists_of_names() -> None:
    assert {"мария", "алибек"} <= first_names()
    assert "вера" not in first_names()  # also an everyday word
    assert "синицын" in surnames()


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    caches = natasha_data.natasha_data, natasha_data.vocabulary, levels
    monkeypatch.setattr(natasha_data, "find_spec", lambda name: None)
    for cached in caches:
        cached.cache_clear()
    try:
        with pytest.raises(ModelError, match="natasha"):
            levels()
    finally:
        for cached in caches:
            cached.cache_clear()
