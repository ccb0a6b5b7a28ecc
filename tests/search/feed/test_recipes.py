"""The questions to engines that the README shows use what all four versions document, on fields that a feed makes.

Query DSL: https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-bool-query,
.../query-dsl-match-query, .../query-dsl-term-query, .../query-dsl-range-query;
https://docs.opensearch.org/latest/query-dsl/
Aggregations: https://www.elastic.co/docs/reference/aggregations/search-aggregations-bucket-terms-aggregation and
.../search-aggregations-bucket-datehistogram-aggregation; https://docs.opensearch.org/latest/aggregations/bucket/
Highlighting: https://www.elastic.co/docs/reference/elasticsearch/rest-apis/highlighting;
https://docs.opensearch.org/latest/search-plugins/searching-data/highlight/
"""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from imenoslov.search.feed import first_page
from imenoslov.writers.mapping import index_template

README = Path(__file__).parents[3] / "README.md"
FIELDS = index_template("news")["template"]["mappings"]["properties"]
TOP = {"query", "aggs", "highlight", "size", "from", "sort", "_source", "search_after", "track_total_hits"}


def questions() -> list[dict[str, Any]]:
    blocks = re.findall(r"^```json\n(.*?)^```$", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    return [body for body in map(json.loads, blocks) if "query" in body]


def check_query(query: dict[str, Any]) -> None:
    """Fails for a query that the engines would refuse, or that asks a field in a way in which it is not indexed."""
    ((kind, body),) = query.items()
    match kind:
        case "bool":
            assert set(body) <= {"must", "should", "filter", "must_not", "minimum_should_match"}
            for clauses in (body[key] for key in body if key != "minimum_should_match"):
                for clause in clauses:
                    check_query(clause)
        case "match":
            ((field, _),) = body.items()
            assert FIELDS[field]["type"] == "text"
        case "term" | "terms":
            ((field, _),) = body.items()
            assert FIELDS[field]["type"] == "keyword"
        case "range":
            ((field, bounds),) = body.items()
            assert FIELDS[field]["type"] == "date"
            assert set(bounds) <= {"gte", "gt", "lte", "lt", "format"}
        case "match_all":
            assert body == {}
        case _:
            raise AssertionError(f"unknown query [{kind}]")


def check_aggregation(aggregation: dict[str, Any]) -> None:
    ((kind, body),) = aggregation.items()
    field = FIELDS[body["field"]]
    if kind == "terms":
        assert set(body) <= {"field", "size"}
        assert field["type"] == "keyword"
    else:
        assert kind == "date_histogram"
        assert set(body) == {"field", "calendar_interval"}
        assert field["type"] == "date"


@pytest.mark.parametrize("body", [first_page(10), *questions()])
def test_a_question_is_one_that_engines_take(body: dict[str, Any]) -> None:
    assert set(body) <= TOP
    check_query(body["query"])
    for aggregation in body.get("aggs", {}).values():
        check_aggregation(aggregation)
    for field in body.get("highlight", {}).get("fields", {}):
        assert FIELDS[field]["type"] == "text"
    for order in body.get("sort", ()):
        ((field, _),) = order.items()
        assert FIELDS[field]["type"] in ("keyword", "date")
