"""Evidence, as tables: which two entities of an archive can be one, and how sure that is."""

import math
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from imenoslov.catalogue.evidence import (
    MEANING,
    SPELLING,
    TRANSLATION,
    Candidate,
    Known,
    believe_spelling,
    blocks,
    can_stand_for,
    choose,
    company,
    country_of_power,
    is_own_abbreviation,
    is_short,
    one_spelling,
    one_translated,
    standing_alone,
    weight_of_country,
)
from imenoslov.document import EntityType
from imenoslov.knowledge.person_names import read_person

_TYPES: dict[str, EntityType] = {"P": "PER", "O": "ORG", "L": "LOC"}


def known(marked: str, documents: int = 1, since: str = "2020-01-01") -> Known:
    """Makes what the archive would know of `P Тереза Мэй`, `O МИД` or `L Лондон` that stands alone."""
    type, name = _TYPES[marked[0]], marked[2:]
    core = standing_alone(type, name)
    person = read_person(name) if type == "PER" else None
    parts = (person.first or "", person.middle or "", person.last or "", person.gender) if person else ()
    id = f"{type.lower()}:{core.replace(' ', '-')}"
    return Known(crc32(marked.encode()), id, type, name, documents, since, *parts)


SPELLINGS: list[tuple[str, str, float, float]] = [
    # nothing but the order, the alphabet or a transcription
    ("P Мао Цзэдун", "P Цзэдун Мао", 0.0, 0.0),
    ("P Тереза Мэй", "P Тереза Мей", 0.01, 0.3),
    ("P Анджелина Лис", "P Анжелина Лис", 0.3, 0.3),
    ("P Владмир Путин", "P Владимир Путин", 0.3, 0.6),
    ("P Мэтт Хэнкок", "P Мэттью Хэнкок", 0.3, 0.4),
    ("L Шекхупура", "L Шейкхупура", 0.01, 0.3),
    ("P Саад Харири", "P Саад аль-Харири", 0.0, 0.3),
    ("P Биньямин Нетаньяху", "P Беньямин Нетаниягу", 0.5, 1.0),
    # names run together
    ("P Азия-Биби", "P Азия Биби", 0.4, 0.4),
    ("P Саиф Уль-Малук", "P Сайфул Малук", 0.0, 1.2),
    # one of two surnames
    ("P Энрике Моралес Ортега", "P Энрике Моралес", 0.4, 0.4),
    # a hyphen or none
    ("P Абд Раббу Мансур Хади", "P Абд-Раббу Мансур Хади", 0.0, 0.0),
    # one of two first names
    ("P Анна Мария Кац", "P Мария Кац", 0.4, 0.4),
    # a slip
    ("P Борис Донсон", "P Борис Джонсон", 0.85, 1.0),
    # one word
    ("P Айман", "P Эйман", 0.5, 0.5),
    # a name and what makes it longer, words in another order, an eponym
    ("O Sinovac", "O Sinovac Biotech", 0.4, 0.4),
    ("O Booking", "O Booking.com", 0.4, 0.4),
    ("O Синод РПЦ Литвы", "O Синод Русской православной церкви Литвы", 0.4, 0.4),
    ("O Фонд прямых инвестиций России", "O Российский фонд прямых инвестиций", 0.0, 0.4),
    ("O Центр имени Вавилова", "O НИИ Вавилова", 0.4, 0.4),
    # two alphabets: the less sure, the more they differ
    # a house and who sits in it; what no table has as a place
    ("L Белый дом", "O Белый дом", 0.0, 0.0),
    ("L Печорская ГЭС", "O Печорская ГЭС", 0.0, 0.0),
    ("L ЗАЭС", "O Запорожская АЭС", 0.0, 0.0),
    ("L Стальторг", "O Стальторг", 1.0, 1.0),
    ("O Тесла", "O Tesla", 0.0, 0.2),
    ("O Аллсис", "O Allseas", 0.2, 1.0),
]


