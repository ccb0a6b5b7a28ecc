from collections.abc import Iterator
from pathlib import Path

import pytest

from imenoslov.errors import ReadError, WriteError
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


@pytest.mark.parametrize("error", [KeyboardInterrupt, ReadError])
def test_what_breaks_off_leaves_nothing(error: type[BaseException], tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"new"
        raise error

    with pytest.raises(error):
        write_whole(broken(), tmp_path / "y.json", tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_too_long_is_called_so(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match=r"give what it is made of a shorter name\.$"):
        write_whole([b"a"], tmp_path / ("y" * 300), tmp_path / "scratch")


def test_a_place_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine")
    with pytest.raises(WriteError, match="choose another place"):
        write_whole([b"a"], tmp_path / "note.txt" / "y.json", tmp_path / "note.txt")


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "y.json").mkdir()
    with pytest.raises(WriteError, match=r"y\.json cannot be written"):
        write_whole([b"a"], tmp_path / "y.json", tmp_path / "scratch")
