"""What stands around a name: prepositions, titles, verbs."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from imenoslov.document import Token
from imenoslov.knowledge.endings import ACC, DAT, FEMININE, INS, LOC, MASCULINE, PLURAL
from imenoslov.knowledge.nouns import (
    AREA_NOUNS,
    CALLED,
    FAMILY_NOUNS,
    KIN_NOUNS,
    MONTHS,
    ORGANISATION_NOUNS,
    PLACE_NOUNS,
    PREPOSITIONS,
    RELATIONS,
    SITE_NOUNS,
    SOURCES,
    STREET_NOUNS,
    TIMES,
    VESSEL_NOUNS,
)
from imenoslov.stages.base_forms.marks import AND, CLAUSES, CLOSING, DASHES, FURTHEST, JOINTS, QUOTES, STARTS
from imenoslov.stages.base_forms.tags import Tag, tag
from imenoslov.stages.base_forms.verbs import (
    PRESENT,
    has_subject,
    is_fronted,
    is_plural,
    is_predicate,
    is_subject,
    leads_list,
    leads_subject,
    past,
    tells,
    verb_after,
    verb_kind,
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
    verb = verb_kind(tokens[first - 1]) if first else ""
    if not verb and around.fronted and last < len(tokens):
        verb = verb_kind(tokens[last])
    if verb == "giving" and not around.led:
        return replace(around, giving=True)
    return replace(around, taking=True) if verb == "taking" else around


def _surroundings(tokens: Sequence[Token], first: int, last: int, person: bool) -> Around:
    verb = verb_after(tokens, last) if person else -1
    index = first - 1
    quoted = index >= 0 and tokens[index].text in QUOTES
    if quoted:
        index -= 1
    lower = tokens[index].text.lower() if index >= 0 else ""
    if person and lower == "," and verb < 0 and closes_source(tokens, index):
        # «По данным следствия, Иванову передали взятку»
        return Around(person, quoted=quoted, fronted=is_plural(tokens, last))
    if index < 0 or lower in STARTS:
        if person and is_fronted(tokens, last):
            return Around(person, quoted=quoted, fronted=True)
        return Around(person, verb=verb, quoted=quoted, start=True, subject=verb >= 0 and is_subject(tokens, last))
    before = tokens[index]
    if person and before.pos == "PROPN" and (index == 0 or tokens[index - 1].text in STARTS):
        before = _related(before, lower)
    if lower in PREPOSITIONS:
        return Around(person, lower, quoted=quoted)
    if before.pos == "VERB" and not person and tells(tokens, index):
        return Around(person, quoted=quoted, led=True)
    if person and lower in CALLED and (index == 0 or tokens[index - 1].text in STARTS):
        before = _called(before)
    if person and before.pos == "VERB" and lower.endswith(_REFLEXIVE) and "VerbForm=Fin" in before.feats:
        return Around(person, verb=past(before) if verb < 0 else -1, quoted=quoted, reflexive=True)
    if person and (leads_subject(tokens, index) or (leads_list(tokens, index) and _begins_list(tokens, last))):
        verb = past(before)
        return Around(person, verb=PRESENT if verb < 0 else verb, quoted=quoted, led=True)
    if person and verb < 0:
        verb = past(before)
        if verb >= 0 and has_subject(tokens, index, verb):
            return Around(person, quoted=quoted, object=True)
        if verb < 0 and index and before.pos == "NOUN" and "Case=Acc" in before.feats:
            verb = past(tokens[index - 1])
            if verb >= 0 and has_subject(tokens, index - 1, verb):
                verb = -1  # «Сыч продала автомобиль Шабутдинова»
    mark = tag(before.pos, before.feats)
    if person and mark.case == 0 and mark.gender == MASCULINE and mark.animate and lower.endswith(_NO_NOMINATIVE):
        mark = mark._replace(case=DAT)  # «штангисту», which the tagger takes for a nominative
    if mark.case < 0:
        if not person and before.pos == "PROPN" and not quoted:
            return Around(person, "", "name")
        if person and lower in CLAUSES:
            if is_fronted(tokens, last):
                return Around(person, quoted=quoted, fronted=True)
            return Around(person, verb=verb, quoted=quoted, subject=verb >= 0 and is_subject(tokens, last))
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
            if mark.case == INS and index - FURTHEST < place and is_predicate(tokens, place):
                return Around(person, verb=verb, quoted=quoted)
            return Around(person, "", "title", mark.case, mark.gender, verb=verb, quoted=quoted)
    if before.pos == "NOUN":
        kind = _kind(lower, mark, person)
        if kind == "title" and person and mark.case == INS and is_predicate(tokens, index):
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
        first_word = mark.animate and (index == 0 or tokens[index - 1].text in STARTS)
        return Around(person, "", "title" if first_word else "name", mark.case, mark.gender)
    return Around(person, verb=verb, quoted=quoted)


def closes_source(tokens: Sequence[Token], comma: int) -> bool:
    """Tells whether a comma closes what names a source: «По словам Гизе, Нечаеву вручили ноту»."""
    for place in range(comma - 1, max(0, comma - FURTHEST - 1), -1):
        word = tokens[place].text.lower()
        if word in SOURCES:
            return tokens[place - 1].text.lower() == "по"
        if word in STARTS or word in JOINTS:
            return False
    return False


def opens_clause(tokens: Sequence[Token], last: int) -> bool:
    """Tells whether a dash stands in the place of the verb of the name before it: «…, «Майнити» — в Киото»."""
    place = last + (last < len(tokens) and tokens[last].text in CLOSING)
    return place + 1 < len(tokens) and tokens[place].text in DASHES and tokens[place + 1].text.lower() in PREPOSITIONS


def _is_adjectival(word: str, case: int) -> bool:
    """Tells whether a word has an ending that but adjectives have in this case: «в селе Никольском»."""
    if word.endswith(_IN_LOCATIVE):
        return case == LOC
    return bool(_ADJECTIVAL.search(word)) or (case != INS and word.endswith(_BUT_IN_INSTRUMENTAL))


def _title(tokens: Sequence[Token], index: int) -> int:
    """Returns the place of the title before its genitives, or -1: «министру обороны Джавиду», «жену Шольца Бритту»."""
    for place in range(index - 1, max(-1, index - FURTHEST - 1), -1):
        token = tokens[place]
        mark = tag(token.pos, token.feats)
        # the tagger takes the capital of a sentence's first word for a name's
        first = place == 0 or tokens[place - 1].text in STARTS
        if (token.pos == "NOUN" or (first and token.pos == "PROPN")) and mark.animate and mark.case >= 0:
            if mark.plural or _kind(token.text.lower(), mark, True) not in ("title", "relation"):
                return -1
            return place
        if mark.case != 1 or token.pos not in ("NOUN", "PROPN", "ADJ", "DET", "VERB"):
            return -1
    return -1


# The endings that adjectives alone have, and those that they have alone in the locative and but in the instrumental.
_ADJECTIVAL = re.compile("(?:[ое]го|[ое]му|[ыи]м|[ую]ю)$")
_NO_NOMINATIVE = ("исту", "ику", "нту", "тору", "ёру", "еру", "телю", "арю", "цу", "нину")
_IN_LOCATIVE, _BUT_IN_INSTRUMENTAL = ("ом", "ем"), ("ой", "ей")
_POSSESSIVES = frozenset(("его", "ее", "её", "их"))
_REFLEXIVE = ("ся", "сь")


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


def _begins_list(tokens: Sequence[Token], last: int) -> bool:
    """Tells whether a comma or conjunction and one more name follow: «министры Иванов и Петров»."""
    return last + 1 < len(tokens) and tokens[last].text in AND and tokens[last + 1].text[0].isupper()
