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
from imenoslov.knowledge.cues import given_away, is_cue
from imenoslov.knowledge.edges import UNIONS, character_references, joined_names, trim
from imenoslov.knowledge.neighbours import BEGINNING, office, second_person, whole_name
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


def names(tagger: NameTagger, cutter: Tokens, settings: NerSettings) -> Callable[[Document], Document]:
    """Makes the stage that finds mentions with the project's own model; it needs sentences and tokens.

    States and towns that a hyphen joins («РК-ЕС», «Киев-Берлин») become tokens of their own, an HTML character
    reference («&laquo;») is read as what it stands for, and what is no part of a name goes from its edges.
    """

    joins = WordTable(cutter.numbering, _write_joins, np.bool_)
    cues = WordTable(cutter.numbering, _write_cues, np.bool_)

    def run(document: Document) -> Document:
        tokens = tokens_of(document)
        cut = cutter.cut(document, tokens)
        joined = [tokens[place] for place in joins.rows()[cut.numbers].nonzero()[0].tolist()]
        if joined:
            tokens = tuple(part for token in tokens for part in _parts(token))
            document = replace(document, tokens=tokens)
        references = character_references(document.text)
        words = list(_read_references(tokens, references)) if references else tokens
        if words is not tokens or joined:
            cut = cutter.cut(document, words)
        found = tagger.names(cut.numbers, cut.lines, cut.sentences)
        starts = cut.starts[[name.start for name in found]].tolist()
        stops = cut.stops[[name.stop - 1 for name in found]].tolist()
        spans = [
            _Found(*trim(document.text, start, stop), name.type, name.score)
            for start, stop, name in zip(starts, stops, found, strict=True)
        ]
        spans = list(_apart(document.text, spans))
        spans += [
            part
            for token in joined
            for part in _joined(token)
            if not any(one.start < part.stop and part.start < one.stop for one in spans)
        ]
        places = cues.rows()[cut.numbers].nonzero()[0].tolist()
        if places:
            inside = {place for name in found for place in range(name.start, name.stop)}
            places = [place for place in places if place not in inside]
            spans += _given_away(document.text, cut.starts[places].tolist(), cut.stops[places].tolist(), spans)
        return replace(document, mentions=_mentions(document.text, spans, settings))

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
        return replace(document, mentions=_mentions(document.text, found, settings))

    return run


def _write_joins(words: Sequence[str], out: NDArray[np.bool_]) -> None:
    """Tells of words whether hyphens join names in them."""
    out[:] = [len(word) > 4 and not word.isalpha() and bool(joined_names(word)) for word in words]


def _apart(text: str, spans: Sequence[_Found]) -> Iterator[_Found]:
    """Yields the spans, those of people whole and without an office, and two for two whose names stand side by side.

    Of the names of one article so many are looked at as a surname that begins like a word in them.
    """
    people = [text[span.start : span.stop].split(" ") for span in spans if span.type == "PER"]
    bearers: dict[str, list[list[str]]] = {}
    for words in people:
        if len(words) > 1:
            bearers.setdefault(words[-1][:BEGINNING], []).append(words)
    for span in spans:
        if span.type != "PER":
            yield span
            continue
        start, stop = span.start, whole_name(text, span.start, span.stop, people)
        name = text[start:stop]
        if " " in name:
            start += office(name)
            second = second_person(text[start:stop], bearers)
            if second:
                yield span._replace(start=start, stop=start + second - 1)
                start += second
        yield span._replace(start=start, stop=stop)


def _write_cues(words: Sequence[str], out: NDArray[np.bool_]) -> None:
    """Tells of words whether they can give a name away."""
    out[:] = [is_cue(word) for word in words]


def _given_away(text: str, starts: list[int], stops: list[int], found: Sequence[_Found]) -> Iterator[_Found]:
    """Yields the names of cues, given by their offsets, that no model has found, not even in part."""
    end = 0
    for start, stop in zip(starts, stops, strict=True):
        name = given_away(text, start, stop) if start >= end else None
        if name and not any(one.start < name.stop and name.start < one.stop for one in found):
            yield _Found(name.start, name.stop, name.type, 1.0)
            end = name.stop


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


def _mentions(text: str, found: Iterable[_Found], settings: NerSettings) -> tuple[Mention, ...]:
    """Returns the mentions in their order, each with its parent; what is empty, doubled or would cross is left out."""
    kept: list[_Found] = []
    end = 0
    for one in order(one for one in found if one.start < one.stop and one.score >= settings.min_score):
        if one.start < end:
            open_ = [other for other in kept[-4:] if other.stop > one.start]
            if any(crosses(one, other) or (one.start, one.stop) == (other.start, other.stop) for other in open_):
                continue
        kept.append(one)
        end = max(end, one.stop)
    outer = parents(kept)
    adjectives = {
        place
        for place, parent in enumerate(outer)
        if parent is not None and _is_adjective(text, kept[place], kept[parent])
    }
    if adjectives:
        kept = [one for place, one in enumerate(kept) if place not in adjectives]
        outer = parents(kept)
    return tuple(
        Mention(
            one.start,
            one.stop,
            cast(EntityType, one.type),
            text[one.start : one.stop],
            "",
            "",
            parent,
            round(one.score, 2),
        )
        for one, parent in zip(kept, outer, strict=True)
    )
