"""Organisations: which mentions of organisations in one article are one organisation.

Each distinct name is read once (`knowledge.organisations`); then each kind of evidence, a function of its own, says
which readings are one.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from imenoslov.document import Mention
from imenoslov.knowledge.organisations import OrganisationName, read_organisation
from imenoslov.knowledge.spelling import cyrillic, distance, skeleton
from imenoslov.knowledge.tsv import read_words
from imenoslov.stages.clusters import Cluster

_OPENING = re.compile(r"[»\"”“]?\s*[(,]?\s*\(\s*[«\"“„]?")
_SMALL_WORDS = read_words("small words")
_ABBREVIATION = re.compile(r"[A-ZА-ЯЁ][A-ZА-ЯЁa-zа-яё&-]{0,3}[A-ZА-ЯЁ][A-ZА-ЯЁ&-]*[а-я]?")
# Words that make a name longer and not another: Sinovac Biotech is Sinovac, Газпром нефть is not Газпром.
_WEAK_WORDS = read_words("words without weight")
_RESEARCH = read_words("research heads")
_OTHER_HEADS = re.compile(
    r"\b(?:больниц|госпитал|поликлиник|университет|мгу|театр|музе|академи|школ|фонд|премия|аэропорт|завод|библиотек|консерватор|"
    r"училищ|лице|гимнази|церк|храм|собор|клуб|площад|улиц|парк)"
)
_EPONYM = re.compile(r"^(?P<head>.*?)\s*\bимени (?P<name>[а-я-]+)")

Pair = tuple[str, str]


def link_organisations(
    mentions: Sequence[tuple[int, Mention]], text: str, contested: tuple[tuple[str, str], ...]
) -> list[Cluster]:
    """Groups the mentions of organisations, given with their indices and in the order of the text."""
    readings: dict[str, OrganisationName] = {}
    written: dict[str, Counter[str]] = defaultdict(Counter)
    members: dict[str, list[int]] = defaultdict(list)
    for index, mention in mentions:
        reading = read_organisation(mention.base or mention.text, contested)
        readings.setdefault(reading.key, reading)
        written[reading.key][mention.base or mention.text] += 1
        members[reading.key].append(index)
    keys = {index: key for key, indices in members.items() for index in indices}
    joined = _Joined(readings)
    joined.add(_bracketed(mentions, keys, text))
    joined.add(_short_names(readings))
    joined.add(_abbreviated(readings, written))
    joined.add(_eponyms(readings))
    joined.add(_transliterated(readings))
    joined.add(_misspelt(readings, members))
    joined.add(_shortened(readings))
    joined.add(_with_country(joined, readings))
    return [
        Cluster(
            tuple(sorted(index for key in group for index in members[key])),
            _fullest(group, readings, members, written),
        )
        for group in joined.groups()
    ]


class _Joined:
    """Keys of readings, joined step by step; the first key of a group stands for it."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._parent = {key: key for key in keys}

    def root(self, key: str) -> str:
        while self._parent[key] != key:
            self._parent[key] = key = self._parent[self._parent[key]]
        return key

    def add(self, pairs: Iterable[Pair]) -> None:
        for a, b in list(pairs):
            self._parent[self.root(b)] = self.root(a)

    def groups(self) -> list[list[str]]:
        result: dict[str, list[str]] = defaultdict(list)
        for key in self._parent:
            result[self.root(key)].append(key)
        return list(result.values())


def _bracketed(mentions: Sequence[tuple[int, Mention]], keys: dict[int, str], text: str) -> Iterator[Pair]:
    """Joins a name and its short name in brackets: «Международный валютный фонд (МВФ)», «МВФ (Международный …)»."""
    for (i, left), (j, right) in pairwise(mentions):
        if left.stop > right.start or not _OPENING.fullmatch(text[left.stop : right.start]):
            continue
        if not re.match(r"[»\"”“]?\s*[),;]", text[right.stop : right.stop + 4]):
            continue
        translated = right.text.isascii() != left.text.isascii()
        if translated or _is_abbreviation(right.text) or _is_abbreviation(left.text):
            yield keys[i], keys[j]


def _is_abbreviation(name: str) -> bool:
    return bool(_ABBREVIATION.fullmatch(name.strip('«»"“”„')))


def _short_names(readings: dict[str, OrganisationName]) -> Iterator[Pair]:
    """Joins a name whose base form holds its short name in brackets with that short name."""
    for key, reading in readings.items():
        if reading.short and reading.short in readings:
            yield key, reading.short


