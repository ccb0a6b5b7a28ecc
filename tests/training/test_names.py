"""The command, on gold of a few lines."""

import json
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="PyTorch is not installed")
pytest.importorskip("training", reason="the folder pipeline is not on the path")

from training.gold import read
from training.names import divide, main


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold"
    folder.mkdir()
    for corpus in ("slavic-one", "factru-dev"):
        lines = []
        for number in range(3):
            text = f"Глава МИД Литвы прибыл в Минск. Встреча {number}"
            names = (("МИД Литвы", "ORG"), ("Минск", "LOC"))
            mentions = [{"start": text.index(n), "end": text.index(n) + len(n), "type": kind} for n, kind in names]
            lines.append(json.dumps({"id": f"{corpus}-{number}", "text": text, "mentions": mentions, "ignore": []}))
        (folder / f"{corpus}.jsonl").write_text("\n".join(lines), "utf-8")
    return folder


def test_the_same_arguments_give_the_same_file(gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("a.npz", "b.npz"):
        assert main([str(gold), "--hold-out", "factru-dev", "--epochs", "2", "--output", str(tmp_path / name)]) == 0
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()
    printed = capsys.readouterr().out
    assert "MFLOP a word" in printed
    assert "factru-dev.lower" in printed


def test_a_corpus_that_is_not_there_is_told(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(gold), "--hold-out", "nerel-dev"]) == 2
    assert "nerel-dev" in capsys.readouterr().err


def test_held_out_texts_are_not_learned(gold: Path) -> None:
    texts = list(read(gold))
    learned, unseen = divide(texts, ["factru-dev"], 1)
    assert {text.corpus for text in learned} == {"slavic-one"}
    assert len(unseen) == 3
    learned, unseen = divide(texts, ["factru-dev"], 3)
    assert [text.annotation.id for text in unseen] == ["factru-dev-2"]
    assert len(learned) == 5
