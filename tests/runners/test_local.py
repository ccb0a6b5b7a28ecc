"""The batch: what stands where, what is skipped, what fails, and what an interruption costs."""

import gzip
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
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


def run(source: Path, target: Path, workers: int = 1, force: bool = False) -> Report:
    return annotate_source(str(source), target, Config(), workers=workers, force=force)


def outputs(target: Path) -> dict[str, bytes]:
    paths = (path for path in target.rglob("*.json*") if WORK not in path.parts)
    return {path.relative_to(target).as_posix(): path.read_bytes() for path in paths}


def failures(target: Path) -> dict[str, dict[str, Any]]:
    lines = (target / WORK / "failures.jsonl").read_text(encoding="utf-8").splitlines()
    return {failure["id"]: failure for failure in map(json.loads, lines)}


def command(*arguments: str | Path, preexec_fn: Callable[[], None] | None = None) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "imenoslov", *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        preexec_fn=preexec_fn,
    )


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A source that takes a few seconds: 100 articles and 900 records, each different."""
    folder = tmp_path_factory.mktemp("many")
    (folder / "deep" / "er").mkdir(parents=True)
    for number in range(100):
        where = folder / "deep" / "er" if number % 2 else folder
        (where / f"{number:03}.txt").write_text(f"Выпуск {number}. {TEXT} " * 30, encoding="utf-8")
    with (folder / "records.jsonl").open("w", encoding="utf-8") as file:
        for number in range(900):
            file.write(json.dumps({"id": f"r{number}", "text": f"Запись {number}. {TEXT} " * 5}) + "\n")
    return folder


@pytest.fixture(scope="module")
def expected(many: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What an undisturbed run of one worker makes of it."""
    target = tmp_path_factory.mktemp("expected")
    assert run(many, target).annotated == 1000
    return outputs(target)


def test_a_folder_gives_a_folder(seeds: Path, tmp_path: Path) -> None:
    report = run(seeds, tmp_path / "out")
    documents = {path.name for path in seeds.iterdir()}
    assert set(outputs(tmp_path / "out")) == {f"{name}.json" for name in documents}
    assert {document.id for document in Corpus(tmp_path / "out")} == documents
    assert (report.annotated, report.failed) == (len(documents), 0)
    written = json.loads((tmp_path / "out" / WORK / "report.json").read_text(encoding="utf-8"))
    assert written["annotated"] == len(documents)
    assert failures(tmp_path / "out") == {}


def test_what_is_up_to_date_is_left_alone(tmp_path: Path) -> None:
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


def test_the_users_list_of_names_is_kept_with_what_it_names(tmp_path: Path) -> None:
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


def test_a_damaged_output_is_made_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    target = tmp_path / "out"
    run(tmp_path / "a.txt", target)
    whole = (target / "a.txt.json").read_bytes()
    (target / "a.txt.json").write_bytes(whole[:-40])
    assert run(tmp_path / "a.txt", target).annotated == 1
    assert (target / "a.txt.json").read_bytes() == whole


def test_the_number_of_workers_does_not_show(many: Path, expected: dict[str, bytes], tmp_path: Path) -> None:
    run(many, tmp_path / "out", workers=2)
    assert outputs(tmp_path / "out") == expected


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_an_interrupted_run_is_finished_by_the_next(
    number: signal.Signals, many: Path, expected: dict[str, bytes], tmp_path: Path
) -> None:
    target = tmp_path / "out"
    chance = random.Random(int(number))
    for _ in range(2):
        process = command("annotate", many, target, "--workers", "2")
        begun = wait_for_outputs(target, finished(target) + 1)
        time.sleep(chance.uniform(0, 0.5))
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
        if begun and process.returncode != 0:
            # A signal that comes when all is done and Python is being taken down ends the process without an answer.
            assert process.returncode in (-number, 130)
            assert "Traceback" not in said
    final = command("annotate", many, target, "--workers", "2")
    _, said = final.communicate(timeout=120)
    assert final.returncode == 0, said
    assert outputs(target) == expected
    assert not (target / WORK / "shards" / "records.jsonl").exists()
    assert not (target / WORK / "partial").exists()


def finished(target: Path) -> int:
    return len(outputs(target)) + len(list((target / WORK / "shards").rglob("*.jsonl")))


def wait_for_outputs(target: Path, count: int) -> bool:
    for _ in range(600):
        if finished(target) >= count:
            return True
        time.sleep(0.02)
    return False


def test_shards_of_a_killed_run_are_used(tmp_path: Path) -> None:
    """A run that broke off in a JSONL file annotates only what its shards lack."""
    source, target = tmp_path / "a.jsonl", tmp_path / "out"
    lines = [json.dumps({"id": number, "text": f"{TEXT} {number}"}) for number in range(5)]
    source.write_text("\n".join(lines), encoding="utf-8")
    run(source, target)
    whole = (target / "a.jsonl").read_bytes()
    shards = target / WORK / "shards" / "a.jsonl"
    shards.mkdir(parents=True)
    kept = whole.splitlines(keepends=True)
    (shards / "00000007.jsonl").write_bytes(kept[3] + kept[1])
    (target / "a.jsonl").unlink()
    report = run(source, target)
    assert (report.annotated, report.current) == (3, 2)
    assert (target / "a.jsonl").read_bytes() == whole
    assert not shards.exists()


