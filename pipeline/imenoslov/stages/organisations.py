"""Organisations: which mentions of organisations in one article are one organisation.

Each distinct name is read once (`knowledge.organisations`); then each kind of evidence, a function of its own, says
which readings are one.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace

from imenoslov.document import Mention
from imenoslov.knowledge.countries import country_of_adjective, load_countries
from imenoslov.knowledge.organisations import (
    START,
    OrganisationName,
    beginnings,
    beginnings_in_tables,
    eponym,
    forms_in_tables,
    genitive,
    read_organisation,
    roots,
    word_starts,
)
from imenoslov.knowledge.spelling import distance, fold, outer_bones, skeleton
from imenoslov.knowledge.tsv import read_words
from imenoslov.stages.clusters import Cluster, bracketed, in_two_alphabets, of_one_place, shared
from imenoslov.stages.initials import abbreviated, initials, is_abbreviation

# Words that make a name longer and not another: Sinovac Biotech is Sinovac, Газпром нефть is not Газпром.
_WEAK_WORDS = read_words("words without weight")
_GENERAL = read_words("general heads")
_RANKS = read_words("adjectives of rank")
# Nouns end so, too: «собрание», «предприятие».
_ADJECTIVE = re.compile(r".{3,}(?:ий|ый|ой|ая|ое|(?<![аеия]н)(?<!т)ие|ые)")
# What says of which region a body is, at the end of its name: «Законодательное собрание Приморского края».
_REGIONS = read_words("regions in the genitive")
_FULL_NAME = re.compile(r" [А-ЯЁ]\S+ [А-ЯЁ]")
_IN_ANY_CASE = re.compile(r"(?P<stem>[\w-]{3,}[сц]к)(?:ий|ая|ое|ого|ой|ому|им|ом|ую)")
# So many letters are left of an adjective in a contraction.
_LETTERS = (3, 4, 5)
_CONTRACTED = min(_LETTERS)
# Abbreviations of fewer letters have too many expansions.
_TELLING = 3
# The longest name of a country has no more letters.
_COUNTRY = 60
# Capitals that look alike in both alphabets, and the words before a name that tell of the press.
_LATIN_LETTER = re.compile("[a-z]")
_LOOKS_LATIN = re.compile("[АВЕКМНОРСТХ]{3,5}")
_TO_LATIN = str.maketrans("АВЕКМНОРСТХ", "ABEKMHOPCTX")
_REPORTING = re.compile(
    r"\b(?:сообща|сообщи|переда|пиш|информир|отмеча|цитир|рассказ|репорт|корреспондент|журналист|обозревател|телекан"
    r"|телеком|канал|радио|агентств|издани|корпораци)[а-яё]*\s+$",
    re.IGNORECASE,
)

# The UN's Security Council has none.
_SECRETARY = re.compile(r"\b(?:секретар|замсекретар)[а-я]*\s+$", re.IGNORECASE)
_TITLE = 20
# What stands before a power that is not the country's own.
_THERE = re.compile(r"\b(?:региональн|местн|областн|краев|окружн|республиканск|тамошн)[а-я]+\s+$", re.IGNORECASE)

Pair = tuple[str, str]


def link_organisations(
    mentions: Sequence[tuple[int, Mention]],
    text: str,
    contested: tuple[tuple[str, str], ...],
    home: Callable[[], str | None],
    placed: Set[int] = frozenset(),
) -> list[Cluster]:
    """Groups the mentions of organisations, given with their indices and in the order of the text.

    A power named without a country («МИД») gets in its id that of the article, whose ISO code `home` finds, or where
    there is none that of the minister in the article. The names of the `placed` mentions say of which place they are.
    """
    if not mentions:
        return []
    readings: dict[str, OrganisationName] = {}
    written: dict[str, list[_Form]] = {}
    members: dict[str, list[int]] = {}
    keys: dict[int, str] = {}
    read: dict[str, _Form] = {}
    expanded = _expanded({mention.base for _, mention in mentions})
    for index, mention in mentions:
        base = mention.base or mention.text
        form = read.get(base)
        if form is None:
            form = read[base] = _unknown(base) if base in expanded else _read(base, contested)
        key = form.key
        if not form.alone:
            reading = _read_beside(mention, form.reading, text, contested)
            key = reading.key
            readings.setdefault(key, reading)
        keys[index] = key
        if key in members:
            members[key].append(index)
            if form not in written[key]:
                written[key].append(form)
        else:
            readings.setdefault(key, form.reading)
            written[key], members[key] = [form], [index]
    clusters = []
    by_index = dict(mentions)
    for indices in _joined(mentions, readings, written, members, keys, text, home):
        name = _fullest({keys[index] for index in indices}, readings, members, written, placed)
        if name in readings and readings[name].power and not readings[name].country:
            before = [text[max(0, by_index[index].start - _TITLE) : by_index[index].start] for index in indices]
            union = _of_the_united_nations(name, readings, before)
            state = None if union else home() or _state_of_minister(name, text)
            name = union or (f"{name} {genitive(state)}" if state else name)
        clusters.append(Cluster(tuple(indices), name))
    return clusters


class _Form(Struct, frozen=True, eq=False, gc=False):
    """What a base form alone tells of an organisation, `key` that of its reading, `bones` the outer ones of the key.

    `alone` tells that it reads the same whatever stands beside it, `abbreviated` that all its words are abbreviations;
    `capitals` are its words in capitals, folded; `starts` the beginnings of all words by which it can be found.
    """

    base: str
    reading: OrganisationName
    key: str
    alone: bool
    abbreviated: bool
    capitals: tuple[str, ...]
    starts: frozenset[str]
    bones: str


@lru_cache(8_192)
def _read(base: str, contested: tuple[tuple[str, str], ...]) -> _Form:
    reading = read_organisation(base, contested)
    key = reading.key
    starts = word_starts(key)
    if reading.known and " " in key:
        starts |= word_starts(fold(base))
    for name in filter(None, (reading.short, reading.inner)):
        starts |= word_starts(name)
    starts |= {word[:START] for word in beginnings_in_tables(key)[1]}
    words = base.split()
    capitals = tuple([fold(word) for word in words if word.isupper()])
    looks_latin = bool(capitals) and bool(_LOOKS_LATIN.fullmatch(base))
    alone = not looks_latin and not (reading.power and not reading.country)
    return _Form(base, reading, key, alone, all(map(is_abbreviation, words)), capitals, starts, outer_bones(key))


def _expanded(bases: Set[str]) -> frozenset[str]:
    """Returns the abbreviations that mean a name of the article, and not what the tables have for them.

    «ШНП» beside «Швейцарская народная партия» is no party of Scotland.
    """
    known = {base for base in bases if base[1:2].isupper() and len(base) >= _TELLING and _is_known_abbreviation(base)}
    if not known or len(known) == len(bases):
        return frozenset()
    long = [base for base in bases if base.count(" ") + base.count("-") > 1 and not read_organisation(base).known]
    letters = frozenset().union(*map(initials, long))
    cores = {read_organisation(base).key for base in bases - known}
    return frozenset(
        base for base in known if abbreviated(base) in letters and read_organisation(base).key not in cores
    )


@lru_cache(8_192)
def _is_known_abbreviation(base: str) -> bool:
    return is_abbreviation(base) and read_organisation(base).known


@lru_cache(512)
def _unknown(base: str) -> _Form:
    """Reads an abbreviation as one that no table has."""
    key = fold(base)
    return _Form(base, OrganisationName(key), key, True, True, (key,), word_starts(key), outer_bones(key))


class _Joined:
    """Keys of readings, joined step by step; the first key of a group stands for it.

    Two names of the tables that are not one there are never joined.
    """

    def __init__(self, readings: Mapping[str, OrganisationName]) -> None:
        self._parent = {key: key for key in readings}
        self._known = frozenset(key for key, reading in readings.items() if reading.known)

    def root(self, key: str) -> str:
        while self._parent[key] != key:
            self._parent[key] = key = self._parent[self._parent[key]]
        return key

    def add(self, pairs: Iterable[Pair]) -> None:
        for a, b in list(pairs) if len(self._parent) > 1 else ():
            if a not in self._known or b not in self._known:
                self._parent[self.root(b)] = self.root(a)


def _joined(
    mentions: Sequence[tuple[int, Mention]],
    readings: dict[str, OrganisationName],
    written: dict[str, list[_Form]],
    members: dict[str, list[int]],
    keys: dict[int, str],
    text: str,
    home: Callable[[], str | None],
) -> Iterable[list[int]]:
    """Groups the indices of mentions, given the keys of their readings, by all evidence there is.

    Most kinds need names that have something in common, and most articles have none of some kinds.
    """
    if len(readings) < 2:
        return members.values()
    kin, alike = _kin(readings, written), _alike(readings, written)
    brackets = "(" in text
    short = _abbreviations(readings, written)
    contracted = len({key[:_CONTRACTED] for key in readings}) < len(readings)
    general = not _GENERAL.isdisjoint(readings)
    if not (kin or alike or brackets or short or contracted or general):
        return members.values()
    joined = _Joined(readings)
    if brackets:
        joined.add(_bracketed(mentions, keys, text))
    if kin:
        joined.add(_short_names(kin))
        joined.add(_reordered(kin))
        joined.add(of_one_place(kin))
        joined.add(_eponyms(kin))
        joined.add(_of_one_person(kin, written))
    if short:
        joined.add(_abbreviated(joined, short, readings, written))
    if contracted:
        joined.add(_contracted(readings))
    if alike:
        joined.add(_transliterated(alike))
        joined.add(_misspelt(alike))
    if kin:
        joined.add(_shortened(kin, written))
        joined.add(_without_adjectives(kin))
        joined.add(_described(kin))
        joined.add(_without_tail(joined, kin))
    if general:
        joined.add(_by_head(readings))
    countries = _countries(joined, kin)
    joined.add([(next(iter(roots)), core) for core, roots in countries.items() if len(roots) == 1])
    of_many = {core for core, roots in countries.items() if len(roots) > 1}
    groups: dict[str, list[int]] = {}
    for key, indices in members.items():
        if key not in of_many:
            groups.setdefault(joined.root(key), []).extend(indices)
    if of_many:
        there = {
            index for index, mention in mentions if _THERE.search(text[max(0, mention.start - _TITLE) : mention.start])
        }
        _add_of_several_states(groups, of_many, joined, readings, keys, home(), there)
    return map(sorted, groups.values())


def _add_of_several_states(
    groups: dict[str, list[int]],
    of_many: Set[str],
    joined: _Joined,
    readings: dict[str, OrganisationName],
    keys: dict[int, str],
    home: str | None,
    there: Set[int],
) -> None:
    """Adds to the groups what several countries have: it is that of the country the article is about, if it has one.

    Else, and for the mentions that say so (`there`), it is that of the country or region named last, or else first.
    """
    at_home = {reading.core: joined.root(key) for key, reading in readings.items() if home and reading.country == home}
    named_last = {readings[k].core: joined.root(k) for k in reversed(keys.values()) if readings[k].country}
    for index, key in keys.items():
        if readings[key].country:
            named_last[readings[key].core] = joined.root(key)
        if key in of_many:
            root = None if index in there else at_home.get(key)
            groups.setdefault(root or named_last.get(key) or joined.root(key), []).append(index)


def _kin(readings: dict[str, OrganisationName], written: dict[str, list[_Form]]) -> dict[str, OrganisationName]:
    """Returns the readings that share the beginning of a word with another: only they can be found by their words."""
    starts = {}
    for key in readings:
        form, *others = written[key]
        starts[key] = form.starts if form.alone else form.starts | word_starts(key)
        for other in others:
            starts[key] |= other.starts
    common = shared(starts.values())
    return {key: reading for key, reading in readings.items() if not common.isdisjoint(starts[key])} if common else {}


def _alike(readings: dict[str, OrganisationName], written: dict[str, list[_Form]]) -> dict[str, OrganisationName]:
    """Returns the readings whose skeletons begin and end as another's: only they can be spellings of one name."""
    bones = {key: form.bones if form.alone else outer_bones(key) for key, (form, *_) in written.items()}
    if len(set(bones.values())) == len(bones):
        return {}
    counts = Counter(bones.values())
    return {key: reading for key, reading in readings.items() if counts[bones[key]] > 1}


