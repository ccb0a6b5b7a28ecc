"""Feeding an archive to Elasticsearch or OpenSearch, and keeping the index there up to date.

The index itself knows what it holds: each document there carries a digest of its content, so a feed sends what is
missing or has changed, wherever it runs and wherever the last one broke off. Ids are stable, so what is sent twice is
there once.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from msgspec import Struct

from imenoslov.document import Document
from imenoslov.errors import SearchError
from imenoslov.search.engine import BUSY, Engine, error_text, reason
from imenoslov.writers.bulk import PART_BYTES, delete_line, engine_id, engine_source, index_lines, parts
from imenoslov.writers.mapping import check_name, index_template

# Documents whose digests are asked for at once, and ids of a page of the index.
_ASKED = 500
_PAGE = 1_000


class Refusal(Struct, frozen=True):
    """A document that the engine does not take, and why."""

    id: str
    reason: str


class Feeding(Struct):
    """What a feed did, in documents."""

    sent: int = 0
    unchanged: int = 0
    deleted: int = 0
    refused: int = 0


class Options(Struct, frozen=True, forbid_unknown_fields=True):
    """Which fields documents have, whether what disappeared is deleted, and the bytes of a request."""

    annotated: bool = False
    nested: bool = False
    delete: bool = False
    size: int = PART_BYTES


class _Item(Struct, frozen=True):
    """A line or two of a request, and the document that they are about."""

    id: str
    digest: str
    lines: bytes


def _length(item: _Item) -> int:
    return len(item.lines)


def feed(
    documents: Iterable[Document],
    engine: Engine,
    index: str,
    options: Options = Options(),  # noqa: B008
    *,
    refuse: Callable[[Refusal], None] = lambda refusal: None,
    watch: Callable[[int], None] = lambda number: None,
) -> Feeding:
    """Makes the index hold the documents as they are, archive ids in place; creates it where it is absent.

    `refuse` is told of each document that the engine does not take, `watch` how many are done with. Raises SearchError
    where the engine does not answer or refuses requests as such; what was sent until then stays.
    """
    check_name(index)
    prepare(engine, index, options)
    done = Feeding()
    seen: set[str] = set()
    items = _items(documents, options, seen)
    while group := list(islice(items, _ASKED)):
        held = _digests(engine, index, [item.id for item in group])
        changed = [item for item in group if held.get(item.id) != item.digest]
        done.unchanged += len(group) - len(changed)
        watch(len(group) - len(changed))
        for part in parts(changed, options.size, _length):
            refused = _send(engine, index, part, refuse)
            done.sent += len(part) - refused
            done.refused += refused
            watch(len(part))
    if options.delete:
        if not seen:
            raise SearchError("The archive holds no annotated documents; nothing was deleted.")
        done.deleted = _delete_others(engine, index, seen, options.size, refuse)
    engine.need("POST", f"/{index}/_refresh")
    return done


def prepare(engine: Engine, index: str, options: Options) -> None:
    """Creates the index template and the index where they are absent; raises SearchError for an index unlike ours."""
    template = index_template(index, options.annotated, options.nested)
    if engine.ask("HEAD", f"/{index}").status == 404:
        name = f"imenoslov-{index}"
        if engine.ask("GET", f"/_index_template/{name}").status == 404:
            engine.need("PUT", f"/_index_template/{name}", template)
        created = engine.ask("PUT", f"/{index}", {})
        # A repeated request may find that the first one has arrived after all.
        if created.status >= 300 and "already_exists" not in reason(created):
            raise SearchError(f"The engine does not create the index {index}: {reason(created)}.")
    mappings = engine.need("GET", f"/{index}/_mapping")
    fields = template["template"]["mappings"]["properties"]
    for held in mappings.values():
        missing = fields.keys() - held.get("mappings", {}).get("properties", {}).keys()
        if missing:
            raise SearchError(
                f"The index {index} lacks the fields {', '.join(sorted(missing))}; feed a new index, "
                "or leave out what needs them."
            )


def _items(documents: Iterable[Document], options: Options, seen: set[str]) -> Iterator[_Item]:
    for document in documents:
        id = engine_id(document.id)
        if id not in seen:
            seen.add(id)
            source = engine_source(document, options.annotated, options.nested)
            yield _Item(id, source["digest"], index_lines(id, source))


def _digests(engine: Engine, index: str, ids: list[str]) -> dict[str, str]:
    """Returns the digests of the documents among these that the index holds."""
    answer = engine.need("POST", f"/{index}/_mget", {"ids": ids}, _source_includes="digest")
    return {found["_id"]: found.get("_source", {}).get("digest", "") for found in answer["docs"] if found.get("found")}


def _send(engine: Engine, index: str, items: list[_Item], refuse: Callable[[Refusal], None]) -> int:
    """Sends a request and again what of it was not taken for being too much at once; returns how many were refused."""
    refused = 0
    attempt = 0
    while items:
        response = engine.bulk(index, b"".join(item.lines for item in items))
        if response.status == 413 and len(items) > 1:
            middle = len(items) // 2
            return refused + sum(_send(engine, index, half, refuse) for half in (items[:middle], items[middle:]))
        if response.status == 413:
            refuse(Refusal(items[0].id, reason(response)))
            return refused + 1
        if not 200 <= response.status < 300:
            raise SearchError(f"The engine refuses a request of {len(items)} documents: {reason(response)}.")
        again: list[_Item] = []
        for item, outcome in zip(items, _outcomes(response.body, len(items)), strict=True):
            status = outcome["status"]
            if status in BUSY:
                again.append(item)
            elif status >= 300 and not (status == 404 and outcome.get("result") == "not_found"):
                refuse(Refusal(item.id, f"{status} {error_text(outcome.get('error'))}"))
                refused += 1
        if again:
            # What is taken slowly is taken: the count begins anew as long as something gets through.
            attempt = attempt + 1 if len(again) == len(items) else 0
            engine.pause(attempt, None, f"{len(again)} of {len(items)} documents were too much at once")
        items = again
    return refused


def _outcomes(body: Any, number: int) -> list[dict[str, Any]]:  # noqa: ANN401
    """Returns what became of each item of a request, in its order."""
    items = body.get("items") if isinstance(body, dict) else None
    if not isinstance(items, list) or len(items) != number:
        raise SearchError("The engine's answer to a bulk request has another number of items than the request.")
    return [outcome for item in items for outcome in item.values()]


def _delete_others(engine: Engine, index: str, seen: set[str], size: int, refuse: Callable[[Refusal], None]) -> int:
    """Deletes what the index holds and the archive does not; returns how many documents."""
    deleted = 0
    engine.need("POST", f"/{index}/_refresh")
    body = first_page(_PAGE)
    while hits := engine.need("POST", f"/{index}/_search", body)["hits"]["hits"]:
        gone = [_Item(hit["_id"], "", delete_line(hit["_id"])) for hit in hits if hit["_id"] not in seen]
        for part in parts(gone, size, _length):
            deleted += len(part) - _send(engine, index, part, refuse)
        body = body | {"search_after": hits[-1]["sort"]}
    return deleted


def first_page(size: int) -> dict[str, Any]:
    """Returns the query for the ids of all documents, in an order in which pages can follow one another."""
    return {
        "size": size,
        "_source": False,
        "track_total_hits": False,
        "query": {"match_all": {}},
        "sort": [{"id": {"order": "asc"}}],
    }
