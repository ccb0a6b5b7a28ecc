import random

import pytest

pytest.importorskip("torch", reason="PyTorch is not installed")
pytest.importorskip("training", reason="the folder pipeline is not on the path")

from imenoslov.readers.annotation import Annotation, Name
from training.batches import disturbed, requoted, swapped
from training.gold import gold_text


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


def test_surnames_change_places_with_first_names() -> None:
    text = "Татьяна Соловьёва и Владимир Путин , Владимир Владимирович Путин"
    names = ("Татьяна Соловьёва", "Владимир Путин", "Владимир Владимирович Путин")
    spans = tuple(Name(text.index(name), text.index(name) + len(name), "PER") for name in names)
    gold = gold_text("x", Annotation("id", text, spans))
    rng = random.Random(0)
    assert swapped(gold, 0, rng) == text.split()
    assert swapped(gold, 1, rng) == "Соловьёва Татьяна и Путин Владимир , Владимир Владимирович Путин".split()
