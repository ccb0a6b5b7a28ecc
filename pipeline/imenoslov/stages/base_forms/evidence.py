"""What the text around a name says of its case and gender: the tagger's tags, prepositions, titles, verbs."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from imenoslov.document import Token
from imenoslov.knowledge.endings import FEMININE, MASCULINE, NEUTER, PLURAL

_CASE = {"Nom": 0, "Gen": 1, "Dat": 2, "Acc": 3, "Ins": 4, "Loc": 5, "Par": 1}
_GENDER = {"Masc": MASCULINE, "Fem": FEMININE, "Neut": NEUTER}


class Tag(NamedTuple):
    """A tagger's word: part of speech, case and gender (-1 where it has none), plural, animate."""

    pos: str
    case: int
    gender: int
    plural: bool
    animate: bool


@lru_cache(4096)
def tag(pos: str, feats: str) -> Tag:
    """Reads the features of Universal Dependencies."""
    found = dict(pair.split("=", 1) for pair in feats.split("|") if "=" in pair)
    return Tag(
        pos,
        _CASE.get(found.get("Case", ""), -1),
        _GENDER.get(found.get("Gender", ""), -1),
        found.get("Number") == "Plur",
        found.get("Animacy") == "Anim",
    )


# P(tag | case) as scores: row the true case, column the tagged one
_MISMATCH = {
    0: (0.0, -3.0, -3.0, -2.5, -3.0, -3.0),
    1: (-2.5, 0.0, -2.0, -0.7, -2.5, -2.0),
    2: (-2.5, -2.0, 0.0, -2.0, -2.0, -1.5),
    3: (-2.0, -1.0, -2.0, 0.0, -2.5, -2.0),
    4: (-2.5, -2.5, -2.0, -2.5, 0.0, -2.5),
    5: (-2.5, -2.0, -1.5, -1.5, -2.5, 0.0),
}
CASE_SCORES = tuple(tuple(_MISMATCH[true][tagged] for true in range(6)) for tagged in range(6))

_PREPOSITIONS = {
    "в": "AL", "во": "AL", "на": "AL", "о": "LA", "об": "LA", "обо": "LA", "при": "L", "по": "DLA", "к": "D", "ко": "D",
    "с": "IG", "со": "IG", "над": "I", "под": "IA", "перед": "I", "между": "IG", "за": "IA", "из": "G", "изо": "G",
    "от": "G", "до": "G", "у": "G", "для": "G", "без": "G", "около": "G", "против": "G", "после": "G", "вокруг": "G",
    "через": "A", "про": "A", "сквозь": "A", "из-за": "G", "из-под": "G", "кроме": "G", "ради": "G", "среди": "G",
    "вне": "G", "внутри": "G", "возле": "G", "вместо": "G", "благодаря": "D", "согласно": "D", "вопреки": "D",
    "навстречу": "D", "подобно": "D", "мимо": "G", "помимо": "G", "насчёт": "G", "насчет": "G", "напротив": "G",
    "относительно": "G", "накануне": "G", "вдоль": "G", "близ": "G", "вблизи": "G", "посреди": "G", "именем": "G",
    "имени": "G", "им.": "G", "свыше": "G", "позади": "G", "ввиду": "G", "вследствие": "G", "посредством": "G",
}  # fmt: skip
_LETTER = {"N": 0, "G": 1, "D": 2, "A": 3, "I": 4, "L": 5}
_AFTER = {word: frozenset(_LETTER[letter] for letter in cases) for word, cases in _PREPOSITIONS.items()}
_OUTSIDE = -4.0


def case_scores(tokens: Sequence[Token], first: int, person: bool) -> list[float]:
    """Returns a score for each case of the name whose first token is `first`, by the words before it."""
    scores = [0.0] * 6
    if first == 0:
        return scores
    before = tokens[first - 1]
    lower = before.text.lower()
    if before.text in "«\"“„'(" and first > 1:
        before = tokens[first - 2]
        lower = before.text.lower()
    allowed = _AFTER.get(lower)
    if allowed is not None:
        for case in range(6):
            if case not in allowed:
                scores[case] += _OUTSIDE
        return scores
    if person:
        title = tag(before.pos, before.feats)
        if title.pos == "NOUN" and title.animate and title.case >= 0 and before.text[0].islower() and not title.plural:
            row = CASE_SCORES[title.case]
            for case in range(6):
                scores[case] += row[case]
            if title.case == 3:
                scores[1] += 1.0
            if title.case == 1:
                scores[3] += 1.0
    return scores
