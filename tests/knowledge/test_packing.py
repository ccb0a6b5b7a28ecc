"""The bytes of tables."""

from math import inf

from hypothesis import given
from hypothesis import strategies as some

from imenoslov.knowledge.packing import is_empty, is_known, packed, unpacked
from imenoslov.knowledge.tables import CELLS, Cells, Table, frozen

scores = some.floats(-30, 30)
rows = some.tuples(
    *[
        some.lists(
            some.tuples(
                scores,
                some.tuples(some.integers(0, 3), some.text("абвё-", min_size=1, max_size=9)),
                some.integers(1, 63),
            ),
            max_size=4,
        )
    ]
    * 4
)


@given(rows, some.lists(scores, min_size=CELLS, max_size=CELLS), some.one_of(scores, some.just(-inf)), some.booleans())
def test_a_table_is_what_its_bytes_say(
    found: tuple[list[tuple[float, tuple[int, str], int]], ...], tops: list[float], slip: float, known: bool
) -> None:
    data = packed(found, tops, slip, known)
    assert unpacked(data) == (found, tops, slip)
    assert is_known(data) == known
    assert is_empty(data) == (not any(found))


def test_a_table_read_from_bytes_has_the_same_cells() -> None:
    table = frozen("осло", -1.0)
    other = Table.of_bytes(packed(table.rows, table.tops, table.slip, table.known))
    assert other.cells == table.cells
    assert list(other.tops) == list(table.tops)
    assert not other.empty()
    nothing = Cells().table()
    assert Table.of_bytes(packed(nothing.rows, nothing.tops, nothing.slip, False)).empty()
