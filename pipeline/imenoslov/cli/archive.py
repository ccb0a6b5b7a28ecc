"""The documents of a target and their catalogue: what catalogue, export, index and feed work on."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from imenoslov.catalogue import Catalogue
    from imenoslov.corpus import Corpus


@contextmanager
def open_archive(target: str, console: "Console") -> "Iterator[tuple[Corpus, Catalogue]]":
    """Opens a target and its catalogue, which is brought up to date first.

    Raises ConfigError where there are no annotated documents, ReadError and WriteError.
    """
    from imenoslov.catalogue import Catalogue
    from imenoslov.catalogue.catalogue import catalogue_path

    corpus = open_corpus(target)
    with Catalogue(catalogue_path(corpus.path), corpus.own_names()) as catalogue:
        with console.status("bringing the catalogue up to date") if console.is_terminal else nullcontext():
            catalogue.synchronise(corpus)
        yield corpus, catalogue


def check_outside(target: str, output: str) -> None:
    """Raises ConfigError for an output that would lie in the archive, whose documents it would then be taken for."""
    from pathlib import Path

    from imenoslov.errors import ConfigError

    archive, place = Path(target).resolve(), Path(output).resolve()
    if archive == place or archive in place.parents:
        raise ConfigError(f"{output} is in the archive {target}; name a place outside it with --output.")


def open_corpus(target: str) -> "Corpus":
    """Opens a target; raises ConfigError where it does not exist or holds no annotated document."""
    from pathlib import Path

    from imenoslov.corpus import Corpus
    from imenoslov.errors import ConfigError

    if not Path(target).exists():
        raise ConfigError(f"{target} does not exist; name a folder or file that `imenoslov annotate` has written.")
    corpus = Corpus(target)
    if next(corpus.files(), None) is None:
        raise ConfigError(f"{target} holds no annotated documents; run `imenoslov annotate SOURCE {target}` first.")
    return corpus
