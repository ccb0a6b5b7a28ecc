"""Cuts a text into tokens: exactly those of razdel (github.com/natasha/razdel), many times faster.

A token never reaches across white space, so a text is tokenised chunk by chunk, and what a chunk of a usual length
yields is kept. razdel's rules look at two atoms to each side, though, whatever white space lies between («5, 6» is
«5,» and «6», «что -то» is «что» and «-то»), so a chunk that begins or ends with such a joint («-то», «5,») is decided
each time, by the kinds of the atoms that stand next to it. For the same reason each sentence is tokenised alone: over
the whole text, «SARS-CoV-2.» would be one token where the next sentence begins with a number.
"""

import re

import msgspec
from razdel.segmenters.punct import DASHES, ENDINGS, SMILES
from razdel.segmenters.tokenize import ATOM, INT, LAT, OTHER, PUNCT, RU

from imenoslov.document import Document, Token

# Longer chunks are addresses, glued lines or binary waste: they do not come back, and would fill the memory.
_LONGEST_KEPT = 64
# Some 20 MB, and as many distinct chunks as half a million words of news hold: starting afresh so rarely costs nothing.
_MOST_KEPT = 1 << 16
# A smile is no longer, so of a longer token this much and one character more is enough to tell that it is none.
_LONGEST_SMILE = 5

_SMILE = re.compile(SMILES)
# Characters that join what stands on both sides of them, and whether only numbers.
_JOINTS = ((frozenset(DASHES), False), (frozenset("_"), False), (frozenset(".,"), True), (frozenset("/\\"), True))
_LETTERS = frozenset((RU, LAT, OTHER))
# Nine chunks in ten: a word of one alphabet with at most one mark around it, which nothing joins to it.
_PLAIN = re.compile(r"([«(\"]?)([А-Яа-яЁё]+|[A-Za-z]+)([,.:;»)\"]?)")
# What joins at the edge of a chunk: there the neighbour decides.
_LEANS = re.compile(r"^[{0}_.,/\\]\S|\S[{0}_]$|\d[.,/\\]$".format(re.escape(DASHES)))

# A cache: what it holds changes the time, never the result.
_kept: dict[str, tuple[str, ...]] = {}


def tokens(document: Document) -> Document:
    """Returns the document with the tokens of its sentences."""
    text = document.text
    spans: list[Token] = []
    for span in document.sentences:
        spans += split_tokens(text, span.start, span.stop)
    return msgspec.structs.replace(document, tokens=tuple(spans))


def split_tokens(text: str, start: int = 0, stop: int | None = None) -> list[Token]:
    """Returns the tokens of `text[start:stop]`, sorted, with their offsets in the text.

    They cover every character that is not white space.
    """
    result: list[Token] = []
    add = result.append
    find = text.find
    kept = _kept.get
    chunks = text[start:stop].split()
    end = start
    for index, chunk in enumerate(chunks):
        begin = find(chunk, end)
        for piece in kept(chunk) or _new_pieces(chunks, index):
            end = begin + len(piece)
            add(Token(begin, end, piece))
            begin = end
    return result


def _new_pieces(chunks: list[str], index: int) -> tuple[str, ...]:
    """Returns the tokens of a chunk that is not kept, and keeps them where they do not depend on its neighbours."""
    chunk = chunks[index]
    plain = _PLAIN.fullmatch(chunk)
    if plain:
        before, word, after = plain.groups()
        pieces = ((before,) if before else ()) + ((word, after) if after else (word,))
    elif _LEANS.search(chunk):
        before = _kind(chunks[index - 1][-1]) if index else ""
        after = _kind(chunks[index + 1][0]) if index + 1 < len(chunks) else ""
        return _pieces(chunk, before, after)
    else:
        pieces = _pieces(chunk, "", "")
    if len(chunk) <= _LONGEST_KEPT:
        if len(_kept) >= _MOST_KEPT:
            _kept.clear()
        _kept[chunk] = pieces
    return pieces


def _kind(character: str) -> str:
    """Returns the kind of the atom to which a character that is not white space belongs."""
    match = ATOM.match(character)
    return str(match.lastgroup) if match else ""


def _pieces(chunk: str, before: str, after: str) -> tuple[str, ...]:
    """Returns the tokens of a chunk between atoms of the kinds `before` and `after`, empty where there is none."""
    atoms = [(str(match.lastgroup), match.group(), match.end()) for match in ATOM.finditer(chunk)]
    pieces: list[str] = []
    start = 0
    before_left = before
    left_kind, left, stop = atoms[0]
    for index in range(1, len(atoms)):
        right_kind, right, right_stop = atoms[index]
        after_right = atoms[index + 1][0] if index + 1 < len(atoms) else after
        if left_kind == right_kind == PUNCT:
            smile = chunk[start : min(right_stop, start + _LONGEST_SMILE + 1)]
            joined = _are_one_mark(left, right) or _SMILE.fullmatch(smile) is not None
        else:
            joined = (left_kind == OTHER or right_kind == OTHER) and {left_kind, right_kind} <= _LETTERS
            joined |= right == "!" and left.lower() == "yahoo"
        if not joined and not _has_joint(left, right, (before_left, left_kind, right_kind, after_right)):
            pieces.append(chunk[start:stop])
            start = stop
        before_left, left_kind, left, stop = left_kind, right_kind, right, right_stop
    pieces.append(chunk[start:])
    return tuple(pieces)


def _are_one_mark(left: str, right: str) -> bool:
    """Tells whether two punctuation characters belong to one mark («?!», «--»)."""
    return (left in ENDINGS and right in ENDINGS) or left + right in ("--", "**")


def _has_joint(left: str, right: str, kinds: tuple[str, str, str, str]) -> bool:
    """Tells whether one of two atoms is a dash, underscore, full stop, comma or slash that joins its neighbours.

    `kinds` are those of four atoms: the one before, the two, and the one after.
    """
    for joints, numbers in _JOINTS:
        if left in joints:
            a, b = kinds[0], kinds[2]
        elif right in joints:
            a, b = kinds[1], kinds[3]
        else:
            continue
        if (a == b == INT) if numbers else (a and b and a != PUNCT != b):
            return True
    return False
