"""People: which mentions of persons in one article are one person.

Full names come first, then names with initials, first names with a patronymic or a number, and single names; each kind
looks for the persons that the fuller ones have set up. Who fits several is decided by gender, then by who was named
last.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from msgspec import Struct

from imenoslov.document import Gender, Mention, Person
from imenoslov.knowledge.first_names import full_forms
from imenoslov.knowledge.person_names import (
    extra_names,
    is_initial,
    is_patronymic,
    last_name_gender,
    misspelt_surname,
    near_first_names,
    near_surnames,
    read_person,
    surname_core,
)
from imenoslov.knowledge.spelling import distance, fold, skeleton
from imenoslov.stages.clusters import Cluster

# What stands before the name of one who needs no surname: he is not the article's other bearer of his first name.
_TITLED = re.compile(
    r"\b(?:пророк|апостол|святой|святого|корол|императ|патриарх|пап[аыеу]\b|цар[ьяюи]|цариц)[а-яё]*\s+$", re.IGNORECASE
)

_GENERATIONS = ("младш", "старш")
_MARK = re.compile(rf"\b(?:[ivxlc]+|{'|'.join(_GENERATIONS)})")
_JUNIOR = re.compile(r"[- ](?:младший|старший|младшая|старшая|мл\.|ст\.)$", re.IGNORECASE)

# An article that names hundreds of people alike is a list; looking at so many of them keeps the time linear.
_LOOKED_AT = 24
# Who is named in full so many times as often as the next is meant by a surname alone.
_MAIN = 2


@dataclass(slots=True, eq=False)
class _Name:
    """One mention's name, folded."""

    index: int
    person: Person
    first: str
    middle: str
    last: str
    gender: Gender | None
    initials: bool
    titled: bool
    mark: str
    guessed: bool

    @property
    def generation(self) -> bool:
        """Tells whether the name says which of a family is meant: «младший», «старший»."""
        return self.mark in _GENERATIONS

    @property
    def words(self) -> int:
        return bool(self.first) + bool(self.last)


@dataclass(slots=True, eq=False)
class _Someone:
    """A person of the article, with all names seen so far; `kinds` has one of each spelling.

    `guessed` tells that no name gives the gender for certain.
    """

    names: list[_Name] = field(default_factory=list)
    kinds: dict[tuple[str, str, str], _Name] = field(default_factory=dict)
    firsts: set[str] = field(default_factory=set)
    middles: set[str] = field(default_factory=set)
    lasts: set[str] = field(default_factory=set)
    gender: Gender | None = None
    seen: int = -1
    titled: bool = False
    guessed: bool = True
    full: int = 0


def link_people(mentions: Sequence[tuple[int, Mention]], text: str) -> list[Cluster]:
    """Groups the mentions of persons, given with their indices and in the order of the text."""
    names = [_read(index, mention, text) for index, mention in mentions]
    article = _Article()
    assigned: dict[int, _Someone] = {}
    for wanted in (_is_full, _has_initials, _lacks_last, _is_monarch, _is_titled):
        for name in filter(wanted, names):
            if name.index not in assigned:
                assigned[name.index] = article.place(name)
    for name in names:
        someone = assigned.get(name.index) or article.place(name)
        someone.seen = name.index
    return [_cluster(someone) for someone in article.people]


def _read(index: int, mention: Mention, text: str) -> _Name:
    parts = _read_parts(mention.base or mention.text)
    told = mention.person.gender if isinstance(mention.person, Person) else None
    gender = parts.person.gender or told or parts.gender or _surface_gender(mention, parts.person.last or "")
    if told and told != gender:
        gender = None  # the lists and the cases of the text disagree
    declined = bool(mention.base) and mention.base != mention.text
    return _Name(
        index=index,
        person=parts.person,
        first=parts.first,
        middle=parts.middle,
        last=parts.last,
        gender=gender,
        initials=parts.initials,
        titled=parts.titled or _is_after_title(text, mention.start) or _is_number(parts.mark, parts.last),
        mark=parts.mark,
        guessed=not (parts.person.gender or parts.gender or declined),
    )


class _Parts(Struct, frozen=True):
    """What a base form alone tells: the folded parts of a name, and the gender of the surname."""

    person: Person
    first: str
    middle: str
    last: str
    gender: Gender | None
    initials: bool
    mark: str
    titled: bool


