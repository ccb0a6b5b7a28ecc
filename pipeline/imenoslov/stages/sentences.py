"""Cuts a text into sentences.

The rules are razdel's (github.com/natasha/razdel), restated as conditions on one place in the text, plus what news
needs besides:

- A line end closes the sentence, unless the line goes on below: hard-wrapped text, or a name or phrase that a crawler
  put on a line of its own.
- A sentence may follow another without a space («…измерение».Пресс-служба МИД РК.), though not inside the name of a
  site or a brand («Газета.Ру», «Яндекс.Маркет») nor after an abbreviation («ул.Ленина»).
- After an abbreviation that can end a sentence or not, a word of a closed class with a capital («Он», «В») opens one.
- A semicolon closes a sentence only where the next point of a list follows.

A text is first cut into paragraphs, and a paragraph into sentences. A paragraph is looked through once for closing
marks, each of which is judged by what stands within a fixed distance, so the time is linear in the length of the text
whatever it holds.
"""

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec
from razdel.segmenters.punct import DASHES, ENDINGS

from imenoslov.document import Document, Sentence
from imenoslov.knowledge.abbreviations import (
    AUTHORITIES,
    DOMAINS,
    FOREIGN,
    INITIALS,
    LABELS,
    LEADING,
    LEADING_PAIRS,
    NUMBERED,
    OPENERS,
    SURNAMES_LIKE_OPENERS,
    TRAILING,
    TRAILING_PAIRS,
)
from imenoslov.knowledge.particles import ends_sentence

_CLOSERS = "»”’)]}"
_CLOSING_QUOTES = "»”’\"'“"
_ABBREVIATIONS = LEADING | TRAILING | INITIALS
_LONGEST_ABBREVIATION = max(map(len, _ABBREVIATIONS | NUMBERED | FOREIGN))

# Books, mail and wire copy are broken at 60 to 100 characters; shorter lines are lists, longer ones paragraphs.
_NARROWEST_WRAP = 30
_WIDEST_WRAP = 140
# How far the rules look to the left of a mark, in characters.
_LEFT_WINDOW = 40
_LONGEST_PAIR = 16
# A number of a list item is no longer than this: «Статья» is not one, «VIII. 12.3)» is.
_LONGEST_BULLET = 20

_LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
_EMPTY_LINE = re.compile(r"(?:\r\n|\r(?!\n)|[\n\v\f\x85\u2028\u2029]){2}")
_CHUNK = re.compile(r"\S+")
_CLOSED = re.compile(r"[.?!…:;][»”’)\]\"]*$")
_GOES_ON = re.compile(r"(?:[,.;:!?…)\]»”]+\s+)?[а-яёa-z]|[.!?…]+(?!\S)")

_END = re.compile(
    r"""
    (
      # Full stops and their like, a smile, a semicolon; one set for the first character is faster than alternatives.
      [.?!…=:;] (?: (?<=[.?!…])[.?!…]* | (?<=[=:;])-?[)(]{1,3}(?=\s) | (?<=;)(?=\s) )
      (?: \s?[»”’)\]}] [.?!…]* | ["'“] [.?!…]* | \[\d{1,3}\]      # closing quotes and brackets, a footnote
        | \s?[\u2600-\u27bf\u2b50\ufe0f\u200d\U0001f300-\U0001faff] )*  # emoji
    )
    [\u200b\u2060\ufeff]*                                       # zero-width spaces
    """,
    re.VERBOSE,
)
_RIGHT = re.compile(r"\s*((?:[\u200b\u2060\ufeff]\s*)*([^\W\d_]{1,40}|\d{1,40}|[^\w\s\u200b\u2060\ufeff]|_))")
_NEXT_WORD = re.compile(r"[^\w]{0,10}(\w{1,40})")
_LEADING_ELLIPSIS = re.compile(r"(?:…|\.\.\.?)\s?\w")
_LEFT = re.compile(r"([^\W\d_]+|\d+|[^\w\s]|_)[\u0300-\u036f]?\s?$")
_LEFT_PAIR = re.compile(r"(?<!\w)(\w{1,6})(?:\s?\.\s?|\.?-)(\w{1,6})\s?$")
_NO_INITIAL = re.compile(r"(?:[А-ЯЁ][а-яё]+\s[IVX]|°\s?[CСF])$")
_NUMBER = re.compile(r"(?:№\s?)?(?:[+(]?\d|[IVXLCM]+\b)")
_POINT = re.compile(r"\s+(?:\d{1,3}|[а-яa-z])[.)]")
_BULLETS = re.compile(r"(?:(?:§\s?)?(?:\d{1,9}(?!\d)|(?<!\w)(?:[а-еa-fА-ЕA-F]|[IVXLM]{1,9})(?!\w))[.)\s]*)+")
_INLINE_BULLET = re.compile(r"[:;]\s\d{1,2}$")
_SMILE = re.compile(r"[=:;]-?[)(]")
_BRAND_LEFT = re.compile(r"(?<!\w)[A-Z][A-Za-z]*$")
_BRAND_RIGHT = re.compile(r"[A-Z][A-Za-z]*")
_SLOGAN_LEFT = re.compile(r"[«“„\"](?:\w+[.?!]\s)*\w+$")
_SLOGAN_RIGHT = re.compile(r"\w{1,30}(?:[.?!]\s\w{1,30}){0,3}(?:\s\d{1,4})?[.?!]?[»”“\"]")
_GLUED = re.compile(r"(?:[—–]\s?)?[«“„\"]?([А-ЯЁ](?:[а-яё-]{1,40}|(?=\s)))")
_GLUED_LEFT = re.compile(r"(?:(?<![\w.@/-])(?:[а-яё]{2,30}|[а-яё]{2,20}-[а-яё]{2,20}|\d{4}|\d%)|[»”\")\]])$")
_NAME_LEFT = re.compile(r"(?<![\w.@/-])[А-ЯЁ][А-ЯЁа-яё-]{1,30}$")


