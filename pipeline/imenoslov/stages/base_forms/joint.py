"""All names of a document together: what one form leaves open another one decides."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from math import log1p

from msgspec import UNSET
from msgspec.structs import replace

from imenoslov.document import Document, Mention, Token
from imenoslov.knowledge.lexicon import Lexicon
from imenoslov.knowledge.paradigms import Paradigms
from imenoslov.knowledge.weights import CONTEXT
from imenoslov.stages.base_forms.agreement import NO_VOTES, Decision, Scores
from imenoslov.stages.base_forms.evidence import Around, context_scores, surroundings
from imenoslov.stages.base_forms.people import People
from imenoslov.stages.base_forms.phrases import Phrases
from imenoslov.stages.base_forms.wording import Word, cut, shaped

_OPEN, _CLOSE = "«\"“„'([", "»\"”“')],.;:"


class BaseForms:
    """The stage: gives every mention its base form."""

    def __init__(self, lexicon: Lexicon, size: int = 50_000) -> None:
        self._paradigms = Paradigms(lexicon)
        self._people = People(self._paradigms)
        self._phrases = Phrases(self._paradigms)
        self._alone = lru_cache(size)(self._decide)

    def __call__(self, document: Document) -> Document:
        """Returns the document with the base form of every mention."""
        tokens = document.tokens
        if tokens is UNSET or not document.mentions:
            return document
        starts = [token.start for token in tokens]
        cases = []
        for mention in document.mentions:
            first = bisect_left(starts, mention.start)
            if first and tokens[first - 1].stop > mention.start:
                first -= 1
            last = bisect_left(starts, mention.stop)
            words = stripped(cut(document.text, tokens[first:last], mention.start, mention.stop))
            around = surroundings(tokens, first, last, mention.type == "PER")
            cases.append((mention.type == "PER", words, around))
        decisions = [self._alone(*case) for case in cases]
        mass: dict[tuple[bool, int, str], float] = defaultdict(float)
        for (person, _, _), decision in zip(cases, decisions, strict=True):
            for (gender, word), share in decision.shares.items():
                mass[person, gender, word] += share
        mentions = []
        for mention, case, decision in zip(document.mentions, cases, decisions, strict=True):
            person, words, _ = case
            shares = decision.shares
            votes = {}
            rival = False
            for key in decision.rivals:
                share = shares.get(key, 0.0)
                support = mass[person, *key] - share
                if support > 0.05:
                    votes[key] = CONTEXT["vote"] * log1p(support)
                    rival = rival or share < 0.97
            if rival:
                decision = self._decide(*case, votes)
            base = written(words, decision.nominatives)
            mentions.append(replace(mention, base=base or mention.text))
        return replace(document, mentions=tuple(mentions))

    def _decide(
        self, person: bool, words: tuple[Word, ...], around: Around, votes: dict[tuple[int, str], float] | None = None
    ) -> Decision:
        context: Scores = context_scores(around)
        if person:
            return self._people(words, context, votes or NO_VOTES)
        return self._phrases(words, context, votes or NO_VOTES)


def stripped(words: tuple[Word, ...]) -> tuple[Word, ...]:
    """Returns the words of a name without quotes and brackets at its edges that do not belong to it."""
    if len(words) < 2:
        return words
    if len(words) > 3 and words[-1].text == ")" and words[-3].text == "(":
        words = words[:-3]
    while len(words) > 1 and words[0].text in _OPEN and (words[-1].text in _CLOSE or not _inside(words[1:])):
        words = words[1:]
    while len(words) > 1 and words[-1].text in _CLOSE and not _inside(words[:-1]):
        words = words[:-1]
    return words


def _inside(words: Sequence[Word]) -> bool:
    return any(word.text in "«\"“„(" for word in words)


def written(words: Sequence[Word], nominatives: Sequence[str | None]) -> str:
    """Writes the words of a name with the nominatives in their place."""
    return "".join(
        (word.gap if index else "") + (word.text if form is None else shaped(form, word.text))
        for index, (word, form) in enumerate(zip(words, nominatives, strict=True))
    )
