"""Archive ids in the place of the ids that each document was given alone."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from imenoslov.document import Alias, Document, Entity
from imenoslov.knowledge.naming import fullest_name

ArchiveIds = Callable[[Sequence[str]], Sequence[Mapping[str, str]]]
"""For the ids of documents, of each the archive id of every entity id in it; an id that is missing stays as it is."""


def own_ids(documents: Sequence[str]) -> Sequence[Mapping[str, str]]:
    """Leaves every document its own entity ids: the `ArchiveIds` of an archive without a catalogue."""
    return [{}] * len(documents)


def with_archive_ids(documents: Iterable[Document], ids: ArchiveIds) -> Iterator[Document]:
    """Yields the documents with archive ids in their place."""
    for document in documents:
        yield place_ids(document, *ids([document.id]))


def place_ids(document: Document, ids: Mapping[str, str]) -> Document:
    """Returns the document with archive ids in its mentions and entities; entities that share one become one."""
    if not ids:
        return document
    joined: dict[str, list[Entity]] = {}
    for entity in document.entities:
        joined.setdefault(ids.get(entity.id, entity.id), []).append(entity)
    return replace(
        document,
        mentions=tuple(
            replace(mention, entity=ids.get(mention.entity, mention.entity)) for mention in document.mentions
        ),
        entities=tuple(_join(id, entities) for id, entities in joined.items()),
    )


def _join(id: str, entities: list[Entity]) -> Entity:
    """Makes one entity of several: the fullest name is its name, the others' names become aliases."""
    if len(entities) == 1:
        return replace(entities[0], id=id)
    of_name = {entity.name: entity for entity in sorted(entities, key=lambda entity: entity.mentions)}
    main = of_name[fullest_name(entities[0].type, {name: entity.mentions for name, entity in of_name.items()})]
    names: Counter[str] = Counter()
    for entity in entities:
        names.update({alias.name: alias.mentions for alias in entity.aliases})
        own = entity.mentions - sum(alias.mentions for alias in entity.aliases)
        if entity is not main:
            names[entity.name] += own
    names.pop(main.name, None)
    return replace(
        main,
        id=id,
        mentions=sum(entity.mentions for entity in entities),
        aliases=tuple(
            Alias(name, count) for name, count in sorted(names.items(), key=lambda item: (-item[1], item[0]))
        ),
        person=next((entity.person for entity in (main, *entities) if entity.person), None),
        wikidata=next((entity.wikidata for entity in (main, *entities) if entity.wikidata), None),
    )
