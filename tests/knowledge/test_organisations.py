"""Organisations, countries and places: one reading for each way to write a name."""

import pytest

from imenoslov.knowledge.countries import country_of_adjective, load_countries
from imenoslov.knowledge.organisations import (
    beginnings,
    eponym,
    forms_in_tables,
    read_organisation,
    roots,
    shorter_names,
    without_genre,
    without_weak_words,
    word_starts,
)
from imenoslov.knowledge.places import read_place

KEYS = [
    ("МИД Великобритании", "министерство иностранных дел великобритании"),
    ("британский МИД", "министерство иностранных дел великобритании"),
    ("Форин-офис", "министерство иностранных дел великобритании"),
    ("Министерство иностранных дел Соединённого Королевства", "министерство иностранных дел великобритании"),
    ("Федеральная налоговая служба США", "налоговая служба соединенных штатов америки"),
    ("Федеральная налоговая служба России", "федеральная налоговая служба"),
    ("Федеральное министерство обороны Германии", "министерство обороны германии"),
    ("Федеральная полиция Германии", "федеральная полиция германии"),
    ("НАЭК «Лисс»", "лисс"),
    ("Минсообщения Латвии", "министерство сообщения латвии"),
    ("Миннеаполис", "миннеаполис"),
    ("Тульский облсуд", "тульский областной суд"),
    ("Тульская гордума", "тульская городская дума"),
    ("облсуд", "облсуд"),
    ("Миникомпании", "миникомпании"),
    ("батальон «Лисс»", "лисс"),
    ("Минздрав Тверской области", "министерство здравоохранения тверской области"),
    ("Пентагон", "министерство обороны соединенных штатов америки"),
    ("Министерство обороны США", "министерство обороны соединенных штатов америки"),
    ("Евросоюз", "европейский союз"),
    ("ПАО «Газпром»", "газпром"),
    ("агентство Reuters", "рейтер"),
    ("Агентство Франс-Пресс", "франс пресс"),
    ("ГНЦ «Вектор»", "вектор"),
    ("Научный центр «Вектор»", "вектор"),
    ("ФБУН ГНЦ ВБ «Вектор»", "вектор"),
    ("НИИ скорой помощи", "нии скорой помощи"),
    ("Air Canada", "air canada"),
    ("Движение против нелегальной иммиграции", "движение против нелегальной иммиграции"),
    ("Палата общин британского парламента", "палата общин"),
    ("Сенат конгресса США", "сенат соединенных штатов америки"),
    ("Комитет британского парламента", "комитет британского парламента"),
    ("The Dawn", "dawn"),
    ("Россия-24", "россия 24"),
    ("МИ-6", "ми-6"),
    ("Генштаб ВСУ", "генеральный штаб украины"),
    ("Генштаб ВС Литвы", "генеральный штаб литвы"),
    ("НИЦ им. Н. И. Вавилова", "ниц имени вавилова"),
    ("Центр имени академика Н.И. Вавилова Минздрава России", "центр имени вавилова"),
    ("МО РФ", "министерство обороны россии"),
    ("ЧФ России", "черноморский флот"),
    ("ЗАЭС", "запорожская аэс"),
    ("кабинет премьера Терезы Мэй", "кабинет мэй"),
    ("администрация президента Дональда Трампа", "администрация трампа"),
    ("предвыборный штаб Джо Байдена", "предвыборный штаб байдена"),
    ("администрация президента США", "администрация президента соединенных штатов америки"),
    ("кабинет министров Великобритании", "кабинет министров великобритании"),
    ("правительство Марий Эл", "правительство марий эл"),
    ("администрация Нижнего Новгорода", "администрация нижнего новгорода"),
    ("фонд Билла Клинтона", "фонд билла клинтона"),
]


@pytest.mark.parametrize(("name", "key"), KEYS)
def test_the_key_of_an_organisation(name: str, key: str) -> None:
    assert read_organisation(name).key == key


def test_what_only_the_article_can_settle() -> None:
    assert read_organisation("МИД РК").country is None
    assert read_organisation("МИД РК", (("рк", "KZ"),)).key == "министерство иностранных дел казахстана"


def test_the_short_name_in_brackets() -> None:
    name = read_organisation("Общество защиты народов (GfbV)")
    assert (name.core, name.short) == ("общество защиты народов", "gfbv")


GENRES = [
    ("телекомпания «Звезда»", "«Звезда»"),
    ("Банк России", "Банк России"),
    ("газета The Sun", "Sun"),
    ("агентство РИА Новости", "РИА Новости"),
    ("агентство морских вестей", "агентство морских вестей"),
    ("немецкая компания Siemens", "Siemens"),
    ("российский «Газпром»", "«Газпром»"),
    ("британский МИД", "британский МИД"),
    ("украинский Красный Крест", "украинский Красный Крест"),
]


