"""Evidence: whether two entities of an archive are one. Pure functions on what the archive knows of each."""

import math
import re
from collections.abc import Mapping, Sequence, Set
from functools import lru_cache

from msgspec import Struct

from imenoslov.document import EntityType, Gender
from imenoslov.knowledge.first_names import first_name_gender, is_common_first_name, is_first_name, one_first_name
from imenoslov.knowledge.names import gazetteer
from imenoslov.knowledge.organisations import eponym, read_organisation, roots, shorter_names, without_weak_words
from imenoslov.knowledge.person_names import (
    extra_names,
    is_common_surname,
    is_initial,
    last_name_gender,
    misspelt_surname,
    near_first_names,
    near_surnames,
    read_person,
    surname_core,
)
from imenoslov.knowledge.places import read_place
from imenoslov.knowledge.spelling import cyrillic, distance, fold, skeleton, slug
from imenoslov.knowledge.tsv import read_words
from imenoslov.knowledge.wikidata import wikidata_item
from imenoslov.stages.clusters import in_two_alphabets
from imenoslov.stages.initials import abbreviated, initials

# How much a spelling may differ where nothing but the spelling speaks for a join, and where the company agrees.
_SURELY_ONE = 0.3
_MOSTLY_ONE = 0.4
# What two alphabets make of one sound.
_ONE_SOUND = 0.2
_PROBABLY_ONE = 1.0
# Share of company (see `company`) that two spellings of one person, place or organisation have at least; for those that
# are mostly one, some is enough.
_SAME_COMPANY = 0.15
_ANY_COMPANY = 0.04
# Company that a document shares with whom a surname, or a first name, in it can mean.
_SOME_COMPANY = 0.2
_USUAL_COMPANY = 0.8

# Who is called by a common first name alone in fewer documents is not meant by it elsewhere.
_CALLED = 2

# How much company a document has that no other document of an entity has.
_UNEXPECTED = 0.03
# What a document of any time counts, beside one of the months around, for how often someone is named.
_LONG_AGO = 0.05

# How often those are called by the short name alone of whom no document shows it.
_UNCALLED = 0.2

MEANING = "means"
SPELLING = "spells"
TRANSLATION = "spells as"

# A foreign h is heard as х and as г: «Нетаньяху», «Нетаниягу».
_ASPIRATE = str.maketrans("х", "к")
_HARD_VOWELS = str.maketrans("яэюйы", "аеуии")
# So many letters are a first and a last name at least.
_RUN_TOGETHER = 7
# One in so many documents of an entity gives its name in other letters, or nobody has meant it.
_OFTEN = 10

_NO_LETTER = re.compile("[ -]")
# The number of a monarch makes a name of his first name.
_REGNAL = re.compile(" [IVXLC]+$")
_NINES = str.maketrans("0123456789", "9876543210")
_GENERAL = read_words("general heads")
# What every organisation has is read as nobody's.
_BODY = re.compile(
    r"(?:совет директоров|совет ветеранов|правление|президиум|дирекция|(?:наблюдательный|попечительский|ученый) совет)"
)
# Buildings called alike as places and as what is in them, and the ends of short names of power stations: «ЗАЭС».
_HOUSES = read_words("houses")
_STATIONS = ("аэс", "гэс", "грэс", "тэц")
# Names of fewer letters have no other spelling: NTV is not N-TV.
_SPELT = 5
# Abbreviations of fewer letters, without their country or with it, are those of too many names.
_LETTERS = 3
_LETTERS_OF_STATE = 2
# Abbreviations of so many letters rarely stand for two things in one archive.
_OWN = {"ORG": 3, "LOC": 2}
_ABBREVIATION = re.compile(r"[A-ZА-ЯЁ][A-ZА-ЯЁ&-]{1,9}")
_LATIN = re.compile("[a-z]")