def sentences(document: Document) -> Document:
    """Returns the document with its sentences."""
    spans = tuple(Sentence(start, stop) for start, stop in split_sentences(document.text))
    return msgspec.structs.replace(document, sentences=spans)


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Returns the sentences of a text as sorted `(start, stop)` without the white space around them.

    Together they cover every character that is not white space; text of white space alone has none.
    """
    return tuple(span for start, stop in split_paragraphs(text) for span in _split_paragraph(text, start, stop))


def split_paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Yields the paragraphs of a text as sorted `(start, stop)` without the white space around them.

    Every line is one, except that lines broken for their width alone belong together, and that a line goes on in the
    next one where it ends without a mark and the next begins in lower case, outside of a list.
    """
    blocks = list(_blocks(text))
    text_width = _wrap_width(text, blocks)
    first = stop = -1
    listed = False
    for block in blocks:
        width = text_width or _wrap_width(text, [block])
        above = None
        for line in block:
            if first < 0:
                first = line.start
            else:
                listed = text[stop - 1] == ":" or (listed and text[line.start].islower())
                wraps = width and above and line.indent <= above.indent and _is_full(text, above, line, width)
                if not wraps and (listed or not _goes_on(text, stop, line.start)):
                    yield first, stop
                    first = line.start
            stop = line.stop
            above = line
    if first >= 0:
        yield first, stop


class _Line(NamedTuple):
    """A line of a text without the white space around it, and the width of that at its left."""

    start: int
    stop: int
    indent: int


def _blocks(text: str) -> Iterator[list[_Line]]:
    """Yields runs of lines without an empty one between them."""
    block: list[_Line] = []
    previous = 0
    for match in _LINE.finditer(text):
        line = match.group()
        stripped = line.strip()
        if block and (not stripped or _EMPTY_LINE.match(text, previous, match.start())):
            yield block
            block = []
        if stripped:
            indent = len(line) - len(line.lstrip())
            start = match.start() + indent
            block.append(_Line(start, start + len(stripped), indent))
        previous = match.end()
    if block:
        yield block


def _wrap_width(text: str, blocks: list[list[_Line]]) -> int:
    """Returns the width to which the lines of the blocks were broken, 0 if they were not.

    They were if half of them leave no room for the first word of the next and a third go on in lower case.
    """
    pairs = [pair for block in blocks for pair in itertools.pairwise(block)]
    if len(pairs) < 2:
        return 0
    width = max(line.indent + line.stop - line.start for pair in pairs for line in pair)
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return 0
    full = sum(_is_full(text, above, line, width) for above, line in pairs)
    flowing = sum(text[line.start].islower() for _, line in pairs)
    return width if full * 2 >= len(pairs) and flowing * 3 >= len(pairs) else 0


def _is_full(text: str, above: _Line, line: _Line, width: int) -> bool:
    """Tells whether the line above has no room, within the width, for the first word of a line."""
    word = _CHUNK.match(text, line.start, line.stop)
    return word is not None and above.indent + above.stop - above.start + 1 + len(word.group()) > width


def _goes_on(text: str, stop: int, after: int) -> bool:
    """Tells whether what ends at `stop` without a closing mark goes on, in lower case, at `after`."""
    return _GOES_ON.match(text, after) is not None and not _CLOSED.search(text[max(0, stop - 5) : stop])


