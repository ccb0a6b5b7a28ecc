"""`imenoslov show`: one text with its names in colour, and a table of its entities."""

import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from imenoslov.cli.parameters import Profile

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from imenoslov.config import Config
    from imenoslov.document import Document

STYLES = {"PER": "bold black on bright_cyan", "ORG": "bold black on bright_yellow", "LOC": "bold black on bright_green"}


def show(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text file, or - for standard input.")],
    config: Profile = None,
    json: Annotated[bool, typer.Option("--json", help="Print the annotated document as JSON instead.")] = False,
) -> None:
    """Annotate one text and print it with its names marked by type, and a table of its entities.

    Where the output is no terminal, the names are marked as [Кая Каллас|PER], and the table is not cut.
    """
    from imenoslov.annotator import load_annotator
    from imenoslov.cli.tables import table_console
    from imenoslov.config import load_config
    from imenoslov.document import to_json

    settings = load_config(config)
    document = _read(file, settings)
    (document,) = load_annotator(settings).annotate([document])
    if json:
        sys.stdout.buffer.write(to_json(document) + b"\n")
        return
    console = table_console(sys.stdout)
    console.print(marked(document, colour=console.is_terminal and not console.no_color), soft_wrap=True)
    if document.entities:
        console.print(table(document, console))


def _read(file: str, settings: "Config") -> "Document":
    from imenoslov.errors import ConfigError
    from imenoslov.readers.sources import Failure, SourceFile, find_sources
    from imenoslov.readers.text import read_text, read_text_file

    reader = settings.reader
    if file == "-":
        return read_text(sys.stdin.buffer.read(), "-", "-", reader.header)
    if Path(file).is_dir():
        raise ConfigError(f"{file} is a folder; name one text in it, or annotate it with `imenoslov annotate`.")
    (found,) = find_sources(file)
    if isinstance(found, Failure):
        raise ConfigError(found.reason)
    if not isinstance(found, SourceFile) or found.kind != "text":
        raise ConfigError(f"{file} is not one text; annotate it with `imenoslov annotate`.")
    return read_text_file(found, reader.header, reader.max_bytes)


def marked(document: "Document", colour: bool) -> "Text":
    """Returns the text with its outermost names marked, by colour or in brackets with their type."""
    from rich.text import Text

    text = Text()
    position = 0
    for mention in document.mentions:
        if mention.parent is not None:
            continue
        text.append(document.text[position : mention.start])
        if colour:
            text.append(mention.text, STYLES[mention.type])
        else:
            text.append(f"[{mention.text}|{mention.type}]")
        position = mention.stop
    text.append(document.text[position:].rstrip())
    return text


def table(document: "Document", console: "Console") -> "Table":
    """Returns a row for each entity, the most often named first: name, type, mentions, the forms seen."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in document.mentions:
        forms[mention.entity][mention.text] += 1
    result = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    result.add_column("name")
    result.add_column("type")
    result.add_column("mentions", justify="right")
    result.add_column("forms seen", overflow="fold")
    for entity in sorted(document.entities, key=lambda entity: -entity.mentions):
        seen = ", ".join(
            form if count == 1 else f"{form} ×{count}" for form, count in forms[entity.id].most_common()
        ).replace("\n", " ")
        style = STYLES[entity.type] if console.is_terminal else ""
        result.add_row(entity.name, Text(entity.type, style), str(entity.mentions), seen)
    return result
