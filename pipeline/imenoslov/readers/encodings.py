"""Bytes to text, in whichever encoding Russian text comes in.

The order: a byte order mark; NUL bytes (UTF-16 without a mark, or no text at all); strict UTF-8; then the Russian
single-byte encodings, of which the one is taken whose reading looks most like Russian. Bytes that no encoding turns
into something like text are refused rather than passed on as garbage.

The measure is our own, of letter pairs, capitals inside words and strange signs, because general detectors fail on
short pieces and on capitals (chardet 7.7 read none of 800 pieces in capitals, 1,000 characters each, right in cp1251
or KOI8-R) and take an article that begins «BMW …» for a picture.
"""

import codecs
import re
from itertools import pairwise, repeat

from msgspec import Struct

from imenoslov.errors import ReadError

# The four-byte marks first: the UTF-32 one begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Formats whose bytes pass as text and that hold none in the open.
_DISGUISED = ((b"%PDF-", "a PDF file"), (b"{\\rtf", "an RTF file"))

# In the order of how often they are met; a tie goes to the earlier one.
RUSSIAN_ENCODINGS = ("cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso-8859-5")
# What an encoding's reading must be better by, in all: a word or two says little against these being rare.
_HANDICAP = {"mac-cyrillic": 4.0, "iso-8859-5": 4.0}

# How common each pair of letters is in Russian news, `_` being the edge of a word: 0 below ten in a million, and one
# more for every factor of the square root of ten. Counted by training/letter_pairs.py on the train part of NEREL.
_LETTERS = "_абвгдежзийклмнопрстуфхцчшщъыьэюя"
_LEVELS = """
066766556636566676766544640100544
725645545446656246663355443000245
452302510402513505304020124351123
761232603604535634544121241153004
450214500502503605224000100010110
561423643503435634435012230243223
734556545355667446662344444000023
243004500503004300203000200000010
563434421502345414204001000141012
744545535655656435662355533000156
611123201102223312530012230000000
561410441602413615455113000010100
661133641603414611425000100036145
663211600603344541305001100044314
672345622704105612555324323064124
736666555465666456663443443000334
350000500502413636224002110032103
563444641604345633455332230054224
553513500506544654575222340144225
663602601604235636535112300155124
634345343324444245550232533000341
341010400400201403223300000010000
640200200300222503213000000001100
341100500502000200203000000030000
350000610503314102053000030003000
240200500503413311133000000002000
040000500500002000002000000002000
100000300000000000000000000000003
603423412253553033440050230000002
603222403204045010430112231000044
201222000024323023250200010000000
513023022001313003340011304000010
604423434012444023350033313000032
"""
_PAIRS = {
    (first, second): int(level) - 3  # so that a rare pair counts against a reading
    for first, row in zip(_LETTERS, _LEVELS.split(), strict=True)
    for second, level in zip(_LETTERS, row, strict=True)
}
_FOREIGN_PAIR = -5  # with a letter that is not Russian
_CAPITAL_INSIDE = -4.0  # a letter whose case is not that of its word
_CAPITALS = -0.5  # a pair in a word of capitals: rarer than small letters
_STRANGE_SIGN = -6.0  # a sign that Russian typesetting does not know: a frame, a currency
_PUNCTUATION = frozenset("«»„“”‘’‚–—…№§°·•©®™\u00a0\u00ad")

_WORD_OR_SIGN = re.compile(r"[^\W\d_]+|[^\x00-\x7f]")
_CONTROLS = bytes((*range(0x09), *range(0x0E, 0x1A), *range(0x1C, 0x20), 0x7F))
_CONTROL_SHARE = 0.02  # a crawled article may hold a stray control character; random bytes hold 0.1 of them
_BROKEN_SHARE = 0.1  # of the characters beyond ASCII; UTF-8 with more broken ones is no UTF-8
_SAMPLE = 2048  # bytes; the measure is sure after a line
_LEAST = 0.25  # nearly every Russian word alone has more, other languages and random bytes less
_NO_LETTERS = 0.3  # signs alone are let pass, but any plausible word beats them


class Decoded(Struct, frozen=True):
    """A text and the name of the encoding that turns its bytes into exactly this text.

    A byte order mark is the text's first character, U+FEFF, and line ends are as they were.
    """

    text: str
    encoding: str


