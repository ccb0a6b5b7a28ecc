"""How often a word form stands in a billion words of news: the vocabulary of natasha's packaged embeddings.

It tells real words from what the endings only make possible: «Обама» is there and «обам» is not.
"""

from collections.abc import Mapping
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from imenoslov.models.vocabulary import Table, vocabulary

# A level is that of counts from 50 times its power of two on; the rarest words stand there about a hundred times.
_STEPS = (200, 400, 800, 1600, 3200)
MOST = 1 + len(_STEPS)
_AFTER_YO = chr(ord("ё") + 1)


@lru_cache(8_192)
def level_of(word: str) -> int:
    """Returns the binary logarithm of a form's count, 1 for a rare one and 6 for an everyday one, 0 for an unknown one.

    The form is in lower case with е for ё; one that does not begin with a Russian letter counts as unknown. Raises
    ModelError when the vocabulary cannot be read.
    """
    rows, by_row, dotted = _news()
    spelt = dotted.get(word, 0)
    row = rows.get(word, -1) if "а" <= word < _AFTER_YO else -1
    if row < 0:
        return spelt
    level = by_row[row]
    return level if level > spelt else spelt


def levels() -> tuple[str, NDArray[np.uint8]]:
    """Returns all forms, as they are spelt, with a line end between them, and the level of each; raises ModelError."""
    known = vocabulary()
    return known.text, (1 + np.digitize(known.counts, _STEPS)).astype(np.uint8)


@cache
def _news() -> tuple[Table, bytes, Mapping[str, int]]:
    """Returns the row of each form, the level of each row, and the levels of forms with ё by their spelling with е."""
    rows, _, words, _ = vocabulary()
    by_row = levels()[1].tobytes()
    dotted = {word.replace("ё", "е"): by_row[rows.get(word, 0)] for word in words}
    return rows, by_row, {word: level for word, level in dotted.items() if "а" <= word < _AFTER_YO}
