"""`imenoslov annotate`: the main job."""

import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from imenoslov.cli.parameters import Profile

if TYPE_CHECKING:
    from rich.console import Console

    from imenoslov.runners.report import Failure, Report

# Failures, and kinds of files left out, that are named on the terminal; all stand in TARGET/_imenoslov.
SHOWN = 5


def annotate(
    source: Annotated[
        str,
        typer.Argument(
            metavar="SOURCE",
            help="A folder, which is walked (.txt .md .json .jsonl, each also .gz .zst), one file, or - for "
            "standard input.",
        ),
    ],
    target: Annotated[
        str,
        typer.Argument(
            metavar="TARGET", help="The folder for the annotated documents; with SOURCE - they go to standard output."
        ),
    ] = "-",
    config: Profile = None,
    workers: Annotated[
        int | None, typer.Option("--workers", "-w", min=1, metavar="N", help="Processes. Default: all cores.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Annotate again what is up to date.")] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Remove the documents in TARGET that have no source in the folder any more.")
    ] = False,
    form: Annotated[
        Literal["text", "jsonl"], typer.Option("--format", help="What standard input holds: one text, or JSON lines.")
    ] = "text",
) -> None:
    """Annotate a folder, a file or standard input.

    A folder gives a folder: a/b.txt becomes a/b.txt.json; JSON lines become one JSONL file of the same name.
    What is up to date is skipped, so that the same command finishes an interrupted run and does a nightly update.
    A document whose source is gone stays, unless --prune removes it; one that a JSONL file no longer has goes at once.
    Failures are listed in TARGET/_imenoslov/failures.jsonl, the run is summed up in report.json beside it.
    """
    from rich.console import Console

    from imenoslov.cli.progress import ProgressView
    from imenoslov.cli.saying import say
    from imenoslov.config import load_config
    from imenoslov.errors import ConfigError
    from imenoslov.runners.local import annotate_source, annotate_stream, cores

    settings = load_config(config)
    console = Console(stderr=True)
    count = workers or cores()
    if source == "-":
        if prune:
            raise ConfigError("--prune needs a folder as SOURCE; standard input does not tell what is gone.")
        if target != "-":
            raise ConfigError(f"Standard input is answered on standard output; leave {target} out, or redirect to it.")

        def complain(failure: "Failure") -> None:
            say(console, f"{failure.id}: {failure.reason}")

        with ProgressView(console) as view:
            tally = annotate_stream(
                sys.stdin.buffer, sys.stdout.buffer, form, settings, workers=count, fail=complain, watch=view
            )
        raise typer.Exit(1 if tally.failed else 0)
    if target == "-":
        raise ConfigError(f"TARGET is missing; name a folder for the annotated documents of {source}.")
    try:
        with ProgressView(console) as view:
            report = annotate_source(source, target, settings, workers=count, force=force, prune=prune, watch=view)
    except KeyboardInterrupt:
        say(console, "Interrupted; nothing finished is lost, and the same command goes on from here.")
        raise
    _sum_up(report, target, console)
    raise typer.Exit(1 if report.failed else 0)


def _sum_up(report: "Report", target: str, console: "Console") -> None:
    import json
    from pathlib import Path

    from imenoslov.cli.progress import counted, duration
    from imenoslov.cli.saying import say
    from imenoslov.corpus import WORK
    from imenoslov.readers.sources import READ
    from imenoslov.runners.report import FAILURES

    if not report.documents:
        read = ", ".join(READ)
        say(
            console,
            f"Nothing to annotate was found in {report.source}; what is read is {read}, each also as .gz or .zst.",
        )
        _say_what_is_left_out(report, console)
        return
    parts = [f"{counted(report.annotated, 'document')} annotated"]
    if report.current:
        parts.append(f"{report.current:,} up to date")
    if report.pruned:
        parts.append(f"{report.pruned:,} without a source removed")
    if report.failed:
        parts.append(f"{report.failed:,} failed")
    line = f"{', '.join(parts)} in {duration(report.seconds)} ({report.documents_per_second:.1f}/s)"
    if report.annotated:
        line += f": {counted(report.mentions, 'name')}, {counted(report.entities, 'entity', 'entities')}"
    say(console, f"{line}.")
    _say_what_is_left_out(report, console)
    if report.orphaned:
        say(
            console,
            f"  {report.orphaned:,} in {target} have no source in {report.source} any more; --prune removes them.",
        )
    if report.failed:
        log = Path(target, WORK, FAILURES)
        with log.open(encoding="utf-8") as lines:
            for _, text in zip(range(SHOWN), lines, strict=False):
                failure = json.loads(text)
                say(console, f"  {failure['stage']}: {failure['reason']}")
        more = f", {report.failed - SHOWN:,} more" if report.failed > SHOWN else ""
        say(console, f"  All failures{more}: {log}")


def _say_what_is_left_out(report: "Report", console: "Console") -> None:
    from imenoslov.cli.progress import counted
    from imenoslov.cli.saying import say

    kinds = [f"{reason} ({counted(number, 'file')})" for reason, number in report.unsupported.items()]
    if kinds:
        more = [f"{len(kinds) - SHOWN:,} more kinds"] if len(kinds) > SHOWN else []
        line = ", ".join(kinds[:SHOWN] + more)
        say(console, f"  Left out: {line}.")
