"""What there is to read: the files of a folder, in the order of their ids.

A folder is walked whatever its depth; links to files and folders are followed. Hidden files and folders, and the one
that the output goes to, are passed over without a word, as is usual. Everything else is accounted for: a file to read,
a `Failure` for what ought to be read and cannot be, a `Skipped` for what this program does not read.
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from msgspec import Struct

from imenoslov.errors import ConfigError
from imenoslov.readers.compression import Compression, refusal

Kind = Literal["text", "json", "jsonl"]

_KINDS: dict[str, Kind] = {".txt": "text", ".md": "text", ".json": "json", ".jsonl": "jsonl"}
READ = tuple(_KINDS)
"""The suffixes of what is read, each also with one of compression after it."""
_OTHER_DOCUMENTS = frozenset((".html", ".htm", ".csv", ".parquet"))
_COMPRESSIONS: dict[str, Compression] = {".gz": "gz", ".zst": "zst"}

_Identity = tuple[int, int]  # device and inode


class SourceFile(Struct, frozen=True):
    """A file to read.

    `location` is where the system finds it; `path` is its path within the source, with `/` on every system; `id` is
    the path without `.gz` and `.zst`. `kind` says whether it is one text or records.
    """

    location: str
    path: str
    id: str
    kind: Kind
    compression: Compression | None = None


class Failure(Struct, frozen=True):
    """A file or folder that ought to be read and cannot be, and why, in one sentence."""

    id: str
    reason: str


class Skipped(Struct, frozen=True):
    """A file or folder that is not read and need not be; `reason` is the same for all of one sort, to be counted."""

    id: str
    reason: str


class _Folder(Struct, frozen=True):
    location: str
    path: str


Found = SourceFile | Failure | Skipped


def find_sources(source: str | Path, exclude: str | Path | None = None) -> Iterator[Found]:
    """Returns what a file or folder holds, sorted by id; `exclude`, a file or folder inside it, is left out,
    also where it is made only while walking.

    A file that is named itself is read as text where its suffix is unknown. A link that leads back to a folder above
    it is skipped, because all that it leads to is read already. Raises ConfigError where `source` does not exist.
    """
    root = Path(source)
    try:
        status = root.stat()
    except FileNotFoundError as error:
        raise ConfigError(f"{_printable(str(source))} does not exist; name a file or folder that does.") from error
    except OSError as error:
        raise ConfigError(str(refusal(_printable(str(source)), error))) from error
    if stat.S_ISDIR(status.st_mode):
        return _walk(root, (status.st_dev, status.st_ino), exclude)
    return iter((_named(root),))


def _identity(path: str | Path | None) -> _Identity | None:
    """Returns what tells a file or folder from every other one, or None where there is none (yet)."""
    try:
        status = Path(path).stat() if path is not None else None
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if status else None


def _walk(root: Path, identity: _Identity, exclude: str | Path | None) -> Iterator[Found]:
    """Yields what a folder holds; the stack, not recursion, holds the way down, which may be long."""
    stack = [(identity, iter(_list(str(root), "", exclude)))]
    while stack:
        found = next(stack[-1][1], None)
        if found is None:
            stack.pop()
        elif not isinstance(found, _Folder):
            yield found
        else:
            try:
                status = Path(found.location).stat()
            except OSError as error:
                yield Failure(found.path, str(refusal(found.path, error)))
                continue
            identity = (status.st_dev, status.st_ino)
            if identity in (above for above, _ in stack):
                yield Skipped(found.path, "link back to a folder above it")
            elif identity != _identity(exclude):
                stack.append((identity, iter(_list(found.location, found.path + "/", exclude))))


def _list(location: str, prefix: str, exclude: str | Path | None) -> list[Found | _Folder]:
    """Returns the entries of one folder in the order of the ids that they and what is in them have."""
    excluded = _identity(exclude)
    try:
        with os.scandir(location) as entries:
            found = [
                _look(entry, prefix + entry.name)
                for entry in entries
                if not entry.name.startswith(".")
                and not (excluded and entry.inode() == excluded[1] and _identity(entry.path) == excluded)
            ]
    except OSError as error:
        folder = prefix.rstrip("/")
        return [Failure(folder or ".", str(refusal(folder or _printable(location), error)))]
    return sorted(found, key=lambda one: (one.path + "/", "") if isinstance(one, _Folder) else (one.id, _path(one)))


def _path(found: Found) -> str:
    return found.path if isinstance(found, SourceFile) else found.id


def _look(entry: os.DirEntry[str], path: str) -> Found | _Folder:
    if _printable(path) != path:
        return Failure(_printable(path), f"{_printable(path)} has a name that is no Unicode text; rename it.")
    try:
        if entry.is_dir():
            return _Folder(entry.path, path)
        is_file = entry.is_file()
    except OSError as error:
        return Failure(path, str(refusal(path, error)))
    found = _classify(entry.path, path)
    if isinstance(found, SourceFile) and not is_file:
        what = "a link that leads nowhere" if entry.is_symlink() else "no ordinary file"
        return Failure(path, f"{path} is {what}; remove it, or put a file there.")
    return found


def _named(root: Path) -> Found:
    """Returns a file that the user named itself, so that an unknown suffix is no reason against it."""
    name = _printable(root.name)
    if name != root.name:
        return Failure(name, f"{name} has a name that is no Unicode text; rename it.")
    found = _classify(str(root), name)
    if not isinstance(found, Skipped):
        return found
    id, suffix, compression = _split(name)
    if suffix in _OTHER_DOCUMENTS:
        return Failure(name, f"{name} cannot be read, there being {found.reason}; convert it to .txt or .jsonl.")
    return SourceFile(str(root), name, id, "text", compression)


def _classify(location: str, path: str) -> SourceFile | Skipped:
    id, suffix, compression = _split(path)
    if suffix in _KINDS:
        return SourceFile(location, path, id, _KINDS[suffix], compression)
    return Skipped(path, f"no reader for {suffix}" if suffix else "no reader for files without a suffix")


def _split(path: str) -> tuple[str, str, Compression | None]:
    """Returns a path without its compression suffix, the suffix before that in small letters, and the compression."""
    suffix = _suffix(path)
    compression = _COMPRESSIONS.get(suffix)
    if compression is None:
        return path, suffix, None
    bare = path[: -len(suffix)]
    return bare, _suffix(bare), compression


def _suffix(path: str) -> str:
    """Returns `Path(path).suffix` in small letters, in a fifth of the time: a folder may hold a million files."""
    stem, dot, suffix = path.rpartition("/")[2].rpartition(".")
    return dot + suffix.lower() if stem and suffix else ""


def _printable(path: str) -> str:
    """Returns a path with the bytes that are no Unicode, which Python keeps as surrogates, written out."""
    return path.encode("utf-8", "backslashreplace").decode("utf-8")
