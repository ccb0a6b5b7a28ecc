"""What stands around a name: prepositions, titles, verbs, and which tokens they are to be looked for among."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from imenoslov.document import Token
from imenoslov.knowledge.endings import ACC, DAT, FEMININE, GENDER_NAMED, INS, LOC, MASCULINE, NEUTER, PLURAL
from imenoslov.knowledge.nouns import (
    AREA_NOUNS,
    CALLED,
    FAMILY_NOUNS,
    GIVING,
    INTRANSITIVE,
    KIN_NOUNS,
    MAKING,
    MONTHS,
    ORGANISATION_NOUNS,
    PLACE_NOUNS,
    PREPOSITIONS,
    RELATIONS,
    SAYING,
    SITE_NOUNS,
    SOURCES,
    STREET_NOUNS,
    TAKING,
    TIMES,
    VESSEL_NOUNS,
)

_CASE = {"Nom": 0, "Gen": 1, "Dat": 2, "Acc": 3, "Ins": 4, "Loc": 5, "Par": 1}


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
        GENDER_NAMED.get(found.get("Gender", ""), -1),
        found.get("Number") == "Plur",
        found.get("Animacy") == "Anim",
    )


class Around(Struct, frozen=True, gc=False):
    """What stands around a name.

    Its preposition in lower case or empty; the kind of the noun before it (title, called for an everyday one in the
    nominative, titles, relation, relative of another, family, thing, name, place, places, area, street, site,
    organisation or empty) with that noun's case and gender; case and gender of an adjective before it; the gender of
    the past-tense verb beside it, or 3 for a verb of another tense after it; whether it stands in quotes, at the start
    of a sentence or list entry, after a verb that has its subject, before a verb that has another one, before one that
    hardly has one, after one that hardly has another, after a reflexive verb, alone, without a text, beside a verb of
    giving or of what befalls one, or after a relative and of several words; the preposition of the list that it stands
    in; whether its noun is that of the name after it («вдова Иванова Анна Иванова»), and whether a man's noun before it
    has the verb after it («советник Анны отказался»). Cases and genders are -1 where there are none.
    """

    person: bool
    preposition: str = ""
    noun: str = ""
    noun_case: int = -1
    noun_gender: int = -1
    adjective_case: int = -1
    adjective_gender: int = -1
    verb: int = -1
    quoted: bool = False
    start: bool = False
    object: bool = False
    fronted: bool = False
    subject: bool = False
    led: bool = False
    reflexive: bool = False
    bare: bool = False
    giving: bool = False
    taking: bool = False
    full: bool = False
    governed: str = ""
    held: bool = False
    of_man: bool = False


def surroundings(tokens: Sequence[Token], first: int, last: int, person: bool) -> Around:
    """Looks around the name that has the tokens from `first` up to `last`."""
    around = _surroundings(tokens, first, last, person)
    if not person or around.preposition:
        return around
    if around.noun == "relative" and last - first > 1:
        around = replace(around, full=True)
    verb = _verb_kind(tokens[first - 1]) if first else ""
    if not verb and around.fronted and last < len(tokens):
        verb = _verb_kind(tokens[last])
    if verb == "giving" and not around.led:
        return replace(around, giving=True)
    return replace(around, taking=True) if verb == "taking" else around


def _verb_kind(token: Token) -> str:
    """Tells whether a word is a verb of giving or one of what befalls somebody."""
    if token.pos != "VERB":
        return ""
    word = token.text.lower()
    return "giving" if word.startswith(GIVING) else "taking" if word.startswith(TAKING) else ""


def _surroundings(tokens: Sequence[Token], first: int, last: int, person: bool) -> Around:
    verb = _verb_after(tokens, last) if person else -1
    index = first - 1
    quoted = index >= 0 and tokens[index].text in QUOTES
    if quoted:
        index -= 1
    lower = tokens[index].text.lower() if index >= 0 else ""
    if person and lower == "," and verb < 0 and closes_source(tokens, index):
        # «По данным следствия, Иванову передали взятку»
        return Around(person, quoted=quoted, fronted=_is_plural(tokens, last))
    if index < 0 or lower in _STARTS:
        if person and _is_fronted(tokens, last):
            return Around(person, quoted=quoted, fronted=True)
        return Around(person, verb=verb, quoted=quoted, start=True, subject=verb >= 0 and _is_subject(tokens, last))
    before = tokens[index]
    if person and before.pos == "PROPN" and (index == 0 or tokens[index - 1].text in _STARTS):
        before = _related(before, lower)
    if lower in PREPOSITIONS:
        return Around(person, lower, quoted=quoted)
    if before.pos == "VERB" and not person and _tells(tokens, index):
        return Around(person, quoted=quoted, led=True)
    if person and lower in CALLED and (index == 0 or tokens[index - 1].text in _STARTS):
        before = _called(before)
    if person and before.pos == "VERB" and lower.endswith(_REFLEXIVE) and "VerbForm=Fin" in before.feats:
        return Around(person, verb=_past(before) if verb < 0 else -1, quoted=quoted, reflexive=True)
    if person and (_leads_subject(tokens, index) or (_leads_list(tokens, index) and _begins_list(tokens, last))):
        verb = _past(before)
        return Around(person, verb=PRESENT if verb < 0 else verb, quoted=quoted, led=True)
    if person and verb < 0:
        verb = _past(before)
        if verb >= 0 and _has_subject(tokens, index, verb):
            return Around(person, quoted=quoted, object=True)
        if verb < 0 and index and before.pos == "NOUN" and "Case=Acc" in before.feats:
            verb = _past(tokens[index - 1])
            if verb >= 0 and _has_subject(tokens, index - 1, verb):
                verb = -1  # «Сыч продала автомобиль Шабутдинова»
    mark = tag(before.pos, before.feats)
    if person and mark.case == 0 and mark.gender == MASCULINE and mark.animate and lower.endswith(_NO_NOMINATIVE):
        mark = mark._replace(case=DAT)  # «штангисту», which the tagger takes for a nominative
    if mark.case < 0:
        if not person and before.pos == "PROPN" and not quoted:
            return Around(person, "", "name")
        if person and lower in _CLAUSES:
            if _is_fronted(tokens, last):
                return Around(person, quoted=quoted, fronted=True)
            return Around(person, verb=verb, quoted=quoted, subject=verb >= 0 and _is_subject(tokens, last))
        return Around(person, verb=verb, quoted=quoted)
    if person and lower == "семью":  # the tagger may take it for seven
        return Around(person, "", "family", ACC, FEMININE, verb=verb, quoted=quoted)
    if before.pos in ("ADJ", "DET", "NUM") or (before.pos == "VERB" and "VerbForm=Part" in before.feats):
        gender = PLURAL if mark.plural else mark.gender
        return Around(person, adjective_case=mark.case, adjective_gender=gender, verb=verb, quoted=quoted)
    subject = False
    of_man = mark.case == 0 and verb == mark.gender == MASCULINE
    if mark.case == 0 and verb in (mark.gender, PRESENT):
        verb = -1  # the verb may be that noun's: «адвокат Иванова заявил»
    elif mark.case == 0 and verb >= 0 and not mark.plural:
        subject = True  # it cannot be: «министр Иванова не приехала»
    if person and mark.case == 1 and before.pos in ("NOUN", "PROPN"):
        place = _title(tokens, index)
        title = tokens[place] if place >= 0 else None
        if title is not None and mark.animate and before.pos == "NOUN":
            if _kind(title.text.lower(), tag(title.pos, title.feats), True) == "relation":
                # «жена министра Анна», «адвокат христианки Асии»
                mark = tag(title.pos, title.feats)
                return Around(person, "", "relative", mark.case, mark.gender, verb=verb, quoted=quoted)
        elif title is not None:
            mark = tag(title.pos, title.feats)
            if mark.case == INS and index - _FURTHEST < place and _is_predicate(tokens, place):
                return Around(person, verb=verb, quoted=quoted)
            return Around(person, "", "title", mark.case, mark.gender, verb=verb, quoted=quoted)
    if before.pos == "NOUN":
        kind = _kind(lower, mark, person)
        if kind == "title" and person and mark.case == INS and _is_predicate(tokens, index):
            kind = ""
        if kind in ("titles", "places") and not _begins_list(tokens, last):
            kind = "" if person else "thing"  # «в городах Поволжья»
        if kind == "relation" and index and tokens[index - 1].text.lower() in _POSSESSIVES:
            kind = "title"  # «его жена Анна»
        if quoted and kind == "title":
            kind = ""  # «с производителем «Р-Фарм»»
        if person and kind == "title" and mark.case == 0 and lower in CALLED:
            kind = "called"
        if kind == "vessel":
            kind = "organisation" if quoted else "thing"
        if kind == "place" and last == first + 1 and _is_adjectival(tokens[first].text, mark.case):
            return Around(person, "", kind, mark.case, mark.gender, adjective_gender=mark.gender, quoted=quoted)
        return Around(
            person, "", kind, mark.case, mark.gender, verb=verb, quoted=quoted, subject=subject, of_man=of_man
        )
    if not person and before.pos == "PROPN" and not quoted:
        # the tagger takes the capital of a sentence's first word for a name's: «Мэр Оснабрюка»
        first_word = mark.animate and (index == 0 or tokens[index - 1].text in _STARTS)
        return Around(person, "", "title" if first_word else "name", mark.case, mark.gender)
    return Around(person, verb=verb, quoted=quoted)


# What `seen` has to know of a word.
_NOT, _QUOTE, _START, _PREPOSITION, _CLAUSE, _JOINT = (1 << bit for bit in range(6))


def write_marks(words: Sequence[str], out: NDArray[np.uint8]) -> None:
    """Writes for each word what `seen` has to know of it."""
    marks = _word_marks()
    out[:] = [marks.get(word.lower(), 0 if word[0].isalpha() else _JOINT) for word in words]


@cache
def _word_marks() -> dict[str, int]:
    kinds = {
        _NOT: ("не",),
        _QUOTE: QUOTES,
        _START: _STARTS,
        _PREPOSITION: PREPOSITIONS,
        _CLAUSE: _CLAUSES,
        _JOINT: JOINTS,
    }
    marks: dict[str, int] = {}
    for mark, words in kinds.items():
        for word in words:
            marks[word] = marks.get(word, 0 if word[0].isalpha() else _JOINT) | mark
    return marks


class Places(NamedTuple):
    """Where names stand: their first tokens and last ones + 1, whether they are people's; those of their documents."""

    firsts: NDArray[np.intp]
    lasts: NDArray[np.intp]
    people: NDArray[np.bool_]
    begins: NDArray[np.intp]
    ends: NDArray[np.intp]


