"""How many names get their base form right where each stands alone, without a text and without the others.

    python tests/benchmarks/bare_names.py ../shared/data/gold/*.jsonl

Each name that a gold set gives a base form counts once. The last column of a row has those that are not in it already.
"""

import argparse
from collections import Counter
from pathlib import Path
from typing import cast

from imenoslov import base_form
from imenoslov.document import EntityType
from imenoslov.readers.gold import read_annotations
from imenoslov.scoring import base_key


def main() -> None:
    """Prints for each type, of one word or several, how many names there are and the shares right."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path, nargs="+")
    names = {
        ((text.text or "")[name.start : name.stop], name.type, name.base)
        for path in parser.parse_args().gold
        for text in read_annotations(path)
        for name in text.mentions
        if name.base
    }
    counts: Counter[tuple[str, str, bool, bool]] = Counter()
    for name, kind, base in sorted(names):
        words = "several words" if " " in name else "one word"
        found = base_form(name, type=cast(EntityType, kind))
        counts[kind, words, base_key(name) != base_key(base), base_key(found) == base_key(base)] += 1
    for kind, words in sorted({key[:2] for key in counts}):
        shares = []
        for other in (False, True):
            right = counts[kind, words, other, True]
            all_names = right + counts[kind, words, other, False]
            shares.append(f"{right / all_names:.3f} of {all_names:,}" if all_names else "none")
        print(f"{kind}  {words:14}already in their base form {shares[0]:16}others {shares[1]}")


if __name__ == "__main__":
    main()
