"""How text is cut, written without ё and stemmed for the index, on the way in and for questions alike."""

from collections.abc import Iterator
from functools import lru_cache

import tantivy
from msgspec import Struct

# Longer words are waste, and tantivy refuses terms above 65,530 bytes.
_LONGEST = 100
# A name in a list of forms: quotes and spaces differ from writer to writer.
_QUOTES = str.maketrans("", "", "«»„“”\"'`’")


def russian() -> tantivy.TextAnalyzer:
    """Returns the analyser of Russian text: words of letters and digits, in lower case, stemmed by Snowball's rules."""
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.remove_long(_LONGEST))
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.stemmer("russian"))
        .build()
    )


_ANALYSER = russian()
_WITHOUT_STOPWORDS = (
    tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    .filter(tantivy.Filter.lowercase())
    .filter(tantivy.Filter.stopword("russian"))
    .build()
)


class Stem(Struct, frozen=True):
    """A word's stem, and where the word stands: `[start, stop)` in code points."""

    text: str
    start: int
    stop: int


def without_yo(text: str) -> str:
    """Returns the text with е for ё, which is written as е at will, in names too; its length is the same."""
    return text.replace("ё", "е").replace("Ё", "Е")


def stems(text: str) -> list[str]:
    """Returns the stems of a text's words."""
    return _ANALYSER.analyze(without_yo(text))


def says_something(text: str) -> bool:
    """Tells whether a text has a word that narrows a search: «в», «и» and the like stand in every article."""
    return bool(_WITHOUT_STOPWORDS.analyze(without_yo(text)))


def placed_stems(text: str) -> Iterator[Stem]:
    """Yields the stems of a text's words with their offsets."""
    for token in _ANALYSER.pre_tokenize(without_yo(text)).tokens:
        assert token.char_offset_to is not None
        yield Stem(token.text, token.char_offset_from, token.char_offset_to)


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """Returns a name in the form in which names are compared: lower case, е for ё, no quotes, single spaces."""
    return " ".join(without_yo(name).lower().translate(_QUOTES).split())


@lru_cache(maxsize=1 << 16)
def stem_key(name: str) -> str:
    """Returns the stems of a name's words as one key: most case forms of a name share it."""
    return " ".join(stems(name))
