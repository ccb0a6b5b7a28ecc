"""Part of speech and features of tokens, and their lemma where one is asked for.

The tags are those of slovnet's packaged news model, run over sentences packed together; the lemma is that of
pymorphy3's parse which agrees best with the tag. Of the words of names for which no tag is likely enough, all likely
tags are told as well.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import chain

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from imenoslov.document import Document, Mention, Reading, Token
from imenoslov.knowledge.lexicon import Lexicon
from imenoslov.models.kernels import Doubts, Floats, best_places, kinds_told
from imenoslov.models.tagger import Tagger
from imenoslov.stages.base_forms.evidence import sight, tag
from imenoslov.stages.tokens import Tokens, tokens_of

_STEPS = 10  # shares are told in tenths, so that like doubts are the same
_DOUBTS = Doubts(sure=0.9, reach=7, least=0.005, steps=_STEPS)
_LEAST = 0.01  # the least share that a reading is told with


def morphology(tagger: Tagger, cutter: Tokens, lexicon: Lexicon | None = None) -> Callable[[Document], Document]:
    """Makes the stage that gives `pos`, `feats` and, with a lexicon, `lemma` to tokens, and `doubts` to the document.

    It needs sentences, tokens and mentions. Without a lexicon the tokens serve the base forms alone: those that a base
    form depends on get the tags that they would get among all, the others none.
    """
    tags = [tag.partition("|")[::2] for tag in tagger.tags]
    readings = Readings(tags)

    def run(document: Document) -> Document:
        tokens = tokens_of(document)
        cut = cutter.cut(document, tokens)
        wanted, named = _read_for_names(document.mentions, tokens, cut.starts.tolist())
        asked = None if lexicon else wanted
        blocks = list(tagger.emissions(cut.numbers, cut.sentences, asked))
        best = chain.from_iterable(map(best_places, blocks))
        places = np.arange(len(tokens)) if asked is None else np.flatnonzero(asked)
        tagged = list(tokens)
        for place, number in zip(places.tolist(), best, strict=True):
            token = tokens[place]
            pos, feats = tags[number]
            lemma = lexicon.lemma(token.text, pos, feats) if lexicon else ""
            tagged[place] = Token(token.start, token.stop, token.text, lemma, pos, feats)
        doubts = {}
        first = 0
        for block in blocks:
            rows = np.flatnonzero(named[places[first : first + len(block)]])
            for row, found in readings(block, rows):
                doubts[tokens[places[first + row]].start] = found
            first += len(block)
        return replace(document, tokens=tuple(tagged), doubts=doubts)

    return run


class Readings:
    """Tells all likely tags of words of which no tag is likely enough: those that differ in case, gender or number."""

    def __init__(self, tags: Sequence[tuple[str, str]]) -> None:
        """Takes part of speech and features of all tags of the tagger."""
        marks = [tag(pos, feats) for pos, feats in tags]
        kinds = [(mark.case, mark.gender, mark.plural) for mark in marks]
        order = {kind: number for number, kind in enumerate(dict.fromkeys(kinds))}
        self._kinds = np.array([order[kind] for kind in kinds], np.int32)
        self._pairs = [tags[kinds.index(kind)] for kind in order]
        self._told = lru_cache(4_096)(self._tell)

    def __call__(self, scores: Floats, rows: NDArray[np.intp]) -> Iterator[tuple[int, tuple[Reading, ...]]]:
        """Yields those of the rows of `scores`, (words, tags), that are in doubt, with their readings."""
        shares, doubted = kinds_told(scores, rows.astype(np.int32), self._kinds, len(self._pairs), _DOUBTS)
        for place in np.flatnonzero(doubted).tolist():
            yield int(rows[place]), self._told(shares[place].tobytes())

    def _tell(self, tenths: bytes) -> tuple[Reading, ...]:
        """Returns the readings of a word by the shares of the kinds of tags in tenths, -1 for a kind that has none."""
        shares = np.frombuffer(tenths, np.int8).tolist()
        return tuple(
            Reading(max(share / _STEPS, _LEAST), pos, feats)
            for share, (pos, feats) in zip(shares, self._pairs, strict=True)
            if share >= 0
        )


def _read_for_names(
    mentions: Sequence[Mention], tokens: Sequence[Token], starts: Sequence[int]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Tells of each token whether a base form depends on its tag, and whether it stands in a name."""
    wanted, named = np.zeros((2, len(tokens) + 1), bool)
    for mention in mentions:
        first = bisect_right(starts, mention.start) - 1
        last = bisect_left(starts, mention.stop, first)
        low, high = sight(tokens, first, last, mention.type == "PER")
        wanted[low:high] = True
        named[first:last] = True
    return wanted[:-1], named[:-1]
