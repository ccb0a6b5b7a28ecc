import pytest

pytest.importorskip("tantivy")

from imenoslov.search.words import name_key, placed_stems, says_something, stem_key, stems, without_yo


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("зелёный", "Зеленого"),
        ("переговоры", "переговорами"),
        ("Набережные Челны", "в Набережных Челнах".removeprefix("в ")),
        ("Кая Каллас", "Каи Каллас"),
        ("«Камаз»", "Камаза"),
    ],
)
def test_forms_share_their_stems(one: str, other: str) -> None:
    assert stem_key(one) == stem_key(other)


def test_names_are_compared_without_case_quotes_and_yo() -> None:
    assert name_key("ПАО «Газпром»") == name_key('пао  "газпром"') == "пао газпром"
    assert name_key("Пётр") == name_key("ПЕТР")


def test_offsets_count_code_points_of_the_text() -> None:
    text = "😀 Ещё «ёлка»: COVID-19"
    assert [text[stem.start : stem.stop] for stem in placed_stems(text)] == ["Ещё", "ёлка", "COVID", "19"]
    assert len(without_yo(text)) == len(text)


def test_prepositions_do_not_narrow_a_search() -> None:
    assert not says_something("в")
    assert not says_something("—")
    assert says_something("мэй")
    assert stems("в") == ["в"]
