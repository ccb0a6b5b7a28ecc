"""People: which mentions of persons in one article are one person.

Full names come first, then names with initials, first names with a patronymic or a number, and single names; each kind
looks for the persons that the fuller ones have set up. Who fits several is decided by gender, then by who was named
last.
"""

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from msgspec import Struct

from imenoslov.document import Gender, Mention, Person
from imenoslov.knowledge.first_names import first_name_gender, full_forms, is_first_name
from imenoslov.knowledge.kinship import is_subject, relative_before
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
from imenoslov.knowledge.spelling import distance, fold, skeleton, skeletons
from imenoslov.stages.clusters import Cluster, shared

# What stands before the name of one who needs no surname: he is not the article's other bearer of his first name.
_TITLED = re.compile(
    r"\b(?:пророк|апостол|святой|святого|корол|императ|патриарх|пап[аыеу]\b|цар[ьяюи]|цариц)[а-яё]*\s+$", re.IGNORECASE
)

_AND = " и "
_GENERATIONS = ("младш", "старш")
_MARK = re.compile(rf"\b(?:[ivxlc]+|{'|'.join(_GENERATIONS)})")
_SIGN_OF_MARK = re.compile("[^А-Яа-яЁё -]|(?:млад|стар)ш", re.IGNORECASE)
_JUNIOR = re.compile(r"[- ](?:младший|старший|младшая|старшая|мл\.|ст\.)$", re.IGNORECASE)

# Particles that are first names as well.
_PARTICLES_LIKE_NAMES = frozenset({"бен", "ван", "дель"})

# An article that names hundreds of people alike is a list; looking at so many of them keeps the time linear.
_LOOKED_AT = 24
# Who is named in full so many times as often as the next is meant by a surname alone.
_MAIN = 2

# Shorter parts of a double surname are particles: «Аль-Асад».
_HALF = 4

_HARD = frozenset("бвгджзклмнпрстфхцчшщ")
_MALE_CASES = frozenset({"а", "у", "ом", "ем", "е"})


# When a name is placed, and how: fuller ones first.
_FULL, _INITIALS, _PATRONYMIC, _MONARCH, _TITLE, _SINGLE = range(6)


class _Parts(Struct, frozen=True, eq=False, gc=False):
    """What a base form alone tells of a name: its parts, folded, and the words under which its person is looked up.

    `core` is the surname, or the only word, without particles; `gender` is that of the surname; `monarch` tells that it
    has a number, `given` that it has a first name and no initial, `between` the same of the middle name. `turn` tells
    when such a name is placed; `keys` are where it is looked up, `meeting` the same as a set; `again` tells that the
    same name once more is surely the same person.
    """

    person: Person
    first: str
    middle: str
    last: str
    core: str
    gender: Gender | None
    mark: str
    monarch: bool
    titled: bool
    given: bool
    between: bool
    turn: int
    keys: tuple[str, ...]
    meeting: frozenset[str]
    again: bool


_NOBODY: tuple[int, None] = (-1, None)


class _Name(Struct, frozen=True, eq=False, gc=False):
    """A name of the article, for all its mentions that tell the same of a person.

    `related` tells that they name somebody beside a word of kinship, `introduced` that it is his.
    """

    parts: _Parts
    person: Person
    first: str
    middle: str
    last: str
    mark: str
    gender: Gender | None
    titled: bool
    guessed: bool
    turn: int
    related: bool = False
    introduced: bool = False

    @property
    def generation(self) -> bool:
        """Tells whether the name says which of a family is meant: «младший», «старший»."""
        return self.mark in _GENERATIONS

    @property
    def taken_for_man(self) -> bool:
        """Tells whether nothing but a sentence shows a man: he is what an unknown name is taken for."""
        return self.guessed and self.gender == "m"


@dataclass(slots=True, eq=False)
class _Someone:
    """A person of the article, with all names seen so far and how often; `kinds` has one of each spelling.

    `guessed` tells that no name gives the gender for certain, `aside` that a surname alone means another one,
    `familiar` that the article says the first name alone.
    """

    members: list[int] = field(default_factory=list)
    names: dict[_Name, int] = field(default_factory=dict)
    kinds: dict[tuple[str, str, str], _Name] = field(default_factory=dict)
    firsts: set[str] = field(default_factory=set)
    middles: set[str] = field(default_factory=set)
    lasts: set[str] = field(default_factory=set)
    cores: set[str] = field(default_factory=set)
    gender: Gender | None = None
    seen: int = -1
    titled: bool = False
    guessed: bool = True
    full: int = 0
    aside: bool = False
    familiar: bool = False


