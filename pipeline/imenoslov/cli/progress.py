"""How far a run has come: a bar on a terminal, plain lines elsewhere."""

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from imenoslov.cli.saying import say
from imenoslov.runners.report import Tally

# Seconds between two lines in a log, and between two changes of the bar.
LINE_EVERY = 5.0
BAR_EVERY = 0.1


class ProgressView:
    """Shows a tally on standard error as it grows; a context manager, and the `watch` of a run."""

    def __init__(self, console: Console) -> None:
        """Chooses the bar where the console is a terminal."""
        self._console = console
        self._last = time.monotonic()
        self._bar: Progress | None = None
        if console.is_terminal:
            self._bar = Progress(
                SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), console=console, transient=True
            )
            self._task = self._bar.add_task("loading models", total=None)

    def __enter__(self) -> Self:
        if self._bar:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar:
            self._bar.stop()

    def __call__(self, tally: Tally) -> None:
        """Takes note of a tally."""
        now = time.monotonic()
        if now - self._last < (BAR_EVERY if self._bar else LINE_EVERY):
            return
        self._last = now
        if self._bar:
            self._bar.update(
                self._task, description=describe(tally), completed=tally.done, total=tally.expected, refresh=True
            )
        else:
            say(self._console, describe(tally))


def describe(tally: Tally) -> str:
    """Returns one line: documents so far, their rate, the time left, failures."""
    parts = [so_far(tally.done, tally.expected), f"{tally.rate:.1f}/s"]
    if tally.seconds_left is not None:
        parts.append(f"{duration(tally.seconds_left)} left")
    parts.append(f"{tally.failed:,} failed")
    return ", ".join(parts)


def so_far(done: int, expected: int | None) -> str:
    """Returns how many documents are done, and of how many where that is known."""
    return counted(done, "document") if expected is None else f"{done:,} of {counted(expected, 'document')}"


def counted(number: int, noun: str, plural: str = "") -> str:
    """Returns a number with its noun: `1 document`, `2,000 documents`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def duration(seconds: float) -> str:
    """Returns a time as people say it: `42 s`, `3 min 20 s`, `2 h 05 min`."""
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02} min"
