"""People: the words of a personal name agree in case, number and gender."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import exp
from typing import NamedTuple

from imenoslov.knowledge.endings import FEMININE, MASCULINE, PLURAL
from imenoslov.knowledge.paradigms import CELLS, Paradigms, Table, frozen, join, merge, prefixed, suffixed
from imenoslov.stages.base_forms.evidence import CASE_SCORES, tag
from imenoslov.stages.base_forms.wording import Word, cyrillic, fold, initial

PARTICLES = frozenset(
    "фон ван де да ди дю ла ле дер ден дос душ дель делла дела бен ибн бин бинт аль эль ас ат ан ад ар аш абу ага "
    "оглы оглу кызы кизи заде улы уулу гызы тер мак мк сен сент д эд эс эт и э из".split()
)
_SUFFIXES = frozenset("оглы оглу заде кызы ага бей хан паша сан".split())
_AGES = ("младш", "старш")
_STAYS = -7.0

Votes = Mapping[tuple[int, str], float]


class Decision(NamedTuple):
    """What a name is: the nominative of each word (None for one that stays), gender and case, and the shares of doubt.

    `shares` gives each (gender, nominative) of a word the probability that the choice left it.
    """

    nominatives: tuple[str | None, ...]
    gender: int
    case: int
    shares: Mapping[tuple[int, str], float]


class People:
    """Decides the names of people, each by its own words; the tables of words are kept."""

    def __init__(self, paradigms: Paradigms, size: int = 50_000) -> None:
        self._paradigms = paradigms
        self._table = lru_cache(size)(self._make)

    def _make(self, word: str, lower: bool, inner: bool) -> Table | None:
        """Returns the table of a folded word; None for one that never changes.

        `lower` words are everyday ones («король»); an `inner` word is not the last of its name: a short one may then
        stay as it is, as in Chinese, Korean and Vietnamese names.
        """
        if len(word) < 2 or word in PARTICLES:
            return None
        if lower and "-" not in word:
            table = self._paradigms.common(word)
            return table if any(table) else None
        table = self._double(word) if "-" in word else self._paradigms.person(word)
        vowels = sum(letter in "аеиоуыэюя" for letter in word)
        return merge(table, frozen(word, -1.0 if inner and vowels == 1 else _STAYS))

    def _double(self, word: str) -> Table:
        """Returns the table of a double name: both parts declined, or the last alone."""
        person = self._paradigms.person
        head, _, last = word.rpartition("-")
        if not head or not last or last in _SUFFIXES:
            return frozen(word)
        first = self._double(head) if "-" in head else (person(head) if len(head) > 1 else frozen(head))
        if last.startswith(_AGES):
            return join(first, self._paradigms.common(last))
        right = person(last) if len(last) > 1 else frozen(last)
        if head in PARTICLES:
            return prefixed(head + "-", right)
        if any(word.endswith("-" + ending) for ending in _SUFFIXES):
            return suffixed(first, "-" + last)
        nominative = max((cell[0][0] for cell in (first[0], first[6]) if cell), default=-6.0)
        return merge(join(first, right), prefixed(head + "-", right, nominative - 1.5))

    def __call__(
        self, words: Sequence[Word], context: Sequence[float], genders: Sequence[float], votes: Votes
    ) -> Decision:
        """Decides a name: the gender and case in which all its words together are likeliest.

        `context` scores the cases, `genders` the genders, `votes` the nominatives that the document supports.
        """
        total = [score + extra for extra in genders for score in context]
        tables: list[Table | None] = []
        left = count = sum(cyrillic(word.text) and not initial(word.text) for word in words)
        for word in words:
            text = word.text
            if not cyrillic(text) or (count and initial(text)):
                tables.append(None)
                continue
            left -= 1
            table = self._table(fold(text), text[0].islower(), left > 0)
            tables.append(table)
            if table is None:
                continue
            _add(total, table, votes)
            _emit(total, word)
        best = max(range(CELLS), key=total.__getitem__)
        gender = best // 6
        nominatives = tuple(
            None if table is None else _choose(table[best], gender, votes) for table in tables
        )
        return Decision(nominatives, gender, best % 6, _shares(total, total[best], tables, votes))


def _add(total: list[float], table: Table, votes: Votes) -> None:
    for cell, options in enumerate(table):
        if not options:
            total[cell] -= 20.0
        elif votes:
            gender = cell // 6
            total[cell] += max(score + votes.get((gender, word), 0.0) for score, word in options)
        else:
            total[cell] += options[0][0]


def _emit(total: list[float], word: Word) -> None:
    mark = tag(word.pos, word.feats)
    if mark.case >= 0:
        row = CASE_SCORES[mark.case]
        for cell in range(CELLS):
            total[cell] += row[cell % 6]
    if mark.gender == FEMININE:
        for cell in range(6):
            total[cell] -= 1.2
    elif mark.gender == MASCULINE:
        for cell in range(6, 12):
            total[cell] -= 0.7
    if mark.plural:
        for cell in range(12):
            total[cell] -= 1.0
    elif mark.case >= 0:
        for cell in range(18, 24):
            total[cell] -= 3.0


def _choose(options: Sequence[tuple[float, str]], gender: int, votes: Votes) -> str | None:
    if not options:
        return None
    if not votes or len(options) == 1:
        return options[0][1]
    return max((score + votes.get((gender, word), 0.0), word) for score, word in options)[1]


def _shares(total: Sequence[float], top: float, tables: Sequence[Table | None], votes: Votes) -> dict[tuple[int, str], float]:
    near = [(cell, exp(score - top)) for cell, score in enumerate(total) if score > top - 6.0]
    norm = sum(part for _, part in near)
    shares: dict[tuple[int, str], float] = {}
    for table in tables:
        if table is None:
            continue
        for cell, part in near:
            word = _choose(table[cell], cell // 6, votes)
            if word is not None:
                key = (cell // 6, word)
                shares[key] = shares.get(key, 0.0) + part / norm
    return shares