class Known(Struct, frozen=True):
    """What an archive knows of an entity: its id, its usual name and parts, and in how many documents it stands.

    `key` is a number made of the id; `since` the earliest date, or a date after all where none is known.
    """

    key: int
    id: str
    type: EntityType
    name: str
    documents: int
    since: str
    first: str = ""
    middle: str = ""
    last: str = ""
    gender: Gender | None = None

    @property
    def face(self) -> str:
        """Is all that its spelling is judged by."""
        return "\t".join((self.first, self.middle, self.last, self.gender or ""))

    @property
    def core(self) -> str:
        """Is the name that the id is made of, in words: what linking within the articles has brought synonyms to."""
        return self.id.partition(":")[2].replace("-", " ")

    @property
    def rank(self) -> tuple[int, int, int, str, str]:
        """Orders the entities that are one: fuller names, those of more documents, earlier ones win.

        Documents count by orders of magnitude, so that an id stays the same while an archive grows.
        """
        fullness = 1 if self.type != "PER" else 2 * (not is_short(self))
        magnitude = int(math.log(self.documents, 3)) if self.documents else 0
        words = len(self.core.split()) if self.type == "ORG" else 0
        return fullness, magnitude, words, _reversed(self.since), self.id


def _reversed(date: str) -> str:
    """Turns a date round, so that the earlier one is the greater."""
    return date.translate(_NINES)


@lru_cache(maxsize=50_000)
def standing_alone(type: EntityType, form: str) -> str:
    """Returns the core that a form would have in an article that has nothing else about its entity."""
    if type == "ORG":
        name = read_organisation(form).key
    elif type == "LOC":
        name = read_place(form).key
    else:
        person = read_person(form)
        name = " ".join(filter(None, (person.last, person.first)))
    return slug(name).replace("-", " ")


def is_short(known: Known) -> bool:
    """Tells whether a name can only be read with the help of a fuller one: «Мэй», «Т. Мэй», «Верховный суд», «ТЛП»."""
    if known.type == "PER":
        whole = known.first and (known.last or _REGNAL.search(known.first))
        return not whole or is_initial(known.first)
    return known.core not in _GENERAL and not _BODY.fullmatch(known.core)


def blocks(known: Known, names: Sequence[tuple[str, int]]) -> set[str]:
    """Returns the keys under which an entity meets those that it may be one with.

    Those that start with MEANING bring short names and fuller ones together, those with SPELLING the spellings of one,
    those with TRANSLATION, too, a name and its original in other letters. `names` are all names of the entity, with
    the number of documents of each.
    """
    standing = {standing_alone(known.type, name): (name, documents) for name, documents in names}
    standing.setdefault(known.core, (known.name, known.documents))
    keys = {f"{MEANING} {known.type} {core}" for core in standing}
    for core, (name, documents) in standing.items():
        original = core == known.core or (_OFTEN * documents >= known.documents and in_two_alphabets(core, known.core))
        if original and not _ABBREVIATION.fullmatch(name):
            keys.add(f"{TRANSLATION} {known.type} {core}")
    if known.type != "PER":
        keys |= {f"{SPELLING} either {known.core}"} if _may_be_both(known) else set()
        town, on_river, _ = known.core.partition(" на ")
        if known.type == "LOC" and on_river:
            keys.add(f"{MEANING} LOC {town}")
        bones = skeleton(known.core.replace(" ", ""))
        keys.add(f"{SPELLING} {known.type} {bones if len(bones) > 2 else cyrillic(known.core).translate(_HARD_VOWELS)}")
        if known.type == "ORG":
            keys |= {f"{MEANING} ORG {name}" for name in shorter_names(known.core)}
            keys |= {f"{MEANING} ORG letters {letters}" for letters in (_letters(known), *_initials(known)) if letters}
            power = read_organisation(known.core)
            keys |= {f"{MEANING} ORG of a state {power.core}"} if power.power else set()
            keys.add(f"{SPELLING} ORG plain {without_weak_words(known.core)}")
            named_after, words = eponym(known.core), roots(known.core)
            keys |= {f"{SPELLING} ORG named after {named_after}"} if named_after else set()
            keys |= {f"{SPELLING} ORG of {words}"} if words else set()
        return keys
    first, last = fold(known.first), fold(known.last)
    core = surname_core(last)
    heard = skeleton(core).translate(_ASPIRATE)
    if last:
        keys.add(f"{MEANING} PER last {core}")
    if not (first and last):
        keys |= {f"{SPELLING} PER alone {skeleton(first or core)}", f"{SPELLING} PER joined {skeleton(first or last)}"}
    elif not is_initial(known.first):
        keys |= {
            f"{SPELLING} PER sound {heard} {skeleton(first)[:1]}",
            f"{SPELLING} PER words {' '.join(sorted((skeleton(first), skeleton(core))))}",
            f"{SPELLING} PER slip {first} {core[:3]}",
            f"{SPELLING} PER slip {first} {core[-3:]}",
            f"{SPELLING} PER joined {skeleton(first + last)}",
            f"{SPELLING} PER whole {_letters_of(known)}",
            *(f"{SPELLING} PER slip {first} {word[:3]}" for word in extra_names(fold(known.middle))),
            *(f"{SPELLING} PER sound {heard} {skeleton(word)[:1]}" for word in extra_names(fold(known.middle))),
        }
    return keys


