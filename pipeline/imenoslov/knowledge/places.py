"""Places: one reading for each way to write a place's name.

`places.tsv` (regions, towns and others known by several names) is of our own writing; countries are in `countries.py`.
"""

import re
from functools import cache, lru_cache
from importlib.resources import files

from msgspec import Struct

from imenoslov.knowledge.countries import country_of_adjective, load_countries
from imenoslov.knowledge.spelling import fold, number_apart
from imenoslov.knowledge.tsv import read_table, read_words

_KINDS = read_words("kinds of places")
_STATES = frozenset({"королевство", "республика", "федерация", "государство"})
_OFFICIAL = re.compile(r"\S{4,}(?:ая|ое)")
# A region that has the name of its town is not that town: «штат Нью-Йорк».
_NAMESAKES = read_words("towns and regions of one name")
_COUNTRYSIDE = re.compile(r"(?P<stem>[а-я-]{3,})щина")
# Shorter stems are those of titles, too: «Папа Римский».
_RELATIVE = re.compile(r"(?P<stem>.{4,})ск(?:ий|ая|ое|ие)")
_REGION = re.compile(r"(?<=\w )обл\.?$")


class PlaceName(Struct, frozen=True):
    """A reading of a place's name, folded; `country` is the ISO code where it is that of a country."""

    key: str
    country: str | None = None
    known: bool = False


@cache
def _synonyms() -> dict[str, str]:
    result: dict[str, str] = {}
    for name, synonyms in read_table(files("imenoslov.knowledge") / "places.tsv", columns=2):
        for form in (name, *synonyms.split(";")):
            if form:
                result.setdefault(fold(number_apart(form)), fold(name))
    return result


@lru_cache(8_192)
def read_place(name: str, contested: tuple[tuple[str, str], ...] = ()) -> PlaceName:
    """Reads the base form of a place's name; `contested` as in `read_organisation`."""
    folded = _REGION.sub("область", fold(number_apart(name)))
    countries = load_countries()
    code = dict(contested).get(folded) or countries.by_name.get(folded)
    if code:
        return PlaceName(fold(countries.by_code[code].name), code, known=True)
    code = country_of_adjective(folded)
    if code:
        return PlaceName(fold(countries.by_code[code].name), code, known=True)
    if folded in _synonyms():
        return PlaceName(_synonyms()[folded], known=True)
    first, _, rest = folded.partition(" ")
    code = country_of_adjective(first) if rest in _STATES else None
    while rest and not code and _OFFICIAL.fullmatch(first):
        first, _, rest = rest.partition(" ")  # «Исламская Республика Иран»
    if first in _STATES:
        code = countries.by_name.get(rest) or countries.by_genitive.get(rest)
    if code:
        return PlaceName(fold(countries.by_code[code].name), code, known=True)
    countryside = _COUNTRYSIDE.fullmatch(folded)
    if countryside:
        return PlaceName(f"{countryside['stem']}ская область")
    words = name.split()
    if words[:1] == ["столица"]:
        whose = fold(" ".join(words[1:]))
        capital = countries.capital_of.get(dict(contested).get(whose) or countries.by_genitive.get(whose, ""))
        if capital:
            return PlaceName(capital, known=True)
    region = " ".join(words[1:])
    if len(words) > 1 and words[0].islower() and words[0] in _KINDS and fold(region) not in _NAMESAKES:
        return read_place(region, contested)
    town = _town_of_adjective(folded)
    if town:
        return PlaceName(town, known=True)
    return PlaceName(folded, known=folded in countries.by_capital or folded in countries.by_town)


def _town_of_adjective(folded: str) -> str | None:
    """Returns the town of the tables that an adjective is made of: «каннский» of Канны."""
    adjective = _RELATIVE.fullmatch(folded)
    return _towns().get(adjective["stem"]) if adjective else None


@cache
def _towns() -> dict[str, str]:
    """Returns the towns of the tables by their stems; those of two towns are left out."""
    countries = load_countries()
    stems: dict[str, set[str]] = {}
    for town in (*countries.by_capital, *countries.by_town):
        stems.setdefault(town.rstrip("аеиоуыэюяйь"), set()).add(town)
    return {stem: next(iter(towns)) for stem, towns in stems.items() if len(towns) == 1}
