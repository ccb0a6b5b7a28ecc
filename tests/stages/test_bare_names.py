"""Names that one already has, as a tagger sees them."""

import pytest

from imenoslov.document import EntityType
from imenoslov.stages.bare_names import base_form

# Names that need no tagger, and stay right with one.
PLAIN: list[tuple[str, EntityType, str]] = [
    ("Эдуардса Стипрайса", "PER", "Эдуардс Стипрайс"),
    ("ВЛАДИМИРА ПУТИНА", "PER", "ВЛАДИМИР ПУТИН"),
    ("Урсулы фон дер Ляйен", "PER", "Урсула фон дер Ляйен"),
    ("Ким Чен Ына", "PER", "Ким Чен Ын"),
    ("Шойгу Сергей", "PER", "Шойгу Сергей"),
    ("Путину В.В.", "PER", "Путин В.В."),
    ("Барак Обама", "PER", "Барак Обама"),
    ("Полада Бюльбюль-оглы", "PER", "Полад Бюльбюль-оглы"),
    ("Льву Яшину", "PER", "Лев Яшин"),
    ("Фёдора Емельяненко", "PER", "Фёдор Емельяненко"),
    ("Нидерландов", "LOC", "Нидерланды"),
    ("Ростова-на-Дону", "LOC", "Ростов-на-Дону"),
    ("США", "LOC", "США"),
    ("Министерства иностранных дел", "ORG", "Министерство иностранных дел"),
    ("МИДа", "ORG", "МИД"),
    ("ПАО «Газпром»", "ORG", "ПАО «Газпром»"),
    ("«Единой России»", "ORG", "Единая Россия"),
    ("", "PER", ""),
    ("…", "ORG", "…"),
]

# What the words of a name tell of each other shows only to a tagger.
SEEN: list[tuple[str, EntityType, str]] = [
    ("Великих Луках", "LOC", "Великие Луки"),
    ("Великих Лук", "LOC", "Великие Луки"),
    ("Великим Лукам", "LOC", "Великие Луки"),
    ("Набережных Челнах", "LOC", "Набережные Челны"),
    ("Набережными Челнами", "LOC", "Набережные Челны"),
    ("Сергиевом Посаде", "LOC", "Сергиев Посад"),
    ("Старом Осколе", "LOC", "Старый Оскол"),
    ("Старых Дорогах", "LOC", "Старые Дороги"),
    ("Нижнем Тагиле", "LOC", "Нижний Тагил"),
    ("Верхней Пышме", "LOC", "Верхняя Пышма"),
    ("Тверской области", "LOC", "Тверская область"),
    ("Нового Южного Уэльса", "LOC", "Новый Южный Уэльс"),
    ("Областной клинической больнице", "ORG", "Областная клиническая больница"),
    ("Международного Красного Креста", "ORG", "Международный Красный Крест"),
    ("Алёна Верещагина", "PER", "Алёна Верещагина"),
    ("Андрея Санникова", "PER", "Андрей Санников"),
    ("Каи Каллас", "PER", "Кая Каллас"),
]


@pytest.mark.parametrize(("name", "kind", "base"), [*PLAIN, *SEEN], ids=[row[0] or "empty" for row in [*PLAIN, *SEEN]])
def test_a_name_alone_as_a_tagger_sees_it(name: str, kind: EntityType, base: str) -> None:
    assert base_form(name, type=kind) == base


def test_names_of_a_list_are_seen_one_by_one() -> None:
    names = [name for name, _, _ in SEEN]
    assert base_form(names, type=[kind for _, kind, _ in SEEN]) == [base for _, _, base in SEEN]
    assert base_form([]) == []