def link_people(mentions: Sequence[tuple[int, Mention]], text: str) -> list[Cluster]:
    """Groups the mentions of persons, given with their indices and in the order of the text."""
    if not mentions:
        return []
    named: dict[str, list[tuple[int, Mention]]] = {}
    beside = _named_beside(mentions, text)
    for pair in mentions:
        named.setdefault(beside.get(pair[0]) or pair[1].base or pair[1].text, []).append(pair)
    read = {base: _read_parts(_with_particle(base, named)) for base in named}
    common = shared(parts.meeting for parts in read.values())
    clusters = []
    for base, parts in read.items():
        if parts.again and common.isdisjoint(parts.keys):  # nobody else of the article can be meant
            genders = {_gender(mention, parts) for _, mention in named[base]} - {None}
            if len(genders) <= 1:
                members = tuple([index for index, _ in named.pop(base)])
                clusters.append(_written(members, *_parts_of_one(parts), next(iter(genders), None)))
    if not named:
        return clusters
    known: dict[tuple[str, Gender | None, bool, bool, int], _Name] = {}
    names = []
    for index, mention in mentions:
        base = beside.get(index) or mention.base or mention.text
        if base in named:
            names.append((index, _read(mention, base, read[base], text, known)))
    article = _Article(common)
    placed: dict[int, _Someone] = {}
    for turn in range(_SINGLE):
        for index, name in names:
            if name.turn == turn:
                placed[index] = article.place(name, index)
    _set_aside(article.people, names, dict(mentions), text)
    familiar = {name.first for _, name in names if name.turn == _SINGLE and not name.last}
    for someone in article.people if familiar else ():
        someone.familiar = not familiar.isdisjoint(someone.firsts)
    for index, name in names:
        someone = placed.get(index) or article.place(name, index)
        someone.seen = index
    return [*clusters, *map(_cluster, article.people)]


def _named_beside(mentions: Sequence[tuple[int, Mention]], text: str) -> dict[int, str]:
    """Returns the whole names of those whose surname stands with the name beside theirs: «Барак и Мишель Обама»."""
    found = {}
    for (index, one), (_, other) in pairwise(mentions):
        if other.start - one.stop == len(_AND) and text.startswith(_AND, one.stop):
            last = read_person(other.base or other.text).last
            alone = " " not in one.base and " " in other.base and _is_given(fold(one.base))
            if alone and last not in (None, one.base) and last_name_gender(last or "") is None:
                found[index] = f"{one.base} {last}"
    return found


def _is_given(word: str) -> bool:
    """Tells whether a folded word is a first name, here or abroad."""
    return is_first_name(word) or first_name_gender(word) is not None


def _is_relative(someone: _Someone) -> bool:
    """Tells whether somebody is named in full only where a relative introduces him."""
    return bool(someone.full) and all(name.related for name in someone.names if name.turn == _FULL)


def _set_aside(
    people: Sequence[_Someone], names: Sequence[tuple[int, _Name]], mentions: Mapping[int, Mention], text: str
) -> None:
    """Marks who is named in full only as a relative, after the surname alone has meant another: Хантер Байден.

    What a headline has alone says nothing: the article goes on to name its hero in full.
    """
    relatives = [s for s in people if s.full and all(name.introduced for name in s.names if name.turn == _FULL)]
    if not relatives:
        return
    headline = text.find("\n")
    alone: dict[str, int] = {}
    for index, name in names:
        if name.turn == _SINGLE and name.last and mentions[index].start > headline:
            alone.setdefault(name.parts.core, index)
    for someone in relatives:
        someone.aside = any(alone.get(core, someone.members[0]) < min(someone.members) for core in someone.cores)


def _with_particle(base: str, others: Iterable[str]) -> str:
    """Returns «Бен Заид» as «бен Заид» where a fuller name of the article has it so: there it is no first name."""
    first, _, rest = base.partition(" ")
    if first.lower() in _PARTICLES_LIKE_NAMES and rest:
        surname = f"{first.lower()} {rest}"
        return surname if any(f" {surname} " in f"{other} " for other in others) else base
    return base


