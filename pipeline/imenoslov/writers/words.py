"""The tokens that some formats are made of."""

from msgspec import UNSET

from imenoslov.document import Document, Token
from imenoslov.errors import WriteError


def words_of(document: Document) -> tuple[Token, ...]:
    """Returns the tokens of a document; raises WriteError where it was written without them."""
    if document.tokens is UNSET:
        raise WriteError(
            f"{document.id} was written without tokens, which this format is made of; "
            "annotate with `tokens = true` under [output]."
        )
    return document.tokens
