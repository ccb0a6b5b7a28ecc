"""The README shows what the program prints.

Each block that starts with `$ ` is run from the project's folder and must print what follows. `python
tests/test_readme.py` writes the present output into the README.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
BLOCK = re.compile(r"^```console\n\$ (?P<command>.*)\n(?P<output>(?:.*\n)*?)```$", re.MULTILINE)


def run(command: str) -> str:
    """Returns what a command prints, with trailing spaces and what differs between versions left out."""
    folder = Path(sys.executable).parent
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "100"}
    answer = subprocess.run(
        command, shell=True, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=120
    )
    assert answer.returncode == 0, answer.stderr
    lines = [line.rstrip() for line in answer.stdout.strip("\n").splitlines()]
    return re.sub(r'"sha256:[0-9a-f]+"', '"sha256:…"', "\n".join(lines) + "\n")


def blocks() -> list[tuple[str, str]]:
    return [(match["command"], match["output"]) for match in BLOCK.finditer(README.read_text(encoding="utf-8"))]


@pytest.mark.parametrize(("command", "output"), blocks())
def test_output_is_real(command: str, output: str) -> None:
    assert run(command) == output


def test_python_example_runs(tmp_path: Path) -> None:
    (code,) = re.findall(r"^```python\n(.*?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    (tmp_path / "archive").mkdir()
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", timeout=120
    )
    assert "per:мэй-тереза Тереза Мэй" in answer.stdout, answer.stderr


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


if __name__ == "__main__":
    new = BLOCK.sub(
        lambda match: f"```console\n$ {match['command']}\n{run(match['command'])}```",
        README.read_text(encoding="utf-8"),
    )
    README.write_text(new, encoding="utf-8")
