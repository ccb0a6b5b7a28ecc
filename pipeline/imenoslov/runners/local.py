"""The main job on this machine: a folder, a file or a stream in, annotated documents out.

A target holds one JSON file for each text and one JSONL file for each source of records. A file is its own done-mark:
it is renamed into place when it is whole, and it names its source's hash and its annotator, so that a second run does
only what is left. What is not an annotated document lives in the target's work folder.
"""

import contextlib
import os
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import BinaryIO, Literal, NamedTuple

from imenoslov.config import Config
from imenoslov.corpus import OWN_NAMES, WORK
from imenoslov.document import Document, Fingerprint
from imenoslov.errors import ConfigError, ReadError, WriteError
from imenoslov.readers.compression import join, read_pieces, stream_pieces
from imenoslov.readers.jsonl import Record, read_records
from imenoslov.readers.sources import Failure as SourceFailure
from imenoslov.readers.sources import Skipped, SourceFile, find_sources
from imenoslov.readers.text import read_text
from imenoslov.runners.orphans import find_orphans, output_name, remove_orphan
from imenoslov.runners.pool import Outcome, RecordUnit, TextUnit, Unit, WorkerPool
from imenoslov.runners.records import RecordOutput
from imenoslov.runners.report import Failure, FailureLog, Report, Tally
from imenoslov.writers.canonical import write_whole

fcntl: ModuleType | None
try:
    import fcntl
except ImportError:  # not on Windows, where two runs into one target are not kept apart
    fcntl = None

_JSON = re.compile(r'\s*\{\s*"')  # no article begins so

Watch = Callable[[Tally], None]


class _Plan(NamedTuple):
    texts: list[SourceFile]
    records: list[SourceFile]
    failures: list[SourceFailure]
    skipped: list[Skipped]


class _Run:
    """The state of one run: where things go, and what has been counted."""

    def __init__(
        self, source: str, target: Path, config: Config, force: bool, watch: Watch, log: FailureLog, signed: Fingerprint
    ) -> None:
        self.source = source
        self.target = target
        self.config = config
        self.force = force
        self.watch = watch
        self.log = log
        self.work = target / WORK
        self.scratch = self.work / "partial"
        self.fingerprint = signed
        self.tally = Tally(started=time.monotonic())
        self.ids: set[str] = set()
        self.orphaned = 0
        self.pruned = 0

    def count(self, id: str, outcome: Outcome) -> None:
        """Counts an outcome, and writes a failure down."""
        if outcome.status == "failed":
            self.log.add(Failure(id, outcome.stage, outcome.reason))
        self.tally.add(outcome)
        self.watch(self.tally)

    def is_new(self, id: str, place: str) -> bool:
        """Tells whether no document before had this id; a second one fails."""
        if id not in self.ids:
            self.ids.add(id)
            return True
        self.count(id, Outcome("failed", stage="read", reason=_same_id(place, id)))
        return False


def _same_id(place: str, id: str) -> str:
    return f"{place} has the id {id}, which another document has already; give it an id of its own."


