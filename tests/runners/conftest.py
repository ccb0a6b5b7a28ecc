"""What tests of the runners share: a run, and what it leaves behind."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from imenoslov.config import Config
from imenoslov.corpus import WORK
from imenoslov.runners.local import annotate_source
from imenoslov.runners.report import Report


def annotated(source: Path, target: Path, **options: Any) -> Report:  # noqa: ANN401
    return annotate_source(str(source), target, Config(), **{"workers": 1} | options)


def written(target: Path) -> dict[str, bytes]:
    paths = (path for path in target.rglob("*.json*") if WORK not in path.parts)
    return {path.relative_to(target).as_posix(): path.read_bytes() for path in paths}


def failed(target: Path) -> dict[str, dict[str, Any]]:
    lines = (target / WORK / "failures.jsonl").read_text(encoding="utf-8").splitlines()
    return {failure["id"]: failure for failure in map(json.loads, lines)}


@pytest.fixture(scope="session")
def run() -> Callable[..., Report]:
    """The function that annotates a source into a target with default settings and one worker."""
    return annotated


@pytest.fixture(scope="session")
def outputs() -> Callable[[Path], dict[str, bytes]]:
    """The function that reads all outputs of a target, by their paths in it."""
    return written


@pytest.fixture(scope="session")
def failures() -> Callable[[Path], dict[str, dict[str, Any]]]:
    """The function that reads the failures of the last run into a target, by the ids of their documents."""
    return failed
