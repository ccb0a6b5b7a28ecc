"""The catalogue: one list of entities for a whole archive, joined from the entities of its documents."""

from imenoslov.catalogue.catalogue import Catalogue
from imenoslov.catalogue.entries import Doubt, Entry, Join, Synonym

__all__ = ["Catalogue", "Doubt", "Entry", "Join", "Synonym"]
