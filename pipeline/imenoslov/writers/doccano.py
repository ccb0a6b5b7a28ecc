"""Doccano's JSONL for sequence labelling: one document a line, its names as `[start, stop, type]`.

Doccano counts code points (unless a project asks for grapheme clusters) and refuses overlapping names in a project by
default, so nested ones are left out. The format: https://doccano.github.io/doccano/tutorial/
"""

from collections.abc import Iterable, Iterator

import msgspec

from imenoslov.document import Document


def doccano(documents: Iterable[Document]) -> Iterator[bytes]:
    """Yields one line for each document; fields besides `text` and `label` become its metadata in doccano."""
    for document in documents:
        record = {
            "text": document.text,
            "label": [
                (mention.start, mention.stop, mention.type) for mention in document.mentions if mention.parent is None
            ],
            "document": document.id,
            "published": document.source.published,
        }
        yield msgspec.json.encode(record) + b"\n"
