"""Words with figures: ordinals («76-й дивизии») and names with a number behind them («Сахалина-2»)."""

import re

from imenoslov.knowledge.endings import (
    ACC,
    DAT,
    FEMININE,
    GEN,
    INS,
    LOC,
    MASCULINE,
    NEUTER,
    NOM,
    PLURAL,
)
from imenoslov.knowledge.tables import Cells, Table
from imenoslov.knowledge.weights import PLACE

_ORDINAL = re.compile(r"(?P<stem>\d+-)(?:о(?=го|му|м)|ы(?=х|ми))?(?P<ending>й|я|ю|е|го|му|м|х|ми)$")
# By the ending: the nominative's ending, its gender, the cases.
_ORDINALS: dict[str, tuple[tuple[str, int, tuple[int, ...]], ...]] = {
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
    if found is None:
        return None
    cells = Cells()
    for ending, gender, cases in _ORDINALS[found["ending"]]:
        cells.add(found["stem"] + ending, gender, sum(1 << case for case in cases), 0.0)
    cells.slip(PLACE["slip"])
    return cells.table(known=True)
