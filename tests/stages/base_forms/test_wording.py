"""Names as words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imenoslov.document import Token
from imenoslov.stages.base_forms.wording import cut, cyrillic, fold, initial, shaped, split, stripped, written


@pytest.mark.parametrize(
    ("nominative", "surface", "shape"),
    [
        ("путин", "Путина", "Путин"),
        ("путин", "ПУТИНА", "ПУТИН"),
        ("курц", "Курцем", "Курц"),
        ("соловьева", "Соловьёвой", "Соловьёва"),
        ("орёл", "Орла", "Орёл"),
        ("пётр", "Петра", "Пётр"),
        ("мамин-сибиряк", "Мамина-Сибиряка", "Мамин-Сибиряк"),
        ("ростов-на-дону", "Ростове-на-Дону", "Ростов-на-Дону"),
        ("санкт-петербург", "Санкт‑Петербурге", "Санкт‑Петербург"),
        ("макдональд", "МакДональда", "МакДональд"),
        ("суд", "суда", "суд"),
        ("осло", "Осло", "Осло"),
    ],
)
def test_a_nominative_takes_the_shape_of_its_surface(nominative: str, surface: str, shape: str) -> None:
    assert shaped(nominative, surface) == shape


@given(st.text(alphabet="абвгдеёжзАБВГДЕЁ-", min_size=1, max_size=12))
def test_a_word_that_is_its_own_nominative_stays(surface: str) -> None:
    assert shaped(fold(surface), surface) == surface


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        ("В.", True),
        ("В.В.", True),
        ("В", True),
        ("Ли", False),
        ("МИД", False),
        ("Дж.", False),
        ("II", False),
        ("А.Б", True),
    ],
)
def test_initials(text: str, yes: bool) -> None:
    assert initial(text) == yes


def test_what_is_a_russian_word() -> None:
    assert cyrillic("Санкт‑Петербург")
    assert not cyrillic("Ryanair")
    assert not cyrillic("2020")


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Тере\u00adзу\u200b Мэй", ["Терезу", "Мэй"]),
        ("\ufeffПу\u0301тин", ["Путин"]),
        ("Рейтер".replace("й", "и\u0306") + "-2", ["Рейтер-2"]),
        ("О'Нил", ["О'Нил"]),
        ("Тaможенному сoюзу", ["Таможенному", "союзу"]),
        ("iPhone Xерокс МТСbank BBC", ["iPhone", "Херокс", "МТС", "bank", "BBC"]),
        ("в Кот-д’Ивуаре", ["в", "Кот-д’Ивуаре"]),
        ("'Зенит'", ["'", "Зенит", "'"]),
        ("Д 'Арк", ["Д", "'", "Арк"]),
    ],
)
def test_words_are_whole_and_visible(name: str, words: list[str]) -> None:
    assert [word.text for word in split(name)] == words


def test_cutting_follows_the_mention_through_the_tokens() -> None:
    text = "экс-Путин и\n Медведев."
    tokens = [Token(0, 9, "экс-Путин"), Token(10, 11, "и"), Token(13, 21, "Медведев"), Token(21, 22, ".")]
    assert [word.text for word in cut(text, tokens, 4, 21)] == ["Путин", "и", "Медведев"]
    assert written(cut(text, tokens, 4, 21), (None, None, None)) == "Путин и Медведев"


@pytest.mark.parametrize(
    ("name", "left"),
    [
        ("«Известия»", "Известия"),
        ("«Газпром", "Газпром"),
        ("Газпром»", "Газпром"),
        ("(ТАСС)", "ТАСС"),
        ('"Новая газета"', "Новая газета"),
        ("ПАО «Газпром»", "ПАО «Газпром»"),
        ("Путин В. В.", "Путин В. В."),
        ("Верховный суд.", "Верховный суд"),
        ("Общество (МОГ)", "Общество (МОГ)"),
        ("Вектор...", "Вектор"),
        ("»", "»"),
    ],
)
def test_edges_that_do_not_belong_to_a_name_are_left_out(name: str, left: str) -> None:
    words = stripped(split(name))
    assert written(words, [None] * len(words)) == left


@given(st.text(alphabet='Аб «»"().,-В1', max_size=15))
def test_splitting_and_writing_lose_nothing_but_white_space(name: str) -> None:
    words = split(name)
    assert written(words, [None] * len(words)).replace(" ", "") == name.replace(" ", "")