def cores() -> int:
    """Returns how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def annotate_source(
    source: str,
    target: str | Path,
    config: Config,
    *,
    workers: int,
    force: bool = False,
    prune: bool = False,
    watch: Watch = lambda _: None,
) -> Report:
    """Annotates a file or folder into the folder `target` and returns what became of it; `watch` sees the tally grow.

    With `prune`, documents in the target that have no source in a folder any more are removed. Documents that cannot
    be annotated are counted and written to `failures.jsonl`; they stop nothing. An interruption (KeyboardInterrupt)
    passes through after `report.json` is written. Raises ConfigError where source or target cannot be one or tells not
    what is gone, ModelError, and WriteError where nothing can be written any more.
    """
    folder = Path(target)
    _check_target(source, folder)
    plan = _plan(source, folder)
    walked = Path(source).is_dir()
    if prune and not walked:
        raise ConfigError(f"{source} is one file, and does not tell what is gone; --prune needs a folder as SOURCE.")
    if prune and not (plan.texts or plan.records):
        raise ConfigError(f"{source} holds nothing to read; nothing was pruned, check that it is the right SOURCE.")
    work = folder / WORK
    try:
        work.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(f"The target {folder} cannot be made ({error.strerror}); choose another TARGET.") from error
    with _lock(work), FailureLog(work) as log, WorkerPool(config, workers) as pool:
        run = _Run(source, folder, config, force, watch, log, pool.fingerprint)
        _clear(run.scratch)
        _keep_own_names(config.linking.names, work / OWN_NAMES, run.scratch)
        run.tally.expected = len(plan.texts) + len(plan.failures) if not plan.records else None
        interrupted = True
        try:
            for failure in plan.failures:
                run.count(failure.id, Outcome("failed", stage="read", reason=failure.reason))
            _annotate_texts(run, plan.texts, pool)
            for file in plan.records:
                _annotate_records(run, file, pool)
            if walked:
                _account_for_orphans(run, plan, prune)
            interrupted = False
        finally:
            _clear(run.scratch)
            report = _report(run, Counter(skipped.reason for skipped in plan.skipped), workers, interrupted)
            with contextlib.suppress(WriteError) if interrupted else contextlib.nullcontext():
                report.write(work, run.scratch)
            _clear(run.scratch)
    return report


def annotate_stream(
    stream: BinaryIO,
    output: BinaryIO,
    form: Literal["text", "jsonl"],
    config: Config,
    *,
    workers: int,
    fail: Callable[[Failure], None],
    watch: Watch = lambda _: None,
) -> Tally:
    """Annotates one text, or JSON lines, from a stream and writes JSON lines in their order; `fail` hears of failures.

    Raises ReadError where the stream as a whole cannot be read, ConfigError for a wrong list of names and for JSON
    instead of a text, ModelError, and OSError where `output` is closed.
    """
    tally = Tally(started=time.monotonic())
    seen: set[str] = set()

    def count(id: str, outcome: Outcome) -> None:
        if outcome.status == "failed":
            fail(Failure(id, outcome.stage, outcome.reason))
        tally.add(outcome)
        watch(tally)

    def documents() -> Iterator[Document]:
        pieces = stream_pieces(stream)
        if form == "text":
            document = read_text(join(pieces, "-", config.reader.max_bytes), "-", "-", config.reader.header)
            if _JSON.match(document.text):
                raise ConfigError(
                    "Standard input holds JSON, not one text; say --format jsonl to read it as JSON lines."
                )
            yield document
            return
        for record in read_records(pieces, "jsonl", "-", config.reader.records, config.reader.max_bytes):
            if isinstance(record.result, ReadError):
                count(record.id, Outcome("failed", stage="read", reason=str(record.result)))
            elif record.id in seen:
                reason = _same_id(f"-, line {record.number},", record.id)
                count(record.id, Outcome("failed", stage="read", reason=reason))
            else:
                seen.add(record.id)
                yield record.result

    with WorkerPool(config, workers if form == "jsonl" else 1) as pool:
        units = map(RecordUnit, documents())
        for unit, outcome in _in_order(pool.run(units, window=64 * workers)):
            count(unit.id, outcome)
            if outcome.data:
                output.write(outcome.data)
                output.flush()
    return tally


def _in_order(results: Iterable[tuple[int, Unit, Outcome]]) -> Iterator[tuple[Unit, Outcome]]:
    held: dict[int, tuple[Unit, Outcome]] = {}
    following = 0
    for number, unit, outcome in results:
        held[number] = unit, outcome
        while following in held:
            yield held.pop(following)
            following += 1


def _check_target(source: str, folder: Path) -> None:
    if folder.is_dir():
        if Path(source).exists() and folder.samefile(source):
            raise ConfigError(f"The target {folder} is the source itself; name another folder, it may lie inside.")
        return
    if folder.exists():
        raise ConfigError(f"The target {folder} is a file; name a folder, which is made if need be.")
    if folder.suffix in (".json", ".jsonl", ".gz", ".zst"):
        raise ConfigError(
            f"The target {folder} looks like a file; name a folder: the output gets the source's name in it."
        )


def _keep_own_names(names: str | None, kept: Path, scratch: Path) -> None:
    """Keeps the user's list beside what it is used for, so that catalogue and search call entities as it does."""
    if names is None:
        kept.unlink(missing_ok=True)
    else:
        write_whole([Path(names).read_bytes()], kept, scratch)


def _plan(source: str, target: Path) -> _Plan:
    plan = _Plan([], [], [], [])
    for found in find_sources(source, exclude=target):
        if isinstance(found, SourceFailure):
            plan.failures.append(found)
        elif isinstance(found, Skipped):
            plan.skipped.append(found)
        elif found.kind == "text":
            plan.texts.append(found)
        else:
            plan.records.append(found)
    return plan


