"""The catalogue's database: what each document says, and what that sums up to, in SQLite.

Keys are numbers made of ids by a hash, so that nothing in the database depends on the order in which documents came,
and the first rows of an entity are a fair sample of its documents.
"""

import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

from imenoslov.catalogue.evidence import Known, blocks, family, standing_alone
from imenoslov.document import Document, Gender, Person
from imenoslov.errors import ReadError, WriteError
from imenoslov.knowledge.spelling import fold

VERSION = 4

_SCHEMA = f"""
PRAGMA user_version = {VERSION};
CREATE TABLE files (path TEXT PRIMARY KEY, changed INTEGER, size INTEGER) WITHOUT ROWID;
CREATE TABLE documents (key INTEGER PRIMARY KEY, id TEXT NOT NULL, digest BLOB NOT NULL, published TEXT, file TEXT)
    WITHOUT ROWID;
CREATE INDEX documents_by_file ON documents (file);
CREATE TABLE appearances (
    entity INTEGER, document INTEGER, mentions INTEGER, person TEXT, company INTEGER, PRIMARY KEY (entity, document)
) WITHOUT ROWID;
CREATE INDEX appearances_by_document ON appearances (document, entity);
CREATE TABLE forms (document INTEGER, entity INTEGER, form TEXT, mentions INTEGER, PRIMARY KEY (document, entity, form))
    WITHOUT ROWID;
CREATE TABLE entities (key INTEGER PRIMARY KEY, id TEXT, type TEXT, documents INTEGER, mentions INTEGER, since TEXT,
    until TEXT, wikidata TEXT) WITHOUT ROWID;
CREATE TABLE spellings (entity INTEGER, form TEXT, documents INTEGER, mentions INTEGER, PRIMARY KEY (entity, form))
    WITHOUT ROWID;
CREATE TABLE persons (entity INTEGER, person TEXT, documents INTEGER, PRIMARY KEY (entity, person)) WITHOUT ROWID;
CREATE TABLE months (entity INTEGER, month INTEGER, documents INTEGER, PRIMARY KEY (entity, month)) WITHOUT ROWID;
CREATE TABLE blocks (block TEXT, entity INTEGER, PRIMARY KEY (block, entity)) WITHOUT ROWID;
CREATE INDEX blocks_by_entity ON blocks (entity);
CREATE TABLE faces (entity INTEGER PRIMARY KEY, face TEXT) WITHOUT ROWID;
CREATE TABLE pairs (entity INTEGER, other INTEGER, weight REAL, PRIMARY KEY (entity, other)) WITHOUT ROWID;
CREATE TABLE joins (entity INTEGER PRIMARY KEY, target INTEGER, reason TEXT) WITHOUT ROWID;
CREATE INDEX joins_by_target ON joins (target);
CREATE TABLE readings (entity INTEGER, document INTEGER, target INTEGER, reason TEXT, PRIMARY KEY (entity, document))
    WITHOUT ROWID;
CREATE INDEX readings_by_document ON readings (document);
CREATE INDEX readings_by_target ON readings (target);
"""

T = TypeVar("T")

_MONTH = re.compile(r"(\d{4})-(\d\d)")

# Seconds in which another process may bring the catalogue up to date.
PATIENCE = 60

# Where no date is known: after all dates.
UNDATED = "9999"


def key_of(id: str) -> int:
    """Makes the key of an id: 63 bits of its hash."""
    return int.from_bytes(blake2b(id.encode(), digest_size=8).digest(), "big") >> 1


def month_of(published: str | None) -> int | None:
    """Returns the number of a date's month, counted from the year 0; None for a date without one."""
    date = _MONTH.match(published or "")
    return 12 * int(date[1]) + int(date[2]) if date else None


