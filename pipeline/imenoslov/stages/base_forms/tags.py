"""Tags of the tagger, read."""

from functools import lru_cache
from typing import NamedTuple

from imenoslov.knowledge.endings import GENDER_NAMED

_CASE = {"Nom": 0, "Gen": 1, "Dat": 2, "Acc": 3, "Ins": 4, "Loc": 5, "Par": 1}


class Tag(NamedTuple):
    """A tagger's word: part of speech, case and gender (-1 where it has none), plural, animate."""

    pos: str
    case: int
    gender: int
    plural: bool
    animate: bool


@lru_cache(4096)
def tag(pos: str, feats: str) -> Tag:
    """Reads the features of Universal Dependencies."""
    found = dict(pair.split("=", 1) for pair in feats.split("|") if "=" in pair)
    return Tag(
        pos,
        _CASE.get(found.get("Case", ""), -1),
        GENDER_NAMED.get(found.get("Gender", ""), -1),
        found.get("Number") == "Plur",
        found.get("Animacy") == "Anim",
    )