def _read(
    mention: Mention,
    base: str,
    parts: _Parts,
    text: str,
    names: dict[tuple[str, Gender | None, bool, bool, int], _Name],
) -> _Name:
    """Reads a mention; those that tell the same get one object, found in `names`."""
    gender = _gender(mention, parts)
    guessed = not (parts.person.gender or parts.gender or (mention.base and base != mention.text))
    alone = parts.turn >= _PATRONYMIC  # who has first name and surname needs no title to be told
    titled = parts.titled or (alone and _is_after_title(text, mention.start))
    kin = relative_before(text, mention.start) if parts.turn == _FULL else None
    related, introduced = bool(kin), bool(kin and mention.text == base and is_subject(kin))
    key = (base, gender, titled, guessed, related + introduced)
    name = names.get(key)
    if name is None:
        turn = _TITLE if parts.turn == _SINGLE and titled else parts.turn
        name = names[key] = _Name(
            parts,
            parts.person,
            parts.first,
            parts.middle,
            parts.last,
            parts.mark,
            gender,
            titled,
            guessed,
            turn,
            related,
            introduced,
        )
    return name


@lru_cache(8_192)
def _read_parts(base: str) -> _Parts:
    person = read_person(base)
    given, family = person.first or "", person.last or ""
    first, middle = fold(given), fold(person.middle or "")
    last = fold((_JUNIOR.sub("", family) or family) if " " in family or "-" in family else family)
    found = _MARK.search(fold(base)) if _SIGN_OF_MARK.search(base) else None
    mark = found[0] if found else ""
    initials = is_initial(given)
    monarch = bool(mark) and mark not in _GENERATIONS and not last
    turn = _MONARCH if monarch else _SINGLE
    if first and last:
        turn = _INITIALS if initials else _FULL
    elif first and middle:
        turn = _PATRONYMIC
    keys = _lookup_keys(first, middle, last, initials)
    return _Parts(
        person=person,
        first=first,
        middle=middle,
        last=last,
        core=surname_core(last or first),
        gender=last_name_gender(family),
        mark=mark,
        monarch=monarch,
        titled=monarch or (turn >= _PATRONYMIC and bool(_TITLED.search(base, 0, base.rfind(" ") + 1))),
        given=bool(first) and not initials,
        between=bool(middle) and not is_initial(person.middle or ""),
        turn=turn,
        keys=keys,
        meeting=frozenset(keys),
        again=bool(keys) and not (initials and not last),
    )


def _is_after_title(text: str, start: int) -> bool:
    """Tells whether a title stands before a name: who has one needs no surname."""
    return text[max(0, start - 1) : start].isspace() and bool(_TITLED.search(text, max(0, start - 20), start))


def _gender(mention: Mention, parts: _Parts) -> Gender | None:
    """Returns the gender that a name, its mention or its surname shows."""
    told = mention.person.gender if isinstance(mention.person, Person) else None
    gender = parts.person.gender or told or parts.gender or _surface_gender(mention, parts.person.last or "")
    return gender if not told or told == gender else None  # else the lists and the cases of the text disagree


def _surface_gender(mention: Mention, last: str) -> Gender | None:
    """Reads a gender from a surname that declines: only a man's name on a consonant does («Бута» of «Бут»)."""
    ending = mention.text[len(mention.base) :] if mention.base and mention.text.startswith(mention.base) else ""
    return "m" if ending in _MALE_CASES and last[-1:].lower() in _HARD else None


