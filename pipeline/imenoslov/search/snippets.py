"""The piece of a text that answers a question best, with what answers it marked."""

from collections.abc import Collection, Iterable, Sequence

from msgspec import Struct

from imenoslov.document import Document, Mention
from imenoslov.search.words import placed_stems

# Characters: two to three lines of a terminal.
LENGTH = 240


class Snippet(Struct, frozen=True):
    """A piece of a text on one line.

    `marks` are the hits, `[start, stop)` in the piece, in order and free of overlaps; `before` and `after` tell whether
    there is more text on that side.
    """

    text: str
    marks: tuple[tuple[int, int], ...]
    before: bool
    after: bool


def snippet(document: Document, entities: Collection[str], stems: Collection[str], length: int = LENGTH) -> Snippet:
    """Returns the piece of at most `length` characters with the most different hits, the first of such.

    Hits are the names of the entities and the words with these stems. Without any, the piece is the text's beginning.
    """
    text = document.text
    hits = _hits(document, entities, stems)
    best = _best(hits, length)
    start = len(text) - len(text.lstrip()) if best is None else _word_start(text, max(0, best - length // 4))
    stop = min(len(text), start + length)
    if stop < len(text):
        space = max(text.rfind(" ", start, stop), text.rfind("\n", start, stop))
        if space > start + length // 2:
            stop = space
    # Runs of white space become one space, and the marks move with the text.
    line: list[str] = []
    places: list[int] = []
    for char in text[start:stop]:
        places.append(len(line))
        if not char.isspace():
            line.append(char)
        elif line[-1:] != [" "]:
            line.append(" ")
    places.append(len(line))
    marks = tuple((places[a - start], places[b - start]) for a, b, _ in hits if start <= a and b <= stop)
    return Snippet("".join(line), marks, bool(text[:start].strip()), bool(text[stop:].strip()))


def names_at(document: Document, words: Sequence[str]) -> list[Mention]:
    """Returns the names, one for each entity, that hold a row of stems in a text, or more than half of them."""
    found = list(placed_stems(document.text))
    stems = [stem.text for stem in found]
    names: dict[str, Mention] = {}
    for first in range(len(stems) - len(words) + 1):
        if stems[first : first + len(words)] == list(words):
            row = found[first : first + len(words)]
            for mention in document.mentions:
                inside = sum(mention.start <= stem.start and stem.stop <= mention.stop for stem in row)
                if mention.parent is None and 2 * inside > len(words):
                    names.setdefault(mention.entity, mention)
    return list(names.values())


def _hits(document: Document, entities: Collection[str], stems: Collection[str]) -> list[tuple[int, int, str]]:
    """Returns where the hits stand and what they are hits of, sorted; a word inside a name is part of the name."""
    names = [
        (mention.start, mention.stop, mention.entity) for mention in document.mentions if mention.entity in entities
    ]
    words = (
        [(stem.start, stem.stop, stem.text) for stem in placed_stems(document.text) if stem.text in stems]
        if stems
        else []
    )
    result: list[tuple[int, int, str]] = []
    for hit in sorted(names + words, key=lambda hit: (hit[0], -hit[1])):
        if not result or hit[0] >= result[-1][1]:
            result.append(hit)
    return result


def _best(hits: list[tuple[int, int, str]], length: int) -> int | None:
    """Returns where the hit stands from which on most different ones lie within three quarters of a piece."""
    best: tuple[int, int] | None = None
    reach = length - length // 4
    for index, (start, _, _) in enumerate(hits):
        inside = _different(hit for hit in hits[index:] if hit[1] <= start + reach)
        if best is None or inside > best[0]:
            best = (inside, start)
    return best[1] if best else None


def _different(hits: Iterable[tuple[int, int, str]]) -> int:
    return len({what for _, _, what in hits})


def _word_start(text: str, place: int) -> int:
    """Returns the place after the white space that precedes a place by at most some words."""
    while place > 0 and not text[place - 1].isspace():
        place -= 1
    return place
