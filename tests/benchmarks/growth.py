"""What a token costs, and how much memory the loop takes, as the archive and its documents grow.

    python -m tests.benchmarks.growth FOLDER [corpus documents lengths shapes] [--documents 1000 20000]

FOLDER holds texts in UTF-8, `*.txt`. More texts are made of them: in every copy the sentences are dealt out anew, and
words with a capital get letters of their own, as other news has other names. Four measurements, in this order:

- corpus: 1, 2, 4 and 8 times the folder;
- documents: archives of so many documents, by `imenoslov annotate` with one worker;
- lengths: 5 MB in documents of 10 KB to 5 MB;
- shapes: 4 MB in documents of one sentence, and of one line without a space.

Seconds are those of the processor. All but the second run in one process, reading and writing included, loading apart.
"""

import argparse
import random
import re
import sys
import tempfile
from collections.abc import Iterator
from itertools import count, islice
from pathlib import Path

from tests.benchmarks.speed import run
from tests.benchmarks.workers import annotate

MEASUREMENTS = ("corpus", "documents", "lengths", "shapes")

_SENTENCE = re.compile(r"\S[^\n]*?(?:[.!?…](?=\s)|(?=\n)|\Z)")
_NAME = re.compile(r"(?<=[а-яё,»] )[А-ЯЁ][а-яё]{3,}")
_VOWELS = "аеиоуыюя"
_CONSONANTS = "бвгджзклмнпрстфхцчшщ"


def main() -> None:
    """Prints a line for each measurement."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("measurements", nargs="*", metavar="measurement", help=", ".join(MEASUREMENTS))
    parser.add_argument("--documents", type=int, nargs="+", default=[1_000, 20_000])
    arguments = parser.parse_args()
    chosen = arguments.measurements or MEASUREMENTS
    if not set(chosen) <= set(MEASUREMENTS):
        parser.error(f"the measurements are {', '.join(MEASUREMENTS)}")
    originals = [path.read_text("utf-8") for path in sorted(arguments.folder.glob("*.txt"))]
    if "corpus" in chosen:
        for times in (1, 2, 4, 8):
            measure(f"{times} times the folder", islice(texts(originals), times * len(originals)))
    if "documents" in chosen:
        for documents in arguments.documents:
            measure_archive(documents, texts(originals))
    if "lengths" in chosen:
        for size in (10_000, 100_000, 1_000_000, 5_000_000):
            measure(f"documents of {size // 1000:,} KB", cut(long_text(originals, 5_000_000), size))
    if "shapes" in chosen:
        sentence = re.sub(r"[.!?…:;\s]+", " ", long_text(originals, 4_000_000))
        for size in (100_000, 400_000):
            measure(f"sentences of {size // 1000:,} KB", cut(sentence, size))
        line = re.sub(r"\s+", "", long_text(originals, 4_000_000))
        for size in (250_000, 1_000_000):
            measure(f"lines of {size // 1000:,} KB without a space", cut(line, size))


def measure(title: str, documents: Iterator[str]) -> None:
    """Prints what documents cost in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        write(documents, Path(folder))
        figures = run(Path(sys.executable), "imenoslov_loop.py", Path(folder))
    seconds = figures["work"]
    print(
        f"{title:32} {figures['documents']:6,} documents, {figures['tokens']:9,} tokens in {seconds:6.1f} s: "
        f"{seconds / figures['tokens'] * 1e6:5.2f} µs a token, {seconds / figures['characters'] * 1e6:5.2f} µs a "
        f"character; at most {figures['memory'] / 1e6:.0f} MB",
        flush=True,
    )


def measure_archive(documents: int, made: Iterator[str]) -> None:
    """Prints what the command costs for an archive of so many documents."""
    with tempfile.TemporaryDirectory() as folder:
        characters = write(islice(made, documents), Path(folder))
        _, seconds, memory = annotate(Path(folder), 1)
    print(
        f"archive of {documents:,} documents in {seconds:.1f} s: {seconds / characters * 1e6:.2f} µs a character; "
        f"at most {memory / 1e6:.0f} MB",
        flush=True,
    )


def write(documents: Iterator[str], folder: Path) -> int:
    """Writes documents into a folder, and returns how many characters they have."""
    characters = 0
    for number, text in enumerate(documents):
        (folder / f"{number:06}.txt").write_text(text, "utf-8")
        characters += len(text)
    return characters


def texts(originals: list[str]) -> Iterator[str]:
    """Yields texts without end: the originals first, then as many of their sentences, in another order, renamed."""
    yield from originals
    cuts = [_SENTENCE.findall(text) for text in originals]
    sentences = [sentence for text in cuts for sentence in text]
    for copy in count(1):
        random.Random(copy).shuffle(sentences)
        letters = renaming(copy)
        dealt = iter(sentences)
        for text in cuts:
            yield renamed("\n".join(islice(dealt, len(text))), letters)


def renamed(text: str, letters: dict[int, int]) -> str:
    """Returns a text in which the beginnings of names have other letters; their endings are kept."""
    return _NAME.sub(lambda found: found[0][0] + found[0][1:4].translate(letters) + found[0][4:], text)


def renaming(copy: int) -> dict[int, int]:
    """Returns which letter stands for which in a copy's names; the first 160 copies differ."""
    table: dict[int, int] = {}
    for letters in (_VOWELS, _CONSONANTS):
        shift = copy % len(letters)
        table.update(str.maketrans(letters, letters[shift:] + letters[:shift]))
    return table


def long_text(originals: list[str], size: int) -> str:
    """Returns a text of so many bytes."""
    parts: list[str] = []
    for text in texts(originals):
        if size <= 0:
            break
        parts.append(text)
        size -= len(text.encode()) + 1
    return "\n".join(parts)


def cut(text: str, size: int) -> Iterator[str]:
    """Yields a text in pieces of so many bytes, the last of which may be shorter."""
    data = text.encode()
    for start in range(0, len(data), size):
        yield data[start : start + size].decode("utf-8", "ignore")


if __name__ == "__main__":
    main()
