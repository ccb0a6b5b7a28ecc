import json
from pathlib import Path

import jsonschema
import msgspec
import pytest

from imenoslov.document import (
    SCHEMA,
    Alias,
    Document,
    Entity,
    Fingerprint,
    Mention,
    Person,
    Sentence,
    Source,
    Token,
    from_json,
    json_schema,
    to_json,
)

PUBLISHED = Path(__file__).parents[1] / "pipeline" / "imenoslov" / "document.schema.json"

DOCUMENT = Document(
    id="a/ё.txt",
    source=Source(path="a/ё.txt", sha256="00", encoding="cp1251", offset=0, published="2025-12-03"),
    annotator=Fingerprint("0.1.0", "sha256:00"),
    text="Кая Каллас.",
    sentences=(Sentence(0, 11),),
    mentions=(Mention(0, 10, "PER", "Кая Каллас", "Кая Каллас", "per:каллас-кая", None, 0.99),),
    entities=(
        Entity("per:каллас-кая", "PER", "Кая Каллас", 1, (Alias("Каллас", 1),), Person("Кая", None, "Каллас", "f")),
    ),
)


def test_key_order_is_that_of_the_schema() -> None:
    written = to_json(DOCUMENT).decode()
    assert " ".join(json.loads(written)) == "schema id source annotator text sentences mentions entities"
    assert written.startswith(f'{{"schema":"{SCHEMA}","id":"a/ё.txt","source":{{"path"')
    mention = json.loads(written)["mentions"][0]
    assert list(mention) == ["start", "stop", "type", "text", "base", "entity", "parent", "score"]
    entity = json.loads(written)["entities"][0]
    assert list(entity) == ["id", "type", "name", "mentions", "aliases", "person", "wikidata"]


def test_round_trip() -> None:
    assert from_json(to_json(DOCUMENT)) == DOCUMENT
    with_tokens = msgspec.structs.replace(DOCUMENT, tokens=(Token(0, 3, "Кая", "кая", "PROPN", "Case=Nom"),))
    assert from_json(to_json(with_tokens)) == with_tokens


def test_an_entity_has_its_name_where_it_is_not_called_otherwise() -> None:
    (kaja,) = DOCUMENT.entities
    entity = msgspec.structs.replace(kaja, mentions=5, aliases=(Alias("Каллас", 2), Alias("К. Каллас", 1)))
    assert entity.names() == [("Кая Каллас", 2), ("Каллас", 2), ("К. Каллас", 1)]


def test_documents_are_frozen() -> None:
    with pytest.raises(AttributeError):
        DOCUMENT.text = "other"  # type: ignore[misc]


def test_another_schema_is_refused() -> None:
    with pytest.raises(msgspec.ValidationError):
        from_json(to_json(DOCUMENT).replace(b"imenoslov/1", b"imenoslov/9"))


def test_published_schema_is_the_generated_one() -> None:
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == json_schema()


def test_schema_accepts_documents_and_refuses_others() -> None:
    schema = json.loads(json.dumps(json_schema()))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    written = json.loads(to_json(DOCUMENT))
    validator.validate(written)
    written["mentions"][0]["type"] = "MISC"
    assert not validator.is_valid(written)
