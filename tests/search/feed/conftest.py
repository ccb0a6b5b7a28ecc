# ruff: noqa: ANN401 - JSON may be anything
"""A search engine in this process that checks every request by the letter, and fails as it is told to.

It speaks the part of the protocol that a feed needs, as Elasticsearch 8 and 9 and OpenSearch 2 and 3 document it:
bulk https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk
     https://docs.opensearch.org/latest/api-reference/document-apis/bulk/
multi-get https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-mget
     https://docs.opensearch.org/latest/api-reference/document-apis/multi-get/
search_after https://www.elastic.co/docs/reference/elasticsearch/rest-apis/paginate-search-results
     https://docs.opensearch.org/latest/search-plugins/searching-data/paginate/
templates https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-indices-put-index-template
     https://docs.opensearch.org/latest/im-plugin/index-templates/
Elasticsearch's clients also ask for its media types and its product header:
https://www.elastic.co/docs/reference/elasticsearch/rest-apis/compatibility
"""

import base64
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

VERSIONS = {"elasticsearch-8": "8.19.0", "elasticsearch-9": "9.1.0", "opensearch-2": "2.19.0", "opensearch-3": "3.2.0"}

# Field types with the parameters used here that every one of the four versions documents.
PARAMETERS = {
    "keyword": {"type", "ignore_above", "fields", "index", "doc_values"},
    "text": {"type", "analyzer", "fields"},
    "date": {"type", "format"},
    "integer": {"type"},
    "object": {"type", "enabled", "properties"},
    "nested": {"type", "properties"},
    "annotated_text": {"type", "analyzer"},
}
# Token and char filters by type, with their parameters: reference of text analysis in both documentations.
FILTERS = {"stop": {"type", "stopwords"}, "stemmer": {"type", "language"}}
CHAR_FILTERS = {"mapping": {"type", "mappings"}}


class Refused(Exception):
    """A request that breaks the protocol."""

    def __init__(self, status: int, type: str, reason: str) -> None:
        super().__init__(reason)
        self.status = status
        self.error = {"type": type, "reason": reason}


def demand(condition: object, reason: str, status: int = 400, type: str = "illegal_argument_exception") -> None:
    if not condition:
        raise Refused(status, type, reason)


