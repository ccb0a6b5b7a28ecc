"""What an interruption costs: signals, deaths of workers, a full disk, a second run."""

import json
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from imenoslov.corpus import WORK
from imenoslov.runners.report import Report

TEXT = "Президент Казахстана Касым-Жомарт Токаев прибыл в Брюссель."

Run = Callable[..., Report]
Outputs = Callable[[Path], dict[str, bytes]]
Failures = Callable[[Path], dict[str, dict[str, Any]]]


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
def expected(many: Path, tmp_path_factory: pytest.TempPathFactory, run: Run, outputs: Outputs) -> dict[str, bytes]:
    """What an undisturbed run of one worker makes of it."""
    target = tmp_path_factory.mktemp("expected")
    assert run(many, target).annotated == 1000
    return outputs(target)


def test_the_number_of_workers_does_not_show(
    many: Path, expected: dict[str, bytes], tmp_path: Path, run: Run, outputs: Outputs
) -> None:
    run(many, tmp_path / "out", workers=2)
    assert outputs(tmp_path / "out") == expected


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_an_interrupted_run_is_finished_by_the_next(
    number: signal.Signals, many: Path, expected: dict[str, bytes], tmp_path: Path, outputs: Outputs
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
    """Counts the files that a run has finished, shards of records too."""
    shards = target / WORK / "shards"
    return sum(WORK not in path.parts or shards in path.parents for path in target.rglob("*.json*"))


def wait_for_outputs(target: Path, count: int) -> bool:
    for _ in range(600):
        if finished(target) >= count:
            return True
        time.sleep(0.02)
    return False


def test_shards_of_a_killed_run_are_used(tmp_path: Path, run: Run) -> None:
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


def test_a_full_disk_ends_in_clear_lines(tmp_path: Path, outputs: Outputs, failures: Failures) -> None:
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


def test_a_worker_that_dies_takes_only_its_document(tmp_path: Path, outputs: Outputs, failures: Failures) -> None:
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
