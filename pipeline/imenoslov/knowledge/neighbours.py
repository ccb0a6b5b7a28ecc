"""What stands side by side with a person's name: what was taken for a part of it and is none, and what is one.

Pure functions on names as they stand in a text.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from imenoslov.knowledge.first_names import is_common_first_name, is_first_name
from imenoslov.knowledge.particles import EASTERN, PARTICLES, PATRONYMS
from imenoslov.knowledge.spelling import fold
from imenoslov.knowledge.tsv import read_words

_OFFICES = read_words("offices")
# The head of Tatarstan, and a first name.
_RAIS = "раис"

_LONGEST_PARTICLE = 8
_PATRONYMS = tuple(f" {word}" for word in sorted(PATRONYMS))
_PATRONYM = re.compile(rf" (?:{'|'.join(sorted(PATRONYMS))})\b")

# How forms of a man's name end that can be no nominative, and those that need not be one.
_OBLIQUE = ("ом", "ем", "ым", "им", "у", "ю")
_OPEN = (*_OBLIQUE, *"аяеиоуыэюь", "ой", "ей", "их", "ых")

# Forms of one surname begin with the same letters, so many of them at least; one is no longer by more.
_BEGINNING = 3
_ENDING = 2

# A surname with both initials, and two more words: «Гасанова Р. А. Расул Гасанов», «Иванов И.И. Петров П.П.».
_WITH_INITIALS = re.compile(r"[А-ЯЁ][\w-]+ [А-ЯЁ]\. ?[А-ЯЁ]\. (?=[А-ЯЁ][\w-]+ [А-ЯЁ])")
# A person with initials behind an organisation, in the nominative, which depends on nothing: «Агентства П. Лебединец».
_BEHIND_ORGANISATION = re.compile(r" (?P<person>(?:[А-ЯЁ]\. ?){1,2}(?P<surname>[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?))$")
_NAMED_AFTER = re.compile(r"\b(?:имени|им\.|памяти|под)\s*$")
_LONG = 4  # words of a name that may be one

# The first words that are looked at.
_NOTED = frozenset(
    form for word in (*_OFFICES, *EASTERN, _RAIS) for form in (word, word.capitalize(), word.title(), word.upper())
)


Words = Sequence[str]


class FullNames(NamedTuple):
    """The words of an article's full names, by the first letters of the first of them, and of the last."""

    by_first: Mapping[str, Sequence[Words]]
    by_last: Mapping[str, Sequence[Words]]


def full_names(people: Iterable[Words]) -> FullNames:
    """Returns those of the names that have several words."""
    first, last = defaultdict[str, list[Words]](list), defaultdict[str, list[Words]](list)
    for words in people:
        if len(words) > 1:
            first[words[0][:_BEGINNING]].append(words)
            last[words[-1][:_BEGINNING]].append(words)
    return FullNames(first, last)


def are_ordinary(text: str, names: Sequence[str], stops: Iterable[int]) -> bool:
    """Tells at little cost that nothing here changes the names of an article's people, which end at these offsets."""
    words = [name.split(" ") for name in names]
    full = [each for each in words if len(each) > 1]
    return (
        _NOTED.isdisjoint([each[0] for each in words])
        and {each[0][:_BEGINNING] for each in full}.isdisjoint([each[-1][:_BEGINNING] for each in full])
        and not any(len(each) >= _LONG or each[1] in PARTICLES or _disagree(each) for each in full if len(each) > 2)
        and not any(text.startswith(_PATRONYMS, stop) for stop in stops)
    )


def office(name: str) -> int:
    """Returns where a person's name begins after an office with a capital: 8 for «Канцлер Меркель», 0 without one."""
    first, _, rest = name.partition(" ")
    word = first.lower()
    alone = word in _OFFICES or (word == _RAIS and " " in rest and is_first_name(fold(rest.partition(" ")[0])))
    return len(first) + 1 if alone and rest[:1].isupper() else 0


