import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from imenoslov.document import Document
from imenoslov.writers.bulk import engine_id, engine_source, parts, write_bulk
from imenoslov.writers.mapping import index_template


def test_parts_are_read_back(documents: list[Document], tmp_path: Path) -> None:
    write_bulk(documents, tmp_path, "news", size=20_000)
    sources = {}
    files = sorted(tmp_path.glob("*.ndjson"))
    assert len(files) > 1
    for path in files:
        data = path.read_bytes()
        assert data.endswith(b"\n")
        lines = data.decode().removesuffix("\n").split("\n")
        for action, source in zip(lines[::2], lines[1::2], strict=True):
            (kind, target), *rest = json.loads(action).items()
            assert (kind, rest, target["_index"]) == ("index", [], "news")
            sources[target["_id"]] = json.loads(source)
    assert list(sources) == [document.id for document in documents]
    fields = index_template("news")["template"]["mappings"]["properties"]
    for document in documents:
        source = sources[document.id]
        assert set(source) == set(fields)
        assert source["text"] == document.text
        assert [source["text"][m["start"] : m["stop"]] for m in source["mentions"]] == [
            mention.text for mention in document.mentions
        ]
        assert set(source["entity_ids"]) == {entity.id for entity in document.entities}
    assert sources[documents[0].id]["persons"] == ["Кая Каллас", "Путин"]
    assert json.loads((tmp_path / "template.json").read_bytes()) == index_template("news")


def test_optional_fields_are_in_the_template(documents: list[Document]) -> None:
    source = engine_source(documents[0], annotated=True, nested=True)
    template = index_template("news", annotated=True, nested=True)
    assert set(source) == set(template["template"]["mappings"]["properties"])
    assert source["annotated"].startswith("😀 «[Кая Каллас](per%3A")


def test_the_digest_tells_a_changed_document(documents: list[Document]) -> None:
    document = documents[0]
    entity = replace(document.entities[0], id="per:другая")
    changed = replace(document, entities=(entity, *document.entities[1:]))
    assert engine_source(document)["digest"] == engine_source(replace(document))["digest"]
    assert engine_source(document)["digest"] != engine_source(changed)["digest"]


def test_ids_fit_the_engine() -> None:
    assert engine_id("2025/a.txt") == "2025/a.txt"
    assert engine_id("я" * 256) == "я" * 256
    assert engine_id("я" * 257).startswith("sha256:")
    assert engine_id("").startswith("sha256:")
    assert engine_id("я" * 257) != engine_id("я" * 258)


@given(st.lists(st.binary(max_size=30)), st.integers(1, 50))
def test_parts_keep_order_and_size(records: list[bytes], size: int) -> None:
    grouped = list(parts(records, size, len))
    assert [record for part in grouped for record in part] == records
    assert all(len(part) == 1 or sum(map(len, part)) <= size for part in grouped)
    assert all(part for part in grouped)
