"""The documents of a target with archive ids in place: what export, index and feed work on."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from imenoslov.corpus import Corpus
    from imenoslov.writers.archive_ids import ArchiveIds


def open_archive(target: str) -> "tuple[Corpus, ArchiveIds]":
    """Opens a target and its catalogue, made or brought up to date first; raises ReadError and WriteError."""
    from pathlib import Path

    from imenoslov.catalogue import Catalogue
    from imenoslov.catalogue.catalogue import catalogue_path
    from imenoslov.corpus import Corpus

    corpus = Corpus(target)
    # It stays open as long as the program runs: every document asks it for its ids.
    entities = Catalogue(catalogue_path(Path(target)))
    entities.synchronise(corpus)
    return corpus, entities.ids
