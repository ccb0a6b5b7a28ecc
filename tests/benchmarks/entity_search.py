"""How well a name finds the articles that mention its entity, in every form, beside stemmed full text.

For each entity of a gold set whose ids hold across documents, the index is asked for its usual base form, and for each
form in which it stands in the texts. The articles that come back are compared with those that mention the entity;
precision, recall and F1 are means over entities. All columns come from the same index: the entities that the name
resolves to (`Index.candidates`, without the full text), the stems of its words in a row, and the name as a question,
which is answered by both. For the most frequent entities of a set, the last lines tell how many of the articles one
question finds, asked in the form that finds least.

    python tests/benchmarks/entity_search.py ../shared/data/gold/slavic-*.jsonl [--work FOLDER]
"""

import argparse
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any, NamedTuple

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
from imenoslov.search.query import Candidate
from imenoslov.search.words import stem_key, stems

Figures = tuple[float, float, float]

_FILTERS = {"PER": "persons", "ORG": "organisations", "LOC": "places"}
_WITHOUT_QUOTES = str.maketrans('"“”', "   ")


class Row(NamedTuple):
    """An entity's type, its usual base form, and the figures of the answers to it."""

    type: str
    base: str
    figures: tuple[Figures, ...]


def main() -> None:
    """Prints a line for each set, and for each type within it."""
    parser = argparse.ArgumentParser(description="How well a name finds the articles that mention its entity.")
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--work", type=Path, help="where annotated sets and indexes are kept")
    parser.add_argument("--misses", type=int, default=0, metavar="N", help="print the N costliest entities of a set")
    arguments = parser.parse_args()
    annotator = load_annotator()
    print(f"{'':38} " + "   ".join(f"{title:^22}" for title in ("entity search", "stemmed words", "question")))
    print(f"{'set':30} {'n':>6}  " + "   ".join(["precision recall    F1"] * 3))
    with tempfile.TemporaryDirectory() as scratch:
        work = arguments.work or Path(scratch)
        for gold in arguments.gold:
            target = work / gold.stem
            annotate_source(str(gold), str(target), load_config(None), workers=1)
            with Catalogue(catalogue_path(target)) as catalogue:
                catalogue.synchronise(Corpus(target))
                update_index(Corpus(target), work / f"{gold.stem}.index", catalogue.entities)
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
    rows: list[Row] = []
    forms: list[tuple[Figures, ...]] = []
    for entity, documents in mentioned.items():
        base = bases[entity].most_common(1)[0][0]
        rows.append(Row(types[entity].most_common(1)[0][0], base, compared(index, base, documents)))
        forms += [compared(index, surface, documents) for surface in surfaces[entity]]
    line(gold.stem, [row.figures for row in rows])
    for type_ in ("PER", "ORG", "LOC"):
        line(f"  {type_}", [row.figures for row in rows if row.type == type_])
    line("  asked in the forms of the text", forms)
    for entity in sorted(mentioned, key=lambda entity: -len(mentioned[entity]))[:3]:
        documents = mentioned[entity]
        # Short forms and descriptions name others, too; a full name in whatever case must find all.
        asked = {form for form in surfaces[entity] if stem_key(form) == stem_key(bases[entity].most_common(1)[0][0])}
        worst = min(len(documents & answers(index, form)[2]) for form in asked)
        print(f"  {bases[entity].most_common(1)[0][0]}: {worst} of {len(documents)} articles")
    for row in sorted(rows, key=lambda row: row.figures[0][2] - row.figures[1][2])[:misses]:
        meant = "; ".join(f"{c.id} {c.documents}" for c in index.candidates(row.base))
        print(f"    {row.type} {row.base}: {row.figures[0][2]:.2f}, words {row.figures[1][2]:.2f}: {meant}")


def answers(index: Index, name: str) -> tuple[set[str], ...]:
    """Returns the documents with the entities that a name may mean, with its words in a row, and with either."""
    entities = [found(index, named=candidate) for candidate in index.candidates(name)]
    words = name.translate(_WITHOUT_QUOTES)
    return set().union(*entities), found(index, f'"{words}"') if stems(words) else set(), found(index, name)


def found(index: Index, question: str = "", named: Candidate | None = None) -> set[str]:
    """Returns the documents that answer a question, or that name an entity."""
    filters: dict[str, Any] = {_FILTERS[named.type]: [named.id]} if named else {}
    return {hit.id for hit in index.search(question, limit=len(index), facets=0, **filters).hits}


def compared(index: Index, name: str, documents: set[str]) -> tuple[Figures, ...]:
    """Returns the figures of the three answers."""
    return tuple(rates(found, documents) for found in answers(index, name))


def rates(found: set[str], expected: set[str]) -> Figures:
    """Returns precision, recall and F1; an answer without documents has no precision."""
    common = len(found & expected)
    precision = common / len(found) if found else 0.0
    recall = common / len(expected)
    return precision, recall, 2 * common / (len(found) + len(expected))


def line(title: str, figures: list[tuple[Figures, ...]]) -> None:
    """Prints the means of the three answers."""
    if not figures:
        return
    columns = (
        "   ".join(f"{sum(values) / len(figures):.3f}" for values in zip(*rows, strict=True))
        for rows in zip(*figures, strict=True)
    )
    print(f"{title:30} {len(figures):6}   " + "   ".join(f"{column:22}" for column in columns), flush=True)


if __name__ == "__main__":
    main()
