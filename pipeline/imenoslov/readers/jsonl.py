"""Records, one document each: JSON lines, or one JSON object or array.

Reading has two steps, so that a program can hand the second one to other processes: `split_records` finds the bytes of
each record, `parse_record` makes a document of them. Lines are held in memory one at a time; an array is held whole.
"""

import codecs
import hashlib
from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec
from msgspec import Raw, Struct

from imenoslov.document import Document, Source
from imenoslov.errors import ReadError
from imenoslov.readers.compression import join
from imenoslov.readers.dates import iso_date
from imenoslov.readers.encodings import decode

_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # those of UTF-32 begin with them or with NUL
_BYTE_ORDER_MARK = "\ufeff"


class RecordSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """The names of a record's fields; all but the text's may be missing or null in a record."""

    id: str = "id"
    text: str = "text"
    title: str = "title"
    date: str = "date"
    url: str = "url"


class RawRecord(Struct, frozen=True):
    """The bytes of one record, without the line end.

    `number` is that of its line, or its place in the array, from 1; `place` names it in messages. `data` is None for a
    record that is larger than allowed; `sha256` is that of its bytes all the same. `encoding` is that of the file where
    the bytes here are UTF-8 made from it.
    """

    number: int
    place: str
    sha256: str
    data: bytes | None
    encoding: str | None = None


class Record(Struct, frozen=True):
    """A record that was read, or the reason why it could not be.

    `id` is the content of the id field, or the record's number where it has none.
    """

    number: int
    id: str
    sha256: str
    result: Document | ReadError


def read_records(
    pieces: Iterable[bytes], kind: Literal["json", "jsonl"], path: str, settings: RecordSettings, max_bytes: int
) -> Iterator[Record]:
    """Yields the records of a file in its order; a bad one carries its ReadError and does not stop the others.

    `pieces` is the file's content, decompressed. Raises ReadError where the file as a whole cannot be read.
    """
    for raw in split_records(pieces, kind, path, max_bytes):
        yield parse_record(raw, path, settings)


def split_records(
    pieces: Iterable[bytes], kind: Literal["json", "jsonl"], path: str, max_bytes: int
) -> Iterator[RawRecord]:
    """Yields the bytes of each record of a file, blank lines left out; raises as `read_records` does."""
    return _split_lines(pieces, path, max_bytes) if kind == "jsonl" else _split_array(pieces, path, max_bytes)


def parse_record(raw: RawRecord, path: str, settings: RecordSettings) -> Record:
    """Makes a document of a record's bytes; never raises ReadError, but returns it in the record."""
    id = str(raw.number)
    result: Document | ReadError
    try:
        if raw.data is None:
            raise ReadError(f"{raw.place} is larger than reader.max_bytes; split it, or raise the limit.")
        decoded = decode(raw.data, raw.place)
        fields = _fields(decoded.text.removeprefix(_BYTE_ORDER_MARK), raw.place)
        id = _id(fields, settings.id, raw.place) or id
        result = _document(fields, raw, settings, id, path, raw.encoding or decoded.encoding)
    except ReadError as error:
        result = error
    return Record(raw.number, id, raw.sha256, result)


def _document(
    fields: dict[str, Raw], raw: RawRecord, settings: RecordSettings, id: str, path: str, encoding: str
) -> Document:
    text = _text(fields, settings.text, raw.place)
    if text is None:
        raise ReadError(f'{raw.place} has no text in "{settings.text}"; name the right field in reader.records.text.')
    title = (_text(fields, settings.title, raw.place) or "").strip()
    date = _value(fields, settings.date, raw.place)
    source = Source(
        path=path,
        sha256=raw.sha256,
        encoding=encoding,
        offset=None if title else 0,
        title=title or None,
        published=iso_date(date) if isinstance(date, str) else None,
        url=_text(fields, settings.url, raw.place) or None,
    )
    return Document(id=id, source=source, annotator=None, text=f"{title}\n\n{text}" if title else text)


def _fields(text: str, place: str) -> dict[str, Raw]:
    try:
        return msgspec.json.decode(text, type=dict[str, Raw])
    except (msgspec.DecodeError, RecursionError) as error:
        raise ReadError(f"{place} is no JSON object ({error}); correct it.") from error


def _id(fields: dict[str, Raw], name: str, place: str) -> str | None:
    value = _value(fields, name, place)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str | None):
        return value
    raise ReadError(f'{place} has an id in "{name}" that is neither text nor a whole number; correct it.')


def _text(fields: dict[str, Raw], name: str, place: str) -> str | None:
    value = _value(fields, name, place)
    if isinstance(value, str | None):
        return value
    raise ReadError(f'{place} has something else than text in "{name}"; correct it, or name another field.')


def _value(fields: dict[str, Raw], name: str, place: str) -> object:
    """Returns the content of a field, None where the record has none."""
    try:
        return msgspec.json.decode(fields[name]) if name in fields else None
    except (msgspec.DecodeError, RecursionError) as error:
        raise ReadError(f'{place} has a broken field "{name}" ({error}); correct it.') from error


def _split_lines(pieces: Iterable[bytes], path: str, max_bytes: int) -> Iterator[RawRecord]:
    for number, (sha256, data) in enumerate(_lines(_not_wide(pieces, path), max_bytes), start=1):
        if data is None or data.strip():
            yield RawRecord(number, f"{path}, line {number}", sha256, data)


def _lines(pieces: Iterable[bytes], max_bytes: int) -> Iterator[tuple[str, bytes | None]]:
    """Yields the hash and the bytes of each line; of one that is too long, which is not held, the hash alone."""
    line = bytearray()
    overflow = None
    for piece in pieces:
        parts = piece.split(b"\n")
        for index, part in enumerate(parts):
            if overflow is None:
                line += part
                if len(line) > max_bytes:
                    overflow, line = hashlib.sha256(line), bytearray()
            else:
                overflow.update(part)
            if index < len(parts) - 1:
                yield (overflow.hexdigest(), None) if overflow else _whole(line)
                overflow, line = None, bytearray()
    if overflow or line:
        yield (overflow.hexdigest(), None) if overflow else _whole(line)


def _whole(line: bytearray) -> tuple[str, bytes]:
    data = bytes(line.removesuffix(b"\r"))
    return hashlib.sha256(data).hexdigest(), data


def _not_wide(pieces: Iterable[bytes], path: str) -> Iterator[bytes]:
    """Passes on the pieces of a file whose line ends are single bytes; JSON begins with two ASCII characters."""
    for index, piece in enumerate(pieces):
        if index == 0 and (piece.startswith(_WIDE_MARKS) or b"\x00" in piece[:4]):
            raise ReadError(f"{path} is in UTF-16 or is no text; save it again as JSON lines in UTF-8.")
        yield piece


def _split_array(pieces: Iterable[bytes], path: str, max_bytes: int) -> Iterator[RawRecord]:
    decoded = decode(join(pieces, path, max_bytes), path)
    text = decoded.text.removeprefix(_BYTE_ORDER_MARK)
    if not text.strip():
        return
    try:
        if text.lstrip().startswith("["):
            items = msgspec.json.decode(text, type=list[Raw])
        else:
            items = [msgspec.json.decode(text, type=Raw)]
    except (msgspec.DecodeError, RecursionError) as error:
        raise ReadError(
            f"{path} is not one JSON object or array ({error}); correct it, or call it .jsonl if each line is a record."
        ) from error
    for number, item in enumerate(items, start=1):
        data = bytes(item)
        sha256 = hashlib.sha256(data).hexdigest()
        yield RawRecord(number, f"{path}, record {number}", sha256, data, decoded.encoding)
