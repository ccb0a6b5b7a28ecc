import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from imenoslov.errors import ConfigError
from imenoslov.readers.sources import Failure, Found, Skipped, SourceFile, _suffix, find_sources


class Grow(Protocol):
    def __call__(self, *names: str) -> Path: ...


@pytest.fixture
def tree(tmp_path: Path) -> Grow:
    def grow(*names: str) -> Path:
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("Текст", encoding="utf-8")
        return tmp_path

    return grow


def ids(found: Iterable[Found]) -> list[str]:
    return [one.id for one in found]


def test_kinds_and_compressions(tree: Grow) -> None:
    root = tree("a.txt", "b.md", "c.json", "d.jsonl", "e.txt.gz", "f.jsonl.zst", "g.JSONL.GZ")
    found = [one for one in find_sources(root) if isinstance(one, SourceFile)]
    assert [(one.id, one.path, one.kind, one.compression) for one in found] == [
        ("a.txt", "a.txt", "text", None),
        ("b.md", "b.md", "text", None),
        ("c.json", "c.json", "json", None),
        ("d.jsonl", "d.jsonl", "jsonl", None),
        ("e.txt", "e.txt.gz", "text", "gz"),
        ("f.jsonl", "f.jsonl.zst", "jsonl", "zst"),
        ("g.JSONL", "g.JSONL.GZ", "jsonl", "gz"),
    ]
    assert all(Path(one.location).samefile(root / one.path) for one in found)


@given(st.text(st.sampled_from("aБ. /"), min_size=1).filter(lambda path: not path.endswith(("/", "/."))))
def test_suffixes_are_those_of_paths(path: str) -> None:
    assert _suffix(path) == Path(path).suffix.lower()


def test_what_is_not_read_is_counted_by_reason(tree: Grow) -> None:
    root = tree("a.html", "b.htm.gz", "c.csv", "d.parquet", "e.jpg", "f.jpg", "README", "g.gz", "h.txt")
    skipped = [(one.id, one.reason) for one in find_sources(root) if isinstance(one, Skipped)]
    assert skipped == [
        ("README", "no reader for files without a suffix"),
        ("a.html", "no reader for .html"),
        ("b.htm.gz", "no reader for .htm"),
        ("c.csv", "no reader for .csv"),
        ("d.parquet", "no reader for .parquet"),
        ("e.jpg", "no reader for .jpg"),
        ("f.jpg", "no reader for .jpg"),
        ("g.gz", "no reader for files without a suffix"),
    ]


def test_ids_come_sorted_over_all_folders(tree: Grow) -> None:
    names = ["a.txt", "a/b.txt", "a!.txt", "a/a/z.txt", "a-b/c.txt", "b.txt.gz", "b.md", "Ё/я.txt", "z/z/z/z.txt"]
    found = ids(find_sources(tree(*names)))
    assert found == sorted(found)
    assert len(found) == len(names)
    assert found == ids(find_sources(tree(*reversed(names))))


def test_hidden_files_and_the_target_are_passed_over(tree: Grow) -> None:
    root = tree("a.txt", ".hidden.txt", ".git/b.txt", "out/c.txt", "out/_imenoslov/d.txt", "in/out/e.txt", "f.jsonl")
    assert ids(find_sources(root, exclude=root / "out")) == ["a.txt", "f.jsonl", "in/out/e.txt"]
    assert ids(find_sources(root / "in", exclude=root / "in" / ".." / "out")) == ["out/e.txt"]
    assert "f.jsonl" not in ids(find_sources(root, exclude=str(root / "f.jsonl")))
    assert ids(find_sources(root, exclude=root / "none")) == ids(find_sources(root))


def test_the_target_is_passed_over_behind_a_link_too(tree: Grow) -> None:
    root = tree("a.txt", "out/c.txt")
    (root / "link").symlink_to(root / "out")
    assert ids(find_sources(root, exclude=root / "out")) == ["a.txt"]
    assert ids(find_sources(root, exclude=root / "link")) == ["a.txt"]


def test_a_target_that_is_made_while_walking(tree: Grow) -> None:
    root = tree("a/b.txt", "z.txt")
    found = find_sources(root, exclude=root / "a" / "out")
    tree("a/out/c.txt")
    assert ids(found) == ["a/b.txt", "z.txt"]
    found = find_sources(root, exclude=root / "out")
    assert next(found).id == "a/b.txt"
    tree("out/c.txt")
    assert ids(found) == ["a/out/c.txt", "z.txt"]


def test_links_are_followed(tree: Grow, tmp_path_factory: pytest.TempPathFactory) -> None:
    root = tree("a.txt", "real/b.txt")
    other = tmp_path_factory.mktemp("other")
    (other / "c.txt").write_text("Текст", encoding="utf-8")
    (root / "file.txt").symlink_to(root / "a.txt")
    (root / "folder").symlink_to(other)
    (root / "twice").symlink_to(root / "real")
    assert ids(find_sources(root)) == ["a.txt", "file.txt", "folder/c.txt", "real/b.txt", "twice/b.txt"]


