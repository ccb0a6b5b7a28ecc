"""Personal names: their parts, and whether two spellings can be one name."""

import re
from functools import lru_cache

from imenoslov.document import Gender, Person
from imenoslov.knowledge.first_names import first_name_gender, is_common_first_name, is_first_name, one_first_name
from imenoslov.knowledge.particles import eastern
from imenoslov.knowledge.spelling import distance, fold, skeleton
from imenoslov.knowledge.tsv import read_words

_INITIALS = re.compile(r"((?:^|(?<=[\s.]))[А-ЯЁA-Z][а-яёa-z]{0,2}\.)\s*(?=\S)")
_INITIAL = re.compile(r"[А-ЯЁA-Z][а-яёa-z]{0,2}\.|[А-ЯЁ]")
_PATRONYMIC = re.compile(r"[а-яё]+(?:(?P<m>[ое]вич|ьич|мич|кич|нич)|(?P<f>[ое]вна|ична|инична))", re.I)
_PRIMATE = re.compile(r"^.*\b[Вв]сея Руси\s+(?=\S)")
_BRACKETED = re.compile(r"\([^()]*\)")
_NUMBER = re.compile(r"[IVXLC]+")
# «Саиф-уль-Хак»: the hyphen before an article keeps first and last name apart as a space does.
_HYPHENED = re.compile(r"(?<=[а-яё]{3})-(?=(?:[уУ]ль?|[аА]ль|[эЭ]ль|[аАэЭ][дзрстш]|[иИ]бн|[бБ]ин)-[А-ЯЁ])")
_PARTICLES = read_words("particles")
_DEMONYMS: dict[Gender, frozenset[str]] = {"m": read_words("men of a country"), "f": read_words("women of a country")}
_TITLE_GENDERS: dict[Gender, frozenset[str]] = {"m": read_words("titles of men"), "f": read_words("titles of women")}
_TITLES = read_words("titles") | _TITLE_GENDERS["m"] | _TITLE_GENDERS["f"]

# How far apart two spellings of one name may be.
_NEAR = 0.85
# The same for surnames of so many consonants, all alike, beside one first name.
_HEARD = 1.6
_TELLING = 4

_PLURAL = ("и", "ы", "е")

_MALE_ENDING = re.compile(r"(?:[ое]в|[иы]н|ёв|ий|ый|ой)")
_FEMALE_ENDING = re.compile(r"(?:[ое]ва|[иы]на|ёва|ая)")


@lru_cache(8_192)
def read_person(base: str) -> Person:
    """Reads the parts of a personal name in its base form: «Д. Дэвис», «Шойгу Сергей», «Ким Чен Ын», «фон дер Ляйен».

    A name of one word is a first name when the lists know it, else a last name. The gender is that of a title, a
    patronymic or the first name, where one of these tells it.
    """
    base = _PRIMATE.sub("", base) if "Руси" in base else base
    base = _HYPHENED.sub(" ", base).replace(".-", ". ") if "-" in base else base
    plain = _BRACKETED.sub(" ", base) if "(" in base else base
    words = (_INITIALS.sub(r"\1 ", plain) if "." in plain else plain).split()
    title = next((g for word in words[:-1] for g, titles in _TITLE_GENDERS.items() if fold(word) in titles), None)
    demonym = next((g for g, demonyms in _DEMONYMS.items() if _is_demonym(words, demonyms)), None)
    words, title = (words[1:], demonym) if demonym else (_without_titles(words), title)
    if not words:
        return Person(last=base)
    person = _read_words(words)
    return Person(person.first, person.middle, person.last, title or person.gender)


def _read_words(words: list[str]) -> Person:
    number = words.pop() if len(words) > 1 and _NUMBER.fullmatch(words[-1]) else None
    if number:
        return Person(first=" ".join([*words, number]), gender=first_name_gender(fold(words[0])))
    if len(words) == 1:
        if is_first_name(fold(words[0])):
            return Person(first=words[0], gender=first_name_gender(fold(words[0])))
        return Person(last=words[0])
    if _is_particle(words) or (len(words) == 2 and words[1].lower().endswith("ский") and words[0] == "Папа"):
        return Person(last=" ".join(words))
    if any(word[0].islower() and not _starts_with_particle(word) for word in words):
        return Person(last=" ".join(words))  # «Иван и Мария Петровы»: no one person
    words = _surname_last(words)
    if len(words) == 2 and _surely_patronymic(words[1]):
        return Person(first=words[0], middle=words[1], gender=_patronymic_gender(words[1]))
    at = next((i for i, word in enumerate(words) if i and fold(word) in _PARTICLES), len(words) - 1)
    last, given = " ".join(words[at:]), words[:at]
    first, middle = given[0], " ".join(given[1:]) or None
    gender = _patronymic_gender(middle or "") or first_name_gender(fold(first))
    return Person(first=first, middle=middle, last=last, gender=gender)


def _is_particle(words: list[str]) -> bool:
    """Tells whether a surname begins with a particle, even with a capital: «Фон дер Ляйен», «Де Ниро»; not «Ван И»."""
    if words[0] in _PARTICLES:
        return True
    if fold(words[0]) not in _PARTICLES or is_first_name(fold(words[0])):
        return False
    return (len(words) == 2 and len(words[1]) > 2) or (len(words) == 3 and words[1] in _PARTICLES)


def _is_demonym(words: list[str], demonyms: frozenset[str]) -> bool:
    """Tells whether a name begins with where one is from: «Латвийка Иванова», but «Поляк Юрий» is a surname."""
    if len(words) < 2 or fold(words[0]) not in demonyms:
        return False
    return not (len(words) == 2 and is_first_name(fold(words[1]))) and not _surely_patronymic(words[-1])


