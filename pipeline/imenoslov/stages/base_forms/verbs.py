"""Verbs beside a name: whether it is their subject, their object, or neither."""

import re
from collections.abc import Sequence

from imenoslov.document import Token
from imenoslov.knowledge.endings import NEUTER
from imenoslov.knowledge.nouns import GIVING, INTRANSITIVE, MAKING, MONTHS, PREPOSITIONS, SAYING, TAKING, TIMES
from imenoslov.stages.base_forms.marks import STARTS
from imenoslov.stages.base_forms.tags import tag

PRESENT = 3  # stands for the gender of a verb that shows none
_BUT_IN_NOMINATIVE = ("ая", "яя")
_FINITE = re.compile("VerbForm=Fin|Variant=Short")
# After what a verb of saying has its subject after it.
_BEFORE_SAYING = frozenset((",", "—", "–", "-", "как", "что"))
# How many words in the genitive may stand between an object and its verb.
_GENITIVES = 2


def verb_kind(token: Token) -> str:
    """Tells whether a word is a verb of giving or one of what befalls somebody."""
    if token.pos != "VERB":
        return ""
    word = token.text.lower()
    return "giving" if word.startswith(GIVING) else "taking" if word.startswith(TAKING) else ""


def is_predicate(tokens: Sequence[Token], noun: int) -> bool:
    """Tells whether a noun in the instrumental is what somebody is made or is: «избрало президентом Лыонг Кыонга»."""
    return noun > 0 and tokens[noun - 1].pos == "VERB" and tokens[noun - 1].text.lower().startswith(MAKING)


def has_subject(tokens: Sequence[Token], verb: int, gender: int) -> bool:
    """Tells whether a past-tense verb has its subject before it: «премьер принял Милея»."""
    for place in range(verb - 1, max(-1, verb - 6), -1):
        token = tokens[place]
        if token.pos == "PUNCT":
            return False
        mark = tag(token.pos, token.feats)
        if token.pos in ("NOUN", "PROPN", "PRON") and mark.case == 0 and not mark.plural:
            return mark.gender in (gender, -1)
    return False


def leads_subject(tokens: Sequence[Token], verb: int) -> bool:
    """Tells whether a verb before a name has it for its subject.

    That is one that takes no object («прибыли Саида и Асад»), one of saying that opens what tells the speaker («…», —
    отметила Саида», «как считает Саида»), and one after an object of its clause («доклад, который зачитала Саида»).
    """
    token = tokens[verb]
    if token.pos not in ("VERB", "AUX", "ADJ") or not _FINITE.search(token.feats):
        return False
    word = token.text.lower()
    if word in INTRANSITIVE:
        return True
    if not verb or "Number=Sing" not in token.feats:  # «Премию вручили Саиде»
        return False
    if _is_object(tokens, verb - 1, "Dat" if word.startswith(GIVING) else "Acc"):
        return True
    before = tokens[verb - 1].text.lower()
    if before in _BEFORE_SAYING:
        return word.startswith(SAYING)
    if not before.startswith("котор"):
        return False
    mark = tag(tokens[verb - 1].pos, tokens[verb - 1].feats)
    return before == "которые" or mark.case > 0 or past(token) not in (mark.gender, -1)


def tells(tokens: Sequence[Token], verb: int) -> bool:
    """Tells whether a verb of saying, in the present, opens what names the medium: «…, пишет «Либертатя»»."""
    token = tokens[verb]
    if not verb or "Tense=Pres" not in token.feats or not _FINITE.search(token.feats):
        return False
    return tokens[verb - 1].text.lower() in _BEFORE_SAYING and token.text.lower().startswith(SAYING)


def leads_list(tokens: Sequence[Token], verb: int) -> bool:
    """Tells whether a verb before several names has them for its subject: «Кандидатуру поддержали Саида и Асад»."""
    token = tokens[verb]
    if not verb or token.pos != "VERB" or "Number=Plur" not in token.feats or "Tense=Past" not in token.feats:
        return False
    return not token.text.lower().startswith(GIVING) and _is_object(tokens, verb - 1, "Acc")


