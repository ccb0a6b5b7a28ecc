"""`imenoslov index`: the embedded search index of an archive."""

from typing import Annotated

import typer


def index(
    target: Annotated[
        str, typer.Argument(help="What `imenoslov annotate` has written: a folder, or one of its files.")
    ],
    index: Annotated[str, typer.Argument(help="The index's folder; it is made, or brought up to date.")],
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

    update_index = import_extra("imenoslov.search.build", "tantivy", "search").update_index
    console = Console(stderr=True)
    with open_archive(target, console) as (corpus, ids), Counting(console, "indexed") as count:
        changes = update_index(corpus, index, ids, count.add)
    parts = [
        f"{counted(changes.added, 'document')} added",
        f"{changes.changed:,} changed",
        f"{changes.removed:,} removed",
    ]
    parts.append(f"{changes.unchanged:,} up to date")
    console.print(f"{', '.join(parts)} in {duration(count.seconds)}.", highlight=False, soft_wrap=True)
