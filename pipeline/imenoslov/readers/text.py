"""A text file as a document."""

import hashlib

from imenoslov.document import Document, Source
from imenoslov.readers.compression import join, read_pieces
from imenoslov.readers.encodings import decode
from imenoslov.readers.headers import HeaderSettings, cut
from imenoslov.readers.sources import SourceFile


def read_text(data: bytes, id: str, path: str, headers: HeaderSettings) -> Document:
    """Makes a document without annotation of a text file's bytes, its header cut off.

    An empty file is a document with an empty text. Raises ReadError where the bytes are no text.
    """
    decoded = decode(data, path)
    header = cut(decoded.text, headers)
    source = Source(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        encoding=decoded.encoding,
        offset=header.offset,
        title=header.title,
        published=header.published,
        url=header.url,
    )
    return Document(id=id, source=source, annotator=None, text=decoded.text[header.offset :])


def read_text_file(file: SourceFile, headers: HeaderSettings, max_bytes: int) -> Document:
    """Reads a text file; the sha256 is that of its bytes once decompressed, so that packing it changes nothing.

    Raises ReadError where it cannot be read, is no text, or is larger than `max_bytes` when decompressed.
    """
    data = join(read_pieces(file.location, file.path, file.compression), file.path, max_bytes)
    return read_text(data, file.id, file.path, headers)
