"""What a tagger takes for something else, or for too much or too little, as the words in a name or beside it tell.

Pure functions on offsets into a text.
"""

import re
from functools import lru_cache

from imenoslov.knowledge.edges import CLOSING_QUOTES, OPENING_QUOTES
from imenoslov.knowledge.first_names import is_first_name
from imenoslov.knowledge.names import gazetteer
from imenoslov.knowledge.organisations import read_organisation
from imenoslov.knowledge.places import read_place
from imenoslov.knowledge.spelling import fold
from imenoslov.knowledge.tsv import read_words

# How the contracted names of bodies end, in any case: «Морспасслужба», «Демпартию», «Нацкомитетом».
_BODIES = tuple(
    f"{stem}{ending}"
    for stems, endings in (
        ("служб", "а ы е у ой"),
        ("парти комисси корпораци", "я и ю ей"),
        ("надзор комитет департамент холдинг", " а у ом е"),
        ("агентств ведомств министерств", "о а у ом е"),
    )
    for stem in stems.split()
    for ending in endings.split(" ")
)
# What a town's name follows in the nominative, or a noun in the case of the town.
_TOWN_NOUNS = """
    город Город городе Городе городом село селе деревня деревне посёлок посёлке поселок поселке штат штате остров
"""
_TOWNS = tuple(f"{noun} " for noun in _TOWN_NOUNS.split())
# Courts and councils in one word, after the adjective of their place: «Самарский облсуд».
_LOCAL_BODIES = tuple(
    f"{rank}{body}{ending}"
    for rank in ("обл", "гор", "рай", "край")
    for body, endings in (
        ("суд", " а у ом е"),
        ("совет", " а у ом е"),
        ("дум", "а ы е у ой"),
        ("прокуратур", "а ы е у ой"),
    )
    for ending in endings.split(" ")
)
# How surnames end, and no place in the singular genitive.
# After these words a form in «-а» is that of somebody («досье на Вэнса»): a place has its nominative or «-у» there.
_SURNAME_ENDINGS = ("ов", "ев", "ёв", "ин", "ын", "енко", "швили", "дзе")
_ON = (" на ", "\nна ", " про ")
_LONGEST_TOWN = max(map(len, _TOWNS))
_TOWN_TAIL = 3
_TOWN_TAILS = frozenset(noun[-_TOWN_TAIL:] for noun in _TOWNS)
# Some offices are surnames, too.
_ALL_OFFICES = read_words("offices")
_LONGEST_OFFICE = 1 + max(map(len, _ALL_OFFICES))
_OFFICES = _ALL_OFFICES - frozenset(["адвокат", "депутат", "журналист", "мэр", "посол", "судья"])
_OFFICE_ENDINGS = ("ом", "ем", "у", "ю", "а", "я")

_SHIP = re.compile(
    r"\b(?:суд(?:н[оауе]|ном)|(?:паро|тепло|судо)ход(?:[ауе]|ом)?|корабл[ьяюе]м?|трубоукладчик(?:[ауе]|ом)?"
    r"|(?:танкер|паром|лайнер|буксир|катер|крейсер|фрегат|корвет|эсмин|ледокол|сухогруз|контейнеровоз|балкер|траулер"
    r"|авианос)(?:[ауе]|ом|ец|ц[ауе]|цем)?|яхт[аыеу]|яхтой|шхун[аыеу]|барж[аиеу]|подлодк[аиеу])\s+[«\"“„]$",
    re.IGNORECASE,
)
_BEFORE_SHIP = 24
_LONGEST_QUOTED = 60
_QUOTE = re.compile('[«»"“”„]')

# What goes on after an organisation and is no part of its name: «Совет Безопасности ООН по запросу России».
ASIDE = " по "
_ASIDE = re.compile(
    r" по (?:запросу|просьбе|инициативе|итогам|данным|словам|мнению|решению|поручению|приглашению|случаю|поводу"
    r"|требованию|предложению|результатам|состоянию)\b"
)
# How the names of power stations end: «Курская АЭС».
STATIONS = (" АЭС", " ГЭС", " ГРЭС", " ТЭЦ")
_GENERATION = re.compile(r"(?: ?[—–-] ?| )(?:младш|старш)(?:ий|его|ему|им|ем)\b")
GENERATIONS = tuple(f"{dash}{stem}" for stem in ("млад", "стар") for dash in (" ", " — ", " – ", " - ", "-"))
_LONGEST_GENERATION = 12
# What is no number of a monarch behind a Russian name: «Остина HIMARS».
_ABBREVIATION = re.compile(r"(?<=[а-яё]) (?![IVXLC]+$)[A-Z]{2,}$")


