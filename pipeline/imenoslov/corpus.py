"""An annotated folder or JSONL file: what is in it, by id or in order, and what is up to date."""

import os
from collections.abc import Iterator
from io import BufferedReader, FileIO
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import msgspec
from msgspec import Struct

from imenoslov.document import SCHEMA, Document, Fingerprint, Source, from_json
from imenoslov.errors import ReadError

if TYPE_CHECKING:
    from imenoslov.knowledge.own_names import OwnNames

# What is not an annotated document lives in this folder of a target.
WORK = "_imenoslov"
# In it, the user's list of names with which the documents were annotated.
OWN_NAMES = "names.tsv"

_PROBE = 2048
_TEXT = b',"text":"'


class Head(Struct, frozen=True, tag_field="schema", tag=SCHEMA):
    """What stands before the text of a written document: enough to tell whether it is up to date."""

    id: str
    source: Source
    annotator: Fingerprint | None

    def is_current(self, id: str, sha256: str | None, fingerprint: Fingerprint) -> bool:
        """Tells whether the document was written from this source by this annotator."""
        return self.id == id and self.source.sha256 == sha256 and self.annotator == fingerprint


_head_decoder = msgspec.json.Decoder(Head)


def parse_head(data: bytes) -> Head | None:
    """Decodes the head from the first bytes of a written document; None where they are not those of one.

    The key `text` cannot stand inside a string, because quotes are escaped there.
    """
    end = data.find(_TEXT)
    if end < 0:
        return None
    try:
        return _head_decoder.decode(data[:end] + b"}")
    except msgspec.DecodeError:
        return None


def read_head(path: str | Path) -> Head | None:
    """Reads the head of a written document; None where the file is missing or is not a whole document."""
    try:
        with BufferedReader(FileIO(path)) as file:
            data = file.read(_PROBE)
            while _TEXT not in data and (more := file.read(len(data))):
                data += more
            file.seek(-1, 2)
            if file.read(1) != b"\n":
                return None
    except OSError:
        return None
    return parse_head(data)


class _Place(NamedTuple):
    """Where a document stands: the file, the byte at which its line begins, and the number of that line."""

    path: Path
    offset: int
    line: int


class Corpus:
    """The annotated documents of a target, read from disk as they are asked for.

    Raises ReadError where the target does not exist or a document in it cannot be decoded.
    """

    def __init__(self, path: str | Path) -> None:
        """Opens a folder that `annotate` has written, or one of its JSON or JSONL files."""
        self.path = Path(path)
        if not self.path.exists():
            raise ReadError(f"{self.path} does not exist; name a folder or file that `imenoslov annotate` has written.")
        self._places: dict[str, _Place] | None = None

    def files(self) -> Iterator[Path]:
        """Yields the JSON and JSONL files, in the order of their names."""
        if self.path.is_file():
            yield self.path
            return
        for folder, folders, names in os.walk(self.path):
            folders[:] = sorted(name for name in folders if name != WORK)
            yield from (Path(folder, name) for name in sorted(names) if name.endswith((".json", ".jsonl")))

    def own_names(self) -> "OwnNames | None":
        """Loads the user's list of names with which the documents were annotated; None where there was none."""
        from imenoslov.knowledge.own_names import load_own_names  # what reads names takes long to load

        path = (self.path if self.path.is_dir() else self.path.parent) / WORK / OWN_NAMES
        return load_own_names(str(path)) if path.exists() else None

    def __iter__(self) -> Iterator[Document]:
        for path in self.files():
            yield from documents_of(path)

    def __len__(self) -> int:
        return len(self._index())

    def ids(self) -> tuple[str, ...]:
        """Returns the ids of all documents, in the order of the files."""
        return tuple(self._index())

    def get(self, id: str) -> Document:
        """Returns the document of this id; raises KeyError where there is none."""
        place = self._index()[id]
        with _open(place.path) as file:
            file.seek(place.offset)
            return _decode(file.readline(), place.path, place.line)

    def _index(self) -> dict[str, _Place]:
        if self._places is None:
            places: dict[str, _Place] = {}
            for path in self.files():
                offset = 0
                with _open(path) as file:
                    for number, line in enumerate(file, 1):
                        head = parse_head(line)
                        if head is None:
                            raise _not_a_document(path, number)
                        places.setdefault(head.id, _Place(path, offset, number))
                        offset += len(line)
            self._places = places
        return self._places


def documents_of(path: Path) -> Iterator[Document]:
    """Yields the documents of one JSON or JSONL file; raises ReadError."""
    with _open(path) as file:
        for number, line in enumerate(file, 1):
            yield _decode(line, path, number)


def _open(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise ReadError(f"{path} cannot be read ({error.strerror}); check that it exists and is readable.") from error


def _decode(line: bytes, path: Path, number: int) -> Document:
    try:
        return from_json(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _not_a_document(path, number) from error


def _not_a_document(path: Path, number: int) -> ReadError:
    return ReadError(
        f"{path}, line {number}, is not a document of schema {SCHEMA}; "
        "annotate its source again with this version, or take the file away."
    )