def seen(marks: NDArray[np.uint8], names: Places) -> NDArray[np.bool_]:
    """Tells of tokens whether `surroundings` of a name, or the name itself, may read their tags; the words alone tell.

    `marks` are those of the words of documents, end to end.
    """
    firsts, lasts, people, begins, ends = names
    after = np.where(lasts < ends, marks[np.minimum(lasts, len(marks) - 1)], 0)
    index = firsts - 1
    index -= (index >= begins) & (marks[index] & _QUOTE > 0)
    before = np.where(index >= begins, marks[index], _START)
    start, preposition, joint = (before & mark > 0 for mark in (_START, _PREPOSITION, _JOINT))
    stops = lasts + people + (people & (after & _NOT > 0))
    clause = people & (before & _CLAUSE > 0)
    high = np.where(start, lasts + _AFTER * people, np.where(clause & ~preposition, lasts + _AFTER, stops))
    furthest = np.where(joint | ~people, index, index - _FURTHEST)
    low = np.where(start | preposition, firsts, np.maximum(begins, furthest))
    return covered(low, np.minimum(high, ends), len(marks))


def covered(firsts: NDArray[np.intp], lasts: NDArray[np.intp], count: int) -> NDArray[np.bool_]:
    """Tells of `count` places whether they lie in one of some spans."""
    change = np.bincount(firsts, minlength=count + 1) - np.bincount(lasts, minlength=count + 1)
    inside: NDArray[np.bool_] = change[:count].cumsum() > 0
    return inside


