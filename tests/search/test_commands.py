"""`imenoslov index` and `imenoslov search` as a user calls them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest

pytest.importorskip("tantivy")

from imenoslov.corpus import Corpus
from imenoslov.search.build import update_index


class Answer(Protocol):
    """What a command left behind."""

    status: int
    output: str
    said: str


Call = Callable[..., Answer]


def test_index_and_search(archive: Path, tmp_path: Path, call: Call) -> None:
    index = tmp_path / "index"
    assert "4 documents added, 0 changed, 0 removed, 0 up to date" in call("index", archive, index).said
    assert "0 documents added, 0 changed, 0 removed, 4 up to date" in call("index", archive, index).said

    answer = call("search", index, "Каи Каллас")
    assert (answer.status, answer.said) == (0, "")
    lines = answer.output.splitlines()
    assert lines[0] == "Каи Каллас → Кая Каллас"
    assert "Переговоры в Брюсселе  2025-12-03" in lines
    assert any("[Кая Каллас] провела переговоры" in line for line in lines)
    assert "2 documents" in lines
    assert "persons       Кая Каллас 2, Сийм Каллас 1" in lines
    assert "months        2025-12 2" in lines

    results = json.loads(call("search", index, "--place", "Набережных Челнах", "--json").output)
    assert [hit["id"] for hit in results["hits"]] == ["2026/01/c.txt"]

    without = json.loads(call("search", index, "--json", "--", "-переговоры").output)
    assert {hit["id"] for hit in without["hits"]} == {"2025/12/b.txt", "2026/01/d.txt"}

    offered = call("search", index, "--person", "Каллас", "--sort", "oldest", "-n", "1")
    assert "«Каллас» may be: Кая Каллас (1, per:каллас-кая); Сийм Каллас (1, per:каллас-сийм)." in offered.said
    assert "3 documents" in offered.output


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("search", "nowhere", "x"), 2, "nowhere is no search index"),
        (("search", "INDEX", "--person", "Никто"), 1, "No person in the archive is called «Никто»"),
        (("search", "INDEX", "--until", "31.13.2025"), 2, "«31.13.2025» is no date"),
        (("search", "INDEX"), 2, "Nothing is asked"),
        (("search", "INDEX", '"*"'), 2, "Nothing is asked"),
        (("index", "nowhere", "INDEX"), 2, "nowhere does not exist"),
        (("index", "ARCHIVE", "ARCHIVE"), 2, "holds other files"),
        (("index", "ARCHIVE", "FILE/index"), 1, "choose another folder for the index"),
    ],
)
def test_a_wrong_call_is_one_clear_line(
    arguments: tuple[str, ...], status: int, said: str, archive: Path, tmp_path: Path, call: Call
) -> None:
    index = tmp_path / "index"
    update_index(Corpus(archive), index)
    (tmp_path / "note.txt").write_text("mine")
    places = {"INDEX": index, "ARCHIVE": archive, "FILE/index": tmp_path / "note.txt" / "index"}
    answer = call(*(places.get(argument, argument) for argument in arguments))
    assert answer.status == status
    assert said in answer.said
    assert len(answer.said.strip().splitlines()) == 1