@lru_cache(8_192)
def _read_parts(base: str) -> _Parts:
    person = read_person(base)
    first, last = person.first or "", person.last or ""
    mark = _MARK.search(fold(base))
    return _Parts(
        person=person,
        first=fold(first),
        middle=fold(person.middle or ""),
        last=fold(_JUNIOR.sub("", last) or last),
        gender=last_name_gender(last),
        initials=is_initial(first),
        mark=mark[0] if mark else "",
        titled=bool(_TITLED.search(base, 0, base.rfind(" ") + 1)),
    )


def _is_after_title(text: str, start: int) -> bool:
    """Tells whether a title stands before a name: who has one needs no surname."""
    return text[max(0, start - 1) : start].isspace() and bool(_TITLED.search(text, max(0, start - 20), start))


def _surface_gender(mention: Mention, last: str) -> Gender | None:
    """Reads a gender from a surname that declines: only a man's name on a consonant does («Бута» of «Бут»)."""
    ends_hard = last[-1:].lower() in set("бвгджзклмнпрстфхцчшщ")
    ending = mention.text[len(mention.base) :] if mention.base and mention.text.startswith(mention.base) else ""
    return "m" if ends_hard and ending in ("а", "у", "ом", "ем", "е") else None


def _is_full(name: _Name) -> bool:
    return bool(name.first and name.last) and not name.initials


def _has_initials(name: _Name) -> bool:
    return bool(name.first and name.last) and name.initials


def _lacks_last(name: _Name) -> bool:
    return bool(name.first and name.middle) and not name.last


def _is_monarch(name: _Name) -> bool:
    return _is_number(name.mark, name.last)


def _is_number(mark: str, last: str) -> bool:
    return bool(mark) and mark not in _GENERATIONS and not last


def _is_titled(name: _Name) -> bool:
    return name.titled and name.words == 1


class _Article:
    """The people of an article, and where to look for those a name can mean."""

    def __init__(self) -> None:
        self.people: list[_Someone] = []
        self._by_key: dict[str, list[_Someone]] = defaultdict(list)

    def place(self, name: _Name) -> _Someone:
        """Adds a name to the person it means, or to a new one."""
        if _is_full(name):
            fitting = [s for s in self._candidates(name) if _same_full_name(name, s)]
            fitting = [s for s in fitting if name.last in s.lasts and name.first in s.firsts] or fitting
            fitting = _of_one_generation(name, fitting)
        elif name.initials and name.last:
            candidates = self._candidates(name)
            fitting = [s for s in candidates if _fits_initials(name, s) and not _genders_clash(name, s)]
            if not fitting and name.guessed:
                fitting = [s for s in candidates if s.guessed and _fits_initials(name, s)]
            fitting = [s for s in fitting if name.last in s.lasts] or fitting
        elif name.first and name.middle:
            fitting = [s for s in self._candidates(name) if _fits_patronymic(name, s)]
        else:
            fitting = self._fitting_single(name)
        someone = _choose(name, fitting)
        if someone is None:
            someone = _Someone()
            self.people.append(someone)
        self._add(someone, name)
        return someone

    def _fitting_single(self, name: _Name) -> list[_Someone]:
        """Finds the persons that a single name can mean, by the surest evidence that finds any."""
        word = name.last or name.first
        candidates = [s for s in self._candidates(name) if not _genders_clash(name, s) and not _marks_clash(name, s)]
        if name.titled:
            candidates = [s for s in candidates if s.titled or word in s.lasts]
        elif any(s.titled and word in s.firsts | s.lasts for s in candidates):
            candidates = [s for s in candidates if s.titled]
        for fits in (_same_last, _same_first, _near_last, _near_first, _same_joined):
            fitting = [s for s in candidates if fits(word, s)]
            if fitting:
                return _of_one_generation(name, fitting)
        if name.guessed and not name.titled:  # what does not decline tells no gender: «Лопес» of Дженнифер Лопес
            others = [s for s in self._candidates(name) if not _marks_clash(name, s)]
            return [s for s in others if _same_last(word, s)] or [s for s in others if _near_last(word, s)]
        return []

    def _candidates(self, name: _Name) -> Iterable[_Someone]:
        if not self.people:
            return ()
        found: dict[_Someone, None] = {}
        buckets = self._by_key
        for key in _lookup_keys(name.first, name.middle, name.last, name.initials):
            if key in buckets:
                for someone in buckets[key][-_LOOKED_AT:]:
                    found[someone] = None
        return found

    def _add(self, someone: _Someone, name: _Name) -> None:
        someone.names.append(name)
        someone.full += _is_full(name)
        someone.kinds.setdefault((name.first, name.middle, name.last), name)
        someone.gender = someone.gender or name.gender
        someone.guessed = someone.guessed and name.guessed
        someone.titled = someone.titled or (name.titled and name.words == 1)
        for key in _lookup_keys(name.first, name.middle, name.last, name.initials):
            bucket = self._by_key[key]
            if someone not in bucket[-_LOOKED_AT:]:
                bucket.append(someone)
        if name.first and not name.initials and (name.last or name.first not in someone.lasts):
            someone.firsts.add(name.first)
        if name.middle and not is_initial(name.person.middle or ""):
            someone.middles.add(name.middle)
        if name.last:
            someone.lasts.add(name.last)


