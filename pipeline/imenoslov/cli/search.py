"""`imenoslov search`: questions to the embedded index."""

from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.text import Text

    from imenoslov.document import EntityType
    from imenoslov.search.index import Hit, Index, Results

# Entities of a hit and values of a facet that are printed.
_SHOWN = 8


def search(
    index: Annotated[str, typer.Argument(metavar="INDEX", help="The folder that `imenoslov index` has made.")],
    query: Annotated[
        str,
        typer.Argument(
            metavar="QUERY",
            help='Names in any form and words; "words in a row" in quotes, -without in front. Write -- before a query '
            "that begins with -, after all options.",
        ),
    ] = "",
    person: Annotated[
        list[str] | None, typer.Option("--person", metavar="NAME", help="Only with this person; also an entity's id.")
    ] = None,
    organisation: Annotated[
        list[str] | None, typer.Option("--organisation", metavar="NAME", help="Only with this organisation.")
    ] = None,
    place: Annotated[list[str] | None, typer.Option("--place", metavar="NAME", help="Only with this place.")] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help="Not before, as 2025-12-03.")] = None,
    until: Annotated[str | None, typer.Option("--until", metavar="DATE", help="Not after, as 2025-12-31.")] = None,
    sort: Annotated[
        Literal["relevance", "newest", "oldest"] | None,
        typer.Option("--sort", help="Default: relevance, or newest without a query."),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", min=0, help="Hits to show.")] = 10,
    json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
) -> None:
    """Search an index: full text with Russian stemming, and people, organisations and places by name.

    A name in the query finds the documents with the entity, however they call it; several --person, --organisation and
    --place must all be there.
    """
    import sys
    from pathlib import Path

    from rich.console import Console

    from imenoslov.cli.extras import import_extra
    from imenoslov.errors import ConfigError

    annotate = import_extra("imenoslov.search.annotation", "tantivy", "search").annotate_when_asked()
    searching = import_extra("imenoslov.search.index", "tantivy", "search")
    asked: tuple[tuple[EntityType, Sequence[str]], ...] = (
        ("PER", person or ()),
        ("ORG", organisation or ()),
        ("LOC", place or ()),
    )
    if not any(map(str.isalnum, query or "")) and not any(names for _, names in asked) and not since and not until:
        raise ConfigError("Nothing is asked; give a query, a --person, --organisation or --place, or a date.")
    if not Path(index, searching.NAMES_FILE).is_file():
        raise ConfigError(f"{index} is no search index; build it with `imenoslov index`.")
    with searching.Index(index, annotate) as opened:
        results = opened.search(
            query,
            persons=person or (),
            organisations=organisation or (),
            places=place or (),
            since=since,
            until=until,
            sort=sort or ("relevance" if query else "newest"),
            limit=limit,
        )
        if json:
            import msgspec

            sys.stdout.buffer.write(msgspec.json.encode(results) + b"\n")
            return
        _offer(opened, asked, Console(stderr=True))
        _print(results, Console(highlight=False))


def _offer(index: "Index", asked: "Sequence[tuple[EntityType, Sequence[str]]]", console: "Console") -> None:
    """Says which entities a name may mean where there are several."""
    from imenoslov.cli.saying import say

    for type_, names in asked:
        for name in names:
            candidates = index.candidates(name, type_)
            if len(candidates) > 1:
                offers = "; ".join(f"{c.name} ({c.documents:,}, {c.id})" for c in candidates[:_SHOWN])
                say(console, f"«{name}» may be: {offers}.")


def _print(results: "Results", console: "Console") -> None:
    from rich.text import Text

    from imenoslov.cli.progress import counted
    from imenoslov.cli.saying import say

    for name in results.question.names:
        meant = ", ".join(candidate.name for candidate in name.candidates[:_SHOWN])
        console.print(Text(f"{name.text} → {meant}", "dim"), soft_wrap=True)
    for hit in results.hits:
        console.print()
        head = Text(hit.title, "bold")
        head.append(f"  {hit.published or ''}".rstrip(), "not bold")
        console.print(head, soft_wrap=True)
        console.print(_snippet(hit, colour=console.is_terminal and not console.no_color), soft_wrap=True)
        named = ", ".join(entity.name for entity in hit.entities[:_SHOWN])
        console.print(Text(f"{hit.id}: {named}" if named else hit.id, "dim"), soft_wrap=True)
    console.print()
    say(console, counted(results.total, "document"))
    for facet, values in results.facets.items():
        if facet == "months":
            # The fullest months, in their order.
            fullest = sorted(values, key=lambda value: -value.documents)[:_SHOWN]
            values = tuple(value for value in values if value in fullest)
        if values:
            line = ", ".join(f"{value.name} {value.documents:,}" for value in values[:_SHOWN])
            say(console, f"{facet:13} {line}")


def _snippet(hit: "Hit", colour: bool) -> "Text":
    from rich.text import Text

    piece = hit.snippet
    text = Text("…" if piece.before else "")
    position = 0
    for start, stop in piece.marks:
        text.append(piece.text[position:start])
        if colour:
            text.append(piece.text[start:stop], "bold reverse")
        else:
            text.append(f"[{piece.text[start:stop]}]")
        position = stop
    text.append(piece.text[position:] + ("…" if piece.after else ""))
    return text
