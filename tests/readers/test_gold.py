import json
from pathlib import Path

import pytest

from imenoslov.document import Document, Mention, to_json
from imenoslov.errors import ReadError
from imenoslov.readers.annotation import Annotation, Name
from imenoslov.readers.gold import read_annotations

TEXT = "МИД Литвы ждёт"


def write(path: Path, *lines: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


def test_gold(tmp_path: Path) -> None:
    organisation = {"start": 0, "end": 9, "type": "ORG", "base": "МИД Литвы", "entity": "47", "label": "МИД"}
    place = {"start": 4, "end": 9, "type": "LOC"}
    line = {
        "id": "a",
        "text": TEXT,
        "mentions": [organisation],
        "ignore": [[10, 14]],
        "nested": [organisation, place],
        "cross": True,
        "bad": [],
    }
    name = Name(0, 9, "ORG", "МИД Литвы", "47")
    expected = Annotation("a", TEXT, (name,), ((10, 14),), (name, Name(4, 9, "LOC")), True)
    assert read_annotations(write(tmp_path / "gold.jsonl", line)) == [expected]


def test_predictions(tmp_path: Path) -> None:
    mentions = [
        {"start": 0, "end": 9, "type": "ORG", "entity": None},
        {"start": 4, "end": 9, "type": "LOC", "base": "Литва", "entity": 3, "nested": True},
    ]
    lines = [{"id": 1, "mentions": mentions}, {"id": "b", "mentions": []}]
    names = (Name(0, 9, "ORG", None, ""), Name(4, 9, "LOC", "Литва", "3", True))
    path = write(tmp_path / "predicted.jsonl", *lines)
    assert read_annotations(path) == [Annotation("1", None, names, nested=names), Annotation("b", None, (), nested=())]


def own(id_: str, offset: int | None = 0) -> Document:
    document = Document.from_text(TEXT, id_)
    return Document(
        id=id_,
        source=type(document.source)(offset=offset),
        annotator=None,
        text=TEXT,
        mentions=(
            Mention(0, 9, "ORG", "МИД Литвы", "МИД Литвы", "org:мид-литвы"),
            Mention(4, 9, "LOC", "Литвы", parent=0),
        ),
    )


def names(shift: int) -> tuple[Name, ...]:
    return (
        Name(shift, shift + 9, "ORG", "МИД Литвы", "org:мид-литвы"),
        Name(shift + 4, shift + 9, "LOC", None, "", nested=True),
    )


def test_own_documents_in_one_file(tmp_path: Path) -> None:
    path = tmp_path / "annotated.jsonl"
    path.write_bytes(to_json(own("a")) + b"\n\n" + to_json(own("b", 17)) + b"\n" + to_json(own("c", None)))
    assert read_annotations(path) == [
        Annotation("a", TEXT, names(0), nested=names(0)),
        Annotation("b", " " * 17 + TEXT, names(17), nested=names(17)),
        Annotation("c", TEXT, names(0), nested=names(0)),
    ]


def test_own_documents_in_a_folder(tmp_path: Path) -> None:
    for file, id_ in [("b.txt.json", "b"), ("sub/a.txt.json", "a"), ("c.jsonl", "c")]:
        write(tmp_path / file, json.loads(to_json(own(id_))))
    write(tmp_path / "_imenoslov/report.json", {"annotated": 3})
    (tmp_path / "notes.md").touch()
    assert [annotation.id for annotation in read_annotations(tmp_path)] == ["b", "c", "a"]


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + b'{"id": "a", "text": "", "mentions": []}\r\n')
    assert read_annotations(path) == [Annotation("a", "", ())]


LINE = {"id": "a", "text": TEXT, "mentions": []}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{", "not an annotated text in JSON"),
        (b"[]", "not an annotated text in JSON"),
        (b'{"id": "b", "text": "\xff", "mentions": []}', "not an annotated text in JSON"),
        (b'{"mentions": []}', "missing required field `id`"),
        (b'{"id": "b", "mentions": [{"start": 0, "type": "PER"}]}', "mention at 0 has no end"),
        (b'{"id": "b", "mentions": [{"start": "0", "end": 1, "type": "PER"}]}', r"mentions\[0\].start"),
        (b'{"id": "b", "text": "", "mentions": [{"start": 0, "end": 1, "type": "PER"}]}', "0-1 points outside"),
        (b'{"id": "b", "mentions": [{"start": 2, "end": 1, "type": "PER"}]}', "2-1 points outside"),
        (b'{"id": "b", "mentions": [{"start": -2, "end": 1, "type": "PER"}]}', "-2-1 points outside"),
        (b'{"id": "a", "mentions": []}', r"gold.jsonl:2: the id «a» is also at .*gold.jsonl:1"),
    ],
)
def test_a_bad_line_is_named(line: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(json.dumps(LINE).encode() + b"\n" + line)
    with pytest.raises(ReadError, match=r"gold.jsonl:2: ") as caught:
        read_annotations(path)
    assert caught.match(reason)


def test_an_empty_source_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="holds no annotated text"):
        read_annotations(tmp_path)
    (tmp_path / "gold.jsonl").touch()
    with pytest.raises(ReadError, match=r"gold.jsonl holds no annotated text"):
        read_annotations(tmp_path / "gold.jsonl")


def test_a_missing_source_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"gold.jsonl cannot be read \(No such file"):
        read_annotations(tmp_path / "gold.jsonl")
