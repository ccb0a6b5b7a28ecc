"""Finished JSON to files that are either whole or absent."""

import contextlib
import errno
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from imenoslov.errors import WriteError

T = TypeVar("T")


def write_whole(chunks: Iterable[bytes], path: Path, scratch: Path) -> None:
    """Writes a file under a temporary name in the folder `scratch`, then renames it to `path`.

    Both are on one file system; missing folders are made. Raises WriteError.
    """
    partial = scratch / f"{os.getpid()}.part"
    try:
        with _in_folder(scratch, lambda: partial.open("wb")) as file:
            file.writelines(chunks)
        _in_folder(path.parent, lambda: partial.replace(path))
    except BaseException as error:
        with contextlib.suppress(OSError):
            partial.unlink()
        if isinstance(error, OSError):
            raise refusal(path, error) from error
        raise


def refusal(path: Path, error: OSError) -> WriteError:
    """Turns what the operating system has against writing a file or folder into one sentence with a remedy."""
    if error.errno == errno.ENAMETOOLONG:
        remedy = "give what it is made of a shorter name"
    else:
        remedy = "free space or choose another place, then run the same command again"
    return WriteError(f"{path} cannot be written ({error.strerror or error}); {remedy}.")


def _in_folder(folder: Path, act: Callable[[], T]) -> T:
    """Does something in a folder, which is made only where it turns out to be missing."""
    try:
        return act()
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
        return act()
