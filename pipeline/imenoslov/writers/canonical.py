"""Finished JSON to files that are either whole or absent."""

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
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise WriteError(
            f"{path} cannot be written ({error.strerror or error}); free space or choose another TARGET, "
            "then run the same command again."
        ) from error


def _in_folder(folder: Path, act: Callable[[], T]) -> T:
    """Does something in a folder, which is made only where it turns out to be missing."""
    try:
        return act()
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True)
        return act()
