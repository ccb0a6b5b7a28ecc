"""Documents of an archive whose source is no more: found by the names of their files, and removed where asked."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from imenoslov.corpus import Corpus, parse_head, read_head
from imenoslov.errors import WriteError
from imenoslov.readers.sources import SourceFile

_BLOCK = 1 << 20


class Orphan(Struct, frozen=True):
    """A file of annotated documents without a source, and how many it holds."""

    path: Path
    documents: int


def output_name(file: SourceFile) -> str:
    """Returns the path within the target of what is made of a source."""
    return file.id if file.kind == "jsonl" else f"{file.id}.json" if file.kind == "text" else f"{file.id}.jsonl"


def find_orphans(target: Path, sources: Iterable[SourceFile], unread: Iterable[str]) -> Iterator[Orphan]:
    """Yields the files of annotated documents in a folder that none of the sources gives; other files are left out.

    `unread` are the paths within the source of files and folders that were not read, `.` for all of it: what they gave
    before, a drive that is not there today, is no orphan.
    """
    kept = {output_name(file) for file in sources}
    doubtful = {path.removesuffix(".gz").removesuffix(".zst") for path in unread}
    if "." in doubtful:
        return
    inside = tuple(f"{path}/" for path in doubtful)
    made = {f"{path}{suffix}" for path in doubtful for suffix in ("", ".json", ".jsonl")}
    for path in Corpus(target).files():
        name = path.relative_to(target).as_posix()
        if name in kept or name in made or name.startswith(inside):
            continue
        documents = _documents(path)
        if documents:
            yield Orphan(path, documents)


def remove_orphan(orphan: Orphan, target: Path) -> None:
    """Deletes the file, and the folders in the target that are empty then; raises WriteError."""
    try:
        orphan.path.unlink()
        folder = orphan.path.parent
        while folder != target and not any(folder.iterdir()):
            folder.rmdir()
            folder = folder.parent
    except OSError as error:
        raise WriteError(f"{orphan.path} cannot be deleted ({error.strerror}); check its rights.") from error


def _documents(path: Path) -> int:
    """Counts the documents of a file; 0 for one that `annotate` has not written."""
    if path.suffix == ".json":
        return 1 if read_head(path) else 0
    try:
        with path.open("rb") as file:
            if parse_head(file.readline()) is None:
                return 0
            return 1 + sum(block.count(b"\n") for block in iter(lambda: file.read(_BLOCK), b""))
    except OSError:  # what cannot be read is not known to be an annotated document
        return 0
