"""The batch: what stands where, what is skipped, and what fails."""

import gzip
import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard

from imenoslov.config import Config, load_config
from imenoslov.corpus import WORK, Corpus
from imenoslov.errors import ConfigError
from imenoslov.runners.local import annotate_source
from imenoslov.runners.report import Report
from imenoslov.stages.settings import LinkingSettings

TEXT = "Президент Казахстана Касым-Жомарт Токаев прибыл в Брюссель."

Run = Callable[..., Report]
Outputs = Callable[[Path], dict[str, bytes]]
Failures = Callable[[Path], dict[str, dict[str, Any]]]


def test_a_folder_gives_a_folder(seeds: Path, tmp_path: Path, run: Run, outputs: Outputs, failures: Failures) -> None:
    report = run(seeds, tmp_path / "out")
    documents = {path.name for path in seeds.iterdir()}
    assert set(outputs(tmp_path / "out")) == {f"{name}.json" for name in documents}
    assert {document.id for document in Corpus(tmp_path / "out")} == documents
    assert (report.annotated, report.failed) == (len(documents), 0)
    written = json.loads((tmp_path / "out" / WORK / "report.json").read_text(encoding="utf-8"))
    assert written["annotated"] == len(documents)
    assert failures(tmp_path / "out") == {}


def test_what_is_up_to_date_is_left_alone(tmp_path: Path, run: Run, outputs: Outputs) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / "a.txt").write_text(TEXT, encoding="utf-8")
    (source / "b.txt").write_text(TEXT, encoding="utf-8")
    run(source, target)
    before = {name: (target / name).stat().st_mtime_ns for name in outputs(target)}
    (source / "b.txt").write_text(f"{TEXT} Снова.", encoding="utf-8")
    report = run(source, target)
    assert (report.annotated, report.current) == (1, 1)
    assert (target / "a.txt.json").stat().st_mtime_ns == before["a.txt.json"]
    assert (target / "b.txt.json").stat().st_mtime_ns != before["b.txt.json"]
    assert run(source, target, force=True).annotated == 2


