"""How fast an archive of many articles is indexed, brought up to date and asked, with the catalogue's ids.

The archive is made of annotated ones, repeated under new ids and dates; half of the entities are those of the original,
the others are spread over 300 of each, so that the index has as many names as a large archive.

    python tests/benchmarks/index_speed.py ANNOTATED [--documents 20000] [--new 100]
"""

import argparse
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from imenoslov.catalogue import Catalogue
from imenoslov.catalogue.catalogue import catalogue_path
from imenoslov.corpus import Corpus
from imenoslov.document import Document, to_json
from imenoslov.search.build import update_index
from imenoslov.search.index import Index

QUESTIONS: tuple[dict[str, Any], ...] = (
    {"question": "Терезой Мэй переговоры"},
    {"question": "Асии Биби"},
    {"question": "в Лондоне"},
    {"question": "премьер-министр"},
    {"since": "2020-01-01"},
)


def main() -> None:
    """Prints the seconds of each step and the milliseconds of each question with its facets."""
    parser = argparse.ArgumentParser(description="How fast an archive is indexed and asked.")
    parser.add_argument("annotated", type=Path, help="a folder that `imenoslov annotate` has written")
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--new", type=int, default=100)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        target, index = Path(scratch, "archive"), Path(scratch, "index")
        documents = made(list(Corpus(arguments.annotated)))
        write(islice(documents, arguments.documents), target)
        step("build", target, index)
        step("nothing new", target, index)
        write(islice(documents, arguments.new), target)
        step(f"{arguments.new} new", target, index)
        with Index(index) as opened:
            for question in QUESTIONS:
                times = []
                for _ in range(10):
                    begun = time.perf_counter()
                    total = opened.search(**question).total
                    times.append(1000 * (time.perf_counter() - begun))
                print(f"{total:7,} documents in {statistics.median(times):5.1f} ms  {question}")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")


def made(originals: list[Document]) -> Iterator[Document]:
    """Yields documents without end."""
    chance = random.Random(1)
    for number, document in enumerate(cycle(originals)):
        place = chance.randrange(300)
        ids = {e.id: e.id if len(e.id) % 2 else f"{e.id}-of-{place}" for e in document.entities}
        published = date(2015, 1, 1) + timedelta(days=chance.randrange(3650))
        yield replace(
            document,
            id=f"{number // 1000}/{number}.txt",
            source=replace(document.source, published=published.isoformat()),
            mentions=tuple(replace(mention, entity=ids[mention.entity]) for mention in document.mentions),
            entities=tuple(replace(entity, id=ids[entity.id]) for entity in document.entities),
        )


def write(documents: Iterator[Document], target: Path) -> None:
    """Writes documents as `annotate` does."""
    for document in documents:
        path = target / f"{document.id}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(to_json(document) + b"\n")


def step(title: str, target: Path, index: Path) -> None:
    """Brings the catalogue and the index up to date, and prints how long each took."""
    begun = time.perf_counter()
    with Catalogue(catalogue_path(target)) as catalogue:
        catalogue.synchronise(Corpus(target))
        catalogued = time.perf_counter()
        changes = update_index(Corpus(target), index, catalogue.entities)
    done = time.perf_counter()
    print(f"{title:12} catalogue {catalogued - begun:5.1f} s, index {done - catalogued:5.1f} s  {changes}", flush=True)


if __name__ == "__main__":
    main()
