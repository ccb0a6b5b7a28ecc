"""Lists of first names and surnames.

Those of natasha's package are read from its data folder without importing it; first names abroad with their genders
are our own, in `first_names_abroad.tsv`, and so are surnames abroad on vowels, in `surnames_abroad.tsv`: «Соза» could
else be a form of «Соз».
"""

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
