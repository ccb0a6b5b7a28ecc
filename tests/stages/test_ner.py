"""What the stage makes of the tagger's answer: offsets, edges, nesting, thresholds."""

import pytest

from imenoslov import Document, load_annotator
from imenoslov.annotator import Annotator
from imenoslov.config import Config
from imenoslov.stages.settings import NerSettings


def mentions(annotator: Annotator, text: str) -> list[str]:
    (document,) = annotator.annotate([Document.from_text(text)])
    return [f"{mention.text}|{mention.type}{'' if mention.parent is None else '<'}" for mention in document.mentions]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Глава МИД Литвы Габриэлюс Ландсбергис прибыл в Брюссель.", ["МИД Литвы|ORG", "Литвы|LOC<", "Брюссель|LOC"]),
        ("Переговоры РК-ЕС прошли в Астане.", ["РК|LOC", "ЕС|ORG", "Астане|LOC"]),
        ("Акции «Газпрома» выросли, заявил Алексей Миллер.", ["Газпрома|ORG", "Алексей Миллер|PER"]),
        ("Президент \u200bВладимир Путин\u200b прибыл в Минск.", ["Владимир Путин|PER", "Минск|LOC"]),
        ("Вчера компания &laquo;Газпром&raquo; опровергла это.", ["Газпром|ORG"]),
        ("Сообщение агентства &quot;Рейтер&quot; и&nbsp;ТАСС.", ["Рейтер|ORG", "ТАСС|ORG"]),
        ("Владимир Путин\nДональд Трамп", ["Владимир Путин|PER", "Дональд Трамп|PER"]),
        ("ВЛАДИМИР ПУТИН ПРИБЫЛ В МИНСК", ["ВЛАДИМИР ПУТИН|PER"]),
        ("Европейский союз и Московский государственный университет подписали договор.", ["Европейский союз|ORG"]),
        ("Об этом пишет Derbyshire Live.", ["Derbyshire Live|ORG"]),
        ("НЬЮ-ЙОРК, 28 мар — РИА Новости. Совбез ООН проголосовал.", ["РИА Новости|ORG", "НЬЮ-ЙОРК|LOC"]),
        ("Миссия прибыла на Печорскую АЭС, заявил Алексей Миллер.", ["Печорскую АЭС|LOC", "Алексей Миллер|PER"]),
        ("Сестра Ким Чен Ына Ким Ё Чжон осудила учения.", ["Ким Чен Ына|PER", "Ким Ё Чжон|PER"]),
        ("Канцлер Меркель прибыла в Минск.", ["Меркель|PER", "Минск|LOC"]),
        ("завтра будет дождь", []),
        ("", []),
    ],
)
def test_mentions(annotator: Annotator, text: str, found: list[str]) -> None:
    got = mentions(annotator, text)
    assert [one for one in found if one not in got] == [], got
    assert bool(got) == bool(found)


def test_an_adjective_is_no_place(annotator: Annotator) -> None:
    found = mentions(annotator, "Европейский союз и Московский государственный университет подписали договор.")
    assert not [one for one in found if one.endswith("<")]


def test_natashas_model_can_be_chosen() -> None:
    annotator = load_annotator(Config(ner=NerSettings(model="natasha")))
    assert mentions(annotator, "Глава МИД Литвы Габриэлюс Ландсбергис прибыл в Брюссель.") == [
        "МИД|ORG",
        "Литвы|LOC",
        "Габриэлюс Ландсбергис|PER",
        "Брюссель|LOC",
    ]
    assert mentions(annotator, "") == []