@pytest.mark.parametrize(("left", "right", "least", "most"), SPELLINGS)
def test_spellings_of_one_name_have_a_weight(left: str, right: str, least: float, most: float) -> None:
    weight = one_spelling(known(left), known(right))
    assert weight is not None
    assert least <= weight <= most
    assert one_spelling(known(right), known(left)) == weight


TWO_NAMES = [
    ("P Тереза Мэй", "O Тереза Мэй"),
    ("P Дворец", "O Дворец"),
    ("L Париж", "O Париж"),
    ("L Омск", "O Омск"),
    ("L Россия", "O Россия"),
    ("P Александр Иванов", "P Александра Иванова"),
    ("P Юлия Скрипаль", "P Сергей Скрипаль"),
    ("P Ли", "P Ле"),
    ("P Иван Петрович Сидоров", "P Иван Петрович"),
    ("P Биби", "P Азия Биби"),
    ("P А. Меркель", "P Анна Меркель"),
    ("L Австрия", "L Австралия"),
    ("L Иран", "L Ирак"),
    ("O Минобороны Литвы", "O Минобороны Латвии"),
    ("O Европейский совет", "O Совет Европы"),
    ("O МИ-5", "O МИ-6"),
    ("O N-TV", "O NTV"),
    ("O Завод 41", "O Завод 42"),
    ("O Центр имени Вавилова", "O Больница имени Вавилова"),
    ("O Газпром", "O Газпром нефть"),
]


@pytest.mark.parametrize(("left", "right"), TWO_NAMES)
def test_two_names_have_none(left: str, right: str) -> None:
    assert one_spelling(known(left), known(right)) is None
    assert one_spelling(known(right), known(left)) is None


def test_who_have_one_first_name_are_of_one_gender_unless_surnames_tell() -> None:
    amy, jean, other = (
        replace(known(name), gender=None) for name in ("P Бьюла Мирошар", "P Бьюла Мирочар", "P Отто Мирочар")
    )
    assert one_spelling(replace(amy, gender="f"), replace(jean, gender="m")) is not None
    assert one_spelling(replace(amy, gender="f"), replace(other, gender="m")) is None
    unknown, woman = known("P Аналина Бербок"), known("P Анналина Бербок")
    assert one_spelling(replace(unknown, gender="m"), replace(woman, gender="f")) is not None
    women = replace(known("P Саша Иванова"), gender="f")
    assert one_spelling(women, replace(known("P Саша Иваноу"), gender="m")) is None


TRANSLATED = [
    ("P Найджел Фарадж", "P Nigel Farage", True),
    ("O Сообщество развития", "O Development Community", True),
    ("P Фарадж", "P Nigel Farage", False),
    ("P Анна Петрова", "P Иван Петров", False),
]


@pytest.mark.parametrize(("left", "right", "one"), TRANSLATED)
def test_who_stands_beside_a_name_in_other_letters(left: str, right: str, one: bool) -> None:
    assert (one_translated(known(left), known(right)) is not None) is one


MET = [
    ("P Меркель", "P Анна Меркель", MEANING),
    ("P А. Меркель", "P Анна Меркель", MEANING),
    ("P Тереза Мей", "P Тереза Мэй", SPELLING),
    ("P Саид уль-Хак", "P Саидул Хак", SPELLING),
    ("P Борис Донсон", "P Борис Джонсон", SPELLING),
    ("P Саад Харири", "P Саад аль-Харири", SPELLING),
    ("P Биньямин Нетаньяху", "P Беньямин Нетаниягу", SPELLING),
    ("P Азия-Биби", "P Азия Биби", SPELLING),
    ("P Энрике Моралес Ортега", "P Энрике Моралес", SPELLING),
    ("P Айман", "P Эйман", SPELLING),
    ("L Ростов", "L Ростов-на-Дону", MEANING),
    ("O Фонд защиты", "O Фонд защиты животных", MEANING),
    ("O Минюст", "O Минюст Литвы", MEANING),
    ("O СЗЖ", "O Союз защиты животных", MEANING),
    ("O СЖ РФ", "O Союз животноводов России", MEANING),
    ("P Мария Кац", "P Анна Мария Кац", SPELLING),
    ("P Абд Раббу Мансур Хади", "P Абд-Раббу Мансур Хади", SPELLING),
    ("O Sinovac", "O Sinovac Biotech", SPELLING),
    ("O Центр имени Вавилова", "O НИИ Вавилова", SPELLING),
    ("O Союз ректоров России", "O Российский союз ректоров", SPELLING),
]