class StrictEngine:
    """What the engine holds, what it was asked, and the faults that await the next bulk requests."""

    def __init__(self, version: str, authorization: str | None = None) -> None:
        self.flavour = version.split("-")[0]
        self.version = VERSIONS[version]
        self.authorization = authorization
        self.templates: dict[str, Any] = {}
        self.indices: dict[str, dict[str, dict[str, Any]]] = {}
        self.mappings: dict[str, Any] = {}
        self.faults: list[str] = []
        self.max_bytes = 100_000_000
        self.broken: list[str] = []
        self.bulks: list[int] = []
        self.refused_ids: set[str] = set()
        self.lock = threading.Lock()
        self.server: ThreadingHTTPServer | None = None
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        engine = self

        class Handler(StrictHandler):
            state = engine

        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def stop(self) -> None:
        assert self.server
        self.server.shutdown()
        self.server.server_close()

    def restart(self, seconds: float) -> None:
        """Goes away and comes back, with all that it held."""

        def again() -> None:
            self.stop()
            time.sleep(seconds)
            self.start()

        threading.Thread(target=again, daemon=True).start()

    # What each request does.

    def answer(self, method: str, path: str, query: dict[str, list[str]], type: str, body: bytes) -> tuple[int, Any]:
        parts = [unquote(part) for part in path.split("/") if part]
        match method, parts:
            case "GET", []:
                number = {"number": self.version}
                if self.flavour == "opensearch":
                    number["distribution"] = "opensearch"
                return 200, {"name": "strict", "version": number, "tagline": "You Know, for Search"}
            case "GET", ["_index_template", name]:
                return (200, {"index_templates": [{"name": name}]}) if name in self.templates else (404, missing(name))
            case "PUT", ["_index_template", name]:
                self.templates[name] = checked_template(self.json(type, body))
                return 200, {"acknowledged": True}
            case "HEAD", [index]:
                return (200, None) if index in self.indices else (404, None)
            case "PUT", [index]:
                demand(self.json(type, body) == {}, "an index is made from its template")
                demand(index not in self.indices, "already", 400, "resource_already_exists_exception")
                (template,) = [t for t in self.templates.values() if index in t["index_patterns"]]
                self.indices[index] = {}
                self.mappings[index] = template["template"]["mappings"]
                return 200, {"acknowledged": True, "shards_acknowledged": True, "index": index}
            case "GET", [index, "_mapping"]:
                self.exists(index)
                return 200, {index: {"mappings": self.mappings[index]}}
            case "POST", [index, "_refresh"]:
                self.exists(index)
                return 200, {"_shards": {"total": 2, "successful": 1, "failed": 0}}
            case "POST", [index, "_mget"]:
                self.exists(index)
                return 200, {"docs": self.several(index, self.json(type, body), query)}
            case "POST", [index, "_search"]:
                self.exists(index)
                return 200, {"hits": {"hits": self.page(index, self.json(type, body))}}
            case "POST", [index, "_bulk"]:
                self.exists(index)
                return self.bulk(index, type, body)
        raise Refused(405, "method_not_allowed", f"{method} {path}")

    def exists(self, index: str) -> None:
        demand(index in self.indices, f"no such index [{index}]", 404, "index_not_found_exception")

    def media(self, type: str, kind: str) -> None:
        allowed = {f"application/{kind}"}
        if self.flavour == "elasticsearch":
            allowed.add(f"application/vnd.elasticsearch+{kind};compatible-with=8")
        demand(type.replace(" ", "") in allowed, f"Content-Type header [{type}] is not supported", 406)

    def json(self, type: str, body: bytes) -> Any:
        self.media(type, "json")
        return json.loads(body)

    def several(self, index: str, body: Any, query: dict[str, list[str]]) -> list[dict[str, Any]]:
        demand(set(body) == {"ids"}, "multi-get takes ids")
        demand(body["ids"] and all(isinstance(id, str) for id in body["ids"]), "ids are texts")
        demand(query == {"_source_includes": ["digest"]}, "only the digest is asked for")
        held = self.indices[index]
        return [
            {"_index": index, "_id": id, "found": True, "_source": {"digest": held[id]["digest"]}}
            if id in held
            else {"_index": index, "_id": id, "found": False}
            for id in body["ids"]
        ]

    def page(self, index: str, body: Any) -> list[dict[str, Any]]:
        demand(set(body) <= {"size", "_source", "track_total_hits", "query", "sort", "search_after"}, "unknown key")
        demand(body["query"] == {"match_all": {}}, "all documents")
        demand(body["_source"] is False and body["size"] <= 10_000, "index.max_result_window")
        (order,) = body["sort"]
        demand(order == {"id": {"order": "asc"}}, "a field with doc values, in one order")
        after = body.get("search_after", [""])
        demand(len(after) == 1, "as many values as sort keys")
        rows = sorted((source["id"], id) for id, source in self.indices[index].items())
        found = [row for row in rows if row[0] > after[0]][: min(body["size"], 3)]
        return [{"_index": index, "_id": id, "_score": None, "sort": [key]} for key, id in found]

    def bulk(self, index: str, type: str, body: bytes) -> tuple[int, Any]:
        self.media(type, "x-ndjson")
        demand(len(body) <= self.max_bytes, "Content Too Large", 413, "content_too_long_exception")
        fault = self.faults.pop(0) if self.faults else ""
        if fault == "429":
            raise Refused(429, "es_rejected_execution_exception", "rejected execution of coordinating operation")
        if fault == "503":
            raise Refused(503, "unavailable_shards_exception", "primary shard is not active")
        if fault == "drop before":
            raise ConnectionAbortedError
        actions = list(actions_of(body))
        self.bulks.append(len(actions))
        items = []
        for number, (kind, id, source) in enumerate(actions):
            busy = fault == "all busy" or (fault == "some busy" and number % 2 == 0)
            items.append({kind: {"_index": index, "_id": id} | self.act(index, kind, id, source, busy)})
        if fault == "drop after":
            raise ConnectionAbortedError
        if fault == "restart":
            self.restart(0.3)
            raise ConnectionAbortedError
        return 200, {
            "took": 1,
            "errors": any("error" in value for item in items for value in item.values()),
            "items": items,
        }

    def act(self, index: str, kind: str, id: str, source: Any, busy: bool) -> dict[str, Any]:
        held = self.indices[index]
        if busy:
            return {
                "status": 429,
                "error": {"type": "es_rejected_execution_exception", "reason": "queue capacity = 200"},
            }
        if kind == "delete":
            found = held.pop(id, None)
            return {"status": 200, "result": "deleted"} if found else {"status": 404, "result": "not_found"}
        try:
            demand(id not in self.refused_ids, "failed to parse", 400, "document_parsing_exception")
            check_source(source, self.mappings[index])
        except Refused as refused:
            cause = {"type": "illegal_argument_exception", "reason": "for a cause"}
            return {"status": refused.status, "error": refused.error | {"caused_by": cause}}
        status = 200 if id in held else 201
        held[id] = source
        return {"status": status, "result": "created" if status == 201 else "updated", "_version": 1}


