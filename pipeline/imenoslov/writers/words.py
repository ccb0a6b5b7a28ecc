"""The words that some formats are made of."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise

from msgspec import UNSET

from imenoslov.document import Document, Token
from imenoslov.errors import WriteError


def words_of(document: Document) -> list[Token]:
    """Returns the tokens of a document, cut where a name begins or ends inside one («РК-ЕС» is two names).

    Every name is then whole words. The pieces of a token have no morphology. Raises WriteError for a document that was
    written without tokens.
    """
    if document.tokens is UNSET:
        raise WriteError(
            f"{document.id} was written without tokens, which this format is made of; "
            "annotate with `tokens = true` under [output]."
        )
    edges = sorted({edge for mention in document.mentions for edge in (mention.start, mention.stop)})
    return [piece for token in document.tokens for piece in _pieces(token, edges)]


def _pieces(token: Token, edges: list[int]) -> Iterator[Token]:
    inside = edges[bisect_right(edges, token.start) : bisect_left(edges, token.stop)]
    if not inside:
        yield token
    for start, stop in pairwise((token.start, *inside, token.stop)) if inside else ():
        yield Token(start, stop, token.text[start - token.start : stop - token.start])
