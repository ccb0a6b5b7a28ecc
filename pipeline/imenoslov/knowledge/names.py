"""Lists of first names, surnames and places, to tell which nominative a form may have.

Those of natasha's package are read from its data folder without importing it; first names abroad with their genders
are our own, in `first_names_abroad.tsv`, and so are surnames abroad on vowels, in `surnames_abroad.tsv`: «Соза» could
else be a form of «Соз». Countries and capitals are those of `countries.tsv`.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from imenoslov.knowledge.tsv import read_table
from imenoslov.natasha_data import name_list


@cache
def first_names() -> frozenset[str]:
    """Returns first names in lower case, е for ё; those that are also everyday words are not among them."""
    return frozenset(name_list("first.txt")).difference(name_list("maybe_first.txt"))


@cache
def surnames() -> frozenset[str]:
    """Returns surnames in lower case, е for ё; the list has some noise."""
    return frozenset(name_list("last.txt"))


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
    rows = read_table(files("imenoslov.knowledge") / "surnames_abroad.tsv", columns=1)
    return frozenset(name for row in rows for name in row[0].lower().replace("ё", "е").split(" "))


@cache
def unchanging_places() -> frozenset[str]:
    """Returns countries and capitals of one word that do not decline, in lower case, е for ё: Эсватини, Ломе."""
    return frozenset(name for name in _places() if name[-1] in "иуоеэю")


@cache
def declined_places() -> frozenset[str]:
    """Returns countries and capitals of one word that decline, in lower case, е for ё."""
    return _places() - unchanging_places()


def _places() -> frozenset[str]:
    rows = read_table(files("imenoslov.knowledge") / "countries.tsv", columns=4)
    found = {
        name.lower().replace("ё", "е"): genitive.lower().replace("ё", "е")
        for _, kind, name, genitive in rows
        if kind in ("name", "synonym", "capital") and re.fullmatch("[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)*", name)
    }
    return frozenset(name for name, genitive in found.items() if name[-1] not in "иуоеэю" or genitive in ("", name))
