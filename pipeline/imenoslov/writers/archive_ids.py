"""What the archive calls the entities of a document, in the place of the ids and names that it was given alone."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from imenoslov.document import Alias, Document, Entity, EntityType, Person

# Documents whose ids are asked for at once.
_TOGETHER = 100


class ArchiveEntity(Struct, frozen=True):
    """An entity as the whole archive lists it; `called` are the folded forms that the user's list has for it."""

    id: str
    type: EntityType
    name: str
    person: Person | None = None
    called: tuple[str, ...] = ()


ArchiveIds = Callable[[Sequence[str]], Sequence[Mapping[str, ArchiveEntity]]]
"""For the ids of documents, of each what the archive has for the entity ids in it; what is missing stays as it is."""


def own_ids(documents: Sequence[str]) -> Sequence[Mapping[str, ArchiveEntity]]:
    """Leaves every document its own entities: the `ArchiveIds` of an archive without a catalogue."""
    return [{}] * len(documents)


def with_archive_ids(documents: Iterable[Document], ids: ArchiveIds) -> Iterator[Document]:
    """Yields the documents with archive ids and names in their place."""
    rest = iter(documents)
    while together := list(islice(rest, _TOGETHER)):
        for document, placed in zip(together, ids([document.id for document in together]), strict=True):
            yield place_ids(document, placed)


def place_ids(document: Document, ids: Mapping[str, ArchiveEntity]) -> Document:
    """Returns the document with archive ids in its mentions and entities; entities that share one become one.

    An entity has the archive's name and person, so that each has one name in all documents; what the document itself
    calls it is kept among the aliases.
    """
    if not ids:
        return document
    listed = {entity.id: entity for entity in ids.values()}
    placed = {own: entity.id for own, entity in ids.items() if own != entity.id}
    joined: dict[str, list[Entity]] = {}
    for entity in document.entities:
        joined.setdefault(placed.get(entity.id, entity.id), []).append(entity)
    return replace(
        document,
        mentions=tuple(
            replace(mention, entity=placed[mention.entity]) if mention.entity in placed else mention
            for mention in document.mentions
        ),
        entities=tuple(_join(listed[id], entities) if id in listed else entities[0] for id, entities in joined.items()),
    )


def _join(listed: ArchiveEntity, entities: list[Entity]) -> Entity:
    """Makes one entity of those of a document that the archive lists as one; all their other names become aliases."""
    names: dict[str, int] = {}
    for entity in entities:
        for name, mentions in entity.names():
            names[name] = names.get(name, 0) + mentions
    names.pop(listed.name, None)
    usual = sorted((item for item in names.items() if item[1] > 0), key=lambda item: (-item[1], item[0]))
    return Entity(
        id=listed.id,
        type=listed.type,
        name=listed.name,
        mentions=sum(entity.mentions for entity in entities),
        aliases=tuple(Alias(name, count) for name, count in usual),
        person=listed.person,
        wikidata=next((entity.wikidata for entity in entities if entity.wikidata), None),
    )
