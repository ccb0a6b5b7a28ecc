"""How often a word form stands in a billion words of news: the vocabulary of natasha's packaged embeddings.

It tells real words from what the endings only make possible: «Обама» is there and «обам» is not.
"""

from collections.abc import Mapping
from functools import cache

import numpy as np

from imenoslov.natasha_data import vocabulary

# A level is that of counts from 50 times its power of two on; the rarest words stand there about a hundred times.
_STEPS = (200, 400, 800, 1600, 3200)
MOST = 1 + len(_STEPS)
_AFTER_YO = chr(ord("ё") + 1)


@cache
def levels() -> Mapping[str, int]:
    """Returns for each known form the binary logarithm of its count, 1 for a rare one and 6 for an everyday one.

    The forms are in lower case with е for ё. Raises ModelError when the vocabulary cannot be read.
    """
    words, counts = vocabulary()
    found = {
        word: level
        for word, level in zip(words, (1 + np.digitize(counts, _STEPS)).tolist(), strict=True)
        if "а" <= word < _AFTER_YO
    }
    for word in [word for word in found if "ё" in word]:
        level = found.pop(word)
        folded = word.replace("ё", "е")
        found[folded] = max(level, found.get(folded, 0))
    return found
