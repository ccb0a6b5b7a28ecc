"""The fields of the tantivy index, and a document as they hold it."""

import os
from pathlib import Path

import tantivy
from msgspec import UNSET
from msgspec.structs import replace

from imenoslov.document import Document, EntityType, to_json
from imenoslov.errors import SearchError
from imenoslov.search.words import russian, without_yo

# To be raised with every change of the fields, the analyser or the list of forms.
FORMAT = "2"

FACETS: dict[EntityType, str] = {"PER": "persons", "ORG": "organisations", "LOC": "places"}
MONTHS = "months"
LAST_DAY = 99991231
_ANALYSER = "russian"


def make_schema() -> tantivy.Schema:
    """Returns the fields: what is searched, filtered and counted; the document itself is stored as JSON."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", tokenizer_name="raw", index_option="basic")
    for name in ("text", "title"):
        builder.add_text_field(name, tokenizer_name=_ANALYSER, index_option="position")
    # An entity stands there once for each of its mentions, so that a document that is about it ranks before others.
    builder.add_text_field("entities", tokenizer_name="raw", index_option="freq")
    for name in (*FACETS.values(), MONTHS):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    # A day as the number 20251203: it sorts, and a range of days is a range of numbers. 0 is no date.
    builder.add_unsigned_field("day", indexed=True, fast=True)
    # It falls as the day rises, and is 0 without a date: sorted downwards, the undated come last here as well.
    builder.add_unsigned_field("age", fast=True)
    builder.add_bytes_field("document", stored=True)
    return builder.build()


def open_tantivy(folder: Path, create: bool = False) -> tantivy.Index:
    """Opens the tantivy index in a folder; raises SearchError where there is none that this version reads."""
    try:
        if create:
            folder.mkdir(parents=True, exist_ok=True)
            index = tantivy.Index(make_schema(), path=str(folder))
        else:
            index = tantivy.Index.open(str(folder))
    except (ValueError, OSError) as error:
        raise unusable(folder, error) from error
    index.register_tokenizer(_ANALYSER, russian())
    return index


def stored_json(document: Document) -> bytes:
    """Returns what the index keeps of a document: its JSON without sentences and tokens."""
    return to_json(replace(document, sentences=(), tokens=UNSET))


def unusable(path: Path, error: Exception) -> SearchError:
    """Says that a part of an index cannot be opened, and what to do about it."""
    folder = path if path.is_dir() else path.parent
    if folder.is_dir() and not os.access(folder, os.W_OK):
        remedy = "give this user the right to write there, which locks need, also to search"
    elif folder.is_dir():
        remedy = "free space, or delete the index and build it again"
    else:
        remedy = "choose another folder for the index"
    return SearchError(f"{path} cannot be opened ({error}); {remedy}.")


def record(document: Document, stored: bytes) -> tantivy.Document:
    """Returns a document as tantivy takes it; `stored` is its `stored_json`."""
    made = tantivy.Document()
    made.add_text("id", document.id)
    made.add_text("text", without_yo(document.text))
    if document.source.title:
        made.add_text("title", without_yo(document.source.title))
    for entity in document.entities:
        for _ in range(entity.mentions):
            made.add_text("entities", entity.id)
        made.add_text(FACETS[entity.type], entity.id)
    published = document.source.published
    day = day_number(published) if published else 0
    made.add_unsigned("day", day)
    made.add_unsigned("age", LAST_DAY - day if day else 0)
    if published:
        made.add_text(MONTHS, published[:7])
    made.add_bytes("document", stored)
    return made


def day_number(date: str) -> int:
    """Returns an ISO date as a number that sorts as the date does."""
    return int(date[:10].replace("-", ""))
