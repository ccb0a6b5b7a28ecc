"""The documents of a target with archive ids in place: what export, index and feed work on."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from imenoslov.corpus import Corpus
    from imenoslov.writers.archive_ids import ArchiveIds


def open_archive(target: str) -> "tuple[Corpus, ArchiveIds]":
    """Opens a target and tells the archive ids of its entities; raises ReadError."""
    from imenoslov.corpus import Corpus
    from imenoslov.writers.archive_ids import own_ids

    return Corpus(target), own_ids
