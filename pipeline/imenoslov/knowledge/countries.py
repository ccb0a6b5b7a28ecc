"""Countries and territories: one name for each, whatever a writer calls it.

`countries.tsv` is made by `pipeline/training/countries.py` from CLDR's Russian names (as packaged by Babel),
genitives of pymorphy3, and synonyms, adjectives, capitals and other towns of our own writing.
"""

from functools import cache
from importlib.resources import files

from msgspec import Struct

from imenoslov.knowledge.spelling import fold
from imenoslov.knowledge.tsv import read_table


class Country(Struct, frozen=True):
    """A country or territory: its ISO code (ours start with X), its name, and that in the genitive."""

    code: str
    name: str
    genitive: str


class Countries(Struct, frozen=True):
    """All countries, by folded words: names, genitives, adjectives (lemmas), capitals, other towns.

    `contested` are names that need evidence; `ends` are the last words of genitives and contested names, of which
    `longest` counts the words of the longest.
    """

    by_code: dict[str, Country]
    by_name: dict[str, str]
    by_genitive: dict[str, str]
    by_adjective: dict[str, str]
    by_capital: dict[str, str]
    by_town: dict[str, str]
    capital_of: dict[str, str]
    contested: dict[str, frozenset[str]]
    contested_genitives: dict[str, frozenset[str]]
    genitive_starts: frozenset[str]
    ends: frozenset[str]
    longest: int


@cache
def load_countries() -> Countries:
    """Loads the shipped table, once."""
    rows = read_table(files("imenoslov.knowledge") / "countries.tsv", columns=4)
    claims: dict[str, dict[str, set[str]]] = {}
    for code, kind, word, genitive in rows:
        kind = "name" if kind == "synonym" else kind
        claims.setdefault(kind, {}).setdefault(fold(word), set()).add(code)
        if kind in ("name", "contested") and not genitive.isascii():
            claims.setdefault(f"{kind} genitive", {}).setdefault(fold(genitive), set()).add(code)
    by_code = {code: Country(code, word, genitive) for code, kind, word, genitive in rows if kind == "name"}
    genitives = _unique(claims["name genitive"])
    contested, contested_genitives = claims["contested"], claims["contested genitive"]
    return Countries(
        by_code=by_code,
        by_name=_unique(claims["name"]),
        by_genitive=genitives,
        by_adjective=_unique(claims["adjective"]),
        by_capital=_unique(claims["capital"]),
        by_town=_unique(claims["town"]),
        capital_of={code: fold(word) for code, kind, word, _ in rows if kind == "capital"},
        contested={word: frozenset(codes) for word, codes in contested.items()},
        contested_genitives={word: frozenset(codes) for word, codes in contested_genitives.items()},
        genitive_starts=frozenset(genitive.split(" ")[0] for genitive in genitives),
        ends=frozenset(word.rpartition(" ")[2] for word in (*genitives, *contested, *contested_genitives)),
        longest=max(len(word.split(" ")) for word in (*genitives, *contested, *contested_genitives)),
    )


def _unique(claims: dict[str, set[str]]) -> dict[str, str]:
    return {word: next(iter(codes)) for word, codes in claims.items() if len(codes) == 1}


_ENDINGS = ("ая", "ое", "ие", "ий", "ый", "ые", "ой")


def country_of_adjective(folded: str) -> str | None:
    """Returns the code of the country that an adjective in the nominative, of any gender or number, belongs to."""
    if folded[-2:] not in _ENDINGS:
        return None
    adjectives = load_countries().by_adjective
    return adjectives.get(folded) or adjectives.get(folded[:-2] + "ий") or adjectives.get(folded[:-2] + "ый")
