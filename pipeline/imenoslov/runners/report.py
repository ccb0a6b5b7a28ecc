"""What a run says of itself: a running tally, `failures.jsonl` and `report.json`."""

import time
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec
from msgspec import Struct

from imenoslov.document import Fingerprint
from imenoslov.runners.pool import Outcome
from imenoslov.writers.canonical import refusal, write_whole

REPORT = "report.json"
FAILURES = "failures.jsonl"


class Failure(Struct, frozen=True):
    """A document that could not be annotated, the stage that gave up, and why."""

    id: str
    stage: str
    reason: str


class Tally(Struct):
    """The counts of a run so far; `expected` is the number of documents where it is known beforehand."""

    started: float
    expected: int | None = None
    annotated: int = 0
    current: int = 0
    failed: int = 0
    characters: int = 0
    mentions: int = 0
    entities: int = 0

    @property
    def done(self) -> int:
        """Documents that are finished, in whatever way."""
        return self.annotated + self.current + self.failed

    @property
    def seconds(self) -> float:
        """Time since the run began."""
        return time.monotonic() - self.started

    @property
    def rate(self) -> float:
        """Documents a second."""
        return self.done / self.seconds if self.seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """The time that the rest will take at this rate, where it is known how many are left."""
        if self.expected is None or not self.done:
            return None
        return max(0, self.expected - self.done) / self.rate

    def add(self, outcome: Outcome) -> None:
        """Counts an outcome."""
        if outcome.status == "annotated":
            self.annotated += 1
        elif outcome.status == "current":
            self.current += 1
        else:
            self.failed += 1
        self.characters += outcome.characters
        self.mentions += outcome.mentions
        self.entities += outcome.entities


class Report(Struct, frozen=True):
    """The sum of a run, as `report.json` holds it.

    `current` counts documents that were up to date already, `unsupported` files that are not read by the reason, the
    most frequent first, `orphaned` documents of the target that have no source in the folder any more, `pruned` those
    that were removed for it; characters, mentions and entities are those of the documents annotated in this run.
    """

    annotator: Fingerprint
    source: str
    interrupted: bool
    documents: int
    annotated: int
    current: int
    failed: int
    unsupported: dict[str, int]
    orphaned: int
    pruned: int
    characters: int
    mentions: int
    entities: int
    workers: int
    seconds: float
    documents_per_second: float

    def write(self, folder: Path, scratch: Path) -> None:
        """Writes `report.json`; raises WriteError."""
        data = msgspec.json.format(msgspec.json.encode(self), indent=2) + b"\n"
        write_whole([data], folder / REPORT, scratch)


class FailureLog:
    """The file `failures.jsonl` of a run, a line written as soon as a document has failed.

    Where the disk is full the lines are kept and tried again with the next one; the last try, at the end, raises
    WriteError.
    """

    def __init__(self, folder: Path) -> None:
        """Begins an empty file; raises WriteError."""
        self._path = folder / FAILURES
        self._unwritten = b""
        try:
            self._file = self._path.open("wb", buffering=0)
        except OSError as error:
            raise refusal(self._path, error) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        refused = self._write()
        self._file.close()
        if refused and kind is None:
            raise refusal(self._path, refused) from refused

    def add(self, failure: Failure) -> None:
        """Appends a line."""
        self._unwritten += msgspec.json.encode(failure) + b"\n"
        self._write()

    def _write(self) -> OSError | None:
        try:
            while self._unwritten:
                self._unwritten = self._unwritten[self._file.write(self._unwritten) :]
        except OSError as error:
            return error
        return None
