"""How often a word form stands in a billion words of news: the vocabulary of natasha's packaged embeddings.

It tells real words from what the endings only make possible: «Обама» is there and «обам» is not.
"""

from functools import cache

import numpy as np

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
    if not "а" <= word < _AFTER_YO:
        return 0
    row = vocabulary().rows.get(word)
    spelt = 0 if row is None else _levels()[row]
    return max(spelt, _dotted().get(word, 0))


@cache
def _levels() -> bytes:
    """Returns the level of each row of the vocabulary."""
    return (1 + np.digitize(vocabulary().counts, _STEPS)).astype(np.uint8).tobytes()


@cache
def _dotted() -> dict[str, int]:
    """Returns the levels of the forms that are written with ё, under their spelling with е."""
    levels = _levels()
    return {word.replace("ё", "е"): levels[row] for word, row in vocabulary().rows.items() if "ё" in word}