def _read_beside(
    mention: Mention, reading: OrganisationName, text: str, contested: tuple[tuple[str, str], ...]
) -> OrganisationName:
    """Reads a name with what stands beside it: a power of state with its country, the reading itself otherwise.

    Letters that look like Latin ones are those of a known name: «ЕМА» is EMA; but «ВВС», which is the air force too,
    is the BBC only where it has reported something.
    """
    base = mention.base or mention.text
    if _LOOKS_LATIN.fullmatch(base):
        latin = read_organisation(base.translate(_TO_LATIN))
        reports = _REPORTING.search(text, max(0, mention.start - 20), mention.start)
        if latin.known and (reports or not (reading.known or reading.power)):
            return latin
    if reading.power and not reading.country:
        country = _country_beside(mention, text, dict(contested))
        return replace(reading, country=country) if country else reading
    return reading


def _country_beside(mention: Mention, text: str, contested: dict[str, str]) -> str | None:
    """Returns the code of the country whose adjective stands before a name, or whose genitive after it."""
    before = text[max(0, mention.start - _COUNTRY) : mention.start].rsplit(None, 1)
    adjective = _IN_ANY_CASE.fullmatch(before[-1]) if before else None
    code = country_of_adjective(f"{fold(adjective['stem'])}ий") if adjective else None
    words = text[mention.stop : mention.stop + _COUNTRY].split()
    if code or not words or not words[0][0].isupper() or not text[mention.stop].isspace():
        return code
    genitives, starts = load_countries().by_genitive, load_countries().genitive_starts
    first = fold(words[0].rstrip(".,;:!?)»"))
    for length in range(min(len(words), 6), 0, -1) if first in starts or contested else ():
        name = fold(" ".join(words[:length]).rstrip(".,;:!?)»"))
        code = genitives.get(name) or contested.get(name)
        if code:
            return code
    return None


