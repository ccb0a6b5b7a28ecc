"""Annotated documents, read back."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imenoslov.corpus import WORK, Corpus, Head, parse_head, read_head
from imenoslov.document import Document, Fingerprint, Source, to_json
from imenoslov.errors import ReadError

MARK = Fingerprint("1", "sha256:0")


def document(id: str, text: str = "Рига.", title: str | None = None) -> Document:
    return Document(id=id, source=Source(sha256="00", title=title), annotator=MARK, text=text)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    (tmp_path / "a").mkdir()
    (tmp_path / WORK).mkdir()
    (tmp_path / WORK / "report.json").write_text("{}")
    (tmp_path / "a" / "b.txt.json").write_bytes(to_json(document("a/b.txt")) + b"\n")
    (tmp_path / "r.jsonl").write_bytes(b"".join(to_json(document(str(number))) + b"\n" for number in range(3)))
    return tmp_path


def test_list_iterate_get(target: Path) -> None:
    corpus = Corpus(target)
    assert corpus.ids() == ("0", "1", "2", "a/b.txt")
    assert [one.id for one in corpus] == list(corpus.ids())
    assert len(corpus) == 4
    assert corpus.get("2") == document("2")
    with pytest.raises(KeyError):
        corpus.get("9")
    assert Corpus(target / "r.jsonl").ids() == ("0", "1", "2")


def test_what_is_no_document_is_named(target: Path) -> None:
    (target / "c.json").write_text('{"schema": "other"}\n')
    with pytest.raises(ReadError, match=r"c\.json, line 1"):
        list(Corpus(target))
    with pytest.raises(ReadError, match=r"c\.json, line 1"):
        Corpus(target).ids()
    corpus = Corpus(target / "r.jsonl")
    assert len(corpus) == 3
    lines = (target / "r.jsonl").read_bytes().splitlines(keepends=True)
    (target / "r.jsonl").write_bytes(lines[0] + lines[1][:-9].ljust(len(lines[1]) - 1) + b"\n" + lines[2])
    with pytest.raises(ReadError, match=r"r\.jsonl, line 2"):
        corpus.get("1")


def test_a_missing_target_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="none does not exist"):
        Corpus(tmp_path / "none")


@given(st.text(), st.text(), st.text())
def test_the_head_stands_before_the_text(id: str, text: str, title: str) -> None:
    written = to_json(document(id, text, title))
    head = parse_head(written)
    assert head == Head(id, Source(sha256="00", title=title), MARK)
    assert head.is_current(id, "00", MARK)
    assert not head.is_current(id, "01", MARK)
    assert parse_head(written[: written.index(b',"text":"')]) is None


def test_the_head_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    assert read_head(path) is None
    path.write_bytes(to_json(document("a", title="ы" * 5000)) + b"\n")
    head = read_head(path)
    assert head is not None
    assert head.id == "a"
    path.write_bytes(to_json(document("a")))
    assert read_head(path) is None, "it was cut off"
    path.write_bytes(b"")
    assert read_head(path) is None
