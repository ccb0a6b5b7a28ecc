"""Parameters that several commands have."""

from typing import Annotated

import typer

Archive = Annotated[
    str,
    typer.Argument(metavar="TARGET", help="What `imenoslov annotate` has written: a folder, or one of its files."),
]
Profile = Annotated[
    str | None,
    typer.Option("--config", "-c", metavar="F", help="A profile: a TOML file, or the name of a shipped one."),
]