@lru_cache(8_192)
def _lookup_keys(first: str, middle: str, last: str, initials: bool) -> tuple[str, ...]:
    """Returns the words under which a name is looked up, each followed by its skeleton, which gets a mark."""
    words = [last, middle] if initials else [last, first, middle]
    words += [last.split(" ")[-1].split("-")[-1], first.split(" ")[0]] if not initials else []
    if first and last and not initials:
        words.append(first + last)
    if not initials:
        words += sorted(full_forms(first))
    if last:
        words.append(f"{last[:2]}…{last[-1]}")
    return tuple(dict.fromkeys(key for word in words if word for key in (word, f"~{skeleton(word)}")))


def _choose(name: _Name, fitting: Sequence[_Someone]) -> _Someone | None:
    """Chooses among the persons that a name fits: by gender, then who is the main one, then the one named last."""
    if len(fitting) > 1 and name.gender:
        fitting = [s for s in fitting if s.gender == name.gender] or fitting
    if len(fitting) > 1:
        often = sorted((s.full for s in fitting), reverse=True)
        if often[0] >= _MAIN * often[1]:
            return max(fitting, key=lambda s: s.full)
        before = [s for s in fitting if 0 <= s.seen < name.index]
        return max(before, key=lambda s: s.seen) if before else fitting[0]
    return fitting[0] if fitting else None


def _genders_clash(name: _Name, someone: _Someone) -> bool:
    return bool(name.gender and someone.gender and name.gender != someone.gender)


def _of_one_generation(name: _Name, fitting: list[_Someone]) -> list[_Someone]:
    """Prefers who is a junior, or is none, as the name has it: beside «Трамп-младший» «Трамп» is the father."""
    if len(fitting) < 2:
        return fitting
    return [s for s in fitting if name.generation == any(k.generation for k in s.kinds.values())] or fitting


def _same_full_name(name: _Name, someone: _Someone) -> bool:
    """Tells whether first and last name can be those of a person whose full name is known."""
    if name.generation and not any(known.generation for known in someone.kinds.values()):
        return False  # who was named in full before is the father
    if _patronymics_clash(name, someone) or _marks_clash(name, someone):
        return False
    if any(name.first == known.first and name.last == known.last for known in someone.kinds.values()):
        return True
    if _genders_clash(name, someone):
        return False
    for known in someone.kinds.values():
        if not _is_full(known):
            continue
        last = name.last == known.last or near_surnames(surname_core(name.last), surname_core(known.last))
        last = last or (name.first == known.first and _slip(name.last, known.last))
        other_last = name.last in extra_names(known.middle) or known.last in extra_names(name.middle)
        first = (last or other_last) and (name.first == known.first or near_first_names(name.first, known.first))
        if last and first:
            exact = (name.last == known.last) + (name.first == known.first)
            if exact or distance(name.last, known.last) + distance(name.first, known.first) <= 1.0:
                return True
        if name.first == known.last and name.last == known.first:
            return True
        joined, other = name.first + name.last, known.first + known.last
        if skeleton(joined) == skeleton(other) and distance(joined, other) <= 1.2 and name.last != known.last:
            return True
        if other_last and first:
            return True
        if name.last == known.last and (
            name.first in extra_names(known.middle) or known.first in extra_names(name.middle)
        ):
            return True
    return False


