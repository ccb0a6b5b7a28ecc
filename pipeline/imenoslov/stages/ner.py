"""The names in the text: mentions with a type, a probability, and the names inside them."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, cast

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from imenoslov.document import Document, EntityType, Mention, Token
from imenoslov.knowledge.edges import UNIONS, character_references, is_plain, joined_names, trim
from imenoslov.models.bio import bio_spans
from imenoslov.models.crf import chains
from imenoslov.models.names import NameTagger
from imenoslov.models.numbering import WordTable
from imenoslov.models.tagger import Tagger
from imenoslov.spans import crosses, order, parents
from imenoslov.stages.settings import NerSettings
from imenoslov.stages.tokens import Tokens, tokens_of


class _Found(NamedTuple):
    start: int
    stop: int
    type: str
    score: float


# What is told of a word: that hyphens join names in it, that marks may have to go from the edges of its names.
_JOINED, _ROUGH = 1, 2


def names(tagger: NameTagger, cutter: Tokens, settings: NerSettings) -> Callable[[Document], Document]:
    """Makes the stage that finds mentions with the project's own model; it needs sentences and tokens.

    States and towns that a hyphen joins («РК-ЕС», «Киев-Берлин») become tokens of their own, an HTML character
    reference («&laquo;») is read as what it stands for, and what is no part of a name goes from its edges.
    """

    marked = WordTable(cutter.numbering, _write_marks, np.uint8)

    def run(document: Document) -> Document:
        tokens = tokens_of(document)
        cut = cutter.cut(document, tokens)
        joined = [tokens[place] for place in (marked.rows()[cut.numbers] & _JOINED).nonzero()[0].tolist()]
        if joined:
            tokens = tuple(part for token in tokens for part in _parts(token))
            document = replace(document, tokens=tokens)
        references = character_references(document.text)
        words = list(_read_references(tokens, references)) if references else tokens
        if joined or references:
            cut = cutter.cut(document, words)
        found = tagger.names(cut.numbers, cut.lines, cut.sentences, marked.rows())
        starts, stops = cut.starts[found.starts].tolist(), cut.stops[found.stops - 1].tolist()
        spans = list(map(_Found, starts, stops, found.types, found.scores.tolist()))
        rough = [place for place, mark in enumerate(found.marks.tolist()) if mark & _ROUGH or references]
        for place in rough:
            start, stop, kind, score = spans[place]
            spans[place] = _Found(*trim(document.text, start, stop), kind, score)
        if joined or settings.min_score or any(spans[place][:2] != (starts[place], stops[place]) for place in rough):
            spans += [
                part
                for token in joined
                for part in _joined(token)
                if not any(one.start < part.stop and part.start < one.stop for one in spans)
            ]
            return replace(document, mentions=_mentions(document.text, *_nested(spans, settings)))
        outer = [None if place < 0 else place for place in found.outer.tolist()]
        return replace(document, mentions=_mentions(document.text, spans, outer))

    return run


def natasha_names(tagger: Tagger, cutter: Tokens, settings: NerSettings) -> Callable[[Document], Document]:
    """Makes the stage that finds mentions with natasha's model, without nesting; it needs tokens.

    The model reads the document as one sequence, across the edges of sentences: that is how it was published.
    """
    transitions = tagger.transitions
    if transitions is None:
        raise ValueError("a tagger of names needs transitions")
    inner = [index for index, tag in enumerate(tagger.tags) if tag.startswith("I-")]

    def run(document: Document) -> Document:
        tokens = tokens_of(document)
        whole = np.array([len(tokens)], np.int32)
        blocks = list(tagger.emissions(cutter.cut(document, tokens).numbers, whole))
        if not blocks:
            return replace(document, mentions=())
        line = chains(np.concatenate(blocks)[:, None], transitions[None], [0], inner)
        paths = line.best_paths()
        spans = list(bio_spans([tagger.tags[tag] for tag in paths[0].tolist()]))
        scores = line.span_probabilities(paths, [(0, first, last) for first, last, _ in spans])
        found = (
            _Found(tokens[first].start, tokens[last - 1].stop, kind, score)
            for (first, last, kind), score in zip(spans, scores.tolist(), strict=True)
        )
        return replace(document, mentions=_mentions(document.text, *_nested(found, settings)))

    return run


def _write_marks(words: Sequence[str], out: NDArray[np.uint8]) -> None:
    """Tells of words what `names` has to look at."""
    out[:] = [0 if word.islower() and word.isalpha() else _mark(word) for word in words]


def _mark(word: str) -> int:
    return _ROUGH * (not is_plain(word)) | _JOINED * (not word.isalnum() and bool(joined_names(word)))


def _joined(token: Token) -> Iterator[_Found]:
    """Yields the states, unions and towns of a token in which hyphens join them: names, whatever a model says."""
    for start, stop in joined_names(token.text):
        kind = "ORG" if token.text[start:stop] in UNIONS else "LOC"
        yield _Found(token.start + start, token.start + stop, kind, 1.0)


def _read_references(tokens: Sequence[Token], references: Iterable[tuple[int, int, str]]) -> Iterator[Token]:
    """Yields the tokens with what a reference stands for in place of its own; white space is no word."""
    at = 0
    for start, stop, meant in references:
        first = bisect_left(tokens, start, at, key=_start)
        last = bisect_left(tokens, stop, first, key=_start)
        yield from tokens[at:first]
        at = first
        if first < last and not (first and tokens[first - 1].stop > start):
            if meant.strip():
                yield Token(start, stop, meant)
            at = last
    yield from tokens[at:]


def _start(token: Token) -> int:
    return token.start


def _parts(token: Token) -> Iterator[Token]:
    """Yields the words of a token: states or unions that hyphens join, and the hyphens, or the token itself."""
    joined = joined_names(token.text)
    cuts = sorted({0, len(token.text), *(offset for part in joined for offset in part)})
    for start, stop in pairwise(cuts):
        yield Token(token.start + start, token.start + stop, token.text[start:stop])


# Adjectives of places, in any form.
_ADJECTIVE = re.compile(r"[\w-]+[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)", re.IGNORECASE)


def _is_adjective(text: str, inner: _Found, outer: _Found) -> bool:
    """Tells whether a place inside a name is but an adjective of its noun («Европейский» союз), and so no name."""
    return inner.type == "LOC" and inner.stop < outer.stop and bool(_ADJECTIVE.fullmatch(text, inner.start, inner.stop))


def _nested(found: Iterable[_Found], settings: NerSettings) -> tuple[list[_Found], list[int | None]]:
    """Returns spans in their order, and the place of the one around each; what is empty, doubled or would cross is left
    out.
    """
    kept: list[_Found] = []
    end = 0
    for one in order(one for one in found if one.start < one.stop and one.score >= settings.min_score):
        if one.start < end:
            open_ = [other for other in kept[-4:] if other.stop > one.start]
            if any(crosses(one, other) or (one.start, one.stop) == (other.start, other.stop) for other in open_):
                continue
        kept.append(one)
        end = max(end, one.stop)
    return kept, parents(kept)


def _mentions(text: str, found: Sequence[_Found], outer: Sequence[int | None]) -> tuple[Mention, ...]:
    """Returns the mentions, each with its parent; adjectives are left out."""
    adjectives = {
        place
        for place, parent in enumerate(outer)
        if parent is not None and _is_adjective(text, found[place], found[parent])
    }
    if adjectives:
        found = [one for place, one in enumerate(found) if place not in adjectives]
        outer = parents(found)
    return tuple(
        [
            Mention(start, stop, cast(EntityType, kind), text[start:stop], "", "", parent, round(score, 2))
            for (start, stop, kind, score), parent in zip(found, outer, strict=True)
        ]
    )
