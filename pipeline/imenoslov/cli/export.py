"""`imenoslov export`: annotated documents in other formats."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from imenoslov.cli.parameters import Archive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from imenoslov.document import Document

Format = Literal[
    "jsonl", "brat", "conll", "conllu", "csv", "parquet", "bulk", "html", "labelstudio", "doccano", "spacy", "bsnlp"
]


def export(
    target: Archive,
    form: Annotated[Format, typer.Option("--format", "-f", help="What to write.")],
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="PATH", help="A file, or a folder for formats of many files.")
    ] = "-",
    index: Annotated[
        str | None,
        typer.Option("--index", metavar="NAME", help="The index that a bulk export goes to. Default: imenoslov."),
    ] = None,
    annotated: Annotated[
        bool, typer.Option("--annotated-text", help="Add the field of the annotated-text plugin to a bulk export.")
    ] = False,
) -> None:
    """Write annotated documents in another format, archive ids and names in place.

    One stream (a file, or standard output): jsonl, csv (a row for each name), conll (CoNLL-2003, IOB2), conllu
    (Entity in MISC), labelstudio, doccano. A folder: brat, html (a page for each document), bsnlp, parquet (documents,
    mentions, entities), spacy (DocBin), bulk (Elasticsearch and OpenSearch; send with curl). A folder must be
    new, empty or an earlier export of the same format, and nothing is written into TARGET.
    """
    from rich.console import Console

    from imenoslov.cli.archive import check_outside, open_archive
    from imenoslov.cli.counting import Counting
    from imenoslov.cli.progress import counted
    from imenoslov.cli.saying import say
    from imenoslov.errors import ConfigError
    from imenoslov.writers.archive_ids import with_archive_ids
    from imenoslov.writers.canonical import write_whole
    from imenoslov.writers.mapping import check_name
    from imenoslov.writers.paths import check_own

    if form == "bulk":
        index = "imenoslov" if index is None else index
        check_name(index)
    elif index is not None or annotated:
        raise ConfigError(f"--index and --annotated-text belong to --format bulk; leave them out for {form}.")
    stream, folder = _stream(form), _folder(form, index or "", annotated)
    if folder and output == "-":
        raise ConfigError(f"{form} is a folder of files; name it with --output.")
    if stream and Path(output).is_dir():
        raise ConfigError(f"{output} is a folder, but {form} is one file; name it with --output.")
    if output != "-":
        check_outside(target, output)
    # Says that the folder is an export's own, which the next one may write over.
    mark = f".imenoslov-{form}"
    if folder:
        check_own(Path(output), mark, f"the {form} export")
    console = Console(stderr=True)
    with open_archive(target, console) as (corpus, catalogue), Counting(console, "exported") as count:
        documents: Iterable[Document] = with_archive_ids(count.over(corpus), catalogue.entities)
        if form in ("conll", "conllu", "spacy"):
            documents = _with_tokens(documents)
        if folder:
            write_whole([], Path(output, mark), Path(output))
            folder(documents, Path(output))
        elif stream and output == "-":
            for chunk in stream(documents):
                sys.stdout.buffer.write(chunk)
            sys.stdout.buffer.flush()
        elif stream:
            write_whole(stream(documents), Path(output), Path(output).parent)
    if output != "-":
        say(console, f"{counted(count.done, 'document')} exported to {output}.")


def _stream(form: Format) -> "Callable[[Iterable[Document]], Iterator[bytes]] | None":
    match form:
        case "jsonl":
            from imenoslov.writers.jsonl import jsonl

            return jsonl
        case "csv":
            from imenoslov.writers.table import table

            return table
        case "conll":
            from imenoslov.writers.conll import conll

            return conll
        case "conllu":
            from imenoslov.writers.conllu import conllu

            return conllu
        case "labelstudio":
            from imenoslov.writers.labelstudio import labelstudio

            return labelstudio
        case "doccano":
            from imenoslov.writers.doccano import doccano

            return doccano
    return None


def _folder(form: Format, index: str, annotated: bool) -> "Callable[[Iterable[Document], Path], None] | None":
    match form:
        case "brat":
            from imenoslov.writers.brat import write_brat

            return write_brat
        case "html":
            from imenoslov.writers.html import write_html

            return write_html
        case "bsnlp":
            from imenoslov.writers.bsnlp import write_bsnlp

            return write_bsnlp
        case "parquet":
            from imenoslov.writers.parquet import write_parquet

            return write_parquet
        case "spacy":
            from imenoslov.writers.docbin import write_spacy

            return write_spacy
        case "bulk":
            from functools import partial

            from imenoslov.writers.bulk import write_bulk

            return partial(write_bulk, index=index, annotated=annotated)
    return None


def _with_tokens(documents: "Iterable[Document]") -> "Iterator[Document]":
    """Cuts documents that were written without tokens into words again; their columns of morphology stay empty."""
    from msgspec import UNSET

    from imenoslov.stages.tokens import Tokens

    tokens = Tokens()
    for document in documents:
        yield tokens(document) if document.tokens is UNSET else document