def with_particle(text: str, start: int, stop: int, names: FullNames) -> int:
    """Returns where a surname begins whose particle was cut off, which a full name has: «душ Сантуша»."""
    before = text[max(0, start - _LONGEST_PARTICLE) : start]
    if not before.endswith(" "):
        return start
    particle = before[:-1].rpartition(" ")[2]
    if particle not in PARTICLES:
        return start
    surname = text[start:stop]
    alike = names.by_last.get(surname[:_BEGINNING], ())
    whole = any(len(words) > 2 and words[-2] == particle and _is_form(surname, words[-1]) for words in alike)
    return start - len(particle) - 1 if whole else start


def person_behind(name: str) -> int:
    """Returns where a person begins who was taken for the end of an organisation's name, or 0."""
    found = _BEHIND_ORGANISATION.search(name) if "." in name else None
    if found is None or found["surname"].endswith(_OPEN) or _NAMED_AFTER.search(name[: found.start()]):
        return 0
    return found.start("person")


def whole_name(text: str, start: int, stop: int, names: FullNames) -> int:
    """Returns where a person's name ends that was cut off before «кызы», or before a vowel that is a name: «Ван И».

    The full names of the article tell such a vowel from an «и».
    """
    name = text[start:stop]
    if name.lower() in EASTERN:
        wholes = (" ".join(words) for words in names.by_first.get(name[:_BEGINNING], ()) if words[0] == name)
        return max((start + len(whole) for whole in wholes if text.startswith(whole, start)), default=stop)
    patronym = _PATRONYM.match(text, stop) if text.startswith(_PATRONYMS, stop) else None
    return patronym.end() if patronym else stop


def second_person(name: str, names: FullNames) -> int:
    """Returns where the name of a second person begins in what was taken for one; 0 where there is one.

    The first one has initials behind the surname («Гасанова Р. А. Расул Гасанов»), or they have one Eastern surname
    («Ким Чен Ына Ким Ё Чжон»), or two surnames whose bearers the article names in full («Байден Путина»), or the
    second one is such a surname in another case («Эмомали Рахмоном Токаев»).
    """
    initials = _WITH_INITIALS.match(name)
    if initials:
        return initials.end()
    words = name.split(" ")
    if words[0].lower() in EASTERN:
        at = next((at for at in range(2, len(words) - 1) if words[at] == words[0]), 0)
        return len(" ".join(words[:at])) + 1 if at else 0
    if len(words) == 3:
        return _behind_oblique(words, names)
    if len(words) != 2 or "." in words[0] or is_common_first_name(fold(words[0])):
        return 0
    first, second = (_bearers_of(word, words, names) for word in words)
    if not first or not second or any(one[-1] == other[-1] for one in first for other in second):
        return 0
    alike = names.by_first.get(words[0][:_BEGINNING], ())
    given = any(_is_form(words[0], full[0]) for full in alike if full != words)
    return 0 if given else len(words[0]) + 1


def _behind_oblique(words: Words, names: FullNames) -> int:
    """Returns where a surname begins that stands in the nominative behind a name that does not: «Рахмоном Токаев»."""
    two = _disagree(words) and _bearers_of(words[-1], words, names)
    return len(" ".join(words[:-1])) + 1 if two else 0


def _disagree(words: Words) -> bool:
    """Tells whether the last word of a name is in the nominative, and the one before it cannot be."""
    *_, before, last = words
    return before.endswith(_OBLIQUE) and before[0].isupper() and not last.endswith(_OPEN) and last.isalpha()


def _bearers_of(surname: str, name: Words, names: FullNames) -> list[Words]:
    """Returns who else than this name itself has the surname."""
    alike = names.by_last.get(surname[:_BEGINNING], ())
    return [full for full in alike if full != name and _is_form(surname, full[-1])]


def _is_form(word: str, other: str) -> bool:
    """Tells whether two words are forms of one surname: all but the last letter of the shorter is in both."""
    shorter, longer = sorted((word, other), key=len)
    stem = max(_BEGINNING, len(shorter) - 1)
    return longer.startswith(shorter[:stem]) and len(longer) - len(shorter) <= _ENDING
