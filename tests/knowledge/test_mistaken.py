"""What a tagger takes for something else: tables of texts, what was found in double brackets."""

import pytest

from imenoslov.knowledge.mistaken import (
    is_first_name_of,
    is_ship,
    told_of_person,
    told_of_place,
    whole_quoted,
    with_generation,
    without_abbreviation,
    without_aside,
)


def _marked(marked: str) -> tuple[str, int, int]:
    start, stop = marked.index("⟦"), marked.index("⟧") - 1
    return marked.replace("⟦", "").replace("⟧", ""), start, stop


PEOPLE = [
    ("суда ⟦Морспасслужбы⟧ вышли", "ORG"),
    ("⟦Демпартия⟧ проиграла", "ORG"),
    ("в городе ⟦Остин⟧ прошёл митинг", "LOC"),
    ("Город ⟦Остин⟧ принял", "LOC"),
    ("Город ⟦Пушкина⟧ ждёт", "PER"),
    ("⟦Госсекретарем⟧ станет сенатор", ""),
    ("⟦Губернатору⟧ отказали", ""),
    ("тренер ⟦Адвокату⟧ ответил", "PER"),
    ("⟦Лис⟧ ушёл", "PER"),
]


@pytest.mark.parametrize(("marked", "type"), PEOPLE)
def test_what_is_told_of_a_person(marked: str, type: str) -> None:
    assert told_of_person(*_marked(marked)) == type


PLACES = [
    ("Губернатор ⟦Лисин⟧ ушёл", "PER"),
    ("сам губернатор ⟦Лисин⟧ ушёл", "PER"),
    ("город ⟦Лисин⟧ растёт", "LOC"),
    ("губернатор ⟦Приморья⟧ ушёл", "LOC"),
    ("посол ⟦Нидерландов⟧ ушёл", "LOC"),
    ("мэр ⟦Афин⟧ ушёл", "LOC"),
    ("досье на ⟦Лиса⟧ собрано", "PER"),
    ("поехал на ⟦Москва⟧ вчера", "LOC"),
    ("поехал на ⟦Самоа⟧ вчера", "LOC"),
    ("поехал на ⟦Кавказ⟧ вчера", "LOC"),
    ("зима у ⟦Дона⟧ долга", "LOC"),
    ("в ⟦Тульском облсуде⟧ сказали", "ORG"),
]


@pytest.mark.parametrize(("marked", "type"), PLACES)
def test_what_is_told_of_a_place(marked: str, type: str) -> None:
    assert told_of_place(*_marked(marked)) == type


SHIPS = [
    ("танкер «⟦Заря⟧» вышел", True),
    ("на борту судна «⟦Заря⟧»", True),
    ("Трубоукладчик «⟦Заря⟧»", True),
    ("эсминцем «⟦Заря⟧»", True),
    ("концерн «⟦Заря⟧»", False),
    ("судебный спор «⟦Зари⟧»", False),
    ("танкеры ⟦Зари⟧", False),
]


@pytest.mark.parametrize(("marked", "ship"), SHIPS)
def test_the_names_of_ships(marked: str, ship: bool) -> None:
    text, start, _ = _marked(marked)
    assert is_ship(text, start) is ship


QUOTED = [
    ("«Альтернатива для ⟦Германии⟧» против", "Альтернатива для Германии"),
    ("газета «⟦Вашингтон⟧ пост» пишет", "Вашингтон пост"),
    ("газета «⟦Вашингтон пост⟧» пишет", None),
    ("книга «Дорога к ⟦Германии⟧» вышла", None),
    ("пишет ⟦Вашингтон⟧ пост» вчера", None),
    ("«Альтернатива для ⟦Германии⟧", None),
]


@pytest.mark.parametrize(("marked", "whole"), QUOTED)
def test_a_name_in_quotes_of_which_a_part_was_found(marked: str, whole: str | None) -> None:
    text, start, stop = _marked(marked)
    found = whole_quoted(text, start, stop)
    assert (text[slice(*found)] if found else None) == whole


ASIDES = [
    ("⟦Совет Безопасности ООН по запросу России⟧ собрался", "Совет Безопасности ООН"),
    ("⟦Комитет по делам печати⟧", "Комитет по делам печати"),
    ("⟦Газпром⟧", "Газпром"),
]


@pytest.mark.parametrize(("marked", "name"), ASIDES)
def test_what_is_said_aside_is_no_part_of_a_name(marked: str, name: str) -> None:
    text, start, stop = _marked(marked)
    assert text[start : without_aside(text, start, stop)] == name


GENERATIONS = [
    ("⟦Роберт Лис⟧ — младший пришёл", "Роберт Лис — младший"),
    ("⟦Роберт Лис⟧-младший пришёл", "Роберт Лис-младший"),
    ("⟦Роберта Лиса⟧ — младшего ждали", "Роберта Лиса — младшего"),
    ("⟦Роберт Лис⟧ — министр", "Роберт Лис"),
    ("⟦Роберт Лис⟧", "Роберт Лис"),
]


@pytest.mark.parametrize(("marked", "name"), GENERATIONS)
def test_father_or_son(marked: str, name: str) -> None:
    text, start, stop = _marked(marked)
    assert text[start : with_generation(text, stop)] == name


@pytest.mark.parametrize(
    ("place", "between", "person", "first"),
    [
        ("Виктория", " ", "Лис", True),
        ("Виктория", ", ", "Лис", False),
        ("Германия", " ", "Лис", False),
    ],
)
def test_a_first_name_that_was_taken_for_a_place(place: str, between: str, person: str, first: bool) -> None:
    text = place + between + person
    assert is_first_name_of(text, 0, len(place), len(place + between)) is first


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Джона Лиса HIMARS", "Джона Лиса"),
        ("Елизаветы II", "Елизаветы II"),
        ("Иоанна XXIII", "Иоанна XXIII"),
        ("John SMITH", "John SMITH"),
        ("Джон Лис", "Джон Лис"),
    ],
)
def test_a_latin_abbreviation_is_no_part_of_a_persons_name(name: str, bare: str) -> None:
    assert name[: without_abbreviation(name)] == bare
