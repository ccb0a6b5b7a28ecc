"""How much faster than the natasha loop: both in turn, several rounds, one core, one thread, from files to files.

usage: python tests/benchmarks/speed.py FOLDER [--rounds 3] [--natasha .venv-natasha/bin/python]

FOLDER holds texts in UTF-8, `*.txt`, each different; every round is a first pass in a new process. The peer runs in an
environment of its own, made like this:

    python3 -m venv .venv-natasha && .venv-natasha/bin/pip install natasha==1.6.0 'setuptools<81'
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
THREADS = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--natasha", type=Path, default=Path(".venv-natasha/bin/python"))
    arguments = parser.parse_args()
    rounds: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for number in range(arguments.rounds):
        pair = (
            run(arguments.natasha, "natasha_loop.py", arguments.folder),
            run(Path(sys.executable), "imenoslov_loop.py", arguments.folder),
        )
        rounds.append(pair)
        print(f"round {number + 1}: " + ", ".join(f"{name} {rate(one)}" for name, one in zip(NAMES, pair, strict=True)))
    for name, figures in zip(NAMES, zip(*rounds, strict=True), strict=True):
        best = min(figures, key=lambda one: one["seconds"])
        print(f"{name:10} best {rate(best)}, load {best['load']:.2f} s, peak memory {best['memory'] / 1e6:.0f} MB")
    ratios = [peer["seconds"] / peer["characters"] * own["characters"] / own["seconds"] for peer, own in rounds]
    print(f"ratio      median {statistics.median(ratios):.2f}, from {min(ratios):.2f} to {max(ratios):.2f}")
    best = min((own for _, own in rounds), key=lambda one: one["seconds"])
    total = sum(best["shares"].values())
    shares = ", ".join(f"{name} {share / total:.1%}" for name, share in best["shares"].items())
    print(f"shares     {shares}")
    costs = ", ".join(f"{name} {share / best['tokens'] * 1e6:.2f}" for name, share in best["shares"].items())
    print(f"a token    {costs} µs")
    for stage, floor in best["floor"].items():
        taken, network = best["shares"][stage], best["networks"][stage]
        alone, all_of_it = (seconds / best["tokens"] * 1e6 for seconds in (floor, network))
        print(
            f"floor      {stage}: {alone:.2f} µs for the arithmetic of its network, which takes {all_of_it:.2f}, "
            f"{network / floor:.2f} times that; the whole stage {taken / floor:.1f} times"
        )


NAMES = ("natasha", "imenoslov")


def run(python: Path, script: str, folder: Path) -> dict[str, Any]:
    """Returns the figures of one loop, run alone on one core."""
    core = min(os.sched_getaffinity(0))
    path = [str(HERE.parents[1]), os.environ.get("PYTHONPATH")]
    with tempfile.TemporaryDirectory() as target:
        answer = subprocess.run(
            [str(python), str(HERE / script), str(folder), target],
            env={**os.environ, **THREADS, "PYTHONPATH": os.pathsep.join(filter(None, path))},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            preexec_fn=lambda: os.sched_setaffinity(0, {core}),
        )
    figures: dict[str, Any] = json.loads(answer.stdout)
    return figures


def rate(figures: dict[str, Any]) -> str:
    seconds = figures["seconds"]
    return f"{figures['tokens'] / seconds:,.0f} tokens/s, {figures['documents'] / seconds:.1f} documents/s"


if __name__ == "__main__":
    main()
