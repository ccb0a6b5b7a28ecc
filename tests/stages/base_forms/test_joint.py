# ruff: noqa: E501
"""All names of a document together."""

from collections.abc import Callable

import pytest
from msgspec import UNSET
from msgspec.structs import replace

from imenoslov.document import Document, EntityType, Mention, Person, Reading, Token
from imenoslov.stages.base_forms import BaseForms

TEXTS = [
    # what one form leaves open another decides
    "Глава компании [P:Альберт Бурла|Альберт Бурла] выступил. Обращение [P:Альберта Бурлы|Альберт Бурла] зачитали. С [P:Бурлой|Бурла] согласны.",
    "Канцлер [P:Себастьян Курц|Себастьян Курц] ушёл. Преемник [P:Курца|Курц] не назван. С [P:Курцем|Курц] простились.",
    "Приговор [P:Асии Биби|Асия Биби] отменён, [P:Асию|Асия] освободили; [P:Асия|Асия] уехала.",
    "[P:Марин Ле Пен|Марин Ле Пен] проиграла. Сторонники [P:Марин Ле Пен|Марин Ле Пен] спорят с [P:Макроном|Макрон].",
    # a name inside an organisation has its own base form
    "В [O:МИД Казахстана|МИД Казахстана] заявили о визите в [L:Брюссель|Брюссель].",
    "Глава [O:Министерства обороны Литвы|Министерство обороны Литвы] [P:Довиле Шакалене|Довиле Шакалене] прибыла.",
    # people, places and organisations do not vote for each other
    "Мэр [L:Владимира|Владимир] встретил [P:Владимира Рыбакова|Владимир Рыбаков].",
]


@pytest.mark.parametrize("row", TEXTS, ids=[text[:40] for text in TEXTS])
def test_texts(row: str, check: Callable[[str, str], tuple[list[str], list[str]]]) -> None:
    found, wanted = check(row, "PER")
    assert found == wanted


SEED = """Об этом сегодня, 3 декабря, заявили в Министерстве иностранных дел (МИД) Казахстана:
«Заседание прошло под сопредседательством заместителя министра иностранных дел Республики Казахстан Алибека Бакаева и \
Заместителя генерального директора генерального директората Европейской комиссии по вопросам миграции и внутренних дел \
Йоханнеса Лухнера».
О начале официальных переговоров было объявлено в ходе 22-го заседания Совета сотрудничества РК-ЕС, прошедшего 1 декабря \
в Брюсселе под председательством министра иностранных дел Казахстана Ермека Кошербаева и Верховного представителя ЕС по \
внешней политике и политике безопасности Каи Каллас.
24 ноября 2025 года Касым-Жомарт Токаев принял специального представителя Европейского союза по Центральной Азии \
Эдуардса Стипрайса. А 4 декабря Астану с официальным визитом планирует посетить президент Европейского совета Антониу Кошта.
"""
SEED_NAMES: dict[EntityType, dict[str, str]] = {
    "ORG": {
        "Министерстве иностранных дел": "Министерство иностранных дел",
        "генерального директората Европейской комиссии по вопросам миграции и внутренних дел": (
            "генеральный директорат Европейской комиссии по вопросам миграции и внутренних дел"
        ),
        "Европейской комиссии": "Европейская комиссия",
        "Совета сотрудничества РК-ЕС": "Совет сотрудничества РК-ЕС",
        "Европейского союза": "Европейский союз",
        "Европейского совета": "Европейский совет",
    },
    "LOC": {
        "Казахстана": "Казахстан",
        "Республики Казахстан": "Республика Казахстан",
        "Брюсселе": "Брюссель",
        "Центральной Азии": "Центральная Азия",
        "Астану": "Астана",
    },
    "PER": {
        "Алибека Бакаева": "Алибек Бакаев",
        "Йоханнеса Лухнера": "Йоханнес Лухнер",
        "Ермека Кошербаева": "Ермек Кошербаев",
        "Каи Каллас": "Кая Каллас",
        "Касым-Жомарт Токаев": "Касым-Жомарт Токаев",
        "Эдуардса Стипрайса": "Эдуардс Стипрайс",
        "Антониу Кошта": "Антониу Кошта",
    },
}


