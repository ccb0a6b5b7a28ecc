from pathlib import Path

import pytest

from imenoslov.errors import ReadError
from imenoslov.readers.annotation import Annotation, Name
from imenoslov.readers.gold import read_annotations

#       0123456789 ...
TEXT = "😀 МИД\r\nЛитвы, Обама\nи форум «Россия»."


def write(folder: Path, stem: str, *lines: str, text: str = TEXT) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{stem}.txt").write_bytes(text.encode())
    (folder / f"{stem}.ann").write_bytes("\n".join(lines).encode())


def read(folder: Path) -> Annotation:
    (annotation,) = read_annotations(folder)
    return annotation


def test_types_notes_and_normalisations(tmp_path: Path) -> None:
    write(
        tmp_path,
        "a",
        "T1\tPERSON 14 19\tОбама",
        "#1\tAnnotatorNotes T1\tБарак Обама",
        "N1\tReference T1 Wikidata:Q76\tБарак Обама",
        "T2\tgpe 7 12\tЛитвы",
        "T3\tEVENT 22 27\tфорум",
        "R1\tSpouse Arg1:T1 Arg2:T2",
        "#2\tAnnotatorNotes R1\tне уверен",
        "A1\tNegation T1",
        "*\tEquiv T1 T2",
        "",
    )
    assert read(tmp_path) == Annotation(
        "a.txt", TEXT, (Name(7, 12, "LOC"), Name(14, 19, "PER", "Барак Обама", "Wikidata:Q76")), ignore=((22, 27),)
    )


@pytest.mark.parametrize(
    ("type_", "expected"),
    [("PER", "PER"), ("Person", "PER"), ("ORG", "ORG"), ("ORGANIZATION", "ORG"), ("LOC", "LOC"), ("Location", "LOC")],
)
def test_names_of_types(type_: str, expected: str, tmp_path: Path) -> None:
    write(tmp_path, "a", f"T1\t{type_} 14 19\tОбама")
    assert [name.type for name in read(tmp_path).mentions] == [expected]


def test_a_discontinuous_name_reaches_from_its_first_fragment_to_its_last(tmp_path: Path) -> None:
    write(tmp_path, "a", "T1\tORG 2 5;7 12\tМИД Литвы", "T2\tORG 14 19;22 27\tОбама форум")
    assert read(tmp_path).mentions == (Name(2, 12, "ORG"), Name(14, 27, "ORG"))


def test_a_line_end_inside_a_name_is_a_space_in_its_text(tmp_path: Path) -> None:
    write(tmp_path, "a", "T1\tORG 2 12\tМИД  Литвы")
    assert read(tmp_path).mentions == (Name(2, 12, "ORG"),)


def test_names_inside_names_are_nested(tmp_path: Path) -> None:
    write(tmp_path / "sub", "a", "T1\tLOC 7 12\tЛитвы", "T2\tORG 2 12\tМИД Литвы", "T3\tEVENT 0 30")
    write(tmp_path, "b", "T1\tPER 14 19\tОбама")
    outer, inner = Name(2, 12, "ORG"), Name(7, 12, "LOC", nested=True)
    person = Name(14, 19, "PER")
    assert read_annotations(tmp_path) == [
        Annotation("b.txt", TEXT, (person,), nested=(person,)),
        Annotation("sub/a.txt", TEXT, (outer, inner), ignore=((0, 30),), nested=(outer, inner)),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("T1\tPER", "is not a type and pairs of offsets"),
        ("T1\tPER 14", "is not a type and pairs of offsets"),
        ("T1\tPER a b", "is not a type and pairs of offsets"),
        ("T1\tPER 14 19 20", "is not a type and pairs of offsets"),
        ("T1\tPER 14 99\tОбама", "points outside the text"),
        ("T1\tPER 19 14\tОбама", "points outside the text"),
        ("T1\tPER 13 18\tОбама", "the text has « Обам» where the annotation says «Обама»"),
    ],
)
def test_a_bad_line_is_named(line: str, reason: str, tmp_path: Path) -> None:
    write(tmp_path, "a", "#1\tAnnotatorNotes T1\tОбама", line)
    with pytest.raises(ReadError, match=r"a\.ann:2: ") as caught:
        read_annotations(tmp_path)
    assert caught.match(reason)


def test_a_missing_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.ann").touch()
    with pytest.raises(ReadError, match=r"a\.txt cannot be read \(No such file"):
        read_annotations(tmp_path)


def test_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.ann").touch()
    (tmp_path / "a.txt").write_bytes("Обама".encode("cp1251"))
    with pytest.raises(ReadError, match=r"a\.txt is not UTF-8 at byte 0"):
        read_annotations(tmp_path)