def test_the_users_list_of_names_is_kept_with_what_it_names(tmp_path: Path, run: Run) -> None:
    names, target = tmp_path / "names.tsv", tmp_path / "out"
    names.write_text("LOC\tБрюссель\tСтолица Европы\n", encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    config = Config(linking=LinkingSettings(names=str(names)))
    annotate_source(str(tmp_path / "a.txt"), target, config, workers=1)
    names.write_text("LOC\tПариж\n", encoding="utf-8")
    for corpus in (Corpus(target), Corpus(target / "a.txt.json")):
        own = corpus.own_names()
        assert own is not None
        found = own.find("LOC", "столица Европы")
        assert found is not None
        assert found.name == "Брюссель"
    run(tmp_path / "a.txt", target)
    assert Corpus(target).own_names() is None


def test_a_damaged_output_is_made_again(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    target = tmp_path / "out"
    run(tmp_path / "a.txt", target)
    whole = (target / "a.txt.json").read_bytes()
    (target / "a.txt.json").write_bytes(whole[:-40])
    assert run(tmp_path / "a.txt", target).annotated == 1
    assert (target / "a.txt.json").read_bytes() == whole


def test_records_change_come_and_go(tmp_path: Path, run: Run) -> None:
    source, target = tmp_path / "a.jsonl", tmp_path / "out"

    def write(*names: str) -> Report:
        source.write_text("".join(json.dumps({"id": name[0], "text": f"{TEXT} {name}"}) + "\n" for name in names))
        return run(source, target)

    assert write("a", "b", "c").annotated == 3
    before = (target / "a.jsonl").stat().st_mtime_ns
    assert write("a", "b", "c").current == 3
    assert (target / "a.jsonl").stat().st_mtime_ns == before
    report = write("c", "b2", "d", "a")
    assert (report.annotated, report.current) == (2, 2)
    assert Corpus(target).ids() == ("c", "b", "d", "a")
    assert write("c", "a").current == 2
    assert Corpus(target).ids() == ("c", "a")


def test_a_damaged_file_of_records_takes_nothing_out_of_the_archive(
    tmp_path: Path, run: Run, outputs: Outputs, failures: Failures
) -> None:
    source, target = tmp_path / "a.jsonl.gz", tmp_path / "out"
    ids = [str(number) for number in range(40)]
    texts = {id: f"{TEXT} {random.Random(id).random()}" for id in ids}
    whole = gzip.compress("".join(json.dumps({"id": id, "text": texts[id]}) + "\n" for id in ids).encode())
    source.write_bytes(whole)
    assert run(source, target).annotated == 40
    before = outputs(target)
    source.write_bytes(whole[: len(whole) // 2])
    report = run(source, target)
    assert report.current < 40
    assert set(failures(target)) == {"a.jsonl"}
    assert outputs(target) == before
    source.write_bytes(whole)
    assert run(source, target).current == 40


def test_a_wrong_line_of_the_users_names_is_one_error_before_any_worker_starts(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    names = tmp_path / "names.tsv"
    names.write_text("PERSON\tКасым-Жомарт Токаев\n", "utf-8")
    config = Config(linking=LinkingSettings(str(names)))
    with pytest.raises(ConfigError, match=r"Line 1 of .*names\.tsv is wrong"):
        annotate_source(str(tmp_path / "a.txt"), tmp_path / "out", config, workers=2)


def test_sources_of_records(tmp_path: Path, run: Run, outputs: Outputs) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    line = json.dumps({"id": "one", "title": "Кая Каллас", "text": TEXT, "date": "2025-12-03"}).encode()
    (source / "plain.jsonl").write_bytes(line)
    (source / "g.jsonl.gz").write_bytes(gzip.compress(line.replace(b"one", b"two")))
    (source / "z.jsonl.zst").write_bytes(zstandard.compress(line.replace(b"one", b"three")))
    (source / "single.json").write_bytes(line.replace(b"one", b"four"))
    (source / "t.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    assert run(source, target).annotated == 5
    assert set(outputs(target)) == {"plain.jsonl", "g.jsonl", "z.jsonl", "single.json.jsonl", "t.txt.json"}
    document = Corpus(target).get("three")
    assert document.text.startswith("Кая Каллас\n\nПрезидент")
    assert (document.source.offset, document.source.title, document.source.published) == (
        None,
        "Кая Каллас",
        "2025-12-03",
    )


def test_bad_input_is_one_line_each_and_stops_nothing(
    tmp_path: Path, run: Run, outputs: Outputs, failures: Failures
) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / "good.txt").write_text(TEXT, encoding="utf-8")
    (source / "empty.txt").write_bytes(b"")
    (source / "white.txt").write_bytes(b" \r\n\t\n")
    (source / "binary.txt").write_bytes(bytes(random.Random(0).randbytes(3000)))
    (source / "broken.txt.gz").write_bytes(gzip.compress(TEXT.encode())[:-9])
    (source / "nowhere.txt").symlink_to(source / "gone.txt")
    (source / "loop").symlink_to(source)
    (source / "same.txt").write_text(TEXT, encoding="utf-8")
    (source / "same.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    (source / "picture.png").write_bytes(b"\x89PNG")
    (source / "records.jsonl").write_text(
        "\n".join(['{"id": "1", "text": "Рига."}', "{nonsense", '{"id": "1", "text": "Рим."}', '{"id": "2"}']),
        encoding="utf-8",
    )
    report = run(source, target)
    assert set(outputs(target)) == {
        "good.txt.json",
        "empty.txt.json",
        "white.txt.json",
        "same.txt.json",
        "records.jsonl",
    }
    assert set(failures(target)) == {"binary.txt", "broken.txt", "nowhere.txt", "same.txt", "1", "2"}
    assert report.failed == 7
    for failure in failures(target).values():
        assert failure["stage"] == "read"
        assert "\n" not in failure["reason"]
    assert Corpus(target).get("white.txt").sentences == ()


def test_a_file_that_vanishes_fails_alone(tmp_path: Path, failures: Failures) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for name in "abcdefgh":
        (source / f"{name}.txt").write_text(TEXT, encoding="utf-8")

    def watch(_: object) -> None:
        (source / "h.txt").unlink(missing_ok=True)

    report = annotate_source(str(source), tmp_path / "out", Config(), workers=1, watch=watch)
    assert (report.annotated, report.failed) == (7, 1)
    assert "h.txt" in failures(tmp_path / "out")


def test_targets_that_cannot_be(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(ConfigError, match="is a file"):
        run(tmp_path / "a.txt", tmp_path / "a.txt")
    with pytest.raises(ConfigError, match="looks like a file"):
        run(tmp_path / "a.txt", tmp_path / "b.jsonl")
    with pytest.raises(ConfigError, match="the source itself"):
        run(tmp_path, tmp_path)
    with pytest.raises(ConfigError, match="does not exist"):
        run(tmp_path / "none", tmp_path / "out")


def test_a_target_inside_the_source_is_not_read(tmp_path: Path, run: Run) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert run(tmp_path, tmp_path / "out").annotated == 1
    report = run(tmp_path, tmp_path / "out")
    assert (report.documents, report.current) == (1, 1)


def test_articles_with_their_header(articles: Path, tmp_path: Path) -> None:
    """All real articles, with dates and addresses; every name stands where it says, in the file as well."""
    chosen = tmp_path / "in"
    chosen.mkdir()
    for path in sorted(articles.glob("*.txt"))[:: 1 if os.environ.get("CI") else 10]:
        shutil.copy(path, chosen)
    report = annotate_source(str(chosen), tmp_path / "out", load_config("four-line-header"), workers=2)
    assert report.failed == 0
    assert sum(document.source.title is not None for document in Corpus(tmp_path / "out")) > 0.9 * report.annotated
    for document in Corpus(tmp_path / "out"):
        raw = (chosen / document.id).read_bytes().decode(document.source.encoding or "")
        offset = document.source.offset
        assert offset is not None
        assert raw[offset:] == document.text
        assert document.source.published
        assert document.source.url
        for mention in document.mentions:
            assert document.text[mention.start : mention.stop] == mention.text
            assert raw[offset + mention.start : offset + mention.stop] == mention.text
