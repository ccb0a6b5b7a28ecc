"""Writes the genders of first names: natasha's list of names, with the gender that pymorphy3's dictionary gives each.

    python pipeline/training/first_name_genders.py > pipeline/imenoslov/knowledge/first_name_genders.tsv

A name of both genders, or of none in the dictionary, is left out.
"""

import importlib.util
from pathlib import Path

import pymorphy3


def main() -> None:
    """Prints the table: a gender and its names, ten to a line."""
    spec = importlib.util.find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("natasha is not installed; run pip install natasha")
    names = (Path(spec.submodule_search_locations[0]) / "data" / "dict" / "first.txt").read_text("utf-8").split("\n")
    morph = pymorphy3.MorphAnalyzer()
    found: dict[str, list[str]] = {"m": [], "f": []}
    for name in sorted({line.split("#")[0].strip() for line in names} - {""}):
        parses = [
            p for p in morph.parse(name) if "Name" in p.tag and "nomn" in p.tag and "sing" in p.tag and p.is_known
        ]
        genders = {"f" if p.tag.gender == "femn" else "m" for p in parses if p.tag.gender in ("masc", "femn")}
        if len(genders) == 1:
            found[genders.pop()].append(name)
    print(
        "# Made by pipeline/training/first_name_genders.py of natasha's list of first names and pymorphy3's dictionary."
    )
    for gender, group in found.items():
        for at in range(0, len(group), 10):
            print(gender, " ".join(group[at : at + 10]), sep="\t")


if __name__ == "__main__":
    main()
