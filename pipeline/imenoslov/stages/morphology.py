"""Part of speech and features of tokens, and their lemma where one is asked for.

The tags are those of slovnet's packaged news model, run over sentences packed together; the lemma is that of
pymorphy3's parse which agrees best with the tag. Of the words of names for which no tag is likely enough, all likely
tags are told as well.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, chain, groupby, pairwise
from operator import itemgetter

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from imenoslov.document import Document, Reading, Token
from imenoslov.knowledge.lexicon import Lexicon
from imenoslov.models.kernels import Floats
from imenoslov.models.numbering import WordTable
from imenoslov.models.tagger import Tagger
from imenoslov.models.tags import Telling, best_places, kinds_told
from imenoslov.stages.base_forms.reach import Places, covered, seen, write_marks
from imenoslov.stages.base_forms.tags import tag
from imenoslov.stages.tokens import Cut, Tokens, end_to_end, tokens_of

STEPS = 10  # shares are told in tenths, so that like doubts are the same
_DOUBTS = Telling(sure=0.9, reach=7, least=0.005, steps=STEPS)
_LEAST = 0.01  # the least share that a reading is told with


def morphology(
    tagger: Tagger, cutter: Tokens, lexicon: Lexicon | None = None
) -> Callable[[Sequence[Document]], list[Document]]:
    """Makes the stage that gives `pos`, `feats` and, with a lexicon, `lemma` to tokens, and `doubts` to documents.

    It needs sentences, tokens and mentions. Without a lexicon the tokens serve the base forms alone: those that a base
    form depends on get the tags that they would get among all, the others none.
    """
    tags = tags_of(tagger)
    readings = Readings(tags)
    marked = WordTable(cutter.numbering, write_marks, np.uint8)

    def run(documents: Sequence[Document]) -> list[Document]:
        # Sentences are read alone, so those of all documents can be read together.
        said = [*map(tokens_of, documents)]
        cuts = cutter.cuts(documents, said)
        tokens = [*chain.from_iterable(said)]
        firsts = [0, *accumulate(len(cut.numbers) for cut in cuts)]
        words = end_to_end(cut.numbers for cut in cuts)
        sentences = end_to_end(cut.sentences for cut in cuts)
        names = _places(documents, cuts, firsts)
        wanted = seen(marked.rows()[words], names)
        named = covered(names.firsts, names.lasts, len(tokens))
        asked = None if lexicon else wanted
        places = np.arange(len(tokens)) if asked is None else np.flatnonzero(asked)
        doubts: list[dict[int, tuple[Reading, ...]]] = [{} for _ in documents]
        first = 0
        for block in tagger.emissions(words, sentences, asked):
            some = places[first : first + len(block)]
            first += len(block)
            for place, number in zip(some.tolist(), best_places(block), strict=True):
                token = tokens[place]
                pos, feats = tags[number]
                lemma = lexicon.lemma(token.text, pos, feats) if lexicon else ""
                tokens[place] = Token(token.start, token.stop, token.text, lemma, pos, feats)
            rows = np.flatnonzero(named[some])
            for row, found in readings(block, rows):
                place = int(some[row])
                doubts[bisect_right(firsts, place) - 1][tokens[place].start] = found
        return [
            replace(document, tokens=tuple(tokens[first:stop]), doubts=told)
            for document, (first, stop), told in zip(documents, pairwise(firsts), doubts, strict=True)
        ]

    return run


def tags_of(tagger: Tagger) -> list[tuple[str, str]]:
    """Returns part of speech and features of each of a tagger's tags."""
    return [(pos, feats) for pos, _, feats in (name.partition("|") for name in tagger.tags)]


class Readings:
    """Tells all likely tags of words of which no tag is likely enough: those that differ in case, gender or number."""

    def __init__(self, tags: Sequence[tuple[str, str]], doubts: Telling = _DOUBTS) -> None:
        """Takes part of speech and features of all tags of the tagger, and of what words it tells."""
        self._doubts = doubts
        marks = [tag(pos, feats) for pos, feats in tags]
        kinds = [(mark.case, mark.gender, mark.plural) for mark in marks]
        order = {kind: number for number, kind in enumerate(dict.fromkeys(kinds))}
        self._kinds = np.array([order[kind] for kind in kinds], np.int32)
        first = [tags[kinds.index(kind)] for kind in order]
        self._made = [[Reading(max(n / STEPS, _LEAST), *pair) for n in range(STEPS + 1)] for pair in first]

    def __call__(self, scores: Floats, rows: NDArray[np.intp]) -> Iterator[tuple[int, tuple[Reading, ...]]]:
        """Yields those of the rows of `scores`, (words, tags), that are in doubt, with their readings."""
        shares, doubted = kinds_told(scores, rows.astype(np.int32), self._kinds, len(self._made), self._doubts)
        shares = shares[doubted]
        places, kinds = (shares >= 0).nonzero()
        made = zip(places.tolist(), kinds.tolist(), shares[places, kinds].tolist(), strict=True)
        rows_doubted = rows[doubted].tolist()
        for place, told in groupby(made, itemgetter(0)):
            yield rows_doubted[place], tuple([self._made[kind][tenths] for _, kind, tenths in told])


def _places(documents: Sequence[Document], cuts: Sequence[Cut], firsts: Sequence[int]) -> Places:
    """Returns where the names of documents stand among all tokens, of which `firsts` begin documents."""
    edges = [0, *accumulate(len(document.text) for document in documents)]
    starts = end_to_end(cut.starts + edge for cut, edge in zip(cuts, edges, strict=False))
    mentions = [document.mentions for document in documents]
    counts = [*map(len, mentions)]
    shifts, begins, ends = (
        np.repeat(np.array(each, np.int64), counts) for each in (edges[:-1], firsts[:-1], firsts[1:])
    )
    flat = [*chain.from_iterable(mentions)]
    return Places(
        starts.searchsorted(np.array([mention.start for mention in flat], np.int64) + shifts, "right") - 1,
        starts.searchsorted(np.array([mention.stop for mention in flat], np.int64) + shifts),
        np.array([mention.type == "PER" for mention in flat], bool),
        begins,
        ends,
    )
