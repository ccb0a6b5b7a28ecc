import pytest
from hypothesis import given
from hypothesis import strategies as st
from slovnet.shape import word_shape as slovnet_shape

from imenoslov.models.shapes import SHAPES, word_shape


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("Путин", "RU_Xx"),
        ("МИД", "RU_XX"),
        ("в", "RU_x"),
        ("Я", "RU_X"),
        ("Нью-Йорк", "RU_Xx-Xx"),
        ("GigaChat", "EN_OTHER"),
        ("2025", "NUM"),
        ("«", "PUNCT_«"),
        ("...", "PUNCT_OTHER"),
        ("中", "OTHER"),
    ],
)
def test_shape(word: str, shape: str) -> None:
    assert word_shape(word) == shape


@given(st.text(st.sampled_from("аЁёЯzZ19-+«».,_№é中\u200b") | st.characters(), min_size=1))
def test_same_as_slovnet(word: str) -> None:
    assert word_shape(word) == slovnet_shape(word)
    assert word_shape(word) in SHAPES
