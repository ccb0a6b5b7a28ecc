"""Names of places that have several words: where a second one begins, and which part is no name of its own.

Pure functions on names as they stand in a text.
"""

import re

from imenoslov.knowledge.first_names import is_first_name
from imenoslov.knowledge.names import outline, phrases
from imenoslov.knowledge.nouns import PLACE_NOUNS, SITE_NOUNS, STREET_NOUNS
from imenoslov.knowledge.spelling import fold

# What only adjectives end in, and what nouns in the instrumental do, too: «Великом», «островом».
_SURE = re.compile(
    r"[\w-]+(?:[ыи]й|[ая]я|[оеы]е|[ое]го|[ое]му|[ыи]ми?|[ую]ю|[ыи]х|(?:[сц]к|[бвгджзклмпрстфхцчшщь]н)о[йм])"
)
_LIKELY = re.compile(r"[А-ЯЁ][а-яё-]+(?:[оеё]м|[ое]й)")
_PAIR = re.compile(r"([\w-]+) (?!и )([А-ЯЁ][\w-]+) и ([\w-]+) ([А-ЯЁ][\w-]+)")
_GENERIC = (*PLACE_NOUNS, *SITE_NOUNS)
# An adjective that is part of a town's name behind its noun, by the endings that both have then: «Ростова Великого».
_BEHIND = re.compile(
    r"(?P<noun>[\w-]*[а-яё]) (?P<adjective>[А-ЯЁ][а-яё]+(?P<ending>[ыи]й|ого|ому|[ыи]м|ом))(?![\w-])(?! [А-ЯЁ])"
)
_NOUN_BEFORE = {"ый": "", "ий": "", "ого": "ая", "ому": "ую", "ым": "м", "им": "м", "ом": "е"}
_DASHES = (" — ", " – ", " - ")
_STREETS = tuple(f"{street} " for noun in STREET_NOUNS for street in (noun, noun.capitalize()))
_LONGEST_STREET = max(map(len, _STREETS))
# How the nouns of streets end before the white space behind them: where to look for one.
TAIL = 3
STREET_TAILS = frozenset(street[-TAIL:] for street in _STREETS)
# How a name ends that somebody's street has, and names of women.
_OF_SOMEBODY = ("ого", "его", "а", "я", "ы", "и", "ой", "ей", "ых", "их", "о")


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


def with_adjective(text: str, start: int, stop: int) -> int:
    """Returns where a place of one word ends with the adjective behind it, which agrees with it: «Ростова Великого»."""
    found = _BEHIND.match(text, start) if text[stop : stop + 1] == " " and text[stop + 1 : stop + 2].isupper() else None
    if found is None or found.end("noun") != stop or _SURE.fullmatch(found["noun"]):
        return stop
    noun = _NOUN_BEFORE[found["ending"]]
    last = found["noun"][-1]
    agrees = last in noun if noun else last not in "аеёиоуыэюя"
    return found.end() if agrees else stop


def is_joined(text: str, start: int, stop: int, other_start: int, other_stop: int) -> bool:
    """Tells whether two places with a dash between them are a well-known one: «Папуа» and «Новой Гвинеи»."""
    if text[stop:other_start] not in _DASHES:
        return False
    return (
        outline([*fold(text[start:stop]).split(" "), "—", *fold(text[other_start:other_stop]).split(" ")]) in phrases()
    )


def is_street(text: str, start: int, stop: int) -> bool:
    """Tells whether a person's name is that of a street: «на улице Белинского».

    «На площади Анна Павлова» is a woman.
    """
    if not text.endswith(_STREETS, max(0, start - _LONGEST_STREET), start):
        return False
    first, space, _ = text[start:stop].partition(" ")
    woman = space and text[stop - 1] in "ая" and is_first_name(fold(first))
    return not woman and text.endswith(_OF_SOMEBODY, start, stop)


def are_adjectives(words: str) -> bool:
    """Tells whether all words before a noun are its adjectives: it is no name without them («Великих Луках»)."""
    found = words.split()
    return bool(found) and all(map(_is_adjective, found))


def _is_adjective(word: str) -> bool:
    found = _SURE.fullmatch(word) or _LIKELY.fullmatch(word)
    return bool(found) and not word.lower().startswith(_GENERIC)
