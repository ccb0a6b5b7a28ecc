"""The dictionary: readings, nominatives, lemmas."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imenoslov.knowledge.lexicon import CASES, Lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon(size=1000)


@pytest.mark.parametrize(
    ("word", "case", "number", "nominative"),
    [
        ("москвы", "Gen", "Sing", "москва"),
        ("нидерландах", "Loc", "Plur", "нидерланды"),
        ("льва", "Gen", "Sing", "лев"),
        ("верховного", "Gen", "Sing", "верховный"),
        ("высшего", "Gen", "Sing", "высший"),
        ("соединённых", "Gen", "Plur", "соединённые"),
        ("путиным", "Ins", "Sing", "путин"),
        ("марии", "Gen", "Sing", "мария"),
    ],
)
def test_a_reading_knows_its_nominative(lexicon: Lexicon, word: str, case: str, number: str, nominative: str) -> None:
    assert any((r.case, r.number, r.nominative) == (case, number, nominative) for r in lexicon.parses(word))


def test_a_womans_surname_has_a_womans_nominative(lexicon: Lexicon) -> None:
    assert any(r.nominative == "иванова" and r.kind == "Surn" for r in lexicon.known("ивановой"))


def test_unknown_words_are_predicted_and_not_known(lexicon: Lexicon) -> None:
    assert not lexicon.knows("бутявками")
    assert lexicon.known("бутявками") == ()
    assert any(reading.nominative == "бутявки" and not reading.known for reading in lexicon.parses("бутявками"))


def test_the_yo_that_the_form_does_not_have(lexicon: Lexicon) -> None:
    assert lexicon.dotted("орла", "орел") == "орёл"
    assert lexicon.dotted("ткачева", "ткачев") == "ткачев"  # the form would have had it


@pytest.mark.parametrize(
    ("word", "pos", "feats", "lemma"),
    [
        ("Стали", "VERB", "Number=Plur|Tense=Past|VerbForm=Fin", "стать"),
        ("стали", "NOUN", "Case=Gen|Gender=Fem|Number=Sing", "сталь"),
        ("домами", "NOUN", "Case=Ins|Gender=Masc|Number=Plur", "дом"),
        ("лучшими", "ADJ", "Case=Ins|Number=Plur", "хороший"),
        ("был", "AUX", "Gender=Masc|Number=Sing|Tense=Past|VerbForm=Fin", "быть"),
        ("со", "ADP", "", "со"),
        ("всего", "PRON", "Case=Gen|Gender=Neut|Number=Sing", "все"),
        ("Петровой", "PROPN", "Case=Gen|Gender=Fem|Number=Sing", "петрова"),
        ("Сидоровна", "PROPN", "Case=Nom|Gender=Fem|Number=Sing", "сидоровна"),
        ("ёлками", "NOUN", "Case=Ins|Gender=Fem|Number=Plur", "ёлка"),
        ("елками", "NOUN", "Case=Ins|Gender=Fem|Number=Plur", "елка"),
        (",", "PUNCT", "", ","),
        ("полком", "NOUN", "Case=Ins|Gender=Masc|Number=Sing", "полк"),
        ("того", "DET", "Case=Gen|Gender=Masc|Number=Sing", "тот"),
    ],
)
def test_the_lemma_follows_the_tags(lexicon: Lexicon, word: str, pos: str, feats: str, lemma: str) -> None:
    assert lexicon.lemma(word, pos, feats) == lemma


@given(st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВ-'’x1 ", max_size=20))
def test_any_string_has_a_lemma_and_readings_in_known_cases(word: str) -> None:
    lexicon = _shared
    assert isinstance(lexicon.lemma(word, "PROPN", "Case=Gen"), str)
    assert all(reading.case in (*CASES, "Voc", "") for reading in lexicon.parses(word))


_shared = Lexicon(size=100)
