# ruff: noqa: ANN401 - the engine is a class of conftest.py, which cannot be imported
"""A feed through the official clients, against an engine that is strict and fails."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from imenoslov.corpus import Corpus
from imenoslov.document import Document, Source
from imenoslov.errors import SearchError
from imenoslov.search.engine import Engine, Patience, connect
from imenoslov.search.feed import Feeding, Options, Refusal, feed
from imenoslov.writers.bulk import engine_id, engine_source


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Keeps the clients' own remarks on failed requests out of the tests' output."""
    names = ("elastic_transport", "opensearch")
    for name in names:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    yield
    for name in names:
        logging.getLogger(name).setLevel(logging.NOTSET)


def opened(engine: Any, **options: Any) -> Engine:
    return connect(engine.url, **{"patience": Patience(tries=9, first=0.02, longest=0.3)} | options)


@pytest.fixture
def documents(archive: Path) -> list[Document]:
    """The small archive, one document with an id that is too long for engines, and some more."""
    read = list(Corpus(archive))
    long = replace(read[0], id="я" * 300)
    return [*read, long, *(replace(read[1], id=f"more/{number}") for number in range(20))]


def assert_holds(engine: Any, documents: list[Document], index: str = "news") -> None:
    """Checks that the engine holds every document once, as it is."""
    assert engine.indices[index] == {engine_id(d.id): engine_source(d) for d in documents}


def test_a_feed_fills_the_index_and_a_second_one_changes_nothing(engine: Any, documents: list[Document]) -> None:
    connected = opened(engine)
    assert connected.kind == engine.flavour
    seen: list[int] = []
    assert feed(documents, connected, "news", watch=seen.append) == Feeding(sent=25)
    assert sum(seen) == 25
    assert_holds(engine, documents)
    before = list(engine.bulks)
    assert feed(documents, opened(engine), "news") == Feeding(unchanged=25)
    assert engine.bulks == before


def test_only_changes_are_sent_and_what_disappeared_is_deleted_when_asked(
    engine: Any, documents: list[Document]
) -> None:
    feed(documents, opened(engine), "news")
    entity = replace(documents[0].entities[0], id="per:новый")
    changed = [replace(documents[0], entities=(entity,)), *documents[1:10], replace(documents[1], id="new")]
    assert feed(changed, opened(engine), "news") == Feeding(sent=2, unchanged=9)
    assert len(engine.indices["news"]) == 26
    assert feed(changed, opened(engine), "news", Options(delete=True)) == Feeding(unchanged=11, deleted=15)
    assert_holds(engine, changed)
    with pytest.raises(SearchError, match="nothing was deleted"):
        feed([], opened(engine), "news", Options(delete=True))
    assert_holds(engine, changed)


@pytest.mark.parametrize(
    "faults",
    [
        ["429", "429", "429"],
        ["503"],
        ["some busy", "some busy", "some busy"],
        ["all busy", "all busy", "some busy"],
        ["drop before", "drop before"],
        ["drop after", "drop after"],
        ["restart"],
        ["429", "drop after", "some busy", "restart", "all busy", "503"],
    ],
    ids=" ".join,
)
def test_after_each_fault_the_index_holds_every_document_once(
    engine: Any,
    documents: list[Document],
    faults: list[str],
) -> None:
    engine.faults = list(faults)
    warned: list[str] = []
    refused: list[Refusal] = []
    done = feed(documents, opened(engine, warn=warned.append), "news", Options(size=20_000), refuse=refused.append)
    assert (done, refused) == (Feeding(sent=25), [])
    assert_holds(engine, documents)
    assert engine.faults == []
    assert len(warned) >= len(faults)


def test_a_feed_that_was_broken_off_goes_on(engine: Any, documents: list[Document]) -> None:
    def broken() -> Iterator[Document]:
        for number in range(1200):
            if number == 1100:
                raise KeyboardInterrupt
            yield replace(documents[0], id=f"{number}")

    with pytest.raises(KeyboardInterrupt):
        feed(broken(), opened(engine), "news")
    assert len(engine.indices["news"]) == 1000
    whole = [replace(documents[0], id=f"{number}") for number in range(1200)]
    assert feed(whole, opened(engine), "news") == Feeding(sent=200, unchanged=1000)
    assert_holds(engine, whole)


def test_an_engine_that_stays_away_is_a_clear_error(engine: Any, documents: list[Document]) -> None:
    connected = opened(engine, patience=Patience(tries=4, first=0.01))
    engine.faults = ["429"] * 4
    with pytest.raises(SearchError, match="no answer after 4 tries"):
        feed(documents, connected, "news")
    engine.faults = ["all busy"] * 4
    with pytest.raises(SearchError, match="no answer after 4 tries"):
        feed(documents, connected, "news")


def test_what_is_refused_is_reported_and_the_rest_arrives(engine: Any, documents: list[Document]) -> None:
    engine.refused_ids = {"more/3"}
    bad = replace(documents[0], id="bad", source=Source(published="вчера"))
    refused: list[Refusal] = []
    done = feed([*documents, bad], opened(engine), "news", refuse=refused.append)
    assert done == Feeding(sent=24, refused=2)
    assert [(refusal.id, refusal.reason.split(" (")[0]) for refusal in refused] == [
        ("more/3", "400 document_parsing_exception: failed to parse"),
        ("bad", "400 document_parsing_exception: failed to parse field [published] of type [date]"),
    ]
    assert_holds(engine, [document for document in documents if document.id != "more/3"])


def test_requests_keep_to_their_size_and_are_halved_where_the_engine_takes_less(
    engine: Any,
    documents: list[Document],
) -> None:
    feed(documents, opened(engine), "news", Options(size=5_000))
    assert len(engine.bulks) > 4
    engine.max_bytes = 5_000
    refused: list[Refusal] = []
    large = replace(documents[0], id="large", text="я" * 5_000)
    assert feed([*documents, large], opened(engine), "other", refuse=refused.append) == Feeding(sent=25, refused=1)
    assert [refusal.id for refusal in refused] == ["large"]
    assert_holds(engine, documents, "other")


def test_optional_fields(engine: Any, documents: list[Document]) -> None:
    options = Options(annotated=True, nested=True)
    assert feed(documents, opened(engine), "rich", options).sent == 25
    assert engine.indices["rich"][documents[0].id]["annotated"].startswith("[Кая Каллас](per%3A")
    feed(documents, opened(engine), "plain")
    with pytest.raises(SearchError, match="lacks the fields annotated, entities"):
        feed(documents, opened(engine), "plain", options)


def test_an_index_and_a_template_that_are_there_are_kept(engine: Any, documents: list[Document]) -> None:
    feed(documents[:1], opened(engine), "news")
    (template,) = engine.templates.values()
    template["priority"] = 500
    del engine.indices["news"], engine.mappings["news"]
    feed(documents[:1], opened(engine), "news")
    assert [held["priority"] for held in engine.templates.values()] == [500]
