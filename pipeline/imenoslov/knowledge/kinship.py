"""Kinship: who is introduced by a relative: «сын президента Хантер Байден», «дочь бывшего главы РЖД Анна Лис»."""

import re

# A father of children is no relative of anybody named.
_RELATIVE = re.compile(
    r"\b(?i:сын(?:а|у|ом|е)?|доч(?:ь|ери|ерью)|жен(?:а|ы|е|у|ой)|муж(?:а|у|ем|е)?|супруг(?:а|у|ом|е|и|ой)?"
    r"|вдов(?:а|ы|е|у|ой)|брат(?:а|у|ом|е)?|сестр(?:а|ы|е|у|ой)|отец|отц(?:а|у|ом|е)|мать|матер(?:и|ью)"
    r"|зят(?:ь|я|ю|ем|е)|тест(?:ь|я|ю|ем|е)|внук(?:а|у|ом|е)?|внучк(?:а|и|е|у|ой)|племянник(?:а|у|ом|е)?"
    r"|племянниц(?:а|ы|е|у|ей)|дяд(?:я|и|е|ю|ей)|т[её]т(?:я|и|е|ю|ей))"
    r"(?:,|(?:\s+(?!дет|сынов|дочер)[а-яё-]+){0,4}(?:\s+[А-ЯЁ][\w-]*){0,3})\s+$"
)
_LONGEST = 80
_SUBJECT = re.compile(
    r"\b(?:сын|дочь|жена|муж|супруга?|вдова|брат|сестра|отец|мать|зять|тесть|внук|внучка|племянник|племянница|дядя|т[её]тя)\b",
    re.IGNORECASE,
)


def follows_relative(text: str, start: int) -> bool:
    """Tells whether a word of kinship stands before the name that starts there, with whose relative it is or without.

    The name may be the relative's («дочь президента Иванка Трамп») or the other's («дочь президента Трампа»).
    """
    return bool(_RELATIVE.search(text, max(0, start - _LONGEST), start))


def introduces(text: str, start: int, *, nominative: bool) -> bool:
    """Tells whether the name that starts there, in the nominative or another case, is surely that of the relative."""
    found = _RELATIVE.search(text, max(0, start - _LONGEST), start) if nominative else None
    return bool(found and _SUBJECT.match(text, found.start()))
