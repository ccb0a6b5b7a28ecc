"""The TSV of the shared tasks on Slavic names (BSNLP 2017-2021, SlavicNER): a file for each document.

The first line is the document's id; each other one is a form as it stands in the text, its base form, its type and its
entity, parted by tabs, once for each combination that occurs. The format: http://bsnlp.cs.helsinki.fi/data.html
"""

from collections.abc import Iterable
from pathlib import Path

from imenoslov.document import Document
from imenoslov.writers.paths import Folder


def write_bsnlp(documents: Iterable[Document], folder: Path) -> None:
    """Writes a `.out` file for each document; raises WriteError."""
    target = Folder(folder)
    for document in documents:
        lines = [document.id, *dict.fromkeys(_lines(document))]
        target.write(target.place(document.id, ".out"), ["".join(f"{line}\n" for line in lines).encode()])


def _lines(document: Document) -> Iterable[str]:
    for mention in document.mentions:
        fields = (mention.text, mention.base or mention.text, mention.type, mention.entity)
        yield "\t".join(" ".join(field.split()) for field in fields)
