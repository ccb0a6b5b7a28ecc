# ruff: noqa: ANN401 - the engine is a class of conftest.py, which cannot be imported
"""`imenoslov feed` as a user calls it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from imenoslov.writers.mapping import index_template

Call = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize("version", ["elasticsearch-9", "opensearch-3"])
def test_an_archive_is_fed_and_kept_up_to_date(
    call: Call, start: Any, archive: Path, monkeypatch: pytest.MonkeyPatch, version: str
) -> None:
    pytest.importorskip("elasticsearch")
    pytest.importorskip("opensearchpy")
    engine = start(version, user="u", password="p")
    monkeypatch.setenv("IMENOSLOV_ENGINE_USER", "u")
    monkeypatch.setenv("IMENOSLOV_ENGINE_PASSWORD", "p")
    status, output, said = call("feed", archive, engine.url, "--index", "news")
    assert (status, output) == (0, "")
    assert said.startswith("4 documents sent, 0 up to date in")
    (archive / "2026/01/d.txt.json").unlink()
    _, _, said = call("feed", archive, engine.url, "--index", "news", "--delete", "--engine", engine.flavour)
    assert said.startswith("0 documents sent, 3 up to date, 1 deleted in")
    engine.refused_ids = {"2026/01/c.txt"}
    del engine.indices["news"]["2026/01/c.txt"]
    status, _, said = call("feed", archive, engine.url, "--index", "news")
    assert status == 1
    assert said.startswith("2026/01/c.txt: refused: 400 document_parsing_exception")
    assert "1 refused" in said
    monkeypatch.setenv("IMENOSLOV_ENGINE_PASSWORD", "wrong")
    status, _, said = call("feed", archive, engine.url, "--engine", engine.flavour)
    assert status == 1
    assert "refuses these credentials" in said


def test_the_mapping_is_shown(call: Call, archive: Path) -> None:
    status, output, _ = call("feed", archive, "--index", "news", "--annotated-text", "--nested", "--print-mapping")
    assert status == 0
    assert json.loads(output) == index_template("news", annotated=True, nested=True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "URL is missing"),
        (("localhost:9200",), "is no address"),
        (("http://u:p@localhost:9200",), "can be seen by others"),
        (("http://localhost:9200", "--index", "Новости"), "cannot be an index"),
        (("http://localhost:9200", "--credentials", "nothing.toml"), "nothing.toml cannot be read"),
    ],
)
def test_a_wrong_call_is_one_clear_line(call: Call, archive: Path, arguments: tuple[str, ...], said: str) -> None:
    status, _, complaint = call("feed", archive, *arguments)
    assert status == 2
    assert said in complaint
    assert len(complaint.strip().splitlines()) == 1
