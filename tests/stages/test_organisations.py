"""Organisations: the kinds of evidence that are spared would find nothing."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from imenoslov.document import Mention
from imenoslov.stages import organisations
from imenoslov.stages.clusters import Cluster
from imenoslov.stages.organisations import link_organisations

_NAMES = [
    "МИД", "МИД Великобритании", "британский МИД", "Минобороны", "Министерство обороны Литвы", "ВВС", "ЕМА", "EMA",
    "Международный валютный фонд", "МВФ", "Национальный фронт", "Нацфронт", "Мосгорсуд", "Московский городской суд",
    "Sinovac", "Sinovac Biotech", "Торонто", "Торонто Рэпторс", "Большой театр", "Большой", "ДПЗ",
    "Движение против застройки", "Союз ректоров России", "Российский союз ректоров", "Центр имени Вавилова",
    "НИИ Вавилова", "Вавиловский институт", "кабинет Терезы Мэй", "кабинет Мэй", "Техрик-э-Лабаик", "Tehreek-i-Labaik",
    "Дублинская биржа", "Дублинская фондовая биржа", "Нобелевский комитет", "Нобелевский комитет при институте",
    "Агентство", "МАГАТЭ", "Организация Объединённых Наций", "ООН", "Североатлантический альянс", "НАТО",
    "центр «Вектор»", "научный центр Вектор", "Вектор", "Уральский университет", "университет Урала", "Верховный суд",
    "Верховный суд Пакистана", "Верховный суд Индии", "Общество защиты народов (GfbV)", "GfbV", "Синод РПЦ",
    "Синод Русской православной церкви", "Консервативная партия", "Консерватовная партия", "Звезда 2", "З-2",
]  # fmt: skip


def article(names: list[tuple[str, str]]) -> tuple[list[tuple[int, Mention]], str]:
    text, mentions = "", []
    for index, (name, before) in enumerate(names):
        text += before
        mentions.append((index, Mention(len(text), len(text) + len(name), "ORG", name, name)))
        text += name
        text += ")" if before == " (" else ""
    return mentions, text


def linked(mentions: list[tuple[int, Mention]], text: str) -> list[Cluster]:
    clusters = link_organisations(mentions, text, (), lambda: None)
    return sorted(clusters, key=lambda cluster: cluster.members)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(_NAMES), st.sampled_from([". ", " (", " и "])), max_size=9))
def test_names_that_share_nothing_are_not_kin(monkeypatch: pytest.MonkeyPatch, names: list[tuple[str, str]]) -> None:
    mentions, text = article(names)
    spared = linked(mentions, text)
    with monkeypatch.context() as patch:
        patch.setattr(organisations, "_kin", lambda readings, written: readings)
        patch.setattr(organisations, "_alike", lambda readings, written: readings)
        assert linked(mentions, text) == spared
