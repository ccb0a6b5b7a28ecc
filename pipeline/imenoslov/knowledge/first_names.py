"""First names: which they are, their gender, and which of them are one name (Мэтт and Мэттью, Володимир and Владимир).

The list of names is natasha's (`first.txt`, 7,658 lower-cased names); short forms and genders are our own, in
`first_names.tsv`; `first_name_genders.tsv` has the genders of more names, made of pymorphy3's dictionary by
`pipeline/training/first_name_genders.py`, and `first_names_abroad.tsv` those of names in other languages.
"""

from collections.abc import Collection
from functools import cache
from importlib.resources import files

from imenoslov.document import Gender
from imenoslov.knowledge.names import first_names_abroad
from imenoslov.knowledge.spelling import fold
from imenoslov.knowledge.tsv import read_table
from imenoslov.natasha_data import name_list


@cache
def _known() -> frozenset[str]:
    return frozenset(name_list("first.txt"))


@cache
def _variants() -> tuple[dict[str, frozenset[str]], dict[str, Gender]]:
    families: dict[str, set[str]] = {}
    genders: dict[str, set[Gender]] = {}
    for row in read_table(files("imenoslov.knowledge") / "first_names.tsv", columns=3):
        gender: Gender = "f" if row[1] == "f" else "m"
        full = fold(row[0])
        for form in (full, *(fold(form) for form in row[2].split(";") if form)):
            families.setdefault(form, set()).add(full)
            genders.setdefault(form, set()).add(gender)
    return (
        {form: frozenset(family) for form, family in families.items()},
        {form: next(iter(both)) for form, both in genders.items() if len(both) == 1} | _genders(genders),
    )


def _genders(own: Collection[str]) -> dict[str, Gender]:
    of_gender: dict[str, set[str]] = {"f": set(), "m": set()}
    for name, letters in first_names_abroad().items():
        for letter in letters:
            of_gender[letter].add(name)
    for letter, names in read_table(files("imenoslov.knowledge") / "first_name_genders.tsv", columns=2):
        of_gender[letter].update(fold(names).split(" "))
    women = of_gender["f"].difference(of_gender["m"], own)
    men = of_gender["m"].difference(of_gender["f"], own)
    return {**dict.fromkeys(women, "f"), **dict.fromkeys(men, "m")}


def is_first_name(folded: str) -> bool:
    """Tells whether a folded word is a first name, or a short form of one."""
    return folded in _known() or folded in _variants()[0]


def is_common_first_name(folded: str) -> bool:
    """Tells whether a folded word is one of the first names, or short forms, of the table with genders."""
    return folded in _variants()[0]


def full_forms(folded: str) -> frozenset[str]:
    """Returns the full names that a folded first name can be a form of: «владислав» of «влад»."""
    return _variants()[0].get(folded, frozenset())


def one_first_name(a: str, b: str) -> bool:
    """Tells whether two folded first names are forms of one name: Мэтт and Мэттью, but not Том and Тим."""
    if a == b:
        return True
    return bool(full_forms(a) & full_forms(b))


def first_name_gender(folded: str) -> Gender | None:
    """Returns the gender of a folded first name where it is certain."""
    return _variants()[1].get(folded)
