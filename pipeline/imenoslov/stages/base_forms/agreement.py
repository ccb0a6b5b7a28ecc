"""Agreement: the words of a name stand together in one case, number and gender, and the likeliest one wins.

A name is a row of tables, one per word (None for a word that stays as it is). The score of a cell (gender and case) is
the sum over the words of what their tables and the tagger's tags give to it, and of what the surrounding text says; the
base form is read from the best cell.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import exp

from msgspec import Struct

from imenoslov.knowledge.packing import Key
from imenoslov.knowledge.tables import GENDER_OF, Scores, Table

Votes = Mapping[Key, float]

_DEPTH = 7.0  # how far below the best cell a rival is still thought of
NO_VOTES: Votes = {}


class Decision(Struct, frozen=True, gc=False):
    """What a name is.

    `nominatives` has the nominative of each word, None for one that stays. `shares` gives each (gender, nominative) of
    its words the probability that this choice leaves to it, and `rivals` are those that another mention may yet
    bring to win. `genders` has the probability of each gender.
    """

    nominatives: tuple[str | None, ...]
    gender: int
    case: int
    shares: Mapping[Key, float]
    rivals: tuple[Key, ...]
    genders: tuple[float, ...]


def summed(
    tables: Sequence[Table | None], emissions: Sequence[Scores], context: Scores, votes: Votes = NO_VOTES
) -> Sequence[float]:
    """Sums up what speaks for each cell: tables, tags, the text around the name, and the votes of its like."""
    total: Sequence[float] = context
    for table, emission in zip(tables, emissions, strict=True):
        if table is not None:
            tops = table.voted(votes) if votes else table.tops
            total = [a + b + c for a, b, c in zip(total, tops, emission, strict=True)]
    return total


def decide(tables: Sequence[Table | None], total: Sequence[float], votes: Votes = NO_VOTES) -> Decision:
    """Decides a name by its tables, the sums of its cells, and the votes of its like."""
    if not any(table is not None for table in tables):
        return _undeclined(len(tables), tuple(total))
    top = max(total)
    best = total.index(top)
    floor = top - _DEPTH
    near = [cell for cell, score in enumerate(total) if score > floor]
    genders, parts = _parts(near, total)
    shares: dict[Key, float] = {}
    rivals: dict[Key, None] = {}
    nominatives: list[str | None] = []
    for table in tables:
        if table is None:
            nominatives.append(None)
            continue
        for cell, part in zip(near, parts, strict=True):
            options = table.cell(cell)
            score, key = options[0]
            if len(options) > 1:
                least = floor - total[cell] + score
                for other, rival in options:
                    if other < least:
                        break
                    rivals[rival] = None
                if votes:
                    key = max(table.voted_cell(cell, votes))[1]
            else:
                rivals[key] = None
            shares[key] = shares.get(key, 0.0) + part
            if cell == best:
                nominative = key[1]
        nominatives.append(nominative)
    return Decision(tuple(nominatives), GENDER_OF[best], best % 6, shares, tuple(rivals), genders)


_WHOLE = (1.0,)
_ALONE = tuple(tuple(float(gender == each) for each in range(4)) for gender in range(4))


def _parts(cells: Sequence[int], scores: Sequence[float]) -> tuple[tuple[float, ...], Sequence[float]]:
    """Returns the probability of each gender and of each of the cells that come near the best one."""
    if len(cells) == 1:
        return _ALONE[GENDER_OF[cells[0]]], _WHOLE
    top = max(scores)
    weights = [exp(scores[cell] - top) for cell in cells]
    norm = 0.0
    for weight in weights:  # sum() rounds otherwise from Python 3.12 on
        norm += weight
    parts = [weight / norm for weight in weights]
    genders = [0.0] * 4
    for cell, part in zip(cells, parts, strict=True):
        genders[GENDER_OF[cell]] += part
    return tuple(genders), parts


@lru_cache(512)
def _undeclined(count: int, context: tuple[float, ...]) -> Decision:
    """Decides a name of so many words of which none changes."""
    top = max(context)
    best = context.index(top)
    near = [cell for cell, score in enumerate(context) if score > top - _DEPTH]
    genders, _ = _parts(near, context)
    return Decision((None,) * count, GENDER_OF[best], best % 6, {}, (), genders)
