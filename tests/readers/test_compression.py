import gzip
import io
import os
import tracemalloc
import zlib
from pathlib import Path
from typing import Protocol

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from imenoslov.errors import ReadError
from imenoslov.readers.compression import Compression, join, read_pieces, refusal, stream_pieces

TEXT = "Москва — Астана\r\n".encode() * 20_000


class Read(Protocol):
    def __call__(self, data: bytes, compression: Compression | None = None, max_bytes: int = 10**9) -> bytes: ...


def packed(data: bytes, compression: Compression | None) -> bytes:
    if compression is None:
        return data
    return gzip.compress(data) if compression == "gz" else zstandard.compress(data)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read_(data: bytes, compression: Compression | None = None, max_bytes: int = 10**9) -> bytes:
        path = tmp_path / "file"
        path.write_bytes(data)
        return join(read_pieces(str(path), "a.txt", compression), "a.txt", max_bytes)

    return read_


@pytest.mark.parametrize("compression", [None, "gz", "zst"])
@pytest.mark.parametrize("data", [b"", b"a", TEXT], ids=["empty", "short", "long"])
def test_what_was_packed_comes_back(read: Read, compression: Compression | None, data: bytes) -> None:
    assert read(packed(data, compression), compression) == data


@pytest.mark.parametrize("compression", ["gz", "zst"])
def test_an_empty_file_and_several_members(read: Read, compression: Compression | None) -> None:
    assert read(b"", compression) == b""
    assert read(b"".join(packed(part, compression) for part in (b"a", b"", TEXT, b"b")), compression) == (
        b"a" + TEXT + b"b"
    )


@given(st.lists(st.binary(max_size=300), max_size=5), st.sampled_from([None, "gz", "zst"]))
def test_any_members_come_back(parts: list[bytes], compression: Compression | None) -> None:
    stream = io.BytesIO(b"".join(packed(part, compression) for part in parts))
    assert b"".join(stream_pieces(stream, compression)) == b"".join(parts)


@pytest.mark.parametrize("compression", ["gz", "zst"])
def test_a_file_that_breaks_off_or_is_something_else(read: Read, compression: Compression | None) -> None:
    whole = packed(os.urandom(100_000), compression)
    for data in (whole[:-1], whole[:5000], whole[:3], b"no archive at all", whole + b"garbage"):
        with pytest.raises(ReadError, match=rf"^a\.txt is no whole \.{compression} file \(.+\); pack it again\.$"):
            read(data, compression)


def test_a_damaged_file(read: Read) -> None:
    whole = bytearray(gzip.compress(os.urandom(100_000)))
    whole[50_000] ^= 0xFF
    with pytest.raises(ReadError, match="no whole"):
        read(bytes(whole), "gz")


@pytest.mark.parametrize("compression", [None, "gz", "zst"])
def test_the_limit(read: Read, compression: Compression | None) -> None:
    assert read(packed(TEXT, compression), compression, max_bytes=len(TEXT)) == TEXT
    with pytest.raises(ReadError, match=r"a\.txt is larger than 1,000 bytes; split it, or raise reader\.max_bytes"):
        read(packed(TEXT, compression), compression, max_bytes=1000)


@pytest.mark.parametrize("compression", ["gz", "zst"])
def test_a_bomb_does_not_fill_the_memory(read: Read, compression: Compression | None) -> None:
    packer = zlib.compressobj(9, wbits=31) if compression == "gz" else zstandard.ZstdCompressor().compressobj()
    bomb = b"".join([*(packer.compress(bytes(1 << 20)) for _ in range(500)), packer.flush()])
    assert len(bomb) < 1_000_000
    tracemalloc.start()
    try:
        with pytest.raises(ReadError, match="larger than"):
            read(bomb, compression, max_bytes=1_000_000)
        assert tracemalloc.get_traced_memory()[1] < 150_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (FileNotFoundError(2, "no"), "a.txt is not there any more; run again if it comes back."),
        (PermissionError(13, "no"), "a.txt may not be read by this user; give permission, or leave it out."),
        (IsADirectoryError(21, "no"), "a.txt is a folder and not a file; give it another name."),
        (OSError(5, "no"), f"a.txt cannot be read ({os.strerror(5)}); check the disk, or leave it out."),
    ],
)
def test_what_the_system_says(error: OSError, message: str) -> None:
    assert str(refusal("a.txt", error)) == message


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="is not there"):
        list(read_pieces(str(tmp_path / "none"), "none", "gz"))
    with pytest.raises(ReadError, match="is a folder"):
        list(read_pieces(str(tmp_path), "folder"))


def test_an_error_of_the_one_who_reads_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(TEXT)

    def write_all() -> None:
        for _ in read_pieces(str(path), "a"):
            raise OSError(28, "disk full")

    with pytest.raises(OSError, match="disk full"):
        write_all()