def test_records_change_come_and_go(tmp_path: Path) -> None:
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


def test_a_damaged_file_of_records_takes_nothing_out_of_the_archive(tmp_path: Path) -> None:
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


def test_documents_without_a_source_are_told_and_pruned(tmp_path: Path) -> None:
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


def test_a_folder_that_a_link_does_not_lead_to_today_is_not_pruned(tmp_path: Path) -> None:
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


def test_a_single_file_and_an_empty_folder_prune_nothing(tmp_path: Path) -> None:
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


def test_a_wrong_line_of_the_users_names_is_one_error_before_any_worker_starts(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    names = tmp_path / "names.tsv"
    names.write_text("PERSON\tКасым-Жомарт Токаев\n", "utf-8")
    config = Config(linking=LinkingSettings(str(names)))
    with pytest.raises(ConfigError, match=r"Line 1 of .*names\.tsv is wrong"):
        annotate_source(str(tmp_path / "a.txt"), tmp_path / "out", config, workers=2)


def test_sources_of_records(tmp_path: Path) -> None:
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


def test_bad_input_is_one_line_each_and_stops_nothing(tmp_path: Path) -> None:
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


def test_a_file_that_vanishes_fails_alone(tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for name in "abcdefgh":
        (source / f"{name}.txt").write_text(TEXT, encoding="utf-8")

    def watch(_: object) -> None:
        (source / "h.txt").unlink(missing_ok=True)

    report = annotate_source(str(source), tmp_path / "out", Config(), workers=1, watch=watch)
    assert (report.annotated, report.failed) == (7, 1)
    assert "h.txt" in failures(tmp_path / "out")


def test_a_full_disk_ends_in_clear_lines(tmp_path: Path) -> None:
    """A limit on the size of files stands for a full disk: the small output fits, the large one does not."""
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / "large.txt").write_text(TEXT * 500, encoding="utf-8")
    (source / "small.txt").write_text(TEXT, encoding="utf-8")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    process = command("annotate", source, target, "--workers", "1", preexec_fn=limit)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Traceback" not in said
    assert set(outputs(target)) == {"small.txt.json"}
    assert failures(target)["large.txt"]["stage"] == "write"


DEADLY = """
import os, signal
from imenoslov.runners import pool

annotate = pool.annotate_units

def deadly(units, annotation, config):
    if any("deadly" in unit.id for unit in units):
        os.kill(os.getpid(), signal.SIGKILL)
    return annotate(units, annotation, config)

# Workers import the main module, and with it this one.
pool.annotate_units = deadly
"""

MAIN = """
import deadly
from imenoslov.config import Config, load_config
from imenoslov.runners.local import annotate_source

if __name__ == "__main__":
    annotate_source("in", "out", Config(), workers=2)
"""


def test_a_worker_that_dies_takes_only_its_document(tmp_path: Path) -> None:
    (tmp_path / "deadly.py").write_text(DEADLY)
    (tmp_path / "main.py").write_text(MAIN)
    source = tmp_path / "in"
    source.mkdir()
    for number in range(12):
        (source / f"{number:02}{'deadly' if number in (3, 8) else ''}.txt").write_text(TEXT, encoding="utf-8")
    subprocess.run([sys.executable, "main.py"], cwd=tmp_path, check=True, timeout=120)
    assert set(failures(tmp_path / "out")) == {"03deadly.txt", "08deadly.txt"}
    assert all(failure["stage"] == "worker" for failure in failures(tmp_path / "out").values())
    assert len(outputs(tmp_path / "out")) == 10


def test_workers_end_with_their_parent(many: Path, tmp_path: Path) -> None:
    if not Path("/proc").is_dir():
        pytest.skip("needs /proc to see the processes")
    process = command("annotate", many, tmp_path / "out", "--workers", "2")
    wait_for_outputs(tmp_path / "out", 1)
    children = list(children_of(process.pid))
    assert children
    process.kill()
    process.communicate()
    for _ in range(100):
        if not any(alive(child) for child in children):
            return
        time.sleep(0.05)
    pytest.fail("worker processes outlive their parent")


def children_of(parent: int) -> Iterator[int]:
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            yield int(path.parent.name)


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_two_runs_into_one_target_are_kept_apart(many: Path, tmp_path: Path) -> None:
    first = command("annotate", many, tmp_path / "out", "--workers", "1")
    wait_for_outputs(tmp_path / "out", 1)
    first.send_signal(signal.SIGSTOP)  # else it may be done before the second one looks
    second = command("annotate", many, tmp_path / "out", "--workers", "1")
    _, said = second.communicate(timeout=60)
    first.send_signal(signal.SIGINT)
    first.send_signal(signal.SIGCONT)
    first.communicate(timeout=60)
    assert second.returncode == 2
    assert "Another run is writing" in said


def test_targets_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    with pytest.raises(ConfigError, match="is a file"):
        run(tmp_path / "a.txt", tmp_path / "a.txt")
    with pytest.raises(ConfigError, match="looks like a file"):
        run(tmp_path / "a.txt", tmp_path / "b.jsonl")
    with pytest.raises(ConfigError, match="the source itself"):
        run(tmp_path, tmp_path)
    with pytest.raises(ConfigError, match="does not exist"):
        run(tmp_path / "none", tmp_path / "out")


def test_a_target_inside_the_source_is_not_read(tmp_path: Path) -> None:
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
