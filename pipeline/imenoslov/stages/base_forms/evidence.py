"""What the text around a name says of its case and gender: the tagger's tags, prepositions, titles, verbs."""

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from imenoslov.document import Token
from imenoslov.knowledge.endings import FEMININE, MASCULINE, NEUTER, PLURAL
from imenoslov.knowledge.tables import CELLS
from imenoslov.knowledge.weights import CONTEXT

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


class Around(NamedTuple):
    """What stands around a name.

    Its preposition in lower case or empty; the case of the title before it, or -1; whether that title is feminine; the
    gender of the past-tense verb beside it, or -1.
    """

    preposition: str = ""
    title: int = -1
    feminine: bool = False
    verb: int = -1


NOTHING = Around()


def surroundings(tokens: Sequence[Token], first: int, last: int, person: bool) -> Around:
    """Looks around the name that has the tokens from `first` up to `last`."""
    verb = -1
    if person and last < len(tokens):
        verb = _past(tokens[last])
    if first == 0:
        return Around(verb=verb)
    before = tokens[first - 1]
    if before.text in "«\"“„'(" and first > 1:
        before = tokens[first - 2]
    lower = before.text.lower()
    if lower in _AFTER:
        return Around(lower)
    if not person:
        return NOTHING
    if verb < 0:
        verb = _past(before)
        if verb < 0 and first > 1 and before.pos == "NOUN" and "Case=Acc" in before.feats:
            verb = _past(tokens[first - 2])
    if before.pos == "NOUN" and before.text[0].islower():
        title = tag(before.pos, before.feats)
        if title.animate and not title.plural:
            return Around("", title.case, title.gender == FEMININE, verb)
    return Around(verb=verb)


def _past(token: Token) -> int:
    """Returns the gender of a past-tense verb, or -1."""
    if token.pos == "VERB" and "Tense=Past" in token.feats and "VerbForm=Fin" in token.feats:
        return tag(token.pos, token.feats).gender
    return -1


def case_score(tagged: int, true: int, prefix: str = "") -> float:
    """Scores a true case under the tagged one; `prefix` is «p » for phrases."""
    if tagged == true:
        return 0.0
    pair = {tagged, true}
    if tagged == 0:
        name = "nominative for oblique"
    elif true == 0:
        name = "oblique for nominative"
    elif pair == {1, 3}:
        name = "genitive for accusative" if tagged == 1 else "accusative for genitive"
    elif pair == {2, 5}:
        name = "dative for locative"
    else:
        name = "oblique"
    return CONTEXT[prefix + name]


@lru_cache(4096)
def context_scores(around: Around) -> tuple[float, ...]:
    """Scores the cells by what `surroundings` found."""
    scores = [0.0] * CELLS
    for cell in range(CELLS):
        gender, case = divmod(cell, 6)
        if around.preposition and case not in _AFTER[around.preposition]:
            scores[cell] += CONTEXT["preposition"]
        if around.title >= 0:
            weight = CONTEXT["genitive title" if around.title == 1 else "title"]
            if {around.title, case} != {1, 3}:
                scores[cell] += weight * case_score(around.title, case)
            if around.feminine and gender == FEMININE:
                scores[cell] += CONTEXT["feminine title"]
        if around.verb >= 0 and case == 0 and gender != PLURAL:
            scores[cell] += CONTEXT["verb" if gender == around.verb else "wrong verb"]
    return tuple(scores)
