"""The names that the compiled part decides against the plain functions."""

import random
from collections.abc import Sequence

import pytest

from imenoslov.document import EntityType
from imenoslov.knowledge.names import SURNAMES, declined_names, first_names
from imenoslov.knowledge.tables import CELLS, Cells, Scores, Table, levelled
from imenoslov.natasha_data import name_list
from imenoslov.stages.base_forms import BaseForms
from imenoslov.stages.base_forms.agreement import NO_VOTES, Decision, Votes, decide, summed
from imenoslov.stages.base_forms.coordination import Link, coordinated
from imenoslov.stages.base_forms.settling import Evidence, Settling
from imenoslov.stages.base_forms.support import Support

Name = tuple[list[Table | None], list[Scores], Scores]


def _score(chosen: random.Random) -> float:
    return chosen.randint(-8, 8) / 2  # often the same


def _scores(chosen: random.Random) -> Scores:
    return Scores([_score(chosen) for _ in range(CELLS)])


def _table(chosen: random.Random) -> Table | None:
    if chosen.random() < 0.15:
        return None
    cells = Cells()

    def nominative() -> str:
        return "".join(chosen.choices("аб", k=chosen.randint(1, 2)))

    for _ in range(chosen.randint(0, 6)):
        cells.add(nominative(), chosen.randrange(4), chosen.randint(1, 62), _score(chosen))
    if chosen.random() < 0.5:
        cells.slip(-3.0)
    cells.still(nominative(), range(4), _score(chosen))
    table = cells.table(chosen.random() < 0.5)
    return levelled(table) if chosen.random() < 0.1 else table


def _name(chosen: random.Random) -> Name:
    count = chosen.randint(1, 3)
    return [_table(chosen) for _ in range(count)], [_scores(chosen) for _ in range(count)], _scores(chosen)


def _links(chosen: random.Random, count: int) -> list[Link | None]:
    return [
        Link(chosen.randint(1, min(place, 2)), chosen.random() < 0.5) if place and chosen.random() < 0.4 else None
        for place in range(count)
    ]


def _plainly(
    told: Sequence[Name], links: Sequence[Link | None], mentions: Sequence[int], prefix: str
) -> list[Decision]:
    def decisions(votes: Sequence[Votes]) -> list[Decision]:
        totals = [summed(*name, own) for name, own in zip(told, votes, strict=True)]
        return [
            decide(name[0], total, own)
            for name, total, own in zip(told, coordinated(totals, links, prefix), votes, strict=True)
        ]

    alone = decisions([NO_VOTES] * len(told))
    support = Support(prefix)
    for mention in mentions:
        support.add(alone[mention])
    return decisions([support.votes(decision) for decision in alone])


@pytest.mark.parametrize("prefix", ["", "p "])
def test_names_are_decided_the_same(prefix: str) -> None:
    chosen, voted, heard = random.Random(1), 0, 0
    for _ in range(1000):
        told = [_name(chosen) for _ in range(chosen.randint(1, 5))]
        links = _links(chosen, len(told))
        mentions = [*range(len(told)), *chosen.choices(range(len(told)), k=chosen.randint(0, 4))]
        names = [
            (Evidence(tables, tags), around, link) for (tables, tags, around), link in zip(told, links, strict=True)
        ]
        found, genders = Settling(prefix)(names, mentions)
        wanted = _plainly(told, links, mentions, prefix)
        assert found == [decision.nominatives for decision in wanted]
        assert genders == [share for decision in wanted for share in decision.genders[:2]]
        alone = [decide(name[0], summed(*name)).nominatives for name in told]
        together = [decision.nominatives for decision in _plainly(told, links, (), prefix)]
        voted += found != together
        heard += together != alone
    assert voted > 20  # the votes of the others
    assert heard > 100  # what the names beside them say


def _surfaces(kind: EntityType, seed: int) -> list[str]:
    chosen = random.Random(seed)
    firsts, lasts, places = sorted(first_names()), name_list(SURNAMES), sorted(declined_names())

    def declined(word: str) -> str:
        word = word[:-1] if word[-1] in "аяьй" else word
        return word.capitalize() + chosen.choice(("", "а", "у", "ом", "е", "ы", "и", "ой", "ого", "ей"))

    if kind == "PER":
        people = [(chosen.choice(firsts), chosen.choice(lasts)) for _ in range(12)]
        return [" ".join(map(declined, chosen.choice((pair, pair[1:])))) for pair in people for _ in range(3)]
    return [declined(place) for place in chosen.sample(places, 12) for _ in range(3)]


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("kind", ["PER", "LOC", "ORG"])
def test_lists_of_names(kind: EntityType, seed: int, base_forms: BaseForms, plain_forms: BaseForms) -> None:
    surfaces = _surfaces(kind, seed)
    assert base_forms.decide(surfaces, kind) == plain_forms.decide(surfaces, kind)


def test_nothing_to_decide(base_forms: BaseForms) -> None:
    assert base_forms.decide([], "PER") == []
    assert [name.base for name in base_forms.decide(["CNN", "BBC"], "ORG")] == ["CNN", "BBC"]
