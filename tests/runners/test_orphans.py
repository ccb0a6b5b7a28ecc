"""Documents without a source: which files are theirs, and what is left alone."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from imenoslov.config import Config
from imenoslov.corpus import WORK
from imenoslov.document import Document, to_json
from imenoslov.errors import ConfigError
from imenoslov.readers.sources import SourceFile
from imenoslov.runners.local import annotate_source
from imenoslov.runners.orphans import find_orphans
from imenoslov.runners.report import Report

TEXT = "Президент Казахстана Касым-Жомарт Токаев прибыл в Брюссель."

Run = Callable[..., Report]
Outputs = Callable[[Path], dict[str, bytes]]
Failures = Callable[[Path], dict[str, dict[str, Any]]]


def test_what_could_not_be_read_is_not_taken_for_gone(tmp_path: Path) -> None:
    files = [SourceFile("", "a.txt", "a.txt", "text")]
    for name in ("a.txt", "b.txt", "closed/c.txt", "closed-too.txt"):
        path = tmp_path / f"{name}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(to_json(Document.from_text("Встреча.", name)) + b"\n")
    orphans = [orphan.path.name for orphan in find_orphans(tmp_path, files, ["closed", "b.txt.gz"])]
    assert orphans == ["closed-too.txt.json"]
    assert list(find_orphans(tmp_path, files, ["."])) == []


def test_documents_without_a_source_are_told_and_pruned(tmp_path: Path, run: Run, outputs: Outputs) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    (source / "deep" / "er").mkdir(parents=True)
    for name in ("a.txt", "deep/b.txt", "deep/er/c.txt"):
        (source / name).write_text(TEXT, encoding="utf-8")
    for name in ("kept", "gone"):
        lines = [json.dumps({"id": f"{name}{number}", "text": TEXT}) for number in range(3)]
        (source / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (source / "one.json").write_text(json.dumps({"id": "one", "text": TEXT}), encoding="utf-8")
    first = run(source, target)
    assert (first.orphaned, first.pruned) == (0, 0)
    before = outputs(target)
    for name in ("other.json", "other.jsonl"):
        (target / name).write_text('{"not": "ours"}\n', encoding="utf-8")
    for name in ("deep/er/c.txt", "gone.jsonl"):
        (source / name).unlink()
    report = run(source, target)
    gone = 1 + 3
    assert (first.documents, report.documents) == (10, 6)
    assert (report.orphaned, report.pruned) == (gone, 0)
    assert outputs(target).keys() == before.keys() | {"other.json", "other.jsonl"}
    report = annotate_source(str(source), target, Config(), workers=1, prune=True)
    assert (report.orphaned, report.pruned) == (0, gone)
    assert outputs(target).keys() == before.keys() - {"deep/er/c.txt.json", "gone.jsonl"} | {
        "other.json",
        "other.jsonl",
    }
    assert not (target / "deep" / "er").exists()
    assert (target / "deep").exists()
    written = json.loads((target / WORK / "report.json").read_text(encoding="utf-8"))
    assert written["pruned"] == gone


def test_a_folder_that_a_link_does_not_lead_to_today_is_not_pruned(tmp_path: Path, run: Run, outputs: Outputs) -> None:
    source, target, drive = tmp_path / "in", tmp_path / "out", tmp_path / "drive"
    source.mkdir()
    drive.mkdir()
    (source / "drive").symlink_to(drive)
    for folder in (source, drive):
        (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    run(source, target)
    drive.rename(tmp_path / "away")
    report = annotate_source(str(source), target, Config(), workers=1, prune=True)
    assert (report.current, report.pruned) == (1, 0)
    assert set(outputs(target)) == {"a.txt.json", "drive/a.txt.json"}


def test_a_single_file_and_an_empty_folder_prune_nothing(tmp_path: Path, run: Run, outputs: Outputs) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / "a.txt").write_text(TEXT, encoding="utf-8")
    (source / "b.txt").write_text(TEXT, encoding="utf-8")
    run(source, target)
    assert run(source / "a.txt", target).orphaned == 0
    with pytest.raises(ConfigError, match="needs a folder"):
        annotate_source(str(source / "a.txt"), target, Config(), workers=1, prune=True)
    for path in source.iterdir():
        path.unlink()
    with pytest.raises(ConfigError, match="nothing was pruned"):
        annotate_source(str(source), target, Config(), workers=1, prune=True)
    assert len(outputs(target)) == 2
