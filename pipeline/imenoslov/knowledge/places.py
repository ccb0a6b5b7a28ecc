"""Places: one reading for each way to write a place's name.

`places.tsv` (regions, towns and others known by several names) is of our own writing; countries are in `countries.py`.
"""

from functools import cache, lru_cache
from importlib.resources import files

from msgspec import Struct

from imenoslov.knowledge.countries import country_of_adjective, load_countries
from imenoslov.knowledge.spelling import fold
from imenoslov.knowledge.tsv import read_table, read_words

_KINDS = read_words("kinds of places")


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
                result.setdefault(fold(form), fold(name))
    return result


@lru_cache(8_192)
def read_place(name: str, contested: tuple[tuple[str, str], ...] = ()) -> PlaceName:
    """Reads the base form of a place's name; `contested` as in `read_organisation`."""
    folded = fold(name)
    countries = load_countries()
    code = dict(contested).get(folded) or countries.by_name.get(folded)
    if code:
        return PlaceName(fold(countries.by_code[code].name), code, known=True)
    code = country_of_adjective(folded)
    if code:
        return PlaceName(fold(countries.by_code[code].name), code, known=True)
    if folded in _synonyms():
        return PlaceName(_synonyms()[folded], known=True)
    words = name.split()
    if words[:1] == ["столица"]:
        whose = fold(" ".join(words[1:]))
        capital = countries.capital_of.get(dict(contested).get(whose) or countries.by_genitive.get(whose, ""))
        if capital:
            return PlaceName(capital, known=True)
    if len(words) > 1 and words[0].islower() and words[0] in _KINDS:
        return read_place(" ".join(words[1:]), contested)
    known = folded in countries.by_capital
    return PlaceName(folded, known=known)
