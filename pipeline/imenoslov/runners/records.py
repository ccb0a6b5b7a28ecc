"""The output of a source of many records: one JSONL file in the order of the source.

New documents go into shards under the target's work folder as they are finished, in any order; at the end the shards
and what is still up to date of an earlier output are joined. Shards survive an interruption, so that the next run
annotates only what is missing.
"""

import hashlib
import shutil
from array import array
from collections.abc import Container, Iterator
from pathlib import Path

from msgspec import Struct

from imenoslov.corpus import parse_head
from imenoslov.document import Fingerprint
from imenoslov.errors import ReadError
from imenoslov.writers.canonical import write_whole

# Documents that a kill can lose; each shard holds so many.
SHARD = 100


class Piece(Struct, frozen=True):
    """A finished line: in which file, from which byte, how many bytes."""

    file: int
    offset: int
    length: int


class RecordOutput:
    """One JSONL file in the making."""

    def __init__(self, output: Path, shards: Path, scratch: Path, fingerprint: Fingerprint, force: bool) -> None:
        """Looks up what an earlier run left that was written by the same annotator; nothing of it with `force`."""
        self._output = output
        self._shards = shards
        self._scratch = scratch
        self._files = [output] if output.is_file() else []
        self._earlier = len(self._files)
        self._files += sorted(shards.glob("*.jsonl"))
        self._next = 1 + max((int(path.stem) for path in self._files[self._earlier :]), default=-1)
        self._known: dict[bytes, int] = {}
        self._known_pieces = array("q")
        self._lines_before = 0
        if force:
            shutil.rmtree(shards, ignore_errors=True)
            self._files = self._files[: self._earlier]
        else:
            self._look_up(fingerprint)
        # three numbers a record, in the order of the source; length 0 where there is no line (yet)
        self._pieces = array("q")
        self._held: list[tuple[int, bytes]] = []

    def _look_up(self, fingerprint: Fingerprint) -> None:
        for number, path in enumerate(self._files):
            offset = 0
            with path.open("rb") as file:
                for line in file:
                    if number < self._earlier:
                        self._lines_before += 1
                    head = parse_head(line)
                    if head and head.annotator == fingerprint and head.source.sha256 and line.endswith(b"\n"):
                        self._known[_key(head.id, head.source.sha256)] = len(self._known_pieces)
                        self._known_pieces.extend((number, offset, len(line)))
                    offset += len(line)

    def reuse(self, index: int, id: str, sha256: str) -> bool:
        """Takes the record's line over from an earlier run; tells whether there was one."""
        at = self._known.get(_key(id, sha256))
        if at is None:
            return False
        self._place(index, *self._known_pieces[at : at + 3])
        return True

    def add(self, index: int, line: bytes) -> None:
        """Takes the finished line of the record at `index`; raises WriteError."""
        self._held.append((index, line))
        if len(self._held) >= SHARD:
            self.flush()

    def flush(self) -> None:
        """Writes what is held to a shard; raises WriteError."""
        if not self._held:
            return
        path = self._shards / f"{self._next:08}.jsonl"
        write_whole((line for _, line in self._held), path, self._scratch)
        self._next += 1
        self._files.append(path)
        offset = 0
        for index, line in self._held:
            self._place(index, len(self._files) - 1, offset, len(line))
            offset += len(line)
        self._held.clear()

    def keep_others(self, seen: Container[str]) -> None:
        """Takes over from the earlier output the documents whose ids were not seen; raises WriteError."""
        self.flush()
        index = len(self._pieces) // 3
        offset = 0
        for path in self._files[: self._earlier]:
            with path.open("rb") as file:
                for line in file:
                    head = parse_head(line)
                    if head and head.id not in seen and line.endswith(b"\n"):
                        self._place(index, 0, offset, len(line))
                        index += 1
                    offset += len(line)

    def finish(self) -> None:
        """Joins everything into the output, unless it is there already, and removes the shards; raises WriteError."""
        self.flush()
        if not self._is_unchanged():
            write_whole(self._lines(), self._output, self._scratch)
        shutil.rmtree(self._shards, ignore_errors=True)

    def _place(self, index: int, file: int, offset: int, length: int) -> None:
        missing = 3 * (index + 1) - len(self._pieces)
        if missing > 0:
            self._pieces.extend([0] * missing)
        self._pieces[3 * index : 3 * index + 3] = array("q", (file, offset, length))

    def _placed(self) -> Iterator[Piece]:
        for at in range(0, len(self._pieces), 3):
            if self._pieces[at + 2]:
                yield Piece(*self._pieces[at : at + 3])

    def _is_unchanged(self) -> bool:
        if not self._earlier:
            return False
        count, end = 0, 0
        for piece in self._placed():
            if piece.file != 0 or piece.offset != end:
                return False
            count, end = count + 1, piece.offset + piece.length
        return count == self._lines_before

    def _lines(self) -> Iterator[bytes]:
        at, handle = -1, None
        try:
            for piece in self._placed():
                if piece.file != at:
                    if handle is not None:
                        handle.close()
                    at, handle = piece.file, self._files[piece.file].open("rb")
                assert handle is not None
                handle.seek(piece.offset)
                line = handle.read(piece.length)
                if len(line) != piece.length:
                    path = self._files[piece.file]
                    raise ReadError(f"{path} was changed during the run; run the same command again.")
                yield line
        finally:
            if handle is not None:
                handle.close()


def _key(id: str, sha256: str) -> bytes:
    """Returns 16 bytes that stand for a record's id and content; a whole archive of them is kept in memory."""
    return hashlib.blake2b(f"{id}\0{sha256}".encode(errors="surrogatepass"), digest_size=16).digest()
