"""How often a word form stands in a billion words of news: the vocabulary of natasha's packaged embeddings.

It tells real words from what the endings only make possible: «Обама» is there and «обам» is not.
"""

from collections.abc import Iterable, Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from imenoslov.natasha_data import vocabulary

# A level is that of counts from 50 times its power of two on; the rarest words stand there about a hundred times.
_STEPS = (200, 400, 800, 1600, 3200)
MOST = 1 + len(_STEPS)
_AFTER_YO = chr(ord("ё") + 1)


def level_of(word: str) -> int:
    """Returns the binary logarithm of a form's count, 1 for a rare one and 6 for an everyday one, 0 for an unknown one.

    The form is in lower case with е for ё; one that does not begin with a Russian letter counts as unknown. Raises
    ModelError when the vocabulary cannot be read.
    """
    rows, by_row, dotted = _news()
    row = rows.get(word)
    spelt = dotted.get(word, 0)
    if row is None or not "а" <= word < _AFTER_YO:
        return spelt
    level = by_row[row]
    return level if level > spelt else spelt


def levels() -> tuple[Iterable[str], NDArray[np.uint8]]:
    """Returns all forms, as they are spelt, and the level of each; raises ModelError."""
    rows, counts = vocabulary()
    return rows, (1 + np.digitize(counts, _STEPS)).astype(np.uint8)


@cache
def _news() -> tuple[Mapping[str, int], bytes, Mapping[str, int]]:
    """Returns the row of each form, the level of each row, and the levels of forms with ё by their spelling with е."""
    rows = vocabulary().rows
    by_row = levels()[1].tobytes()
    dotted = {word.replace("ё", "е"): by_row[row] for word, row in rows.items() if "ё" in word}
    return rows, by_row, {word: level for word, level in dotted.items() if "а" <= word < _AFTER_YO}
