import random

import pytest

pytest.importorskip("torch", reason="PyTorch is not installed")
pytest.importorskip("training", reason="the folder pipeline is not on the path")

from training.batches import disturbed, requoted


@pytest.mark.parametrize(
    ("line", "marks", "expected"),
    [
        ('АО " Рог "', "«»", "АО « Рог »"),
        ("АО « Рог » и « Нога »", '""', 'АО " Рог " и " Нога "'),
        ("без них", "«»", "без них"),
    ],
)
def test_requoted(line: str, marks: str, expected: str) -> None:
    assert requoted(line.split(), marks) == expected.split()


def test_disturbed_lines_keep_their_words() -> None:
    rng = random.Random(0)
    line = ["Кая", "Каллас", "в", "Москве"]
    kinds = {tuple(disturbed(line, 0.3, rng)) for _ in range(100)}
    assert kinds == {
        ("Кая", "Каллас", "в", "Москве"),
        ("КАЯ", "КАЛЛАС", "В", "МОСКВЕ"),
        ("кая", "каллас", "в", "москве"),
        ("Кая", "Каллас", "В", "Москве"),
    }
    assert disturbed(line, 0, rng) == line