def _is_object(tokens: Sequence[Token], noun: int, case: str) -> bool:
    """Tells whether a noun is an object of the verb after it: «Кандидатуру поддержала Саида», «Саиду ответил Асад»."""
    nearest = max(0, noun - _GENITIVES)
    while noun > nearest and "Case=Gen" in tokens[noun].feats and tokens[noun].pos in ("NOUN", "PROPN", "ADJ"):
        noun -= 1  # «Сборную Гвинеи возглавил Каба Диавара»
    word = tokens[noun].text.lower()
    if (
        tokens[noun].pos not in ("NOUN", "PROPN", "ADJ")  # «Сборную возглавил Каба Диавара»
        or f"Case={case}" not in tokens[noun].feats
        or word.endswith(_BUT_IN_NOMINATIVE)
        or word in TIMES
        or word.startswith(MONTHS)
    ):
        return False
    for place in range(noun - 1, max(-1, noun - 4), -1):
        if tokens[place].text.lower() in PREPOSITIONS or tokens[place].pos == "NUM":
            return False  # «Через день поддержал Саиду»
        if tokens[place].text in STARTS or tokens[place].text == ",":
            break
    return True


def is_fronted(tokens: Sequence[Token], last: int) -> bool:
    """Tells whether the verb after a name that opens a sentence has another subject: «Каллас ждали», «Курца сменил он».

    That is one in the plural («Курца ждут»), one without a subject («Курцу поручено»), or one after which an animate
    subject of its gender stands.
    """
    verb = _behind_not(tokens, last)
    if verb >= len(tokens) or tokens[verb].pos != "VERB" or not _FINITE.search(tokens[verb].feats):
        return False
    mark = tag(tokens[verb].pos, tokens[verb].feats)
    if "VerbForm=Part" in tokens[verb].feats:
        return mark.gender == NEUTER
    if mark.plural:
        return "Mood=Ind" in tokens[verb].feats and "Person=1" not in tokens[verb].feats
    if verb + 1 >= len(tokens):
        return False
    other = tag(tokens[verb + 1].pos, tokens[verb + 1].feats)
    subject = other.pos in ("NOUN", "PROPN", "PRON") and other.case == 0 and not other.plural
    return subject and other.animate and mark.gender in (-1, other.gender)


def is_plural(tokens: Sequence[Token], last: int) -> bool:
    """Tells whether the verb after a name is in the plural."""
    verb = _behind_not(tokens, last)
    return verb < len(tokens) and tokens[verb].pos == "VERB" and "Number=Plur" in tokens[verb].feats


def is_subject(tokens: Sequence[Token], last: int) -> bool:
    """Tells whether the verb after a name has no other subject right after it: «Умару прибыл в Найроби».

    A capital may begin one whatever its tag («Умару встретил Тунде»); before an infinitive the name may be a dative.
    """
    other = 1 + _behind_not(tokens, last)
    if other >= len(tokens):
        return True
    token = tokens[other]
    mark = tag(token.pos, token.feats)
    return not (mark.case == 0 or token.text[0].isupper() or "VerbForm=Inf" in token.feats)


def verb_after(tokens: Sequence[Token], last: int) -> int:
    """Returns the gender of the past-tense verb after a name, `PRESENT` for a verb of another tense, or -1."""
    place = _behind_not(tokens, last)
    if place >= len(tokens):
        return -1
    verb = tokens[place]
    if verb.pos == "VERB" and "Person=3" in verb.feats and "Number=Sing" in verb.feats:
        return PRESENT
    return past(verb)


def _behind_not(tokens: Sequence[Token], last: int) -> int:
    """Returns the place after a name, behind a «не» that stands there."""
    return last + (last < len(tokens) and tokens[last].text == "не")


def past(token: Token) -> int:
    """Returns the gender of a past-tense verb or a short participle, or -1: «назначила», «назначена»."""
    if token.pos == "VERB" and "Tense=Past" in token.feats and _FINITE.search(token.feats):
        return tag(token.pos, token.feats).gender
    return -1
