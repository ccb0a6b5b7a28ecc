"""Cuts a text into tokens: exactly those of razdel (github.com/natasha/razdel), many times faster.

Its rules are in compiled code (`tokens_cut` in models/kernels.c). They look at two atoms to each side, whatever white
space lies between («5, 6» is «5,» and «6», «что -то» is «что» and «-то»), so each sentence is cut alone: over the whole
text, «SARS-CoV-2.» would be one token where the next sentence begins with a number.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import accumulate, pairwise
from typing import NamedTuple

import numpy as np
from msgspec import UNSET
from msgspec.structs import replace
from numpy.typing import NDArray
from razdel.segmenters.tokenize import PUNCTS

from imenoslov.document import Document, Token
from imenoslov.models.atoms import tokens_cut
from imenoslov.models.kernels import Rows
from imenoslov.models.numbering import Numbering, code_points

# Kinds of atoms, as `kernels.c` numbers them: white space, which is none, letters, digits, marks, anything else.
_ATOM = re.compile(rf"([а-яё]+)|([a-z]+)|(\d+)|([{re.escape(PUNCTS)}]+)", re.IGNORECASE)
_SPACE, _DIGITS, _OTHER = 0, 3, 5
# Code points below have letters and marks that `_ATOM` names.
_NAMED = 0x2300
_LINE_END = re.compile("[\n\r]")
# Code points whose kinds stand in a table; what lies above is of no kind that has a name.
_KNOWN = 0x20000

# Of so many tokens it is remembered where they are and what.
_HELD = 100_000


class Cut(NamedTuple):
    """Where the tokens of a document begin and end, and the numbers of their words, for the numbering's present era.

    `sentences` and `lines` count the tokens of each; a line ends between two sentences, and there may be lines of none.
    """

    starts: Rows
    stops: Rows
    numbers: Rows
    sentences: Rows
    lines: Rows


class Tokens:
    """The stage that cuts sentences into tokens; it serves one thread."""

    def __init__(self, numbering: Numbering | None = None) -> None:
        """Cuts with words of a numbering, or of its own."""
        self.numbering = numbering or Numbering()
        # What has been cut of late, by the identity of its tokens: documents go through the stages together.
        self._cuts: dict[int, tuple[Sequence[Token], int, Cut]] = {}
        self._held = 0

    def __call__(self, document: Document) -> Document:
        """Returns the document with the tokens of its sentences."""
        text = document.text
        bounds = [edge for sentence in document.sentences for edge in (sentence.start, sentence.stop)]
        points = code_points(text)
        starts, stops, sentences, lines = tokens_cut(_kinds(), points, np.array(bounds, np.int32))
        numbers = self.numbering.numbers_in(text, points, starts, stops)
        words = self.numbering.words
        texts = [words[number] for number in numbers.tolist()]
        tokens = tuple(map(Token, starts.tolist(), stops.tolist(), texts))
        self._remember(tokens, Cut(starts, stops, numbers, sentences, lines))
        return replace(document, tokens=tokens)

    def cuts(self, documents: Sequence[Document], tokens: Sequence[Sequence[Token]]) -> list[Cut]:
        """Returns where the tokens of documents, or others in their place, stand and what they are.

        The numbers of all hold together.
        """
        era = self.numbering.era
        cuts = [self.cut(document, own) for document, own in zip(documents, tokens, strict=True)]
        if self.numbering.era != era:
            numbers = self.numbering.numbers([token.text for own in tokens for token in own])
            parts = np.split(numbers, [*accumulate(len(cut.numbers) for cut in cuts)])
            cuts = [cut._replace(numbers=part) for cut, part in zip(cuts, parts, strict=False)]
        return cuts

    def _remember(self, tokens: Sequence[Token], cut: Cut) -> None:
        self._cuts[id(tokens)] = tokens, self.numbering.era, cut
        self._held += len(tokens)
        while self._held > _HELD and len(self._cuts) > 1:
            oldest, _, _ = self._cuts.pop(next(iter(self._cuts)))
            self._held -= len(oldest)

    def cut(self, document: Document, tokens: Sequence[Token]) -> Cut:
        """Returns where the tokens of a document, or others that take their place, stand and what they are."""
        found = self._cuts.get(id(tokens))
        if found and found[0] is tokens and found[1] == self.numbering.era:
            return found[2]
        starts = [token.start for token in tokens]
        firsts = [bisect_left(starts, sentence.start) for sentence in document.sentences]
        ends = [0, *(sentence.stop for sentence in document.sentences)]
        edges = [
            first
            for first, end, sentence in zip(firsts, ends, document.sentences, strict=False)
            if _LINE_END.search(document.text, end, sentence.start)
        ]
        stops = np.array([token.stop for token in tokens], np.int32)
        numbers = self.numbering.numbers([token.text for token in tokens])
        sentences, lines = (_lengths([0, *bounds, len(tokens)]) for bounds in (firsts, edges))
        return Cut(np.array(starts, np.int32), stops, numbers, sentences, lines)


def _lengths(bounds: Sequence[int]) -> Rows:
    return np.array([stop - start for start, stop in pairwise(bounds)], np.int32)


def end_to_end(arrays: Iterable[Rows]) -> Rows:
    """Returns the numbers of arrays, of which there may be none, in one."""
    return np.concatenate([np.zeros(0, np.int32), *arrays])


def tokens_of(document: Document) -> tuple[Token, ...]:
    """Returns the tokens of a document; none where it has been written without them."""
    return () if document.tokens is UNSET else document.tokens


@cache
def _kinds() -> NDArray[np.uint8]:
    """Returns the kind of each code point that is known."""
    points = np.arange(_KNOWN, dtype="<u4")
    kinds = np.full(_KNOWN, _OTHER, np.uint8)
    characters = points.view("<U1")
    kinds[np.char.isspace(characters)] = _SPACE
    kinds[np.char.isdecimal(characters)] = _DIGITS
    for match in _ATOM.finditer(points[:_NAMED].tobytes().decode("utf-32-le")):
        kinds[match.start() : match.end()] = match.lastindex or _SPACE
    return kinds