@pytest.mark.parametrize(("left", "right", "kind"), MET)
def test_those_that_can_be_one_meet_in_a_block(left: str, right: str, kind: str) -> None:
    here, there = (blocks(known(marked), [(marked[2:], 1)]) for marked in (left, right))
    assert any(block.startswith(f"{kind} ") for block in here & there)


def test_a_name_in_other_letters_meets_its_original_unless_hardly_anyone_means_it() -> None:
    biontech = known("O Байонтек", documents=9)
    original = f"{TRANSLATION} ORG biontech"
    assert original in blocks(biontech, [("Байонтек", 9), ("BioNTech", 1)])
    assert original not in blocks(known("O Байонтек", documents=30), [("Байонтек", 30), ("BioNTech", 1)])
    assert f"{TRANSLATION} ORG eu" not in blocks(known("O Союз"), [("Союз", 1), ("EU", 1)])


STANDS_FOR = [
    ("P Меркель", "P Анна Меркель", 0, True),
    ("P А. Меркель", "P Анна Меркель", 0, True),
    ("P Д. Меркель", "P Анна Меркель", 0, False),
    ("P Анна", "P Анна Меркель", 0, False),
    ("P Анна", "P Анна Меркель", 1, True),
    ("P миссис Обама", "P Иван Обама", 1, False),
    ("P мистер Бербок", "P Анна Бербок", 0, True),
    ("P мистер Петров", "P Анна Петров", 0, False),
    ("P А. Бербок", "P Анна Бербок", 0, True),
    ("P Анна Меркель", "P Меркель", 1, False),
    ("O ТЛП", "O Техрик-э-Лабаик", 0, False),
    ("O ТЛП", "O Техрик-э-Лабаик", 1, True),
    ("O Техрик-э-Лабаик", "O ТЛП", 1, False),
    ("O Верховный суд", "O Верховный суд Пакистана", 1, True),
    ("O Верховный суд", "O Верховный суд Пакистана", 0, True),
    ("O Верховный суд", "O Верховный суд по делам печати", 0, False),
    ("O ООН", "O Продовольственная организация ООН", 3, False),
    ("O Фонд защиты", "O Фонд защиты животных", 0, True),
    ("O Фонд", "O Фонд защиты животных", 0, False),
    ("O СЗЖ", "O Союз защиты животных", 0, True),
    ("O СЖ", "O Союз животноводов", 0, False),
    ("O СЖ РФ", "O Союз животноводов России", 0, True),
    ("O СЖ РФ", "O Союз животноводов Литвы", 0, False),
    ("O СНБО", "O Страна на большом острове", 0, False),
    ("L Ростов", "L Ростов-на-Дону", 0, True),
    ("L Ростов", "O Ростов-на-Дону", 1, False),
]


@pytest.mark.parametrize(("short", "full", "documents", "can"), STANDS_FOR)
def test_whom_a_short_name_can_mean(short: str, full: str, documents: int, can: bool) -> None:
    assert can_stand_for(known(short), known(full), documents) is can


