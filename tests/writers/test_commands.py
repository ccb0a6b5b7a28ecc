"""`imenoslov export` as a user calls it."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import UNSET
from msgspec.structs import replace

from imenoslov.catalogue import Catalogue
from imenoslov.corpus import Corpus
from imenoslov.document import Document
from imenoslov.readers.brat import read_brat
from imenoslov.stages.tokens import Tokens
from imenoslov.writers.conll import conll
from imenoslov.writers.jsonl import jsonl

Call = Callable[..., tuple[int, str, str]]


def run(*arguments: str | Path) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run([sys.executable, "-m", "imenoslov", *map(str, arguments)], capture_output=True, timeout=120)


@pytest.fixture
def target(documents: list[Document], tmp_path: Path) -> Path:
    path = tmp_path / "all.jsonl"
    path.write_bytes(b"".join(jsonl(documents)))
    return path


def test_streams(target: Path, tmp_path: Path, documents: list[Document]) -> None:
    answer = run("export", target, "--format", "jsonl")
    with Catalogue(tmp_path / "catalogue.sqlite") as catalogue:
        catalogue.update(documents)
        expected = b"".join(jsonl(map(catalogue.export, documents)))
    assert (answer.returncode, answer.stdout, answer.stderr) == (0, expected, b"")
    names: dict[str, set[str]] = {}
    for line in answer.stdout.splitlines():
        for entity in json.loads(line)["entities"]:
            names.setdefault(entity["id"], set()).add(entity["name"])
    assert names["loc:казахстан"] == {"Казахстан"}
    assert {len(own) for own in names.values()} == {1}
    names_file = tmp_path / "[bold]new" / "names.csv"
    answer = run("export", target, "--format", "csv", "--output", names_file)
    assert (answer.returncode, answer.stdout) == (0, b"")
    assert names_file.read_bytes().startswith(b"document,")
    assert answer.stderr.decode().endswith(f"documents exported to {names_file}.\n")


def test_folders(target: Path, tmp_path: Path, documents: list[Document]) -> None:
    assert run("export", target, "-f", "brat", "-o", tmp_path / "brat").returncode == 0
    read = read_brat(tmp_path / "brat")
    assert sum(len(annotation.mentions) for annotation in read) == sum(len(d.mentions) for d in Corpus(target))
    assert len(read) == len(documents)
    again = run("export", target, "-f", "brat", "-o", tmp_path / "brat")
    assert again.returncode == 0, again.stderr.decode()
    other = run("export", target, "-f", "html", "-o", tmp_path / "brat")
    assert other.returncode == 2
    assert "holds other files" in other.stderr.decode()


def test_words_are_cut_again_where_a_document_has_none(target: Path, documents: list[Document]) -> None:
    without = [replace(document, tokens=UNSET) for document in documents[1:-1]]
    target.write_bytes(b"".join(jsonl(without)))
    assert run("export", target, "-f", "conll").stdout == b"".join(conll(map(Tokens(), without)))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("export", "nowhere", "-f", "jsonl"), "nowhere does not exist"),
        (("export", "TARGET", "-f", "brat"), "brat is a folder of files; name it with --output"),
        (("export", "TARGET", "-f", "brat", "-o", "TARGET"), "is in the archive"),
        (("export", "TARGET", "-f", "brat", "-o", "FILE"), "is a file, but the brat export is a folder"),
        (("export", "TARGET", "-f", "brat", "-o", "FOLDER"), "holds other files; name a new folder"),
        (("export", "FOLDER", "-f", "brat", "-o", "FOLDER/brat"), "is in the archive"),
        (("export", "FOLDER", "-f", "jsonl", "-o", "FOLDER/all.jsonl"), "is in the archive"),
        (("export", "TARGET", "-f", "csv", "-o", "FOLDER"), "is a folder, but csv is one file"),
        (("export", "TARGET", "-f", "docx"), "docx"),
        (("export", "TARGET", "-f", "csv", "--index", "news"), "--index and --annotated-text belong to --format bulk"),
        (("export", "TARGET", "-f", "html", "-o", "new", "--annotated-text"), "leave them out for html"),
        (("export", "TARGET", "-f", "bulk", "-o", "new", "--index", "News!"), "«News!» cannot be an index"),
    ],
)
def test_a_wrong_call_is_one_clear_message(
    arguments: tuple[str, ...],
    said: str,
    target: Path,
    tmp_path: Path,
    call: Call,
) -> None:
    (tmp_path / "note.txt").write_text("mine", encoding="utf-8")
    places = {"TARGET": str(target), "FOLDER": str(tmp_path), "FILE": str(tmp_path / "note.txt")}
    given = [places.get(head, head) + slash + rest for head, slash, rest in (a.partition("/") for a in arguments)]
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    status, _, complaint = call(*given)
    assert status in (1, 2)
    assert said in complaint
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
