"""Places and organisations: the head of the phrase and its adjectives stand in one case, the rest stays as it is."""

from collections.abc import Sequence
from functools import lru_cache
from math import exp

from imenoslov.knowledge.endings import MASCULINE, PLURAL
from imenoslov.knowledge.paradigms import CELLS, Paradigms, Table, frozen, join, merge, prefixed, suffixed
from imenoslov.stages.base_forms.evidence import CASE_SCORES, tag
from imenoslov.stages.base_forms.people import Decision, Votes, _add, _choose, _shares
from imenoslov.stages.base_forms.wording import Word, cyrillic, fold

_LINKS = frozenset("на над под де ла ле дю сюр ан ам эль аль о э оф".split())
_APPOSED = frozenset("город городе города городом городу река реки реке реку рекой село села селе селу селом деревня деревни деревне деревню деревней".split())
_ABBREVIATION_ENDINGS = ("ами", "ах", "ам", "ов", "ом", "ем", "у", "а", "е", "ы", "и", "ой", "ю", "я")


def _adjectival(word: Word, table: Table) -> bool:
    """Tells whether a word of a phrase is an adjective, a participle or an ordinal: what agrees with a noun after it."""
    return word.pos in ("ADJ", "DET", "VERB", "NUM") and tag(word.pos, word.feats).case >= 0


class Phrases:
    """Decides the names of places and organisations."""

    def __init__(self, paradigms: Paradigms, size: int = 50_000) -> None:
        self._paradigms = paradigms
        self._table = lru_cache(size)(self._make)

    def _make(self, text: str) -> Table | None:
        """Returns the table of a word; None for one that does not change."""
        if len(text) < 2 or not cyrillic(text):
            return None
        word = fold(text)
        if not text[1:].islower() and any(letter.isupper() for letter in text[1:].replace("-", "")):
            return self._abbreviation(text)
        if text[0].islower():
            table = self._paradigms.common(word)
            return merge(table, frozen(word, -8.0)) if any(table) else None
        table = self._hyphenated(word) if "-" in word else self._paradigms.place(word)
        return merge(table, frozen(word, -8.0))

    def _hyphenated(self, word: str) -> Table:
        whole = self._paradigms.common(word)
        if any(whole):
            return whole
        parts = word.split("-")
        place = self._paradigms.place
        if len(parts) > 2 and parts[1] in _LINKS:
            rest = word[len(parts[0]):]
            return merge(suffixed(place(parts[0]), rest), frozen(word, -3.0))
        head, _, last = word.rpartition("-")
        right = place(last) if len(last) > 1 else frozen(last)
        alone = prefixed(head + "-", right)
        if len(parts) == 2 and len(head) > 1:
            return merge(alone, tuple(tuple((s - 2.5, w) for s, w in cell) for cell in join(place(head), right)))
        return alone

    def _abbreviation(self, text: str) -> Table | None:
        """Reads capitals: «МИДа» is МИД with an ending, «США» stays, «МОСКВЕ» is a word."""
        letters = len(text)
        if text.isupper():
            known = self._paradigms.common(fold(text))
            if letters > 4 and any(known) or letters > 6:
                return merge(self._paradigms.place(fold(text)), frozen(fold(text), -3.0))
            return None
        for ending in _ABBREVIATION_ENDINGS:
            stem = text[: -len(ending)]
            if text.endswith(ending) and len(stem) > 1 and stem.isupper() and stem[-1] not in "АЕИОУЫЭЮЯ":
                return frozen(fold(stem))
        return None

    def __call__(self, words: Sequence[Word], context: Sequence[float], votes: Votes) -> Decision:
        """Decides a phrase; `context` scores the cases, `votes` the nominatives that the document supports."""
        changing = self._changing(words)
        total = [context[cell % 6] for cell in range(CELLS)]
        tables: list[Table | None] = []
        for index, word in enumerate(words):
            table = self._table(word.text) if index in changing else None
            tables.append(table)
            if table is None:
                continue
            _add(total, table, votes)
            mark = tag(word.pos, word.feats)
            if mark.case >= 0:
                row = CASE_SCORES[mark.case]
                for cell in range(CELLS):
                    total[cell] += row[cell % 6]
                if mark.plural:
                    for cell in range(18):
                        total[cell] -= 1.5
                else:
                    for cell in range(18, 24):
                        total[cell] -= 1.5
                    if mark.gender >= 0:
                        for cell in range(18):
                            if cell // 6 != mark.gender:
                                total[cell] -= 0.7
        best = max(range(CELLS), key=total.__getitem__)
        nominatives = tuple(None if t is None else _choose(t[best], best // 6, votes) for t in tables)
        return Decision(nominatives, best // 6, best % 6, _shares(total, total[best], tables, votes))

    def _changing(self, words: Sequence[Word]) -> set[int]:
        """Returns the indices of the words that change together: the head noun, and the adjectives that agree with it."""
        changing: set[int] = set()
        head = -1
        for index, word in enumerate(words):
            if not cyrillic(word.text):
                if changing or word.text not in "«\"“„'(":
                    break
                if word.text in "«\"“„'":
                    continue
                break
            table = self._table(word.text)
            if _adjectival(word, frozen("")) or word.text.lower() in ("и",):
                if word.text.lower() != "и":
                    changing.add(index)
                continue
            if word.pos == "ADP":
                break
            changing.add(index)
            head = index
            break
        if head < 0:
            return changing
        mark = tag(words[head].pos, words[head].feats)
        for index in range(head + 1, len(words)):
            word = words[index]
            if not cyrillic(word.text):
                break
            other = tag(word.pos, word.feats)
            following = words[index + 1] if index + 1 < len(words) else None
            if (
                word.pos == "ADJ"
                and other.case == mark.case
                and other.gender == mark.gender
                and other.plural == mark.plural
                and (following is None or not cyrillic(following.text) or tag(following.pos, following.feats).case != other.case)
            ):
                changing.add(index)
            elif words[head].text.lower() in _APPOSED and other.case == mark.case:
                changing.add(index)
            break
        return changing
