"""Worker processes that survive the death of one of them.

File names and texts go in, finished JSON comes out. Each worker loads the models once, when there is something to
annotate, and uses one BLAS thread: more would fight for the cores.
"""

import contextlib
import gc
import multiprocessing
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial
from itertools import islice
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import TYPE_CHECKING, Literal, NamedTuple, Self, TypeVar, cast

from msgspec import Struct

from imenoslov.config import Config
from imenoslov.corpus import read_head
from imenoslov.document import Document, Fingerprint, to_json
from imenoslov.errors import ImenoslovError, ModelError, ReadError, StageError
from imenoslov.fingerprint import fingerprint
from imenoslov.readers.sources import SourceFile
from imenoslov.readers.text import read_text_file

if TYPE_CHECKING:
    from imenoslov.annotator import Annotator

_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")

# Units go to a worker together, as many as take so many seconds: many are annotated in less time, and to wake the
# parent for each takes several per cent of the time of both. What an interrupted run loses is no more than that.
_SPAN = 0.1
_MOST_TOGETHER = 64
# Texts are held together up to so many characters.
_MOST_CHARACTERS = 250_000


class TextUnit(Struct, frozen=True):
    """One text file to read and annotate; with `output`, unless that is up to date already."""

    source: SourceFile
    output: str | None

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


_Item = tuple[int, Unit]
Result = TypeVar("Result")


class _Worker(NamedTuple):
    """A process, and the pipe to it; it answers before it is asked again, so that neither side waits to be read."""

    process: SpawnProcess
    pipe: "Connection[list[Unit], list[Outcome] | ModelError]"


class _Batch(NamedTuple):
    """What a worker was given together, and when."""

    items: list[_Item]
    given: float


class WorkerPool:
    """A pool of processes that annotate units; use it as a context manager, which ends them."""

    def __init__(self, config: Config, workers: int) -> None:
        """Remembers the settings; a process starts when there is a unit for it. Raises ConfigError as `fingerprint`."""
        self.fingerprint = fingerprint(config)
        self._config = config
        self._workers = workers
        self._idle: list[_Worker] = []
        self._busy: dict[_Worker, _Batch] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in (*self._idle, *self._busy):
            worker.pipe.close()
            if kind is not None:
                # An interrupted run does not wait for the documents in hand: they will be annotated again.
                worker.process.terminate()
        for worker in (*self._idle, *self._busy):
            worker.process.join()

    def run(self, units: Iterable[Unit], window: int | None = None) -> Iterator[tuple[int, Unit, Outcome]]:
        """Yields `(number, unit, outcome)` for each unit as it is finished.

        Units are drawn only as workers need them. With `window`, each is given out as soon as it is drawn, and none is
        drawn more than so many places ahead of the oldest unfinished one, so that a caller who restores the order holds
        no more than that. A unit that kills its worker fails. Raises ModelError.
        """
        source = enumerate(units)
        drawn = 0
        size = 1
        # Those of batches whose worker died: one of them killed it, and will do so again when it is alone.
        suspects: deque[_Item] = deque()

        def following() -> list[_Item]:
            nonlocal drawn
            if suspects:
                return [suspects.popleft()]
            oldest = min((number for batch in self._busy.values() for number, _ in batch.items), default=drawn)
            if window and drawn - oldest >= window:
                return []
            items = list(islice(source, 1 if window else size))
            drawn += len(items)
            return items

        def feed() -> None:
            while len(self._busy) < self._workers and (items := following()):
                self._assign(items)

        feed()
        while self._busy:
            pipes = {worker.pipe: worker for worker in self._busy}
            finished: list[tuple[int, Unit, Outcome]] = []
            for pipe in wait(list(pipes)):
                worker = pipes[cast("Connection[list[Unit], list[Outcome] | ModelError]", pipe)]
                items, given = self._busy.pop(worker)
                try:
                    outcomes = worker.pipe.recv()
                except (EOFError, ConnectionError):
                    if len(items) > 1:
                        worker.process.join()
                        suspects.extend(items)
                        continue
                    outcomes = [_death(unit, worker.process) for _, unit in items]
                else:
                    self._idle.append(worker)
                if isinstance(outcomes, ModelError):
                    raise outcomes
                finished += [(*item, outcome) for item, outcome in zip(items, outcomes, strict=True)]
                size = _next_size(len(items), time.monotonic() - given)
            # The workers get their next units before anybody looks at the results.
            feed()
            yield from finished

    def _assign(self, items: list[_Item]) -> None:
        units = [unit for _, unit in items]
        while self._idle:
            worker = self._idle.pop()
            try:
                worker.pipe.send(units)
            except ConnectionError:
                # It died between two units, killed from outside: nothing is lost with it.
                worker.process.join()
                continue
            self._busy[worker] = _Batch(items, time.monotonic())
            return
        worker = self._start()
        worker.pipe.send(units)
        self._busy[worker] = _Batch(items, time.monotonic())

    def _start(self) -> _Worker:
        for variable in _THREADS:
            os.environ.setdefault(variable, "1")
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self._config, self.fingerprint), daemon=True)
        with _ctrl_c_held():
            process.start()
        theirs.close()
        return _Worker(process, ours)


