"""The news vocabulary and the name lists."""

import pytest

from imenoslov import natasha_data
from imenoslov.errors import ModelError
from imenoslov.knowledge.frequencies import MOST, level_of
from imenoslov.knowledge.names import first_names, surnames
from imenoslov.models.vocabulary import vocabulary
from imenoslov.models.weights import load_embeddings


def test_real_words_are_there_and_possible_ones_are_not() -> None:
    assert MOST >= level_of("москва") > level_of("торжок") > 0
    assert level_of("обама") > 0
    assert level_of("обам") == 0


def test_words_of_other_alphabets_are_unknown() -> None:
    assert load_embeddings().knows("google")
    assert level_of("google") == 0


def test_yo_is_folded() -> None:
    assert level_of("артем") > 0
    assert level_of("еще") == MOST  # hardly ever spelt so


def test_lists_of_names() -> None:
    assert {"мария", "алибек"} <= first_names()
    assert "вера" not in first_names()  # also an everyday word
    assert "синицын" in surnames()


def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    caches = natasha_data.natasha_data, vocabulary, natasha_data.name_list
    monkeypatch.setattr(natasha_data, "find_spec", lambda name: None)
    for cached in caches:
        cached.cache_clear()
    try:
        for load in (vocabulary, lambda: natasha_data.name_list("last.txt")):
            with pytest.raises(ModelError, match="natasha"):
                load()
    finally:
        for cached in caches:
            cached.cache_clear()
