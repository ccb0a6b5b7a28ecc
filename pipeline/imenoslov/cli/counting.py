"""How many documents a command has gone through: a bar on a terminal, plain lines elsewhere."""

import time
from collections.abc import Iterable, Iterator
from typing import Self, TypeVar

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from imenoslov.cli.progress import BAR_EVERY, LINE_EVERY, so_far
from imenoslov.cli.saying import say

T = TypeVar("T")


class Counting:
    """Shows on standard error how many documents have passed; a context manager around a command's work."""

    def __init__(self, console: Console, done: str, expected: int | None = None) -> None:
        """Takes the participle to show, `exported`, and the number of documents where it is known."""
        self.done = 0
        self._verb = done
        self._expected = expected
        self._console = console
        self._started = self._last = time.monotonic()
        self._bar: Progress | None = None
        if console.is_terminal:
            self._bar = Progress(
                SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), console=console, transient=True
            )
            self._task = self._bar.add_task(f"0 documents {done}", total=expected)

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(self, *error: object) -> None:
        if self._bar:
            self._bar.stop()

    @property
    def seconds(self) -> float:
        """Time since the work began."""
        return time.monotonic() - self._started

    def over(self, documents: Iterable[T]) -> Iterator[T]:
        """Yields what it is given, and counts each when the next one is asked for."""
        for document in documents:
            yield document
            self.add(1)

    def add(self, number: int) -> None:
        """Counts documents that are done."""
        self.done += number
        now = time.monotonic()
        if now - self._last < (BAR_EVERY if self._bar else LINE_EVERY):
            return
        self._last = now
        line = f"{so_far(self.done, self._expected)} {self._verb}, {self.done / self.seconds:.1f}/s"
        if self._bar:
            self._bar.update(self._task, description=line, completed=self.done, refresh=True)
        else:
            say(self._console, line)
