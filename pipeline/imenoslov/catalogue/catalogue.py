"""The catalogue of an archive: made from annotated documents, kept up to date, and asked for entities."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from imenoslov.catalogue.entries import Doubt, Entry, Join, Synonym
from imenoslov.catalogue.joining import Joiner
from imenoslov.catalogue.listing import gathered, listed
from imenoslov.catalogue.store import Store, in_batches, key_of, open_database, refusal
from imenoslov.corpus import WORK, Corpus
from imenoslov.document import Document, EntityType
from imenoslov.knowledge.own_names import OwnNames
from imenoslov.writers.archive_ids import ArchiveEntity, place_ids
from imenoslov.writers.paths import relative_path

_BATCH = 2_000
_COMPANY_SAMPLE = 500
# What so large a share of its mentions means is what a name means.
_MOSTLY = 0.9
_REMEMBERED = 50_000  # entities as they are listed
_ASKED = 500  # documents of one question to the database, which has a limit
_DOCUMENTS_OF_FILE = "SELECT key FROM documents WHERE file = ?"


def catalogue_path(target: Path) -> Path:
    """Returns where the catalogue of an annotated folder lies, or that of one file: beside its folder's."""
    if target.is_dir():
        return target / WORK / "catalogue" / "catalogue.sqlite"
    return target.parent / WORK / "catalogue" / f"{relative_path(target.name)}.sqlite"


