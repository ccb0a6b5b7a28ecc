"""The command line: what is asked for, and how the answer is shown.

Commands import what they need when they run, so that `imenoslov --help` answers at once.
"""

import gc
import os
import signal
import sys
from typing import Annotated

import typer

from imenoslov import __version__
from imenoslov.cli.annotate import annotate
from imenoslov.cli.base_form import base_form
from imenoslov.cli.catalogue import catalogue
from imenoslov.cli.export import export
from imenoslov.cli.feed import feed
from imenoslov.cli.index import index
from imenoslov.cli.score import score
from imenoslov.cli.search import search
from imenoslov.cli.show import show
from imenoslov.errors import ConfigError, ImenoslovError

OK, FAILED, WRONG_CALL, INTERRUPTED = 0, 1, 2, 130

app = typer.Typer(
    name="imenoslov",
    help="Find people, organisations and places in Russian news, bring their names to the base form, link them.",
    epilog="Exit status: 0 all is done, 1 something failed or was not found, 2 the call or the configuration is wrong, "
    "130 interrupted.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(f"imenoslov {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    pass


for _command in (annotate, show, base_form, catalogue, score, export, index, search, feed):
    # Paragraphs on one line each, for the lines of the source are not those of the terminal.
    _help = "\n\n".join(" ".join(part.split()) for part in (_command.__doc__ or "").split("\n\n"))
    app.command(_command.__name__.replace("_", "-"), help=_help, no_args_is_help=True)(_command)


def main() -> None:
    """Runs the command line and exits with its status; an error is one line on standard error."""
    signal.signal(signal.SIGTERM, _interrupt)
    # One BLAS thread a process: the products are small, and threads that wait for each other cost more than they give.
    for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    gc.set_threshold(100_000)  # documents and caches hold no cycles; looking for some took a tenth of the time
    try:
        app(prog_name="imenoslov")
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # The reader of our output has gone, as `head` does; what is still in the buffer has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(OK)
    except ConfigError as error:
        _complain(str(error))
        sys.exit(WRONG_CALL)
    except ImenoslovError as error:
        _complain(str(error))
        sys.exit(FAILED)
    except PermissionError as error:  # wherever a path is looked at that lies in a folder not to be entered
        _complain(f"{error.filename} is out of bounds for this user; give permission, or name another place.")
        sys.exit(WRONG_CALL)


def _complain(message: str) -> None:
    typer.echo(f"imenoslov: {message}", err=True)


def _interrupt(number: int, frame: object) -> None:
    raise KeyboardInterrupt
