"""Which tokens the base forms depend on, so that the others need no tags."""

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from imenoslov.knowledge.nouns import PREPOSITIONS
from imenoslov.stages.base_forms.marks import AFTER, CLAUSES, FURTHEST, JOINTS, QUOTES, STARTS

# What `seen` has to know of a word.
_NOT, _QUOTE, _START, _PREPOSITION, _CLAUSE, _JOINT = (1 << bit for bit in range(6))


def write_marks(words: Sequence[str], out: NDArray[np.uint8]) -> None:
    """Writes for each word what `seen` has to know of it."""
    marks = _word_marks()
    out[:] = [marks.get(word.lower(), 0 if word[0].isalpha() else _JOINT) for word in words]


@cache
def _word_marks() -> dict[str, int]:
    kinds = {
        _NOT: ("не",),
        _QUOTE: QUOTES,
        _START: STARTS,
        _PREPOSITION: PREPOSITIONS,
        _CLAUSE: CLAUSES,
        _JOINT: JOINTS,
    }
    marks: dict[str, int] = {}
    for mark, words in kinds.items():
        for word in words:
            marks[word] = marks.get(word, 0 if word[0].isalpha() else _JOINT) | mark
    return marks


class Places(NamedTuple):
    """Where names stand: their first tokens and last ones + 1, whether they are people's; those of their documents."""

    firsts: NDArray[np.intp]
    lasts: NDArray[np.intp]
    people: NDArray[np.bool_]
    begins: NDArray[np.intp]
    ends: NDArray[np.intp]


def seen(marks: NDArray[np.uint8], names: Places) -> NDArray[np.bool_]:
    """Tells of tokens whether `surroundings` of a name, or the name itself, may read their tags; the words alone tell.

    `marks` are those of the words of documents, end to end.
    """
    firsts, lasts, people, begins, ends = names
    after = np.where(lasts < ends, marks[np.minimum(lasts, len(marks) - 1)], 0)
    index = firsts - 1
    index -= (index >= begins) & (marks[index] & _QUOTE > 0)
    before = np.where(index >= begins, marks[index], _START)
    start, preposition, joint = (before & mark > 0 for mark in (_START, _PREPOSITION, _JOINT))
    stops = lasts + people + (people & (after & _NOT > 0))
    clause = people & (before & _CLAUSE > 0)
    high = np.where(start, lasts + AFTER * people, np.where(clause & ~preposition, lasts + AFTER, stops))
    furthest = np.where(joint | ~people, index, index - FURTHEST)
    low = np.where(start | preposition, firsts, np.maximum(begins, furthest))
    return covered(low, np.minimum(high, ends), len(marks))


def covered(firsts: NDArray[np.intp], lasts: NDArray[np.intp], count: int) -> NDArray[np.bool_]:
    """Tells of `count` places whether they lie in one of some spans."""
    change = np.bincount(firsts, minlength=count + 1) - np.bincount(lasts, minlength=count + 1)
    inside: NDArray[np.bool_] = change[:count].cumsum() > 0
    return inside