def missing(name: str) -> dict[str, Any]:
    return {"error": {"type": "resource_not_found_exception", "reason": f"[{name}] not found"}, "status": 404}


def actions_of(body: bytes) -> Iterator[tuple[str, str, Any]]:
    """Reads a bulk body line by line; raises Refused where it breaks the format."""
    demand(body.endswith(b"\n"), "The bulk request must be terminated by a newline [\\n]")
    lines = iter(body.decode("utf-8").removesuffix("\n").split("\n"))
    for line in lines:
        demand(line, "Malformed action/metadata line: empty")
        action = json.loads(line)
        demand(isinstance(action, dict) and len(action) == 1, "Malformed action/metadata line")
        ((kind, target),) = action.items()
        demand(kind in ("index", "delete"), f"Malformed action/metadata line: [{kind}]")
        demand(set(target) == {"_id"}, "unknown parameter in the action line")
        demand(isinstance(target["_id"], str) and 0 < len(target["_id"].encode()) <= 512, "id is too long")
        source = None
        if kind == "index":
            line = next(lines, "")
            demand(line, "The bulk request must have a source for each index action")
            source = json.loads(line)
            demand(isinstance(source, dict), "a source is an object")
        yield kind, target["_id"], source


def check_source(source: dict[str, Any], mapping: dict[str, Any]) -> None:
    """Raises Refused where a document does not fit its mapping."""
    for name, value in source.items():
        demand(name in mapping["properties"], f"unknown field {name}", 400, "strict_dynamic_mapping_exception")
        field = mapping["properties"][name]
        values = value if isinstance(value, list) else [value]
        for one in values:
            if one is None or field.get("enabled") is False:
                continue
            if field["type"] == "date":
                try:
                    date.fromisoformat(one)
                except ValueError:
                    raise Refused(
                        400, "document_parsing_exception", f"failed to parse field [{name}] of type [date]"
                    ) from None
            elif field["type"] == "nested":
                demand(set(one) == set(field["properties"]), f"the fields of {name}")
            else:
                demand(isinstance(one, str), f"{name} is a text")


