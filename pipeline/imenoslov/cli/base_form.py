"""`imenoslov base-form`: base forms of names that one already has."""

import csv
import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from imenoslov.errors import ConfigError, ReadError

if TYPE_CHECKING:
    from imenoslov.document import EntityType

TYPES = ("PER", "ORG", "LOC")
TABLES = (".csv", ".tsv")


def base_form(
    file: Annotated[
        str,
        typer.Argument(metavar="FILE", help="Names, one a line, or a CSV file with --column; - for standard input."),
    ],
    type: Annotated[Literal["PER", "ORG", "LOC"], typer.Option("--type", "-t", help="What the names are.")] = "PER",
    column: Annotated[
        str | None, typer.Option("--column", metavar="C", help="The input is CSV with a header; the names stand in C.")
    ] = None,
    type_column: Annotated[
        str | None, typer.Option("--type-column", metavar="C", help="The column with the type of each name.")
    ] = None,
    output_column: Annotated[
        str,
        typer.Option(
            "--output-column", metavar="C", help="The column that is added to the CSV, which must not have it."
        ),
    ] = "base",
    delimiter: Annotated[
        str | None,
        typer.Option(
            "--delimiter", metavar="D", help="What separates the columns. Default: a tab in .tsv, else a comma."
        ),
    ] = None,
    each: Annotated[
        bool, typer.Option("--each", help="Decide each name alone, not as forms of one another may suggest.")
    ] = False,
) -> None:
    """Print the base form of each name of a list: «Эдуардса Стипрайса» gives «Эдуардс Стипрайс».

    Lines give lines; CSV gives the same CSV with one more column.
    """
    text = _read(file)
    if column is None:
        if type_column is not None:
            raise ConfigError("--type-column goes with --column; name the column of the names too.")
        if Path(file).suffix.lower() in TABLES:
            raise ConfigError(f"{file} is a table, not one name a line; name the column of the names with --column.")
        lines = text.splitlines()
        for base in _bases(lines, [type] * len(lines), each):
            typer.echo(base)
        return
    if delimiter is None:
        delimiter = "\t" if Path(file).suffix.lower() == ".tsv" else ","
    if len(delimiter) != 1:
        raise ConfigError("--delimiter takes one character; write $'\\t' for a tab.")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = next(reader, None)
    if header is None:
        raise ReadError(f"{file} is empty; it needs a header with the column {column}.")
    at = _index(header, column, file)
    if output_column in header:
        raise ConfigError(f"{file} has a column {output_column} already; name another one with --output-column.")
    names: list[str] = []
    types: list[EntityType] = []
    type_at = None if type_column is None else _index(header, type_column, file)
    body: list[list[str]] = []
    for row in reader:
        name = row[at] if at < len(row) else ""
        body.append(row)
        names.append(name)
        types.append(type if type_at is None or not name.strip() else _type(row, type_at, reader.line_num, file))
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow([*header, output_column])
    for row, base in zip(body, _bases(names, types, each), strict=True):
        writer.writerow([*row, *[""] * (len(header) - len(row)), base])
    sys.stdout.write(out.getvalue())


def _read(file: str) -> str:
    from imenoslov.readers.encodings import decode

    try:
        data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise ConfigError(f"{file} cannot be read ({error.strerror}); name a file with one name a line.") from error
    return decode(data, file).text.removeprefix("\ufeff")


def _index(header: list[str], column: str, file: str) -> int:
    if column not in header:
        parted = "" if len(header) > 1 else "; say what parts its columns with --delimiter"
        raise ConfigError(f"{file} has no column {column}; it has {', '.join(header)}{parted}.")
    return header.index(column)


def _type(row: list[str], at: int, number: int, file: str) -> "EntityType":
    value = row[at].strip().upper() if at < len(row) else ""
    for known in ("PER", "ORG", "LOC"):
        if value == known:
            return known
    raise ReadError(f"{file}, line {number}, has the type {value!r}; the types are {', '.join(TYPES)}.")


def _bases(names: list[str], types: "list[EntityType]", each: bool) -> list[str]:
    from imenoslov.stages.bare_names import base_form as decide

    filled = [index for index, name in enumerate(names) if name.strip()]
    result = list(names)
    if each:
        for index in filled:
            result[index] = decide(names[index], types[index])
    else:
        for index, base in zip(filled, decide([names[i] for i in filled], [types[i] for i in filled]), strict=True):
            result[index] = base
    return result
