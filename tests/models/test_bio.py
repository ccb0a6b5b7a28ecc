import pytest

from imenoslov.models.bio import bio_spans


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("", []),
        ("O O", []),
        ("B-PER", [(0, 1, "PER")]),
        ("O B-PER I-PER O", [(1, 3, "PER")]),
        ("B-PER B-PER", [(0, 1, "PER"), (1, 2, "PER")]),
        ("B-PER I-LOC I-PER", [(0, 3, "PER")]),
        ("I-PER I-PER O", []),
        ("B-ORG O I-ORG B-LOC", [(0, 1, "ORG"), (3, 4, "LOC")]),
    ],
)
def test_spans(tags: str, spans: list[tuple[int, int, str]]) -> None:
    assert list(bio_spans(tags.split())) == spans
