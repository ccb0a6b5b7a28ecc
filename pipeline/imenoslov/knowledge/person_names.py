"""Personal names: their parts, and whether two spellings can be one name."""

import re
from functools import lru_cache

from imenoslov.document import Gender, Person
from imenoslov.knowledge.first_names import first_name_gender, is_common_first_name, is_first_name, one_first_name
from imenoslov.knowledge.particles import EASTERN, PATRONYMS, eastern
from imenoslov.knowledge.spelling import distance, fold, skeleton
from imenoslov.knowledge.tsv import read_words

_INITIALS = re.compile(r"((?:^|(?<=[\s.]))[А-ЯЁA-Z][а-яёa-z]{0,2}\.)\s*(?=\S)")
_INITIAL = re.compile(r"[А-ЯЁA-Z][а-яёa-z]{0,2}\.|[А-ЯЁ]")
_PATRONYMIC = re.compile(r"[а-яё]+(?:(?P<m>[ое]вич|ьич|мич|кич|нич)|(?P<f>[ое]вна|ична|инична))", re.I)
_LONGEST_INITIAL = 4
_PATRONYMIC_ENDINGS = frozenset({"ич", "на"})
_PRIMATE = re.compile(r"^.*\b[Вв]сея Руси\s+(?=\S)")
_BRACKETED = re.compile(r"\([^()]*\)")
_NUMBER = re.compile(r"[IVXLC]+")
# «Саиф-уль-Хак»: the hyphen before an article keeps first and last name apart as a space does.
_HYPHENED = re.compile(r"(?<=[а-яё]{3})-(?=(?:[уУ]ль?|[аА]ль|[эЭ]ль|[аАэЭ][дзрстш]|[иИ]бн|[бБ]ин)-[А-ЯЁ])")
# «Роберт Кеннеди — младший».
_GENERATION = re.compile(r" ?[—–-] ?(?=(?:млад|стар)ший$)")
_DAUGHTERS = frozenset({"кызы", "гызы"})
# Numbers of monarchs in words: «Абдалла Второй», «Елизавета Вторая».
_NUMBERS = "первый второй третий четвёртый пятый шестой седьмой восьмой первая вторая третья четвёртая пятая шестая"
_ORDINALS = {
    fold(word): ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")[at % 8] for at, word in enumerate(_NUMBERS.split())
}
_PARTICLES = read_words("particles")
# English letters that two initials are spelt with: «Джей Ди Вэнс», «Джей Кей Роулинг».
_LETTERS = frozenset(["эй", "би", "си", "ди", "джи", "эйч", "джей", "кей", "эл", "эм", "пи", "ар", "ти"])
_COMMON_SURNAMES = read_words("common surnames")


def _by_gender(women: str, men: str) -> dict[str, Gender]:
    return {**dict.fromkeys(read_words(women), "f"), **dict.fromkeys(read_words(men), "m")}


_DEMONYMS = _by_gender("women of a country", "men of a country")
_TITLE_GENDERS = _by_gender("titles of women", "titles of men")
_TITLES = read_words("titles") | _TITLE_GENDERS.keys()
# What these words begin is no first name before a surname, or not surely.
_OTHER_FIRST_WORDS = _TITLES | _DEMONYMS.keys() | _PARTICLES | EASTERN | {"папа"}

# How far apart two spellings of one name may be.
_NEAR = 0.85
# The same for surnames of so many consonants, all alike, beside one first name.
_HEARD = 1.6
_TELLING = 4

_PLURAL = ("и", "ы", "е")
_POLISH = frozenset({"ски", "цки"})

_MALE_ENDINGS = frozenset({"ов", "ев", "ин", "ын", "ий", "ый", "ой"})
_FEMALE_ENDINGS = frozenset({"ова", "ева", "ина", "ына"})


@lru_cache(8_192)
def read_person(base: str) -> Person:
    """Reads the parts of a personal name in its base form: «Д. Дэвис», «Шойгу Сергей», «Ким Чен Ын», «фон дер Ляйен».

    A name of one word is a first name when the lists know it, else a last name. The gender is that of a title, a
    patronymic or the first name, where one of these tells it.
    """
    base = _PRIMATE.sub("", base) if "Руси" in base else base
    base = _GENERATION.sub("-", base) if " " in base and "ший" in base[-3:] else base
    base = _HYPHENED.sub(" ", base).replace(".-", ". ") if "-" in base else base
    plain = _BRACKETED.sub(" ", base) if "(" in base else base
    words = (_INITIALS.sub(r"\1 ", plain) if "." in plain else plain).split()
    if not words:
        return Person(last=base)
    folded = [fold(word) for word in words]
    if len(words) == 2 and _is_plain(words, folded):
        return Person(words[0], None, words[1], first_name_gender(folded[0]))
    gender = next((_TITLE_GENDERS[word] for word in folded[:-1] if word in _TITLE_GENDERS), None)
    at = 0
    if _is_demonym(words, folded):
        gender, at = _DEMONYMS[folded[0]], 1
    elif folded[0] in _TITLES or words[0][0].islower():
        at = _titles(words, folded)
    return _read_words(words[at:], folded[at:], gender) if at else _read_words(words, folded, gender)


