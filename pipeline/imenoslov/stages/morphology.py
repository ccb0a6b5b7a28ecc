"""Part of speech and features of every token, and its lemma where one is asked for.

The tags are those of slovnet's packaged news model, run over all sentences of the document at once; the lemma is that
of pymorphy3's parse which agrees best with the tag.
"""

from collections.abc import Callable

import numpy as np
from msgspec.structs import replace

from imenoslov.document import Document, Token
from imenoslov.knowledge.lexicon import Lexicon
from imenoslov.models.tagger import Tagger
from imenoslov.spans import group


def morphology(tagger: Tagger, lexicon: Lexicon | None = None) -> Callable[[Document], Document]:
    """Makes the stage that gives `pos` and `feats` to tokens, and `lemma` where there is a lexicon.

    It needs sentences and tokens.
    """
    tags = [tag.partition("|")[::2] for tag in tagger.tags]

    def run(document: Document) -> Document:
        tokens = document.tokens or ()
        words = [token.text for token in tokens]
        lengths = [len(inside) for _, inside in group(tokens, document.sentences)]
        blocks = [block.argmax(axis=1) for block in tagger.emissions(words, lengths)]
        best = np.concatenate(blocks).tolist() if blocks else []
        tagged = []
        for token, tag in zip(tokens, best, strict=True):
            pos, feats = tags[tag]
            lemma = lexicon.lemma(token.text, pos, feats) if lexicon else ""
            tagged.append(Token(token.start, token.stop, token.text, lemma, pos, feats))
        return replace(document, tokens=tuple(tagged))

    return run
