"""Documents as JSON lines, in the schema of `document.py`."""

from collections.abc import Iterable, Iterator

from imenoslov.document import Document, to_json


def jsonl(documents: Iterable[Document]) -> Iterator[bytes]:
    """Yields one line for each document."""
    for document in documents:
        yield to_json(document) + b"\n"