class _Article:
    """The people of an article, and where to look for those a name can mean.

    `_placed` remembers whom a name means, and as of which change of the article's people: the same name again is the
    same person as long as nothing else has changed and nobody else fitted.
    """

    def __init__(self, shared: Set[str]) -> None:
        self.people: list[_Someone] = []
        self._shared = shared
        self._keys: dict[_Parts, list[str]] = {}
        self._by_key: dict[str, list[_Someone]] = {}
        self._changes = 0
        self._placed: dict[_Name, tuple[int, _Someone]] = {}
        self._crowded = False

    def place(self, name: _Name, index: int) -> _Someone:
        """Adds a name, with the index of its mention, to the person it means, or to a new one."""
        changes, someone = self._placed.get(name, _NOBODY)
        if someone is None or changes != self._changes:
            fitting = self._fitting(name)
            someone = _choose(name, index, fitting)
            if someone is None:
                someone = _Someone()
                self.people.append(someone)
            if name not in someone.names or self._crowded:
                self._add(someone, name)
            if len(fitting) <= 1 and name.parts.again and not self._crowded:
                self._placed[name] = self._changes, someone
        someone.members.append(index)
        someone.names[name] = someone.names.get(name, 0) + 1
        someone.full += name.turn == _FULL
        return someone

    def _fitting(self, name: _Name) -> list[_Someone]:
        if name.turn == _FULL:
            fitting = [s for s in self._candidates(name) if _same_full_name(name, s)]
            fitting = [s for s in fitting if name.last in s.lasts and name.first in s.firsts] or fitting
            return _of_one_generation(name, fitting)
        if name.turn == _INITIALS:
            candidates = self._candidates(name)
            fitting = [s for s in candidates if _fits_initials(name, s) and not _genders_clash(name, s)]
            if not fitting and name.guessed:
                men = name.taken_for_man
                fitting = [s for s in candidates if (s.guessed or men) and _fits_initials(name, s)]
            return [s for s in fitting if name.last in s.lasts] or fitting
        if name.turn == _PATRONYMIC:
            return [s for s in self._candidates(name) if _fits_patronymic(name, s)]
        return self._fitting_single(name)

    def _fitting_single(self, name: _Name) -> list[_Someone]:
        """Finds the persons that a single name can mean, by the surest evidence that finds any."""
        word = name.last or name.first
        known = self._candidates(name)
        if name.last:
            known = [s for s in known if not s.aside and not _is_father(name, s)]
        candidates = [s for s in known if not _marks_clash(name, s)]
        if not name.taken_for_man:
            candidates = [s for s in candidates if not _genders_clash(name, s)]
        if name.titled:
            candidates = [s for s in candidates if s.titled or word in s.lasts]
        elif any(s.titled and (word in s.firsts or word in s.lasts) for s in candidates):
            candidates = [s for s in candidates if s.titled]
        for fits in _SINGLE_FITS if candidates else ():
            fitting = [s for s in candidates if fits(name, word, s)]
            if fitting:
                return _of_one_generation(name, fitting)
        if not name.last and not name.titled:  # a surname may be a first name of the other gender: «Брайан Мэй»
            return [s for s in known if word in s.lasts]
        if name.guessed and not name.titled:  # what does not decline tells no gender: «Лопес» of Дженнифер Лопес
            others = [s for s in known if not _marks_clash(name, s)]
            return [s for s in others if _same_last(name, word, s)] or [s for s in others if _near_last(name, word, s)]
        return []

    def _candidates(self, name: _Name) -> Iterable[_Someone]:
        if not self.people:
            return ()
        found: dict[_Someone, None] = {}
        buckets = self._by_key
        for key in self._lookups(name.parts):
            if key in buckets:
                for someone in buckets[key][-_LOOKED_AT:]:
                    found[someone] = None
        return found

    def _lookups(self, parts: _Parts) -> list[str]:
        """Returns the keys of a name that others share, and the first of its own: the rest finds the same persons."""
        keys = self._keys.get(parts)
        if keys is None:
            own = next((key for key in parts.keys if key not in self._shared), None)
            keys = self._keys[parts] = [key for key in parts.keys if key in self._shared or key is own]
        return keys

    def _add(self, someone: _Someone, name: _Name) -> None:
        parts = name.parts
        someone.kinds.setdefault((name.first, name.middle, name.last), name)
        someone.gender = someone.gender or name.gender
        someone.guessed = someone.guessed and name.guessed
        someone.titled = someone.titled or (name.titled and not (name.first and name.last))
        if parts.given and (name.last or name.first not in someone.lasts):
            someone.firsts.add(name.first)
        if parts.between:
            someone.middles.add(name.middle)
        if name.last:
            someone.lasts.add(name.last)
            someone.cores.add(parts.core)
        for key in self._lookups(parts):
            bucket = self._by_key.get(key)
            if bucket is None:
                self._by_key[key] = [someone]
            elif someone not in bucket[-_LOOKED_AT:]:
                bucket.append(someone)
                self._crowded = self._crowded or len(bucket) > _LOOKED_AT
        self._changes += 1


