"""Finished JSON to files that are either whole or absent."""

import os
from collections.abc import Iterable
from pathlib import Path

from imenoslov.errors import WriteError


def write_whole(chunks: Iterable[bytes], path: Path, scratch: Path) -> None:
    """Writes a file under a temporary name in the folder `scratch`, then renames it to `path`.

    Both are on one file system; missing folders are made. Raises WriteError.
    """
    partial = scratch / f"{os.getpid()}.part"
    try:
        scratch.mkdir(parents=True, exist_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        with partial.open("wb") as file:
            file.writelines(chunks)
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise WriteError(
            f"{path} cannot be written ({error.strerror or error}); free space or choose another TARGET, "
            "then run the same command again."
        ) from error