def checked_template(body: Any) -> Any:
    """Returns a template; raises Refused for a key, a type or a reference that the documentation does not know."""
    demand(set(body) <= {"index_patterns", "priority", "template", "_meta", "version", "composed_of"}, "unknown key")
    demand(isinstance(body["priority"], int), "priority")
    demand(set(body["template"]) <= {"settings", "mappings", "aliases"}, "unknown key in template")
    analysis = body["template"]["settings"]["analysis"]
    demand(
        set(analysis) <= {"char_filter", "filter", "analyzer", "normalizer", "tokenizer"}, "unknown kind of analysis"
    )
    for known, defined in ((FILTERS, analysis["filter"]), (CHAR_FILTERS, analysis["char_filter"])):
        for settings in defined.values():
            demand(set(settings) == known[settings["type"]], f"parameters of {settings['type']}")
    for rule in analysis["char_filter"]["imenoslov_yo"]["mappings"]:
        demand(re.fullmatch(r"\S+ => \S*", rule), f"Invalid Mapping Rule : [{rule}]")
    for analyzer in analysis["analyzer"].values():
        demand(set(analyzer) == {"type", "char_filter", "tokenizer", "filter"}, "parameters of a custom analyzer")
        demand(analyzer["type"] == "custom" and analyzer["tokenizer"] == "standard", "built-in tokenizer")
        demand(set(analyzer["filter"]) <= {"lowercase", *analysis["filter"]}, "a filter that is not defined")
        demand(set(analyzer["char_filter"]) <= set(analysis["char_filter"]), "a char filter that is not defined")
    mappings = body["template"]["mappings"]
    demand(set(mappings) == {"dynamic", "properties"} and mappings["dynamic"] in (True, False, "strict"), "mappings")
    check_properties(mappings["properties"], analysis)
    return body


def check_properties(properties: dict[str, Any], analysis: dict[str, Any]) -> None:
    for name, field in properties.items():
        demand(field["type"] in PARAMETERS, f"No handler for type [{field['type']}] declared on field [{name}]")
        demand(set(field) <= PARAMETERS[field["type"]], f"unknown parameter on mapper [{name}]")
        demand(field.get("analyzer", "imenoslov_russian") in analysis["analyzer"], f"analyzer not found for {name}")
        check_properties(field.get("fields", {}) | field.get("properties", {}), analysis)


class StrictHandler(BaseHTTPRequestHandler):
    """Turns HTTP into calls of the engine, and its faults into what the network does."""

    protocol_version = "HTTP/1.1"
    # An answer leaves in one piece.
    wbufsize = -1
    disable_nagle_algorithm = True
    state: StrictEngine

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _handle(self) -> None:
        state = self.state
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        parts = urlsplit(self.path)
        try:
            with state.lock:
                if state.authorization and self.headers.get("Authorization") != state.authorization:
                    raise Refused(401, "security_exception", "missing authentication credentials")
                accept = self.headers.get("Accept", "")
                if state.flavour == "opensearch" and "vnd.elasticsearch" in accept:
                    raise Refused(406, "media_type_header_exception", f"Accept [{accept}] is not supported")
                status, answer = state.answer(
                    self.command, parts.path, parse_qs(parts.query), self.headers.get("Content-Type", ""), body
                )
        except ConnectionAbortedError:
            self.close_connection = True
            self.connection.close()
            return
        except Refused as refused:
            status, answer = refused.status, {"error": refused.error, "status": refused.status}
        except (ValueError, KeyError, TypeError) as error:
            state.broken.append(f"{self.command} {self.path}: {error!r}")
            status, answer = 400, {"error": {"type": "parsing_exception", "reason": repr(error)}, "status": 400}
        data = b"" if answer is None else json.dumps(answer).encode()
        self.send_response(status)
        if state.flavour == "elasticsearch":
            self.send_header("X-Elastic-Product", "Elasticsearch")
            self.send_header("Content-Type", "application/vnd.elasticsearch+json;compatible-with=8")
        else:
            self.send_header("Content-Type", "application/json; charset=UTF-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = _handle


Start = Callable[..., StrictEngine]


@pytest.fixture
def start() -> Iterator[Start]:
    """The function that starts an engine of a version, `elasticsearch-8`; it stops when the test ends."""
    running: list[StrictEngine] = []

    def run(version: str, user: str | None = None, password: str = "", api_key: str | None = None) -> StrictEngine:
        authorization = None
        if user is not None:
            authorization = f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"
        if api_key is not None:
            authorization = f"ApiKey {api_key}"
        engine = StrictEngine(version, authorization)
        engine.start()
        running.append(engine)
        return engine

    yield run
    for engine in running:
        engine.stop()
        assert engine.broken == []


@pytest.fixture(params=list(VERSIONS))
def engine(request: pytest.FixtureRequest, start: Start) -> StrictEngine:
    """A running engine of each version."""
    pytest.importorskip("elasticsearch" if request.param.startswith("elastic") else "opensearchpy")
    return start(request.param)