@pytest.mark.parametrize(
    ("short", "full", "code"),
    [
        ("O Минюст", "O Минюст Литвы", "LT"),
        ("O Минюст", "O Минфин Литвы", None),
        ("O Фонд", "O Фонд Литвы", None),
        ("L Минюст", "O Минюст Литвы", None),
    ],
)
def test_whose_power_a_fuller_name_is(short: str, full: str, code: str | None) -> None:
    assert country_of_power(known(short), known(full)) == code


@pytest.mark.parametrize(
    ("marked", "short"),
    [
        ("P Меркель", True),
        ("P А. Меркель", True),
        ("P Анна Меркель", False),
        ("P Елизавета", True),
        ("P Елизавета II", False),
        ("O Верховный суд", True),
        ("O Агентство", False),
        ("O Совет директоров", False),
    ],
)
def test_short_names(marked: str, short: bool) -> None:
    assert is_short(known(marked)) is short


def test_the_fuller_the_more_frequent_the_longer_and_the_earlier_name_wins() -> None:
    order = [
        known("P Меркель", documents=1000),
        known("P Тереза Мей", documents=2, since="2020-01-01"),
        known("P Тереза Мэй", documents=2, since="2019-01-01"),
        known("P Тереза Май", documents=30, since="2021-01-01"),
    ]
    assert sorted(order, key=lambda k: k.rank) == order
    assert known("O Фонд защиты животных").rank > known("O Фонд защиты").rank


BELIEVED = [
    (0.2, 0.0, True),
    (0.35, 0.0, False),
    (0.4, 0.05, True),
    (0.8, 0.1, False),
    (0.8, 0.2, True),
    (1.2, 1.0, False),
]


@pytest.mark.parametrize(("weight", "shared", "believed"), BELIEVED)
def test_the_farther_a_spelling_the_more_company_it_needs(weight: float, shared: float, believed: bool) -> None:
    assert believe_spelling(weight, shared) is believed


@given(st.dictionaries(st.integers(0, 9), st.floats(0, 1)), st.dictionaries(st.integers(0, 9), st.floats(0, 1)))
def test_company_is_shared_alike_and_none_with_nobody(document: dict[int, float], profile: dict[int, float]) -> None:
    assert math.isclose(company(document, profile), company(profile, document), abs_tol=1e-9)
    assert company({}, profile) == company(document, {}) == 0


def test_countries_tell_more_of_organisations_than_of_people() -> None:
    assert weight_of_country("ORG") > weight_of_country("PER") == weight_of_country("LOC")


def chosen(marked: str, beside: set[int], *candidates: Candidate, month: int | None = None) -> str | None:
    choice = choose(known(marked), dict.fromkeys(beside, 1.0), month, candidates)
    return choice[0].known.name if choice else None


def test_one_candidate_is_believed_unless_the_document_is_in_other_company() -> None:
    angela = Candidate(known("P Анна Смит", documents=9), {1: 1.0, 2: 0.5}, {})
    assert chosen("P Смит", set(), angela) == "Анна Смит"
    assert chosen("P Смит", {3, 4}, angela) == "Анна Смит"
    assert chosen("P Смит", {3, 4, 5}, angela) is None
    assert chosen("P Смит", {2, 4, 5}, angela) == "Анна Смит"
    assert chosen("P Смит", set()) is None


def test_a_known_bearer_of_a_rare_surname_needs_no_company() -> None:
    angela = Candidate(known("P Анна Меркель", documents=9), {1: 1.0, 2: 0.5}, {})
    once = Candidate(known("P Анна Меркель"), {1: 1.0, 2: 0.5}, {})
    other = Candidate(known("P Отто Меркель", documents=2), {2: 1.0}, {})
    beside = {3, 4, 5}
    assert chosen("P Меркель", beside, angela) == "Анна Меркель"
    assert chosen("P Меркель", beside, once) is None
    assert chosen("P А. Меркель", beside, once) == "Анна Меркель"
    assert chosen("P Меркель", beside, replace(once, called=1)) == "Анна Меркель"
    assert chosen("P Меркель", beside, replace(angela, called=9), other) == "Анна Меркель"
    assert chosen("P Меркель", beside, angela, other) is None
    assert chosen("P Анна", beside, replace(angela, called=9)) is None