@contextlib.contextmanager
def _ctrl_c_held() -> Iterator[None]:
    """Lets Ctrl-C wait; a process that is started meanwhile never hears of it, not even before it runs our code."""
    if not hasattr(signal, "pthread_sigmask"):  # on Windows
        yield
        return
    resource_tracker.ensure_running()  # which every start does, and which lets Ctrl-C in again when it is the first
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _death(unit: Unit, process: SpawnProcess) -> Outcome:
    process.join()
    reason = (
        f"A worker process died while annotating {unit.id} (exit code {process.exitcode}: out of memory, or a crash in "
        "a native library); look at the file, or split it."
    )
    return Outcome("failed", stage="worker", reason=reason)


def _next_size(size: int, seconds: float) -> int:
    """Returns how many units to give out together after so many have taken so long."""
    fitting = int(size * _SPAN / seconds) if seconds > 0 else _MOST_TOGETHER
    return max(1, min(fitting, 2 * size, _MOST_TOGETHER))


class _Annotation:
    """An annotator that is loaded when there is something to annotate: where all is up to date, there is not."""

    def __init__(self, config: Config, fingerprint: Fingerprint) -> None:
        self.fingerprint = fingerprint
        self._config = config

    def annotate(self, documents: Iterable[Document]) -> list[Document]:
        """Annotates documents as `Annotator.annotate` does; raises ModelError where the annotator cannot be loaded."""
        return self._annotator.annotate(documents)

    @cached_property
    def _annotator(self) -> "Annotator":
        gc.disable()  # until all is loaded
        from imenoslov.annotator import load_annotator

        annotator = load_annotator(self._config)
        tend_collector()
        return annotator


def _serve(
    pipe: "Connection[list[Outcome] | ModelError, list[Unit]]", config: Config, fingerprint: Fingerprint
) -> None:
    """Annotates units until the pipe is closed, which it is too when the parent is gone."""
    # Ctrl-C reaches every process of the terminal's group; the parent alone answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    annotation = _Annotation(config, fingerprint)
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            units = pipe.recv()
            try:
                answer: list[Outcome] | ModelError = annotate_units(units, annotation, config)
            except ModelError as error:
                answer = error
            pipe.send(answer)
    # Nothing is left to be written; to take models and caches apart, object by object, takes a third of a second.
    os._exit(0)


def tend_collector() -> None:
    """Spares the collector of cycles what it would look through time and again; for a process that has loaded all.

    What is loaded stays, and caches and documents hold no cycles: what fills the caches is not worth a look.
    """
    gc.freeze()
    gc.set_threshold(1_000_000)
    gc.enable()


def annotate_units(units: Sequence[Unit], annotation: _Annotation, config: Config) -> list[Outcome]:
    """Reads and annotates units; what is wrong with one becomes its failed outcome, but a ModelError is raised."""
    outcomes: list[Outcome] = []
    while len(outcomes) < len(units):
        run: list[Document | Outcome] = []
        characters = 0
        for unit in units[len(outcomes) :]:
            found = _attempt(unit, partial(_read, unit, annotation.fingerprint, config))
            run.append(found)
            characters += len(found.text) if isinstance(found, Document) else 0
            if characters > _MOST_CHARACTERS:
                break
        outcomes += _annotated(units[len(outcomes) :], run, annotation)
    return outcomes


def _annotated(units: Sequence[Unit], run: Sequence[Document | Outcome], annotation: _Annotation) -> Iterator[Outcome]:
    """Yields the outcome of each unit that has been read: that of its document, or the one that is known."""
    documents = [one for one in run if isinstance(one, Document)]
    finished: list[Outcome] | None
    try:
        # Nothing is loaded where all is up to date.
        finished = [_finished(document) for document in annotation.annotate(documents)] if documents else []
    except ModelError:
        raise
    except Exception:  # one of them, which alone will say what is wrong
        finished = None
    following = iter(finished or ())
    for unit, one in zip(units, run, strict=False):
        if isinstance(one, Outcome):
            yield one
        elif finished is None:
            yield _attempt(unit, partial(_alone, one, annotation))
        else:
            yield next(following)


def _read(unit: Unit, signed: Fingerprint, config: Config) -> Document | Outcome:
    """Returns the document of a unit, or the outcome where it is up to date."""
    if isinstance(unit, RecordUnit):
        return unit.document
    document = read_text_file(unit.source, config.reader.header, config.reader.max_bytes)
    if unit.output and _is_current(unit.output, document, signed):
        return Outcome("current", characters=len(document.text))
    return document


def _alone(document: Document, annotation: _Annotation) -> Outcome:
    (annotated,) = annotation.annotate([document])
    return _finished(annotated)


def _finished(document: Document) -> Outcome:
    return Outcome(
        "annotated",
        data=to_json(document) + b"\n",
        characters=len(document.text),
        mentions=len(document.mentions),
        entities=len(document.entities),
    )


def _attempt(unit: Unit, work: Callable[[], Result]) -> Result | Outcome:
    """Returns what work on a unit gives, or a failed outcome."""
    try:
        return work()
    except ModelError:
        raise
    except StageError as error:
        return Outcome("failed", stage=error.stage, reason=str(error))
    except ReadError as error:
        return Outcome("failed", stage="read", reason=str(error))
    except ImenoslovError as error:
        return Outcome("failed", stage="annotate", reason=str(error))
    except Exception as error:
        reason = f"{unit.id} could not be annotated ({type(error).__name__}: {error}); please report it with the text."
        return Outcome("failed", stage="annotate", reason=reason)


def _is_current(output: str, document: Document, fingerprint: Fingerprint) -> bool:
    head = read_head(output)
    return head is not None and head.is_current(document.id, document.source.sha256, fingerprint)