def open_database(path: Path) -> sqlite3.Connection:
    """Opens a catalogue's database, and makes it where there is none.

    Raises ReadError for a file that is no catalogue of this version, WriteError where the disk refuses.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    except (OSError, sqlite3.OperationalError) as error:
        raise refusal(path, error) from error
    try:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        empty = not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if not empty and version != VERSION:
            raise ReadError(f"{path} was made by another version of imenoslov; delete it and make it again.")
        connection.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536;")
        if empty:
            connection.executescript(f"BEGIN; {_SCHEMA} COMMIT;")
    except sqlite3.OperationalError as error:
        connection.close()
        raise refusal(path, error) from error
    except sqlite3.DatabaseError as error:
        connection.close()
        raise ReadError(f"{path} is not a catalogue ({error}); delete it and make it again.") from error
    except ReadError:
        connection.close()
        raise
    return connection


def refusal(path: Path, error: Exception) -> WriteError:
    """Turns what the disk or another process has against writing a catalogue into one sentence with a remedy."""
    return WriteError(
        f"{path} cannot be written ({error}); wait for other runs on this archive, make room, or check its rights."
    )


class Store:
    """What the documents of an archive say: counts of entities, of their spellings and of their company."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.sql = connection

    def digest(self, document: int) -> bytes | None:
        """Returns the digest that a document was stored with."""
        row = self.sql.execute("SELECT digest FROM documents WHERE key = ?", (document,)).fetchone()
        return row[0] if row else None

    def add(self, documents: Sequence[tuple[Document, bytes, str | None]]) -> set[int]:
        """Stores documents with their digests and files, and returns the entities that they name."""
        rows: list[tuple[int, str, bytes, str | None, str | None]] = []
        appearances: list[tuple[int, int, int, str, int]] = []
        forms: Counter[tuple[int, int, str]] = Counter()
        names: dict[int, tuple[str, str, str | None]] = {}
        for document, digest, file in documents:
            at = key_of(document.id)
            rows.append((at, document.id, digest, document.source.published, file))
            for entity in document.entities:
                key = key_of(entity.id)
                names[key] = (entity.id, entity.type, entity.wikidata)
                person = entity.person
                parts = (person.first, person.middle, person.last, person.gender) if person else ()
                company = key_of(family(person.last)) if person and person.last else key
                appearances.append((key, at, entity.mentions, "\t".join(part or "" for part in parts), company))
                spelt = sum(alias.mentions for alias in entity.aliases)
                forms[at, key, entity.name] += entity.mentions - spelt
                for alias in entity.aliases:
                    forms[at, key, alias.name] += alias.mentions
        self.sql.executemany("INSERT INTO documents VALUES (?, ?, ?, ?, ?)", sorted(rows))
        self.sql.executemany("INSERT INTO appearances VALUES (?, ?, ?, ?, ?)", sorted(appearances))
        self.sql.executemany(
            "INSERT INTO forms VALUES (?, ?, ?, ?)", sorted((*key, mentions) for key, mentions in forms.items())
        )
        self.sql.executemany(
            "INSERT INTO entities VALUES (?, ?, ?, 0, 0, ?, '', ?) ON CONFLICT DO UPDATE "
            "SET wikidata = coalesce(wikidata, excluded.wikidata)",
            sorted((key, id, type, UNDATED, wikidata) for key, (id, type, wikidata) in names.items()),
        )
        self._count([row[0] for row in rows], 1)
        return set(names)

    def remove(self, documents: Sequence[int]) -> set[int]:
        """Forgets documents, given by their keys, and returns the entities that they named."""
        if not documents:
            return set()
        self._count(documents, -1)
        touched = set()
        for key in documents:
            found = self.sql.execute("SELECT entity FROM appearances WHERE document = ?", (key,)).fetchall()
            touched |= {row[0] for row in found}
            self.sql.executemany(
                "DELETE FROM appearances WHERE entity = ? AND document = ?", ((row[0], key) for row in found)
            )
            self.sql.execute("DELETE FROM forms WHERE document = ?", (key,))
            self.sql.execute("DELETE FROM readings WHERE document = ?", (key,))
            self.sql.execute("DELETE FROM documents WHERE key = ?", (key,))
        for entity in touched:  # the dates of the others are counted anew
            dates = self.sql.execute(
                "SELECT min(published), max(published) FROM appearances JOIN documents ON key = document "
                "WHERE entity = ?",
                (entity,),
            ).fetchone()
            self.sql.execute(
                "UPDATE entities SET since = ?, until = ? WHERE key = ?", (dates[0] or UNDATED, dates[1] or "", entity)
            )
        self.sql.execute("DELETE FROM spellings WHERE documents <= 0")
        self.sql.execute("DELETE FROM persons WHERE documents <= 0")
        self.sql.execute("DELETE FROM months WHERE documents <= 0")
        return touched

    def _count(self, documents: Sequence[int], sign: int) -> None:
        """Adds the documents' counts to those of their entities, or takes them away."""
        totals: dict[int, list[int]] = defaultdict(lambda: [0, 0])
        dates: dict[int, list[str]] = defaultdict(list)
        persons: Counter[tuple[int, str]] = Counter()
        months: Counter[tuple[int, int]] = Counter()
        spellings: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0, 0])
        for key in documents:
            published = self.sql.execute("SELECT published FROM documents WHERE key = ?", (key,)).fetchone()[0]
            month = month_of(published)
            for entity, mentions, person in self.sql.execute(
                "SELECT entity, mentions, person FROM appearances WHERE document = ?", (key,)
            ):
                totals[entity][0] += 1
                totals[entity][1] += mentions
                if person:
                    persons[entity, person] += 1
                    if month is not None:
                        months[entity, month] += 1
                if published:
                    dates[entity].append(published)
            for entity, form, mentions in self.sql.execute(
                "SELECT entity, form, mentions FROM forms WHERE document = ?", (key,)
            ):
                spellings[entity, form][0] += 1
                spellings[entity, form][1] += mentions
        self.sql.executemany(
            "UPDATE entities SET documents = documents + ?, mentions = mentions + ?, since = min(since, ?), "
            "until = max(until, ?) WHERE key = ?",
            (
                (sign * count, sign * mentions, min(dates[key], default=UNDATED), max(dates[key], default=""), key)
                for key, (count, mentions) in sorted(totals.items())
            ),
        )
        self.sql.executemany(
            "INSERT INTO persons VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET documents = documents + excluded.documents",
            ((*key, sign * count) for key, count in sorted(persons.items())),
        )
        self.sql.executemany(
            "INSERT INTO months VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET documents = documents + excluded.documents",
            ((*key, sign * count) for key, count in sorted(months.items())),
        )
        self.sql.executemany(
            "INSERT INTO spellings VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE "
            "SET documents = documents + excluded.documents, mentions = mentions + excluded.mentions",
            ((*key, sign * count, sign * mentions) for key, (count, mentions) in sorted(spellings.items())),
        )

    def months(self, entity: int) -> dict[int, int]:
        """Returns in how many documents of each month a person stands."""
        return dict(self.sql.execute("SELECT month, documents FROM months WHERE entity = ?", (entity,)).fetchall())

    def known(self, entity: int) -> Known | None:
        """Sums up what the archive knows of an entity; None for one that no document names."""
        row = self.sql.execute(
            "SELECT id, type, documents, since, (SELECT person FROM persons WHERE entity = key "
            "ORDER BY documents DESC, person LIMIT 1) FROM entities WHERE key = ?",
            (entity,),
        ).fetchone()
        if row is None or row[2] <= 0:
            return None
        id, type, documents, since, parts = row
        first, middle, last, gender = parts.split("\t") if parts else ("", "", "", "")
        name = self.names(entity)[0][0]
        return Known(entity, id, type, name, documents, since, first, middle, last, _gender(gender))

    def names(self, entity: int) -> list[tuple[str, int, int]]:
        """Returns the names of an entity with their documents and mentions, the fullest of the usual ones first."""
        rows = self.sql.execute(
            "SELECT form, documents, mentions FROM spellings WHERE entity = ?", (entity,)
        ).fetchall()
        words = {row[0]: len(fold(row[0]).split()) for row in rows}
        return sorted(rows, key=lambda row: (-words[row[0]], -row[1], row[0]))

    def index(self, known: Known, limit: int) -> set[int]:
        """Writes down the blocks in which an entity meets others; returns whoever meets someone anew or no more.

        Blocks of more than `limit` entities count as none.
        """
        wanted = blocks(known, [(name, documents) for name, documents, _ in self.names(known.key)])
        found = {row[0] for row in self.sql.execute("SELECT block FROM blocks WHERE entity = ?", (known.key,))}
        before = self.sql.execute("SELECT face FROM faces WHERE entity = ?", (known.key,)).fetchone()
        met: set[int] = set()
        if before is None or before[0] != known.face:
            self.sql.execute("INSERT OR REPLACE INTO faces VALUES (?, ?)", (known.key, known.face))
            met.add(known.key)
        for block in sorted(found ^ wanted):
            met.add(known.key)
            met |= set(self._members(block, limit))
            if block in wanted:
                self.sql.execute("INSERT INTO blocks VALUES (?, ?)", (block, known.key))
            else:
                self.sql.execute("DELETE FROM blocks WHERE block = ? AND entity = ?", (block, known.key))
                met |= set(self._members(block, limit))
        return met

    def _members(self, block: str, limit: int) -> list[int]:
        rows = self.sql.execute("SELECT entity FROM blocks WHERE block = ? LIMIT ?", (block, limit + 1)).fetchall()
        return [row[0] for row in rows] if len(rows) <= limit else []

    def forget(self, entity: int, limit: int) -> set[int]:
        """Deletes an entity that no document names; returns those that it met."""
        met: set[int] = set()
        for (block,) in self.sql.execute("SELECT block FROM blocks WHERE entity = ?", (entity,)).fetchall():
            self.sql.execute("DELETE FROM blocks WHERE block = ? AND entity = ?", (block, entity))
            met.update(self._members(block, limit))
        self.sql.execute("DELETE FROM entities WHERE key = ?", (entity,))
        for table in ("faces", "joins", "readings"):
            self.sql.execute(f"DELETE FROM {table} WHERE entity = ?", (entity,))
        self.pair(entity, {})
        return met

    def pair(self, entity: int, weights: Mapping[int, float]) -> None:
        """Writes down which entities can be spellings of one, and how far apart."""
        others = self.sql.execute("SELECT other FROM pairs WHERE entity = ?", (entity,)).fetchall()
        self.sql.executemany("DELETE FROM pairs WHERE entity = ? AND other = ?", ((row[0], entity) for row in others))
        self.sql.execute("DELETE FROM pairs WHERE entity = ?", (entity,))
        rows = sorted(weights.items())
        self.sql.executemany("INSERT INTO pairs VALUES (?, ?, ?)", ((entity, key, weight) for key, weight in rows))
        self.sql.executemany("INSERT INTO pairs VALUES (?, ?, ?)", ((key, entity, weight) for key, weight in rows))

    def pairs(self, entity: int) -> list[tuple[int, float]]:
        """Returns who can be another spelling of an entity, and how far apart."""
        return self.sql.execute("SELECT other, weight FROM pairs WHERE entity = ? ORDER BY other", (entity,)).fetchall()

    def joined_to(self, entities: Iterable[int]) -> set[int]:
        """Returns the entities, and all whose joins lead to one of them."""
        found = set(entities)
        todo = list(found)
        while todo:
            rows = self.sql.execute("SELECT entity FROM joins WHERE target = ?", (todo.pop(),)).fetchall()
            new = {row[0] for row in rows} - found
            found |= new
            todo += new
        return found

    def neighbours(self, entity: int, kind: str, limit: int) -> set[int]:
        """Returns the entities that share a block of a kind with one; blocks of more than `limit` are left out."""
        found: set[int] = set()
        for (block,) in self.sql.execute(
            "SELECT block FROM blocks WHERE entity = ? AND block GLOB ?", (entity, f"{kind} *")
        ).fetchall():
            found.update(self._members(block, limit))
        return found - {entity}

    def documents(self, entity: int) -> Iterator[tuple[int, int | None, set[int], set[int]]]:
        """Yields the documents that name an entity, each with its month (see `month_of`), its entities, and what these
        count as in company, but for the entity itself.
        """
        rows = self.sql.execute(
            "SELECT own.document, published, other.entity, other.company, own.company FROM appearances AS own "
            "JOIN documents ON key = own.document JOIN appearances AS other ON other.document = key "
            "WHERE own.entity = ? ORDER BY key",
            (entity,),
        ).fetchall()
        for document, group in groupby(rows, key=itemgetter(0)):
            found = list(group)
            beside = {row[3] for row in found if row[3] != row[4]}
            yield document, month_of(found[0][1]), {row[2] for row in found}, beside

    def beside(self, entity: int, limit: int) -> dict[int, int]:
        """Counts who stands in the documents that name an entity, itself as well.

        The documents are a sample of at most so many, which only the archive's contents decide.
        """
        rows = self.sql.execute(
            "SELECT other.entity, count(*) FROM (SELECT document FROM appearances WHERE entity = ? ORDER BY document "
            "LIMIT ?) AS some JOIN appearances AS other USING (document) GROUP BY other.entity ORDER BY other.entity",
            (entity, limit),
        )
        return dict(rows.fetchall())

    def company(self, entity: int, limit: int) -> tuple[dict[int, int], int]:
        """Counts what stands as company in such a sample of documents, without the entity, and the documents."""
        documents = self.sql.execute(
            "SELECT document, company FROM appearances WHERE entity = ? ORDER BY document LIMIT ?", (entity, limit)
        ).fetchall()
        own = {company for _, company in documents}
        places = ", ".join("?" * len(documents))
        rows = self.sql.execute(
            "SELECT company, count(DISTINCT document) FROM appearances "
            f"WHERE document IN ({places}) GROUP BY company ORDER BY company",
            [document for document, _ in documents],
        )
        return {key: count for key, count in rows if key not in own}, len(documents)

    def share_a_document(self, a: int, b: int, limit: int) -> bool:
        """Tells whether one of the first `limit` documents of `a` names `b` as well."""
        row = self.sql.execute(
            "SELECT 1 FROM (SELECT document FROM appearances WHERE entity = ? ORDER BY document LIMIT ?) AS some "
            "JOIN appearances ON appearances.entity = ? AND appearances.document = some.document LIMIT 1",
            (a, limit, b),
        ).fetchone()
        return row is not None

    def cores(self, known: Known) -> dict[str, int]:
        """Returns what the names of an entity would be read as alone, with the number of documents of each."""
        counts: dict[str, int] = {}
        for name, documents, _ in self.names(known.key):
            core = standing_alone(known.type, name)
            counts[core] = counts.get(core, 0) + documents
        return counts


def person_of(parts: str) -> Person:
    """Returns a person as the database writes it: first name, patronymic, last name and gender, with tabs."""
    first, middle, last, gender = parts.split("\t")
    return Person(first or None, middle or None, last or None, _gender(gender))


def _gender(text: str) -> Gender | None:
    return "m" if text == "m" else "f" if text == "f" else None


def in_batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yields the items in lists of at most `size`."""
    batch: list[T] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
