"""The name that an entity is listed by: rows of type, forms with counts, the name in one article and in an archive."""

import pytest
from msgspec.structs import replace

from imenoslov.document import EntityType, Person
from imenoslov.knowledge.naming import fullest_name, named_person, usual_name

_SERVICE = "Федеральная служба по надзору в сфере связи и массовых коммуникаций"
_LABORATORY = "лаборатория клеточной микробиологии отдела медицинской микробиологии Центра Вавилова"

ROWS: list[tuple[EntityType, dict[str, int], str, str]] = [
    ("PER", {"Мэй": 9, "Тереза Мэй": 2, "Тереза Мэри Мэй": 1}, "Тереза Мэри Мэй", "Тереза Мэй"),
    ("PER", {"ИВАН ПЕТРОВ": 3, "Иван Петров": 1, "Петров": 2}, "Иван Петров", "Иван Петров"),
    ("PER", {"ИВАН ПЕТРОВ": 1, "Петров": 2}, "Петров", "Петров"),
    ("PER", {"ИВАН ПЕТРОВ": 1}, "ИВАН ПЕТРОВ", "ИВАН ПЕТРОВ"),
    ("PER", {"А. В. Лис": 3, "Анна Лис": 1}, "Анна Лис", "Анна Лис"),
    ("PER", {"Ле Пен": 9, "Марин Ле Пен": 2}, "Марин Ле Пен", "Марин Ле Пен"),
    ("PER", {"Р. А. Орлов": 2, "Расул Орлов": 1}, "Расул Орлов", "Расул Орлов"),
    ("PER", {"Р.А. Орлов": 2, "Орлов": 7}, "Р.А. Орлов", "Р.А. Орлов"),
    ("PER", {"Джордж У. Буш": 1, "Джордж Буш": 1}, "Джордж У. Буш", "Джордж У. Буш"),
    ("PER", {"Елизавета": 2, "Елизавета II": 1}, "Елизавета II", "Елизавета II"),
    ("LOC", {"БИШКЕК": 2, "Бишкек": 1}, "Бишкек", "Бишкек"),
    ("LOC", {"КИЕВ": 2, "Киев": 1}, "Киев", "Киев"),
    ("LOC", {"РК": 5, "Казахстан": 2}, "Казахстан", "Казахстан"),
    ("LOC", {"США": 5, "Соединённые Штаты": 1}, "Соединённые Штаты", "США"),
    ("ORG", {"МИД": 9, "МИД Литвы": 2}, "МИД Литвы", "МИД Литвы"),
    ("ORG", {"РИА НОВОСТИ": 2, "РИА Новости": 1}, "РИА Новости", "РИА Новости"),
    ("ORG", {"ЕС": 40, "Европейский союз": 1}, "Европейский союз", "ЕС"),
    ("ORG", {"Европейский союз по Азии": 1, "Европейский союз": 1}, "Европейский союз", "Европейский союз"),
    ("ORG", {"Верховный суд": 9, "Верховный суд Индии": 3}, "Верховный суд Индии", "Верховный суд Индии"),
    ("ORG", {"Роскомнадзор": 3, _SERVICE: 1}, _SERVICE, _SERVICE),
    ("ORG", {"Центр Вавилова": 3, _LABORATORY: 1}, "Центр Вавилова", "Центр Вавилова"),
]


@pytest.mark.parametrize(("type", "forms", "fullest", "usual"), ROWS)
def test_the_name_of_an_entity(type: EntityType, forms: dict[str, int], fullest: str, usual: str) -> None:
    assert fullest_name(type, forms) == fullest
    assert usual_name(type, forms) == usual
    assert fullest_name(type, dict(reversed(forms.items()))) == fullest
    assert usual_name(type, dict(reversed(forms.items()))) == usual


def test_a_person_has_the_parts_of_the_name() -> None:
    may, bare = Person("Тереза", "Мэри", "Мэй", "f"), Person(None, None, "Мэй", "f")
    assert named_person("Тереза Мэй", {bare: 9, may: 1}) == may
    assert named_person("Тереза Мэри Мэй", {bare: 9, may: 1}) == may
    assert named_person("Мэй", {bare: 9, may: 1}) == bare
    other = Person("Сайфул", None, "Малук", "m")
    assert named_person("Саиф уль-Малук", {other: 9}) == Person("Саиф", None, "уль-Малук", "m")
    assert named_person("Тереза Мей", {replace(may, gender=None): 2}) == Person("Тереза", None, "Мей", "f")
