"""How well a tagger finds the names of gold texts, by corpus and type."""

from collections.abc import Callable, Sequence

import numpy as np
from msgspec import UNSET, Struct
from msgspec.structs import replace

from imenoslov.models.names import NameTagger, Said
from imenoslov.readers.annotation import Annotation, Name
from imenoslov.scoring import TYPES, score
from training.gold import GoldText, split


class Figures(Struct, frozen=True):
    """F1 of exact spans, 0 to 1: over all types, by type, and over all levels where the gold has them."""

    corpus: str
    micro: float
    precision: float
    recall: float
    types: dict[str, float]
    nested: float | None

    def line(self) -> str:
        """Returns the figures as one line of text."""
        types = "  ".join(f"{kind} {f1:.3f}" for kind, f1 in self.types.items())
        nested = "" if self.nested is None else f"  nested {self.nested:.3f}"
        return f"{self.corpus:24} {self.micro:.3f} (P {self.precision:.3f} R {self.recall:.3f})  {types}{nested}"


def figures(tagger: NameTagger, texts: Sequence[GoldText]) -> list[Figures]:
    """Returns the figures of each corpus of the texts."""
    return [
        _figures(corpus, tagger, [text.annotation for text in texts if text.corpus == corpus])
        for corpus in dict.fromkeys(text.corpus for text in texts)
    ]


def recased(texts: Sequence[GoldText], change: Callable[[str], str]) -> list[GoldText]:
    """Returns the texts with every letter changed by `change`, where that gives one letter."""

    def changed(annotation: Annotation) -> Annotation:
        letters = ((letter, change(letter)) for letter in annotation.text or "")
        return replace(annotation, text="".join(new if len(new) == 1 else letter for letter, new in letters))

    name = change.__name__
    return [replace(text, corpus=f"{text.corpus}.{name}", annotation=changed(text.annotation)) for text in texts]


def _figures(corpus: str, tagger: NameTagger, gold: Sequence[Annotation]) -> Figures:
    scores = score(gold, [predicted(tagger, annotation) for annotation in gold])
    micro = scores.ner["micro"]
    return Figures(
        corpus,
        micro.f1,
        micro.precision,
        micro.recall,
        {kind: scores.ner[kind].f1 for kind in TYPES},
        None if scores.nested is UNSET else scores.nested.f1,
    )


def predicted(tagger: NameTagger, gold: Annotation) -> Annotation:
    """Returns the names that the tagger finds in a gold text."""
    words = split(gold.text or "")
    lines = np.array(words.lines, np.int32)
    numbers = tagger.numbering.numbers(words.texts)
    said = Said(numbers, np.array([len(numbers)], np.int32), lines, lines)
    found = tagger.names(said, np.zeros(len(tagger.numbering.words), np.uint8))
    names = tuple(
        Name(words.offsets[start][0], words.offsets[stop - 1][1], kind, nested=outer >= 0)
        for start, stop, kind, _, outer, _ in zip(*found, strict=True)
    )
    return Annotation(gold.id, None, names)
