"""What the stage makes of the tagger's answer: offsets, edges, nesting, thresholds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imenoslov import Document, load_annotator
from imenoslov.annotator import Annotator
from imenoslov.config import Config
from imenoslov.knowledge import neighbours
from imenoslov.stages import ner
from imenoslov.stages.corrections import Found, apart
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
        ("Путин прибыл в Минск.", ["Путин|PER", "Минск|LOC"]),
        ("Танкер «Заря» арестован в Марселе, «Заря» везла нефть.", ["Марселе|LOC"]),
        ("Канцлер Меркель прибыла в Минск.", ["Меркель|PER", "Минск|LOC"]),
        ("Автобусы из Старого Оскола и Нижнего Новгорода прибыли.", ["Старого Оскола|LOC", "Нижнего Новгорода|LOC"]),
        (
            "Музей Ростова Великого закрыт. Мэр Ростова Великого Андрей Шатский ушёл.",
            ["Музей Ростова Великого|ORG", "Ростова Великого|LOC<"],
        ),
        ("Саммит в Папуа — Новой Гвинее отменён, посол Папуа — Новой Гвинеи уехал.", ["Папуа — Новой Гвинеи|LOC"]),
        ("Министр поехал из Папуа — Новой Гвинеи в Австралию.", ["Папуа — Новой Гвинеи|LOC", "Австралию|LOC"]),
        ("Пожар случился на улице Белинского в Самаре.", ["Белинского|LOC", "Самаре|LOC"]),
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


def test_the_noun_of_an_adjective_is_no_place(annotator: Annotator) -> None:
    found = mentions(annotator, "До этого её работы видели в Великих Луках, Мытищах и Республике Татарстан.")
    assert found == ["Великих Луках|LOC", "Мытищах|LOC", "Республике Татарстан|LOC"]


@given(
    st.lists(st.integers(0, 30), max_size=8, unique=True),
    st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6)), max_size=8),
)
def test_words_outside_all_spans(places: list[int], lengths: list[tuple[int, int]]) -> None:
    spans = sorted((start, start + length) for start, length in lengths)
    starts, stops = (np.array([span[at] for span in spans], np.int32) for at in (0, 1))
    outside = ner._outside(np.array(sorted(places), np.intp), starts, stops).tolist()
    assert outside == [place for place in sorted(places) if not any(a <= place < b for a, b in spans)]


_WORDS = [
    "Мэй",
    "Мэю",
    "Харт",
    "Харта",
    "Отто",
    "Ван",
    "Ким",
    "Чен",
    "Раис",
    "Рустам",
    "Канцлер",
    "ПОСОЛ",
    "Премьер-Министр",
]


@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(_WORDS), min_size=1, max_size=5).map(" ".join),
            st.sampled_from([", ", " И ", " кызы ", " уулу "]),
        ),
        max_size=6,
    )
)
def test_ordinary_names_stay_as_they_are(names: list[tuple[str, str]]) -> None:
    text, spans = "", []
    for name, after in names:
        spans.append(Found(len(text), len(text) + len(name), "PER", 1.0))
        text += name + after
    if neighbours.are_ordinary(text, [name for name, _ in names], [span.stop for span in spans]):
        assert apart(text, spans) == spans


def test_natashas_model_can_be_chosen() -> None:
    annotator = load_annotator(Config(ner=NerSettings(model="natasha")))
    assert mentions(annotator, "Глава МИД Литвы Габриэлюс Ландсбергис прибыл в Брюссель.") == [
        "МИД|ORG",
        "Литвы|LOC",
        "Габриэлюс Ландсбергис|PER",
        "Брюссель|LOC",
    ]
    assert mentions(annotator, "") == []
