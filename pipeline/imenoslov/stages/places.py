"""Places: which mentions of places in one article are one place."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from imenoslov.document import Mention
from imenoslov.knowledge.countries import load_countries
from imenoslov.knowledge.organisations import read_organisation
from imenoslov.knowledge.places import PlaceName, read_place
from imenoslov.knowledge.spelling import cyrillic, distance, fold, skeleton
from imenoslov.stages.clusters import Cluster, of_one_place
from imenoslov.stages.initials import abbreviated, initials, is_abbreviation

# Calibrated on articles of four topics: fewer votes are wrong more often, more leave names open.
_ENOUGH_VOTES = 3
_VOTES_AHEAD = 1.0

_RELATIVE_ENDINGS = frozenset({"ский", "ская", "ское", "ские", "цкий", "цкая", "цкое", "цкие"})
# Of a region, whose town is another place: «в Тверской и Псковской областях».
_REGION_ENDINGS = frozenset({"ская", "цкая"})
_TOWN = re.compile(r"[^- ]{3,}-(?:на|де|ла|ле|дель|сюр|апон)-.*")
_ADJECTIVE_ENDINGS = frozenset({"ий", "ый", "ой", "ая", "ое"})
# Adjectives have so many letters before their endings.
_STEM = 3
# Slips in shorter names are other names.
_LONG = 5
# Who says «Англия» beside one of these means England, not the whole kingdom.
_PARTS_OF_BRITAIN = frozenset({"XSCT", "XWLS"})


def settle_contested(bases: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Settles, for one article, what words like РК or Англия stand for, from the other names in it.

    Returns pairs of a folded word (nominative or genitive) and a country's code; a word that two countries of the
    article claim, or none of several, is left out.
    """
    bases = set(bases)
    contested = {word for base in bases for word in _contested_words(base)}
    if not contested:
        return ()
    countries = load_countries()
    named = {code for base in bases for code in _named_countries(base)}
    settled = []
    for word in sorted(contested):
        claims = countries.contested.get(word) or countries.contested_genitives[word]
        sure = len(claims) == 1 and len(word) > 3  # Англия speaks for itself, КР does not
        backed = sorted(claims if sure else claims & named)
        if "GB" in backed and named & _PARTS_OF_BRITAIN:
            continue
        if len(backed) == 1:
            settled.append((word, backed[0]))
    return tuple(settled)


@lru_cache(8_192)
def _contested_words(base: str) -> tuple[str, ...]:
    """Returns the words at the end of a name that only the article can settle."""
    countries = load_countries()
    return tuple(t for t in _tails(base) if t in countries.contested or t in countries.contested_genitives)


def _named_countries(base: str) -> set[str]:
    """Returns the codes of the countries that a name tells by their names, capitals, towns, or genitives at its end."""
    countries = load_countries()
    folded = fold(base)
    code = countries.by_name.get(folded) or countries.by_capital.get(folded) or countries.by_town.get(folded)
    codes = {countries.by_genitive.get(tail) for tail in _tails(base) if tail != folded} | {code}
    return {code for code in codes if code}


def _tails(base: str) -> list[str]:
    """Returns the folded ends of a name, as long as a country's name can be, if its last word ends one."""
    countries = load_countries()
    folded = fold(base)
    if folded.rpartition(" ")[2] not in countries.ends:
        return []
    words = folded.split(" ")
    return [" ".join(words[at:]) for at in range(max(0, len(words) - countries.longest), len(words))]


def country_of_article(mentions: Sequence[Mention], contested: tuple[tuple[str, str], ...]) -> str | None:
    """Returns the code of the country that an article is about, as far as the names in it tell beyond doubt."""
    countries = load_countries()
    votes: Counter[str] = Counter()
    for mention in mentions:
        base = mention.base or mention.text
        if mention.type == "LOC":
            place = read_place(base, contested)
            town = countries.by_capital.get(place.key) or countries.by_town.get(place.key)
            code, weight = (place.country, 2) if place.country else (town, 1)
        elif mention.type == "ORG":
            code, weight = read_organisation(base, contested).country, 2
        else:
            continue
        if code:
            votes[code] += weight
    ranking = votes.most_common(2)
    if not ranking or ranking[0][1] < _ENOUGH_VOTES:
        return None
    code, first = ranking[0]
    if code.startswith("XR"):
        return None  # who writes about a region of Russia means the ministries of Russia as often
    others = sum(votes.values()) - first
    return code if first >= _VOTES_AHEAD * others else None