def closes_source(tokens: Sequence[Token], comma: int) -> bool:
    """Tells whether a comma closes what names a source: «По словам Гизе, Нечаеву вручили ноту»."""
    for place in range(comma - 1, max(0, comma - _FURTHEST - 1), -1):
        word = tokens[place].text.lower()
        if word in SOURCES:
            return tokens[place - 1].text.lower() == "по"
        if word in _STARTS or word in JOINTS:
            return False
    return False


def _is_predicate(tokens: Sequence[Token], noun: int) -> bool:
    """Tells whether a noun in the instrumental is what somebody is made or is: «избрало президентом Лыонг Кыонга»."""
    return noun > 0 and tokens[noun - 1].pos == "VERB" and tokens[noun - 1].text.lower().startswith(MAKING)


def opens_clause(tokens: Sequence[Token], last: int) -> bool:
    """Tells whether a dash stands in the place of the verb of the name before it: «…, «Майнити» — в Киото»."""
    place = last + (last < len(tokens) and tokens[last].text in CLOSING)
    return place + 1 < len(tokens) and tokens[place].text in _DASHES and tokens[place + 1].text.lower() in PREPOSITIONS


def _is_adjectival(word: str, case: int) -> bool:
    """Tells whether a word has an ending that but adjectives have in this case: «в селе Никольском»."""
    if word.endswith(_IN_LOCATIVE):
        return case == LOC
    return bool(_ADJECTIVAL.search(word)) or (case != INS and word.endswith(_BUT_IN_INSTRUMENTAL))


