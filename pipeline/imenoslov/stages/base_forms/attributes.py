"""Words before the head of a phrase with endings of their own: possessive adjectives, ordinals in figures."""

import re

from imenoslov.knowledge.endings import (
    ACC,
    DAT,
    FEMININE,
    GEN,
    GENDER_NAMED,
    INS,
    LOC,
    MASCULINE,
    NEUTER,
    NOM,
    PLURAL,
)
from imenoslov.knowledge.lexicon import Lexicon
from imenoslov.knowledge.tables import Cells, Table
from imenoslov.knowledge.weights import PLACE

Endings = dict[str, tuple[tuple[str, int, tuple[int, ...]], ...]]
"""By an ending: the nominative's ending, its gender, the cases."""

_POSSESSIVE = re.compile(r"(?P<stem>[а-я]{2,}(?:[оеё]в|[иы]н))(?P<ending>а|о|у|ы|ой|ом|ым|ых|ыми|)$")
_POSSESSIVES: Endings = {
    "": (("", MASCULINE, (NOM, ACC)),),
    "а": (("", MASCULINE, (GEN,)), ("о", NEUTER, (GEN,)), ("а", FEMININE, (NOM,))),
    "у": (("", MASCULINE, (DAT,)), ("о", NEUTER, (DAT,)), ("а", FEMININE, (ACC,))),
    "ым": (("", MASCULINE, (INS,)), ("о", NEUTER, (INS,)), ("ы", PLURAL, (DAT,))),
    "ом": (("", MASCULINE, (INS, LOC)), ("о", NEUTER, (INS, LOC))),
    "ой": (("а", FEMININE, (GEN, DAT, INS, LOC)),),
    "о": (("о", NEUTER, (NOM, ACC)),),
    "ы": (("ы", PLURAL, (NOM, ACC)),),
    "ых": (("ы", PLURAL, (GEN, LOC)),),
    "ыми": (("ы", PLURAL, (INS,)),),
}
_OF_NOMINATIVE = ("", "а", "о", "ы")
_ORDINAL = re.compile(r"(?P<stem>\d+-)(?:о(?=го|му|м)|ы(?=х|ми))?(?P<ending>й|я|ю|е|го|му|м|х|ми)$")
_ORDINALS: Endings = {
    "й": (("й", MASCULINE, (NOM, ACC)), ("я", FEMININE, (GEN, DAT, INS, LOC))),
    "я": (("я", FEMININE, (NOM,)),),
    "ю": (("я", FEMININE, (ACC,)),),
    "е": (("е", NEUTER, (NOM, ACC)), ("е", PLURAL, (NOM, ACC))),
    "го": (("й", MASCULINE, (GEN,)), ("е", NEUTER, (GEN,))),
    "му": (("й", MASCULINE, (DAT,)), ("е", NEUTER, (DAT,))),
    "м": (("й", MASCULINE, (INS, LOC)), ("е", NEUTER, (INS, LOC)), ("е", PLURAL, (DAT,))),
    "х": (("е", PLURAL, (GEN, LOC)),),
    "ми": (("е", PLURAL, (INS,)),),
}
_NUMBERED = re.compile(r"([А-ЯЁа-яё][А-ЯЁа-яё-]{3,})(-\d+)")
_ALL_GENDERS = frozenset((MASCULINE, FEMININE, NEUTER, PLURAL))


def declines_in_figures(word: str) -> bool:
    """Tells whether a word with figures declines: an ordinal («76-й») or a name with a number («Сахалина-2»)."""
    return bool(_ORDINAL.fullmatch(word) if word[:1].isdigit() else _NUMBERED.fullmatch(word))


def numbered(word: str) -> tuple[str, str]:
    """Returns a name and the number behind it, with its hyphen; both empty for another word."""
    found = _NUMBERED.fullmatch(word)
    return (found[1], found[2]) if found else ("", "")


def ordinal(word: str) -> Table | None:
    """Returns the table of an ordinal in figures, None of another word: «76-й дивизии», «9-го суда»."""
    found = _ORDINAL.fullmatch(word)
    return _table(found, _ORDINALS, _ALL_GENDERS) if found else None


def possessive(word: str) -> re.Match[str] | None:
    """Returns the stem and the ending of what is spelt like a possessive adjective: «Гавриловом»."""
    return _POSSESSIVE.fullmatch(word)


def of_somebody(lexicon: Lexicon, found: re.Match[str], noun: str) -> Table | None:
    """Returns the table of a possessive adjective before its noun, both folded; None where it is another adjective."""
    nominatives = {reading.nominative for reading in lexicon.known(found.string) if reading.pos == "ADJ"}
    if nominatives and nominatives.isdisjoint([found["stem"] + ending for ending in _OF_NOMINATIVE]):
        return None  # «Единой» is of «Единая»
    genders = {
        PLURAL if reading.number == "Plur" else GENDER_NAMED.get(reading.gender, PLURAL)
        for reading in lexicon.known(noun)
        if reading.pos == "NOUN"
    }
    if NEUTER in genders:
        genders.discard(MASCULINE)  # «городище» is no big «город»
    return _table(found, _POSSESSIVES, genders)


def _table(found: re.Match[str], endings: Endings, genders: set[int] | frozenset[int]) -> Table | None:
    cells = Cells()
    for ending, gender, cases in endings[found["ending"]]:
        if gender in genders:
            cells.add(found["stem"] + ending, gender, sum(1 << case for case in cases), 0.0)
    if cells.empty():
        return None
    cells.slip(PLACE["slip"])
    return cells.table(known=True)
