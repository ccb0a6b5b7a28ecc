"""Names of towns by their Latin ones, as a table."""

import pytest

pytest.importorskip("training", reason="the folder pipeline is not on the path")

from training.transliteration import in_russian

TOWNS = [
    ("Chiquinquirá", "CO", "чикинкира"),
    ("Zipaquirá", "CO", "сипакира"),
    ("Peñalolén", "CL", "пеньялолен"),
    ("Arapiraca", "BR", "арапирака"),
    ("Ilhéus", "BR", "ильеус"),
    ("Foggia", "IT", "фоджа"),
    ("Scicli", "IT", "шикли"),
    ("Koudougou", "BF", "кудугу"),
    ("Berkane", "MA", None),
    ("Kericho", "KE", "керичо"),
    ("Kakamega", "KE", "какамега"),
    ("São Paulo", "BR", None),
    ("Toruń", "PL", None),
]


@pytest.mark.parametrize(("name", "country", "russian"), TOWNS)
def test_in_russian(name: str, country: str, russian: str | None) -> None:
    assert in_russian(name, country) == russian
