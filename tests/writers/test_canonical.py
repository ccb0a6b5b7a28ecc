from collections.abc import Iterator
from pathlib import Path

import pytest

from imenoslov.errors import WriteError
from imenoslov.writers.canonical import write_whole


def test_a_file_is_whole_and_nothing_is_left(tmp_path: Path) -> None:
    write_whole([b"a", b"b"], tmp_path / "x" / "y.json", tmp_path / "scratch")
    assert (tmp_path / "x" / "y.json").read_bytes() == b"ab"
    assert list((tmp_path / "scratch").iterdir()) == []


def test_an_unfinished_file_does_not_replace_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "y.json"
    path.write_bytes(b"old")

    def broken() -> Iterator[bytes]:
        yield b"new"
        raise OSError(28, "No space left on device")

    with pytest.raises(WriteError, match=r"y\.json cannot be written \(No space left on device\); free space"):
        write_whole(broken(), path, tmp_path / "scratch")
    assert path.read_bytes() == b"old"
    assert list((tmp_path / "scratch").iterdir()) == []


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "y.json").mkdir()
    with pytest.raises(WriteError, match=r"y\.json cannot be written"):
        write_whole([b"a"], tmp_path / "y.json", tmp_path / "scratch")
