"""Lists of first names, surnames, places and organisations, to tell which nominative a form may have.

Those of natasha's package are read from its data folder without importing it; first names abroad with their genders
are our own, in `first_names_abroad.tsv`, and so are surnames abroad on vowels, in `surnames_abroad.tsv`: «Соза» could
else be a form of «Соз». Countries, capitals and organisations are those of `countries.tsv` and `organisations.tsv`.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from imenoslov.knowledge.tsv import read_table, read_words
from imenoslov.natasha_data import name_list

SURNAMES = "last.txt"


@cache
def first_names() -> frozenset[str]:
    """Returns first names in lower case, е for ё; those that are also everyday words are not among them."""
    return frozenset(name_list("first.txt")).difference(name_list("maybe_first.txt"))


@cache
def surnames() -> frozenset[str]:
    """Returns surnames in lower case, е for ё; the list has some noise."""
    return frozenset(name_list(SURNAMES))


@cache
def first_names_abroad() -> Mapping[str, str]:
    """Returns first names abroad in lower case, е for ё, with their gender: m, f, or mf for those of men and women."""
    genders: dict[str, str] = {}
    for gender, row in read_table(files("imenoslov.knowledge") / "first_names_abroad.tsv", columns=2):
        for name in row.lower().replace("ё", "е").split(" "):
            genders[name] = genders.get(name, "") + gender
    return genders


@cache
def surnames_abroad() -> frozenset[str]:
    """Returns surnames abroad that end in a vowel in lower case, е for ё."""
    return _listed("surnames_abroad")


@cache
def unchanging_names() -> frozenset[str]:
    """Returns places, organisations and words of their names that do not decline, in lower case, е for ё: Эсватини."""
    return frozenset(name for name in _of_one_word() if name[-1] in _STILL) | read_words("undeclined words")


@cache
def gazetteer() -> frozenset[str]:
    """Returns towns, villages, regions, islands, rivers of one word, hyphens included, in lower case, е for ё."""
    return _listed("gazetteer") | _listed("regions")


@cache
def listed_names() -> frozenset[str]:
    """Returns the gazetteer with companies, agencies, parliaments, clubs and media of one word, in the same letters."""
    return gazetteer() | companies()


@cache
def companies() -> frozenset[str]:
    """Returns companies, agencies, parliaments, clubs and media of one word, in lower case, е for ё."""
    return _listed("companies")


def _listed(name: str) -> frozenset[str]:
    rows = read_table(files("imenoslov.knowledge") / f"{name}.tsv", columns=1)
    return frozenset(name for row in rows for name in row[0].lower().replace("ё", "е").split(" "))


@cache
def declined_names() -> frozenset[str]:
    """Returns places and organisations of one word that decline, in lower case, е for ё."""
    return frozenset(name for name in _of_one_word() if name[-1] not in _STILL)


@cache
def phrases() -> Mapping[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Returns places and organisations of several words, in lower case, е for ё, by what `outline` makes of them."""
    found: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    places = read_table(files("imenoslov.knowledge") / "places.tsv", columns=2)
    for name in (*_well_known(), *(one for place, synonyms in places for one in (place, *synonyms.split(";")))):
        words = tuple(name.lower().replace("ё", "е").split(" "))
        if len(words) > 1 and all(re.fullmatch("[а-я]+(?:-[а-я]+)*|—", word) for word in words):
            found.setdefault(outline(words), []).append(words)
    return {key: tuple(dict.fromkeys(names)) for key, names in found.items()}


def outline(words: Sequence[str]) -> tuple[str, ...]:
    """Returns what a name of several words has in common with its forms: the first two letters of each word."""
    return tuple([word[:2] for word in words])


_STILL = "иуоеэю"


def _well_known() -> dict[str, str]:
    """Returns countries, capitals and organisations, with the genitives known."""
    folder = files("imenoslov.knowledge")
    genitives = {
        name: genitive
        for _, kind, name, genitive in read_table(folder / "countries.tsv", columns=4)
        if kind in ("name", "synonym", "capital")
    }
    for name, synonyms in read_table(folder / "organisations.tsv", columns=2):
        genitives |= dict.fromkeys((name, *synonyms.split(";")), "")
    return genitives


def _of_one_word() -> list[str]:
    words = {
        name.lower().replace("ё", "е"): genitive.lower().replace("ё", "е")
        for name, genitive in _well_known().items()
        if re.fullmatch("[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*", name)
    }
    return [name for name, genitive in words.items() if name[-1] not in _STILL or genitive in ("", name)]
