"""The index template for Elasticsearch 8 and 9 and OpenSearch 2 and 3: how the fields of a document are indexed.

Text and title are analysed for Russian, with ё as е; people, organisations, places and entity ids are keywords, for
filters and facets; the mentions are stored as they are. The template is a composable one:
https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-indices-put-index-template and
https://docs.opensearch.org/latest/im-plugin/index-templates/
"""

from typing import Any
from urllib.parse import quote

from imenoslov.errors import ConfigError

# Longer values are stored, but not indexed: a term may not exceed 32,766 bytes.
_LONGEST_KEYWORD = 8191
# What engines refuse in the name of an index.
_REFUSED = frozenset('\\/*?"<>| ,#:')


def check_name(index: str) -> None:
    """Raises ConfigError for a name that engines do not allow for an index."""
    if (
        not index
        or index != index.lower()
        or _REFUSED & set(index)
        or index[0] in "-_+."
        or len(index.encode()) > 255
        or quote(index, safe="") != index
    ):
        raise ConfigError(f"«{index}» cannot be an index; use small Latin letters, digits, - and _.")


def index_template(index: str, annotated: bool = False, nested: bool = False) -> dict[str, Any]:
    """Returns the body of the index template for the index of this name.

    `annotated` adds the field `annotated`, for which every node needs the plugin mapper-annotated-text; `nested` adds
    `entities`, where a query can ask for the id, type, name and number of mentions of one entity together.
    """
    return {
        "index_patterns": [index],
        "priority": 200,
        "template": {"settings": {"analysis": _analysis()}, "mappings": _mappings(annotated, nested)},
        "_meta": {"description": "Russian news annotated by imenoslov"},
    }


def _analysis() -> dict[str, Any]:
    return {
        "char_filter": {"imenoslov_yo": {"type": "mapping", "mappings": ["ё => е", "Ё => Е"]}},
        "filter": {
            "imenoslov_stop": {"type": "stop", "stopwords": "_russian_"},
            "imenoslov_stemmer": {"type": "stemmer", "language": "russian"},
        },
        "analyzer": {
            "imenoslov_russian": {
                "type": "custom",
                "char_filter": ["imenoslov_yo"],
                "tokenizer": "standard",
                "filter": ["lowercase", "imenoslov_stop", "imenoslov_stemmer"],
            }
        },
    }


def _mappings(annotated: bool, nested: bool) -> dict[str, Any]:
    text = {"type": "text", "analyzer": "imenoslov_russian"}
    keyword = {"type": "keyword", "ignore_above": _LONGEST_KEYWORD}
    properties: dict[str, Any] = {
        "id": keyword,
        "title": text,
        "published": {"type": "date", "format": "strict_date_optional_time"},
        "url": keyword,
        "text": text,
        "persons": keyword | {"fields": {"words": text}},
        "organisations": keyword | {"fields": {"words": text}},
        "places": keyword | {"fields": {"words": text}},
        "entity_ids": keyword,
        "mentions": {"type": "object", "enabled": False},
        "digest": {"type": "keyword", "index": False, "doc_values": False},
    }
    if nested:
        properties["entities"] = {
            "type": "nested",
            "properties": {
                "id": keyword,
                "type": {"type": "keyword"},
                "name": keyword,
                "mentions": {"type": "integer"},
            },
        }
    if annotated:
        properties["annotated"] = {"type": "annotated_text", "analyzer": "imenoslov_russian"}
    return {"dynamic": False, "properties": properties}