def test_loops_end(tree: Grow) -> None:
    root = tree("a.txt", "b/c.txt")
    (root / "b" / "up").symlink_to(root)
    (root / "b" / "here").symlink_to(root / "b")
    (root / "self").symlink_to(root / "self")
    (root / "self.txt").symlink_to(root / "self.txt")
    found = {one.id: one for one in find_sources(root)}
    assert list(found) == sorted(found)
    assert found["b/up"] == Skipped("b/up", "link back to a folder above it")
    assert found["b/here"] == Skipped("b/here", "link back to a folder above it")
    for name in ("self", "self.txt"):
        failure = found[name]
        assert isinstance(failure, Failure)
        assert failure.reason.startswith(f"{name} cannot be read (")
    assert {"a.txt", "b/c.txt"} < set(found)


def test_a_link_that_leads_nowhere_and_a_pipe(tree: Grow) -> None:
    root = tree("a.txt")
    (root / "gone.txt").symlink_to(root / "gone")
    os.mkfifo(root / "pipe.txt")
    assert list(find_sources(root))[1:] == [
        Failure("gone.txt", "gone.txt is a link that leads nowhere; remove it, or put a file there."),
        Failure("pipe.txt", "pipe.txt is no ordinary file; remove it, or put a file there."),
    ]


def test_a_folder_called_like_a_file_is_a_folder(tree: Grow) -> None:
    assert ids(find_sources(tree("news.txt/a.txt"))) == ["news.txt/a.txt"]


def test_a_deep_tree(tmp_path: Path) -> None:
    deep = sys.getrecursionlimit() + 100
    here = Path.cwd()
    os.chdir(tmp_path)
    try:  # step by step, also for cleaning up: library functions go down by recursion
        for _ in range(deep):
            Path("a").mkdir()
            os.chdir("a")
        Path("b.txt").touch()
        (found,) = find_sources(tmp_path)
        assert found.id == "a/" * deep + "b.txt"
        Path("b.txt").unlink()
        for _ in range(deep):
            os.chdir("..")
            Path("a").rmdir()
    finally:
        os.chdir(here)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_folder_without_permission(tree: Grow) -> None:
    root = tree("a/b.txt", "c.txt")
    (root / "a").chmod(0)
    try:
        found = list(find_sources(root))
    finally:
        (root / "a").chmod(0o700)
    assert found[0] == Failure("a", "a may not be read by this user; give permission, or leave it out.")
    assert ids(found) == ["a", "c.txt"]


def test_folders_that_the_system_refuses(tree: Grow, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tree("a/b.txt", "c/d.txt", "e.txt")
    scandir = os.scandir

    def refuse(location: str) -> Iterator[os.DirEntry[str]]:
        if Path(location).name in refused:
            raise PermissionError(13, "Permission denied")
        return scandir(location)

    refused = {"a"}
    monkeypatch.setattr(os, "scandir", refuse)
    found = list(find_sources(root))
    assert found[0] == Failure("a", "a may not be read by this user; give permission, or leave it out.")
    assert ids(found) == ["a", "c/d.txt", "e.txt"]
    refused = {root.name}
    reason = f"{root} may not be read by this user; give permission, or leave it out."
    assert list(find_sources(root)) == [Failure(".", reason)]


def test_a_folder_that_vanishes_while_walking(tree: Grow) -> None:
    root = tree("a/b.txt", "c/d.txt")
    found = find_sources(root)
    assert next(found).id == "a/b.txt"
    (root / "c" / "d.txt").unlink()
    (root / "c").rmdir()
    assert list(found) == [Failure("c", "c is not there any more; run again if it comes back.")]


def test_names_that_are_no_unicode(tmp_path: Path) -> None:
    try:
        (tmp_path / os.fsdecode(b"\xcc\xee.txt")).write_bytes(b"a")
        (tmp_path / os.fsdecode(b"\xcc")).mkdir()
    except (OSError, UnicodeError):
        pytest.skip("this file system takes Unicode names only")
    found = list(find_sources(tmp_path))
    assert [type(one) for one in found] == [Failure, Failure]
    assert msgspec.json.encode(found)
    assert {one.id for one in found} == {r"\udccc", r"\udccc\udcee.txt"}
    named = list(find_sources(tmp_path / os.fsdecode(b"\xcc\xee.txt")))
    assert [type(one) for one in named] == [Failure]
    with pytest.raises(ConfigError, match="does not exist") as error:
        find_sources(tmp_path / os.fsdecode(b"\xff"))
    assert str(error.value).encode()


def test_one_file(tree: Grow) -> None:
    root = tree("a.txt", "b.log", "c", "d.html", "e.jsonl.zst", "f.log.gz")

    def only(name: str) -> Found:
        (found,) = find_sources(root / name)
        return found

    assert only("a.txt") == SourceFile(str(root / "a.txt"), "a.txt", "a.txt", "text")
    assert only("b.log") == SourceFile(str(root / "b.log"), "b.log", "b.log", "text")
    assert only("c") == SourceFile(str(root / "c"), "c", "c", "text")
    assert only("e.jsonl.zst") == SourceFile(str(root / "e.jsonl.zst"), "e.jsonl.zst", "e.jsonl", "jsonl", "zst")
    assert only("f.log.gz") == SourceFile(str(root / "f.log.gz"), "f.log.gz", "f.log", "text", "gz")
    assert only("d.html") == Failure(
        "d.html", "d.html cannot be read, there being no reader for .html; convert it to .txt or .jsonl."
    )


def test_a_source_that_is_nothing(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none does not exist; name a file or folder that does\."):
        find_sources(tmp_path / "none")
    assert list(find_sources(tmp_path)) == []
