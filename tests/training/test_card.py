from pathlib import Path

import pytest

pytest.importorskip("torch", reason="PyTorch is not installed")
pytest.importorskip("training", reason="the folder pipeline is not on the path")

from training import card
from training.card import Run
from training.scores import Figures

TYPES = {"PER": 0.9, "ORG": 0.8, "LOC": 0.7}


def run(f1: float, *learned: str) -> Run:
    return Run(list(learned), [Figures("dev", f1, 0.5, 0.6, TYPES, None)])


def test_a_run_takes_the_place_of_an_earlier_one_that_learned_from_the_same(tmp_path: Path) -> None:
    path = tmp_path / "CARD.md"
    path.write_text("# Card\n<!-- figures -->\nold\n<!-- end of figures -->\nrest\n", "utf-8")
    card.update(path, run(0.111, "a"))
    card.update(path, run(0.222, "a", "b"))
    card.update(path, run(0.333, "a"))
    text = path.read_text("utf-8")
    assert text.startswith("# Card\n<!-- figures -->\nLearned from all:\n")
    assert text.endswith("<!-- end of figures -->\nrest\n")
    assert "0.111" not in text
    assert text.index("0.222") < text.index("all but `b`") < text.index("0.333")


def test_a_missing_card_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        card.update(tmp_path / "none.md", run(0.5, "a"))
