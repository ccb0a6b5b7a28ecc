"""Parquet: `documents.parquet`, `mentions.parquet` and `entities.parquet`, joined by the column `document`."""

import datetime
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

import pyarrow as pa
import pyarrow.parquet as pq
from msgspec import Struct
from msgspec.structs import asdict

from imenoslov.document import Document
from imenoslov.writers.canonical import refusal
from imenoslov.writers.rows import document_row, entity_rows, mention_rows

_TEXT, _COUNT, _DATE = pa.string(), pa.int32(), pa.date32()


def _schema(required: dict[str, Any], optional: dict[str, Any], order: str) -> Any:  # noqa: ANN401
    fields = {name: pa.field(name, kind, nullable=False) for name, kind in required.items()}
    fields |= {name: pa.field(name, kind) for name, kind in optional.items()}
    return pa.schema([fields[name] for name in order.split()])


DOCUMENTS = _schema(
    {"document": _TEXT, "text": _TEXT},
    {"path": _TEXT, "title": _TEXT, "published": _DATE, "url": _TEXT},
    "document path title published url text",
)
MENTIONS = _schema(
    dict.fromkeys(("number", "start", "stop"), _COUNT)
    | dict.fromkeys(("document", "type", "text", "base", "entity", "name"), _TEXT),
    {"parent": _COUNT, "score": pa.float32(), "published": _DATE},
    "document number start stop type text base entity name parent score published",
)
ENTITIES = _schema(
    {"document": _TEXT, "entity": _TEXT, "type": _TEXT, "name": _TEXT, "mentions": _COUNT, "aliases": pa.list_(_TEXT)},
    dict.fromkeys(("first", "middle", "last", "gender", "wikidata"), _TEXT) | {"published": _DATE},
    "document entity type name mentions aliases first middle last gender wikidata published",
)


def write_parquet(documents: Iterable[Document], folder: Path) -> None:
    """Writes the three tables into a folder, each under a temporary name until all are whole; raises WriteError."""
    names = ("documents", "mentions", "entities")
    partial = {name: folder / f".{name}.parquet.part" for name in names}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            # Rows of a row group: some megabytes, so that memory stays flat and a reader can skip.
            articles = stack.enter_context(_Table(partial["documents"], DOCUMENTS, 1_000))
            mentions = stack.enter_context(_Table(partial["mentions"], MENTIONS, 50_000))
            entities = stack.enter_context(_Table(partial["entities"], ENTITIES, 50_000))
            for document in documents:
                articles.add([document_row(document)])
                mentions.add(mention_rows(document))
                entities.add(entity_rows(document))
        for name in names:
            partial[name].replace(folder / f"{name}.parquet")
    except OSError as error:
        raise refusal(folder, error) from error
    finally:
        for path in partial.values():
            path.unlink(missing_ok=True)


class _Table:
    """A Parquet file that is written row group by row group."""

    def __init__(self, path: Path, schema: Any, size: int) -> None:  # noqa: ANN401
        self._schema = schema
        self._size = size
        self._rows: list[dict[str, Any]] = []
        self._writer = pq.ParquetWriter(path, schema, compression="zstd")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        if error[0] is None:
            self._flush()
        self._writer.close()

    def add(self, rows: Iterable[Struct]) -> None:
        for row in rows:
            values = asdict(row)
            published = values["published"]
            values["published"] = datetime.date.fromisoformat(published[:10]) if published else None
            self._rows.append(values)
        if len(self._rows) >= self._size:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(pa.Table.from_pylist(self._rows, self._schema))
            self._rows = []
