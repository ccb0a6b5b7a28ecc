"""The names of an index: which forms name which entity, how often; and which documents the index holds.

They are an SQLite file beside tantivy's. A form is a base form or a form as it stands in a text; it is found by its
key (case, ё and quotes aside) or by the stems of its words.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from pathlib import Path

import msgspec
from msgspec import Struct

from imenoslov.document import Document, Entity, EntityType
from imenoslov.errors import SearchError
from imenoslov.search.schema import FORMAT, unusable
from imenoslov.search.words import name_key, stem_key
from imenoslov.writers.archive_ids import ArchiveEntity


class Kind(IntEnum):
    """What a form is: a name, another one, a form as it stands in a text, a surname, an id that a document gave."""

    NAME = 0
    ALIAS = 1
    SURFACE = 2
    PART = 3
    ID = 4


class Form(Struct, frozen=True, array_like=True):
    """A form of an entity's name in one document, and how often it stands there."""

    entity: str
    type: EntityType
    kind: Kind
    text: str
    mentions: int


class Count(Struct, frozen=True):
    """How many documents call an entity by some form, and how often."""

    id: str
    type: EntityType
    documents: int
    mentions: int


class State(Struct, frozen=True):
    """What the index knows of a document: the digests of what was indexed, and of what the archive had for its ids."""

    digest: str
    ids: str


class Held(Struct, frozen=True):
    """A document that the index holds: in which file it stands, and what is known of it."""

    path: str
    state: State


class Change(Struct, frozen=True):
    """A document as the archive has it now, the file in which it stands, and what of it is stored.

    `own` are the entities that the document was written with, `ids` what the archive has for each of their ids.
    """

    document: Document
    path: str
    state: State
    stored: bytes
    own: Sequence[Entity]
    ids: Mapping[str, ArchiveEntity]


_TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (path TEXT PRIMARY KEY, stamp TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS documents (
    id TEXT PRIMARY KEY, path TEXT NOT NULL, digest TEXT NOT NULL, ids TEXT NOT NULL, forms BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS documents_by_path ON documents (path);
CREATE TABLE IF NOT EXISTS forms (
    entity TEXT NOT NULL, type TEXT NOT NULL, kind INTEGER NOT NULL, form TEXT NOT NULL,
    key TEXT NOT NULL, stems TEXT NOT NULL, documents INTEGER NOT NULL, mentions INTEGER NOT NULL,
    PRIMARY KEY (entity, kind, form)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS forms_by_key ON forms (key);
CREATE INDEX IF NOT EXISTS forms_by_stems ON forms (stems);
CREATE INDEX IF NOT EXISTS forms_by_id ON forms (form) WHERE kind = 4;
"""

# Different forms whose counts are held in memory.
_COUNTED = 50_000

_forms = msgspec.json.Decoder(tuple[Form, ...])


def forms_of(document: Document, own: Iterable[Entity], ids: Mapping[str, ArchiveEntity]) -> tuple[Form, ...]:
    """Returns all forms under which a document names its entities, whose archive ids and names are in place.

    A person's surname, as the document itself reads it, is a form of its own, so that it finds the people who bear it,
    also where none is called so; and so are the forms of the user's list. `own` and `ids` are those of `Change`.
    """
    counts: dict[tuple[str, EntityType, Kind, str], int] = {}
    for entity in document.entities:
        key = (entity.id, entity.type)
        (name, mentions), *aliases = entity.names()
        counts[*key, Kind.NAME, name] = mentions
        for name, mentions in aliases:
            counts[*key, Kind.ALIAS, name] = mentions
    for entity in own:
        id, type_ = (ids[entity.id].id, ids[entity.id].type) if entity.id in ids else (entity.id, entity.type)
        if entity.person and entity.person.last:
            part = (id, type_, Kind.PART, entity.person.last)
            counts[part] = counts.get(part, 0) + entity.mentions
        if entity.id != id:
            counts[id, type_, Kind.ID, entity.id] = 1
        for name in ids[entity.id].called if entity.id in ids else ():
            counts.setdefault((id, type_, Kind.ALIAS, name), 0)
    for mention in document.mentions:
        if mention.entity:
            place = (mention.entity, mention.type, Kind.SURFACE, " ".join(mention.text.split()))
            counts[place] = counts.get(place, 0) + 1
    return tuple(Form(*place, mentions) for place, mentions in counts.items())


class Names:
    """The SQLite file of an index; a context manager. Changes are seen by others once `commit` has returned."""

    def __init__(self, path: Path, create: bool = False) -> None:
        """Opens the file; raises SearchError where there is none, or one of another version."""
        if not create and not path.is_file():
            raise SearchError(f"{path.parent} is no search index; build it with `imenoslov index`.")
        try:
            self._database = sqlite3.connect(path, timeout=30)
        except sqlite3.Error as error:
            raise unusable(path, error) from error
        self._counted: dict[tuple[str, str, int, str], list[int]] = defaultdict(lambda: [0, 0])
        try:
            if create:
                # Readers see the old state while a new one is written.
                self._database.execute("PRAGMA journal_mode = WAL")
                self._database.executescript(_TABLES)
                self._database.execute("INSERT OR IGNORE INTO meta VALUES ('format', ?)", (FORMAT,))
                self._database.commit()
            (found,) = self._database.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
        except (sqlite3.Error, TypeError) as error:
            self._database.close()
            raise unusable(path, error) from error
        if found != FORMAT:
            self._database.close()
            raise SearchError(f"{path.parent} was built by another version; delete it and build it again.")

    def __enter__(self) -> "Names":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file; what was not committed is forgotten."""
        self._database.close()

    def commit(self) -> None:
        """Makes the changes last."""
        self._write_counts()
        self._database.commit()

    # Which documents the index holds.

    def stamps(self, paths: Sequence[str]) -> dict[str, str]:
        """Returns what each file looked like when its documents were indexed; files that were not are left out."""
        rows = self._database.execute(f"SELECT path, stamp FROM files WHERE path IN ({_places(paths)})", paths)
        return dict(rows.fetchall())

    def set_stamp(self, path: str, stamp: str) -> None:
        """Notes what a file looks like whose documents are all indexed."""
        self._database.execute("INSERT OR REPLACE INTO files VALUES (?, ?)", (path, stamp))

    def in_files(self, paths: Sequence[str]) -> dict[str, dict[str, State]]:
        """Returns the documents that each file held, by id."""
        found: dict[str, dict[str, State]] = {path: {} for path in paths}
        rows = self._database.execute(
            f"SELECT path, id, digest, ids FROM documents WHERE path IN ({_places(paths)})", paths
        )
        for path, id, digest, ids in rows:
            found[path][id] = State(digest, ids)
        return found

    def held(self, ids: Sequence[str]) -> dict[str, Held]:
        """Returns those of the documents that the index holds, by id."""
        rows = self._database.execute(f"SELECT id, path, digest, ids FROM documents WHERE id IN ({_places(ids)})", ids)
        return {id: Held(path, State(digest, placed)) for id, path, digest, placed in rows}

    def ids(self) -> Iterator[str]:
        """Yields the ids of all documents."""
        for (id,) in self._database.execute("SELECT id FROM documents"):
            yield id

    def forget_files(self, paths: Iterable[str]) -> None:
        """Forgets files that are no more."""
        self._database.executemany("DELETE FROM files WHERE path = ?", ((path,) for path in paths))

    def files(self) -> set[str]:
        """Returns the paths of all files."""
        return {path for (path,) in self._database.execute("SELECT path FROM files")}

    def move(self, id: str, path: str) -> None:
        """Notes that a document stands in another file now."""
        self._database.execute("UPDATE documents SET path = ? WHERE id = ?", (path, id))

    def change(self, removed: Iterable[str], added: Iterable[Change]) -> None:
        """Takes documents away, then adds others; one that is in both is replaced."""
        for id in removed:
            row = self._database.execute("DELETE FROM documents WHERE id = ? RETURNING forms", (id,)).fetchone()
            if row:
                self._count(_forms.decode(row[0]), -1)
        rows = []
        for new in added:
            forms = forms_of(new.document, new.own, new.ids)
            self._count(forms, 1)
            rows.append((new.document.id, new.path, new.state.digest, new.state.ids, msgspec.json.encode(forms)))
        self._database.executemany("INSERT INTO documents VALUES (?, ?, ?, ?, ?)", rows)
        if len(self._counted) > _COUNTED:
            self._write_counts()

    def _count(self, forms: Iterable[Form], sign: int) -> None:
        for form in forms:
            counts = self._counted[form.entity, form.type, form.kind, form.text]
            counts[0] += sign
            counts[1] += sign * form.mentions

    def _write_counts(self) -> None:
        """Adds to the table what has been counted of forms, so far in memory: the same ones come again and again."""
        self._database.executemany(
            "INSERT INTO forms VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
            "documents = documents + excluded.documents, mentions = mentions + excluded.mentions",
            (
                (entity, type_, int(kind), form, name_key(form), stem_key(form), documents, mentions)
                for (entity, type_, kind, form), (documents, mentions) in sorted(self._counted.items())
            ),
        )
        self._database.executemany(
            "DELETE FROM forms WHERE entity = ? AND kind = ? AND form = ? AND documents <= 0",
            (
                (entity, int(kind), form)
                for (entity, _, kind, form), (documents, _) in self._counted.items()
                if documents < 0
            ),
        )
        self._counted.clear()

    # Which entities a name may mean.

    def by_key(self, key: str, kinds: tuple[Kind, ...]) -> list[Count]:
        """Returns the entities that a form of these kinds names, by its key."""
        return self._counts("key", key, kinds)

    def by_stems(self, key: str, kinds: tuple[Kind, ...]) -> list[Count]:
        """Returns the entities that a form of these kinds names, by the stems of its words."""
        return self._counts("stems", key, kinds)

    def by_id(self, id: str) -> list[Count]:
        """Returns the entity of this id in the archive, or the entities that documents of their own gave this id."""
        own = self._database.execute(
            "SELECT type, sum(documents), sum(mentions) FROM forms WHERE entity = ? AND kind = 0 GROUP BY type", (id,)
        )
        return [Count(id, *row) for row in own] or self._counts("form", id, (Kind.ID,))

    def name(self, id: str) -> str:
        """Returns the name of an entity: the one that documents have, by an update cut short most; its id if none."""
        row = self._database.execute(
            "SELECT form FROM forms WHERE entity = ? AND kind = 0 ORDER BY documents DESC, form LIMIT 1", (id,)
        ).fetchone()
        return row[0] if row else id

    def _counts(self, column: str, key: str, kinds: tuple[Kind, ...]) -> list[Count]:
        if not key:
            return []
        rows = self._database.execute(
            f"SELECT entity, type, max(documents), max(mentions) FROM forms WHERE {column} = ? "
            f"AND kind IN ({','.join(str(int(kind)) for kind in kinds)}) GROUP BY entity, type",
            (key,),
        )
        return [Count(*row) for row in rows]


def _places(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
