"""The README shows what the program prints.

Each block that starts with `$ ` is run in an empty folder with the sample articles and must print what follows. `python
tests/test_readme.py` writes the present output into the README.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
BLOCK = re.compile(r"^```console\n\$ (?P<command>.*)\n(?P<output>(?:.*\n)*?)```$", re.MULTILINE)


def run(command: str, place: Path) -> str:
    """Returns what a command prints in a folder, with trailing spaces and what differs between versions left out."""
    (place / "seeds").symlink_to(ROOT / "seeds")
    folder = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "100"}
    answer = subprocess.run(
        command, shell=True, cwd=place, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=120
    )
    assert answer.returncode == 0, answer.stderr
    lines = [line.rstrip() for line in answer.stdout.strip("\n").splitlines()]
    return re.sub(r'"sha256:[0-9a-f]+"', '"sha256:…"', "\n".join(lines) + "\n")


def blocks() -> list[tuple[str, str]]:
    return [(match["command"], match["output"]) for match in BLOCK.finditer(README.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("command", "output"), blocks())
def test_output_is_real(command: str, output: str, tmp_path: Path) -> None:
    assert run(command, tmp_path) == output


def test_python_examples_run(tmp_path: Path) -> None:
    run("imenoslov annotate seeds archive && imenoslov index archive archive.index", tmp_path)
    blocks = re.findall(r"^```python\n(.*?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    answers = [
        subprocess.run(
            [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", timeout=120
        )
        for code in blocks
    ]
    assert [answer.stderr for answer in answers] == [""] * len(blocks)
    assert "per:мэй-тереза Тереза Мэй" in answers[0].stdout
    assert answers[1].stdout.startswith("1 [")


@pytest.mark.parametrize(("status", "indexed"), [(0, True), (1, True), (2, False), (130, False)])
def test_the_nightly_line_indexes_what_could_be_annotated(status: int, indexed: bool, tmp_path: Path) -> None:
    (line,) = re.findall(r"^15 3 \* \* \* +cd /srv/news && (.*)$", README.read_text(encoding="utf-8"), re.MULTILINE)
    program = tmp_path / ".venv" / "bin" / "imenoslov"
    program.parent.mkdir(parents=True)
    program.write_text(f'#!/bin/sh\necho "$1" >> called\n[ "$1" = index ] || exit {status}\n')
    program.chmod(0o755)
    subprocess.run(["sh", "-c", line], cwd=tmp_path)
    assert (tmp_path / "called").read_text().split() == ["annotate", *["index"] * indexed]


def test_ci_runs_the_test_command() -> None:
    commands = re.findall(r"^```sh\n(python3 -m venv .*)\n```$", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(commands) == 2
    assert commands[1] in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_command_is_documented() -> None:
    from imenoslov.cli import app

    text = README.read_text(encoding="utf-8")
    for command in app.registered_commands:
        name = command.name or (command.callback.__name__ if command.callback else "")
        assert f"imenoslov {name}" in text, name


def _rewritten(match: re.Match[str]) -> str:
    with tempfile.TemporaryDirectory() as place:
        return f"```console\n$ {match['command']}\n{run(match['command'], Path(place))}```"


if __name__ == "__main__":
    README.write_text(BLOCK.sub(_rewritten, README.read_text(encoding="utf-8")), encoding="utf-8")
