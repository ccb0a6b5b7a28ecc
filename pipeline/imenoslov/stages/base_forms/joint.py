"""All names of a document together: what one form leaves open another one decides."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from math import log1p

from msgspec import UNSET
from msgspec.structs import replace

from imenoslov.document import Document, Mention, Person, Token
from imenoslov.knowledge.lexicon import Lexicon
from imenoslov.knowledge.paradigms import Paradigms
from imenoslov.stages.base_forms.evidence import case_scores
from imenoslov.stages.base_forms.people import Decision, People
from imenoslov.stages.base_forms.phrases import Phrases
from imenoslov.stages.base_forms.wording import Word, cut, shaped

_VOTE = 2.0
_FLAT = [0.0] * 4
_OPEN, _CLOSE = "«\"“„'([", "»\"”“')],.;:"


class BaseForms:
    """The stage: gives every mention its base form."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._paradigms = Paradigms(lexicon)
        self._people = People(self._paradigms)
        self._phrases = Phrases(self._paradigms)

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
            context = case_scores(tokens, first, mention.type == "PER")
            cases.append((mention, words, context))
        decisions = [self._decide(mention, words, context, {}) for mention, words, context in cases]
        mass: dict[tuple[bool, int, str], float] = defaultdict(float)
        for (mention, _, _), decision in zip(cases, decisions, strict=True):
            for (gender, word), share in decision.shares.items():
                mass[mention.type == "PER", gender, word] += share
        mentions = []
        for (mention, words, context), decision in zip(cases, decisions, strict=True):
            person = mention.type == "PER"
            votes = {
                key: _VOTE * log1p(max(0.0, mass[person, *key] - share)) for key, share in decision.shares.items()
            }
            final = self._decide(mention, words, context, votes)
            base = written(words, final.nominatives)
            mentions.append(replace(mention, base=base or mention.text))
        return replace(document, mentions=tuple(mentions))

    def _decide(self, mention: Mention, words: Sequence[Word], context: list[float], votes: dict[tuple[int, str], float]) -> Decision:
        if mention.type == "PER":
            return self._people(words, context, _FLAT, votes)
        return self._phrases(words, context, votes)


def stripped(words: Sequence[Word]) -> Sequence[Word]:
    """Returns the words of a name without quotes and brackets at its edges that do not belong to it."""
    while len(words) > 1 and words[0].text in _OPEN and (words[-1].text in _CLOSE or not _inside(words[1:])):
        words = words[1:]
    while len(words) > 1 and words[-1].text in _CLOSE and not _inside(words[:-1]):
        words = words[:-1]
    if len(words) > 3 and words[-1].text == ")" and words[-3].text == "(":
        words = words[:-3]
    return words


def _inside(words: Sequence[Word]) -> bool:
    return any(word.text in "«\"“„(" for word in words)


def written(words: Sequence[Word], nominatives: Sequence[str | None]) -> str:
    """Writes the words of a name with the nominatives in their place."""
    return "".join(
        (word.gap if index else "") + (word.text if form is None else shaped(form, word.text))
        for index, (word, form) in enumerate(zip(words, nominatives, strict=True))
    )
