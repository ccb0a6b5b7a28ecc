"""A CSV table with a row for each name (RFC 4180, UTF-8, a header line)."""

import csv
import io
from collections.abc import Iterable, Iterator

from msgspec.structs import astuple

from imenoslov.document import Document
from imenoslov.writers.rows import MentionRow, mention_rows


def table(documents: Iterable[Document]) -> Iterator[bytes]:
    """Yields the header, then the rows of each document; an empty cell is a value that is not known."""
    yield _lines([MentionRow.__struct_fields__])
    for document in documents:
        yield _lines(astuple(row) for row in mention_rows(document))


def _lines(rows: Iterable[tuple[object, ...]]) -> bytes:
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows(rows)
    return buffer.getvalue().encode()