def _slip(a: str, b: str) -> bool:
    """Tells whether two surnames are a slip apart, and not a man's and a woman's."""
    return misspelt_surname(a, b) and a != b + "а" and b != a + "а"


def _marks_clash(name: _Name, someone: _Someone) -> bool:
    """Tells whether numbers or «младший» and «старший» keep two people apart: «Тупоу IV» and «Тупоу V»."""
    return bool(name.mark and any(other.mark and other.mark != name.mark for other in someone.kinds.values()))


def _patronymics_clash(name: _Name, someone: _Someone) -> bool:
    if not is_patronymic(name.middle):
        return False
    known = [middle for middle in someone.middles if is_patronymic(middle)]
    return bool(known) and all(distance(name.middle, middle) > 1.0 for middle in known)


def _fits_initials(name: _Name, someone: _Someone) -> bool:
    """Tells whether an initial and a surname can be those of a person: «Дж. Хант», «Джереми Хант»."""
    initial = name.first.rstrip(".")
    if not someone.firsts:
        same_initial = any(other.first.rstrip(".").startswith(initial) for other in someone.kinds.values())
        return same_initial and name.last in someone.lasts
    if not any(first.startswith(initial) for first in someone.firsts):
        return False
    return any(near_surnames(name.last, last) for last in someone.lasts)


def _fits_patronymic(name: _Name, someone: _Someone) -> bool:
    """Tells whether first name and patronymic can be a person's: «Борис Николаевич» is the article's one Борис."""
    if name.first not in someone.firsts or _genders_clash(name, someone):
        return False
    return not _patronymics_clash(name, someone) and not (someone.middles and name.middle not in someone.middles)


def _same_last(word: str, someone: _Someone) -> bool:
    if not someone.lasts and word in someone.middles:
        return True  # «Абрамович» reads as a patronymic as well
    return word in someone.lasts or any(surname_core(last) == surname_core(word) for last in someone.lasts)


def _same_first(word: str, someone: _Someone) -> bool:
    return word in someone.firsts or any(first.split(" ")[0] == word for first in someone.firsts)


def _near_last(word: str, someone: _Someone) -> bool:
    return any(near_surnames(surname_core(word), surname_core(last)) for last in someone.lasts if len(last) >= 3)


def _near_first(word: str, someone: _Someone) -> bool:
    return any(near_first_names(word, first) for first in someone.firsts)


def _same_joined(word: str, someone: _Someone) -> bool:
    """Tells whether a single word is first and last name run together: «Азия-Биби»."""
    return any(_is_full(n) and distance(word, n.first + n.last) <= 0.85 for n in someone.kinds.values())


def _cluster(someone: _Someone) -> Cluster:
    """Writes down a person: the parts from the fullest names, the most frequent spelling of each first."""
    members = tuple(sorted([n.index for n in someone.names]))
    given = [n for n in someone.names if n.first in someone.firsts and (n.last or n.first not in someone.lasts)]
    first = _usual([n.person.first for n in given if n.last]) or _usual([n.person.first for n in given])
    first = first or _usual([n.person.first for n in someone.names if n.initials])
    last = _usual([n.person.last for n in someone.names if _is_full(n)]) or _usual(
        [n.person.last for n in someone.names]
    )
    middle = _usual([n.person.middle for n in someone.names])
    monarch = _usual([n.person.first for n in given if _is_monarch(n)])
    if monarch:
        first, middle, last = monarch, None, None
    name = " ".join(filter(None, (last, first)))
    if first and not last and middle:
        name = f"{first} {middle}"
    spare = f"{name} {middle}" if middle and is_patronymic(middle) and last else None
    return Cluster(members, name, Person(first, middle, last, someone.gender), spare)


def _usual(words: Iterable[str | None]) -> str | None:
    """Returns the most frequent word that is not in capitals, the earlier one of two."""
    known = [word for word in words if word]
    if len(known) < 2:
        return known[0] if known else None
    counts = Counter(known)
    return max(counts, key=lambda word: (not word.isupper(), counts[word]))
