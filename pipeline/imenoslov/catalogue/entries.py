"""What the catalogue tells: an entity of the archive, and why two names are one."""

from msgspec import Struct

from imenoslov.document import EntityType, Person


class Synonym(Struct, frozen=True):
    """Another name of an entity of the archive, and how often it stands there."""

    name: str
    mentions: int


class Entry(Struct, frozen=True):
    """An entity of the archive: one line of the list.

    `first` and `last` are the dates (ISO 8601) of the first and last document that names it, where they are known;
    `with_ids` the entities it most often appears with.
    """

    id: str
    type: EntityType
    name: str
    documents: int
    mentions: int
    aliases: tuple[Synonym, ...] = ()
    first: str | None = None
    last: str | None = None
    person: Person | None = None
    wikidata: str | None = None
    with_ids: tuple[str, ...] = ()


class Join(Struct, frozen=True):
    """Says that a name stands for an entity, and why; in all documents, or in `documents` of them."""

    id: str
    into: str
    reason: str
    documents: int


class Doubt(Struct, frozen=True):
    """Says that a short name stays apart in `documents`, where it may mean somebody or something of these names."""

    id: str
    documents: int
    names: tuple[str, ...]