def _without_titles(words: list[str]) -> list[str]:
    """Drops roles and titles from the front: «патриарх Кирилл»."""
    at = 0
    while at < len(words) - 1:
        small = (
            words[at][0].islower()
            and fold(words[at]) not in _PARTICLES
            and any(w[0].isupper() for w in words[at + 1 :])
        )
        if not small and fold(words[at]) not in _TITLES:
            break
        at += 1
    return words[at:]


def _surname_last(words: list[str]) -> list[str]:
    """Puts the surname last where it stands first: «Шойгу Сергей Кужугетович», «Путин В. В.», «Ким Чен Ын»."""
    ends_in_given = _surely_patronymic(words[-1]) or is_initial(words[-1]) or is_common_first_name(fold(words[-1]))
    surname_first = ends_in_given and not is_first_name(fold(words[0])) and not is_initial(words[0])
    if len(words) == 3 and is_patronymic(words[2]) and not is_patronymic(words[1]):
        surname_first = True
    if eastern([fold(word) for word in words]):
        return [" ".join(words[1:]), words[0]]
    return [*words[1:], words[0]] if surname_first else words


def _starts_with_particle(word: str) -> bool:
    folded = fold(word)
    return folded in _PARTICLES or folded.partition("-")[0] in _PARTICLES


def is_initial(word: str) -> bool:
    """Tells whether a word is an initial: «Д.», «Дж.»."""
    return bool(_INITIAL.fullmatch(word))


def is_patronymic(word: str) -> bool:
    """Tells whether a word looks like a Russian patronymic."""
    return bool(_PATRONYMIC.fullmatch(word))


def extra_names(middle: str) -> list[str]:
    """Returns the names between first and last, patronymics apart: any can be a Spaniard's or a Pakistani's surname."""
    return [word for word in middle.split(" ") if len(word) > 2 and not is_patronymic(word)] if middle else []


def _surely_patronymic(word: str) -> bool:
    """Tells a patronymic from a surname that looks like one, but is of no first name: «Шендерович»."""
    match = _PATRONYMIC.fullmatch(word)
    if not match or match["f"]:
        return bool(match)
    stem = fold(word)[: match.start("m")].rstrip("ь")
    return any(is_first_name(stem + ending) for ending in ("", "й", "ий", "ь", "я", "а", "ей"))


def _patronymic_gender(middle: str) -> Gender | None:
    match = _PATRONYMIC.fullmatch(middle)
    if not match:
        return None
    return "m" if match["m"] else "f"


def last_name_gender(last: str) -> Gender | None:
    """Returns the gender that a Russian surname shows by its ending: «Захарова», «Косачёв»."""
    folded = fold(last)
    if len(folded) < 5:
        return None
    if _FEMALE_ENDING.search(folded, len(folded) - 3):
        return "f"
    return "m" if _MALE_ENDING.search(folded, len(folded) - 2) else None


def surname_core(last: str) -> str:
    """Drops the particles before a folded surname: «уль-малук» is found by «малук»."""
    core = last.split(" ")[-1]
    head, _, tail = core.partition("-")
    return tail if tail and len(head) <= 3 else core


def near_surnames(a: str, b: str) -> bool:
    """Tells whether two folded surnames can be spellings of one: «мэй» and «мей», not «иванов» and «иванова»."""
    if a == b:
        return True
    shorter, longer = sorted((a, b), key=len)
    if _of_one_family(a, b):
        return False
    if longer in (shorter + "а", shorter + "у", shorter + "ой"):
        return False
    if shorter[-2:] in ("ий", "ый") and longer[-2:] == "ая":
        return False
    if skeleton(a) == skeleton(b):
        return distance(a, b, _NEAR) <= (_NEAR if len(shorter) >= 4 else 0.3)
    if len(shorter) < 5 or len(longer) - len(shorter) > 2 or len(set(a) ^ set(b)) > 4:
        return False  # cheaper than to measure
    return distance(a, b, _NEAR) <= _NEAR


def _of_one_family(a: str, b: str) -> bool:
    """Tells whether one is the plural of the other: «скрипали» and «скрипаль»."""
    return _stem(a) == _stem(b) and (a[-1:] in _PLURAL) != (b[-1:] in _PLURAL)


def _stem(surname: str) -> str:
    return surname.rstrip("аеийоыьюя")


def misspelt_surname(a: str, b: str) -> bool:
    """Tells whether two folded surnames of people with one first name can be one.

    They are a slip apart («джонсон», «донсон»), or what readers of another language hear («албаниз», «альбанезе»).
    """
    if min(len(a), len(b)) < 5 or _of_one_family(a, b):
        return False
    if skeleton(a) == skeleton(b) and len(skeleton(a)) >= _TELLING:
        return distance(a, b, _HEARD) <= _HEARD
    return abs(len(a) - len(b)) <= 1 and len(set(a) ^ set(b)) <= 2 and distance(a, b, 1.0) <= 1.0


def near_first_names(a: str, b: str) -> bool:
    """Tells whether two folded first names can be one: a short form, a spelling, a slip; never two known names."""
    if one_first_name(a, b):
        return True
    weight = distance(a, b, 1.0)
    if is_first_name(a) and is_first_name(b):
        slip = is_common_first_name(a) != is_common_first_name(b)  # the list has «Владмир», too
        return (weight < (0.7 if slip else 0.5) and skeleton(a) == skeleton(b)) or weight <= 0.3
    return weight <= (0.85 if skeleton(a) == skeleton(b) else 1.0) and min(len(a), len(b)) >= 4