def _lookup_keys(first: str, middle: str, last: str, initials: bool) -> tuple[str, ...]:
    """Returns the words under which a name is looked up, each followed by its skeleton, which gets a mark."""
    words = [last, middle]
    if not initials:
        words = [last, first, middle]
        if " " in last or "-" in last:
            *before, end = last.split(" ")
            words += [*(word for word in before if len(word) >= _HALF), *end.split("-")]
        if " " in middle:
            words += extra_names(middle)
        if " " in first:
            words.append(first.split(" ")[0])
        if first and last:
            words.append(first + last)
        words += sorted(full_forms(first))
    if last:
        words.append(f"{last[:2]}…{last[-1]}")
    words = [word for word in dict.fromkeys(words) if word]
    keys: dict[str, None] = {}
    for word, bones in zip(words, skeletons(words), strict=True):
        keys[word] = keys[f"~{bones}"] = None
    return tuple(keys)


def _choose(name: _Name, index: int, fitting: Sequence[_Someone]) -> _Someone | None:
    """Chooses among the persons that a name fits: by gender, then who is no mere relative, the main one, the last one.

    Of a family, a surname alone means who is not called by the first name: «Обама» beside «Мишель».

    Where the gender is doubtful, it comes after these.
    """
    doubtful = name.taken_for_man
    if len(fitting) > 1 and name.gender and not doubtful:
        fitting = [s for s in fitting if s.gender == name.gender] or fitting
    if len(fitting) > 1:
        fitting = [s for s in fitting if not _is_relative(s)] or fitting
    if len(fitting) > 1 and name.turn == _SINGLE and name.last:
        fitting = [s for s in fitting if min(s.members) < index] or [min(fitting, key=lambda s: min(s.members))]
    if len(fitting) > 1:
        main = _main(fitting)
        if main:
            return main
    if len(fitting) > 1 and name.last:
        fitting = [s for s in fitting if not s.familiar] or fitting
        fitting = [s for s in fitting if _is_called_so(s)] or fitting
    if doubtful:
        fitting = [s for s in fitting if s.gender == name.gender] or fitting
    if len(fitting) > 1:
        before = [s for s in fitting if 0 <= s.seen < index]
        return max(before, key=lambda s: s.seen) if before else fitting[0]
    return fitting[0] if fitting else None


def _is_called_so(someone: _Someone) -> bool:
    """Tells whether the article has called somebody by the surname alone."""
    return any(name.turn == _SINGLE and name.last for name in someone.names)


def _main(people: Sequence[_Someone]) -> _Someone | None:
    """Returns who of several is named in full so often that a surname alone means this one."""
    often = sorted((s.full for s in people), reverse=True)
    return max(people, key=lambda s: s.full) if often[0] >= _MAIN * often[1] else None


def _genders_clash(name: _Name, someone: _Someone) -> bool:
    return bool(name.gender and someone.gender and name.gender != someone.gender)


def _of_one_generation(name: _Name, fitting: list[_Someone]) -> list[_Someone]:
    """Prefers who is a junior, or is none, as the name has it: beside «Трамп-младший» «Трамп» is the father."""
    if len(fitting) < 2:
        return fitting
    return [s for s in fitting if name.generation == any(k.generation for k in s.kinds.values())] or fitting


def _is_father(name: _Name, someone: _Someone) -> bool:
    """Tells whether a name is that of a son, and the article calls somebody by the surname alone: «Трамп-младший»."""
    if not name.mark.startswith(_GENERATIONS[0]) or any(known.generation for known in someone.kinds.values()):
        return False
    return any(known.turn == _SINGLE and known.last for known in someone.kinds.values())


def _same_full_name(name: _Name, someone: _Someone) -> bool:
    """Tells whether first and last name can be those of a person whose full name is known."""
    if name.generation and not any(known.generation for known in someone.kinds.values()):
        return False  # who was named in full before is the father
    if _patronymics_clash(name, someone) or _marks_clash(name, someone):
        return False
    if any(name.first == known.first and name.last == known.last for known in someone.kinds.values()):
        return True
    if _genders_clash(name, someone) and not (name.taken_for_man or (someone.guessed and someone.gender == "m")):
        return False
    for known in someone.kinds.values():
        if known.turn != _FULL:
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
        if last and _letters_of(name) == _letters_of(known):
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


def _letters_of(name: _Name) -> str:
    """Returns the letters of a whole name, whatever stands between its words: «Абд-Раббу Хади», «Абд Раббу Хади»."""
    return f"{name.first}{name.middle}{name.last}".replace(" ", "").replace("-", "")


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


