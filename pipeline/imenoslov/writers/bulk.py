"""Documents as search engines take them in bulk: NDJSON, an action line and a source line for each.

The same for Elasticsearch 8 and 9 and OpenSearch 2 and 3:
https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk and
https://docs.opensearch.org/latest/api-reference/document-apis/bulk/
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from imenoslov.document import Document
from imenoslov.writers.annotated_text import annotated_text
from imenoslov.writers.canonical import write_whole
from imenoslov.writers.mapping import check_name, index_template

# Engines ask for 5 to 15 MB a request, and refuse 100 MB.
PART_BYTES = 8_000_000
# An engine's limit on `_id`.
_LONGEST_ID = 512

R = TypeVar("R")

_FIELDS = {"PER": "persons", "ORG": "organisations", "LOC": "places"}


def engine_id(id: str) -> str:
    """Returns the `_id` of a document: its own id, or a hash of it where that is longer than engines allow."""
    data = id.encode("utf-8", "surrogatepass")
    return id if 0 < len(data) <= _LONGEST_ID else f"sha256:{hashlib.sha256(data).hexdigest()}"


def engine_source(document: Document, annotated: bool = False, nested: bool = False) -> dict[str, Any]:
    """Returns the fields of a document as `mapping.index_template` declares them.

    `digest` is that of all other fields: it tells whether an index holds the document as it is now.
    """
    source: dict[str, Any] = {
        "id": document.id,
        "title": document.source.title,
        "published": document.source.published,
        "url": document.source.url,
        "text": document.text,
        "persons": [],
        "organisations": [],
        "places": [],
        "entity_ids": [entity.id for entity in document.entities],
        "mentions": [
            {key: value for key, value in msgspec.to_builtins(mention).items() if key != "person"}
            for mention in document.mentions
        ],
    }
    for entity in document.entities:
        names = source[_FIELDS[entity.type]]
        if entity.name not in names:
            names.append(entity.name)
    if nested:
        source["entities"] = [
            {"id": entity.id, "type": entity.type, "name": entity.name, "mentions": entity.mentions}
            for entity in document.entities
        ]
    if annotated:
        source["annotated"] = annotated_text(document)
    digest = hashlib.sha256(msgspec.json.encode(source)).hexdigest()
    return source | {"digest": digest}


def index_lines(id: str, source: dict[str, Any], index: str | None = None) -> bytes:
    """Returns the two lines that put a document into an index, in the place of an older one; `id` is an `_id`."""
    target = {"_id": id} if index is None else {"_index": index, "_id": id}
    return msgspec.json.encode({"index": target}) + b"\n" + msgspec.json.encode(source) + b"\n"


def delete_line(id: str) -> bytes:
    """Returns the line that deletes a document."""
    return msgspec.json.encode({"delete": {"_id": id}}) + b"\n"


def write_bulk(
    documents: Iterable[Document], folder: Path, index: str, annotated: bool = False, size: int = PART_BYTES
) -> None:
    """Writes `template.json` and `00000.ndjson` and so on, each of at most `size` bytes or one document.

    Each part is the body of one request to `/_bulk`. Raises ConfigError for a name that engines do not allow, and
    WriteError.
    """
    check_name(index)
    template = msgspec.json.format(msgspec.json.encode(index_template(index, annotated)), indent=2)
    write_whole([template + b"\n"], folder / "template.json", folder)
    records = (index_lines(engine_id(d.id), engine_source(d, annotated), index) for d in documents)
    for number, part in enumerate(parts(records, size, len)):
        write_whole(part, folder / f"{number:05}.ndjson", folder)


def parts(records: Iterable[R], size: int, length: Callable[[R], int]) -> Iterator[list[R]]:
    """Groups records, in their order, into parts of at most `size` bytes; a longer record is a part of its own."""
    part: list[R] = []
    filled = 0
    for record in records:
        if part and filled + length(record) > size:
            yield part
            part, filled = [], 0
        part.append(record)
        filled += length(record)
    if part:
        yield part
