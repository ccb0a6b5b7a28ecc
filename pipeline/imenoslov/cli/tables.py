"""Where tables are printed: as wide as a terminal, or as wide as they need to be."""

import os
from typing import TextIO

from rich.console import Console

# More columns than any table has, and few enough for a line to be held.
_UNBOUNDED = 10_000


def table_console(file: TextIO) -> Console:
    """Returns a console that cuts and folds tables only for a terminal, or to the width that COLUMNS asks for."""
    console = Console(file=file, highlight=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = _UNBOUNDED
    return console
