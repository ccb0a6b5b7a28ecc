"""The bytes of a file, compressed or not, in pieces and under a limit."""

import gzip
import os
import zlib
from collections.abc import Iterable, Iterator
from io import BufferedReader, FileIO
from typing import BinaryIO, Literal

import zstandard

from imenoslov.errors import ReadError

Compression = Literal["gz", "zst"]

_PIECE = 1 << 16
# Compressed: a zstd frame can grow 30,000 times, so that a piece this small still fits into memory.
_ZSTD_PIECE = 1 << 11


def read_pieces(path: str, name: str, compression: Compression | None = None) -> Iterator[bytes]:
    """Yields the decompressed bytes of a file, never more than some megabytes at a time.

    Raises ReadError, which calls the file `name`, where it cannot be read or is not what its suffix says.
    """
    try:
        with BufferedReader(FileIO(path)) as stream:  # to take the path apart would take longer than to read it
            yield from stream_pieces(stream, compression)
    except OSError as error:
        # gzip's own error is an OSError without a number.
        raise (_broken(name, compression, error) if error.errno is None else refusal(name, error)) from error
    except (EOFError, zlib.error, zstandard.ZstdError) as error:
        raise _broken(name, compression, error) from error


def stream_pieces(stream: BinaryIO, compression: Compression | None = None) -> Iterator[bytes]:
    """Yields the decompressed bytes of an open stream; raises what the stream and the decompressor raise."""
    if compression == "gz":
        with gzip.open(stream) as opened:
            while piece := opened.read(_PIECE):
                yield piece
    elif compression == "zst":
        yield from _unpack_zstd(stream)
    else:
        while piece := stream.read(_PIECE):
            yield piece


def join(pieces: Iterable[bytes], name: str, max_bytes: int) -> bytes:
    """Joins the pieces of one text; raises ReadError as soon as there are more than `max_bytes`."""
    result = bytearray()
    for piece in pieces:
        result += piece
        if len(result) > max_bytes:
            raise ReadError(f"{name} is larger than {max_bytes:,} bytes; split it, or raise reader.max_bytes.")
    return bytes(result)


def refusal(name: str, error: OSError) -> ReadError:
    """Turns what the operating system said of a file or folder into one sentence with a remedy."""
    match error:
        case FileNotFoundError():
            return ReadError(f"{name} is not there any more; run again if it comes back.")
        case PermissionError():
            return ReadError(f"{name} may not be read by this user; give permission, or leave it out.")
        case IsADirectoryError():
            return ReadError(f"{name} is a folder and not a file; give it another name.")
        case _:
            reason = os.strerror(error.errno) if error.errno else str(error)
            return ReadError(f"{name} cannot be read ({reason}); check the disk, or leave it out.")


def _unpack_zstd(stream: BinaryIO) -> Iterator[bytes]:
    """Unpacks frame by frame, because the library's own reader takes a file that breaks off for a whole one."""
    decompressor = zstandard.ZstdDecompressor()
    frame = None
    while packed := stream.read(_ZSTD_PIECE):
        while packed:
            frame = frame or decompressor.decompressobj()
            if piece := frame.decompress(packed):
                yield piece
            packed = b""
            if frame.eof:
                packed, frame = frame.unused_data, None
    if frame is not None:
        raise EOFError("the last frame has no end")


def _broken(name: str, compression: Compression | None, error: Exception) -> ReadError:
    return ReadError(f"{name} is no whole .{compression} file ({error}); pack it again.")
