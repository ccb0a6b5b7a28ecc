"""A question in words, taken apart: names, which mean entities, and other words.

What stands in quotes is searched as it is, words in a row; a minus before a word or a quotation takes away what holds
it; of the rest, the names are found and the other words must all occur.
"""

import re
from collections.abc import Callable, Sequence

from msgspec import Struct

from imenoslov.document import EntityType, Mention
from imenoslov.search.names import Count, Kind, Names
from imenoslov.search.words import name_key, stem_key

Annotate = Callable[[str], Sequence[Mention]]
"""Finds the names in a text, with their base forms and entities."""

# Names of more words are rare, and each length is a look-up at each word.
_LONGEST_NAME = 7
# What a form is worth that is not the base form as written, against one that is; and the share of the likeliest
# candidate's documents below which another is set aside as a slip of the pen or a chance namesake. Calibrated with
# tests/benchmarks/entity_search.py: between 0.3 and 1, and between 0.05 and 0.2, nothing changes.
_RESEMBLANCE = 0.5
_SHARE = 0.1

_BASE = (Kind.NAME, Kind.ALIAS)
_PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:["“”](?P<quoted>[^"“”]*)["“”]?|(?P<word>[^\s"“”]+))')
_WORD = re.compile(r"\S+")
_BRACKET = re.compile(r"(.+?)\s*\(([^()]+)\)\s*")
_QUOTED = re.compile(r"[«\"„]([^«»\"„“]+)[»\"“]")
_EDGES = " ,;:.!?()[]"


class Candidate(Struct, frozen=True):
    """An entity that a name may mean; `documents` and `mentions` count where it is called by that name."""

    id: str
    type: EntityType
    name: str
    documents: int
    mentions: int


class Name(Struct, frozen=True):
    """A name in a question, as written, and the entities that it may mean, the likeliest first."""

    text: str
    candidates: tuple[Candidate, ...]


class Question(Struct, frozen=True):
    """A question taken apart."""

    names: tuple[Name, ...] = ()
    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()


Span = tuple[int, int, tuple[Candidate, ...]]


def understand(text: str, names: Names, annotate: Annotate | None) -> Question:
    """Takes a question apart; `annotate` is asked only where the index does not know a name as it is written."""
    free, phrases, excluded = [], [], []
    for match in _PIECE.finditer(text):
        quoted = match["quoted"]
        if match["minus"]:
            excluded.append(quoted if quoted is not None else match["word"])
        elif quoted is not None:
            phrases.append(quoted)
        else:
            free.append(match["word"])
    found, words = _parts(" ".join(free), names, annotate)
    return Question(tuple(found), tuple(words), tuple(phrases), tuple(excluded))


def resolve(
    text: str, names: Names, annotate: Annotate | None = None, type: EntityType | None = None
) -> tuple[Candidate, ...]:
    """Returns the entities that a name in any case form may mean, the likeliest first; an id means itself, of any type.

    Those are the ones that a document calls so, in this form or in one with the same stems; else those that bear its
    base form; else the people of this surname.
    """
    return (
        likely(names, names.by_id(text))
        or _called(text, names, type)
        or (_annotated(text, names, annotate, type) if annotate else ())
        or _surnamed(text, names, type)
    )


def parts_of(name: str) -> list[str]:
    """Returns what a name is without a bracket, what is in the bracket, and what is in the innermost quotes."""
    bracket = _BRACKET.fullmatch(name)
    parts = [*bracket.groups()] if bracket else []
    return [part.strip() for part in parts + _QUOTED.findall(name) if part.strip() not in ("", name)]


def _called(text: str, names: Names, type: EntityType | None) -> tuple[Candidate, ...]:
    key = name_key(text)
    like = names.by_key(key, (Kind.SURFACE,)) + names.by_stems(stem_key(text), (*_BASE, Kind.SURFACE))
    return likely(names, _of(type, names.by_key(key, _BASE)), _of(type, like))


def _annotated(text: str, names: Names, annotate: Annotate, type: EntityType | None) -> tuple[Candidate, ...]:
    """Asks for the base form of a name: of the longest that is marked, which must be most of the text."""
    marked = max(annotate(text), key=lambda mention: len(mention.text), default=None)
    if marked is None or 2 * len(marked.text) < len(text.strip()):
        return ()
    return _meant(marked, names, type)


def _meant(mention: Mention, names: Names, type: EntityType | None) -> tuple[Candidate, ...]:
    """Returns the entities that an annotated name may mean: that of its own id, or those that its base form names."""
    return likely(names, _of(type, names.by_id(mention.entity))) or _called(mention.base, names, type)


def _surnamed(text: str, names: Names, type: EntityType | None) -> tuple[Candidate, ...]:
    parts = (Kind.PART,)
    return likely(
        names, _of(type, names.by_key(name_key(text), parts)), _of(type, names.by_stems(stem_key(text), parts))
    )


def _of(type: EntityType | None, candidates: list[Count]) -> list[Count]:
    return [candidate for candidate in candidates if type is None or candidate.type == type]


def likely(names: Names, exact: Sequence[Count], like: Sequence[Count] = ()) -> tuple[Candidate, ...]:
    """Orders candidates by their documents, each once, and drops those that hardly any document calls so."""
    weights: dict[str, float] = {}
    best: dict[str, Count] = {}
    for worth, candidates in ((1.0, exact), (_RESEMBLANCE, like)):
        for candidate in candidates:
            weight = worth * candidate.documents
            if weight > weights.get(candidate.id, 0.0):
                weights[candidate.id], best[candidate.id] = weight, candidate
    least = _SHARE * max(weights.values(), default=0.0)
    ids = sorted((id for id in best if weights[id] >= least), key=lambda id: (-weights[id], id))
    return tuple(Candidate(id, best[id].type, names.name(id), best[id].documents, best[id].mentions) for id in ids)


def _parts(text: str, names: Names, annotate: Annotate | None) -> tuple[list[Name], list[str]]:
    """Returns the names in running words, and the words between them."""
    spans = _known(text, names)
    unknown = [
        word
        for word in _WORD.finditer(text)
        if word[0].strip(_EDGES)[:1].isupper() and not any(a < word.end() and word.start() < b for a, b, _ in spans)
    ]
    if annotate and unknown:
        for mention in annotate(text):
            free = not any(a < mention.stop and mention.start < b for a, b, _ in spans)
            if free and (found := _meant(mention, names, None)):
                spans.append((mention.start, mention.stop, found))
    spans.sort(key=lambda span: span[0])
    result, words, position = [], [], 0
    for start, stop, candidates in spans:
        words += text[position:start].split()
        result.append(Name(text[start:stop], candidates))
        position = stop
    words += text[position:].split()
    return result, words


def _known(text: str, names: Names) -> list[Span]:
    """Finds the names that the index has as they are written or by their stems, the longest first at each word.

    A single word in small letters is a name only as it is written: «роза» is not «Розы».
    """
    words = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    spans: list[Span] = []
    index = 0
    while index < len(words):
        for last in range(min(index + _LONGEST_NAME, len(words)) - 1, index - 1, -1):
            start, stop = words[index][0], words[last][1]
            form = text[start:stop].strip(_EDGES)
            if last > index or form[:1].isupper():
                found = _called(form, names, None) or (_surnamed(form, names, None) if last == index else ())
            else:
                found = likely(names, names.by_key(name_key(form), _BASE))
            if found:
                spans.append((start, stop, found))
                index = last
                break
        index += 1
    return spans