@pytest.mark.parametrize(("name", "bare"), GENRES)
def test_a_genre_goes_only_where_a_name_of_its_own_follows(name: str, bare: str) -> None:
    assert without_genre(name) == bare


EPONYMS: list[tuple[str, str | None]] = [
    ("центр имени вавилова", "вавилова"),
    ("нии вавилова", "вавилова"),
    ("больница имени вавилова", "больниц вавилова"),
    ("первый медицинский университет имени вавилова", "университет вавилова"),
    ("вавиловский университет", "университет вавилова"),
    ("верховный суд", None),
]


@pytest.mark.parametrize(("core", "expected"), EPONYMS)
def test_the_eponym_of_an_institution(core: str, expected: str | None) -> None:
    assert eponym(core) == expected


ROOTS: list[tuple[str, str, bool]] = [
    ("международный комитет верхней палаты", "комитет верхней палаты по международным делам", True),
    ("российский фонд прямых инвестиций", "фонд прямых инвестиций россии", True),
    ("фонд прямых инвестиций латвии", "фонд прямых инвестиций россии", False),
    ("европейский совет", "совет европы", False),
]


@pytest.mark.parametrize(("a", "b", "equal"), ROOTS)
def test_the_roots_of_a_name(a: str, b: str, equal: bool) -> None:
    assert (roots(a) is not None and roots(a) == roots(b)) is equal


def test_the_forms_of_a_name_of_the_tables() -> None:
    assert "северо-атлантический альянс" in forms_in_tables("организация североатлантического договора")
    assert forms_in_tables("усть-непонятный завод") == ()


def test_names_of_one_root_begin_alike() -> None:
    for a, b, equal in ROOTS:
        assert not equal or word_starts(a) & word_starts(b)
    assert "русс" in word_starts("синод рпц")
    assert "русс" in word_starts("синод русской православной церкви")


def test_the_shorter_names_that_a_name_goes_on_after() -> None:
    assert beginnings("нобелевский комитет при институте") == {"нобелевский комитет", "нобелевский комитет при"}
    assert beginnings("аль-каида-в-магрибе сегодня") == {"аль-каида-в-магрибе"}
    assert beginnings("россия и 24") == frozenset()


SHORTER: list[tuple[str, tuple[str, ...]]] = [
    ("фонд защиты животных", ("фонд защиты",)),
    ("фонд по защите животных", ("фонд по защите",)),
    ("институт имени вавилова", ()),
    ("министерство обороны республики", ()),
    ("верховный суд", ()),
]


@pytest.mark.parametrize(("core", "names"), SHORTER)
def test_the_names_that_a_longer_one_begins_with(core: str, names: tuple[str, ...]) -> None:
    assert shorter_names(core) == names


@pytest.mark.parametrize(
    ("core", "plain"),
    [
        ("sinovac biotech", "sinovac"),
        ("booking.com", "booking"),
        ("booking com", "booking"),
        ("bild.de", "bild"),
        ("nippon motors group", "nippon"),
        ("the group", "the"),
        ("газпром нефть", "газпром нефть"),
    ],
)
def test_words_without_weight_go(core: str, plain: str) -> None:
    assert without_weak_words(core) == plain


PLACES = [
    ("РФ", "россия"),
    ("Соединенное Королевство", "великобритания"),
    ("Belgium", "бельгия"),
    ("республика Коми", "коми"),
    ("Российская", "россия"),
    ("столица Франции", "париж"),
    ("Подмосковье", "московская область"),
    ("штат Калифорния", "калифорния"),
    ("штат Вашингтон", "штат вашингтон"),
    ("Датское королевство", "дания"),
    ("Китайская Республика", "тайвань"),
    ("Древнее королевство", "древнее королевство"),
    ("Полтавщина", "полтавская область"),
    ("Тверская обл.", "тверская область"),
    ("Усть-Непонятное", "усть-непонятное"),
]


@pytest.mark.parametrize(("name", "key"), PLACES)
def test_the_key_of_a_place(name: str, key: str) -> None:
    assert read_place(name).key == key


ADJECTIVES = [("британская", "GB"), ("российские", "RU"), ("кабардино-балкарский", "XRKB"), ("красный", None)]


@pytest.mark.parametrize(("word", "code"), ADJECTIVES)
def test_adjectives_of_countries(word: str, code: str | None) -> None:
    assert country_of_adjective(word) == code


def test_no_two_countries_have_one_name() -> None:
    countries = load_countries()
    assert len({country.name for country in countries.by_code.values()}) == len(countries.by_code)
    assert set(countries.capital_of) <= set(countries.by_code)
