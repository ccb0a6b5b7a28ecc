"""A cluster: the mentions of one entity, as the three linkers (people, places, organisations) hand them over."""

from msgspec import Struct

from imenoslov.document import Person


class Cluster(Struct, frozen=True):
    """Mentions of one entity: their indices in the document, the name its id is made of, and what is known of a person.

    `spare` is a longer name for the id, for when another entity of the article has the same.
    """

    members: tuple[int, ...]
    name: str
    person: Person | None = None
    spare: str | None = None
