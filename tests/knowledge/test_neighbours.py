"""What stands beside a person's name and is no part of it, as tables."""

import pytest

from imenoslov.knowledge.neighbours import (
    full_names,
    office,
    person_behind,
    second_person,
    whole_name,
    with_particle,
)

OFFICES = [
    ("Канцлер Меркель", "Меркель"),
    ("Вице-канцлер Хабек", "Хабек"),
    ("Экс-президент Лех Валенса", "Лех Валенса"),
    ("Г-жа Лис", "Лис"),
    ("г-ну Лису", "Лису"),
    ("Раис Рустам Минниханов", "Рустам Минниханов"),
    ("Раис Хакимов", "Раис Хакимов"),
    ("Президент компании", "Президент компании"),
    ("Анна Канцлер", "Анна Канцлер"),
    ("Елизавета", "Елизавета"),
]


@pytest.mark.parametrize(("name", "bare"), OFFICES)
def test_an_office_is_no_part_of_a_name(name: str, bare: str) -> None:
    assert name[office(name) :] == bare


PAIRS = [
    # initials end the first name
    ("Гасанова Р. А. Расул Гасанов", "Расул Гасанов", ""),
    ("Орлов И.И. Лосева П.П.", "Лосева П.П.", ""),
    ("Орлов И. И.", "", ""),
    ("Орлов И. И. Лосев", "", ""),
    ("Джон Р. Р. Толкин", "", ""),
    # one Eastern surname
    ("Ким Чен Ына Ким Ё Чжон", "Ким Ё Чжон", ""),
    ("Ким Чен Ын", "", ""),
    ("Нгуен Тхи Ким Нган", "", ""),
    ("Иван Иванов Иван Петров", "", ""),
    ("Ким Ким Чен", "", ""),
    # two surnames whose bearers the article names
    ("Харт Лисова", "Лисова", "Отто Харта, Хуан Лисов"),
    ("Мэй Лисову", "Лисову", "Тереза Мэй, Хуана Лисова"),
    ("Харт Лисова", "", "Отто Харт"),
    ("В. Лисова", "", "Харт В., Хуан Лисов"),
    ("Харт Лисова", "", "Отто Харт, Харт Лисова"),
    ("Харт Лисова", "", "Отто Харт, Хуан Лис"),
    ("Томас Лисов", "", "Уго Томас, Хуан Лисов"),
    ("Харт Лисов", "", "Отто Харт, Хуан Лисов, Харт Рэд"),
    # a surname in another case than the name before it
    ("Отто Хартом Лисов", "Лисов", "Хуан Лисов"),
    ("Отто Харту Лисов", "Лисов", "Хуана Лисова"),
    ("Отто Хартом Лисовым", "", "Хуан Лисов"),
    ("Отто Харт Лисов", "", "Хуан Лисов"),
    ("Петром Львовичем Лисенко", "", "Хуан Лисенко"),
    ("Петром Львовичем Седых", "", "Хуан Седых"),
    ("Отто Хартом Лисов", "", "Отто Харт"),
    ("Харт Хартов", "", "Отто Хартов, Хуан Харт"),
]


@pytest.mark.parametrize(("name", "second", "others"), PAIRS)
def test_two_people_side_by_side(name: str, second: str, others: str) -> None:
    at = second_person(name, full_names(other.split(" ") for other in (name, *others.split(", "))))
    assert (name[at:] if at else "") == second


WHOLE = [
    ("Нурдин", " кызы отпустили", [], "Нурдин кызы"),
    ("Максат Темир", " уулу задержан", [], "Максат Темир уулу"),
    ("Нурдин", " кызыл", [], "Нурдин"),
    ("Ван", " И подтвердил", ["Ван И", "Ван"], "Ван И"),
    ("Ван", " И подтвердил", ["Ван Сян"], "Ван"),
    ("Иван", " И подтвердил", ["Иван И"], "Иван"),
]


@pytest.mark.parametrize(("name", "after", "others", "whole"), WHOLE)
def test_what_was_cut_off_belongs_to_a_name(name: str, after: str, others: list[str], whole: str) -> None:
    text = f"Вчера {name}{after}"
    stop = whole_name(text, 6, 6 + len(name), full_names(other.split(" ") for other in others))
    assert text[6:stop] == whole


PARTICLES = [
    ("дочь ", "душ ", "Сантуша", ["Жозе Эдуарду душ Сантуш"], "душ Сантуша"),
    ("картина ", "ван ", "Гога", ["Винсент ван Гог"], "ван Гога"),
    ("много ", "душ ", "Сантуша", ["Жозе Сантуш"], "Сантуша"),
    ("банк ", "де ", "Факто", [], "Факто"),
    ("", "", "Гога", ["Винсент ван Гог"], "Гога"),
]


@pytest.mark.parametrize(("before", "particle", "surname", "others", "whole"), PARTICLES)
def test_a_particle_that_was_cut_off(before: str, particle: str, surname: str, others: list[str], whole: str) -> None:
    text = before + particle + surname
    start = with_particle(text, len(before + particle), len(text), full_names(other.split(" ") for other in others))
    assert text[start:] == whole


BEHIND = [
    ("Агентства по страхованию вкладов П. Лебединец", "П. Лебединец"),
    ("МВД А. Б. Кох", "А. Б. Кох"),
    ("Институт имени П. Лебединец", ""),
    ("НИИ им. Н. Ф. Кох", ""),
    ("фонд А. Кудрина", ""),
    ("театр П. Лебедевых", ""),
    ("Банка России", ""),
]


@pytest.mark.parametrize(("name", "person"), BEHIND)
def test_a_person_behind_an_organisation(name: str, person: str) -> None:
    at = person_behind(name)
    assert (name[at:] if at else "") == person
