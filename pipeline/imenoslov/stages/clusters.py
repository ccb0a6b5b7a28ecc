"""A cluster: the mentions of one entity, as the three linkers (people, places, organisations) hand them over."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from imenoslov.document import Mention, Person
from imenoslov.knowledge.own_names import OwnName

_OPENING = re.compile(r"[»\"”“]?\s*\(\s*(?:(?:англ|нем|фр|исп|ит|лат)\.\s*)?[«\"“„]?")
_RELATIVE = re.compile(r".{3,}[сцж]к(?:ий|ая|ое|ие)")
# So many letters of a place's name are in its adjective, too, but for what changes before a suffix: «Рига», «рижский».
_ROOT = 4
_ALTERNATIONS = str.maketrans("жчш", "гкх")
_CLOSING = re.compile(r"[»\"”“]?\s*[),;]")
_AFTER = frozenset('»"”“),;')


class Cluster(Struct, frozen=True, gc=False):
    """Mentions of one entity: their indices in the document, the name its id is made of, and what is known of a person.

    `spare` is a longer name for the id, for when another entity of the article has the same; `own` the entity of the
    user's list that it is.
    """

    members: tuple[int, ...]
    name: str
    person: Person | None = None
    spare: str | None = None
    own: OwnName | None = None


def shared(keys: Iterable[frozenset[str]]) -> set[str]:
    """Returns what is in more than one of the sets."""
    seen: set[str] = set()
    common: set[str] = set()
    for some in keys:
        common |= seen & some
        seen |= some
    return common


def bracketed(mentions: Sequence[tuple[int, Mention]], text: str) -> Iterator[tuple[int, int]]:
    """Yields the positions of each two neighbours of which the second stands in brackets: «Фарадж (Nigel Farage)».

    What is nested in a name stands between it and its neighbour, and is one itself.
    """
    outer = furthest = 0
    for at, (_, right) in enumerate(mentions):
        stop = right.stop
        if text[stop : stop + 1] in _AFTER and at and _CLOSING.match(text, stop, stop + 4):
            for before in {outer, at - 1}:
                left = mentions[before][1]
                if left.stop <= right.start and _OPENING.fullmatch(text, left.stop, right.start):
                    yield before, at
        if stop > furthest:
            outer, furthest = at, stop


def in_two_alphabets(a: str, b: str) -> bool:
    """Tells whether one text is in Latin letters and the other in Cyrillic ones."""
    return _alphabet(a) != _alphabet(b)


def _alphabet(text: str) -> bool:
    return sum("a" <= letter <= "z" for letter in text.lower()) * 2 > len(text.replace(" ", ""))


def of_one_place(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yields the folded names that say of a place by an adjective what others say by a noun.

    «Уральский университет», «университет Урала»; «Рижский вокзал», «вокзал Рига».
    """
    pairs = [(key, key.split(" ")) for key in keys if key.count(" ") == 1]
    if {noun for _, (_, noun) in pairs}.isdisjoint([noun for _, (noun, _) in pairs]):
        return
    by_adjective: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, (adjective, noun) in pairs:
        if _RELATIVE.fullmatch(adjective):
            for length in range(3, _ROOT + 1):
                by_adjective[noun, adjective[:length].translate(_ALTERNATIONS)].append(key)
    for key, (noun, place) in pairs if by_adjective else ():
        root = place[: min(_ROOT, len(place) - 1)].translate(_ALTERNATIONS)
        found = by_adjective.get((noun, root), ())
        if len(found) == 1:
            yield found[0], key


def join_translations(clusters: list[Cluster], mentions: Sequence[tuple[int, Mention]], text: str) -> list[Cluster]:
    """Joins the clusters of a name and its original in brackets: «Фарадж (Nigel Farage)»; keeps the first's name."""
    pairs = list(bracketed(mentions, text)) if "(" in text else []
    if not pairs:
        return clusters
    cluster_of = {index: number for number, cluster in enumerate(clusters) for index in cluster.members}
    merged: dict[int, Cluster | None] = dict(enumerate(clusters))
    for at, after in pairs:
        (i, left), (j, right) = mentions[at], mentions[after]
        a, b = cluster_of[i], cluster_of[j]
        into, other = merged[a], merged[b]
        if a == b or into is None or other is None or not in_two_alphabets(left.text, right.text):
            continue
        if left.text.isupper() or right.text.isupper():
            continue  # «Милан (MXP)»: a code is not a translation
        if _alphabet(left.text):
            into, other = other, into
        merged[a] = Cluster(tuple(sorted((*into.members, *other.members))), into.name, into.person, into.spare)
        merged[b] = None
        cluster_of.update((index, a) for index in (*into.members, *other.members))
    return [cluster for cluster in merged.values() if cluster is not None]