def _annotate_texts(run: _Run, files: Iterable[SourceFile], pool: WorkerPool) -> None:
    def units() -> Iterator[TextUnit]:
        for file in files:
            if run.is_new(file.id, file.path):
                yield TextUnit(file, None if run.force else _text_output(run.target, file.id))

    for _, unit, outcome in pool.run(units()):
        if outcome.data:
            outcome = _write(outcome, Path(_text_output(run.target, unit.id)), run.scratch)
        run.count(unit.id, outcome)


def _account_for_orphans(run: _Run, plan: _Plan, prune: bool) -> None:
    """Counts the documents without a source, and removes them where one asks for it."""
    unread = [failure.id for failure in plan.failures] + [skipped.id for skipped in plan.skipped]
    for orphan in find_orphans(run.target, (*plan.texts, *plan.records), unread):
        if prune:
            remove_orphan(orphan, run.target)
            run.pruned += orphan.documents
        else:
            run.orphaned += orphan.documents


def _write(outcome: Outcome, path: Path, scratch: Path) -> Outcome:
    try:
        write_whole([outcome.data], path, scratch)
    except WriteError as error:
        return Outcome("failed", stage="write", reason=str(error))
    return outcome


def _annotate_records(run: _Run, file: SourceFile, pool: WorkerPool) -> None:
    name = output_name(file)
    output = RecordOutput(run.target / name, run.work / "shards" / name, run.scratch, run.fingerprint, run.force)
    indexes: dict[int, int] = {}
    drawn = 0
    damaged = False

    def units() -> Iterator[RecordUnit]:
        nonlocal drawn, damaged
        try:
            for index, record in enumerate(_records(run, file)):
                if not run.is_new(record.id, f"{file.path}, record {record.number},"):
                    continue
                if isinstance(record.result, ReadError):
                    run.count(record.id, Outcome("failed", stage="read", reason=str(record.result)))
                elif output.reuse(index, record.id, record.sha256):
                    run.count(record.id, Outcome("current", characters=len(record.result.text)))
                else:
                    indexes[drawn] = index
                    drawn += 1
                    yield RecordUnit(record.result)
        except ReadError as error:
            # What stands before the damage is annotated all the same; of the rest, nothing tells that it is gone.
            damaged = True
            run.count(file.id, Outcome("failed", stage="read", reason=str(error)))

    try:
        for number, unit, outcome in pool.run(units()):
            index = indexes.pop(number)
            if outcome.data:
                output.add(index, outcome.data)
            run.count(unit.id, outcome)
        if damaged:
            output.keep_others(run.ids)
        output.finish()
    except (ReadError, WriteError) as error:
        run.count(file.id, Outcome("failed", stage="write", reason=str(error)))
    except BaseException:
        with contextlib.suppress(WriteError):
            output.flush()
        raise


def _records(run: _Run, file: SourceFile) -> Iterator[Record]:
    reader = run.config.reader
    kind: Literal["json", "jsonl"] = "json" if file.kind == "json" else "jsonl"
    pieces = read_pieces(file.location, file.path, file.compression)
    return read_records(pieces, kind, file.path, reader.records, reader.max_bytes)


def _text_output(target: Path, id: str) -> str:
    return f"{target}/{id}.json"  # a path as text travels between processes in a tenth of the time


def _report(run: _Run, unsupported: Counter[str], workers: int, interrupted: bool) -> Report:
    tally = run.tally
    return Report(
        annotator=run.fingerprint,
        source=run.source,
        interrupted=interrupted,
        documents=tally.done,
        annotated=tally.annotated,
        current=tally.current,
        failed=tally.failed,
        unsupported=dict(unsupported.most_common()),
        orphaned=run.orphaned,
        pruned=run.pruned,
        characters=tally.characters,
        mentions=tally.mentions,
        entities=tally.entities,
        workers=workers,
        seconds=round(tally.seconds, 2),
        documents_per_second=round(tally.rate, 2),
    )


@contextlib.contextmanager
def _lock(work: Path) -> Iterator[None]:
    """Keeps a second run out of the same target; the system lets go of the lock however this one ends."""
    try:
        file = (work / "lock").open("wb")
    except OSError as error:
        raise ConfigError(
            f"The target {work.parent} cannot be written to ({error.strerror}); choose another TARGET."
        ) from error
    with file:
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise ConfigError(
                    f"Another run is writing to {work.parent}; wait for it, or choose another TARGET."
                ) from error
        yield


def _clear(scratch: Path) -> None:
    """Removes what a killed run left half-written."""
    if scratch.is_dir():
        for path in scratch.iterdir():
            path.unlink()
        scratch.rmdir()
