"""`imenoslov catalogue`: the entities of an archive."""

import io
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal, TextIO

import typer

from imenoslov.cli.parameters import Archive

if TYPE_CHECKING:
    from imenoslov.catalogue import Catalogue, Entry

Form = Literal["table", "jsonl", "csv", "parquet", "synonyms"]

SHOWN = 20
# So many other names of an entity, and of those beside it, are told by --explain.
_ALIASES = 8
_BESIDE = 3
NAME_WIDTH = 30
OTHER_WIDTH = 48


def catalogue(
    target: Archive,
    top: Annotated[
        int | None,
        typer.Option("--top", min=1, metavar="N", help=f"Only the N most frequent ones. A table shows {SHOWN}."),
    ] = None,
    type: Annotated[Literal["PER", "ORG", "LOC"] | None, typer.Option("--type", "-t", help="Only these.")] = None,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DATE", help="Only documents published on this day or later.")
    ] = None,
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="Only documents published on this day or before.")
    ] = None,
    form: Annotated[
        Form,
        typer.Option(
            "--format", "-f", help="synonyms is a file for Elasticsearch and OpenSearch; names of several are left out."
        ),
    ] = "table",
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="PATH", help="The file to write. Default: standard output.")
    ] = None,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain",
            metavar="NAME",
            help="Say which names are joined under this name or id, and why. Company tells how well those named beside "
            "both agree: 0 is nobody in common, and each who always stands there adds 1. Distance tells how far two "
            "spellings are apart.",
        ),
    ] = None,
) -> None:
    """Join the entities of all documents into one list, and print it.

    One line an entity: name, type, aliases, documents, mentions, first and last date. The catalogue lies in
    TARGET/_imenoslov/catalogue and is brought up to date first; the documents stay as they are.
    """
    from rich.console import Console

    from imenoslov.cli.archive import check_outside, open_archive
    from imenoslov.errors import ConfigError

    if output is not None:
        check_outside(target, str(output))
    elif form == "parquet":
        raise ConfigError("Parquet goes to a file; name one with --output.")
    first, last = _day(since, "--since"), _day(until, "--until")
    with open_archive(target, Console(stderr=True)) as (_, entities):
        if explain is not None:
            _explain(entities, explain)
            return
        limit = SHOWN if top is None and form == "table" else top
        contested = entities.contested_names() if form == "synonyms" else {}
        _write(entities.entries(type, first, last, limit), form, output, contested)


def _day(text: str | None, option: str) -> str | None:
    from imenoslov.errors import ConfigError
    from imenoslov.readers.dates import iso_date

    if text is None:
        return None
    day = iso_date(text)
    if day is None:
        raise ConfigError(f"{option} {text} is no date; write it as 2025-12-03.")
    return day


def _explain(entities: "Catalogue", asked: str) -> None:
    from imenoslov.cli.progress import counted
    from imenoslov.errors import SearchError

    ids = [asked] if entities.knows(asked) else _called(entities, asked)
    if not ids:
        raise SearchError(
            f"--explain {asked}: nothing in the archive has this name or id; give the base form, or an id as "
            "--format jsonl lists it."
        )
    joins = dict.fromkeys(join for id in ids for join in entities.explain(id))
    involved = dict.fromkeys((*ids, *(id for join in joins for id in (join.into, join.id))))
    for id in dict.fromkeys(map(entities.resolve, ids)):
        entry = entities.entry(id)
        if entry:
            called = [f"«{alias.name}» ({alias.mentions:,})" for alias in entry.aliases[:_ALIASES]]
            more = len(entry.aliases) - len(called)
            also = f", also called {', '.join(called)}" if called else ""
            typer.echo(
                f"{id}: «{entry.name}» in {counted(entry.documents, 'document')}{also}"
                f"{f' and {more:,} more' if more else ''}."
            )
        if not any(id in (join.into, join.id) for join in joins):
            typer.echo("  No other entity of the documents is joined to it.")
    for join in joins:
        beside = entities.beside(join, _BESIDE)
        company = f"; beside both stand {', '.join(f'«{name}»' for name in beside)}" if beside else ""
        typer.echo(f"  {join.id} → {join.into} in {counted(join.documents, 'document')}: {join.reason}{company}.")
    for doubt in (doubt for id in involved for doubt in entities.doubts(id)):
        names = ", ".join(f"«{name}»" for name in doubt.names[:_ALIASES])
        typer.echo(f"  {doubt.id} stays apart in {counted(doubt.documents, 'document')}: it may mean {names}.")