def _bracketed(mentions: Sequence[tuple[int, Mention]], keys: dict[int, str], text: str) -> Iterator[Pair]:
    """Joins a name and its short name in brackets: «Международный валютный фонд (МВФ)», «МВФ (Международный …)»."""
    for at, after in bracketed(mentions, text):
        (i, left), (j, right) = mentions[at], mentions[after]
        short, long = (right, left) if is_abbreviation(right.text) else (left, right)
        if in_two_alphabets(left.text, right.text) or (is_abbreviation(short.text) and not _of_the_tail(short, long)):
            yield keys[i], keys[j]


def _of_the_tail(short: Mention, long: Mention) -> bool:
    """Tells whether an abbreviation in brackets is that of the body a name ends with: «Институт Союза печати (СП)»."""
    letter = fold(short.text)[:1]
    first, *rest = fold(long.text).split(" ")
    letters = sorted(abbreviated(short.text))
    if any(sorted(each) == letters for each in initials(long.text)):
        return False  # of the whole in another order: «Энергетическое агентство Дании (ДЭА)»
    return not first.startswith(letter) and any(word.startswith(letter) for word in rest)


def _short_names(readings: dict[str, OrganisationName]) -> Iterator[Pair]:
    """Joins a name whose base form holds its short name in brackets with that short name."""
    for key, reading in readings.items():
        if reading.short and reading.short in readings:
            yield key, reading.short


