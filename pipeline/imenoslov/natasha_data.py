"""What the package natasha carries: where it lies, and its name lists.

It is found without importing natasha, which would import pymorphy2.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from imenoslov.errors import ModelError

EMBEDDINGS = "emb/navec_news_v1_1B_250K_300d_100q.tar"


@cache
def natasha_data() -> Path:
    """Returns the data folder of the installed natasha package; raises ModelError when there is none."""
    spec = find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        raise ModelError("The package natasha, whose models and name lists are used, is not installed: install it.")
    return Path(spec.submodule_search_locations[0]) / "data"


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
