"""Coordination: names with a comma or a conjunction between them stand in one case.

They are a chain. Each name hears from both its sides how good each case is for those that stand there, with the losses
for two cases side by side taken off: the best that they can reach together.
"""

from collections.abc import Sequence
from typing import NamedTuple

from imenoslov.knowledge.endings import ACC, GEN, NOM
from imenoslov.knowledge.weights import CONTEXT

CASES = 6
JOINTS = ("comma", "conjunction")
# What discords there are: with one of the two in the nominative, of other cases, of genitive and accusative.
KINDS = ("nominative", "oblique", "accusative")
_NOTHING = (0.0,) * CASES


class Link(NamedTuple):
    """What a name is coordinated with: how many names of its sort earlier that stands, and whether by a conjunction."""

    back: int
    conjunction: bool


def discord_name(prefix: str, joint: str, kind: str) -> str:
    """Returns the name of the weight of a discord; `prefix` is «p » for phrases."""
    return f"{prefix}{joint} {kind}"


def discord(prefix: str, conjunction: bool, one: int, other: int) -> float:
    """Returns what is lost where coordinated names stand in these two cases."""
    if one == other:
        return 0.0
    kind = KINDS[0] if NOM in (one, other) else KINDS[2] if {one, other} == {GEN, ACC} else KINDS[1]
    return CONTEXT[discord_name(prefix, JOINTS[conjunction], kind)]


def heard(
    totals: Sequence[Sequence[float]], links: Sequence[Link | None], prefix: str
) -> tuple[list[Sequence[float]], list[Sequence[float]]]:
    """Returns what the names of a sort hear of each case from those before them and from those after them.

    `totals` are the sums of their cells, and `links` has what each is coordinated with, None for nothing.
    """
    cases = [[max(total[case::CASES]) for case in range(CASES)] for total in totals]
    forth: list[Sequence[float]] = [_NOTHING] * len(cases)
    back: list[Sequence[float]] = [_NOTHING] * len(cases)
    chain = [(place, place - link.back, link.conjunction) for place, link in enumerate(links) if link]
    for place, before, conjunction in chain:
        forth[place] = _heard(forth[place], cases[before], forth[before], prefix, conjunction)
    for place, before, conjunction in reversed(chain):
        back[before] = _heard(back[before], cases[place], back[place], prefix, conjunction)
    return forth, back


def coordinated(totals: Sequence[Sequence[float]], links: Sequence[Link | None], prefix: str) -> list[Sequence[float]]:
    """Returns the sums of the cells of all names of a sort, with what those that they are coordinated with say."""
    return [
        [score + one[cell % CASES] + other[cell % CASES] for cell, score in enumerate(total)]
        for total, one, other in zip(totals, *heard(totals, links, prefix), strict=True)
    ]


def _heard(
    before: Sequence[float], cases: Sequence[float], other_side: Sequence[float], prefix: str, conjunction: bool
) -> list[float]:
    """Adds to what was heard before what a name says, by its own cases and by what it has heard from its other side."""
    best = [
        max(cases[other] + other_side[other] + discord(prefix, conjunction, other, own) for other in range(CASES))
        for own in range(CASES)
    ]
    top = max(best)
    return [heard + (score - top) for heard, score in zip(before, best, strict=True)]