def can_stand_for(short: Known, full: Known, alias_documents: int) -> bool:
    """Tells whether a short name can mean a fuller entity; `alias_documents` is in how many others it does."""
    if short.type != full.type or short.key == full.key:
        return False
    if short.type != "PER":
        if short.type == "ORG" and read_organisation(short.core).known:
            return False
        town = short.type == "LOC" and full.core.startswith(f"{short.core} на ")
        part = short.type == "ORG" and bool(
            short.core in shorter_names(full.core) or country_of_power(short, full) or has_initials(full, short)
        )
        return (alias_documents > 0 or town or part) and fullness(full) > fullness(short)
    if full.rank[0] <= short.rank[0] or (genders_differ(short, full) and not is_guessed(short)):
        return False
    if is_initial(short.first):
        initials = fold(full.first).startswith(fold(short.first).rstrip("."))
        return initials and near_surnames(fold(short.last), fold(full.last))
    if short.last and not short.first:
        return alias_documents > 0 or fold(short.last) in (fold(full.last), fold(full.last).split(" ")[-1])
    return alias_documents > 0


def is_own_abbreviation(short: Known) -> bool:
    """Tells whether a name is an abbreviation that surely means the archive's one expansion of it: «ФПС», «РК»."""
    return short.type != "PER" and len(short.name) >= _OWN[short.type] and bool(_ABBREVIATION.fullmatch(short.name))


def has_initials(full: Known, short: Known) -> bool:
    """Tells whether an abbreviation that no table knows has the initials of a full name: «ВС РФ», «НИАИЗ»."""
    return short.type == "ORG" == full.type and _letters(short) in _initials(full)


def _letters(known: Known) -> str | None:
    """Returns an abbreviation, with its country: «вс RU», «ниаиз»."""
    name = read_organisation(known.name)
    enough = len(name.core) >= (_LETTERS_OF_STATE if name.country else _LETTERS)
    spelt = (
        enough and not name.known and any(fold(word) == name.core for word in filter(str.isupper, known.name.split()))
    )
    return _with_country(abbreviated(name.core), name.country) if spelt else None


def _initials(known: Known) -> set[str]:
    """Returns the abbreviations that a full name can have, with its country and without."""
    if " " not in known.core:
        return set()
    name = read_organisation(known.name)
    found = {_with_country(letters, name.country) for letters in initials(name.core)} if name.country else set()
    return found | {
        letters for form in (known.name, name.core) for letters in initials(form) if len(letters) >= _LETTERS
    }


def _with_country(letters: str, country: str | None) -> str:
    return f"{letters} {country}" if country else letters


def country_of_power(short: Known, full: Known) -> str | None:
    """Returns the code of the state that a fuller name adds to a power of many: «Минюст Литвы» is a «Минюст»."""
    reading = read_organisation(full.core) if short.type == "ORG" == full.type else None
    return reading.country if reading and reading.power and reading.core == short.core else None


