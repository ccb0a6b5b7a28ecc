"""The names in the text: mentions with a type, a probability, and the names inside them."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple, cast

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from imenoslov.document import Document, EntityType, Mention, Token
from imenoslov.knowledge.cues import is_cue
from imenoslov.knowledge.edges import UNIONS, character_references, is_plain, joined_names, trim
from imenoslov.knowledge.place_parts import are_adjectives
from imenoslov.models.bio import bio_spans
from imenoslov.models.crf import chains
from imenoslov.models.names import NameTagger, Said
from imenoslov.models.numbering import WordTable
from imenoslov.models.tagger import Tagger
from imenoslov.spans import any_overlaps, crosses, order, parents
from imenoslov.stages.corrections import Found, corrected
from imenoslov.stages.settings import NerSettings
from imenoslov.stages.tokens import Cut, Tokens, end_to_end, tokens_of

# What is told of a word: that hyphens join names in it, that marks may have to go from the edges of its names, that it
# can give a name away.
_JOINED, _ROUGH, _CUE = 1, 2, 4


def names(tagger: NameTagger, cutter: Tokens, settings: NerSettings) -> Callable[[Sequence[Document]], list[Document]]:
    """Makes the stage that finds mentions with the project's own model; it needs sentences and tokens.

    States and towns that a hyphen joins («РК-ЕС», «Киев-Берлин») become tokens of their own, an HTML character
    reference («&laquo;») is read as what it stands for, and what is no part of a name goes from its edges.
    """
    marked = WordTable(cutter.numbering, _write_marks, np.uint8)

    def run(documents: Sequence[Document]) -> list[Document]:
        texts = [_Text(document, tokens_of(document)) for document in documents]
        cuts = cutter.cuts(documents, [text.words for text in texts])
        said = _said(cuts)
        changed = _changed(texts, said, marked.rows())
        if changed:
            texts = [changed.get(index, text) for index, text in enumerate(texts)]
            cuts = cutter.cuts([text.document for text in texts], [text.words for text in texts])
            said = _said(cuts)
        found = tagger.names(said, marked.rows())
        starts, stops = end_to_end(cut.starts for cut in cuts), end_to_end(cut.stops for cut in cuts)
        spans = [
            *map(
                Found,
                starts[found.starts].tolist(),
                stops[found.stops - 1].tolist(),
                found.types,
                found.scores.tolist(),
            )
        ]
        ends = [0, *accumulate(said.documents.tolist())]
        edges = np.searchsorted(found.starts, ends).tolist()
        outer, marks = found.outer.tolist(), found.marks.tolist()
        places = _outside((marked.rows()[said.words] & _CUE).nonzero()[0], found.starts, found.stops)
        cues = [*zip(starts[places].tolist(), stops[places].tolist(), strict=True)]
        turns = np.searchsorted(places, ends).tolist()
        return [
            _mentioned(text, spans[first:stop], outer[first:stop], marks[first:stop], cues[left:right], settings)
            for text, (first, stop), (left, right) in zip(texts, pairwise(edges), pairwise(turns), strict=True)
        ]

    return run


def natasha_names(
    tagger: Tagger, cutter: Tokens, settings: NerSettings
) -> Callable[[Sequence[Document]], list[Document]]:
    """Makes the stage that finds mentions with natasha's model, without nesting; it needs tokens.

    The model reads the document as one sequence, across the edges of sentences: that is how it was published.
    """
    transitions = tagger.transitions
    if transitions is None:
        raise ValueError("a tagger of names needs transitions")
    inner = [index for index, tag in enumerate(tagger.tags) if tag.startswith("I-")]

    def read(document: Document) -> Document:
        tokens = tokens_of(document)
        whole = np.array([len(tokens)], np.int32)
        blocks = [block.copy() for block in tagger.emissions(cutter.cut(document, tokens).numbers, whole)]
        if not blocks:
            return replace(document, mentions=())
        line = chains(np.concatenate(blocks)[:, None], transitions[None], [0], inner)
        paths = line.best_paths()
        spans = list(bio_spans([tagger.tags[tag] for tag in paths[0].tolist()]))
        scores = line.span_probabilities(paths, [(0, first, last) for first, last, _ in spans])
        found = (
            Found(tokens[first].start, tokens[last - 1].stop, kind, score)
            for (first, last, kind), score in zip(spans, scores.tolist(), strict=True)
        )
        return replace(document, mentions=_mentions(document.text, *_nested(found, settings)))

    return lambda documents: [*map(read, documents)]


class _Text(NamedTuple):
    """A document as it is read: its tokens or what stands in their place, and those in which hyphens join names."""

    document: Document
    words: Sequence[Token]
    joined: Sequence[Token] = ()
    refers: bool = False


def _changed(texts: Sequence[_Text], said: Said, marks: NDArray[np.uint8]) -> dict[int, _Text]:
    """Returns those texts, by their place, that are not read as they are written."""
    joined = defaultdict[int, list[Token]](list)
    firsts = [0, *accumulate(said.documents.tolist())]
    for place in (marks[said.words] & _JOINED).nonzero()[0].tolist():
        index = bisect_right(firsts, place) - 1
        joined[index].append(texts[index].words[place - firsts[index]])
    references = [character_references(text.document.text) for text in texts]
    changed = {}
    for index in sorted({*joined, *(index for index, found in enumerate(references) if found)}):
        document, words, *_ = texts[index]
        if joined[index]:
            words = tuple(part for token in words for part in _parts(token))
            document = replace(document, tokens=words)
        read = list(_read_references(words, references[index])) if references[index] else words
        changed[index] = _Text(document, read, joined[index], bool(references[index]))
    return changed


def _said(cuts: Sequence[Cut]) -> Said:
    return Said(
        end_to_end(cut.numbers for cut in cuts),
        np.array([len(cut.numbers) for cut in cuts], np.int32),
        end_to_end(cut.lines for cut in cuts),
        end_to_end(cut.sentences for cut in cuts),
    )


def _outside(places: NDArray[np.intp], starts: NDArray[np.int32], stops: NDArray[np.int32]) -> NDArray[np.intp]:
    """Returns the places of words that are in none of the spans, which are given in their order."""
    if not len(places) or not len(starts):
        return places
    before = np.searchsorted(starts, places, "right")
    return places[np.concatenate(([0], np.maximum.accumulate(stops)))[before] <= places]


def _mentioned(
    text: _Text,
    spans: list[Found],
    outer: Sequence[int],
    marks: Sequence[int],
    cues: Sequence[tuple[int, int]],
    settings: NerSettings,
) -> Document:
    """Returns a document with its mentions: the spans that were found, with the edges that names have on paper.

    `cues` are the offsets of the words that can give a name away and are in none.
    """
    document = text.document
    trimmed = list(spans)
    for place, mark in enumerate(marks):
        if mark & _ROUGH or text.refers:
            start, stop, kind, score = spans[place]
            trimmed[place] = Found(*trim(document.text, start, stop), kind, score)
    trimmed = corrected(document.text, trimmed, cues)
    if not text.joined and not settings.min_score and trimmed == spans:
        around = [None if place < 0 else place for place in outer]
        return replace(document, mentions=_mentions(document.text, spans, around))
    taken = any_overlaps(trimmed)
    trimmed += [part for token in text.joined for part in _joined(token) if not taken(part.start, part.stop)]
    return replace(document, mentions=_mentions(document.text, *_nested(trimmed, settings)))


def _write_marks(words: Sequence[str], out: NDArray[np.uint8]) -> None:
    """Tells of words what `names` has to look at."""
    out[:] = [0 if word.islower() and word.isalpha() else _mark(word) for word in words]


def _mark(word: str) -> int:
    joined = not word.isalnum() and bool(joined_names(word))
    return _ROUGH * (not is_plain(word)) | _JOINED * joined | _CUE * is_cue(word)


def _joined(token: Token) -> Iterator[Found]:
    """Yields the states, unions and towns of a token in which hyphens join them: names, whatever a model says."""
    for start, stop in joined_names(token.text):
        kind = "ORG" if token.text[start:stop] in UNIONS else "LOC"
        yield Found(token.start + start, token.start + stop, kind, 1.0)


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
    if not joined:  # as nearly all
        yield token
        return
    cuts = sorted({0, len(token.text), *(offset for part in joined for offset in part)})
    for start, stop in pairwise(cuts):
        yield Token(token.start + start, token.start + stop, token.text[start:stop])


# Adjectives of places, in any form.
_ADJECTIVE = re.compile(r"[\w-]+[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)", re.IGNORECASE)


def _is_nameless(text: str, inner: Found, outer: Found) -> bool:
    """Tells whether a place inside a name is no name: the adjective of its noun, or the noun of a place's adjective.

    «Европейский» союз, Великие «Луки».
    """
    if inner.type != "LOC":
        return False
    if inner.stop < outer.stop:
        return bool(_ADJECTIVE.fullmatch(text, inner.start, inner.stop))
    return outer.type == "LOC" and are_adjectives(text[outer.start : inner.start])


def _nested(found: Iterable[Found], settings: NerSettings) -> tuple[list[Found], list[int | None]]:
    """Returns spans in their order, and the place of the one around each; what is empty, doubled or would cross is left
    out.
    """
    kept: list[Found] = []
    end = 0
    for one in order(one for one in found if one.start < one.stop and one.score >= settings.min_score):
        if one.start < end:
            open_ = [other for other in kept[-4:] if other.stop > one.start]
            if any(crosses(one, other) or (one.start, one.stop) == (other.start, other.stop) for other in open_):
                continue
        kept.append(one)
        end = max(end, one.stop)
    return kept, parents(kept)


def _mentions(text: str, found: Sequence[Found], outer: Sequence[int | None]) -> tuple[Mention, ...]:
    """Returns the mentions, each with its parent; parts that are no names are left out."""
    nameless = {
        place
        for place, parent in enumerate(outer)
        if parent is not None and _is_nameless(text, found[place], found[parent])
    }
    if nameless:
        found = [one for place, one in enumerate(found) if place not in nameless]
        outer = parents(found)
    return tuple(
        [
            Mention(start, stop, cast(EntityType, kind), text[start:stop], "", "", parent, round(score, 2))
            for (start, stop, kind, score), parent in zip(found, outer, strict=True)
        ]
    )
