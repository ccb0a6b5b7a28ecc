"""Sentences with names of known base form: declined names of all kinds in frames of news.

Names lie beside this file: `people.txt` has a person a line (first name, its declension, surname words, the
declension of the last of them, m or f), `places.txt` a place and its declension. The declensions are

    h hard consonant   s soft sign   y й   o -ов, -ин   k -ский   j adjective   a -а   ya -я   i -ия   t third
    n neuter   O -ова, K -ская of a woman given in the nominative   0 unchanging   p:GEN plural with that genitive
    h:STEM with a fleeting vowel
"""

import random
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
CASES = range(6)


class Marked(NamedTuple):
    """A text with names: (start, stop, base form)."""

    text: str
    names: tuple[tuple[int, int, str], ...]


def decline(word: str, kind: str) -> tuple[str, ...]:
    """Returns the nominative, genitive, dative, accusative, instrumental and locative of a word."""
    kind, _, extra = kind.partition(":")
    stem = extra if kind == "h" and extra else word
    cut, two = word[:-1], word[:-2]
    hush, hiss, velar = stem[-1] in "жшчщц", cut[-1:] in "жшчщц", cut[-1:] in "гкхжшчщ"
    endings: dict[str, tuple[str, ...]] = {
        "0": (word,) * 6,
        "h": (word, stem + "а", stem + "у", stem + "а", stem + ("ем" if hush else "ом"), stem + "е"),
        "s": (word, cut + "я", cut + "ю", cut + "я", cut + "ем", cut + "е"),
        "y": (word, cut + "я", cut + "ю", cut + "я", cut + "ем", cut + ("и" if cut[-1:] == "и" else "е")),
        "o": (word, word + "а", word + "у", word + "а", word + "ым", word + "е"),
        "k": (word, two + "ого", two + "ому", two + "ого", two + "им", two + "ом"),
        "j": (word, two + "ого", two + "ому", two + "ого", two + "ым", two + "ом"),
        "O": (word, cut + "ой", cut + "ой", cut + "у", cut + "ой", cut + "ой"),
        "K": (word, two + "ой", two + "ой", two + "ую", two + "ой", two + "ой"),
        "a": (word, cut + ("и" if velar else "ы"), cut + "е", cut + "у", cut + ("ей" if hiss else "ой"), cut + "е"),
        "ya": (word, cut + "и", cut + "е", cut + "ю", cut + "ей", cut + "е"),
        "i": (word, cut + "и", cut + "и", cut + "ю", cut + "ей", cut + "и"),
        "t": (word, cut + "и", cut + "и", word, cut + "ью", cut + "и"),
        "n": (word, cut + "а", cut + "у", word, cut + "ом", cut + "е"),
        "p": (word, extra, cut + "ам", word, cut + "ами", cut + "ах"),
    }  # fmt: skip
    return endings[kind]