def genders_differ(a: Known, b: Known) -> bool:
    """Tells whether one is a man's name and the other a woman's."""
    return bool(a.gender and b.gender and a.gender != b.gender)


def is_guessed(short: Known) -> bool:
    """Tells whether the gender of a surname without a first name is but a guess: «Бербок» seems a man's name."""
    given = short.first and not is_initial(short.first)
    return short.gender == "m" and not given and last_name_gender(short.last) is None


def fullness(known: Known) -> tuple[bool, int]:
    """Orders organisations and places by how much their names tell."""
    words = len(known.core.split())  # what the tables have expanded is no abbreviation
    return words > 1 or not _ABBREVIATION.fullmatch(known.name), words


def _letters_of(person: Known) -> str:
    """Returns the letters of a whole name: the same for «Абд Раббу Мансур Хади» and «Абд-Раббу Мансур Хади»."""
    return _NO_LETTER.sub("", fold(f"{person.first} {person.middle} {person.last}"))


def _is_taken_for_man(known: Known) -> bool:
    """Tells whether no list knows the first name of a man: an unknown name is taken for one."""
    return known.gender == "m" and first_name_gender(fold(known.first)) is None


def one_spelling(a: Known, b: Known) -> float | None:
    """Weighs the difference of two full names that can be spellings of one; None where they cannot.

    A house and who sits in it are one: «Белый дом» is now a place, now an organisation.
    """
    if a.type != b.type:
        return _one_house(a, b)
    if a.type != "PER":
        return None if a.type == "LOC" and is_known(a) and is_known(b) else _one_name(a, b)
    if is_short(a) and is_short(b):
        return _one_mononym(a, b)
    if is_short(a) or is_short(b):
        return _one_joined(*sorted((a, b), key=is_short))
    first, last, other_first, other_last = fold(a.first), fold(a.last), fold(b.first), fold(b.last)
    if genders_differ(a, b) and (last_name_gender(last) or last_name_gender(other_last)):
        return None
    if genders_differ(a, b) and first != other_first and not (_is_taken_for_man(a) or _is_taken_for_man(b)):
        return None  # who have one first name are of one gender, whatever sentences tell
    if first == other_last and last == other_first:
        return 0.0
    if last == other_last and first != other_first and _letters_of(a) == _letters_of(b):
        return 0.0
    joined, other = first + last, other_first + other_last
    if skeleton(joined) == skeleton(other) and last != other_last and first != other_first:
        weight = distance(joined, other, 1.2)
        if weight <= 1.2:
            return weight
    if last == other_last and (first in extra_names(fold(b.middle)) or other_first in extra_names(fold(a.middle))):
        return _MOSTLY_ONE
    if not near_first_names(first, other_first):
        return None
    if near_surnames(surname_core(last), surname_core(other_last)):
        slip = is_first_name(first) != is_first_name(other_first)
        variants = _MOSTLY_ONE if slip or one_first_name(first, other_first) else 0.5
        return distance(surname_core(last), surname_core(other_last)) + min(distance(first, other_first), variants)
    if last in extra_names(fold(b.middle)) or other_last in extra_names(fold(a.middle)):
        return _MOSTLY_ONE
    slip = first == other_first and misspelt_surname(last, other_last) and last[:-1] != other_last != last[:-1]
    if slip and last + "а" != other_last and other_last + "а" != last:
        return distance(last, other_last)
    return None


def _one_house(a: Known, b: Known) -> float | None:
    """Weighs a place and an organisation of one name: surely one if it tells of a building, else if company agrees."""
    if a.core != b.core or not (_may_be_both(a) and _may_be_both(b)):
        return None
    return 0.0 if _is_house(a.core) else _PROBABLY_ONE


def _may_be_both(known: Known) -> bool:
    """Tells whether a place can be an organisation as well, or the other way: neither a town nor a country can."""
    if known.type == "PER" or known.core in gazetteer():
        return False
    return known.type == "ORG" or _is_house(known.core) or not read_place(known.core).known


