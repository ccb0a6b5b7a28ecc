"""Where a name ends on paper: what a tagger of words cannot know about quotes, brackets, entities and hyphens.

Pure functions on offsets into a text.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from html import unescape

from imenoslov.knowledge.countries import load_countries
from imenoslov.knowledge.particles import ends_sentence
from imenoslov.knowledge.places import read_place
from imenoslov.knowledge.spelling import fold

_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
_ENTITY_END = re.compile(rf"(?:{_ENTITY.pattern})$")
_LONGEST_ENTITY = 10

# Never the first or the last character of a name: white space and invisible marks, and punctuation that joins or ends.
_INVISIBLE = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_LOOSE = frozenset(_INVISIBLE + "!?,;:…·•*|=<>~^/\\-–—―‐‑−_")
_PAIRS = {"«": "»", "“": "”", "„": "“”", "(": ")", "[": "]", "{": "}", "‹": "›"}
_OPENING = frozenset(_PAIRS)
_CLOSING = frozenset("".join(_PAIRS.values())) - _OPENING
# Marks that open and close alike; “ closes after „.
_EITHER = frozenset("\"'`“’‘″")
_MARKS = _OPENING | _CLOSING | _EITHER

OPENING_QUOTES, CLOSING_QUOTES = frozenset('«"“„'), frozenset('»"”“')
CALLS, _QUOTES = frozenset("!?"), frozenset('«»"“„”')

# A full stop belongs to a name after an initial or a short form («В.», «Дж.», «мл.», «им.», «г.»), not after a word.
_SHORT = re.compile(
    r"(?:^|[\s.(«\"-])(?:[^\W\d_]|[А-ЯЁA-Z][а-яёa-z]|мл|ст|им|гг|обл|ул|пр|пл|респ|св|Inc|Co|Ltd|Corp)\.$"
)

_INITIAL = re.compile(r"(?:\s|\.)[А-ЯЁA-Z]$")

# Unions of states; joined by a hyphen to a state or another union, each is a name of its own («РК-ЕС»).
_UNIONS = """
EU NATO UN АСЕАН АТЭС БРИКС ВОЗ ВТО ЕАЭС ЕС ЕврАзЭС МАГАТЭ МВФ НАТО ОБСЕ ОДКБ ООН ОПЕК ПАСЕ СНГ ШОС ЮНЕСКО Евросоюз
"""
UNIONS = frozenset(_UNIONS.split())
_HYPHENS = re.compile("[-‐‑−–—]")

# A union with the title of somebody who speaks for it, or with the region for which: unlike a ministry, it has no
# branches there.
_UNION = (
    rf"(?:{'|'.join(sorted(UNIONS))})|Евросоюз\w*|Европейск\w+\s+[Сс]оюз\w*"
    r"|Лиг\w+\s+арабских\s+государств|Организаци\w+\s+Объедин[её]нных\s+Наций"
)
_SPEAKER = (
    r"(?:[А-ЯЁа-яё]+\s+)?(?:[Сс]пец|[Пп]ост)?"
    r"(?:[Пп]редставител(?:[ьяюеи]|ем|ей|ями?|ях)|(?:[Пп]осланник|[Кк]омиссар)(?:[ауые]|ом|ов|ами?|ах)?)\s+"
)
_UNION_BEGINS = (*sorted(UNIONS), "Европейск", "Лиг", "Организаци")
_UNION_LETTERS = frozenset(word[:2] for word in _UNION_BEGINS)
_SPOKEN_FOR = re.compile(rf"(?:{_SPEAKER})?(?P<union>{_UNION})(?:\s+по\s+[А-ЯЁ].*)?", re.DOTALL)


def trim(text: str, start: int, stop: int) -> tuple[int, int]:
    """Returns the span without the marks at its edges that do not belong to the name; empty where nothing else is left.

    Away go white space, invisible characters, HTML entities, commas, dashes, full stops that close a sentence, quotes
    and brackets without a partner inside the span, and pairs of them that enclose all of it. Taken in are a closing
    quote or bracket right after the span whose partner is inside («ПАО «Газпром» → «ПАО «Газпром»»), and the full stop
    of an initial that ends the span («Путин В.В» → «Путин В.В.»). Of a union with the title
    of who speaks for it or the region («представитель ЕС по Арктике») the union is left.
    """
    spoken = _SPOKEN_FOR.fullmatch(text, start, stop)
    if spoken:
        start, stop = spoken.span("union")
    while True:
        before = start, stop
        start, stop = _trim_loose(text, start, stop)
        start, stop = _trim_pairs(text, start, stop)
        if (start, stop) == before:
            break
    return start, _closed(text, start, stop)


def with_call(text: str, start: int, stop: int) -> int:
    """Returns where a name in quotes ends that has a mark of its own before the closing quote: «Голос!»."""
    called = (
        text[stop : stop + 1] in CALLS and text[start - 1 : start] in _QUOTES and text[stop + 1 : stop + 2] in _QUOTES
    )
    return stop + called


def is_plain(word: str) -> bool:
    """Tells whether `trim` leaves names of such words, with white space between them, as they are.

    No single capital is, which may be an initial, and no word with which the name of a union may begin.
    """
    if not (word.isalnum() or all(map(str.isalnum, word.split("-")))) or (len(word) == 1 and word.isupper()):
        return False
    return word[:2] not in _UNION_LETTERS or not word.startswith(_UNION_BEGINS)


def character_references(text: str) -> list[tuple[int, int, str]]:
    """Returns the offsets of the HTML character references in a text and what each stands for («&laquo;» for «)."""
    if "&" not in text:
        return []
    found = ((match.start(), match.end(), unescape(match.group())) for match in _ENTITY.finditer(text))
    return [(start, stop, meant) for start, stop, meant in found if meant != text[start:stop]]


def joined_names(word: str) -> list[tuple[int, int]]:
    """Returns the offsets of the names that a hyphen joins to one word; empty for other words.

    Told apart are states and unions («РК-ЕС», «Россия-США»), and two places of the tables that together are none of
    them («Киев-Берлин»): «Алма-Ата», «Баден-Баден», «ИТАР-ТАСС», «Мамин-Сибиряк» are one name.
    """
    parts: list[tuple[int, int]] = []
    if not word[:1].isupper() or not _HYPHENS.search(word):
        return parts
    start = 0
    for hyphen in [*_HYPHENS.finditer(word), None]:
        stop = hyphen.start() if hyphen else len(word)
        parts.append((start, stop))
        start = hyphen.end() if hyphen else stop
    names = [word[start:stop] for start, stop in parts]
    return parts if all(map(_is_state_or_union, names)) or _are_towns(names) else []


def _are_towns(names: Sequence[str]) -> bool:
    return (
        len(set(names)) == len(names) == 2
        and all(name[:1].isupper() and read_place(name).known for name in names)
        and not read_place("-".join(names)).known
    )


@lru_cache(4096)
def _is_state_or_union(word: str) -> bool:
    countries = load_countries()
    return word in UNIONS or (
        word[:1].isupper() and any(fold(word) in names for names in (countries.by_name, countries.contested))
    )


def _trim_loose(text: str, start: int, stop: int) -> tuple[int, int]:
    while start < stop:
        entity = _ENTITY.match(text, start, stop) if text[start] == "&" else None
        if entity:
            start = entity.end()
        elif _is_loose(text[start]) or text[start] == ".":
            start += 1
        else:
            break
    while start < stop:
        entity = _ENTITY_END.search(text[max(start, stop - _LONGEST_ENTITY) : stop]) if text[stop - 1] == ";" else None
        if entity:
            stop -= len(entity.group())
        elif _is_loose(text[stop - 1]) or (text[stop - 1] == "." and not _is_short(text, start, stop)):
            stop -= 1
        else:
            break
    return start, stop


def _is_short(text: str, start: int, stop: int) -> bool:
    """Tells whether the full stop at the end of a span belongs to an initial or a short form."""
    return _SHORT.search(text[start:stop]) is not None and not ends_sentence(text, stop - 1)


def _is_loose(mark: str) -> bool:
    return mark.isspace() or mark in _LOOSE


def _trim_pairs(text: str, start: int, stop: int) -> tuple[int, int]:
    """Removes one mark or one enclosing pair, if one is there."""
    if start == stop or _MARKS.isdisjoint((text[start], text[stop - 1])):
        return start, stop
    partners, alone = _partners(text, start, stop)
    if partners.get(start) == stop - 1:
        return start + 1, stop - 1
    if start in alone:
        return start + 1, stop
    if stop - 1 in alone:
        return start, stop - 1
    return start, stop


def _closed(text: str, start: int, stop: int) -> int:
    """Returns the stop with the closing marks after it whose partners are inside, or with an initial's full stop."""
    if text[stop : stop + 1] == "." and _INITIAL.search(text[start:stop]) and not ends_sentence(text, stop):
        return stop + 1
    while stop < len(text) and (text[stop] in _CLOSING or text[stop] in _EITHER):
        partners, _ = _partners(text, start, stop + 1)
        if stop not in partners.values() or partners.get(start) == stop:
            break
        stop += 1
    return stop


def _partners(text: str, start: int, stop: int) -> tuple[dict[int, int], set[int]]:
    """Returns the quotes and brackets of a span: the closing one of each opening one, and those without a partner."""
    partners: dict[int, int] = {}
    open_: list[int] = []
    alone: set[int] = set()
    for index in range(start, stop):
        mark = text[index]
        if mark in "'’" and start < index < stop - 1 and text[index - 1].isalnum() and text[index + 1].isalnum():
            continue  # an apostrophe
        match = next((i for i in reversed(open_) if mark in _PAIRS.get(text[i], text[i])), None)
        if match is not None and (mark in _CLOSING or mark in _EITHER):
            alone.update(i for i in open_ if i > match)
            open_ = [i for i in open_ if i < match]
            partners[match] = index
        elif mark in _OPENING or mark in _EITHER:
            open_.append(index)
        elif mark in _CLOSING:
            alone.add(index)
    return partners, alone | set(open_)