def decode(data: bytes, name: str) -> Decoded:
    """Decodes the bytes of a file; raises ReadError, which calls the file `name`, for what is no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_marked(data, encoding, name), encoding)
    for signature, kind in _DISGUISED:
        if data.startswith(signature):
            raise ReadError(f"{name} is {kind}; convert it to plain text.")
    decoded = _wide(data)
    if decoded is None and b"\x00" not in data:
        try:
            decoded = Decoded(data.decode("utf-8"), "utf-8")
        except UnicodeDecodeError as error:
            if _is_binary(data.decode("latin-1")):
                raise _binary(name) from error
            decoded = _single_byte(data, name, error)
    if decoded is None or _is_binary(decoded.text):
        raise _binary(name)
    return decoded


def _plausibility(text: str, handicap: float) -> float:
    """Measures how much the words and signs beyond ASCII look like Russian: prose about 2.5, random letters below 0."""
    total, count = _weigh(text)
    return (total - handicap) / count if count else _NO_LETTERS


def _weigh(text: str) -> tuple[float, int]:
    """Returns the summed evidence and the number of pairs and signs that it rests on; no letters, no number."""
    total, count, letters = 0.0, 0, False
    for match in _WORD_OR_SIGN.finditer(text):
        piece = match.group()
        if piece.isascii():
            continue
        if not piece.isalpha():
            total += 0.0 if piece in _PUNCTUATION else _STRANGE_SIGN
            count += 1
            continue
        letters = True
        lower = piece.lower()
        edged = f"_{lower}_".replace("ё", "е")
        count += len(edged) - 1
        total += sum(map(_PAIRS.get, pairwise(edged), repeat(_FOREIGN_PAIR)))
        if piece.isupper():
            total += _CAPITALS * (len(edged) - 1)
        elif piece[1:] != lower[1:]:
            total += _CAPITAL_INSIDE * sum(a != b for a, b in zip(piece[1:], lower[1:], strict=False))
    return (total, count) if letters or total else (0.0, 0)


def _marked(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise ReadError(
            f"{name} begins with the mark of {encoding} but is broken at byte {error.start}; save it again as UTF-8."
        ) from error


def _wide(data: bytes) -> Decoded | None:
    """Decodes UTF-16 without a mark: its high bytes are 0 (Latin) or 4 (Cyrillic), and all on one side."""
    if 0 not in data and 4 not in data:
        return None
    even, odd = (half.count(0) + half.count(4) for half in (data[::2], data[1::2]))
    if max(even, odd) < max(1, 0.7 * (len(data) // 2)) or min(even, odd) > 0.05 * max(even, odd):
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return Decoded(text, encoding)


def _single_byte(data: bytes, name: str, error: UnicodeDecodeError) -> Decoded:
    """Decodes what is not UTF-8 with the Russian encoding whose reading of a sample is the most plausible."""
    start = max(0, min(error.start, len(data) - _SAMPLE))
    sample = data[start : start + _SAMPLE]
    scores = {
        encoding: _plausibility(sample.decode(encoding, "replace"), _HANDICAP.get(encoding, 0.0))
        for encoding in RUSSIAN_ENCODINGS
    }
    encoding = max(scores, key=scores.__getitem__)
    if scores[encoding] >= _LEAST:
        try:
            return Decoded(data.decode(encoding), encoding)
        except UnicodeDecodeError as broken:
            raise ReadError(f"{name} is in {encoding} but broken at byte {broken.start}; save it as UTF-8.") from broken
    as_utf8 = sample.decode("utf-8", "replace")
    if as_utf8.count("\ufffd") <= _BROKEN_SHARE * sum(not character.isascii() for character in as_utf8):
        raise ReadError(f"{name} is UTF-8 but broken at byte {error.start}; repair it, or fetch it again.") from error
    raise ReadError(
        f"{name} is neither UTF-8 nor Russian text in {', '.join(RUSSIAN_ENCODINGS)}; save it again as UTF-8."
    ) from error


def _is_binary(text: str) -> bool:
    if "\x00" in text:
        return True
    # In UTF-8 no other character has their bytes, and to count bytes takes a tenth of the time.
    data = text.encode("utf-8", "surrogatepass")
    return len(data) - len(data.translate(None, _CONTROLS)) > 1 + _CONTROL_SHARE * len(text)


def _binary(name: str) -> ReadError:
    return ReadError(f"{name} is a binary file; convert it to plain text, or leave it out.")
