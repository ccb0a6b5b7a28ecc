"""Linking: mentions to entities, within one article.

One pure pass by type. The id of an entity is made of its name alone, so the same name in another article gives the same
id, without any shared state.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from msgspec.structs import replace

from imenoslov.document import Alias, Document, Entity, EntityType, Mention, Person
from imenoslov.knowledge.countries import load_countries
from imenoslov.knowledge.mistaken import is_after_town
from imenoslov.knowledge.naming import fullest_name
from imenoslov.knowledge.organisations import read_organisation
from imenoslov.knowledge.own_names import OwnName, OwnNames, load_own_names
from imenoslov.knowledge.spelling import fold, slug, visible
from imenoslov.knowledge.wikidata import wikidata_item
from imenoslov.stages.clusters import Cluster, join_translations
from imenoslov.stages.organisations import link_organisations
from imenoslov.stages.people import link_people
from imenoslov.stages.places import country_of_article, link_places, settle_contested
from imenoslov.stages.settings import LinkingSettings

_PREFIX: dict[EntityType, str] = {"PER": "per:", "ORG": "org:", "LOC": "loc:"}

_WHERE = re.compile(r"(?<!\w)(?:вов?|во|в|из|под|над|на|до|к|ко|от|через|близ|у)\s+$", re.IGNORECASE)

_ADJECTIVES = ("ий", "ый", "ая")

# Calibrated on articles of six sets: who is called as a capital and is one has a higher score.
_SURE = 0.7

_QUOTES = ("«", '"', "“", "„")


def linking(settings: LinkingSettings) -> Callable[[Document], Document]:
    """Makes the stage; raises ConfigError for a list of names with a wrong line."""
    own = load_own_names(settings.names) if settings.names else None
    return lambda document: link(document, own)


def link(document: Document, own: OwnNames | None = None) -> Document:
    """Gives every mention its entity and the document its entities, in the order of their first mention.

    The mentions have type, text and base form; what `person` they carry moves to the entity. `own` are the user's
    names.
    """
    by_type: dict[EntityType, list[tuple[int, Mention]]] = {"PER": [], "ORG": [], "LOC": []}
    surnames = frozenset([m.base.rpartition(" ")[2] for m in document.mentions if m.type == "PER" and " " in m.base])
    named = [
        _as_country(m, document.text)
        if m.type == "ORG"
        else _as_surname(m, document.text)
        if m.type == "LOC" and m.base in surnames
        else _as_organisation(m)
        if m.type == "PER" and m.text[:3].isupper()
        else _as_capital(m)
        if m.type == "PER" and m.score is not None and m.score < _SURE and m.base not in surnames
        else m
        for m in document.mentions
    ]
    if own:
        named = [_as_listed(mention, own) for mention in named]
    for pair in enumerate(named):
        by_type[pair[1].type].append(pair)
    bases = [m.base or m.text for m in named]
    contested = settle_contested([bases[index] for type in ("ORG", "LOC") for index, _ in by_type[type]])
    home = partial(country_of_article, named, contested)
    found: dict[EntityType, list[Cluster]] = {
        "PER": link_people(by_type["PER"], document.text),
        "ORG": link_organisations(by_type["ORG"], document.text, contested, home, _placed(named)),
        "LOC": link_places(by_type["LOC"], contested),
    }
    clusters = [
        (type, cluster) for type in found for cluster in join_translations(found[type], by_type[type], document.text)
    ]
    clusters = _claimed(clusters, named, own) if own else clusters
    clusters.sort(key=lambda pair: pair[1].members[0])
    ids = _ids(clusters)
    entity_of = {index: id for id, (_, cluster) in zip(ids, clusters, strict=True) for index in cluster.members}
    mentions = tuple(
        [
            Mention(m.start, m.stop, m.type, m.text, m.base, entity_of[index], m.parent, m.score)
            for index, m in enumerate(named)
        ]
    )
    forms = bases if "".join(bases).isprintable() else [visible(base) for base in bases]
    entities = tuple([_entity(id, type, cluster, forms) for id, (type, cluster) in zip(ids, clusters, strict=True)])
    return replace(document, mentions=mentions, entities=entities)


def _placed(mentions: Sequence[Mention]) -> frozenset[int]:
    """Returns the indices of the mentions that end with a place: «Высокий суд Исламабада»."""
    return frozenset(
        [m.parent for m in mentions if m.parent is not None and m.type == "LOC" and mentions[m.parent].stop == m.stop]
    )


def _as_country(mention: Mention, text: str) -> Mention:
    """Returns a state that was taken for an organisation as a place; «Россия» in quotes is an airline."""
    if (
        fold(mention.base) in load_countries().by_name
        and text[max(0, mention.start - 1) : mention.start] not in _QUOTES
    ):
        return replace(mention, type="LOC")
    return mention


def _as_surname(mention: Mention, text: str) -> Mention:
    """Returns what was taken for a place, and is called as a person of the article, as a person: «Витория».

    Where one is in, at or from it, or it is called a town, it stays a place, and so does an adjective: «Папа Римский».
    """
    where = _WHERE.search(text, max(0, mention.start - 8), mention.start) or mention.base.endswith(_ADJECTIVES)
    return mention if where or is_after_town(text, mention.start) else replace(mention, type="PER")


def _as_organisation(mention: Mention) -> Mention:
    """Returns an organisation of the tables in capitals that was taken for a person as an organisation: «КАМАЗ»."""
    known = mention.base.isalpha() and mention.base.isupper() and read_organisation(mention.base).known
    return replace(mention, type="ORG") if known else mention


def _as_capital(mention: Mention) -> Mention:
    """Returns a capital, or a country, that was doubtfully taken for a person as a place: «спорит с Берном»."""
    name, countries = fold(mention.base), load_countries()
    known = name in countries.by_capital or name in countries.by_name
    return replace(mention, type="LOC") if known else mention


def _as_listed(mention: Mention, own: OwnNames) -> Mention:
    """Returns a mention with the type that the user's list has for its name, whatever it was taken for."""
    owner = own.find(mention.type, mention.base or mention.text)
    return replace(mention, type=owner.type) if owner and owner.type != mention.type else mention