def _same_last(name: _Name, word: str, someone: _Someone) -> bool:
    if not someone.lasts and word in someone.middles:
        return True  # «Абрамович» reads as a patronymic as well
    return word in someone.lasts or name.parts.core in someone.cores


def _same_first(name: _Name, word: str, someone: _Someone) -> bool:
    return word in someone.firsts or any(first.split(" ")[0] == word for first in someone.firsts)


def _near_last(name: _Name, word: str, someone: _Someone) -> bool:
    core = name.parts.core
    return any(near_surnames(core, surname_core(last)) for last in someone.lasts if len(last) >= 3)


def _near_first(name: _Name, word: str, someone: _Someone) -> bool:
    return any(near_first_names(word, first) for first in someone.firsts)


def _same_joined(name: _Name, word: str, someone: _Someone) -> bool:
    """Tells whether a single word is first and last name run together: «Азия-Биби»."""
    return any(n.turn == _FULL and distance(word, n.first + n.last, 0.85) <= 0.85 for n in someone.kinds.values())


def _begins_last(name: _Name, word: str, someone: _Someone) -> bool:
    """Tells whether a name is the beginning of a long surname: «бен Заид» of Мухаммед бен Заид Аль Нахайян."""
    return " " in word and any(last.startswith(f"{word} ") for last in someone.lasts)


def _half_of_last(name: _Name, word: str, someone: _Someone) -> bool:
    """Tells whether a name is one of two surnames: «Карренбауэр» of Аннегрет Крамп-Карренбауэр."""
    whole = someone.full > 0 and len(word) >= _HALF  # «Азия-Биби» alone is a first name, too
    return whole and any("-" in last and word in last.split("-") for last in someone.lasts)


def _among_middles(name: _Name, word: str, someone: _Someone) -> bool:
    """Tells whether a word is one of several names between first and last: «Лула» of Луис Инасиу Лула да Силва."""
    return any(" " in middle and word in extra_names(middle) for middle in someone.middles)


# The evidence for whom a single name means, the surest first.
_SINGLE_FITS = (
    _same_last,
    _same_first,
    _near_last,
    _near_first,
    _same_joined,
    _begins_last,
    _half_of_last,
    _among_middles,
)


def _cluster(someone: _Someone) -> Cluster:
    """Writes down a person: the parts from the fullest names, the most frequent spelling of each first."""
    members = tuple(sorted(someone.members))
    if len(someone.names) == 1:
        (name,) = someone.names
        return _written(members, *_parts_of_one(name.parts), someone.gender)
    names = someone.names.items()
    given = [(n, k) for n, k in names if n.first in someone.firsts and (n.last or n.first not in someone.lasts)]
    first = _usual((n.person.first, k) for n, k in given if n.last) or _usual((n.person.first, k) for n, k in given)
    first = first or _usual((n.person.first, k) for n, k in names if n.first and not n.parts.given)
    last = _usual((n.person.last, k) for n, k in names if n.turn == _FULL)
    last = last or _usual((n.person.last, k) for n, k in names)
    middle = _usual((n.person.middle, k) for n, k in names)
    monarch = _usual((n.person.first, k) for n, k in given if n.parts.monarch)
    if monarch:
        first, middle, last = monarch, None, None
    return _written(members, first, middle, last, someone.gender)


def _parts_of_one(parts: _Parts) -> tuple[str | None, str | None, str | None]:
    """Returns first name, middle and surname of a person whom an article names in one way only."""
    person = parts.person
    if parts.monarch and parts.given:
        return person.first, None, None
    return (person.first if parts.first else None), person.middle, person.last


def _written(
    members: tuple[int, ...], first: str | None, middle: str | None, last: str | None, gender: Gender | None
) -> Cluster:
    name = " ".join([part for part in (last, first) if part])
    if first and not last and middle:
        name = f"{first} {middle}"
    spare = f"{name} {middle}" if middle and last and is_patronymic(middle) else None
    return Cluster(members, name, Person(first, middle, last, gender), spare)


def _usual(words: Iterable[tuple[str | None, int]]) -> str | None:
    """Returns the most frequent of counted words that is not in capitals, the earlier one of two."""
    counts: dict[str, int] = {}
    for word, count in words:
        if word:
            counts[word] = counts.get(word, 0) + count
    if len(counts) < 2:
        return next(iter(counts), None)
    return max(counts, key=lambda word: (not word.isupper(), counts[word]))