def _of_one_person(readings: dict[str, OrganisationName], written: dict[str, list[_Form]]) -> Iterator[Pair]:
    """Joins what is named after a person with and without the first name: «кабинет Терезы Мэй», «кабинет Мэй»."""
    for key in readings:
        if key.count(" ") == 2:
            noun, _, last = key.split(" ")
            if f"{noun} {last}" in readings and all(_FULL_NAME.search(form.base) for form in written[key]):
                yield key, f"{noun} {last}"


def _abbreviated(
    joined: _Joined, short: list[str], readings: dict[str, OrganisationName], written: dict[str, list[_Form]]
) -> Iterator[Pair]:
    """Joins an abbreviation with the one long name of the article that has its initials: «ДПНЗ», «ВС РФ», «ЗАЭС»."""
    long: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for key, reading in readings.items():
        for letters in set().union(*map(initials, (key, *[form.base for form in written[key]]))):
            long[letters, None].add(key)
        for letters in initials(reading.core) if reading.country else ():
            long[letters, reading.country].add(key)
    for key in short:
        reading = readings[key]
        expansions = long.get((abbreviated(reading.core), reading.country), set()) - {key}
        if all(form.abbreviated for form in written[key]):
            expansions = long.get((abbreviated(key), None), set()) - {key} or expansions
        if len({joined.root(expansion) for expansion in expansions}) == 1:
            yield min(expansions), key


