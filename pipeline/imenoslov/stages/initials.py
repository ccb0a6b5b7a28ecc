"""Initials: which abbreviations a long name can be shortened to."""

import re
from functools import lru_cache

from imenoslov.knowledge.spelling import cyrillic, fold
from imenoslov.knowledge.tsv import read_words

_SMALL_WORDS = read_words("small words")
_ABBREVIATION = re.compile(r"[A-ZА-ЯЁ][A-ZА-ЯЁa-zа-яё&-]{0,3}[A-ZА-ЯЁ][A-ZА-ЯЁ&-]*[а-я]?")
_BREAK = re.compile(r"[ -]")
_CAMEL = re.compile(r"(?:[А-ЯЁ][а-яё]+){3,}")
_CAPITAL = re.compile("[А-ЯЁ]")


def is_abbreviation(name: str) -> bool:
    """Tells whether a name is written as an abbreviation: «МВФ», «СПбГУ», «AT&T»."""
    return bool(_ABBREVIATION.fullmatch(name.strip('«»"“”„')))


def abbreviated(name: str) -> str:
    """Returns an abbreviation as `initials` returns those of a long name: folded, in Cyrillic, in one word."""
    return cyrillic(_BREAK.sub("", fold(name)))


@lru_cache(8_192)
def initials(name: str) -> frozenset[str]:
    """Returns the initials of a name, with and without its small words, folded, in Cyrillic.

    An abbreviation in the name stays whole («ЗАЭС» of «Запорожская АЭС»), or is the body above, which may be left out
    («ИКИ» of «Институт космических исследований РАН»). One word gives the capitals in it: «КМГ» of «КазМунайГаз».
    """
    words = [(fold(word), len(word) > 1 and word.isupper()) for word in _BREAK.split(name)]
    words = [(word, whole) for word, whole in words if word]
    if len(words) < 2:
        name = name.strip('«»"“”„')
        return frozenset([fold("".join(_CAPITAL.findall(name)))] if _CAMEL.fullmatch(name) else [])
    strong = [pair for pair in words if pair[0] not in _SMALL_WORDS and (len(pair[0]) > 1 or pair[0].isdigit())]
    without = strong[:-1] if strong and strong[-1][1] and len(strong) > 3 else []
    return frozenset(
        "".join(cyrillic(word if whole else word[0]) for word, whole in some)
        for some in (words, strong, without)
        if len(some) > 1
    )
