"""The names of a document decided together by the compiled part, as `agreement.decide` and `support.Support` say."""

import ctypes
from array import array
from collections.abc import Sequence
from ctypes import c_double
from itertools import pairwise

from imenoslov.knowledge.compiled import library
from imenoslov.knowledge.tables import Scores, Table
from imenoslov.knowledge.weights import CONTEXT
from imenoslov.stages.base_forms.coordination import JOINTS, KINDS, Link, discord_name

TWIN = 0.25  # how much a man's name says for a woman's that is alike, and the other way round
_LONGEST = 255  # letters of a nominative
_ALONE = 0xFFFFFFFF  # the place before of a name that is not coordinated: -1


class Evidence:
    """What the words of a name say, as the compiled part reads it: the tables of those that change, and their tags."""

    __slots__ = ("_kept", "address", "count", "places", "words")

    def __init__(self, tables: Sequence[Table | None], emissions: Sequence[Scores]) -> None:
        """Lays out the tables of words, None for one that stays, and the scores of their tags."""
        pointers = array("Q")
        self.places = []
        for place, table in enumerate(tables):
            if table is not None:
                self.places.append(place)
                pointers.extend((table.address, emissions[place].address))
        self.words, self.count = len(tables), len(self.places)
        self._kept = tables, emissions, pointers
        self.address = pointers.buffer_info()[0]

    def spread(self, nominatives: Sequence[str | None]) -> tuple[str | None, ...]:
        """Returns the nominatives of the changing words at their places among all words, None for the others."""
        found: list[str | None] = [None] * self.words
        for place, nominative in zip(self.places, nominatives, strict=True):
            found[place] = nominative
        return tuple(found)


class _Weights(ctypes.Structure):
    _fields_ = (
        *((name, c_double) for name in ("vote", "seen", "cover", "twin")),
        ("discords", c_double * len(KINDS) * len(JOINTS)),
    )


class Settling:
    """Decides the names of people, or all others, of a document."""

    def __init__(self, prefix: str) -> None:
        """`prefix` is that of the weights of context, «p » for phrases."""
        discords = tuple(tuple(CONTEXT[discord_name(prefix, joint, kind)] for kind in KINDS) for joint in JOINTS)
        self._structure = _Weights(*(CONTEXT[prefix + name] for name in ("vote", "seen", "cover")), TWIN, discords)
        self._weights = ctypes.addressof(self._structure)

    def __call__(
        self, names: Sequence[tuple[Evidence, Scores, Link | None]], mentions: Sequence[int]
    ) -> tuple[list[tuple[str | None, ...]], list[float]]:
        """Returns the nominatives of the words of each name, None for one that stays, and the genders of the names.

        Of these, the probabilities of a man and of a woman of each name stand one after another.
        `mentions` are the places among `names`, each of which is told once, in the order of the text, and each
        coordinated one for itself. Raises MemoryError.
        """
        told = array("Q")
        words = 0
        for place, (evidence, context, link) in enumerate(names):
            before = place - link.back | link.conjunction << 32 if link else _ALONE
            told.extend((evidence.address, context.address, evidence.count, before))
            words += evidence.count
        letters = array("H", bytes(2 * _LONGEST * words))
        stops = array("i", bytes(4 * words + 4))
        genders = array("d", bytes(16 * len(names)))
        order = array("i", mentions)
        if library().names_settle(
            *(told.buffer_info()[0], len(names), order.buffer_info()[0], len(order), self._weights),
            *(letters.buffer_info()[0], stops.buffer_info()[0] + stops.itemsize, genders.buffer_info()[0]),
        ):
            raise MemoryError
        text = letters[: stops[-1]].tobytes().decode("utf-16-le")
        found = [text[start:stop] or None for start, stop in pairwise(stops)]
        nominatives: list[tuple[str | None, ...]] = []
        word = 0
        for evidence, _, _ in names:
            own = found[word : word + evidence.count]
            nominatives.append(tuple(own) if evidence.count == evidence.words else evidence.spread(own))
            word += evidence.count
        return nominatives, genders.tolist()
