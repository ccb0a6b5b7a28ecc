"""Label Studio's JSON: a task for each document, its names as predictions, each with its base form and entity.

The format: https://labelstud.io/guide/predictions. Offsets count code points: Label Studio's editor converts to and
from those of JavaScript (`charsToCodePoints` in its selection-tools.js, since version 1.4.1), and takes a carriage
return for a line end of its own, as we do. `LABELLING` is the project's labelling configuration that fits.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from imenoslov import __version__
from imenoslov.document import Document, Mention

LABELLING = """\
<View>
  <Labels name="name" toName="text">
    <Label value="PER" background="#2aa5b3"/>
    <Label value="ORG" background="#c9a227"/>
    <Label value="LOC" background="#4f9d4a"/>
  </Labels>
  <Text name="text" value="$text" granularity="word"/>
  <TextArea name="base" toName="text" perRegion="true" editable="true" placeholder="Base form"/>
  <TextArea name="entity" toName="text" perRegion="true" editable="true" placeholder="Entity"/>
</View>
"""


def labelstudio(documents: Iterable[Document]) -> Iterator[bytes]:
    """Yields the pieces of one JSON array of tasks."""
    opening = b"[\n"
    for document in documents:
        yield opening + msgspec.json.encode(_task(document))
        opening = b",\n"
    yield b"\n]\n" if opening == b",\n" else b"[]\n"


def _task(document: Document) -> dict[str, Any]:
    source = document.source
    data = {"text": document.text, "document": document.id, "title": source.title, "published": source.published}
    results = [result for number, mention in enumerate(document.mentions) for result in _results(mention, f"m{number}")]
    return {"data": data, "predictions": [{"model_version": f"imenoslov {__version__}", "result": results}]}


def _results(mention: Mention, id: str) -> Iterator[dict[str, Any]]:
    span = {"start": mention.start, "end": mention.stop, "text": mention.text}
    region = {"id": id, "to_name": "text"}
    score = {} if mention.score is None else {"score": mention.score}
    yield region | {"from_name": "name", "type": "labels", "value": span | {"labels": [mention.type]}} | score
    for field, value in (("base", mention.base), ("entity", mention.entity)):
        if value:
            yield region | {
                "from_name": field,
                "type": "textarea",
                "value": {"start": mention.start, "end": mention.stop, "text": [value]},
            }