def _is_plain(words: list[str], folded: list[str]) -> bool:
    """Tells whether two words are first and last name beyond doubt, and no title, particle, patronymic or number."""
    last = folded[1]
    return (
        len(last) > _LONGEST_INITIAL
        and last[-2:] not in _PATRONYMIC_ENDINGS
        and folded[0] not in _OTHER_FIRST_WORDS
        and words[0][0].isupper()
        and words[1][0].isupper()
        and not last.isascii()
        and not is_common_first_name(last)
        and last not in _ORDINALS
    )


def _read_words(words: list[str], folded: list[str], gender: Gender | None) -> Person:
    """Reads words without titles, given as they are and folded; a title has told a `gender`, or has not."""
    if len(words) > 1 and words[-1].isascii() and _NUMBER.fullmatch(words[-1]):
        return Person(first=" ".join(words), gender=gender or first_name_gender(folded[0]))
    if len(words) == 2 and folded[1] in _ORDINALS:
        number = f"{words[0]} {_ORDINALS[folded[1]]}"
        return Person(first=number, gender=gender or first_name_gender(folded[0]))
    if len(words) == 1:
        if is_first_name(folded[0]):
            return Person(first=words[0], gender=gender or first_name_gender(folded[0]))
        return Person(last=words[0], gender=gender)
    if not PATRONYMS.isdisjoint(folded[1:]):
        return _read_patronym(words, folded)
    if _is_particle(words, folded) or (len(words) == 2 and folded[1].endswith("ский") and words[0] == "Папа"):
        return Person(last=" ".join(words), gender=gender)
    if any(word[0].islower() and not _starts_with_particle(word) for word in words):
        return Person(last=" ".join(words), gender=gender)  # «Иван и Мария Петровы»: no one person
    ordered = _surname_last(words, folded)
    if ordered is not words:
        words, folded = ordered, [fold(word) for word in ordered]
    if len(words) == 2 and _surely_patronymic(words[1]) and not is_initial(words[0]):
        return Person(first=words[0], middle=words[1], gender=gender or _patronymic_gender(words[1]))
    if len(words) == 2:
        return Person(first=words[0], last=words[1], gender=gender or first_name_gender(folded[0]))
    if folded[0] in _LETTERS and folded[1] in _LETTERS:
        return Person(first=" ".join(words[:2]), last=" ".join(words[2:]), gender=gender)
    at = next((i for i, word in enumerate(folded) if i and word in _PARTICLES), len(words) - 1)
    middle = " ".join(words[1:at]) or None
    gender = gender or _patronymic_gender(middle or "") or first_name_gender(folded[0])
    return Person(first=words[0], middle=middle, last=" ".join(words[at:]), gender=gender)


def _read_patronym(words: list[str], folded: list[str]) -> Person:
    """Reads a name with a father's: «Полад Бюльбюль оглы», «Темир уулу Максат», «Гейдар Алирза оглы Алиев».

    Beside a first name alone it is the surname.
    """
    at = next(at for at, word in enumerate(folded) if at and word in PATRONYMS)
    father, others = f"{words[at - 1]} {words[at]}", [*words[: at - 1], *words[at + 1 :]]
    gender: Gender = "f" if folded[at] in _DAUGHTERS else "m"
    if len(others) < 2:
        return Person(first=others[0] if others else None, last=father, gender=gender)
    if at == len(words) - 1 and last_name_gender(others[0]):
        others.reverse()  # «Алиев Гейдар Алирза оглы»
    return Person(first=others[0], middle=father, last=" ".join(others[1:]), gender=gender)


def _is_particle(words: list[str], folded: list[str]) -> bool:
    """Tells whether a surname begins with a particle, even with a capital: «Фон дер Ляйен», «Де Ниро»; not «Ван И»."""
    if words[0] in _PARTICLES:
        return True
    if folded[0] not in _PARTICLES or is_first_name(folded[0]):
        return False
    return (len(words) == 2 and len(words[1]) > 2) or (len(words) == 3 and words[1] in _PARTICLES)


