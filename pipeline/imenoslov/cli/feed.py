"""`imenoslov feed`: an archive into Elasticsearch or OpenSearch."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from imenoslov.cli.parameters import Archive

if TYPE_CHECKING:
    from imenoslov.search.feed import Refusal


def feed(
    target: Archive,
    url: Annotated[str, typer.Argument(metavar="URL", help="The engine's address, as https://localhost:9200.")] = "",
    index: Annotated[str, typer.Option("--index", metavar="NAME", help="The index; it is created.")] = "imenoslov",
    engine: Annotated[
        Literal["elasticsearch", "opensearch"] | None,
        typer.Option("--engine", help="Which it is. Default: as it says itself."),
    ] = None,
    delete: Annotated[
        bool, typer.Option("--delete", help="Delete from the index what is no longer in the archive.")
    ] = False,
    size: Annotated[float, typer.Option("--size", min=0.01, max=100, help="Megabytes of a request.")] = 8,
    annotated: Annotated[
        bool, typer.Option("--annotated-text", help="Add a field for the plugin mapper-annotated-text.")
    ] = False,
    nested: Annotated[
        bool, typer.Option("--nested", help="Add the entities as nested documents, each with its type and name.")
    ] = False,
    credentials: Annotated[
        Path | None,
        typer.Option(
            "--credentials",
            metavar="FILE",
            help="TOML with user and password, or api_key. Default: IMENOSLOV_ENGINE_USER and _PASSWORD, or _API_KEY.",
        ),
    ] = None,
    ca_certs: Annotated[
        Path | None, typer.Option("--ca-certs", metavar="FILE", help="The authority that signed the certificate.")
    ] = None,
    insecure: Annotated[bool, typer.Option("--insecure", help="Do not check the engine's certificate.")] = False,
    print_mapping: Annotated[
        bool, typer.Option("--print-mapping", help="Print the index template and do nothing else.")
    ] = False,
) -> None:
    """Feed an archive to Elasticsearch 8 or 9 or OpenSearch 2 or 3, and keep the index there up to date.

    Creates the index with its mapping where it is absent, sends what is missing or has changed, and waits where the
    engine is busy. The same command goes on where an interrupted one broke off.
    """
    from functools import partial

    import msgspec
    from rich.console import Console

    from imenoslov.cli.archive import open_archive, open_corpus
    from imenoslov.cli.counting import Counting
    from imenoslov.cli.progress import counted, duration
    from imenoslov.cli.saying import say
    from imenoslov.errors import ConfigError
    from imenoslov.search.engine import connect, read_credentials
    from imenoslov.search.feed import Options
    from imenoslov.search.feed import feed as send
    from imenoslov.writers.archive_ids import with_archive_ids
    from imenoslov.writers.mapping import check_name, index_template

    check_name(index)
    if print_mapping:
        template = msgspec.json.encode(index_template(index, annotated, nested))
        typer.echo(msgspec.json.format(template, indent=2).decode())
        return
    if not url:
        raise ConfigError("URL is missing; name the engine, as https://localhost:9200.")
    open_corpus(target)  # before the engine is asked
    console = Console(stderr=True)

    def complain(refusal: "Refusal") -> None:
        say(console, f"{refusal.id}: refused: {refusal.reason}")

    connected = connect(
        url,
        read_credentials(credentials),
        kind=engine,
        ca_certs=ca_certs,
        verify=not insecure,
        warn=partial(say, console),
    )
    options = Options(annotated, nested, delete, round(size * 1_000_000))
    with open_archive(target, console) as (corpus, catalogue), Counting(console, "fed") as count:
        documents = with_archive_ids(corpus, catalogue.entities)
        done = send(documents, connected, index, options, refuse=complain, watch=count.add)
    parts = [f"{counted(done.sent, 'document')} sent", f"{done.unchanged:,} up to date"]
    if delete:
        parts.append(f"{done.deleted:,} deleted")
    if done.refused:
        parts.append(f"{done.refused:,} refused")
    say(console, f"{', '.join(parts)} in {duration(count.seconds)}.")
    raise typer.Exit(1 if done.refused else 0)
