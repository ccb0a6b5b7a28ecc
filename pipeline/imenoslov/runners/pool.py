"""Worker processes that survive the death of one of them.

File names and texts go in, finished JSON comes out. Each worker loads the models once and uses one BLAS thread: more
would fight for the cores.
"""

import multiprocessing
import os
import signal
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

from msgspec import Struct

from imenoslov.annotator import Annotator, load_annotator
from imenoslov.config import Config
from imenoslov.corpus import read_head
from imenoslov.document import Document, Fingerprint, to_json
from imenoslov.errors import ImenoslovError, ModelError, ReadError, StageError
from imenoslov.readers.sources import SourceFile
from imenoslov.readers.text import read_text_file

_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


class TextUnit(Struct, frozen=True):
    """One text file to read and annotate; with `output`, unless that is up to date already."""

    source: SourceFile
    output: Path | None

    @property
    def id(self) -> str:
        """The document's id."""
        return self.source.id


class RecordUnit(Struct, frozen=True):
    """One document that has been read."""

    document: Document

    @property
    def id(self) -> str:
        """The document's id."""
        return self.document.id


Unit = TextUnit | RecordUnit


class Outcome(Struct, frozen=True):
    """What became of a unit; `data` is the finished JSON line of an annotated one."""

    status: Literal["annotated", "current", "failed"]
    data: bytes = b""
    stage: str = ""
    reason: str = ""
    characters: int = 0
    mentions: int = 0
    entities: int = 0


class WorkerPool:
    """A pool of processes that annotate units; use it as a context manager, which ends them."""

    def __init__(self, config: Config, workers: int) -> None:
        """Remembers the settings; the processes start with the first unit."""
        self._config = config
        self._workers = workers
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._executor is None:
            return
        self._executor.shutdown(wait=kind is None, cancel_futures=True)
        if kind is not None:
            # An interrupted run does not wait for the documents in hand: they will be annotated again.
            for child in multiprocessing.active_children():
                child.terminate()

    def run(self, units: Iterable[Unit], window: int | None = None) -> Iterator[tuple[int, Unit, Outcome]]:
        """Yields `(number, unit, outcome)` for each unit as it is finished.

        Units are drawn only as workers need them. With `window`, none is drawn more than so many places ahead of the
        oldest unfinished one, so that a caller who restores the order holds no more than that. A unit that kills its
        worker fails; those in hand beside it are done again. Raises ModelError.
        """
        source = enumerate(units)
        pending: dict[Future[Outcome], tuple[int, Unit]] = {}
        exhausted = False
        drawn = 0
        while True:
            oldest = min((number for number, _ in pending.values()), default=drawn)
            while not exhausted and len(pending) < 3 * self._workers and (not window or drawn - oldest < window):
                item = next(source, None)
                if item is None:
                    exhausted = True
                    break
                drawn = item[0] + 1
                pending[self._submit(item[1])] = item
            if not pending:
                return
            done, _ = wait(pending, return_when=FIRST_COMPLETED)
            suspects = []
            for future in done:
                item = pending.pop(future)
                try:
                    outcome = future.result()
                except BrokenProcessPool:
                    suspects.append(item)
                    continue
                yield *item, outcome
            if suspects:
                # Which of the units in hand killed the worker cannot be told: each is tried alone.
                suspects += pending.values()
                pending.clear()
                self._restart()
                for number, unit in sorted(suspects, key=lambda item: item[0]):
                    yield number, unit, self._alone(unit)

    def _alone(self, unit: Unit) -> Outcome:
        try:
            return self._submit(unit).result()
        except BrokenProcessPool:
            self._restart()
            reason = (
                f"A worker process died while annotating {unit.id} (out of memory, or a crash in a native library); "
                "look at the file, or split it."
            )
            return Outcome("failed", stage="worker", reason=reason)

    def _submit(self, unit: Unit) -> "Future[Outcome]":
        if self._executor is None:
            for variable in _THREADS:
                os.environ.setdefault(variable, "1")
            self._executor = ProcessPoolExecutor(
                self._workers,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=_start,
                initargs=(self._config,),
            )
        try:
            return self._executor.submit(_work, unit)
        except BrokenProcessPool as error:
            broken: Future[Outcome] = Future()
            broken.set_exception(error)
            return broken

    def _restart(self) -> None:
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None


class _Worker:
    """What a worker process keeps between units."""

    config: Config
    annotator: Annotator | None = None


def _start(config: Config) -> None:
    # Ctrl-C reaches every process of the terminal's group; the parent alone answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()
    _Worker.config = config


def _follow_parent() -> None:
    """Ends this process when the parent is gone, however it went."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(unit: Unit) -> Outcome:
    if _Worker.annotator is None:
        _Worker.annotator = load_annotator(_Worker.config)
    return annotate_unit(unit, _Worker.annotator, _Worker.config)


def annotate_unit(unit: Unit, annotator: Annotator, config: Config) -> Outcome:
    """Reads and annotates one unit; whatever is wrong with it becomes a failed outcome, but a ModelError is raised."""
    try:
        if isinstance(unit, RecordUnit):
            document = unit.document
        else:
            document = read_text_file(unit.source, config.reader.header, config.reader.max_bytes)
            if unit.output and _is_current(unit.output, document, annotator.fingerprint):
                return Outcome("current", characters=len(document.text))
        (document,) = annotator.annotate([document])
        data = to_json(document) + b"\n"
    except ModelError:
        raise
    except StageError as error:
        return Outcome("failed", stage=error.stage, reason=str(error))
    except ReadError as error:
        return Outcome("failed", stage="read", reason=str(error))
    except ImenoslovError as error:
        return Outcome("failed", stage="annotate", reason=str(error))
    except (MemoryError, RecursionError, OSError, ValueError) as error:
        reason = f"{unit.id} could not be annotated ({type(error).__name__}: {error}); please report it with the text."
        return Outcome("failed", stage="annotate", reason=reason)
    return Outcome(
        "annotated",
        data=data,
        characters=len(document.text),
        mentions=len(document.mentions),
        entities=len(document.entities),
    )


def _is_current(output: Path, document: Document, fingerprint: Fingerprint) -> bool:
    head = read_head(output)
    return head is not None and head.is_current(document.id, document.source.sha256, fingerprint)
