"""The workers: what they are given together, and what they load."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imenoslov.config import Config
from imenoslov.document import Document
from imenoslov.errors import ConfigError, StageError
from imenoslov.fingerprint import fingerprint
from imenoslov.readers.sources import SourceFile
from imenoslov.runners.local import annotate_source, annotate_stream
from imenoslov.runners.pool import RecordUnit, TextUnit, Unit, WorkerPool, _Annotation, _next_size, annotate_units
from imenoslov.stages.settings import LinkingSettings

TEXT = "Кая Каллас прибыла в Астану."


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="signals of Unix")
def test_a_worker_never_hears_of_ctrl_c() -> None:
    with WorkerPool(Config(), 1) as pool:
        worker = pool._start()
        process = worker.process
        assert process.pid
        os.kill(process.pid, signal.SIGINT)  # before it has run any code of ours
        process.join(0.2)
        assert process.is_alive()
        assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
        worker.pipe.close()  # and so it ends
        process.join(10)
        assert process.exitcode == 0


def test_units_that_take_long_are_given_out_alone() -> None:
    sizes = [1]
    for _ in range(10):
        sizes.append(_next_size(sizes[-1], sizes[-1] * 0.01))
    assert sizes[:4] == [1, 2, 4, 8]
    assert sizes[-1] == 10
    assert _next_size(10, 60.0) == 1
    assert _next_size(1, 0.0) == 2
    assert _next_size(64, 0.001) == 64


def test_what_is_up_to_date_is_told_without_models(tmp_path: Path) -> None:
    source, target = tmp_path / "in", tmp_path / "out"
    source.mkdir()
    (source / "a.txt").write_text(TEXT, encoding="utf-8")
    annotate_source(str(source), target, Config(), workers=1)
    code = f"""
import sys
from imenoslov.config import Config
from imenoslov.fingerprint import fingerprint
from imenoslov.readers.sources import find_sources
from imenoslov.runners.pool import TextUnit, _Annotation, annotate_units

(source,) = find_sources({str(source)!r})
unit = TextUnit(source, {str(target / "a.txt.json")!r})
(outcome,) = annotate_units([unit], _Annotation(Config(), fingerprint(Config())), Config())
assert outcome.status == "current"
assert "imenoslov.annotator" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)


def test_a_wrong_list_of_names_is_told_before_a_stream_is_read(tmp_path: Path) -> None:
    names = tmp_path / "names.tsv"
    names.write_text("PERSON\tКасым-Жомарт Токаев\n", "utf-8")
    config = Config(linking=LinkingSettings(str(names)))
    stream = io.BytesIO(TEXT.encode())
    with pytest.raises(ConfigError, match=r"Line 1 of .*names\.tsv is wrong"):
        annotate_stream(stream, io.BytesIO(), "text", config, workers=1, fail=lambda _: None)
    assert stream.tell() == 0


class Stub:
    """An annotation that fails on some texts."""

    fingerprint = fingerprint(Config())

    def annotate(self, documents: Iterable[Document]) -> list[Document]:
        found = list(documents)
        for document in found:
            if "bad" in document.text:
                raise StageError(f"no {document.id}", "ner")
        return found


@given(st.lists(st.sampled_from(["good", "bad", "read", "long"]), max_size=9))
def test_units_together_have_the_outcomes_that_each_has_alone(kinds: list[str]) -> None:
    texts = {"good": "good", "bad": "bad", "long": "long " * 60_000}
    units: list[Unit] = [
        TextUnit(SourceFile("none", str(number), str(number), "text"), None)
        if kind == "read"
        else RecordUnit(Document.from_text(texts[kind], str(number)))
        for number, kind in enumerate(kinds)
    ]
    annotation = cast(_Annotation, Stub())
    outcomes = annotate_units(units, annotation, Config())
    assert outcomes == [outcome for unit in units for outcome in annotate_units([unit], annotation, Config())]
    stages = {"good": "", "long": "", "bad": "ner", "read": "read"}
    assert [outcome.stage for outcome in outcomes] == [stages[kind] for kind in kinds]
