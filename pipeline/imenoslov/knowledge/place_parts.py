"""Names of places that have several words: where a second one begins, and which part is no name of its own.

Pure functions on names as they stand in a text.
"""

import re

from imenoslov.knowledge.nouns import PLACE_NOUNS, SITE_NOUNS

# What only adjectives end in, and what nouns in the instrumental do, too: «Великом», «островом».
_SURE = re.compile(
    r"[\w-]+(?:[ыи]й|[ая]я|[оеы]е|[ое]го|[ое]му|[ыи]ми?|[ую]ю|[ыи]х|(?:[сц]к|[бвгджзклмпрстфхцчшщь]н)о[йм])"
)
_LIKELY = re.compile(r"[А-ЯЁ][а-яё-]+(?:[оеё]м|[ое]й)")
_PAIR = re.compile(r"([\w-]+) (?!и )([А-ЯЁ][\w-]+) и ([\w-]+) ([А-ЯЁ][\w-]+)")
_GENERIC = (*PLACE_NOUNS, *SITE_NOUNS)


def second_place(name: str) -> int:
    """Returns where a second place begins in what was taken for one, or 0: «Старого Оскола и Нижнего Новгорода».

    Both have an adjective before their noun; «Босния и Герцеговина» is one.
    """
    pair = _PAIR.fullmatch(name)
    if pair is None:
        return 0
    one, noun, other, other_noun = pair.groups()
    nouns = _SURE.fullmatch(noun) is _SURE.fullmatch(other_noun) is None
    return pair.start(3) if nouns and _is_adjective(one) and _is_adjective(other) else 0


def are_adjectives(words: str) -> bool:
    """Tells whether all words before a noun are its adjectives: it is no name without them («Великих Луках»)."""
    found = words.split()
    return bool(found) and all(map(_is_adjective, found))


def _is_adjective(word: str) -> bool:
    found = _SURE.fullmatch(word) or _LIKELY.fullmatch(word)
    return bool(found) and not word.lower().startswith(_GENERIC)
