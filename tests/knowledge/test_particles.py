"""Eastern names and the full stop after them."""

import pytest

from imenoslov.knowledge.particles import ends_sentence

ENDS = ("Встречу готовит Ван И| Рубио тоже.", "Рядом Ким Чжу Э|", "«Приедет Ван И|» Так он сказал.")
GOES_ON = (
    "судья Ким И| сообщил",
    "адвокат Ким И| С. прибыл",
    "директор Петров И| Он прибыл",
    "Ван В| Рубио",
    "Анна Ли-Ван И| Да",
    "ТАСС",
)


@pytest.mark.parametrize("marked", ENDS)
def test_a_full_stop_after_a_vowel_that_is_a_name_ends_the_sentence(marked: str) -> None:
    assert _ends(marked)


@pytest.mark.parametrize("marked", GOES_ON)
def test_a_full_stop_after_an_initial_does_not(marked: str) -> None:
    assert not _ends(marked)


def _ends(marked: str) -> bool:
    """Asks about a text with a full stop in the place of the mark."""
    return ends_sentence(marked.replace("|", "."), marked.find("|"))
