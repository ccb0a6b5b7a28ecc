"""Standalone HTML: a page for each document, its names in colour, its entities listed beside the text."""

from collections.abc import Iterable
from html import escape
from pathlib import Path

from imenoslov.document import Document, Mention
from imenoslov.writers.paths import Folder

_STYLE = """\
:root { color-scheme: light dark; --per: #bfe9ee; --org: #f7e3a1; --loc: #c5ebc2; --muted: #667 }
@media (prefers-color-scheme: dark) { :root { --per: #14545c; --org: #5f4c0d; --loc: #22542a; --muted: #99a } }
body { font: 17px/1.6 Georgia, serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
header, table { font: 14px/1.5 system-ui, sans-serif }
header { color: var(--muted) }
article { white-space: pre-wrap; overflow-wrap: anywhere }
mark { color: inherit; border-radius: 3px; padding: 0 2px }
mark mark { outline: 1px solid #8888 }
.PER { background: var(--per) } .ORG { background: var(--org) } .LOC { background: var(--loc) }
table { border-collapse: collapse; margin-top: 2rem; width: 100% }
th, td { text-align: left; padding: 2px 8px; border-bottom: 1px solid #8884; vertical-align: top }
"""


def write_html(documents: Iterable[Document], folder: Path) -> None:
    """Writes an `.html` file for each document, which needs no other file; raises WriteError."""
    target = Folder(folder)
    for document in documents:
        target.write(target.place(document.id, ".html"), [page(document).encode()])


def page(document: Document) -> str:
    """Returns a document as a whole page; the text of its `article` is the document's text, character by character."""
    source = document.source
    facts = " · ".join(escape(fact) for fact in (source.published, source.url, document.id) if fact)
    rows = "".join(
        f'<tr><td><mark class="{entity.type}">{escape(entity.name)}</mark></td><td>{entity.mentions}</td>'
        f"<td>{escape(', '.join(alias.name for alias in entity.aliases))}</td><td>{escape(entity.id)}</td></tr>\n"
        for entity in sorted(document.entities, key=lambda entity: -entity.mentions)
    )
    return (
        f'<!DOCTYPE html>\n<html lang="ru">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(source.title or document.id)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
        f"<header>{facts}</header>\n<article>{marked(document)}</article>\n"
        f"<table>\n<tr><th>Name</th><th>Mentions</th><th>Also</th><th>Entity</th></tr>\n{rows}</table>\n</body>\n</html>\n"
    )


def marked(document: Document) -> str:
    """Returns the text with each name, nested ones too, in a `mark` that carries its type, base form and entity."""
    text = document.text
    pieces: list[str] = []
    open_: list[Mention] = []
    position = 0

    def close_until(place: int) -> None:
        nonlocal position
        while open_ and open_[-1].stop <= place:
            stop = open_.pop().stop
            pieces.append(_escaped(text[position:stop]) + "</mark>")
            position = stop

    for mention in document.mentions:
        close_until(mention.start)
        pieces.append(_escaped(text[position : mention.start]))
        position = mention.start
        pieces.append(
            f'<mark class="{mention.type}" data-start="{mention.start}" data-stop="{mention.stop}" '
            f'data-entity="{escape(mention.entity)}" title="{escape(mention.base or mention.text)}">'
        )
        open_.append(mention)
    close_until(len(text))
    pieces.append(_escaped(text[position:]))
    return "".join(pieces)


def _escaped(text: str) -> str:
    # A parser of HTML takes a bare carriage return for a line end, and drops it before one.
    return escape(text, quote=False).replace("\r", "&#13;")
