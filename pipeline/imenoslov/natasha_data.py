"""What the package natasha carries: where it lies, its name lists, and the vocabulary of its word embeddings.

It is found without importing natasha, which would import pymorphy2.
"""

import gzip
import tarfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from imenoslov.errors import ModelError

EMBEDDINGS = "emb/navec_news_v1_1B_250K_300d_100q.tar"


class Vocabulary(NamedTuple):
    """The row of each lower-cased word, and by row how often it stands in a billion words of news."""

    rows: dict[str, int]
    counts: NDArray[np.uint32]


@cache
def natasha_data() -> Path:
    """Returns the data folder of the installed natasha package; raises ModelError when there is none."""
    spec = find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        raise ModelError("The package natasha, whose models and name lists are used, is not installed: install it.")
    return Path(spec.submodule_search_locations[0]) / "data"


@cache
def vocabulary() -> Vocabulary:
    """Returns the vocabulary of navec's news embeddings (https://github.com/natasha/navec); raises ModelError."""
    path = natasha_data() / EMBEDDINGS
    try:
        with tarfile.open(path, "r:") as archive:
            member = archive.extractfile("vocab.bin")
            data = gzip.decompress(member.read()) if member else b""
    except (OSError, KeyError, tarfile.TarError, EOFError) as error:
        raise ModelError(f"The vocabulary in {path} cannot be read ({error}): install natasha again.") from error
    size = int.from_bytes(data[:4], "little")
    words = data[4 + 4 * size :].decode().splitlines()
    if not size or len(words) != size:
        raise ModelError(f"The vocabulary in {path} is not one of navec's: install natasha again.")
    return Vocabulary(dict(zip(words, range(size), strict=True)), np.frombuffer(data, "<u4", size, 4))


@cache
def name_list(name: str) -> tuple[str, ...]:
    """Returns the names of a list in lower case, е for ё, such as those of `last.txt`; raises ModelError."""
    return tuple(name_text(name).split())


def name_text(name: str) -> str:
    """Returns the same as the text of the file, without comments."""
    path = natasha_data() / "dict" / name
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise ModelError(f"The name list {path} cannot be read ({error}): install natasha again.") from error
    if "#" in text:
        text = "\n".join(line.partition("#")[0] for line in text.splitlines())
    return text.lower().replace("ё", "е")
