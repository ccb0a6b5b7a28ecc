"""`imenoslov index`: the embedded search index of an archive."""

from typing import Annotated

import typer

from imenoslov.cli.parameters import Archive


def index(
    target: Archive,
    index: Annotated[
        str, typer.Argument(metavar="INDEX", help="The index's folder; it is made, or brought up to date.")
    ],
) -> None:
    """Build the search index of an archive, or bring it up to date.

    Only what changed is read; what disappeared is removed. An interrupted run leaves an index that works, and the same
    command finishes it. Ask the index with `imenoslov search`.
    """
    from rich.console import Console

    from imenoslov.cli.archive import open_archive
    from imenoslov.cli.counting import Counting
    from imenoslov.cli.extras import import_extra
    from imenoslov.cli.progress import counted, duration
    from imenoslov.cli.saying import say

    update_index = import_extra("imenoslov.search.build", "tantivy", "search").update_index
    console = Console(stderr=True)
    with open_archive(target, console) as (corpus, catalogue), Counting(console, "indexed") as count:
        changes = update_index(corpus, index, catalogue.entities, count.add)
    parts = [
        f"{counted(changes.added, 'document')} added",
        f"{changes.changed:,} changed",
        f"{changes.removed:,} removed",
        f"{changes.unchanged:,} up to date",
    ]
    say(console, f"{', '.join(parts)} in {duration(count.seconds)}.")
