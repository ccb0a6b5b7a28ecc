"""Wikidata: the items of frequent entities.

`wikidata.tsv` is learned from the training part of NEREL by `pipeline/training/wikidata.py`.
"""

from functools import cache
from importlib.resources import files

from imenoslov.knowledge.tsv import read_table


@cache
def _items() -> dict[str, str]:
    rows = read_table(files("imenoslov.knowledge") / "wikidata.tsv", columns=2)
    return {row[0]: row[1] for row in rows}


def wikidata_item(id: str) -> str | None:
    """Returns the Wikidata item of an entity's id: «loc:россия» is Q159."""
    return _items().get(id)