def _is_demonym(words: list[str], folded: list[str]) -> bool:
    """Tells whether a name begins with where one is from: «Латвийка Иванова», but «Поляк Юрий» is a surname."""
    if folded[0] not in _DEMONYMS or len(words) < 2:
        return False
    return not (len(words) == 2 and is_first_name(folded[1])) and not _surely_patronymic(words[-1])


def _titles(words: list[str], folded: list[str]) -> int:
    """Counts the roles and titles at the front: «патриарх Кирилл»."""
    at = 0
    while at < len(words) - 1:
        small = words[at][0].islower() and folded[at] not in _PARTICLES and any(w[0].isupper() for w in words[at + 1 :])
        if not small and folded[at] not in _TITLES:
            break
        at += 1
    return at


def _surname_last(words: list[str], folded: list[str]) -> list[str]:
    """Puts the surname last where it stands first: «Шойгу Сергей Кужугетович», «Путин В. В.», «Ким Чен Ын»."""
    if eastern(folded):
        return [" ".join(words[1:]), words[0]]
    if is_initial(words[0]):
        return words  # «А. В. Дворкович»
    surname_first = len(words) == 3 and is_patronymic(words[2]) and not is_patronymic(words[1])
    if not surname_first:
        ends_in_given = is_common_first_name(folded[-1]) or is_initial(words[-1]) or _surely_patronymic(words[-1])
        surname_first = ends_in_given and not is_first_name(folded[0])
    return [*words[1:], words[0]] if surname_first else words


def _starts_with_particle(word: str) -> bool:
    folded = fold(word)
    return folded in _PARTICLES or folded.partition("-")[0] in _PARTICLES


def is_initial(word: str) -> bool:
    """Tells whether a word is an initial: «Д.», «Дж.»."""
    return len(word) <= _LONGEST_INITIAL and bool(_INITIAL.fullmatch(word))


def is_patronymic(word: str) -> bool:
    """Tells whether a word looks like a Russian patronymic."""
    return bool(_patronymic(word))


def _patronymic(word: str) -> re.Match[str] | None:
    return _PATRONYMIC.fullmatch(word) if word[-2:].lower() in _PATRONYMIC_ENDINGS else None


def extra_names(middle: str) -> list[str]:
    """Returns the names between first and last, patronymics apart: any can be a Spaniard's or a Pakistani's surname."""
    return [word for word in middle.split(" ") if len(word) > 2 and not is_patronymic(word)] if middle else []


def _surely_patronymic(word: str) -> bool:
    """Tells a patronymic from a surname that looks like one, but is of no first name: «Шендерович»."""
    match = _patronymic(word)
    if not match or match["f"]:
        return bool(match)
    stem = fold(word)[: match.start("m")].rstrip("ь")
    return any(is_first_name(stem + ending) for ending in ("", "й", "ий", "ь", "я", "а", "ей"))


def _patronymic_gender(middle: str) -> Gender | None:
    match = _patronymic(middle)
    if not match:
        return None
    return "m" if match["m"] else "f"


def last_name_gender(last: str) -> Gender | None:
    """Returns the gender that a Russian surname shows by its ending: «Захарова», «Косачёв»."""
    folded = fold(last)
    if len(folded) < 5:
        return None
    ending = folded[-3:]
    if ending in _FEMALE_ENDINGS or "ая" in ending:
        return "f"
    return "m" if ending[1:] in _MALE_ENDINGS else None


def is_common_surname(last: str) -> bool:
    """Tells whether many people have a folded surname, or a woman its form of one: «иванова», «смит»."""
    return last in _COMMON_SURNAMES or (last[-1:] == "а" and last[:-1] in _COMMON_SURNAMES)


def surname_core(last: str) -> str:
    """Drops the particles before a folded surname: «уль-малук» is found by «малук»."""
    words = last.split(" ")
    core = words[-2] if len(words) > 1 and words[-1] in PATRONYMS else words[-1]
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
    """Tells whether one is the plural of the other: «скрипали» and «скрипаль», not Polish «качиньски»."""
    if a[-3:] in _POLISH or b[-3:] in _POLISH:
        return False
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
    alike = skeleton(a) == skeleton(b)
    if is_first_name(a) and is_first_name(b):
        if not alike:
            return distance(a, b, 0.3) <= 0.3
        slip = is_common_first_name(a) != is_common_first_name(b)  # the list has «Владмир», too
        return distance(a, b, 0.7) < (0.7 if slip else 0.5)
    shorter = min(len(a), len(b))
    near = 1.0 if not alike else 0.85 if shorter >= 4 else 0.25
    return shorter >= (3 if alike else 4) and distance(a, b, near) <= near
