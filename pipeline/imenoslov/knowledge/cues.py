"""Names that the words beside them give away, whatever a tagger of words says: whom the press cites, power stations,
the White House.

Pure functions on offsets into a text.
"""

import re
from typing import NamedTuple

from imenoslov.document import EntityType
from imenoslov.knowledge.first_names import is_first_name
from imenoslov.knowledge.organisations import read_organisation
from imenoslov.knowledge.spelling import cyrillic, fold
from imenoslov.knowledge.tsv import read_words

_STATIONS = frozenset({"АЭС", "ГЭС", "ГРЭС", "ТЭЦ"})
_AGENCIES = frozenset({"РИА", "ТАСС"})
# The White House, as a tagger that has learnt to leave buildings out may not find it.
_WHITE = frozenset({"Белый", "Белого", "Белому", "Белым", "Белом"})
_HOUSE = re.compile(r"\w+ дом(?:[ауе]|ом)?(?!\w)")

# Words in Latin letters one after another, the first of them with a capital: «Derbyshire Live», «Corriere della Sera».
_LATIN_NAME = re.compile(
    r"[A-ZÀ-Þ][0-9A-Za-zÀ-ÿ’'&-]*(?:\.[A-Za-z]{2,4}\b)?"
    r"(?: (?:(?:of|and|de|del|della|di|the|&) )?[A-ZÀ-Þ][0-9A-Za-zÀ-ÿ’'&-]*){0,4}(?!\w)"
)
# What cites the press in the present, and what kinds of it there are.
_CITING = re.compile(
    r"\b(?:сообща[ею]т|переда[её]т|пиш[еу]т|информиру[ею]т|цитиру[ею]т|передавало?|сообщало?"
    r"|(?:агентств|издани|портал|сайт|телеканал|канал|газет|журнал|радиостанци|телекомпани)[а-яё]{0,3}"
    r"|(?:журналист|корреспондент|обозревател|репорт[её]р)[а-яё]{0,3}|ссылкой на|данным)\s+[«\"“„]?$"
)
_CITED = 30
_HEADLINE = re.compile(r"(?:^|\n)[«\"“„]?$")
_AGENCY = re.compile(r"РИА «?Новости»?|(?:ИТАР-)?ТАСС")
_DATELINE = re.compile(r"[—–/-]\s?$")
_PLATFORMS = read_words("platforms")
_ADJECTIVE = re.compile(r"(?<![\w-])[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?(?:ая|ой|ую)\s$")
_LONGEST_ADJECTIVE = 40


class Given(NamedTuple):
    """A name that its surroundings give away: its offsets and its type."""

    start: int
    stop: int
    type: EntityType


def is_cue(word: str) -> bool:
    """Tells whether a word can be (the beginning of) a name that `given_away` finds."""
    if "A" <= word[:1] <= "Z":
        return len(word) > 1 and word.isalpha()
    return word in _STATIONS or word in _AGENCIES or word in _WHITE


def given_away(text: str, start: int, stop: int) -> Given | None:
    """Returns the name that the cue at these offsets belongs to, if the words around it leave no doubt."""
    word = text[start:stop]
    if word in _STATIONS:
        return _station(text, start, stop)
    if word in _AGENCIES:
        agency = _AGENCY.match(text, start) if _DATELINE.search(text, max(0, start - 3), start) else None
        return Given(start, agency.end(), "ORG") if agency else None
    if word in _WHITE:
        house = _HOUSE.match(text, start)
        return Given(start, house.end(), "ORG") if house else None
    return _press(text, start)


def _station(text: str, start: int, stop: int) -> Given | None:
    """Finds a power station by its adjective: «Запорожская АЭС»."""
    adjective = _ADJECTIVE.search(text, max(0, start - _LONGEST_ADJECTIVE), start)
    return Given(adjective.start(), stop, "LOC") if adjective else None


def _press(text: str, start: int) -> Given | None:
    """Finds who is cited under a name in Latin letters: «пишет Derbyshire Live», «газета Irish Times», «NYT: …»."""
    name = _LATIN_NAME.match(text, start)
    if name is None or (start and (text[start - 1].isalnum() or text[start - 1] in "@/.-_#")):
        return None
    words = fold(name[0]).split(" ")
    if not _PLATFORMS.isdisjoint(words):
        return None
    if _CITING.search(text, max(0, start - _CITED), start):
        person = len(words) > 1 and is_first_name(cyrillic(words[0]))
        return None if person else Given(start, name.end(), "ORG")
    headline = text[name.end() : name.end() + 1] == ":" and _HEADLINE.search(text, max(0, start - 2), start)
    if (headline or len(words) > 1) and read_organisation(name[0]).known:
        return Given(start, name.end(), "ORG")
    return None
