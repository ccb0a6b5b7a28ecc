"""The list of towns: folded, and what it is asked for."""

import re

from imenoslov.knowledge.names import gazetteer


def test_names_are_folded_words() -> None:
    assert len(gazetteer()) > 30_000
    assert all(re.fullmatch("[а-я]+(?:-[а-я]+)*", name) for name in gazetteer())


def test_towns_and_villages_are_there() -> None:
    assert {"упсала", "катовице", "йошкар-ола", "глушково"} <= gazetteer()
    assert "упсал" not in gazetteer()
