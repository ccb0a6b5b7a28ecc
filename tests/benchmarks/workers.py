"""How much faster two workers are than one: `imenoslov annotate` in turn, several rounds, start-up and all.

    python -m tests.benchmarks.workers FOLDER [--workers 1 2] [--rounds 3]

FOLDER holds texts; every run is a first pass in new processes. Measure on cores that do nothing else: each worker, and
the command that feeds them, is a process of its own.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple


class Run(NamedTuple):
    """One run of the command: seconds by the clock, seconds of its processes, bytes of the largest of them."""

    seconds: float
    work: float
    memory: int


def main() -> None:
    """Prints the seconds of each run, and how the best ones compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    runs: dict[int, list[Run]] = {workers: [] for workers in arguments.workers}
    for number in range(arguments.rounds):
        for workers, own in runs.items():
            own.append(annotate(arguments.folder, workers))
            print(f"round {number + 1}: {workers} workers {own[-1].seconds:.1f} s", flush=True)
    first = min(runs[arguments.workers[0]])
    for workers, own in runs.items():
        best = min(own)
        print(
            f"{workers:2} workers best {best.seconds:6.1f} s, {first.seconds / best.seconds:.2f} times as fast; "
            f"{best.work:.1f} s of work, {best.memory / 1e6:.0f} MB in the largest process"
        )


def annotate(folder: Path, workers: int) -> Run:
    """Runs the command over a folder."""
    with tempfile.TemporaryDirectory() as target:
        begun = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", "imenoslov", "annotate", str(folder), target, "--workers", str(workers)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"`imenoslov annotate {folder}` failed.")
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


if __name__ == "__main__":
    main()
