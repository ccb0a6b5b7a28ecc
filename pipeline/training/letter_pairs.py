"""Counts the pairs of letters in Russian text and prints the table of `imenoslov.readers.encodings`.

python letter_pairs.py TEXTS.jsonl    # one object with a field `text` on each line
"""

import math
import re
import sys
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import msgspec

LETTERS = "_абвгдежзийклмнопрстуфхцчшщъыьэюя"
RARE = 10  # in a million: level 0


def table(texts: Iterable[str]) -> list[str]:
    """Returns a row of digits for each first letter, a digit for each second one: 1 from `RARE` on, 2 from its √10."""
    counts: Counter[tuple[str, str]] = Counter()
    for text in texts:
        for word in re.findall("[а-я]+", text.lower().replace("ё", "е")):
            counts.update(pairwise(f"_{word}_"))
    millions = counts.total() / 1e6
    return ["".join(str(_level(counts[first, second] / millions)) for second in LETTERS) for first in LETTERS]


def _level(frequency: float) -> int:
    return 0 if frequency < RARE else min(9, 1 + int(2 * math.log10(frequency / RARE)))


if __name__ == "__main__":
    lines = Path(sys.argv[1]).read_bytes().splitlines()
    print("\n".join(table(msgspec.json.decode(line)["text"] for line in lines)))
