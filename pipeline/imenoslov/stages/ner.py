"""The names in the text: spans of tokens with a type and a probability."""

from collections.abc import Callable
from typing import Annotated, Literal, cast

import numpy as np
from msgspec import Meta, Struct
from msgspec.structs import replace

from imenoslov.document import Document, EntityType, Mention
from imenoslov.models.bio import bio_spans
from imenoslov.models.crf import best_path, span_probabilities
from imenoslov.models.tagger import Tagger


class NerSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """Which model finds the names, and how sure it has to be.

    A mention whose probability is below `min_score` is left out.
    """

    model: Literal["natasha"] = "natasha"
    min_score: Annotated[float, Meta(ge=0, le=1)] = 0.0


def names(tagger: Tagger, settings: NerSettings) -> Callable[[Document], Document]:
    """Makes the stage that finds mentions; it needs tokens.

    natasha's model reads the document as one sequence, across the edges of sentences: that is how it was published.
    """
    transitions = tagger.transitions
    if transitions is None:
        raise ValueError("a tagger of names needs transitions")
    inner = [index for index, tag in enumerate(tagger.tags) if tag.startswith("I-")]

    def run(document: Document) -> Document:
        tokens = document.tokens or ()
        blocks = list(tagger.emissions([token.text for token in tokens], [len(tokens)]))
        if not blocks:
            return replace(document, mentions=())
        emissions = np.concatenate(blocks)
        path = best_path(emissions, transitions, [0])
        spans = list(bio_spans([tagger.tags[tag] for tag in path]))
        scores = span_probabilities(emissions, transitions, [0], path, [span[:2] for span in spans], inner)
        mentions = []
        for (first, last, kind), score in zip(spans, scores.tolist(), strict=True):
            if score < settings.min_score:
                continue
            start, stop = tokens[first].start, tokens[last - 1].stop
            type_ = cast(EntityType, kind)
            mentions.append(Mention(start, stop, type_, document.text[start:stop], score=round(score, 2)))
        return replace(document, mentions=tuple(mentions))

    return run