def _abbreviations(readings: dict[str, OrganisationName], written: dict[str, list[_Form]]) -> list[str]:
    """Returns what no table knows and each form has as an abbreviation, alone or beside a country: «российские ВС»."""
    return [
        key
        for key, forms in written.items()
        if (forms[0].capitals or forms[0].abbreviated)
        and not readings[key].known
        and all(form.abbreviated or readings[key].core in form.capitals for form in forms)
    ]


def _contracted(readings: dict[str, OrganisationName]) -> Iterator[Pair]:
    """Joins a name with its contraction: «Национальный фронт», «Нацфронт»; «Московский городской суд», «Мосгорсуд»."""
    starts = Counter([key[:_CONTRACTED] for key in readings])
    for key in readings:
        if starts[key[:_CONTRACTED]] > 1 and " " in key:
            yield from ((key, short) for short in _contractions(key.split(" ")) if short in readings)


def _contractions(words: list[str]) -> list[str]:
    """Returns what a name can be contracted to; one of more than two adjectives, or without any, to nothing."""
    starts = [""]
    for at, adjective in enumerate(words[:3]):
        if not _ADJECTIVE.fullmatch(adjective):
            rest = " ".join(words[at:])
            return [start + rest for start in starts] if at else []
        starts = [start + adjective[:length] + vowel for start in starts for length in _LETTERS for vowel in ("", "о")]
    return []


def _reordered(readings: dict[str, OrganisationName]) -> Iterator[Pair]:
    """Joins names of the same words in another order: «Союз ректоров России», «Российский союз ректоров»."""
    named: dict[str, list[str]] = defaultdict(list)
    for key in readings:
        words = roots(key)
        if words:
            yield from ((other, key) for other in named[words])
            named[words].append(key)


def _eponyms(readings: dict[str, OrganisationName]) -> Iterator[Pair]:
    """Joins the institutions of one kind and eponym: «Центр имени Вавилова», «НИИ Вавилова»."""
    if not any("имени" in key for key in readings):
        return
    named: dict[str, list[str]] = defaultdict(list)
    for key, reading in readings.items():
        named_after = eponym(reading.core)
        if named_after:
            named[named_after].append(key)
    for group in named.values():
        if any(" имени " in f" {key}" for key in group):
            yield from ((group[0], key) for key in group[1:])


def _transliterated(readings: dict[str, OrganisationName]) -> Iterator[Pair]:
    """Joins a name in Latin letters with the one in Cyrillic letters that sounds like it."""
    latin = {key for key in readings if _LATIN_LETTER.search(key)}
    if not latin:
        return
    sounds: dict[str, list[str]] = defaultdict(list)
    for key in readings:
        if key not in latin:
            sounds[skeleton(key)].append(key)
    for key in readings if sounds else ():
        if key in latin and len(skeleton(key)) >= 3:
            near = [other for other in sounds[skeleton(key)][:24] if distance(key, other) <= 0.25 * len(other)]
            if len(near) == 1:
                yield near[0], key