def _abbreviated(readings: dict[str, OrganisationName], written: dict[str, Counter[str]]) -> Iterator[Pair]:
    """Joins an abbreviation with the one long name of the article that has its initials."""
    long: dict[str, set[str]] = defaultdict(set)
    for key in readings:
        for initials in _initials(key):
            long[initials].add(key)
    for key, forms in written.items():
        if " " in key or readings[key].known or not any(_is_abbreviation(form) for form in forms):
            continue
        expansions = long.get(cyrillic(key.replace("-", "")), set()) - {key}
        if len(expansions) == 1:
            yield next(iter(expansions)), key


def _initials(key: str) -> set[str]:
    """Returns the initials of a folded name, with and without its small words, in Cyrillic."""
    words = [word for word in re.split(r"[ -]", key) if word]
    if len(words) < 2:
        return set()
    strong = [word for word in words if word not in _SMALL_WORDS and (len(word) > 1 or word.isdigit())]
    return {"".join(cyrillic(word[0]) for word in some) for some in (words, strong) if len(some) > 1}


def _eponyms(readings: dict[str, OrganisationName]) -> Iterator[Pair]:
    """Joins the research institutions of one eponym: «Центр имени Вавилова», «НИИ Вавилова»."""
    named: dict[str, list[str]] = defaultdict(list)
    for key in readings:
        match = _EPONYM.match(key)
        if match and not _OTHER_HEADS.search(match["head"]):
            named[match["name"]].append(key)
    for key in readings:
        words = key.split(" ")
        if 2 <= len(words) <= 4 and words[-1] in named and "имени" not in words and set(words[:-1]) & _RESEARCH:
            named[words[-1]].append(key)
    for group in named.values():
        yield from ((group[0], key) for key in group[1:])


def _transliterated(readings: dict[str, OrganisationName]) -> Iterator[Pair]:
    """Joins a name in Latin letters with the one in Cyrillic letters that sounds like it."""
    sounds: dict[str, list[str]] = defaultdict(list)
    for key in readings:
        if not re.search("[a-z]", key):
            sounds[skeleton(key)].append(key)
    for key in readings:
        if re.search("[a-z]", key) and len(skeleton(key)) >= 3:
            near = [other for other in sounds[skeleton(key)][:24] if distance(key, other) <= 0.25 * len(other)]
            if len(near) == 1:
                yield near[0], key


def _misspelt(readings: dict[str, OrganisationName], members: dict[str, list[int]]) -> Iterator[Pair]:
    """Joins the spellings of one name."""
    by_bones: dict[str, list[str]] = defaultdict(list)
    for key, reading in readings.items():
        if len(key) >= 5:
            by_bones[skeleton(key)].append(key)
            if not reading.known:
                for other in by_bones[skeleton(key)][:24]:
                    if other != key and distance(key, other) <= 0.85:
                        yield other, key


def _shortened(readings: dict[str, OrganisationName]) -> Iterator[Pair]:
    """Joins a name with the one longer name that only adds words without weight: Sinovac, Sinovac Biotech."""
    longer: dict[str, set[str]] = defaultdict(set)
    for key in readings:
        words = key.split(" ")
        if len(words) > 1:
            for short, rest in ((words[:-1], words[-1:]), (words[1:], words[:1]), (words[:1], words[1:])):
                if all(word in _WEAK_WORDS for word in rest):
                    longer[" ".join(short)].add(key)
    for name, keys in longer.items():
        if name in readings and len(keys) == 1:
            yield next(iter(keys)), name


def _with_country(joined: _Joined, readings: dict[str, OrganisationName]) -> Iterator[Pair]:
    """Joins a name without a country with the one that has it: «Верховный суд», «Верховный суд Пакистана»."""
    with_country: dict[str, set[str]] = defaultdict(set)
    for key, reading in readings.items():
        if reading.country:
            with_country[reading.core].add(key)
    for core, keys in with_country.items():
        if core in readings and len({joined.root(key) for key in keys}) == 1:
            yield next(iter(sorted(keys))), core


def _fullest(
    group: Sequence[str],
    readings: dict[str, OrganisationName],
    members: dict[str, list[int]],
    written: dict[str, Counter[str]],
) -> str:
    """Chooses the name that the id is made of: one from the tables, else the most telling, then the most frequent."""

    def weight(key: str) -> tuple[bool, bool, bool, int, int]:
        reading = readings[key]
        abbreviation = all(_is_abbreviation(form) for form in written[key])
        return reading.known, reading.country is not None, not abbreviation, len(members[key]), -members[key][0]

    return max(group, key=weight)
