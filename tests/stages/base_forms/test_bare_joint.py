"""Names that one already has: without a text, decided together."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from imenoslov.document import EntityType, Person, Reading
from imenoslov.stages.base_forms import BaseForms

ALONE = [
    ("Эдуардса Стипрайса", "PER", "Эдуардс Стипрайс"),
    ("Владимира Путина", "PER", "Владимир Путин"),
    ("Владимир Путин", "PER", "Владимир Путин"),
    ("ВЛАДИМИР ПУТИН", "PER", "ВЛАДИМИР ПУТИН"),
    ("ВЛАДИМИРА ПУТИНА", "PER", "ВЛАДИМИР ПУТИН"),
    ("Урсулы фон дер Ляйен", "PER", "Урсула фон дер Ляйен"),
    ("Си Цзиньпином", "PER", "Си Цзиньпин"),
    ("Ким Чен Ына", "PER", "Ким Чен Ын"),
    ("Касым-Жомарту Токаеву", "PER", "Касым-Жомарт Токаев"),
    ("Абдурахмановой Натальи Петровны", "PER", "Абдурахманова Наталья Петровна"),
    ("Шойгу Сергей", "PER", "Шойгу Сергей"),
    ("Путину В.В.", "PER", "Путин В.В."),
    ("Анна Иванова", "PER", "Анна Иванова"),
    ("Анны Ивановой", "PER", "Анна Иванова"),
    ("Барак Обама", "PER", "Барак Обама"),
    ("Никита Белых", "PER", "Никита Белых"),
    ("Дональдом Трампом", "PER", "Дональд Трамп"),
    ("Мамина-Сибиряка", "PER", "Мамин-Сибиряк"),
    ("Полада Бюльбюль-оглы", "PER", "Полад Бюльбюль-оглы"),
    ("Олега Белозёрова", "PER", "Олег Белозёров"),
    ("Глебу Никитину", "PER", "Глеб Никитин"),
    ("Василия Голубева", "PER", "Василий Голубев"),
    ("Ивана Смирнова", "PER", "Иван Смирнов"),
    ("Льву Яшину", "PER", "Лев Яшин"),
    ("Фёдора Емельяненко", "PER", "Фёдор Емельяненко"),
    ("Ольга Бузова", "PER", "Ольга Бузова"),
    ("Ивану Трамп", "PER", "Ивана Трамп"),
    ("Нидерландов", "LOC", "Нидерланды"),
    ("Соединённых Штатов Америки", "LOC", "Соединённые Штаты Америки"),
    ("Нижнем Новгороде", "LOC", "Нижний Новгород"),
    ("Ростова-на-Дону", "LOC", "Ростов-на-Дону"),
    ("Нью-Йорке", "LOC", "Нью-Йорк"),
    ("Москва", "LOC", "Москва"),
    ("США", "LOC", "США"),
    ("Осло", "LOC", "Осло"),
    ("Министерства иностранных дел", "ORG", "Министерство иностранных дел"),
    ("Верховного суда России", "ORG", "Верховный суд России"),
    ("Государственной думе", "ORG", "Государственная дума"),
    ("МИДа", "ORG", "МИД"),
    ("НАТО", "ORG", "НАТО"),
    ("ПАО «Газпром»", "ORG", "ПАО «Газпром»"),
    ("«Единой России»", "ORG", "Единая Россия"),
    ("Ryanair", "ORG", "Ryanair"),
    ("", "PER", ""),
    (" ", "LOC", " "),
    ("…", "ORG", "…"),
]


@pytest.mark.parametrize(("name", "kind", "base"), ALONE, ids=[row[0] or "empty" for row in ALONE])
def test_a_name_alone(name: str, kind: EntityType, base: str, base_forms: BaseForms) -> None:
    assert base_forms.decide([name], kind)[0].base == base


TOGETHER = [
    (["Бурла", "Бурлы", "Бурлу"], ["Бурла"] * 3),
    (["Курц", "Курца", "Курцем"], ["Курц"] * 3),
    (["Стипрайса", "Стипрайсом", "Стипрайс"], ["Стипрайс"] * 3),
    (["Асии", "Асию", "Асия"], ["Асия"] * 3),
    (["Шмыгаль", "Шмыгаля", "Шмыгалю"], ["Шмыгаль"] * 3),
    (["Хавьер Милей", "Милея", "Милею"], ["Хавьер Милей", "Милей", "Милей"]),
    (["Науседа", "Науседы", "Науседой"], ["Науседа"] * 3),
]


@pytest.mark.parametrize(("names", "bases"), TOGETHER, ids=[row[0][0] for row in TOGETHER])
def test_names_together(names: list[str], bases: list[str], base_forms: BaseForms) -> None:
    assert [name.base for name in base_forms.decide(names, "PER")] == bases


def test_each_name_may_have_its_own_type(base_forms: BaseForms) -> None:
    found = base_forms.decide(["Петра Авена", "Варшавы"], ["PER", "LOC"])
    assert [name.base for name in found] == ["Петр Авен", "Варшава"]
    assert found[0].person is not None
    assert found[1].person is None


def test_a_tagger_may_say_what_it_sees(base_forms: BaseForms) -> None:
    def genitive(names: Sequence[Sequence[str]]) -> list[list[tuple[str, str, tuple[Reading, ...]]]]:
        return [[("PROPN", "Animacy=Anim|Case=Gen|Gender=Masc|Number=Sing", ())] * len(words) for words in names]

    assert base_forms.decide(["Рудакова"], "PER", genitive)[0].base == "Рудаков"


PARTS = [
    ("Владимира Владимировича Путина", Person("Владимир", "Владимирович", "Путин", "m")),
    ("Абдурахмановой Натальи Петровны", Person("Наталья", "Петровна", "Абдурахманова", "f")),
    ("Людвига ван Бетховена", Person("Людвиг", None, "ван Бетховен", "m")),
    ("Урсулы фон дер Ляйен", Person("Урсула", None, "фон дер Ляйен", "f")),
    ("Путиным В. В.", Person("В.", "В.", "Путин", "m")),
    ("А. С. Пушкиным", Person("А.", "С.", "Пушкин", "m")),
    ("Си Цзиньпином", Person("Цзиньпин", None, "Си", "m")),
    ("Шойгу Сергею", Person("Сергей", None, "Шойгу", "m")),
    ("Ивана Петровича", Person("Иван", "Петрович", None, "m")),
    ("Марией", Person("Мария", None, None, "f")),
    ("Габриэлюсом Ландсбергисом", Person("Габриэлюс", None, "Ландсбергис", "m")),
]


@pytest.mark.parametrize(("name", "person"), PARTS, ids=[row[0] for row in PARTS])
def test_the_parts_of_a_person(name: str, person: Person, base_forms: BaseForms) -> None:
    assert base_forms.decide([name], "PER")[0].person == person


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(alphabet='АБВабвгеёийлмнорстуь -.«»"()XVx1', max_size=14), max_size=4),
    st.sampled_from(["PER", "ORG", "LOC"]),
)
def test_any_strings_have_base_forms(names: list[str], kind: EntityType) -> None:
    found = _shared.decide(names, kind)
    assert len(found) == len(names)
    assert found == _shared.decide(names, kind)


def _make() -> BaseForms:
    from imenoslov.knowledge.lexicon import Lexicon

    return BaseForms(Lexicon())


_shared = _make()