def _title(tokens: Sequence[Token], index: int) -> int:
    """Returns the place of the title before its genitives, or -1: «министру обороны Джавиду», «жену Шольца Бритту»."""
    for place in range(index - 1, max(-1, index - _FURTHEST - 1), -1):
        token = tokens[place]
        mark = tag(token.pos, token.feats)
        # the tagger takes the capital of a sentence's first word for a name's
        first = place == 0 or tokens[place - 1].text in _STARTS
        if (token.pos == "NOUN" or (first and token.pos == "PROPN")) and mark.animate and mark.case >= 0:
            if mark.plural or _kind(token.text.lower(), mark, True) not in ("title", "relation"):
                return -1
            return place
        if mark.case != 1 or token.pos not in ("NOUN", "PROPN", "ADJ", "DET", "VERB"):
            return -1
    return -1


# The endings that adjectives alone have, and those that they have alone in the locative and but in the instrumental.
_ADJECTIVAL = re.compile("(?:[ое]го|[ое]му|[ыи]м|[ую]ю)$")
_BUT_IN_NOMINATIVE = ("ая", "яя")
_NO_NOMINATIVE = ("исту", "ику", "нту", "тору", "ёру", "еру", "телю", "арю", "цу", "нину")
_IN_LOCATIVE, _BUT_IN_INSTRUMENTAL = ("ом", "ем"), ("ой", "ей")
PRESENT = 3  # stands for the gender of a verb that shows none
_FINITE = re.compile("VerbForm=Fin|Variant=Short")
QUOTES = frozenset("«\"“„'")
CLOSING = frozenset("»\"”“'")
_STARTS = frozenset((".", "•", "·", "…", "!", "?", ":", ";", "*", "—", "–", "-", "|"))
# After what a verb of saying has its subject after it.
_BEFORE_SAYING = frozenset((",", "—", "–", "-", "как", "что"))
# After what a clause begins.
_CLAUSES = frozenset(("а", "но", "что", "если", "когда", "где", "пока", "однако", "зато", "хотя", "поскольку"))
_DASHES = frozenset("—–")
_AND = frozenset((",", "и"))
_POSSESSIVES = frozenset(("его", "ее", "её", "их"))
_REFLEXIVE = ("ся", "сь")
JOINTS = frozenset((",", "и", "или", "/"))
# How many tokens before a noun its title may stand.
_FURTHEST = 7
# How many words in the genitive may stand between an object and its verb.
_GENITIVES = 2
# How many tokens after a name its verb and that verb's subject may stand.
_AFTER = 3


@lru_cache(8_192)
def _kind(noun: str, mark: Tag, person: bool) -> str:
    """Tells what kind of noun stands before a name."""
    if noun in TIMES or noun.startswith(MONTHS):
        return ""
    if person:
        if noun.startswith(FAMILY_NOUNS) or (mark.plural and noun.startswith(KIN_NOUNS)):
            return "family"
        if not mark.animate:
            return "thing"
        if _is_relation(noun):
            return "relation"
        return "titles" if mark.plural else "title"
    if noun.startswith(ORGANISATION_NOUNS):
        return "organisation"
    if noun.startswith(VESSEL_NOUNS):
        return "vessel"
    if mark.animate:
        return "title"
    if noun in STREET_NOUNS and not mark.plural:
        return "street"
    if noun.startswith(AREA_NOUNS):
        return "area"
    if noun.startswith(PLACE_NOUNS):
        return "places" if mark.plural else "place"
    if noun.startswith(SITE_NOUNS):
        return "places" if mark.plural else "site"
    return "thing"


def _is_relation(noun: str) -> bool:
    stems = _relation_stems()
    return noun.startswith(stems) and any(noun.startswith(stem) and len(noun) - len(stem) <= 3 for stem in stems)


@cache
def _relation_stems() -> tuple[str, ...]:
    return tuple(word.rstrip("аьйя") for word in RELATIONS)