def link_places(mentions: Sequence[tuple[int, Mention]], contested: tuple[tuple[str, str], ...]) -> list[Cluster]:
    """Groups the mentions of places, given with their indices and in the order of the text."""
    if not mentions:
        return []
    members: dict[str, list[int]] = {}
    names: dict[str, PlaceName] = {}
    written: dict[str, str] = {}
    for index, mention in mentions:
        base = mention.base or mention.text
        name = read_place(base, contested)
        names[name.key] = name
        written[name.key] = base
        members.setdefault(name.key, []).append(index)
    groups = members
    if len(names) > 1 and not all(name.known for name in names.values()):  # what is known is never another
        counts = {key: len(indices) for key, indices in members.items()}
        means = _of_one_place(names) | _short_forms(names) | _misspelt(names, counts) | _abbreviated(names, written)
        groups = defaultdict(list)
        for key, indices in members.items():
            groups[means.get(key, key)].extend(indices)
    return [Cluster(tuple(sorted(indices)), key) for key, indices in groups.items()]


def _of_one_place(names: dict[str, PlaceName]) -> dict[str, str]:
    """Finds what is named after a place in two ways: «Рижский вокзал», «вокзал Риги»."""
    return {other: key for key, other in of_one_place(names) if not names[other].known}


def _short_forms(names: dict[str, PlaceName]) -> dict[str, str]:
    """Finds the one longer name that a short one stands for: Ростов-на-Дону for Ростов, Муром for Муромский."""
    longer: dict[str, set[str]] = defaultdict(set)
    stems: dict[str, set[str]] = defaultdict(set)
    relatives = []
    for key in names:
        first, _, rest = key.partition(" ")
        adjective = first[-2:] in _ADJECTIVE_ENDINGS and len(first) >= _STEM + 2
        if rest and adjective:
            longer[first].add(key)
        elif not rest and not adjective and len(first) >= 5:
            stems[first[:-2]].add(key)
        if "-" in key and _TOWN.fullmatch(key):
            longer[key.partition("-")[0]].add(key)
        if key[-4:] in _RELATIVE_ENDINGS and len(key) >= _STEM + 4:
            relatives.append(key)
    for key in relatives:
        stem = key[:-4]
        lengths = range(max(_STEM, len(stem) - 2), len(stem) + 1)
        places = set[str]()
        if key[-4:] not in _REGION_ENDINGS:
            places.update(*(stems.get(stem[:length], ()) for length in lengths))
        longer[key] = places or longer[key]
    return {
        short: next(iter(keys))
        for short, keys in longer.items()
        if short in names and len(keys) == 1 and not names[short].known
    }


def _abbreviated(names: dict[str, PlaceName], written: dict[str, str]) -> dict[str, str]:
    """Finds the one long name that has the letters of an abbreviation no table knows: «Печорская АЭС» for «ПАЭС»."""
    short = [key for key, form in written.items() if not names[key].known and is_abbreviation(form)]
    long: dict[str, list[str]] = defaultdict(list)
    for key, form in written.items() if short else ():
        for letters in initials(form):
            long[letters].append(key)
    return {key: long[letters][0] for key in short if len(long[letters := abbreviated(key)]) == 1}


def _misspelt(names: dict[str, PlaceName], counts: Mapping[str, int]) -> dict[str, str]:
    """Finds the usual spelling of each rare one that no table knows."""
    by_letter: dict[str, list[str]] = defaultdict(list)
    for key in names:
        by_letter[cyrillic(key)[-1:]].append(key)
    by_bones: dict[str, list[str]] = defaultdict(list)
    by_ends: dict[tuple[str, str], list[str]] = defaultdict(list)
    rare = []
    for group in by_letter.values():  # other spellings end alike
        unknown = [key for key in group if not names[key].known and len(key) >= _LONG] if len(group) > 1 else []
        rare += unknown
        for key in group if unknown else ():
            by_bones[skeleton(key)].append(key)
            by_ends[key[:1], key[-2:]].append(key)
    means = {}
    for key in rare:
        near = [
            (distance(key, other), -counts[other], other)
            for other in {*by_bones[skeleton(key)][:24], *by_ends[key[:1], key[-2:]][:24]}
            if other != key
            and (names[other].known or counts[other] > 2 * counts[key] or (key.isascii() and not other.isascii()))
            and _one_spelling(key, other)
        ]
        if near:
            means[key] = min(near)[2]
    return means


def _one_spelling(a: str, b: str) -> bool:
    weight = distance(a, b)
    if cyrillic(a)[-1] != cyrillic(b)[-1]:
        return False
    return weight <= 0.85 if skeleton(a) == skeleton(b) else weight <= 1.0 and min(len(a), len(b)) >= 6
