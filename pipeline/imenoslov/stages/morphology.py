"""Part of speech and features of tokens, and their lemma where one is asked for.

The tags are those of slovnet's packaged news model, run over sentences packed together; the lemma is that of
pymorphy3's parse which agrees best with the tag.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from imenoslov.document import Document, Mention, Token
from imenoslov.knowledge.lexicon import Lexicon
from imenoslov.models.tagger import Tagger
from imenoslov.stages.base_forms.evidence import sight
from imenoslov.stages.tokens import Tokens, tokens_of


def morphology(tagger: Tagger, cutter: Tokens, lexicon: Lexicon | None = None) -> Callable[[Document], Document]:
    """Makes the stage that gives `pos`, `feats` and, with a lexicon, `lemma` to tokens.

    It needs sentences, tokens and mentions. Without a lexicon the tokens serve the base forms alone: those that a base
    form depends on get the tags that they would get among all, the others none.
    """
    tags = [tag.partition("|")[::2] for tag in tagger.tags]

    def run(document: Document) -> Document:
        tokens = tokens_of(document)
        cut = cutter.cut(document, tokens)
        wanted = None if lexicon else _read_for_names(document.mentions, tokens, cut.starts.tolist())
        places = range(len(tokens)) if wanted is None else wanted.nonzero()[0].tolist()
        tagged = list(tokens)
        for place, tag in zip(places, tagger.best_tags(cut.numbers, cut.sentences, wanted), strict=True):
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
        first = bisect_right(starts, mention.start) - 1
        last = bisect_left(starts, mention.stop, first)
        low, high = sight(tokens, first, last, mention.type == "PER")
        wanted[low:high] = True
    return wanted[:-1]
