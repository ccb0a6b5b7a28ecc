"""Building the embedded index, and keeping it up to date with an archive."""

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec
import tantivy
from msgspec import Struct

from imenoslov.corpus import Corpus, documents_of
from imenoslov.document import Document
from imenoslov.errors import SearchError
from imenoslov.search.index import NAMES_FILE, TANTIVY_FOLDER
from imenoslov.search.names import Change, Names, State
from imenoslov.search.schema import open_tantivy, record, stored_json
from imenoslov.writers.archive_ids import ArchiveIds, own_ids, place_ids
from imenoslov.writers.paths import check_own

# Bytes for tantivy's buffers; documents in memory; documents between two commits, which is what a kill can cost; files
# that are looked up together.
_HEAP = 128_000_000
_BATCH = 500
_COMMIT = 20_000
_FILES = 100

T = TypeVar("T")


class _Read(NamedTuple):
    """A document, and the path of its file in the archive."""

    document: Document
    path: str


class Changes(Struct):
    """What an update did, in documents."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0


def update_index(
    corpus: Corpus, path: str | Path, ids: ArchiveIds = own_ids, watch: Callable[[int], None] = lambda number: None
) -> Changes:
    """Makes the index in the folder `path` hold what the archive holds, and returns what had to be done.

    Files that look as they did, with the archive ids and names that they had, are not read again. Every commit leaves
    a whole index, and an interrupted update is finished by the next one. `watch` is told how many documents are done
    with. Raises ConfigError for a folder with other files, SearchError where another process updates the index, the
    archive is empty, or the index cannot be written.
    """
    folder = Path(path)
    check_own(folder, TANTIVY_FOLDER, "the index")
    index = open_tantivy(folder / TANTIVY_FOLDER, create=True)
    try:
        writer = index.writer(_HEAP)
    except ValueError as error:
        raise SearchError(f"{folder} is being updated by another process; wait for it to end.") from error
    with Names(folder / NAMES_FILE, create=True) as names:
        try:
            changes = _update(dict(_files(corpus, folder)), ids, names, writer, watch)
        except (ValueError, OSError, sqlite3.Error) as error:
            raise SearchError(
                f"{folder} cannot be updated ({error}); free space, or delete it and build again."
            ) from error
    writer.wait_merging_threads()
    return changes


def _update(
    files: dict[str, Path], ids: ArchiveIds, names: Names, writer: tantivy.IndexWriter, watch: Callable[[int], None]
) -> Changes:
    changes = Changes()
    seen: set[str] = set()
    pending = 0
    for together in _batches(_to_compare(files, ids, names, seen, changes, watch), _BATCH):
        batch = list(_changed(together, ids, names, changes))
        for change in batch:
            # Also where it is new: an interrupted update may have left it there.
            writer.delete_documents_by_term("id", change.document.id)
            writer.add_document(record(change.document, change.stored))
        names.change([change.document.id for change in batch], batch)
        pending += len(batch)
        if pending >= _COMMIT:
            _commit(writer, names)
            pending = 0
    gone = [id for id in names.ids() if id not in seen]
    if gone and not seen:
        raise SearchError("The archive holds no annotated documents; the index was left as it is.")
    for id in gone:
        writer.delete_documents_by_term("id", id)
    names.change(gone, ())
    changes.removed = len(gone)
    names.forget_files(names.files() - files.keys())
    if pending or gone:
        _commit(writer, names)
    names.commit()
    return changes


def _commit(writer: tantivy.IndexWriter, names: Names) -> None:
    # tantivy first: what it has and `names` has not is done again by the next update.
    writer.commit()
    names.commit()


def _batches(items: Iterator[T], size: int) -> Iterator[list[T]]:
    while batch := list(islice(items, size)):
        yield batch


def _to_compare(
    files: dict[str, Path],
    ids: ArchiveIds,
    names: Names,
    seen: set[str],
    changes: Changes,
    watch: Callable[[int], None],
) -> Iterator[_Read]:
    """Yields the documents, each id once, that may be other than the index holds them; notes all of them as seen.

    A file's stamp is set after its last document: what is yielded is indexed before that is committed.
    """
    for part in _batches(iter(files.items()), _FILES):
        keys = [key for key, _ in part]
        stamps, held = names.stamps(keys), names.in_files(keys)
        now = {key: _stamp(file) for key, file in part}
        untouched = [id for key in keys if stamps.get(key) == now[key] for id in held[key]]
        placed_now = dict(zip(untouched, map(_digest, ids(untouched)), strict=True))
        for key, file in part:
            known = held[key]
            if (
                stamps.get(key) == now[key]
                and not seen & known.keys()
                and all(state.ids == placed_now[id] for id, state in known.items())
            ):
                seen.update(known)
                changes.unchanged += len(known)
                watch(len(known))
                continue
            for document in documents_of(file):
                watch(1)
                if document.id not in seen:
                    seen.add(document.id)
                    yield _Read(document, key)
            names.set_stamp(key, now[key])


def _changed(together: Sequence[_Read], ids: ArchiveIds, names: Names, changes: Changes) -> Iterator[Change]:
    """Yields those of the documents that the index does not hold as they are, with the archive's ids in place."""
    read = [document.id for document, _ in together]
    held = names.held(read)
    for (document, path), placed in zip(together, ids(read), strict=True):
        own = document.entities
        document = place_ids(document, placed)
        stored = stored_json(document)
        state = State(hashlib.sha256(stored).hexdigest(), _digest(placed))
        before = held.get(document.id)
        if before is None:
            changes.added += 1
        elif before.state != state:
            changes.changed += 1
        else:
            changes.unchanged += 1
            if before.path != path:
                names.move(document.id, path)
            continue
        yield Change(document, path, state, stored, own, placed)


def _stamp(file: Path) -> str:
    status = file.stat()
    return f"{status.st_mtime_ns} {status.st_size}"


def _files(corpus: Corpus, index: Path) -> Iterator[tuple[str, Path]]:
    """Yields the archive's files by their path in it, but for those of an index that lies in the archive's folder."""
    root, own = str(corpus.path), f"{index.resolve()}{os.sep}"
    inside = own.startswith(f"{corpus.path.resolve()}{os.sep}")
    for file in corpus.files():
        if not (inside and str(file.resolve()).startswith(own)):
            yield str(file)[len(root) + 1 :].replace(os.sep, "/") or file.name, file


def _digest(ids: object) -> str:
    return hashlib.sha256(msgspec.json.encode(ids, order="deterministic")).hexdigest()[:16]
