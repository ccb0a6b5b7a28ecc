"""Part of speech and features of tokens, and their lemma where one is asked for.

The tags are those of slovnet's packaged news model, run over sentences packed together; the lemma is that of
pymorphy3's parse which agrees best with the tag.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, pairwise

import numpy as np
from msgspec import UNSET
from msgspec.structs import replace
from numpy.typing import NDArray

from imenoslov.document import Document, Mention, Reading, Token
from imenoslov.knowledge.lexicon import Lexicon
from imenoslov.models.kernels import Floats
from imenoslov.models.tagger import Tagger
from imenoslov.stages.base_forms.evidence import sight, tag


def morphology(tagger: Tagger, lexicon: Lexicon | None = None) -> Callable[[Document], Document]:
    """Makes the stage that gives `pos`, `feats` and, with a lexicon, `lemma` to tokens.

    It needs sentences, tokens and mentions. Without a lexicon the tokens serve the base forms alone: those that a base
    form depends on get the tags that they would get among all, the others none.
    """
    tags = [tag.partition("|")[::2] for tag in tagger.tags]

    def run(document: Document) -> Document:
        tokens = () if document.tokens is UNSET else document.tokens
        starts = [token.start for token in tokens]
        edges = [bisect_left(starts, sentence.start) for sentence in document.sentences]
        lengths = [stop - first for first, stop in pairwise([*edges, len(tokens)])]
        wanted = None if lexicon else _read_for_names(document.mentions, tokens, starts)
        blocks = list(tagger.emissions([token.text for token in tokens], lengths, wanted))
        best = chain.from_iterable(block.argmax(axis=1).tolist() for block in blocks)
        places = range(len(tokens)) if wanted is None else np.flatnonzero(wanted).tolist()
        tagged = list(tokens)
        for place, tag in zip(places, best, strict=True):
            token = tokens[place]
            pos, feats = tags[tag]
            lemma = lexicon.lemma(token.text, pos, feats) if lexicon else ""
            tagged[place] = Token(token.start, token.stop, token.text, lemma, pos, feats)
        named = _in_names(document.mentions, starts)
        doubts = {tokens[places[row]].start: found for row, found in doubtful(blocks, places, named)}
        return replace(document, tokens=tuple(tagged), doubts=doubts)

    def doubtful(
        blocks: Sequence[Floats], places: Sequence[int], named: set[int]
    ) -> Iterator[tuple[int, tuple[Reading, ...]]]:
        """Yields the rows of words in names of which the tagger is not sure, with their readings."""
        first = 0
        for block in blocks:
            rows = [row for row in range(len(block)) if places[first + row] in named]
            chosen = block[rows]
            near = chosen > chosen.max(axis=1, keepdims=True) - _NEAR
            found = defaultdict(list)
            for row, tag in np.argwhere(near).tolist():
                found[row].append(tag)
            for row, likely in found.items():
                if len(likely) > 1 and (readings := _readings(tuple(likely), chosen[row, likely])):
                    yield first + rows[row], readings
            first += len(block)

    kinds = [_kind(*tag) for tag in tags]

    def _readings(likely: tuple[int, ...], scores: Floats) -> tuple[Reading, ...]:
        """Returns the readings that differ in case, gender or number, or nothing if one is sure."""
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        of_kind: dict[object, float] = defaultdict(float)
        best: dict[object, tuple[float, int]] = {}
        for tag, share in zip(likely, shares.tolist(), strict=True):
            kind = kinds[tag]
            of_kind[kind] += share
            best[kind] = max(best.get(kind, (0.0, 0)), (share, tag))
        if max(of_kind.values()) > _SURE:
            return ()
        rounded = {kind: max(round(share / STEP) * STEP, 0.01) for kind, share in of_kind.items() if share > _LEAST}
        return tuple(Reading(share, *tags[best[kind][1]]) for kind, share in sorted(rounded.items()))

    return run


STEP = 0.1
_SURE = 0.9
_NEAR = 7.0
_LEAST = 0.005


def _kind(pos: str, feats: str):
    mark = tag(pos, feats)
    return mark.case, mark.gender, mark.plural


def _in_names(mentions: Sequence[Mention], starts: Sequence[int]) -> set[int]:
    """Returns the places of the tokens that names have."""
    return {
        place
        for mention in mentions
        for place in range(bisect_right(starts, mention.start) - 1, bisect_left(starts, mention.stop))
    }


def _read_for_names(mentions: Sequence[Mention], tokens: Sequence[Token], starts: Sequence[int]) -> NDArray[np.bool_]:
    """Tells of each token whether a base form depends on its tag."""
    wanted = np.zeros(len(tokens) + 1, bool)
    for mention in mentions:
        person = mention.type == "PER"
        first = bisect_right(starts, mention.start) - 1
        last = bisect_left(starts, mention.stop)
        low, high = sight(tokens, first, last, person)
        wanted[low:high] = True
    return wanted[:-1]
