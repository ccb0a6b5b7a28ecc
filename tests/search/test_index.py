from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("tantivy")

from imenoslov.corpus import Corpus
from imenoslov.errors import ConfigError, SearchError
from imenoslov.search.build import update_index
from imenoslov.search.index import Index, Results, first_words

A, B, C, D = "2025/12/a.txt", "2025/12/b.txt", "2026/01/c.txt", "2026/01/d.txt"


@pytest.fixture
def index(archive: Path, tmp_path: Path) -> Iterator[Index]:
    update_index(Corpus(archive), tmp_path / "index")
    with Index(tmp_path / "index") as opened:
        yield opened


def found(results: Results) -> set[str]:
    return {hit.id for hit in results.hits}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Каи Каллас", {A, B}),
        ("Каллас", {A, B, D}),
        ("в Набережных Челнах", {C}),
        ("МИДом РК", {A}),
        ("переговорами", {A, C}),
        ("переговоры Каллас", {A}),
        ("переговоры -Каллас", {C}),
        ("зеленого", {C}),
        ('"зелёный свет"', {C}),
        ('"свет зелёный"', set()),
        ("роза", {D}),
        ("и в на", {A, B, C, D}),
        ("", {A, B, C, D}),
        ("шифер", set()),
        ('"', {A, B, C, D}),
        ("-", {A, B, C, D}),
    ],
)
def test_questions(index: Index, question: str, expected: set[str]) -> None:
    results = index.search(question)
    assert found(results) == expected
    assert results.total == len(expected)


def test_filters(index: Index) -> None:
    assert found(index.search(persons=["Кая Каллас"])) == {A, B}
    assert found(index.search(persons=["Каллас"])) == {A, B, D}
    assert found(index.search(persons=["Кая Каллас", "Сийм Каллас"])) == {B}
    assert found(index.search(organisations=["камаза"], places=["Челны", "loc:набережные-челны"][1:])) == {C}
    # a theatre or a works can stand as a place in one text and as an organisation in another: its id is enough
    assert found(index.search(places=["org:камаз"])) == {C}
    assert found(index.search("переговоры", places=["Брюссель"])) == {A}
    assert found(index.search(since="2025-12-04", until="2026-01-10")) == {B, C}
    assert found(index.search(since="2025-12-04")) == {B, C}
    assert found(index.search(until="2025-12-31")) == {A, B}
    assert found(index.search(until="31.12.2025")) == {A, B}


def test_an_unknown_name_means_what_is_called_so_in_more_words(index: Index) -> None:
    assert [candidate.id for candidate in index.candidates("МИД")] == ["org:мид-казахстана"]
    assert [candidate.id for candidate in index.candidates("МИД", "PER")] == []
    assert [candidate.id for candidate in index.candidates("Челнами")] == ["loc:набережные-челны"]
    assert [candidate.id for candidate in index.candidates("ПАО «Камаз» (KAMAZ)")] == ["org:камаз"]
    # Of two words that stand in a row, one alone is not most.
    assert index.candidates("слово Каллас") == ()
    assert found(index.search(organisations=["МИД"])) == {A}


def test_sorting_and_paging(index: Index) -> None:
    assert [hit.id for hit in index.search(sort="newest").hits] == [C, B, A, D]
    assert [hit.id for hit in index.search(sort="oldest").hits] == [A, B, C, D]
    assert [hit.id for hit in index.search(sort="newest", limit=2, offset=1).hits] == [B, A]
    none = index.search("Каллас", limit=0)
    assert (none.total, none.hits) == (3, ())
    # Where she is named twice comes before where she is named once.
    assert [hit.id for hit in index.search(persons=["per:каллас-кая"]).hits] == [A, B]


def test_facets_count_all_that_answers(index: Index) -> None:
    facets = index.search("Каллас", limit=1).facets
    assert [(facet.id, facet.name, facet.documents) for facet in facets["persons"]] == [
        ("per:каллас-кая", "Кая Каллас", 2),
        ("per:каллас-сийм", "Каллас", 2),
    ]
    assert {facet.name for facet in facets["places"]} == {"Брюссель", "Таллин"}
    assert [(facet.id, facet.documents) for facet in facets["months"]] == [("2025-12", 2)]
    assert index.search("Каллас", facets=0).facets == {}


def test_a_hit_tells_what_it_is(index: Index) -> None:
    hit = next(hit for hit in index.search("Каи Каллас").hits if hit.id == A)
    assert (hit.title, hit.published) == ("Переговоры в Брюсселе", "2025-12-03")
    assert [hit.snippet.text[start:stop] for start, stop in hit.snippet.marks] == ["Кая Каллас", "Каллас"]
    assert (hit.entities[0].id, hit.entities[0].mentions) == ("per:каллас-кая", 2)
    untitled = next(hit for hit in index.search("Каи Каллас").hits if hit.id == B)
    assert untitled.title == first_words(index.get(B).text)
    assert untitled.title.startswith("Встреча с Каей Каллас")


def test_what_is_stored_is_the_document(index: Index, archive: Path) -> None:
    for document in Corpus(archive):
        assert index.get(document.id) == document
    assert len(index) == 4
    with pytest.raises(KeyError):
        index.get("nothing")


def test_clear_errors(index: Index, tmp_path: Path) -> None:
    with pytest.raises(SearchError, match="No person in the archive is called «Брюссель»"):
        index.search(persons=["Брюссель"])
    with pytest.raises(ConfigError, match="is no date"):
        index.search(since="вчера")
    with pytest.raises(SearchError, match="is no search index"):
        Index(tmp_path)


def test_first_words_end_between_words() -> None:
    assert first_words("Раз  два\nтри") == "Раз два три"
    assert first_words("раз " * 40, 10) == "раз раз…"
    assert first_words("я" * 40, 10) == "я" * 10 + "…"
