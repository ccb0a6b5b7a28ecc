"""What commands say of their work."""

from rich.console import Console


def say(console: Console, line: str) -> None:
    """Prints a line as it stands: whole, without colours, and with whatever brackets the names of files hold."""
    console.print(line, markup=False, highlight=False, emoji=False, soft_wrap=True)
