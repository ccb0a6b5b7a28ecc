"""Imenoslov over a folder of texts in this process, from files to files; prints its figures as JSON.

usage: python imenoslov_loop.py SOURCE TARGET

`networks` has the seconds of the two networks alone (`networks.py`), `floor` those of their arithmetic
(`arithmetic.py`).
"""

import json
import resource
import sys
import time
from collections import defaultdict
from pathlib import Path

from msgspec import UNSET


def main(source: Path, target: Path) -> None:
    begun = time.perf_counter()
    from tests.benchmarks.arithmetic import Arithmetic
    from tests.benchmarks.networks import NetworkClock

    from imenoslov.annotator import TOGETHER, load_annotator
    from imenoslov.document import to_json
    from imenoslov.readers.headers import HeaderSettings
    from imenoslov.readers.text import read_text
    from imenoslov.runners.pool import tend_collector
    from imenoslov.writers.canonical import write_whole

    annotator = load_annotator()
    tend_collector()
    headers = HeaderSettings()
    loaded = time.perf_counter()
    worked = time.process_time()
    shares: dict[str, float] = defaultdict(float)
    arithmetic, networks = Arithmetic(), NetworkClock()
    documents = tokens = characters = 0
    clock = loaded

    def lap(name: str) -> None:
        nonlocal clock
        now = time.perf_counter()
        shares[name] += now - clock
        clock = now

    paths = sorted(source.glob("*.txt"))
    for first in range(0, len(paths), TOGETHER):
        together = paths[first : first + TOGETHER]
        read = [read_text(path.read_bytes(), path.name, path.name, headers) for path in together]
        lap("read")
        for stage in annotator.stages:
            read = stage.run(read)
            lap(stage.name)
        for document in read:
            tokens += 0 if document.tokens is UNSET else len(document.tokens)
            arithmetic.count(document)
            documents += 1
            characters += len(document.text)
        lap("counting")
        for path, document in zip(together, read, strict=True):
            data = to_json(annotator.finish(document))
            write_whole([data, b"\n"], target / f"{path.name}.json", target / "partial")
        lap("write")
    counting = shares.pop("counting", 0.0)
    figures = {
        "load": loaded - begun,
        "seconds": time.perf_counter() - loaded - counting,
        "work": time.process_time() - worked - counting,
        "documents": documents,
        "tokens": tokens,
        "characters": characters,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "shares": shares,
        "networks": networks.seconds,
        "floor": arithmetic.seconds(),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
