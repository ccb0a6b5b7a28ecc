"""A document, its layers, and their JSON.

Offsets are half-open `[start, stop)` counts of code points into `Document.text`, which no stage changes. All here is
frozen: a stage returns a new document with one more layer. The field order is the key order of the written JSON.
"""

from collections.abc import Mapping
from inspect import cleandoc
from typing import Any, Literal, Self

import msgspec
from msgspec import UNSET, Struct, UnsetType

SCHEMA = "imenoslov/1"

EntityType = Literal["PER", "ORG", "LOC"]
Gender = Literal["m", "f"]


class Source(Struct, frozen=True):
    """Where a document's text came from.

    `offset` counts the code points cut from the front of the decoded source (a byte order mark included), so that
    `offset + start` points into it; it is None where the text is not one piece of the source. `sha256` is that of the
    source's bytes. `published` is a date in ISO 8601.
    """

    path: str | None = None
    sha256: str | None = None
    encoding: str | None = None
    offset: int | None = 0
    title: str | None = None
    published: str | None = None
    url: str | None = None


class Fingerprint(Struct, frozen=True):
    """Which annotator wrote a document: its version, and a hash of all that bears on its output."""

    version: str
    config: str


class Sentence(Struct, frozen=True, gc=False):
    """A sentence, without the white space around it."""

    start: int
    stop: int


class Token(Struct, frozen=True, gc=False):
    """A word, number or punctuation mark.

    `pos` and `feats` have the names of Universal Dependencies (`NOUN`, `Case=Gen|Number=Sing`); they and `lemma` are
    empty until morphology has run.
    """

    start: int
    stop: int
    text: str
    lemma: str = ""
    pos: str = ""
    feats: str = ""


class Reading(Struct, frozen=True, gc=False, cache_hash=True):
    """A tag that a token may have, and its share of the probability, 0 to 1."""

    share: float
    pos: str
    feats: str


Doubts = Mapping[int, tuple[Reading, ...]]
"""The readings of the words of which a tagger is not sure, by the start of their tokens."""


class Person(Struct, frozen=True, gc=False):
    """The parts of a personal name, in the base form, as far as the article shows them."""

    first: str | None = None
    middle: str | None = None
    last: str | None = None
    gender: Gender | None = None


class Mention(Struct, frozen=True, gc=False):
    """A name in the text.

    `base` is the name as it would stand in a list and `entity` the id of what it names; both are empty until their
    stage has run. `parent` is the index in `Document.mentions` of the enclosing mention. `score` is the probability,
    0 to 1, that the tagger gives to exactly this span and type. `person` travels from the base forms to linking, which
    moves it to the entity; it is not written.
    """

    start: int
    stop: int
    type: EntityType
    text: str
    base: str = ""
    entity: str = ""
    parent: int | None = None
    score: float | None = None
    person: Person | UnsetType = UNSET


class Alias(Struct, frozen=True, gc=False):
    """Another base form under which a document names an entity, and how often."""

    name: str
    mentions: int


class Entity(Struct, frozen=True):
    """A person, organisation or place that a document names."""

    id: str
    type: EntityType
    name: str
    mentions: int
    aliases: tuple[Alias, ...] = ()
    person: Person | None = None
    wikidata: str | None = None

    def names(self) -> list[tuple[str, int]]:
        """Returns every base form under which the document names the entity, its name first, and how often."""
        others = [(alias.name, alias.mentions) for alias in self.aliases]
        return [(self.name, self.mentions - sum(mentions for _, mentions in others)), *others]


class Document(Struct, frozen=True, tag_field="schema", tag=SCHEMA):
    """A text with its annotation, layer by layer.

    `tokens` is UNSET in a document that was written without them. `doubts` has, by the start of their tokens, the
    readings of words in names of which the tagger is not sure; it travels from morphology to the base forms and is not
    written.
    """

    id: str
    source: Source
    annotator: Fingerprint | None
    text: str
    sentences: tuple[Sentence, ...] = ()
    tokens: tuple[Token, ...] | UnsetType = UNSET
    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    doubts: Doubts | UnsetType = UNSET

    @classmethod
    def from_text(cls, text: str, id: str = "text") -> Self:
        """Makes a document without annotation of a text that one has in memory."""
        return cls(id=id, source=Source(), annotator=None, text=text)


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Document)


def to_json(document: Document) -> bytes:
    """Encodes a document as one line of UTF-8 JSON, without the line end."""
    return _encoder.encode(document)


def from_json(data: bytes | str) -> Document:
    """Decodes a document from its JSON; raises msgspec.ValidationError or msgspec.DecodeError for anything else."""
    return _decoder.decode(data)


def json_schema() -> dict[str, Any]:
    """Returns the JSON Schema (draft 2020-12) of a written document, as `document.schema.json` holds it."""
    schema: dict[str, Any] = msgspec.to_builtins(msgspec.json.schema(Document))
    definitions = schema["$defs"]
    del definitions["Mention"]["properties"]["person"]
    del definitions["Document"]["properties"]["doubts"]
    del definitions["Reading"]
    for definition in definitions.values():
        # A written document has every key, but for tokens, and no others.
        definition["required"] = [key for key in definition["properties"] if key != "tokens"]
        definition["additionalProperties"] = False
        definition["description"] = cleandoc(definition["description"])
        for property in definition["properties"].values():
            property.pop("default", None)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": SCHEMA, **schema}
