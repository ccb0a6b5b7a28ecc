"""Kinship: who is introduced by a relative: «сын президента Хантер Байден», «дочь бывшего главы РЖД Анна Лис»."""

import re

from imenoslov.knowledge.tsv import read_words

_NOMINATIVES = read_words("kin")
_WORDS = _NOMINATIVES | read_words("kin in other cases")

# What stands between such a word and the name: nothing, a comma, or whose relative it is. A father of children is none
# of anybody named.
_BETWEEN = re.compile(r",|(?: (?!дет|сынов|дочер)[а-яё-]+){0,4}(?: [А-ЯЁ][\w-]*){0,3}")
_LONGEST = 80


def relative_before(text: str, start: int) -> str | None:
    """Returns the word of kinship before the name that starts there, folded, with whose relative it is or without.

    The name may be the relative's («дочь президента Иванка Трамп») or the other's («дочь президента Трампа»).
    """
    words = text[max(0, start - _LONGEST) : start].rpartition("\n")[2].split()
    kin = [word.rstrip(",").lower() for word in words]
    if _WORDS.isdisjoint(kin):
        return None
    at = max(at for at, word in enumerate(kin) if word in _WORDS)
    between = " ".join([words[at][len(kin[at]) :], *words[at + 1 :]]).rstrip()
    return kin[at] if _BETWEEN.fullmatch(between) else None


def is_subject(kin: str) -> bool:
    """Tells whether a word of kinship is in the nominative: a name in it that follows is surely the relative's."""
    return kin in _NOMINATIVES