def _claimed(
    clusters: list[tuple[EntityType, Cluster]], mentions: Sequence[Mention], own: OwnNames
) -> list[tuple[EntityType, Cluster]]:
    """Gives clusters the user's names: those of one name become one, one of two names becomes two.

    The other names of a cluster go along, unless one of them is fuller than what the user claims.
    """
    result: list[tuple[EntityType, Cluster]] = []
    claims: dict[OwnName, list[int]] = {}
    persons: dict[OwnName, Person | None] = {}
    for type, cluster in clusters:
        owners = {index: own.find(type, mentions[index].base or mentions[index].text) for index in cluster.members}
        counts = Counter(owner for owner in owners.values() if owner)
        if not counts:
            result.append((type, cluster))
            continue
        main = counts.most_common(1)[0][0]
        persons.setdefault(main, cluster.person)
        rest = {index for index, owner in owners.items() if not owner}
        words = {index: len((mentions[index].base or mentions[index].text).split()) for index in owners}
        if rest and max(words[index] for index in rest) > max(words[index] for index in owners if owners[index]):
            result.append((type, replace(cluster, members=tuple(sorted(rest)))))
            rest = set()
        for index, owner in owners.items():
            if owner or index in rest:
                claims.setdefault(owner or main, []).append(index)
    for owner, indices in claims.items():
        result.append((owner.type, Cluster(tuple(sorted(indices)), owner.name, persons.get(owner), own=owner)))
    return result


def _ids(clusters: list[tuple[EntityType, Cluster]]) -> list[str]:
    """Makes the ids: type and name; of two alike, the one with a patronymic shows it, else the second gets `-2`."""
    names = ["" if cluster.own else _PREFIX[type] + slug(cluster.name) for type, cluster in clusters]
    taken = {cluster.own.id for _, cluster in clusters if cluster.own}
    wanted = Counter(names)
    if not taken and len(wanted) == len(names):
        return names
    ids = []
    for name, (type, cluster) in zip(names, clusters, strict=True):
        if cluster.own:
            ids.append(cluster.own.id)
            continue
        id = stem = _PREFIX[type] + slug(cluster.spare) if wanted[name] > 1 and cluster.spare else name
        number = 1
        while id in taken:
            number += 1
            id = f"{stem}-{number}"
        taken.add(id)
        ids.append(id)
    return ids


def _entity(id: str, type: EntityType, cluster: Cluster, forms: list[str]) -> Entity:
    """Sums a cluster up: its fullest base form is the name, the others are aliases.

    `forms` are those of all mentions of the document.
    """
    counts: dict[str, int] = {}
    for index in cluster.members:
        form = forms[index]
        counts[form] = counts.get(form, 0) + 1
    name = cluster.own.name if cluster.own else fullest_name(type, counts) if len(counts) > 1 else form
    aliases: tuple[Alias, ...] = ()
    if len(counts) > 1 or name != form:
        others = sorted([form for form in counts if form != name])
        others.sort(key=counts.__getitem__, reverse=True)
        aliases = tuple([Alias(form, counts[form]) for form in others])
    wikidata = cluster.own.wikidata if cluster.own else wikidata_item(id)
    return Entity(id, type, name, len(cluster.members), aliases, cluster.person, wikidata)
