"""Part of speech and features of tokens, and their lemma where one is asked for.

The tags are those of slovnet's packaged news model, run over sentences packed together; the lemma is that of
pymorphy3's parse which agrees best with the tag.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import chain, pairwise

import numpy as np
from msgspec import UNSET
from msgspec.structs import replace
from numpy.typing import NDArray

from imenoslov.document import Document, Mention, Token
from imenoslov.knowledge.lexicon import Lexicon
from imenoslov.models.tagger import Tagger
from imenoslov.stages.base_forms.evidence import sight


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
        blocks = tagger.emissions([token.text for token in tokens], lengths, wanted)
        best = chain.from_iterable(block.argmax(axis=1).tolist() for block in blocks)
        places = range(len(tokens)) if wanted is None else np.flatnonzero(wanted).tolist()
        tagged = list(tokens)
        for place, tag in zip(places, best, strict=True):
            token = tokens[place]
            pos, feats = tags[tag]
            lemma = lexicon.lemma(token.text, pos, feats) if lexicon else ""
            tagged[place] = Token(token.start, token.stop, token.text, lemma, pos, feats)
        return replace(document, tokens=tuple(tagged))

    return run


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
