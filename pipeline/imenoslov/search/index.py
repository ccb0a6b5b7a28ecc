"""The embedded search index of an archive, as it is asked."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, Self

import tantivy
from msgspec import Struct
from tantivy import Occur, Query

from imenoslov.document import Document, EntityType, from_json
from imenoslov.errors import ConfigError, SearchError
from imenoslov.readers.dates import iso_date
from imenoslov.search.names import Count, Names
from imenoslov.search.query import Annotate, Candidate, Question, likely, parts_of, resolve, understand
from imenoslov.search.schema import FACETS, LAST_DAY, MONTHS, day_number, make_schema, open_tantivy
from imenoslov.search.snippets import Snippet, names_at, snippet
from imenoslov.search.words import says_something, stems

Sort = Literal["relevance", "newest", "oldest"]

NAMES_FILE = "names.sqlite"
TANTIVY_FOLDER = "tantivy"

# Weights against a word in the text: an entity says more than its words, and the title more than the text.
_ENTITY, _TITLE = 3.0, 2.0
# Texts in which the words of an unknown name are looked up.
_LOOKED_THROUGH = 100


class Hit(Struct, frozen=True):
    """A document that answers a question; `title` is its title or its first words."""

    id: str
    title: str
    published: str | None
    url: str | None
    score: float
    snippet: Snippet
    entities: tuple[Candidate, ...]


class Facet(Struct, frozen=True):
    """How many of the documents that answer hold a value: an entity with its name, or a month such as `2025-12`."""

    id: str
    name: str
    documents: int


class Results(Struct, frozen=True):
    """The answer: how many documents there are, some of them, the facets of all, and how the question was taken."""

    total: int
    hits: tuple[Hit, ...]
    facets: dict[str, tuple[Facet, ...]]
    question: Question


class Index:
    """A search index in a folder, opened for questions; a context manager. One object serves one thread."""

    def __init__(self, path: str | Path, annotate: Annotate | None = None) -> None:
        """Opens an index; `annotate` finds names in questions. Raises SearchError where there is no index."""
        self.path = Path(path)
        self._names = Names(self.path / NAMES_FILE)
        self._schema = make_schema()
        try:
            self._tantivy = open_tantivy(self.path / TANTIVY_FOLDER)
        except SearchError:
            self._names.close()
            raise
        self._annotate = annotate

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Closes the files."""
        self._names.close()

    def __len__(self) -> int:
        return self._tantivy.searcher().num_docs

    def get(self, id: str) -> Document:
        """Returns the document of this id, without sentences and tokens; raises KeyError where there is none."""
        searcher = self._tantivy.searcher()
        hits = searcher.search(self._term("id", id), 1).hits
        if not hits:
            raise KeyError(id)
        return _document(searcher, hits[0][1])

    def candidates(self, name: str, type: EntityType | None = None) -> tuple[Candidate, ...]:
        """Returns the entities that a name in any case form may mean, the likeliest first.

        A name that nothing is called exactly means what is called so in more words where it stands in the texts; else
        what its part before or in brackets means, or its part in quotes.
        """
        for text in (name, *parts_of(name)):
            if found := resolve(text, self._names, self._annotate, type) or self._called_in_texts(text, type):
                return found
        return ()

    def search(
        self,
        question: str = "",
        *,
        persons: Sequence[str] = (),
        organisations: Sequence[str] = (),
        places: Sequence[str] = (),
        since: str | None = None,
        until: str | None = None,
        sort: Sort = "relevance",
        limit: int = 10,
        offset: int = 0,
        facets: int = 10,
    ) -> Results:
        """Answers a question, a filter, or both; every condition must hold.

        `persons`, `organisations` and `places` are names in any form, or entity ids; a name that may mean several
        entities stands for each of them. `since` and `until` are days, both included. Raises SearchError for a
        name that the index does not know, ConfigError for a date that is none.
        """
        taken = understand(question, self._names, self._annotate)
        entities = {candidate.id for name in taken.names for candidate in name.candidates}
        conditions = [(Occur.Must, self._name(name.text, [c.id for c in name.candidates])) for name in taken.names]
        conditions += [(Occur.Must, self._words(word)) for word in taken.words if says_something(word)]
        conditions += [(Occur.Must, self._phrase(phrase)) for phrase in taken.phrases if stems(phrase)]
        ask: tuple[tuple[EntityType, Sequence[str]], ...] = (("PER", persons), ("ORG", organisations), ("LOC", places))
        for type_, names in ask:
            for name in names:
                found = [candidate.id for candidate in self.candidates(name, type_)]
                if not found:
                    raise SearchError(
                        f"No {_CALLED[type_]} in the archive is called «{name}»; try another form of the name."
                    )
                entities.update(found)
                conditions.append((Occur.Must, Query.boost_query(self._any_entity(found), _ENTITY)))
        if since or until:
            conditions.append((Occur.Must, Query.const_score_query(self._days(since, until), 0.0)))
        conditions += [(Occur.MustNot, self._phrase(words)) for words in taken.excluded if stems(words)]
        if not any(occur == Occur.Must for occur, _ in conditions):
            conditions.append((Occur.Must, Query.all_query()))
        query = Query.boolean_query(conditions)
        searcher = self._tantivy.searcher()
        total, addresses = self._ranked(searcher, query, sort, limit, offset)
        said = (*(word for word in taken.words if says_something(word)), *taken.phrases)
        marked = {stem for words in said for stem in stems(words)}
        return Results(
            total=total,
            hits=tuple(self._hit(_document(searcher, at), score, entities, marked) for score, at in addresses),
            facets=self._facets(searcher, query, facets) if facets else {},
            question=taken,
        )

    def _ranked(
        self, searcher: tantivy.Searcher, query: Query, sort: Sort, limit: int, offset: int
    ) -> tuple[int, list[tuple[float, tantivy.DocAddress]]]:
        if not limit:
            return searcher.search(query, 1).count, []  # type: ignore[attr-defined]
        if sort == "relevance":
            found = searcher.search(query, limit, offset=offset)
        else:
            found = searcher.search(query, limit, offset=offset, order_by_field="day" if sort == "newest" else "age")
        scored = [(float(score) if sort == "relevance" else 0.0, at) for score, at in found.hits]
        return found.count, scored  # type: ignore[attr-defined]

    def _hit(self, document: Document, score: float, entities: set[str], marked: set[str]) -> Hit:
        source = document.source
        return Hit(
            id=document.id,
            title=source.title or first_words(document.text),
            published=source.published,
            url=source.url,
            score=round(score, 3),
            snippet=snippet(document, entities, marked),
            entities=tuple(
                Candidate(entity.id, entity.type, entity.name, 1, entity.mentions)
                for entity in sorted(document.entities, key=lambda entity: -entity.mentions)
            ),
        )

    def _facets(self, searcher: tantivy.Searcher, query: Query, size: int) -> dict[str, tuple[Facet, ...]]:
        asked = {field: {"terms": {"field": field, "size": size}} for field in FACETS.values()}
        asked[MONTHS] = {"terms": {"field": MONTHS, "size": 1200, "order": {"_key": "asc"}}}
        counted = searcher.aggregate(query, asked)
        result = {}
        for field in (*FACETS.values(), MONTHS):
            buckets = [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in counted[field]["buckets"]]
            if field != MONTHS:
                buckets.sort(key=lambda bucket: (-bucket[1], bucket[0]))
            result[field] = tuple(
                Facet(id, id if field == MONTHS else self._names.name(id), documents) for id, documents in buckets
            )
        return result

    def _called_in_texts(self, name: str, type: EntityType | None) -> tuple[Candidate, ...]:
        """Returns the entities whose mentions hold the words of a name, or most of them."""
        words = stems(name)
        counts: dict[str, Count] = {}
        searcher = self._tantivy.searcher()
        for _, address in searcher.search(self._phrase(name), _LOOKED_THROUGH).hits if words else ():
            for mention in names_at(_document(searcher, address), words):
                if type in (None, mention.type):
                    before = counts.get(mention.entity)
                    documents = before.documents + 1 if before else 1
                    counts[mention.entity] = Count(mention.entity, mention.type, documents, documents)
        return likely(self._names, list(counts.values()))

    # Conditions.

    def _name(self, text: str, ids: Sequence[str]) -> Query:
        """A name: the entities, or its words in a row."""
        entity = Query.boost_query(self._any_entity(ids), _ENTITY)
        return Query.boolean_query([(Occur.Should, entity), (Occur.Should, self._phrase(text))])

    def _any_entity(self, ids: Sequence[str]) -> Query:
        return Query.boolean_query([(Occur.Should, self._term("entities", id, "freq")) for id in ids])

    def _words(self, text: str) -> Query:
        """A word, or what a hyphen joins: in the text, better in the title."""
        title = Query.boost_query(self._phrase(text, "title"), _TITLE)
        return Query.boolean_query([(Occur.Should, self._phrase(text)), (Occur.Should, title)])

    def _phrase(self, text: str, field: str = "text") -> Query:
        words = stems(text)
        if not words:
            return Query.empty_query()
        if len(words) == 1:
            return self._term(field, words[0], "position")
        return Query.phrase_query(self._schema, field, list(words))

    def _days(self, since: str | None, until: str | None) -> Query:
        lower = _day(since) if since else 1
        upper = _day(until) if until else LAST_DAY
        return Query.range_query(self._schema, "day", tantivy.FieldType.Unsigned, lower, upper)

    def _term(self, field: str, value: str, option: str = "basic") -> Query:
        return Query.term_query(self._schema, field, value, option)


_CALLED: dict[EntityType, str] = {"PER": "person", "ORG": "organisation", "LOC": "place"}


def first_words(text: str, length: int = 80) -> str:
    """Returns the beginning of a text on one line, cut between words."""
    line = " ".join(text[: 4 * length].split())
    if len(line) <= length:
        return line
    return line[: line.rfind(" ", 0, length) if " " in line[:length] else length] + "…"


def _day(text: str) -> int:
    day = iso_date(text)
    if day is None:
        raise ConfigError(f"«{text}» is no date; write it as 2025-12-03.")
    return day_number(day)


def _document(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> Document:
    data = searcher.doc(address).get_first("document")
    if data is None:
        raise SearchError("The index holds a document without content; delete it and build it again.")
    return from_json(bytes(data))