def _is_house(core: str) -> bool:
    return any(word in _HOUSES or word.endswith(_STATIONS) for word in core.split(" "))


def one_translated(a: Known, b: Known) -> float | None:
    """Weighs two names of which one stands in other letters beside the other; None for those of two people."""
    if genders_differ(a, b):
        return None
    return None if is_short(a) != is_short(b) and a.type == "PER" else _MOSTLY_ONE


def _one_mononym(a: Known, b: Known) -> float | None:
    """Weighs the spellings of two names of one word: they may be no more than a vowel or two apart."""
    single = len(a.core.split()) == len(b.core.split()) == 1 and min(len(a.core), len(b.core)) > 3
    if not single or skeleton(a.core) != skeleton(b.core) or distance(a.core, b.core, 0.5) > 0.5:
        return None
    return 0.5


def _one_joined(full: Known, short: Known) -> float | None:
    """Weighs a single word that can be a first and a last name run together: «Азия-Биби»."""
    joined, alone = fold(full.first + full.last), fold(short.last or short.first)
    apart = is_initial(short.first) or " " in alone or len(alone) < _RUN_TOGETHER
    return None if apart or distance(joined, alone, 0.5) > 0.5 else _MOSTLY_ONE


def is_known(place: Known) -> bool:
    """Tells whether the tables have a place."""
    return read_place(place.core).known


def _one_name(left: Known, right: Known) -> float | None:
    """Weighs the spellings of places or organisations; of organisations of two states, or of the tables, never."""
    a, b = left.core, right.core
    if left.type == "ORG" and a != b:
        one, other = read_organisation(a), read_organisation(b)
        if one.known and other.known:
            return None
        words = roots(a)
        if (words and words == roots(b)) or without_weak_words(a) == without_weak_words(b):
            return _MOSTLY_ONE
        if one.country != other.country:
            return None
        named_after = eponym(a)
        if named_after and named_after == eponym(b) and "имени" in f"{a} {b}".split():
            return _MOSTLY_ONE
    if skeleton(a.replace(" ", "")) != skeleton(b.replace(" ", "")) or re.sub(r"\D", "", a) != re.sub(r"\D", "", b):
        return None
    latin = bool(_LATIN.search(a)) != bool(_LATIN.search(b))
    shorter = min(len(cyrillic(a)), len(cyrillic(b)))
    if a != b and shorter < _SPELT and not latin:
        return None
    limit = 0.3 * shorter if latin else min(0.85, 0.1 * shorter)
    weight = distance(a, b, limit)
    if weight > limit:
        return None
    if latin and weight > _ONE_SOUND:
        return max(weight / 2, _MOSTLY_ONE)
    return weight


def company(document: Mapping[int, float], profile: Mapping[int, float]) -> float:
    """Weighs how well a document's entities (with their weights) fit those that usually stand beside an entity.

    A profile holds, for each entity beside it, the share of its documents; 0 is no company in common, 1 one entity that
    always stands there.
    """
    return sum([weight * profile[key] for key, weight in document.items() if key in profile])


def family(last: str) -> str:
    """Returns what a person counts as in company: «Путин» is there where «Владимир Путин» is, and so is his family."""
    return f"per {surname_core(fold(last))}"


def weight_of_country(of: EntityType) -> float:
    """Returns what a country tells about an entity beside it, where any other one tells 1: little of people."""
    return 1.0 if of == "ORG" else 0.3


def is_of_countries_named(
    state: int | None, document: Mapping[int, float], profile: Mapping[int, float], all: Set[int]
) -> bool:
    """Tells whether a document that names countries, of `all` there are, can mean the power of a state.

    It names this one, or much else that stands beside that power.
    """
    if state is None or state in document or all.isdisjoint(document):
        return True
    return company({key: weight for key, weight in document.items() if key not in all}, profile) >= _USUAL_COMPANY