_PEOPLE = (
    ("{} заявил|а, что переговоры продолжатся.", "Об этом сообщил|а {} на брифинге.", "{} не приедет на саммит.",
     "На встрече присутствует {}.", "Как считает {}, решение принято верно.", "В среду {} отправляется в столицу.",
     "Новым главой комитета будет {}.", "Выступили {}, Сергей Петров и другие.", "На форум приехали {} и его коллеги.",
     "Доклад, который зачитал|а {}, одобрили.", "Вопросы задавал|а {}."),
    ("Визит {} отложен на неделю.", "Заявление {} вызвало споры.", "Для {} это первая поездка в регион.",
     "По словам {}, рынок восстановится.", "Встреча министра и {} пройдёт завтра.", "От {} ждут объяснений.",
     "В отставку отправлен помощник {}.", "Команда {} готовит доклад.", "У {} нет гражданства.",
     "Брат {} остался дома.", "Против {} и Сергея Петрова возбудили дело."),
    ("Премию вручили {} в Стокгольме.", "Журналисты обратились к {} с вопросом.", "{} предъявлены обвинения.",
     "Поздравление направили {} и его коллегам.", "Полномочия перешли {}.", "Суд отказал {} в иске.",
     "{} поручено подготовить доклад.", "{} вручили орден.", "Министру дали слово, а {} отказали в нём.",
     "Послу {} передали письмо.", "Слово дали {} и Сергею Петрову."),
    ("Депутаты поддержали {} на голосовании.", "Полиция задержала {} в аэропорту.", "Совет назначил {} послом.",
     "Про {} сняли фильм.", "Эксперты критикуют {} за медлительность.",
     "{} задержали в аэропорту.", "{} ждут в столице.", "Гости слушали {} с интересом."),
    ("Он встретился с {} в Женеве.", "Соглашение между {} и оппозицией подписано.",
     "Документ был подписан {} накануне.",
     "С {} согласен и глава комитета.", "Фильм, снятый {}, получил приз."),
    ("В статье говорится о {} и его окружении.", "При {} экономика росла.", "Речь идёт о {}."),
)  # fmt: skip
_PLACES = (
    ("{} готовится к саммиту.", "Столица региона — {}.", "В среду {} накроют дожди.", "Он родился в городе {}."),
    ("Жители {} вышли на улицы.", "Мэр {} подал в отставку.", "Житель {} заболел.", "Страны {} подписали договор.",
     "Самолёт вылетел из {}.", "Рейсы до {} задержаны.", "Власти {} ввели карантин.", "Недалеко от {} нашли клад.",
     "На севере {} идут дожди.", "Глава МИД {} выступил."),
    ("Дорога к {} перекрыта.", "Ураган движется к {}.", "Помощь {} увеличат."),
    ("Делегация вылетела в {}.", "Через {} проходит трасса.", "Ракета упала на {}."),
    ("Бои идут под {}.", "Сообщение с {} прервано.", "Небо над {} закрыто."),
    ("В {} прошли выборы.", "Пожар в {} потушен.", "Завод построят в {}.", "Съезд состоялся в {} в мае.",
     "Она живёт в {}."),
)  # fmt: skip


def people(seed: int) -> list[Marked]:
    """Returns sentences and short texts about the people of `people.txt`."""
    chance = random.Random(seed)
    texts = []
    for line in (HERE / "people.txt").read_text(encoding="utf-8").splitlines():
        first, first_kind, *rest, last_kind, gender = line.split()
        middle, last = rest[:-1], rest[-1]
        short = [" ".join((*middle, form)) for form in decline(last, last_kind)]
        full = [f"{form} {tail}" for form, tail in zip(decline(first, first_kind), short, strict=True)]
        for _ in range(9):
            forms = short if chance.random() < 0.3 else full
            texts.append(_text(chance, _PEOPLE, [forms], (22, 32, 14, 12, 14, 6), gender == "f"))
        names = [full, short, short]
        texts += [_text(chance, _PEOPLE, names, (30, 32, 12, 10, 12, 4), gender == "f") for _ in range(3)]
    return texts


def places(seed: int) -> list[Marked]:
    """Returns sentences about the places of `places.txt`."""
    chance = random.Random(seed)
    texts = []
    for line in (HERE / "places.txt").read_text(encoding="utf-8").splitlines():
        word, kind = line.split()
        forms = list(decline(word, kind))
        if kind[0] in "hsy":
            forms[3] = word
        texts += [_text(chance, _PLACES, [forms] * count, (12, 32, 8, 14, 10, 34)) for count in (1, 1, 1, 1, 1, 2, 2)]
    return texts


def _text(
    chance: random.Random, frames: Sequence[Sequence[str]], names: Sequence[Sequence[str]], weights: Sequence[int],
    woman: bool = False,
) -> Marked:  # fmt: skip
    """Puts each name into a frame of a case drawn by its weight, one after the other."""
    text, marks = "", []
    for forms in names:
        case = chance.choices(CASES, weights)[0]
        frame = chance.choice(frames[case]).replace("|а", "а" if woman else "")
        before, after = frame.split("{}")
        start = len(text) + len(before)
        text += before + forms[case] + after + " "
        marks.append((start, start + len(forms[case]), forms[0]))
    return Marked(text, tuple(marks))
