"""Tables of nominatives."""

from imenoslov.knowledge.endings import FEMININE, GEN, MASCULINE, NOM
from imenoslov.knowledge.tables import CELLS, NEVER, Cells, changed, frozen, join, levelled, merge


def _cells() -> Cells:
    cells = Cells()
    cells.add("курц", MASCULINE, 1 << GEN, 1.0)
    cells.add("курец", MASCULINE, 1 << GEN, 0.0)
    cells.add("курца", FEMININE, 1 << NOM, 0.5)
    return cells


def test_the_best_of_a_cell_comes_first() -> None:
    table = _cells().table()
    assert table.cells[MASCULINE * 6 + GEN] == ((1.0, (MASCULINE, "курц")), (0.0, (MASCULINE, "курец")))
    assert table.tops[MASCULINE * 6 + GEN] == 1.0
    assert table.tops[MASCULINE * 6 + NOM] == NEVER


def test_the_better_score_stays() -> None:
    cells = _cells()
    cells.add("курц", MASCULINE, 1 << GEN, -5.0)
    assert cells.table().tops[MASCULINE * 6 + GEN] == 1.0


def test_a_slip_reaches_the_other_cases_of_its_gender_alone() -> None:
    cells = _cells()
    cells.slip(-4.0)
    table = cells.table()
    assert table.tops[MASCULINE * 6 + NOM] == -3.0
    assert table.tops[FEMININE * 6 + GEN] == -3.5


def test_a_frozen_word_fits_every_cell() -> None:
    table = frozen("осло", -1.0)
    assert len(table.cells) == CELLS
    assert set(table.tops) == {-1.0}
    assert not table.empty()
    assert Cells().table().empty()


def test_merging_keeps_the_best_of_both() -> None:
    table = merge(_cells().table(), frozen("курца", -1.0))
    assert table.tops[MASCULINE * 6 + GEN] == 1.0
    assert table.tops[MASCULINE * 6 + NOM] == -1.0


def test_parts_that_do_not_change_and_parts_that_change_together() -> None:
    table = changed(_cells().table(), prefix="жан-", suffix="-младший", score=-1.0)
    assert table.cells[MASCULINE * 6 + GEN][0] == (0.0, (MASCULINE, "жан-курц-младший"))
    double = join(_cells().table(), _cells().table())
    assert double.cells[MASCULINE * 6 + GEN][0] == (2.0, (MASCULINE, "курц-курц"))
    assert double.cells[MASCULINE * 6 + NOM] == ()


def test_a_levelled_table_has_every_gender_in_each_case() -> None:
    table = levelled(_cells().table())
    assert table.cells[MASCULINE * 6 + NOM] == table.cells[FEMININE * 6 + NOM] == ((0.5, (FEMININE, "курца")),)
    assert table.tops[FEMININE * 6 + GEN] == 1.0