def _called(entities: "Catalogue", name: str) -> list[str]:
    """Returns the ids of the entities of this name, or else of those that are also called so."""
    asked = name.casefold()
    entries = list(entities.entries(company=0))
    named = [entry.id for entry in entries if entry.name.casefold() == asked]
    return named or [entry.id for entry in entries if asked in (alias.name.casefold() for alias in entry.aliases)]


def _write(entries: "Iterable[Entry]", form: Form, output: Path | None, contested: "Mapping[str, str | None]") -> None:
    from imenoslov.writers.canonical import write_whole

    if output is not None:
        write_whole(_written(entries, form, contested), output, output.parent)
    elif form == "table":
        _table(entries, sys.stdout)
    else:
        for line in _lines(entries, form, contested):
            sys.stdout.write(line)


def _written(entries: "Iterable[Entry]", form: Form, contested: "Mapping[str, str | None]") -> Iterator[bytes]:
    if form == "parquet":
        yield _parquet(entries)
    elif form == "table":
        file = io.StringIO()
        _table(entries, file)
        yield file.getvalue().encode()
    else:
        for line in _lines(entries, form, contested):
            yield line.encode()


def _lines(entries: "Iterable[Entry]", form: Form, contested: "Mapping[str, str | None]") -> Iterable[str]:
    import csv

    import msgspec

    if form == "jsonl":
        for entry in entries:
            yield msgspec.json.encode(entry).decode() + "\n"
    elif form == "synonyms":
        for entry in entries:
            aliases = [alias.name for alias in entry.aliases if contested.get(alias.name, entry.id) == entry.id]
            names = dict.fromkeys(map(_plain, (entry.name, *aliases)))
            if len(names) > 1:
                yield f"{', '.join(names)}\n"
    else:
        header = ("id", "type", "name", "aliases", "documents", "mentions", "first", "last", "wikidata", "with")
        rows = (
            (
                entry.id,
                entry.type,
                entry.name,
                "; ".join(f"{alias.name} ({alias.mentions})" for alias in entry.aliases),
                entry.documents,
                entry.mentions,
                entry.first or "",
                entry.last or "",
                entry.wikidata or "",
                "; ".join(entry.with_ids),
            )
            for entry in entries
        )
        for row in (header, *rows):
            line = io.StringIO(newline="")
            csv.writer(line, lineterminator="\n").writerow(row)
            yield line.getvalue()


def _plain(name: str) -> str:
    """Returns a name as a line of synonyms can hold it: without the comma and arrow that mean something there."""
    return " ".join(name.replace(",", " ").replace("=>", " ").split())


def _parquet(entries: "Iterable[Entry]") -> bytes:
    import msgspec
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([msgspec.to_builtins(entry) for entry in entries]), file)
    return file.getvalue()


def _table(entries: "Iterable[Entry]", file: TextIO) -> None:
    from rich import box
    from rich.table import Table

    from imenoslov.cli.tables import table_console

    console = table_console(file)
    result = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("name", "type", "documents", "mentions", "months", "also called"):
        result.add_column(column, justify="right" if column in ("documents", "mentions") else "left", no_wrap=True)
    # What is left of the line beside the other columns and the gaps between them, for the name and the others.
    left = console.width - OTHER_WIDTH
    name_width = min(max(NAME_WIDTH, left // 3), max(16, left * 3 // 5))
    room = max(8, left - name_width)
    for entry in entries:
        months = dict.fromkeys((day or "")[:7] for day in (entry.first, entry.last))
        also = ", ".join(alias.name for alias in entry.aliases)
        result.add_row(
            _cut(entry.name, name_width),
            entry.type,
            f"{entry.documents:,}",
            f"{entry.mentions:,}",
            " – ".join(months),
            _cut(also, room),
        )
    console.print(result)


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"
