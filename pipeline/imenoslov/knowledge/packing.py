"""The bytes of a table, as `tables.c` lays it out: best scores of the cells, rows, letters of the nominatives."""

from array import array
from collections.abc import Sequence
from itertools import pairwise
from struct import Struct

Key = tuple[int, str]  # gender, nominative
Row = tuple[float, Key, int]  # a nominative's score, and in which cases it has that (a bit mask)
Rows = tuple[Sequence[Row], ...]

_CELLS = 24
_HEAD = Struct("=24dd5ii")  # best scores, slip, the first row of each gender and their number, whether it is known
_ROW = Struct("=dQHBBI")  # score, key, place and number of the letters, cases
_KNOWN = _HEAD.size - 4
_COUNT = _HEAD.size - 8


def packed(rows: Rows, tops: Sequence[float], slip: float, known: bool) -> "array[int]":
    """Returns the bytes of a table; instead of the keys of its nominatives they have their genders."""
    starts = [0]
    for found in rows:
        starts.append(starts[-1] + len(found))
    places: dict[str, int] = {}
    letters = ""
    body = []
    for found in rows:
        for score, (gender, nominative), cases in found:
            if nominative not in places:
                places[nominative] = len(letters)
                letters += nominative
            body.append(_ROW.pack(score, gender, places[nominative], len(nominative), cases, 0))
    head = _HEAD.pack(*tops, slip, *starts, known)
    return array("B", b"".join((head, *body, letters.encode("utf-16-le"))))


def unpacked(data: "array[int]") -> tuple[Rows, list[float], float]:
    """Returns the rows of a table, the best scores of its cells, and its slip."""
    head = _HEAD.unpack_from(data)
    tops, slip, starts = head[:_CELLS], head[_CELLS], head[_CELLS + 1 : -1]
    end = _HEAD.size + starts[-1] * _ROW.size
    letters = bytes(data[end:]).decode("utf-16-le")
    found = [
        (score, (key & 3, letters[start : start + length]), cases)
        for score, key, start, length, cases, _ in _ROW.iter_unpack(data[_HEAD.size : end])
    ]
    return tuple([found[first:stop] for first, stop in pairwise(starts)]), list(tops), slip


def best_scores(data: "array[int]") -> Sequence[float]:
    """Returns the best scores of the cells of a table."""
    return _HEAD.unpack_from(data)[:_CELLS]


def is_known(data: "array[int]") -> bool:
    """Tells whether a table is that of a word that the dictionary knows as a name."""
    return data[_KNOWN] > 0


def is_empty(data: "array[int]") -> bool:
    """Tells whether a table has no rows."""
    return not any(data[_COUNT:_KNOWN])


def may_have(data: "array[int]", nominative: str) -> bool:
    """Tells whether the letters of a nominative stand somewhere in a table."""
    return nominative.encode("utf-16-le") in data.tobytes()
