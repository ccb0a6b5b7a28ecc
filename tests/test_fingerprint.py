"""What an output depends on, told without loading an annotator."""

import subprocess
import sys

from imenoslov.config import Config, OutputSettings
from imenoslov.fingerprint import fingerprint


def test_it_tells_settings_apart() -> None:
    assert fingerprint(Config()) == fingerprint(Config())
    assert fingerprint(Config()) != fingerprint(Config(output=OutputSettings(tokens=True)))


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
