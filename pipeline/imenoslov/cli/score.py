"""`imenoslov score`: how good an annotation is."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from imenoslov.scoring import Rates, Scores


def score(
    gold: Annotated[
        Path, typer.Argument(metavar="GOLD", help="Gold JSONL, a folder of brat files, or annotated documents.")
    ],
    predicted: Annotated[
        Path, typer.Argument(metavar="PREDICTED", help="The same kinds; its documents carry the ids of the gold ones.")
    ],
    json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    errors: Annotated[
        int, typer.Option("--errors", min=0, metavar="N", help="Print the N most frequent wrong base forms.")
    ] = 0,
) -> None:
    """Compare an annotation with a gold standard.

    Prints exact-span precision, recall and F1 for each type, the share of right base forms (hard: those that differ
    from the text), end-to-end F1, LEA and B-cubed. A name counts as found at any level of nesting.
    """
    import json as jsonlib

    from imenoslov.errors import ConfigError
    from imenoslov.readers.gold import read_annotations
    from imenoslov.scoring import errors as base_errors
    from imenoslov.scoring import score as compare

    for path in (gold, predicted):
        if not path.exists():
            raise ConfigError(
                f"{path} does not exist; name gold JSONL, a folder of brat files, or annotated documents."
            )
    expected, found = read_annotations(gold), read_annotations(predicted)
    scores = compare(expected, found)
    if json:
        typer.echo(jsonlib.dumps(scores.as_dict(), ensure_ascii=False))
    else:
        _print(scores)
    for error in base_errors(expected, found, errors) if errors else ():
        typer.echo(f"{error.count:5}  {error.type}  {error.surface!r}: {error.predicted!r} instead of {error.gold!r}")


def _print(scores: "Scores") -> None:
    from msgspec import UnsetType
    from rich import box
    from rich.table import Table

    from imenoslov.cli.tables import table_console

    console = table_console(sys.stdout)
    spans = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for column in ("", "precision", "recall", "F1", "token F1"):
        spans.add_column(column, justify="left" if not column else "right")
    for name, rates in scores.ner.items():
        token = scores.tok.get(name)
        spans.add_row(name, *_figures(rates), f"{token:.3f}" if token is not None else "")
    for name, value in (
        ("nested", scores.nested),
        ("LEA", scores.link_lea),
        ("B³ within documents", scores.doc_b3),
        ("B³ across documents", scores.cross_b3),
    ):
        if not isinstance(value, UnsetType):
            spans.add_row(name, *_figures(value), "")
    console.print(spans)
    base = scores.base
    if not isinstance(base, UnsetType):
        typer.echo(
            f"base forms right  {base.acc:.3f} of {base.n:,}; of the hard ones {base.hard:.3f} of {base.n_hard:,}"
        )
        typer.echo(f"end-to-end F1     {base.e2e_f1:.3f}")


def _figures(rates: "Rates") -> list[str]:
    return [f"{figure:.3f}" for figure in (rates.precision, rates.recall, rates.f1)]