@pytest.mark.parametrize(
    ("marked", "surely"),
    [("O ТЛП", True), ("O ТЛ", False), ("L РК", True), ("O Верховный суд", False), ("P ТЛП", False)],
)
def test_what_an_abbreviation_stands_for_needs_no_company(marked: str, surely: bool) -> None:
    full = known(f"{marked[0]} Тихая Лига Поэтов")
    assert is_own_abbreviation(known(marked)) is surely
    assert (chosen(marked, {3, 4, 5}, Candidate(full, {1: 1.0}, {})) is not None) is surely
    assert chosen(marked, {3, 4, 5}, Candidate(full, {1: 1.0}, {}), Candidate(full, {2: 1.0}, {})) is None


def test_a_first_name_and_a_reading_that_nobody_attests_need_the_usual_company() -> None:
    angela = Candidate(known("P Анна Меркель", documents=9), {1: 1.0, 2: 0.5}, {}, called=2)
    fund = Candidate(known("O Фонд защиты животных", documents=9), {1: 1.0, 2: 0.5}, {}, attested=False)
    for marked, candidate in (("P Анна", angela), ("O Фонд защиты", fund)):
        assert chosen(marked, {2}, candidate) is None
        assert chosen(marked, {1}, candidate) == candidate.known.name
    assert chosen("P Анна", {1}, replace(angela, called=1)) is None


def test_a_country_alone_makes_nobody_of_a_surname_who_is_not_known_by_it() -> None:
    ivan = Candidate(known("P Иван Смит", documents=9), {1: 1.0}, {})
    document = {1: 0.3, 4: 1.0, 5: 1.0}
    assert choose(known("P Смит"), document, None, [ivan]) is None
    assert choose(known("P Смит"), document, None, [replace(ivan, called=1)]) is not None
    assert choose(known("P И. Смит"), document, None, [ivan]) is not None
    assert choose(known("P Смит"), {**document, 1: 1.0}, None, [ivan]) is not None


def test_of_several_candidates_one_must_be_much_more_likely() -> None:
    imran = Candidate(known("P Имран Хан", documents=9), {1: 0.9}, {0: 9})
    sadiq = Candidate(known("P Садик Хан", documents=9), {2: 0.9}, {24: 9})
    assert chosen("P Хан", {1}, imran, sadiq) == "Имран Хан"
    assert chosen("P Хан", {2}, imran, sadiq) == "Садик Хан"
    assert chosen("P Хан", {1, 2}, imran, sadiq) is None
    assert chosen("P Хан", {1, 2}, imran, sadiq, month=1) == "Имран Хан"
    assert chosen("P Хан", {1, 2}, imran, sadiq, month=23) == "Садик Хан"
    assert chosen("P Хан", {1, 2}, imran, sadiq, month=12) is None


def test_of_several_candidates_one_who_is_called_so_is_more_likely() -> None:
    imran = Candidate(known("P Имран Хан", documents=9), {1: 0.9}, {})
    sadiq = Candidate(known("P Садик Хан", documents=9), {2: 0.9}, {})
    assert chosen("P Хан", {1, 2}, replace(imran, called=8), sadiq) == "Имран Хан"
    assert chosen("P Хан", {1, 2}, imran, replace(sadiq, called=8)) == "Садик Хан"


def test_the_company_of_one_document_tells_less_than_that_of_many() -> None:
    often = Candidate(known("P Имран Хан", documents=40), {1: 0.6, 2: 0.6, 3: 0.6}, {})
    once = Candidate(known("P Садик Хан", documents=1), {1: 1.0, 2: 1.0, 3: 1.0}, {})
    assert chosen("P Хан", {1, 2, 3}, often, once) == "Имран Хан"
