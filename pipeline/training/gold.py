"""Gold texts as the tagger learns them: lines of words, and the tags that each level of names allows.

Two levels are taught. The outer one is that of whole names («МИД Литвы»), the inner one that of the smallest names
(«МИД», «Литвы»). NEREL marks both, SlavicNER the outer and FactRuEval the inner one. Where a corpus is silent about a
level, every tag that its spans leave open is allowed there, and the network is free to learn it from the others: so
three corpora that disagree about what a name is teach one network without contradiction.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from razdel import tokenize

from imenoslov.knowledge.edges import joined_names
from imenoslov.models.names import TAGS
from imenoslov.readers.annotation import Annotation, Name
from imenoslov.readers.gold import read_annotations

# Corpora, by the beginning of their file names, that mark the smallest names only.
SMALLEST = "factru"

_EDGES = "«»\"“”„'() .,\u200b\u200c\u200d\ufeff"

Span = tuple[int, int, str]


class Words(Struct, frozen=True):
    """A text cut into words: what they are, their offsets, and the number of words in each line that has any."""

    texts: tuple[str, ...]
    offsets: tuple[tuple[int, int], ...]
    lines: tuple[int, ...]


class GoldText(Struct, frozen=True):
    """A text with the tags that its corpus allows: `outer` and `inner` are (words, tags) of bool."""

    corpus: str
    annotation: Annotation
    words: Words
    outer: NDArray[np.bool_]
    inner: NDArray[np.bool_]


def read(folder: Path) -> Iterator[GoldText]:
    """Yields the texts of every `*.jsonl` file of a folder, in the order of the files' names; raises ReadError."""
    for path in sorted(folder.glob("*.jsonl")):
        for annotation in read_annotations(path):
            yield gold_text(path.stem, annotation)


def split(text: str) -> Words:
    """Cuts a text into lines of words."""
    texts: list[str] = []
    offsets: list[tuple[int, int]] = []
    lines: list[int] = []
    for line in re.finditer(r"[^\n\r]+", text):
        before = len(texts)
        for token in tokenize(line.group()):
            for start, stop in _parts(token.text):
                texts.append(token.text[start:stop])
                offsets.append((line.start() + token.start + start, line.start() + token.start + stop))
        if len(texts) > before:
            lines.append(len(texts) - before)
    return Words(tuple(texts), tuple(offsets), tuple(lines))


def gold_text(corpus: str, annotation: Annotation) -> GoldText:
    """Turns an annotation into words and the tags that it allows."""
    text = annotation.text or ""
    words = split(text)
    whole = word_spans(text, words, annotation.mentions)
    outer = allowed(whole, words)
    inner = outer.copy()
    if annotation.nested is not None:
        inner = allowed(innermost(word_spans(text, words, annotation.nested)), words)
    elif corpus.startswith(SMALLEST):
        begins = {start: stop for start, stop, _ in whole}
        for _, stop, kind in whole:
            if kind == "ORG" and stop in begins:
                outer[stop : begins[stop], TAGS.index("I-ORG")] = True
    else:
        for start, stop, kind in whole:
            if kind == "ORG" and stop - start > 1:
                inner[start:stop] = True
    return GoldText(corpus, annotation, words, outer, inner)


def word_spans(text: str, words: Words, names: Sequence[Name]) -> list[Span]:
    """Returns names as spans of words, the marks at their edges left out, sorted, the longer first."""
    spans = set()
    for name in names:
        right = text[name.start : name.stop].lstrip(_EDGES)
        start = name.stop - len(right)
        stop = start + len(right.rstrip(_EDGES))
        inside = [index for index, (first, last) in enumerate(words.offsets) if first < stop and last > start]
        if inside:
            spans.add((inside[0], inside[-1] + 1, name.type))
    return sorted(spans, key=lambda span: (span[0], -span[1]))


def innermost(spans: Sequence[Span]) -> list[Span]:
    """Returns the spans that hold no other one."""
    return [a for a in spans if not any(b != a and a[0] <= b[0] and b[1] <= a[1] for b in spans)]


def allowed(spans: Sequence[Span], words: Words) -> NDArray[np.bool_]:
    """Returns the tags of the spans, (words, tags), one for each word; of two overlapping spans the first counts."""
    tags = np.zeros(len(words.texts), np.intp)
    end = 0
    for start, stop, kind in spans:
        if start >= end:
            tags[start] = TAGS.index(f"B-{kind}")
            tags[start + 1 : stop] = TAGS.index(f"I-{kind}")
            end = stop
    result = np.zeros((len(tags), len(TAGS)), bool)
    result[np.arange(len(tags)), tags] = True
    return result


def _parts(token: str) -> list[tuple[int, int]]:
    """Returns the offsets of the words in a token: the names that a hyphen joins, and the hyphens; else all of it."""
    names = joined_names(token)
    if not names:
        return [(0, len(token))]
    cuts = sorted({offset for name in names for offset in name})
    return list(itertools.pairwise(cuts))