def _has_subject(tokens: Sequence[Token], verb: int, gender: int) -> bool:
    """Tells whether a past-tense verb has its subject before it: «премьер принял Милея»."""
    for place in range(verb - 1, max(-1, verb - 6), -1):
        token = tokens[place]
        if token.pos == "PUNCT":
            return False
        mark = tag(token.pos, token.feats)
        if token.pos in ("NOUN", "PROPN", "PRON") and mark.case == 0 and not mark.plural:
            return mark.gender in (gender, -1)
    return False


def _leads_subject(tokens: Sequence[Token], verb: int) -> bool:
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
    return before == "которые" or mark.case > 0 or _past(token) not in (mark.gender, -1)


def _tells(tokens: Sequence[Token], verb: int) -> bool:
    """Tells whether a verb of saying, in the present, opens what names the medium: «…, пишет «Либертатя»»."""
    token = tokens[verb]
    if not verb or "Tense=Pres" not in token.feats or not _FINITE.search(token.feats):
        return False
    return tokens[verb - 1].text.lower() in _BEFORE_SAYING and token.text.lower().startswith(SAYING)


def _leads_list(tokens: Sequence[Token], verb: int) -> bool:
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
        if tokens[place].text in _STARTS or tokens[place].text == ",":
            break
    return True


def _related(token: Token, lower: str) -> Token:
    """Returns the noun that the tagger takes for a name at the start of a sentence: «Советник», «Пресс-служба»."""
    service = lower.startswith("пресс-служб")
    if not service and not _is_relation(lower):
        return token
    feats = token.feats.replace(*("Animacy=Anim", "Animacy=Inan") if service else ("Animacy=Inan", "Animacy=Anim"))
    return Token(token.start, token.stop, token.text, "", "NOUN", feats)


def _called(token: Token) -> Token:
    """Returns what one is called, at the start of a sentence, as the noun that the tagger seldom takes it for."""
    gender, cases = CALLED[token.text.lower()]
    case = next((case for case in cases if f"Case={case}" in token.feats), cases[0])
    return Token(
        token.start, token.stop, token.text, "", "NOUN", f"Animacy=Anim|Case={case}|Gender={gender}|Number=Sing"
    )


def _is_fronted(tokens: Sequence[Token], last: int) -> bool:
    """Tells whether the verb after a name that opens a sentence has another subject: «Каллас ждали», «Курца сменил он».

    That is one in the plural («Курца ждут»), one without a subject («Курцу поручено»), or one after which an animate
    subject of its gender stands.
    """
    verb = last + (last < len(tokens) and tokens[last].text == "не")
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


def _is_plural(tokens: Sequence[Token], last: int) -> bool:
    """Tells whether the verb after a name is in the plural."""
    verb = last + (last < len(tokens) and tokens[last].text == "не")
    return verb < len(tokens) and tokens[verb].pos == "VERB" and "Number=Plur" in tokens[verb].feats


def _is_subject(tokens: Sequence[Token], last: int) -> bool:
    """Tells whether the verb after a name has no other subject right after it: «Умару прибыл в Найроби».

    A capital may begin one whatever its tag («Умару встретил Тунде»); before an infinitive the name may be a dative.
    """
    other = last + 1 + (last < len(tokens) and tokens[last].text == "не")
    if other >= len(tokens):
        return True
    token = tokens[other]
    mark = tag(token.pos, token.feats)
    return not (mark.case == 0 or token.text[0].isupper() or "VerbForm=Inf" in token.feats)


def _begins_list(tokens: Sequence[Token], last: int) -> bool:
    """Tells whether a comma or conjunction and one more name follow: «министры Иванов и Петров»."""
    return last + 1 < len(tokens) and tokens[last].text in _AND and tokens[last + 1].text[0].isupper()


def _verb_after(tokens: Sequence[Token], last: int) -> int:
    """Returns the gender of the past-tense verb after a name, `PRESENT` for a verb of another tense, or -1."""
    place = last + (last < len(tokens) and tokens[last].text == "не")
    if place >= len(tokens):
        return -1
    verb = tokens[place]
    if verb.pos == "VERB" and "Person=3" in verb.feats and "Number=Sing" in verb.feats:
        return PRESENT
    return _past(verb)


def _past(token: Token) -> int:
    """Returns the gender of a past-tense verb or a short participle, or -1: «назначила», «назначена»."""
    if token.pos == "VERB" and "Tense=Past" in token.feats and _FINITE.search(token.feats):
        return tag(token.pos, token.feats).gender
    return -1