def _split_paragraph(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yields the sentences of a paragraph."""
    for end in _END.finditer(text, start, stop):
        right = _RIGHT.match(text, end.end(), stop)
        if right is None:
            break
        spaced = right.start(1) > end.end()
        if _closes(text, start, end, right, stop) if spaced else _closes_glued(text, start, end, stop):
            yield start, end.end()
            start = right.start(1)
    yield start, stop


def _closes(text: str, start: int, end: re.Match[str], right: re.Match[str], stop: int) -> bool:
    """Tells whether a sentence that began at `start` closes with the mark `end`, before white space and `right`."""
    mark = end[1]
    token = right[2]
    after = right.start(2)
    if token.isalpha() and token.islower():
        return mark[0] == ";" and len(mark) == 1 and _POINT.match(text, end.end(), stop) is not None
    if token in _CLOSERS or (token in ENDINGS and not _LEADING_ELLIPSIS.match(text, after, stop)):
        return False
    if _SMILE.match(text, after, stop):
        return False
    if mark == ";":
        return _POINT.match(text, end.end(), stop) is not None
    if mark[0] == "." and end.end() - start <= _LONGEST_BULLET and _BULLETS.fullmatch(text, start, end.end(1)):
        return False
    if mark == "." and _INLINE_BULLET.search(text, max(start, end.start() - _LEFT_WINDOW), end.start()):
        return False
    if mark == "." and _is_abbreviation(text, start, end.start(), token, after, stop):
        return False
    if token in DASHES:
        word = _NEXT_WORD.match(text, after + 1, stop)
        return not (word and word[1].isalpha() and word[1].islower())
    if token == "(" and mark[-1] in _CLOSING_QUOTES:
        return False
    if mark[0] in "?!" and mark[-1] in ")]" and text[max(start, end.start() - 1)] in "([":
        return False
    left = max(start, end.start() - _LEFT_WINDOW)
    if mark == "!" and _BRAND_RIGHT.match(text, after, stop) and _BRAND_LEFT.search(text, left, end.start()):
        return False
    return not (_SLOGAN_RIGHT.match(text, after, stop) and _SLOGAN_LEFT.search(text, left, end.start()))


def _is_abbreviation(text: str, start: int, dot: int, token: str, after: int, stop: int) -> bool:
    """Tells whether the full stop at `dot` belongs to an abbreviation that goes on with `token` at `after`."""
    left = text[max(start, dot - _LONGEST_PAIR) : dot]
    if len(left) > _LONGEST_ABBREVIATION and left[-_LONGEST_ABBREVIATION - 1 :].isalpha():
        return False  # a word too long, the usual case
    found = _LEFT.search(left)
    word = found[1] if found else ""
    if not word or (len(word) > 1 and word.isupper()):
        return False
    lower = word.lower()
    found_pair = _LEFT_PAIR.search(left) if "." in left or "-" in left else None
    pair = (found_pair[1].lower(), found_pair[2].lower()) if found_pair else ("", lower)
    if pair in LABELS:
        return True
    if pair in TRAILING_PAIRS:
        return not token.isalpha()
    if (len(word) == 1 and word.isupper()) or lower in INITIALS:
        if _NO_INITIAL.search(left) and _is_cyrillic(token):
            return False
        if ends_sentence(text, dot):
            return False
        return token.lower() in SURNAMES_LIKE_OPENERS or not _opens(text, token, after)
    if lower in NUMBERED:
        return _NUMBER.match(text, after, stop) is not None
    if lower in FOREIGN:
        return not _is_cyrillic(token)
    if lower in LEADING or pair in LEADING_PAIRS:
        return not _opens(text, token, after)
    if lower in TRAILING:
        return not token.isalpha()
    return (lower, token.lower()) in TRAILING_PAIRS and text.startswith(".", after + len(token), stop)


def _is_cyrillic(word: str) -> bool:
    """Tells whether a word begins with a Russian letter."""
    return "а" <= word[0].lower() <= "ё"


def _opens(text: str, token: str, after: int) -> bool:
    """Tells whether the word at `after` has a capital because it opens a sentence."""
    end = after + len(token)
    return token.lower() in OPENERS and token.istitle() and text[end : end + 1].isspace()


def _closes_glued(text: str, start: int, end: re.Match[str], stop: int) -> bool:
    """Tells whether a sentence closes with the mark `end` though no white space follows."""
    right = _GLUED.match(text, end.end(), stop)
    if not right or end[1][0] in ";=:" or right[1].lower() in DOMAINS:
        return False
    left = text[max(start, end.start() - _LEFT_WINDOW) : end.start()]
    if end[1][-1] in _CLOSERS + '"' or _GLUED_LEFT.search(left):
        word = _LEFT.search(left)
        return end[1] != "." or word is None or word[1].lower() not in _ABBREVIATIONS
    name = _NAME_LEFT.search(left)
    if name is None or end[1] != ".":
        return False
    opens = _opens(text, right[1], right.start(1)) and right[1].lower() not in SURNAMES_LIKE_OPENERS
    return opens or name[0] in AUTHORITIES
