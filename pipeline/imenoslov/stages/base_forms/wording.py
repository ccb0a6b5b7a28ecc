"""Names as words: cut from the text, and put together again from nominatives with the capitals that they had."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import zip_longest

from msgspec import Struct
from msgspec.structs import replace
from razdel import tokenize

from imenoslov.document import Doubts, Reading, Token

_INITIAL = re.compile(r"[А-ЯЁA-Z]\.?$|(?:[А-ЯЁA-Z]\.-?){2,3}$|(?:[А-ЯЁA-Z]\.){1,2}[А-ЯЁA-Z]$")
_WORD = re.compile(r"[А-Яа-яЁё][А-Яа-яЁё’'\-‐‑]*$")
_OPEN, _CLOSE = "«\"“„'([", "»\"”“')],...;:…"
_VOWEL = re.compile(r"[аеёиоуыэюяaeiouy]", re.IGNORECASE)
# Latin letters that look like Russian ones: a word that mixes both alphabets was meant in Russian.
_LOOK_ALIKES = str.maketrans("aceopxykmtbhABCEHKMOPTXY", "асеорхукмтвнАВСЕНКМОРТХУ")
_APOSTROPHES = frozenset("'’")


class Word(Struct, frozen=True, gc=False, cache_hash=True):
    """A word of a name as it stands in the text: its text, the gap before it, its part of speech and features.

    `doubts` has all its likely tags where the tagger is not sure of the best one. A `shared` word is the surname of two
    people, this one and the one named before it: «Сергей и Юлия Скрипали».
    """

    text: str
    gap: str
    pos: str
    feats: str
    doubts: tuple[Reading, ...] = ()
    shared: bool = False


_SURE: Doubts = {}


def cut(text: str, tokens: Sequence[Token], start: int, stop: int, doubts: Doubts = _SURE) -> tuple[Word, ...]:
    """Cuts the words of `text[start:stop]` by the tokens that reach into it; `doubts` are by the start of a token.

    White space in gaps becomes one space; invisible characters and the marks of stress are left out; Latin letters in
    Russian words become those that they look like.
    """
    words: list[Word] = []
    offset = start
    apostrophes = False
    for token in tokens:
        word, first, last = token.text, token.start, token.stop
        if first < start or last > stop:
            first, last = max(first, start), min(last, stop)
            if first >= last:
                continue
            word = text[first:last]
        gap = " " if first > offset and words else ""
        if not word.isalpha():
            word = _plain(word)
            if not word:
                offset = last
                continue
            apostrophes = apostrophes or word in _APOSTROPHES
        elif words and first == offset and words[-1].text[-1].isalpha():
            # Tokens end where the alphabet changes.
            whole = (words[-1].text + word).translate(_LOOK_ALIKES)
            if cyrillic(whole):
                words[-1] = Word(whole, words[-1].gap, token.pos, token.feats)
                offset = last
                continue
        offset = last
        words.append(Word(word, gap, token.pos, token.feats, doubts.get(token.start, ())))
    return _with_apostrophes(words) if apostrophes else tuple(words)


def _with_apostrophes(words: Sequence[Word]) -> tuple[Word, ...]:
    """Returns the words with those joined that stand at both sides of an apostrophe: «Кот-д'Ивуар», «О'Нил»."""
    inner = {
        index
        for index in range(1, len(words) - 1)
        if words[index].text in _APOSTROPHES
        and not (words[index].gap or words[index + 1].gap)
        and words[index - 1].text[-1].isalpha()
        and words[index + 1].text[0].isalpha()
    }
    joined: list[Word] = []
    for index, word in enumerate(words):
        if index in inner or index - 1 in inner:
            word = replace(word, text=joined[-1].text + word.text, gap=joined.pop().gap)
        joined.append(word)
    return tuple(joined)


def _plain(word: str) -> str:
    """Returns a word with composed letters and without characters that are not seen, or are but the mark of stress."""
    word = unicodedata.normalize("NFC", word).replace("\u0301", "")
    return word if word.isprintable() else "".join(filter(str.isprintable, word))


def split(name: str) -> tuple[Word, ...]:
    """Cuts a name that stands alone into words without tags."""
    tokens = [Token(token.start, token.stop, token.text) for token in tokenize(name)]
    return cut(name, tokens, 0, len(name))


@lru_cache(8_192)
def cyrillic(text: str) -> bool:
    """Tells whether a token is a Russian word, hyphens included."""
    return bool(_WORD.match(text))


@lru_cache(8_192)
def initial(text: str) -> bool:
    """Tells whether a token is an initial, with its full stop or without."""
    return (len(text) == 1 or "." in text) and bool(_INITIAL.match(text))


@lru_cache(16_384)
def fold(word: str) -> str:
    """Returns a word in lower case with е for ё and plain hyphens."""
    return word.lower().replace("ё", "е").replace("‐", "-").replace("‑", "-")


def shaped(nominative: str, surface: str) -> str:
    """Gives a nominative in lower case the capitals and the ё of the surface, as far as their letters agree."""
    folded = fold(surface)
    if folded == nominative or folded == fold(nominative):
        return surface
    same = min(len(folded), len(nominative))
    while folded[:same] != nominative[:same]:
        same -= 1
    rest = nominative[same:]
    if len(surface) > 1 and surface.isupper():
        rest = rest.upper()
    elif "-" in rest:
        # the later parts of a double name keep their own capitals: «Мамина-Сибиряка»
        tails = surface[same:].replace("‑", "-").split("-")[1:]
        first, *parts = rest.split("-")
        rest = "-".join([first, *(_capital(part, tail) for part, tail in zip_longest(parts, tails, fillvalue=""))])
    return surface[:same] + rest


def _capital(word: str, like: str) -> str:
    if len(like) > 1 and like.isupper():
        return word.upper()
    return word.capitalize() if like[:1].isupper() else word


def stripped(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Returns the words of a name without quotes and brackets at its edges that do not belong to it."""
    if len(words) < 2:
        return words
    while len(words) > 1 and words[0].text in _OPEN and (words[-1].text in _CLOSE or not _inside(words[1:])):
        words = words[1:]
    while len(words) > 1 and words[-1].text in _CLOSE and not _inside(words[:-1]):
        if words[-1].text == "." and not _VOWEL.search(words[-2].text[1:]):
            break  # the full stop of an initial or of a shortened word: «В.», «Дж.», «св.»
        words = words[:-1]
    return words


def _inside(words: Sequence[Word]) -> bool:
    return any(word.text in '«"“„(' for word in words)


def replaced(words: Sequence[Word], nominatives: Sequence[str | None]) -> list[str]:
    """Returns the texts of words, those that have a nominative in their place with the capitals that it then has."""
    return [
        word.text if form is None else shaped(form, word.text) for word, form in zip(words, nominatives, strict=True)
    ]


def spaced(words: Sequence[Word], texts: Sequence[str]) -> str:
    """Writes texts in the place of words, with the gaps between them."""
    written = ""
    for word, text in zip(words, texts, strict=True):
        written += word.gap + text if written else text
    return written


def written(words: Sequence[Word], nominatives: Sequence[str | None]) -> str:
    """Writes the words of a name with the nominatives in their place."""
    return spaced(words, replaced(words, nominatives))
