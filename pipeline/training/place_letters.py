"""Writes how names of places end: how much likelier a letter is before an ending of nominatives than elsewhere.

    cd pipeline && python -m training.place_letters > imenoslov/knowledge/place_letters.tsv

The ending of a nominative is the last letter of its stem with what follows («ла»); before it stands one more letter:
among the names of the gazetteer «к» before «ла» is more usual than before «л» at the end. A line has an ending and, for
each letter that tells something, the logarithm of its share before that ending by its share before the same stem. What
unchanging names cost by their last letter is refined in the same way, by the letter before that vowel.
"""

from collections import Counter, defaultdict
from math import log

from imenoslov.knowledge.endings import STILL, declensions
from imenoslov.knowledge.names import gazetteer

LETTERS = "абвгдежзийклмнопрстуфхцчшщыьэюя"
STRENGTH = 8.0  # how many names the usual shares count for
LEAST, MOST = 0.2, 2.5


def main() -> None:
    """Prints the table."""
    endings = {each.ending for each in declensions()} | {letter + vowel for letter in LETTERS for vowel in STILL}
    longest = max(map(len, endings))
    before: dict[str, Counter[str]] = defaultdict(Counter)
    stems: dict[str, Counter[str]] = defaultdict(Counter)
    lasts: dict[str, Counter[str]] = defaultdict(Counter)
    total: Counter[str] = Counter()
    for name in gazetteer():
        word = name.rpartition("-")[2]
        if "ъ" in word:
            continue
        for length in range(1, min(len(word), longest + 1)):
            if (ending := word[-length:]) in endings:
                before[ending][word[-length - 1]] += 1
                stems[ending[0]][word[-length - 1]] += 1
        if len(word) > 1 and word[-1] in STILL:
            lasts[word[-1]][word[-2]] += 1
            total[word[-2]] += 1
    print(
        "# Letters before the endings of places' names, by the gazetteer (GeoNames, geonames.org, CC BY 4.0).", end=" "
    )
    print("Made by pipeline/training/place_letters.py.")
    for ending, found in sorted(before.items()):
        write(ending, found, stems[ending[0]])
    for last, found in sorted(lasts.items()):
        write(last, found, total)


def write(ending: str, found: Counter[str], usual: Counter[str]) -> None:
    """Prints the line of an ending."""
    letters, count, whole = sorted(usual), sum(found.values()), sum(usual.values())
    cells = []
    for letter in letters:
        share = (usual[letter] + 1) / (whole + len(letters))
        score = log((found[letter] + STRENGTH * share) / (count + STRENGTH)) - log(share)
        if abs(score) >= LEAST:
            cells.append(f"{letter}{max(-MOST, min(MOST, score)):.1f}")
    if cells:
        print(ending, " ".join(cells), sep="\t")


if __name__ == "__main__":
    main()