class Candidate(Struct, frozen=True):
    """A fuller entity that a short name can mean: its company (see `company`), and its documents month by month.

    `attested` tells that one of its documents calls it by the short name, `called` in how many they do.
    """

    known: Known
    profile: Mapping[int, float]
    months: Mapping[int, int]
    attested: bool = True
    called: int = 0

    def documents_around(self, month: int | None) -> int:
        """Counts its documents of a month, the one before and the one after; 0 where no month is known."""
        if month is None or not self.months:
            return 0
        count = self.months.get
        return count(month - 1, 0) + count(month, 0) + count(month + 1, 0)


def choose(
    short: Known, document: Mapping[int, float], month: int | None, candidates: Sequence[Candidate]
) -> tuple[Candidate, float] | None:
    """Chooses whom a short name in a document of a month means, with their company in common; None where not sure.

    One candidate is believed unless a document that names enough others shares nobody with him, and for a first name
    alone only in his usual company; what an abbreviation stands for needs no company, nor does a known bearer of a rare
    surname. Of several, the best must be four times as likely by the company and by how often he is named, in the
    months around above all.
    """
    if not candidates:
        return None
    alone = len(candidates) == 1  # then it is as likely as can be
    scored = [
        (0.0 if alone else _likelihood(document, month, candidate), candidate.known.id, candidate)
        for candidate in candidates
    ]
    scored.sort(key=lambda row: row[:2])
    best, _, candidate = scored[-1]
    shared = company(document, candidate.profile)
    unsure = not candidate.attested or (short.type == "PER" and not short.last)
    sure = len(document) < 3 or (alone and is_own_abbreviation(short))
    own = _is_known_bearer(short, candidate, alone)
    surely = is_initial(short.first) or (alone and short.last and wikidata_item(candidate.known.id))
    some = 0.0 if own else _ANY_COMPANY if surely else _SOME_COMPANY
    if shared < (_USUAL_COMPANY if unsure else 0.0 if sure else some):
        return None
    if (
        short.type == "PER"
        and not own
        and not is_initial(short.first)
        and not _is_told(short, document, candidate, unsure)
    ):
        return None
    if len(scored) > 1 and best - scored[-2][0] < math.log(4):
        return None
    return candidate, shared


def _is_known_bearer(short: Known, candidate: Candidate, alone: bool) -> bool:
    """Tells whether a surname that few people have is surely that of this bearer: who writes it alone means one known.

    He is called so elsewhere, or is the only bearer and named in several documents.
    """
    last = surname_core(fold(short.last))
    rare = bool(last) and not is_common_surname(last) and not is_first_name(last)
    only = alone and (candidate.known.documents > 1 or is_initial(short.first))
    return rare and (candidate.called > 0 or only)


def _is_told(short: Known, document: Mapping[int, float], candidate: Candidate, unsure: bool) -> bool:
    """Tells whether a person is called so elsewhere or widely known, or more than a country stands beside both."""
    if not unsure and (len(document) < 3 or candidate.called or wikidata_item(candidate.known.id)):
        return True
    telling = company({key: weight for key, weight in document.items() if weight == 1.0}, candidate.profile)
    if is_common_first_name(fold(short.first)):
        return telling >= _USUAL_COMPANY and candidate.called >= _CALLED
    return telling >= _ANY_COMPANY


def _likelihood(document: Mapping[int, float], month: int | None, candidate: Candidate) -> float:
    """Weighs how likely a candidate is in a document, up to a term that is the same for all of them."""
    documents = candidate.known.documents
    likelihood = math.log(candidate.documents_around(month) + _LONG_AGO * documents)
    likelihood += math.log(candidate.called / documents + _UNCALLED)
    unexpected = _UNEXPECTED * ((documents + 1) / documents) ** 2  # who stood beside one once need not do so again
    for key, weight in document.items():
        share = candidate.profile.get(key)
        if share:
            likelihood += weight * math.log(1.0 + share / unexpected)
    return likelihood


def believe_spelling(weight: float, shared: float) -> bool:
    """Tells whether two spellings are one by their difference and the company they share."""
    if weight <= _SURELY_ONE:
        return True
    return weight <= _PROBABLY_ONE and shared >= (_ANY_COMPANY if weight <= _MOSTLY_ONE else _SAME_COMPANY)
