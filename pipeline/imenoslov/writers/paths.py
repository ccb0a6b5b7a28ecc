"""A file for each document: ids as paths within a folder."""

import hashlib
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from urllib.parse import quote

from imenoslov.errors import ConfigError, WriteError
from imenoslov.writers.canonical import write_whole

# File systems take 255 bytes; what is appended (`.ann`, `.html`) must find room.
_LONGEST = 200
# What Windows refuses in a name, control characters, and the sign that begins an escape.
_REFUSED = frozenset('<>:"|?*\\%') | {chr(code) for code in (*range(32), 127)}
_PARTS_OF_WINDOWS = frozenset(("con", "prn", "aux", "nul"))


def relative_path(id: str) -> PurePosixPath:
    """Returns a path for a document's id that every file system takes and that never leads out of its folder.

    An ordinary path is its own; what would be refused is percent-encoded, and what is too long is cut, with a hash.
    """
    return PurePosixPath(*(_segment(part) for part in id.split("/")))


def _segment(part: str) -> str:
    if part in ("", ".", "..") or part.lower() in _PARTS_OF_WINDOWS:
        return "%" + part
    name = "".join(quote(char, safe="") if char in _REFUSED else char for char in part)
    data = name.encode("utf-8", "surrogatepass")
    if len(data) <= _LONGEST:
        return name
    return f"{data[:150].decode('utf-8', 'ignore')}%{hashlib.sha256(data).hexdigest()[:16]}"


def check_own(folder: Path, mark: str, what: str) -> None:
    """Raises ConfigError for a folder that holds anything without holding `mark`, the name of what `what` leaves there.

    So nothing is written among files of the user's own; a folder that is absent or holds hidden files only is free.
    """
    if folder.exists() and not folder.is_dir():
        raise ConfigError(f"{folder} is a file, but {what} is a folder; name another place.")
    if not folder.is_dir() or (folder / mark).exists():
        return
    if any(not path.name.startswith(".") for path in folder.iterdir()):
        raise ConfigError(f"{folder} holds other files; name a new folder for {what}.")


class Folder:
    """An export's folder, in which each document has one path of its own."""

    def __init__(self, path: Path) -> None:
        """Takes a folder, which need not exist."""
        self.path = path
        self._taken: set[bytes] = set()

    def place(self, id: str, suffix: str) -> Path:
        """Returns the path for a document, ending in a suffix; raises WriteError where another document has it."""
        relative = relative_path(id if id.endswith(suffix) else id + suffix)
        # Case does not tell files apart everywhere; eight bytes a document stay small in a million.
        key = hashlib.sha256(str(relative).casefold().encode("utf-8", "surrogatepass")).digest()[:8]
        if key in self._taken:
            raise WriteError(
                f"{relative} would hold two documents; give {id} another id, or export to one file (jsonl)."
            )
        self._taken.add(key)
        return self.path / relative

    def write(self, path: Path, chunks: Iterable[bytes]) -> None:
        """Writes a file whole or not at all; raises WriteError."""
        write_whole(chunks, path, self.path)
