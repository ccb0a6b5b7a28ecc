"""The declensions as endings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imenoslov.knowledge.endings import (
    ACC,
    DAT,
    FEMININE,
    GEN,
    INS,
    LOC,
    MASCULINE,
    NEUTER,
    NOM,
    PLURAL,
    declensions,
    guesses,
    singulars,
)


@pytest.mark.parametrize(
    ("word", "nominative", "gender", "case"),
    [
        ("стипрайса", "стипрайс", MASCULINE, GEN),
        ("стипрайса", "стипрайса", FEMININE, NOM),
        ("шольцем", "шольц", MASCULINE, INS),
        ("чергинца", "чергинец", MASCULINE, GEN),
        ("стельмаху", "стельмах", MASCULINE, DAT),
        ("рудзитем", "рудзить", MASCULINE, INS),
        ("келлогом", "келлог", MASCULINE, INS),
        ("ким", "ким", MASCULINE, NOM),
        ("гаркави", "гаркавь", FEMININE, GEN),
        ("мишустиным", "мишустин", MASCULINE, INS),
        ("мишустиной", "мишустина", FEMININE, DAT),
        ("тарковского", "тарковский", MASCULINE, ACC),
        ("тарковской", "тарковская", FEMININE, LOC),
        ("джорджией", "джорджия", FEMININE, INS),
        ("джорджие", "джорджия", FEMININE, DAT),
        ("кулебу", "кулеба", FEMININE, ACC),
        ("суги", "суга", FEMININE, GEN),
        ("каей", "кая", FEMININE, INS),
        ("переделкине", "переделкино", NEUTER, LOC),
        ("приморье", "приморье", NEUTER, LOC),
        ("каннах", "канны", PLURAL, LOC),
        ("химок", "химоки", PLURAL, GEN),
        ("балкан", "балканы", PLURAL, GEN),
        ("ивановых", "ивановы", PLURAL, GEN),
    ],
)
def test_a_word_is_explained(word: str, nominative: str, gender: int, case: int) -> None:
    assert any(made == nominative and d.gender == gender and d.cases >> case & 1 for made, d in guesses(word))


@pytest.mark.parametrize(
    ("word", "man", "woman", "case"),
    [
        ("титовы", "титов", "титова", NOM),
        ("титовых", "титов", "титова", ACC),
        ("сосновскими", "сосновский", "сосновская", INS),
        ("скрипалям", "скрипаль", "скрипаль", DAT),
        ("клинтоны", "клинтон", "клинтон", NOM),
        ("обамам", "обама", "обама", DAT),
    ],
)
def test_the_surname_of_several_is_that_of_one(word: str, man: str, woman: str, case: int) -> None:
    for gender, nominative in ((MASCULINE, man), (FEMININE, woman)):
        assert any(made == nominative and cases >> case & 1 for made, cases in singulars(word, gender))


@pytest.mark.parametrize("word", ["дерипаскы", "шойгы"])
def test_what_russian_does_not_write_is_not_explained_as_a_genitive(word: str) -> None:
    assert not any(d.gender == FEMININE and d.cases >> GEN & 1 for _, d in guesses(word))


@given(st.text(alphabet="абвгдежзийклмнопрстуфхцчшщъыьэюя", min_size=1, max_size=15))
def test_a_guess_keeps_the_beginning_of_its_word(word: str) -> None:
    for nominative, declension in guesses(word):
        assert declension.cases
        assert nominative[: len(word) - 3] == word[: len(word) - 3] or len(word) < 4


def test_a_declension_stands_where_its_number_tells() -> None:
    assert [declension.number for declension in declensions()] == list(range(len(declensions())))
