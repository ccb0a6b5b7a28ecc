"""What several tests share: the sample articles, the research data where it is present, and one loaded annotator."""

import gc
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from imenoslov import load_annotator
from imenoslov.annotator import Annotator
from imenoslov.cli import main

ROOT = Path(__file__).parents[1]
SHARED = ROOT.parent / "shared"


Cost = Callable[[Callable[[], object]], float]


class Answer(NamedTuple):
    """What a command left behind: its status, its output, and what it said on standard error."""

    status: int
    output: str
    said: str


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """The function that calls a command as the shell does, but in this process."""

    def run(*arguments: str | Path) -> Answer:
        monkeypatch.setattr(sys, "argv", ["imenoslov", *map(str, arguments)])
        with pytest.raises(SystemExit) as exit:
            main()
        return Answer(int(exit.value.code or 0), *capsys.readouterr())

    return run


@pytest.fixture(scope="session")
def cost() -> Cost:
    """How many seconds of the processor a call takes: the least of three, without pauses of the collector."""

    def seconds(call: Callable[[], object]) -> float:
        found = []
        gc.collect()
        gc.disable()
        try:
            for _ in range(3):
                begun = time.process_time()
                call()
                found.append(time.process_time() - begun)
        finally:
            gc.enable()
        return min(found)

    return seconds


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of sample articles."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def articles() -> Path:
    """The folder of real articles, which is not part of the project."""
    folder = SHARED / "data" / "articles"
    if not folder.is_dir():
        pytest.skip("needs ../shared/data/articles beside the checkout")
    return folder


@pytest.fixture(scope="session")
def gold() -> Path:
    """The folder of gold corpora, which is not part of the project."""
    folder = SHARED / "data" / "gold"
    if not folder.is_dir():
        pytest.skip("needs ../shared/data/gold beside the checkout")
    return folder


@pytest.fixture(scope="session")
def annotator() -> Annotator:
    """The annotator with default settings, loaded once."""
    return load_annotator()