def _misspelt(readings: dict[str, OrganisationName]) -> Iterator[Pair]:
    """Joins the spellings of one name."""
    by_bones: dict[str, list[str]] = defaultdict(list)
    for key, reading in readings.items():
        if len(key) < 5:
            continue
        for other in by_bones[skeleton(key)][:24]:
            one_state = reading.country == readings[other].country
            if one_state and distance(key, other) <= 0.85:
                yield other, key
        by_bones[skeleton(key)].append(key)


def _shortened(readings: dict[str, OrganisationName], written: dict[str, list[_Form]]) -> Iterator[Pair]:
    """Joins a name with the one longer name it stands for: Sinovac for Sinovac Biotech, Большой for Большой театр.

    In Latin letters a first or last word will do, in Cyrillic an adjective, the town of a club («Торонто» for «Торонто
    Рэпторс») or what words without weight make longer.
    """
    longer: dict[str, set[str]] = defaultdict(set)
    names = [(key, key) for key in readings if " " in key]
    names += [
        (key, fold(form.base)) for key, _ in names if readings[key].known for form in written[key] if " " in form.base
    ]
    for key, name in names:
        words = name.split(" ")
        for short, rest in ((words[:-1], words[-1:]), (words[1:], words[:1]), (words[:1], words[1:])):
            if all(word in _WEAK_WORDS for word in rest):
                longer[" ".join(short)].add(key)
        if re.fullmatch(r"[a-z0-9 .&-]+", name) and len(words) <= 3:
            longer[words[0]].add(key)
            longer[words[-1]].add(key)
        elif _ADJECTIVE.fullmatch(words[0]) or (len(words) == 2 and _is_town(words[0])):
            longer[words[0]].add(key)
    for name, keys in longer.items():
        if name in readings and len(keys) == 1 and name not in _WEAK_WORDS and len(name) > 2:
            yield next(iter(keys)), name


def _is_town(word: str) -> bool:
    countries = load_countries()
    return word in countries.by_capital or word in countries.by_town


def _without_adjectives(readings: dict[str, OrganisationName]) -> Iterator[Pair]:
    """Joins a name with the one name that only adds adjectives: «Дублинская биржа», «Дублинская фондовая биржа»."""
    longer: dict[str, set[str]] = defaultdict(set)
    for key in readings:
        words = key.split(" ")
        leading = True
        for at, word in enumerate(words[:-1] if len(words) > 2 else ()):
            leading = leading and bool(_ADJECTIVE.fullmatch(word))
            shorter = {" ".join(words[at + 1 :])} if leading else set()
            if _ADJECTIVE.fullmatch(word):
                shorter.add(" ".join(words[:at] + words[at + 1 :]))
            for name in shorter:
                if word not in _RANKS or not any(map(_ADJECTIVE.fullmatch, name.split(" "))):
                    longer[name].add(key)
    of_states = {reading.core for reading in readings.values() if reading.country}
    for name, keys in longer.items():
        if name in readings and len(keys) == 1 and name not in of_states:
            yield next(iter(keys)), name


def _without_tail(joined: _Joined, readings: dict[str, OrganisationName]) -> Iterator[Pair]:
    """Joins a name with the one that goes on after it: «Нобелевский комитет», «Нобелевский комитет при институте»."""
    longer: dict[str, set[str]] = defaultdict(set)
    starts = Counter([key.partition(" ")[0] for key in readings])
    for key, reading in readings.items():
        names, firsts = beginnings_in_tables(key)
        if firsts.isdisjoint(starts):
            names = beginnings(reading.core) if starts[key.partition(" ")[0]] > 1 else names
        for name in readings.keys() & names if names else ():
            if reading.known or not readings[name].power:
                longer[name].add(key)
    for name, keys in longer.items():
        if len({joined.root(key) for key in keys}) == 1:
            yield min(keys), name


