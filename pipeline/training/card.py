"""The figures of the model card: they come from the training runs, the rest of the card is written by hand."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from training.scores import Figures

FIGURES = "figures.json"

_PLACE = re.compile("(<!-- figures -->\n).*?(<!-- end of figures -->)", re.DOTALL)


class Run(Struct, frozen=True):
    """One training run: the corpora that it learned from, and its figures on what it had not seen."""

    learned: Sequence[str]
    figures: Sequence[Figures]


def update(path: Path, run: Run) -> None:
    """Puts a run's figures in the card, and in a file beside it, in place of those of a run that learned from the same.

    Raises OSError where there is no card.
    """
    card = path.read_text("utf-8")
    file = path.with_name(FIGURES)
    runs = msgspec.json.decode(file.read_bytes(), type=list[Run]) if file.is_file() else []
    runs = [old for old in runs if list(old.learned) != list(run.learned)] + [run]
    runs.sort(key=lambda run: (-len(run.learned), run.learned))
    file.write_bytes(msgspec.json.format(msgspec.json.encode(runs), indent=1) + b"\n")
    path.write_text(_PLACE.sub(lambda place: f"{place[1]}{tables(runs)}\n{place[2]}", card), "utf-8")


def tables(runs: Sequence[Run]) -> str:
    """Returns a table for each run, in Markdown."""
    corpora = {corpus for run in runs for corpus in run.learned}
    parts = []
    for run in runs:
        missing = ", ".join(f"`{corpus}`" for corpus in sorted(corpora - {*run.learned}))
        parts.append(f"Learned from all{f' but {missing}' if missing else ''}:\n\n{_table(run.figures)}")
    return "\n\n".join(parts)


def _table(figures: Iterable[Figures]) -> str:
    lines = ["| scored on | F1 | precision | recall | PER | ORG | LOC | all levels |", "| --- |" + " --- |" * 7]
    for row in figures:
        numbers = [row.micro, row.precision, row.recall, *row.types.values()]
        nested = "" if row.nested is None else f"{row.nested:.3f}"
        lines.append(f"| {row.corpus} | {' | '.join(f'{number:.3f}' for number in numbers)} | {nested} |")
    return "\n".join(lines)
