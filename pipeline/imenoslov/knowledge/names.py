"""Lists of first names and surnames: those of natasha's package, read from its data folder without importing it."""

from functools import cache

from imenoslov.natasha_data import name_list


@cache
def first_names() -> frozenset[str]:
    """Returns first names in lower case, е for ё; those that are also everyday words are not among them."""
    return frozenset(name_list("first.txt")).difference(name_list("maybe_first.txt"))


@cache
def surnames() -> frozenset[str]:
    """Returns surnames in lower case, е for ё; the list has some noise."""
    return frozenset(name_list("last.txt"))
