"""How well a name finds the articles that mention its entity, in every form, beside stemmed full text.

For each entity of a gold set whose ids hold across documents, the index is asked for its usual base form, and for each
form in which it stands in the texts. The articles that come back are compared with those that mention the entity;
precision, recall and F1 are means over entities. Both columns come from the same index: the entities that the name
resolves to (`Index.candidates`, without the full text), and the stems of its words in a row.

    python tests/benchmarks/entity_search.py ../shared/data/gold/slavic-*.jsonl [--work FOLDER]
"""

import argparse
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from imenoslov.annotator import load_annotator
from imenoslov.catalogue import Catalogue
from imenoslov.catalogue.catalogue import catalogue_path
from imenoslov.config import load_config
from imenoslov.corpus import Corpus
from imenoslov.document import Document
from imenoslov.readers.gold import read_annotations
from imenoslov.runners.local import annotate_source
from imenoslov.search.build import update_index
from imenoslov.search.index import Index

Figures = tuple[float, float, float]


def main() -> None:
    """Prints a line for each set, and for each type within it."""
    parser = argparse.ArgumentParser(description="How well a name finds the articles that mention its entity.")
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--work", type=Path, help="where annotated sets and indexes are kept")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="print the N costliest entities of a set")
    arguments = parser.parse_args()
    annotator = load_annotator()
    print(f"{'':38} {'entity search':^22}   {'stemmed words':^22}")
    print(f"{'set':30} {'n':>6}  {'precision recall    F1':22}   {'precision recall    F1':22}")
    with tempfile.TemporaryDirectory() as scratch:
        work = arguments.work or Path(scratch)
        for gold in arguments.gold:
            target = work / gold.stem
            annotate_source(str(gold), str(target), load_config(None), workers=1)
            with Catalogue(catalogue_path(target)) as catalogue:
                catalogue.synchronise(Corpus(target))
                update_index(Corpus(target), work / f"{gold.stem}.index", catalogue.ids)
            with Index(
                work / f"{gold.stem}.index", lambda text: annotator.annotate([Document.from_text(text)])[0].mentions
            ) as index:
                report(gold, index, arguments.misses)


def report(gold: Path, index: Index, misses: int) -> None:
    """Prints the figures of a set."""
    mentioned: dict[str, set[str]] = defaultdict(set)
    bases: dict[str, Counter[str]] = defaultdict(Counter)
    surfaces: dict[str, set[str]] = defaultdict(set)
    types: dict[str, Counter[str]] = defaultdict(Counter)
    for annotation in read_annotations(gold):
        for name in annotation.mentions:
            if name.entity and name.base and annotation.text:
                mentioned[name.entity].add(annotation.id)
                bases[name.entity][name.base] += 1
                surfaces[name.entity].add(annotation.text[name.start : name.stop])
                types[name.entity][name.type] += 1
    rows = []
    forms = []
    for entity, documents in mentioned.items():
        base = bases[entity].most_common(1)[0][0]
        by_entity, by_words = both(index, base)
        rows.append((types[entity].most_common(1)[0][0], rates(by_entity, documents), rates(by_words, documents), base))
        for surface in surfaces[entity]:
            by_entity, by_words = both(index, surface)
            forms.append((rates(by_entity, documents), rates(by_words, documents)))
    line(gold.stem, [row[1] for row in rows], [row[2] for row in rows])
    for type_ in ("PER", "ORG", "LOC"):
        line(f"  {type_}", [row[1] for row in rows if row[0] == type_], [row[2] for row in rows if row[0] == type_])
    line("  asked in the forms of the text", [form[0] for form in forms], [form[1] for form in forms])
    for type_, found, plain, base in sorted(rows, key=lambda row: row[1][2] - row[2][2])[:misses]:
        meant = "; ".join(f"{c.id} {c.documents}" for c in index.candidates(base))
        print(f"    {type_} {base}: {found[0]:.2f} {found[1]:.2f}, words {plain[0]:.2f} {plain[1]:.2f}: {meant}")


def both(index: Index, name: str) -> tuple[set[str], set[str]]:
    """Returns the documents with the entities that a name may mean, and those with its words in a row."""
    candidates = index.candidates(name)
    return index.documents_with(c.id for c in candidates), index.documents_with_words(name)


def rates(found: set[str], expected: set[str]) -> Figures:
    """Returns precision, recall and F1; an answer without documents has no precision."""
    common = len(found & expected)
    precision = common / len(found) if found else 0.0
    recall = common / len(expected)
    return precision, recall, 2 * common / (len(found) + len(expected))


def line(title: str, found: Iterable[Figures], plain: Iterable[Figures]) -> None:
    """Prints the means of two columns."""
    found, plain = list(found), list(plain)
    if not found:
        return
    columns = [
        "   ".join(f"{sum(values) / len(found):.3f}" for values in zip(*rows, strict=True)) for rows in (found, plain)
    ]
    print(f"{title:30} {len(found):6}   {columns[0]:22}   {columns[1]:22}", flush=True)


if __name__ == "__main__":
    main()
