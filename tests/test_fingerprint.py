"""What an output depends on, told without loading an annotator."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from imenoslov import fingerprint as fingerprint_module
from imenoslov.config import Config, OutputSettings
from imenoslov.fingerprint import fingerprint


def test_it_tells_settings_apart() -> None:
    assert fingerprint(Config()) == fingerprint(Config())
    assert fingerprint(Config()) != fingerprint(Config(output=OutputSettings(tokens=True)))


def test_it_tells_programs_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = Path(fingerprint_module.__file__).parent
    copy = tmp_path / "imenoslov"
    shutil.copytree(package, copy, ignore=shutil.ignore_patterns("__pycache__", "data"))
    monkeypatch.setattr(fingerprint_module, "__file__", str(copy / "fingerprint.py"))
    before = fingerprint(Config())
    (copy / "models" / "compiled").mkdir(exist_ok=True)
    (copy / "models" / "compiled" / "kernels-9.so").write_bytes(b"of another machine")
    assert fingerprint(Config()) == before
    with (copy / "stages" / "people.py").open("a") as file:
        file.write("# another rule\n")
    assert fingerprint(Config()) != before


def test_the_process_that_feeds_the_workers_loads_no_models() -> None:
    """It has nothing to annotate, and what it loads delays the workers."""
    code = """
import sys
from imenoslov.config import load_config
from imenoslov.runners.local import annotate_source
from imenoslov.fingerprint import fingerprint

fingerprint(load_config())
assert not {"numpy", "pymorphy3", "razdel", "imenoslov.annotator"} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", code], check=True)