def _by_head(readings: dict[str, OrganisationName]) -> Iterator[Pair]:
    """Joins a general word with the one organisation of the article that it heads: «Агентство», МАГАТЭ."""
    general = _GENERAL & readings.keys()
    headed: dict[str, set[str]] = defaultdict(set)
    for key in readings:
        for name in (key, *forms_in_tables(key)):
            if " " in name:
                headed[_head(name)].add(key)
    for word in general:
        if len(headed[word]) == 1:
            yield next(iter(headed[word])), word


def _described(readings: dict[str, OrganisationName]) -> Iterator[Pair]:
    """Joins a name with the one description that has it in quotes or at its end: «Вектор», «центр «Вектор»»."""
    described: dict[str, list[str]] = defaultdict(list)
    for key, reading in readings.items():
        if reading.inner:
            described[reading.inner].append(key)
    for name, keys in described.items():
        if name in readings:
            keys = [name, *keys]
        elif not all(readings[key].quoted for key in keys):
            continue  # «Земельный суд Вены», «Высший земельный суд Вены»
        heads = {_head(key) for key in keys if key != name}
        if len(heads) == 1 or (name in readings and len(heads) == 2 and any(len(head) <= 4 for head in heads)):
            yield from ((keys[-1], key) for key in keys[:-1])


def _head(key: str) -> str:
    """Returns the noun that heads a description, or its first word."""
    words = key.split(" ")
    return next((word for word in words if not _ADJECTIVE.fullmatch(word)), words[0])


def _countries(joined: _Joined, readings: dict[str, OrganisationName]) -> dict[str, set[str]]:
    """Finds, for each name without a country, the organisations of that name with one: «Верховный суд» of Pakistan."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, reading in readings.items():
        if reading.country and reading.core in readings:
            found[reading.core].add(joined.root(key))
    return found


def _fullest(
    group: Collection[str],
    readings: dict[str, OrganisationName],
    members: dict[str, list[int]],
    written: dict[str, list[_Form]],
    of_places: Set[int],
) -> str:
    """Chooses the name that the id is made of: one from the tables, else the most telling, then the most frequent."""

    def weight(key: str) -> tuple[bool, bool, bool, int, int]:
        reading = readings[key]
        abbreviation = all(is_abbreviation(form.base) for form in written[key])
        placed = reading.country is not None or key.rpartition(" ")[2] in _REGIONS
        placed = placed or not of_places.isdisjoint(members[key])
        return reading.known, placed, not abbreviation, len(members[key]), -members[key][0]

    return max(sorted(group), key=weight) if len(group) > 1 else next(iter(group))


def _of_the_united_nations(power: str, readings: Mapping[str, OrganisationName], before: Sequence[str]) -> str | None:
    """Returns the body of the UN that an article on the UN means: its Security Council, unless it has a secretary.

    `before` is what stands before each mention.
    """
    nations = read_organisation("ООН").key
    body = read_organisation(f"{power} ООН") if nations in readings else None
    return body.key if body and body.known and not any(map(_SECRETARY.search, before)) else None


def _state_of_minister(power: str, text: str) -> str | None:
    """Returns the code of the one state whose minister an article names: «министр обороны Литвы» for «Минобороны»."""
    rank, _, affairs = power.partition(" ")
    if rank != "министерство" or not affairs:
        return None
    genitives = load_countries().by_genitive
    found = set()
    for match in re.finditer(rf"\bминистр[а-я]*\s+{re.escape(affairs)}\s+(\w+)(?:\s+(\w+))?", text, re.IGNORECASE):
        first, second = fold(match[1]), fold(match[2] or "")
        code = genitives.get(f"{first} {second}") or genitives.get(first)
        found |= {code} if code else set()
    return found.pop() if len(found) == 1 else None