def test_the_article_of_the_first_command(annotated: Callable[..., Document]) -> None:
    mentions = [
        Mention(SEED.index(surface), SEED.index(surface) + len(surface), kind, surface)
        for kind, names in SEED_NAMES.items()
        for surface in names
    ]
    document = annotated(SEED, mentions)
    assert {m.text: m.base for m in document.mentions} == {
        k: v for names in SEED_NAMES.values() for k, v in names.items()
    }


def test_people_have_parts_and_others_have_none(annotated: Callable[..., Document]) -> None:
    text = "Речь Светланы Тихановской в Вильнюсе отменили."
    document = annotated(text, [Mention(5, 25, "PER", text[5:25]), Mention(28, 36, "LOC", text[28:36])])
    assert document.mentions[0].person == Person("Светлана", None, "Тихановская", "f")
    assert document.mentions[1].person is UNSET


def test_a_name_in_capitals_is_what_it_is_in_small_letters(annotated: Callable[..., Document]) -> None:
    text = (
        "ЖАПАРОВ ПРИНЯЛ ДЖОРДЖУ МЕЛОНИ В ТУЛЕ\n\n"
        "Жапаров принял премьер-министра Италии Джорджу Мелони в Туле. Мелони прибыла утром."
    )
    names: dict[EntityType, tuple[str, ...]] = {
        "PER": ("ДЖОРДЖУ МЕЛОНИ", "Джорджу Мелони", "Мелони прибыла"),
        "LOC": ("ТУЛЕ", "Туле"),
    }
    mentions = [
        Mention(text.index(name), text.index(name) + len(name.removesuffix(" прибыла")), kind, name)
        for kind, group in names.items()
        for name in group
    ]
    document = annotated(text, sorted(mentions, key=lambda mention: mention.start))
    assert [m.base for m in document.mentions] == ["ДЖОРДЖА МЕЛОНИ", "ТУЛА", "Джорджа Мелони", "Тула", "Мелони"]


def test_the_full_stop_of_the_last_initial(annotated: Callable[..., Document]) -> None:
    text = "Редактор: Батурин Р.И. Свидетельство получено."
    assert annotated(text, [Mention(10, 21, "PER", text[10:21])]).mentions[0].base == "Батурин Р.И."


def test_only_bases_and_people_are_new(annotated: Callable[..., Document]) -> None:
    text = "Визит Илона Маска отложен."
    before = Mention(6, 17, "PER", text[6:17], score=0.5)
    document = annotated(text, [before])
    assert document.text == text
    assert replace(document.mentions[0], base="", person=UNSET) == before


def test_a_document_without_tokens_or_mentions_stays(base_forms: BaseForms) -> None:
    document = Document.from_text("Москва")
    assert base_forms(document) is document
    with_tokens = replace(document, tokens=(Token(0, 6, "Москва"),))
    assert base_forms(with_tokens) is with_tokens


def test_doubts_are_used_up(base_forms: BaseForms) -> None:
    document = replace(Document.from_text("Москва"), doubts={0: (Reading(1.0, "PROPN", ""),)})
    assert base_forms(document).doubts is UNSET


def test_a_document_is_the_same_after_others(base_forms: BaseForms, annotated: Callable[..., Document]) -> None:
    text = "С Бурлой согласны."
    alone = annotated(text, [Mention(2, 8, "PER", "Бурлой")])
    annotated("Бурла приехал, сказал Бурла.", [Mention(0, 5, "PER", "Бурла"), Mention(22, 27, "PER", "Бурла")])
    assert annotated(text, [Mention(2, 8, "PER", "Бурлой")]) == alone