def told_of_person(text: str, start: int, stop: int) -> str:
    """Returns the type of what one word was taken for a person; empty for what is no name: «Госсекретарем».

    A body is an organisation («Морспасслужба»), and what a town is called is a place («город Остин»).
    """
    if text[start - _TOWN_TAIL : start] in _TOWN_TAILS and is_after_town(text, start):
        of_somebody = text[start - 2] not in "ем" and text[stop - 1] in "ая"
        return "PER" if of_somebody else "LOC"
    return _told_of_word(text[start:stop])


@lru_cache(8_192)
def _told_of_word(word: str) -> str:
    if word.endswith(_BODIES):
        return "ORG"
    return "" if _is_office(word.lower()) else "PER"


def told_of_place(text: str, start: int, stop: int) -> str:
    """Returns the type of what was taken for a place: «Губернатор Лисин», «досье на Вэнса», «в Самарском облсуде»."""
    if text.find(" ", start, stop) >= 0:
        return "ORG" if text.endswith(_LOCAL_BODIES, start, stop) else "LOC"
    if text[stop - 1] == "а":
        on = text.endswith(_ON, max(0, start - 5), start)
        return "PER" if on and text[stop - 2] not in "аеиоуыэюя" and not _is_place(text[start:stop]) else "LOC"
    if text.endswith(_SURNAME_ENDINGS, start, stop) and text[start - 1] == " ":
        before = text[max(0, start - _LONGEST_OFFICE) : start - 1]
        office = before.rpartition(" ")[2].rpartition("\n")[2].lower() in _ALL_OFFICES
        return "PER" if office and not _is_plural(text[start:stop]) else "LOC"
    return "LOC"


def _is_plural(word: str) -> bool:
    """Tells whether a word is the genitive of a place in the plural: «Нидерландов», «Ессентуков», «Афин»."""
    return any(_is_place(f"{stem}{ending}") for stem in (word, word[:-2]) for ending in ("ы", "и"))


@lru_cache(8_192)
def _is_place(word: str) -> bool:
    return fold(word) in gazetteer() or read_place(word).known


def is_after_town(text: str, start: int) -> bool:
    """Tells whether what begins there follows a noun for a town or the like, in a case in which the town is named."""
    return text.endswith(_TOWNS, max(0, start - _LONGEST_TOWN), start)


def _is_office(word: str) -> bool:
    """Tells whether a word is an office in a case other than the nominative, in which it may be a surname."""
    return word.endswith(_OFFICE_ENDINGS) and (
        word[:-1] in _OFFICES or word[:-2] in _OFFICES or f"{word[:-1]}ь" in _OFFICES or f"{word[:-2]}ь" in _OFFICES
    )


def is_ship(text: str, start: int) -> bool:
    """Tells whether a ship bears the name in quotes that begins there: no organisation."""
    return text[start - 1 : start] in OPENING_QUOTES and bool(_SHIP.search(text, max(0, start - _BEFORE_SHIP), start))


def whole_quoted(text: str, start: int, stop: int) -> tuple[int, int] | None:
    """Returns the offsets of an organisation of the tables in quotes of which only the beginning or end was found.

    «Альтернатива для Германии», «Вашингтон пост».
    """
    before, after = text[start - 1 : start] in OPENING_QUOTES, text[stop : stop + 1] in CLOSING_QUOTES
    if before == after:
        return None
    if before:
        end = _QUOTE.search(text, stop, stop + _LONGEST_QUOTED)
        stop = end.start() if end else stop
    else:
        quotes = [quote.end() for quote in _QUOTE.finditer(text, max(0, start - _LONGEST_QUOTED), start)]
        start = quotes[-1] if quotes else start
    name = text[start:stop]
    whole = (
        " " in name
        and "\n" not in name
        and text[stop : stop + 1] in CLOSING_QUOTES
        and text[start - 1] in OPENING_QUOTES
    )
    return (start, stop) if whole and read_organisation(name).known else None


def without_aside(text: str, start: int, stop: int) -> int:
    """Returns where an organisation's name ends before what it does at somebody's request and the like."""
    aside = _ASIDE.search(text, start, stop)
    return aside.start() if aside else stop


def with_generation(text: str, stop: int) -> int:
    """Returns where a person's name ends with what tells father from son: «Кеннеди — младший»."""
    generation = _GENERATION.match(text, stop, stop + _LONGEST_GENERATION)
    return generation.end() if generation else stop


def without_abbreviation(name: str) -> int:
    """Returns how long a person's name is without a Latin abbreviation behind it: «просил у Остина HIMARS»."""
    found = _ABBREVIATION.search(name) if "A" <= name[-1] <= "Z" else None
    return found.start() if found else len(name)


def is_first_name_of(text: str, start: int, stop: int, surname: int) -> bool:
    """Tells whether what was taken for a place is the first name of the person behind it: «Александрия Окасио»."""
    alone = stop + 1 == surname and text[stop] == " " and text.find(" ", start, stop) < 0
    return alone and is_first_name(fold(text[start:stop]))
