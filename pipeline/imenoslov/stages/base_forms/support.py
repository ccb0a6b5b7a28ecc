"""What the names of a document say for each other: a reading that one of them has is likelier for its like."""

from collections import defaultdict
from collections.abc import Sequence
from math import log, log1p

from imenoslov.knowledge.endings import FEMININE, MASCULINE, womans
from imenoslov.knowledge.packing import Key
from imenoslov.knowledge.weights import CONTEXT
from imenoslov.stages.base_forms.agreement import NO_VOTES, Decision, Votes
from imenoslov.stages.base_forms.settling import TWIN

_LEAST = 0.05  # a share of a reading that counts


class Support:
    """What all the mentions of a document, or all people among them, say for each reading of a word."""

    def __init__(self, prefix: str) -> None:
        self._vote = CONTEXT[prefix + "vote"]
        self._nominative = CONTEXT[prefix + "seen"]
        self._cover = CONTEXT[prefix + "cover"]
        self._mass: dict[Key, float] = defaultdict(float)
        self._forms: dict[Key, int] = defaultdict(int)
        self._added: set[int] = set()
        self._seen: dict[Key, int] = defaultdict(int)

    def add(self, decision: Decision) -> None:
        """Counts a mention: each reading by its share, and the readings that it has in the nominative, surely."""
        mass = self._mass
        if id(decision) not in self._added:
            self._added.add(id(decision))
            for key in decision.rivals:
                self._forms[key] += 1
        for key, share in decision.shares.items():
            mass[key] += share
            self._seen[key] += _is_seen(decision, key)

    def votes(self, decision: Decision) -> Votes:
        """Returns what the other mentions say for the readings of a name; nothing where they cannot change it."""
        votes: dict[Key, float] = {}
        rival = False
        mass, shares, gender = self._mass, decision.shares, decision.gender
        full = len(decision.nominatives) - decision.nominatives.count(None) > 1  # its first name tells the gender
        for key in decision.rivals:
            share = shares.get(key, 0.0)
            support = mass.get(key, 0.0) - share
            if key[0] <= FEMININE:  # a man's and a woman's name that are alike have one base form
                twin = 1 - key[0], key[1]
                support += (1.0 if full else TWIN) * (mass.get(twin, 0.0) - shares.get(twin, 0.0))
            if support > _LEAST:
                others = self._seen.get(key, 0) - _is_seen(decision, key)
                if full and key[0] <= FEMININE:
                    others = max(others, self._seen.get(twin, 0) - _is_seen(decision, twin))
                votes[key] = self._vote * log1p(support) + self._cover * log(self._forms[key])
                if others > 0:
                    votes[key] += self._nominative
                rival = rival or key[0] != gender or key[1] not in decision.nominatives
        if not rival:
            return NO_VOTES
        return _of_couples(votes, decision.rivals) if full else votes


def _of_couples(votes: Votes, rivals: Sequence[Key]) -> Votes:
    """Returns votes with those for a man's surname given to a woman's, and back: «Айшат Кадырова» beside Кадыров."""
    found = dict(votes)
    for man in rivals:
        if man[0] == MASCULINE and (surname := womans(man[1])):
            woman = FEMININE, surname
            vote = max(votes.get(man, 0.0), votes.get(woman, 0.0))
            if vote > 0 and woman in rivals:
                found[man] = found[woman] = vote
    return found


def _is_seen(decision: Decision, key: Key) -> bool:
    """Tells whether a name has a reading in the nominative, surely, be it a man's or a woman's."""
    gender, nominative = key
    share = decision.shares.get(key, 0.0)
    if decision.case or share <= _LEAST:
        return False
    if gender <= FEMININE:
        share += decision.shares.get((1 - gender, nominative), 0.0)
    return share > 0.9
