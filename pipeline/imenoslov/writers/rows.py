"""Documents, mentions and entities as rows of flat tables."""

from collections.abc import Iterator

from msgspec import Struct

from imenoslov.document import Document


class DocumentRow(Struct, frozen=True):
    """A row for each document."""

    document: str
    path: str | None
    title: str | None
    published: str | None
    url: str | None
    text: str


class MentionRow(Struct, frozen=True):
    """A row for each name in a text; `[start, stop)` counts code points, `parent` the document's mentions from 0."""

    document: str
    number: int
    start: int
    stop: int
    type: str
    text: str
    base: str
    entity: str
    name: str
    parent: int | None
    score: float | None
    published: str | None


class EntityRow(Struct, frozen=True):
    """A row for each entity of each document."""

    document: str
    entity: str
    type: str
    name: str
    mentions: int
    aliases: tuple[str, ...]
    first: str | None
    middle: str | None
    last: str | None
    gender: str | None
    wikidata: str | None
    published: str | None


def document_row(document: Document) -> DocumentRow:
    """Returns a document's row."""
    source = document.source
    return DocumentRow(document.id, source.path, source.title, source.published, source.url, document.text)


def mention_rows(document: Document) -> Iterator[MentionRow]:
    """Yields a document's rows in the table of mentions."""
    names = {entity.id: entity.name for entity in document.entities}
    for number, mention in enumerate(document.mentions):
        yield MentionRow(
            document=document.id,
            number=number,
            start=mention.start,
            stop=mention.stop,
            type=mention.type,
            text=mention.text,
            base=mention.base,
            entity=mention.entity,
            name=names.get(mention.entity, mention.base),
            parent=mention.parent,
            score=mention.score,
            published=document.source.published,
        )


def entity_rows(document: Document) -> Iterator[EntityRow]:
    """Yields a document's rows in the table of entities."""
    for entity in document.entities:
        person = entity.person
        yield EntityRow(
            document=document.id,
            entity=entity.id,
            type=entity.type,
            name=entity.name,
            mentions=entity.mentions,
            aliases=tuple(alias.name for alias in entity.aliases),
            first=person.first if person else None,
            middle=person.middle if person else None,
            last=person.last if person else None,
            gender=person.gender if person else None,
            wikidata=entity.wikidata,
            published=document.source.published,
        )
