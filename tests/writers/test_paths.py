from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imenoslov.errors import ConfigError, WriteError
from imenoslov.writers.paths import Folder, check_own, relative_path


@pytest.mark.parametrize(
    ("id", "path"),
    [
        ("2025/12/kz-eu.txt", "2025/12/kz-eu.txt"),
        ("Проба №1.txt", "Проба №1.txt"),
        ("../../etc/passwd", "%../%../etc/passwd"),
        ("/etc/passwd", "%/etc/passwd"),
        ("a//b", "a/%/b"),
        ("https://e.org/a?b=1", "https%3A/%/e.org/a%3Fb=1"),
        ("100%", "100%25"),
        ("CON", "%CON"),
    ],
)
def test_an_id_is_a_path_within_the_folder(id: str, path: str) -> None:
    assert relative_path(id).as_posix() == path


@given(st.text(min_size=1, max_size=300))
def test_no_id_leads_out(id: str) -> None:
    path = relative_path(id)
    assert not path.is_absolute()
    assert not {"", ".", ".."} & set(path.parts)
    assert all(len(part.encode("utf-8", "surrogatepass")) <= 240 for part in path.parts)


def test_two_documents_never_share_a_file(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    assert folder.place("a", ".txt") == tmp_path / "a.txt"
    with pytest.raises(WriteError, match="two documents"):
        folder.place("A.txt", ".txt")


def test_a_folder_is_free_or_carries_the_mark(tmp_path: Path) -> None:
    check_own(tmp_path / "absent", "mark", "the index")
    check_own(tmp_path, "mark", "the index")
    (tmp_path / ".hidden").touch()
    check_own(tmp_path, "mark", "the index")
    (tmp_path / "note.txt").touch()
    with pytest.raises(ConfigError, match="holds other files; name a new folder for the index"):
        check_own(tmp_path, "mark", "the index")
    with pytest.raises(ConfigError, match="is a file, but the index is a folder"):
        check_own(tmp_path / "note.txt", "mark", "the index")
    (tmp_path / "mark").touch()
    check_own(tmp_path, "mark", "the index")