class Catalogue:
    """The entities of an archive, in a database on disk; used as a context manager.

    Raises ReadError for a file that is no catalogue, WriteError where the disk refuses.
    """

    def __init__(self, path: str | Path, own: OwnNames | None = None) -> None:
        """Opens the database at a path, and makes it where there is none; `own` is the list that names entities."""
        self.path = Path(path)
        self._own = {key_of(id): (entity.name, forms) for id, (entity, forms) in own.by_id().items()} if own else {}
        self._store = Store(open_database(self.path))
        self._root_of = lru_cache(200_000)(self._find_root)
        self._id = lru_cache(200_000)(self._find_id)
        self._listed: dict[int, ArchiveEntity] = {}
        self._resolved = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the database."""
        self._store.sql.close()

    def update(self, documents: Iterable[Document]) -> int:
        """Adds documents, or puts them in the place of those with the same id; returns how many were new or changed."""
        with self._transaction():
            touched, changed = self._take((document, None) for document in documents)
            Joiner(self._store).join(touched)
        return changed

    def remove(self, ids: Iterable[str]) -> None:
        """Forgets documents; ids that the catalogue does not have are passed over."""
        with self._transaction():
            known = [key for key in map(key_of, ids) if self._store.digest(key) is not None]
            Joiner(self._store).join(self._store.remove(known))

    def synchronise(self, corpus: Corpus) -> int:
        """Brings the catalogue up to date with annotated files; returns how many documents were new, changed or gone.

        Only files are read whose size or time of change is another than when the catalogue read them.
        """
        sql = self._store.sql
        with self._transaction():
            recorded = {path: (changed, size) for path, changed, size in sql.execute("SELECT * FROM files")}
            there = {_within(corpus.path, path): _state(path) for path in corpus.files()}
            stale = [path for path, state in there.items() if recorded.get(path) != state]
            outdated = {*stale, *(recorded.keys() - there.keys())}
            before = {key for path in outdated for (key,) in sql.execute(_DOCUMENTS_OF_FILE, (path,))}
            seen: set[int] = set()
            touched, changed = self._take(_read(corpus.path, stale, seen))
            gone = sorted(before - seen)
            touched |= self._store.remove(gone)
            sql.executemany("DELETE FROM files WHERE path = ?", ((path,) for path in sorted(outdated)))
            sql.executemany("INSERT INTO files VALUES (?, ?, ?)", ((path, *there[path]) for path in stale))
            Joiner(self._store).join(touched)
        return changed + len(gone)

    def _take(self, documents: Iterable[tuple[Document, str | None]]) -> tuple[set[int], int]:
        """Stores documents with their files; returns whom they touch, and how many were new or changed."""
        store = self._store
        touched: set[int] = set()
        changed = 0
        for batch in in_batches(documents, _BATCH):
            latest = {key_of(document.id): (document, file) for document, file in batch}
            digests = {key: _digest(document) for key, (document, _) in latest.items()}
            before = {key: store.digest(key) for key in latest}
            new = [key for key in latest if before[key] != digests[key]]
            touched |= store.remove([key for key in new if before[key] is not None])
            touched |= store.add([(latest[key][0], digests[key], latest[key][1]) for key in new])
            store.sql.executemany(
                "UPDATE documents SET file = ? WHERE key = ?",
                ((file, key) for key, (_, file) in latest.items() if before[key] == digests[key]),
            )
            changed += len(new)
        return touched, changed

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        sql = self._store.sql
        try:
            sql.execute("BEGIN IMMEDIATE")
            yield
            sql.execute("COMMIT")
        except BaseException as error:
            if sql.in_transaction:
                sql.execute("ROLLBACK")
            if isinstance(error, sqlite3.OperationalError):
                raise refusal(self.path, error) from error
            raise
        finally:
            self._resolved = False
            self._root_of.cache_clear()
            self._id.cache_clear()
            self._listed.clear()

    def entities(self, documents: Sequence[str]) -> list[dict[str, ArchiveEntity]]:
        """Returns for each document what the archive has for its entities, by id; empty for one it does not have."""
        roots: dict[int, dict[str, int]] = {key_of(document): {} for document in documents}
        for keys in in_batches(roots, _ASKED):
            rows = self._store.sql.execute(
                "SELECT a.document, entities.id, coalesce(target, a.entity), target IS NULL "
                "AND NOT EXISTS (SELECT 1 FROM joins WHERE entity = a.entity) "
                "AND NOT EXISTS (SELECT 1 FROM readings AS r WHERE r.entity = a.entity) "
                "FROM appearances AS a JOIN entities ON key = a.entity LEFT JOIN readings USING (entity, document) "
                f"WHERE a.document IN ({', '.join('?' * len(keys))})",
                keys,
            )
            for document, id, entity, alone in rows.fetchall():
                roots[document][id] = entity if alone else self._root_of(entity)
        entities = self._list({root for found in roots.values() for root in found.values()})
        return [{id: entities[root] for id, root in roots[key_of(document)].items()} for document in documents]

    def _list(self, roots: Iterable[int]) -> dict[int, ArchiveEntity]:
        """Returns entities as the archive lists them, and remembers some for the next document."""
        found = {root: self._listed[root] for root in roots if root in self._listed}
        new = dict(listed(self._store, self._root_of, sorted(set(roots) - found.keys()), self._own))
        if len(self._listed) > _REMEMBERED:
            self._listed.clear()
        self._listed |= new
        return found | new

    def resolve(self, id: str) -> str:
        """Returns the archive's id for any id that a document has, or that the archive has had; itself if unknown."""
        return self._id(self._root_of(key_of(id))) or id

    def export(self, document: Document) -> Document:
        """Returns a document with the archive's ids and names in place; entities that are one are summed up."""
        return place_ids(document, *self.entities([document.id]))

    def knows(self, id: str) -> bool:
        """Tells whether a document has an id, or the archive has had it."""
        return self._id(key_of(id)) is not None

    def explain(self, id: str) -> list[Join]:
        """Returns every join that leads to an archive id or away from it, each with its reason."""
        sql = self._store.sql
        found: list[Join] = []
        todo, done = [key_of(id)], set()
        while todo:
            key = todo.pop()
            if key in done:
                continue
            done.add(key)
            rows = sql.execute(
                "SELECT entity, target, reason, -1 FROM joins WHERE ? IN (entity, target) UNION ALL "
                "SELECT entity, target, max(reason), count(*) FROM readings WHERE ? IN (entity, target) "
                "GROUP BY entity, target",
                (key, key),
            ).fetchall()
            for entity, target, reason, documents in rows:
                count = self._documents(entity) if documents < 0 else documents
                found.append(Join(self._id(entity) or "", self._id(target) or "", reason, count))
                todo += [other for other in (entity, target) if other not in done]
        return sorted(set(found), key=lambda join: (join.into, -join.documents, join.id))

    def beside(self, join: Join, top: int) -> tuple[str, ...]:
        """Returns the names of those that stand most beside a name and what it is joined to."""
        one, other = (self._store.beside(key_of(id), _COMPANY_SAMPLE) for id in (join.id, join.into))
        shared = one.keys() & other.keys() - {key_of(join.id), key_of(join.into)}
        most = sorted(shared, key=lambda key: (-min(one[key], other[key]), -other[key], key))[:top]
        roots = list(dict.fromkeys(map(self._root_of, most)))
        entities = self._list(roots)
        return tuple(entities[root].name for root in roots)

    def doubts(self, id: str) -> list[Doubt]:
        """Returns the short names that stay apart under this id in some documents, and what they may mean there."""
        sql = self._store.sql
        key = key_of(id)
        read = sql.execute("SELECT count(*) FROM readings WHERE entity = ?", (key,)).fetchone()[0]
        joined = sql.execute("SELECT 1 FROM joins WHERE entity = ?", (key,)).fetchone()
        apart = 0 if joined else self._documents(key) - read
        names = [known.name for known in Joiner(self._store).candidates(key)] if apart else []
        return [Doubt(id, apart, tuple(dict.fromkeys(names)))] if names else []

    def entry(self, id: str) -> Entry | None:
        """Returns the entity of the archive that an id stands for now; None for one that no document names."""
        self._fill_resolved()
        root = self._root_of(key_of(id))
        documents, mentions, first, last = self._store.sql.execute(
            "SELECT count(DISTINCT document), sum(resolved.mentions), min(published), max(published) FROM resolved "
            "JOIN documents ON documents.key = document WHERE root = ?",
            (root,),
        ).fetchone()
        return self._entry(root, documents, mentions, first, last, 0) if documents else None

    def entries(
        self,
        type: EntityType | None = None,
        since: str | None = None,
        until: str | None = None,
        top: int | None = None,
        company: int = 5,
    ) -> Iterator[Entry]:
        """Yields the entities of the archive, those of most documents first.

        `since` and `until` keep the documents published in that time (ISO 8601, both included); `company` is how many
        of the entities beside each are given.
        """
        sql = self._store.sql
        self._fill_resolved()
        conditions = [pair for pair in _conditions(type, since, until) if pair[1] is not None]
        where = "WHERE " + " AND ".join(condition for condition, _ in conditions) if conditions else ""
        rows = sql.execute(
            "SELECT root, count(DISTINCT document) AS named_in, sum(resolved.mentions) AS named, min(published), "
            "max(published) FROM resolved JOIN entities ON entities.key = root "
            "JOIN documents ON documents.key = document "
            f"{where} GROUP BY root ORDER BY named_in DESC, named DESC, entities.id LIMIT ?",
            (*(value for _, value in conditions), -1 if top is None else top),
        ).fetchall()
        for root, documents, mentions, first, last in rows:
            yield self._entry(root, documents, mentions, first, last, company)

    def contested_names(self) -> dict[str, str | None]:
        """Returns the names that several entities of the archive have, each with the id of the one it mostly means.

        None stands for a name that means now the one, now the other: a bare surname, «ЦБ».
        """
        self._fill_resolved()
        rows = self._store.sql.execute(
            "SELECT form, root, sum(forms.mentions) AS named FROM resolved JOIN forms USING (document, entity) "
            "GROUP BY form, root ORDER BY form, named DESC"
        )
        found: dict[str, str | None] = {}
        for form, group in groupby(rows, key=itemgetter(0)):
            counts = [(root, named) for _, root, named in group]
            if len(counts) > 1:
                mostly = counts[0][1] >= _MOSTLY * sum(named for _, named in counts)
                found[form] = self._id(counts[0][0]) if mostly else None
        return found

    def _entry(self, root: int, documents: int, mentions: int, first: str, last: str, company: int) -> Entry:
        sql = self._store.sql
        entity = self._list([root])[root]
        forms = gathered(self._store, self._root_of, [root])[root].names
        others = sorted(forms.items(), key=lambda item: (-item[1], item[0]))
        beside = sql.execute(
            "SELECT other.root FROM (SELECT DISTINCT document FROM resolved WHERE root = ? ORDER BY document LIMIT ?) "
            "AS mine JOIN resolved AS other USING (document) WHERE other.root != ? GROUP BY other.root "
            "ORDER BY count(DISTINCT document) DESC, other.root LIMIT ?",
            (root, _COMPANY_SAMPLE, root, company),
        ).fetchall()
        wikidata = sql.execute("SELECT wikidata FROM entities WHERE key = ?", (root,)).fetchone()[0]
        return Entry(
            id=entity.id,
            type=entity.type,
            name=entity.name,
            documents=documents,
            mentions=mentions,
            aliases=tuple(Synonym(form, count) for form, count in others if form != entity.name),
            first=first,
            last=last,
            person=entity.person,
            wikidata=wikidata,
            with_ids=tuple(self._id(row[0]) or "" for row in beside),
        )

    def _fill_resolved(self) -> None:
        """Writes to a temporary table which archive entity each entity of each document is."""
        if self._resolved:
            return
        self._resolved = True
        sql = self._store.sql
        sql.executescript(
            "DROP TABLE IF EXISTS temp.roots; CREATE TEMP TABLE roots (entity INTEGER PRIMARY KEY, root INTEGER);"
            "DROP TABLE IF EXISTS temp.resolved;"
            "CREATE TEMP TABLE resolved (root INTEGER, document INTEGER, entity INTEGER, mentions INTEGER);"
        )
        entities = (row[0] for row in sql.execute("SELECT key FROM entities").fetchall())
        sql.executemany("INSERT INTO roots VALUES (?, ?)", ((entity, self._root_of(entity)) for entity in entities))
        sql.execute(
            "INSERT INTO resolved SELECT roots.root, a.document, a.entity, a.mentions FROM appearances AS a "
            "LEFT JOIN readings USING (entity, document) JOIN roots ON roots.entity = coalesce(target, a.entity)"
        )
        sql.executescript(
            "CREATE INDEX temp.resolved_by_root ON resolved (root, document);"
            "CREATE INDEX temp.resolved_by_document ON resolved (document, root);"
        )

    def _find_root(self, entity: int) -> int:
        """Follows the joins of an entity, and its readings where all its documents have the same one."""
        path = [entity]
        while True:
            target = self._target(path[-1])
            if target is None:
                return path[-1]
            if target in path:  # two names that stand for each other: the one with the smaller id
                return min(path[path.index(target) :], key=lambda key: self._id(key) or "")
            path.append(target)

    def _target(self, entity: int) -> int | None:
        sql = self._store.sql
        row = sql.execute("SELECT target FROM joins WHERE entity = ?", (entity,)).fetchone()
        if row:
            return int(row[0])
        rows = sql.execute(
            "SELECT target, count(*) FROM readings WHERE entity = ? GROUP BY target LIMIT 2", (entity,)
        ).fetchall()
        whole = len(rows) == 1 and rows[0][1] == self._documents(entity)
        return int(rows[0][0]) if whole else None

    def _documents(self, entity: int) -> int:
        row = self._store.sql.execute("SELECT documents FROM entities WHERE key = ?", (entity,)).fetchone()
        return row[0] if row else 0

    def _find_id(self, entity: int) -> str | None:
        row = self._store.sql.execute("SELECT id FROM entities WHERE key = ?", (entity,)).fetchone()
        return row[0] if row else None


def _digest(document: Document) -> bytes:
    """Hashes all that the catalogue takes from a document."""
    return blake2b(msgspec.json.encode((document.source.published, document.entities)), digest_size=16).digest()


def _within(root: Path, path: Path) -> str:
    """Returns the path of a file of a corpus from its root, faster than `os.path.relpath`."""
    return "." if path == root else os.fspath(path).removeprefix(f"{root}{os.sep}")


def _state(path: Path) -> tuple[int, int]:
    stat = path.stat()
    return stat.st_mtime_ns, stat.st_size


def _read(root: Path, paths: Iterable[str], seen: set[int]) -> Iterator[tuple[Document, str]]:
    """Yields the documents of files, with their paths from the root, and adds their keys to `seen`."""
    for path in paths:
        for document in Corpus(root if path == "." else root / path):
            seen.add(key_of(document.id))
            yield document, path


def _conditions(type: str | None, since: str | None, until: str | None) -> tuple[tuple[str, str | None], ...]:
    return ("type = ?", type), ("published >= ?", since), ("published <= ? || '~'", until)
