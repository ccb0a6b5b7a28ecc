"""Brat's standoff format: a `.txt` with the text and an `.ann` with the names beside it.

The format: https://brat.nlplab.org/standoff.html, and https://brat.nlplab.org/configuration.html for
`annotation.conf`. Offsets count code points.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from imenoslov.document import Document, Mention
from imenoslov.writers.paths import Folder

CONFIGURATION = """\
[entities]
PER
ORG
LOC

[relations]
# A place inside the name of an organisation is marked too.
<OVERLAP> Arg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>

[events]

[attributes]
"""

COLOURS = """\
[labels]
PER | Person | PER
ORG | Organisation | ORG
LOC | Place | LOC

[drawing]
PER bgColor:#9fe3ea
ORG bgColor:#f6dc7c
LOC bgColor:#a9e5a4
"""

_LINE = re.compile(r"[^\r\n]+")


def write_brat(documents: Iterable[Document], folder: Path) -> None:
    """Writes a folder that brat opens, with its `annotation.conf` and `visual.conf`.

    Base forms are annotators' notes and entities are references, `N1<TAB>Reference T1 per:каллас-кая<TAB>Кая Каллас`.
    The text of the document `a/b.txt`, or of one whose id is `a/b`, is `a/b.txt`. Raises WriteError.
    """
    target = Folder(folder)
    target.write(folder / "annotation.conf", [CONFIGURATION.encode()])
    target.write(folder / "visual.conf", [COLOURS.encode()])
    for document in documents:
        path = target.place(document.id, ".txt")
        target.write(path, [document.text.encode()])
        target.write(path.with_suffix(".ann"), [line.encode() for line in annotations(document)])


def annotations(document: Document) -> Iterator[str]:
    """Yields the lines of a document's `.ann` file."""
    names = {entity.id: entity.name for entity in document.entities}
    for number, mention in enumerate(document.mentions, 1):
        pieces = fragments(mention)
        offsets = ";".join(f"{start} {stop}" for start, stop in pieces)
        surface = " ".join(document.text[start:stop] for start, stop in pieces)
        yield f"T{number}\t{mention.type} {offsets}\t{surface}\n"
        if mention.base:
            yield f"#{number}\tAnnotatorNotes T{number}\t{_in_line(mention.base)}\n"
        if mention.entity:
            name = _in_line(names.get(mention.entity, mention.base))
            yield f"N{number}\tReference T{number} {mention.entity}\t{name}\n"


def fragments(mention: Mention) -> list[tuple[int, int]]:
    """Returns the pieces of a name, which are several where a line ends inside it: brat's names never hold one."""
    return [(mention.start + match.start(), mention.start + match.end()) for match in _LINE.finditer(mention.text)]


def _in_line(text: str) -> str:
    return " ".join(text.split())
