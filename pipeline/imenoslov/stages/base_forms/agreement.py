"""Agreement: the words of a name stand together in one case, number and gender, and the likeliest one wins.

A name is a row of tables, one per word (None for a word that stays as it is). The score of a cell (gender and case) is
the sum over the words of what their tables and the tagger's tags give to it, and of what the surrounding text says; the
base form is read from the best cell.
"""

from collections.abc import Mapping, Sequence
from math import exp
from typing import NamedTuple

from imenoslov.knowledge.tables import GENDER_OF, NEVER, Cell, Key, Table

Votes = Mapping[Key, float]
Scores = Sequence[float]

_DEPTH = 7.0  # how far below the best cell a rival is still thought of
NO_VOTES: Votes = {}


class Decision(NamedTuple):
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


def decide(tables: Sequence[Table | None], emissions: Sequence[Scores], context: Scores, votes: Votes) -> Decision:
    """Decides a name by its tables, the scores of its tags, those of the text around it, and the votes of its like."""
    total = list(context)
    for table, emission in zip(tables, emissions, strict=True):
        if table is not None:
            tops = _tops(table, votes) if votes else table.tops
            total = [a + b + c for a, b, c in zip(total, tops, emission, strict=True)]
    top = max(total)
    best = total.index(top)
    floor = top - _DEPTH
    near = [(cell, exp(score - top)) for cell, score in enumerate(total) if score > floor]
    norm = sum([part for _, part in near])
    genders = [0.0] * 4
    for cell, part in near:
        genders[GENDER_OF[cell]] += part / norm
    shares: dict[Key, float] = {}
    rivals: dict[Key, None] = {}
    nominatives: list[str | None] = []
    for table in tables:
        if table is None:
            nominatives.append(None)
            continue
        cells = table.cells
        nominatives.append(_chosen(cells[best], votes)[1])
        for cell, part in near:
            options = cells[cell]
            score, key = options[0]
            if len(options) > 1:
                least = floor - total[cell] + score
                for other, rival in options:
                    if other < least:
                        break
                    rivals[rival] = None
                if votes:
                    key = _chosen(options, votes)
            else:
                rivals[key] = None
            shares[key] = shares.get(key, 0.0) + part / norm
    return Decision(tuple(nominatives), GENDER_OF[best], best % 6, shares, tuple(rivals), tuple(genders))


def _tops(table: Table, votes: Votes) -> list[float]:
    """Returns the best score of each cell when the votes are counted."""
    get = votes.get
    return [max([score + get(key, 0.0) for score, key in cell]) if cell else NEVER for cell in table.cells]


def _chosen(options: Cell, votes: Votes) -> Key:
    if not votes or len(options) == 1:
        return options[0][1]
    return max([(score + votes.get(key, 0.0), key) for score, key in options])[1]
