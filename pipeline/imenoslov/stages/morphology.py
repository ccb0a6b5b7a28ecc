"""Part of speech and features of tokens, and their lemma where one is asked for.

The tags are those of slovnet's packaged news model, run over sentences packed together; the lemma is that of
pymorphy3's parse which agrees best with the tag.
"""

from collections.abc import Callable
from itertools import compress

import numpy as np
from msgspec import UNSET
from msgspec.structs import replace

from imenoslov.document import Document, Token
from imenoslov.knowledge.lexicon import Lexicon
from imenoslov.models.tagger import Tagger
from imenoslov.spans import group, overlaps


def morphology(tagger: Tagger, lexicon: Lexicon | None = None) -> Callable[[Document], Document]:
    """Makes the stage that gives `pos`, `feats` and, with a lexicon, `lemma` to tokens.

    It needs sentences, tokens and mentions. The network sees nothing across the edges of a sentence, so without a
    lexicon, when the tokens serve the base forms alone, sentences without a name are passed over.
    """
    tags = [tag.partition("|")[::2] for tag in tagger.tags]

    def run(document: Document) -> Document:
        tokens = () if document.tokens is UNSET else document.tokens
        sentences = [inside for _, inside in group(tokens, document.sentences)]
        wanted = [True] * len(sentences) if lexicon else _with_names(document)
        chosen = list(compress(sentences, wanted))
        words = [token.text for sentence in chosen for token in sentence]
        blocks = [block.argmax(axis=1) for block in tagger.emissions(words, [len(sentence) for sentence in chosen])]
        best = iter(np.concatenate(blocks).tolist() if blocks else ())
        tagged: list[Token] = []
        for sentence, is_wanted in zip(sentences, wanted, strict=True):
            if not is_wanted:
                tagged.extend(sentence)
                continue
            for token in sentence:
                pos, feats = tags[next(best)]
                lemma = lexicon.lemma(token.text, pos, feats) if lexicon else ""
                tagged.append(Token(token.start, token.stop, token.text, lemma, pos, feats))
        return replace(document, tokens=tuple(tagged))

    return run


def _with_names(document: Document) -> list[bool]:
    """Tells of each sentence whether a mention reaches into it; both are sorted."""
    result = []
    mentions = document.mentions
    index = 0
    for sentence in document.sentences:
        while index < len(mentions) and mentions[index].stop <= sentence.start:
            index += 1
        result.append(index < len(mentions) and overlaps(mentions[index], sentence))
    return result
