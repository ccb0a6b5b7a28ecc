"""Spelling: when two written names are one name, for the eye of a program.

`fold` makes names comparable, `slug` makes ids of them, `skeleton` finds spellings worth comparing and `distance`
weighs how far two spellings are from each other. The weights follow the variants that transcription into Russian
produces (Мэй / Мей, Хусейн / Хуссейн, Саиф / Сайф); they are our own.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

# Marks without a width that texts from the web have inside words: soft hyphens, joiners, directions, byte order.
_INVISIBLE = re.compile("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
# What is folded once it is in lower case: nine names in ten.
_FOLDED = re.compile("[а-я-]+(?: [а-я-]+)*")
_TO_FOLD = re.compile("[ё‐‑‒–—―−«»\"“”„‟'’‘`ʼ´]")
_SAME = str.maketrans("ё‐‑‒–—―−", "е-------", "«»\"“”„‟'’‘`ʼ´")

# Latin letters that look like Cyrillic ones: a word that mixes both alphabets was meant in Cyrillic.
_LOOK_ALIKES = str.maketrans("aceopxykmtbhi", "асеорхукмтвні".replace("і", "и"))
_LATIN_LOOK_ALIKES = str.maketrans("асеорхукмтвн", "aceopxykmtbh")
_MIXED_LATIN = re.compile("(?=.*[a-z])[a-zасеорхукмтвн]+")
_LATIN_LETTER = re.compile("[a-z]")
_MIXED = re.compile(r"(?=[a-z-]*[а-я])(?=[а-я-]*[aceopxykmtbh])[а-яaceopxykmtbh-]+")

# Latin to Cyrillic, longest first: a rough reading, good enough to compare skeletons.
_LATIN = (
    ("shch", "щ"), ("sch", "ш"), ("tch", "ч"), ("kh", "х"), ("zh", "ж"), ("ch", "ч"), ("sh", "ш"), ("th", "т"),
    ("ph", "ф"), ("ts", "ц"), ("tz", "ц"), ("ck", "к"), ("qu", "кв"), ("gh", "г"), ("ya", "я"), ("yu", "ю"),
    ("yo", "е"), ("ee", "и"), ("oo", "у"), ("ou", "у"), ("a", "а"), ("b", "б"), ("c", "к"), ("d", "д"), ("e", "е"),
    ("f", "ф"), ("g", "г"), ("h", "х"), ("i", "и"), ("j", "дж"), ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"),
    ("o", "о"), ("p", "п"), ("q", "к"), ("r", "р"), ("s", "с"), ("t", "т"), ("u", "у"), ("v", "в"), ("w", "в"),
    ("x", "кс"), ("y", "и"), ("z", "з"), ("ö", "е"), ("ä", "е"), ("ü", "ю"), ("ß", "с"), ("é", "е"), ("è", "е"),
    ("ç", "с"), ("ñ", "н"),
)  # fmt: skip
_LATIN_PATTERN = re.compile("|".join(source for source, _ in _LATIN))
_LATIN_MAP = dict(_LATIN)
_LATIN_OR_ACCENTED = re.compile("[a-zäöüßéèçñ]")

_SLUG_WORD = re.compile(r"[\w&+]+")
_NUMBER_APART = re.compile(r"(?<=[^\W\d])\s*[-‐‑‒–—―−]\s*(?=\d+\W*$)")

# What is weak is left out of a skeleton, consonants are devoiced.
_WEAK = re.compile("[аеиоуыэюяйьъ' -]+")
_WEAK_LETTERS = "аеиоыэюяйьъ' -"
_UNSURE = frozenset("уabcdefghijklmnopqrstuvwxyzäöüßéèçñ")
_DEVOICED = tuple(zip("бвгджзщц", "пфктшсшс", strict=True))
_TO_VOICELESS = str.maketrans(dict(_DEVOICED))
_GLIDE = re.compile("у(?=[аеиоэ])")  # of a foreign w: «Уолтер», «Вальтер»
_DOUBLED = re.compile(r"(.)(?=\1)")

_VOWELS = "аеиоуыэюя"
# Pairs that transcription mixes, cheap to exchange; every other pair of vowels costs `_VOWEL`.
_CLOSE = {
    order: cost
    for pairs, cost in (
        (("еэ", "ий", "ыи", "ьи", "еи", "оа", "юу", "яа", "ео", "йы", "эа"), 0.25),
        (("еа",), 0.4),
        (("сз", "тд", "фв", "гк", "бп", "шж", "хг", "цс", "сш", "чш", "кх", "вб", "шщ", "гж", "уо", "ау", "ув"), 0.4),
    )
    for pair in pairs
    for order in ((pair[0], pair[1]), (pair[1], pair[0]))
}
_VOWEL = 0.5
# What it costs to exchange a letter for another: 1 where it is not here.
_CHEAP = {
    left: {right: _CLOSE.get((left, right), _VOWEL) for right in _VOWELS if left in _VOWELS}
    | {right: cost for (one, right), cost in _CLOSE.items() if one == left}
    for left in {*_VOWELS, *(one for one, _ in _CLOSE)}
}
_NONE: dict[str, float] = {}
# Letters that come and go between variants: й and the signs, vowels beside vowels, doubled consonants, a mute х.
_SILENT = {"й": 0.25, "ь": 0.1, "ъ": 0.1, "-": 0.1, " ": 0.1, "х": 0.5}


@lru_cache(16_384)
def fold(name: str) -> str:
    """Folds a name for comparison: lower case, ё as е, no quotes, one kind of dash and of space."""
    return _folded(name)


def _folded(name: str) -> str:
    lower = name.lower()
    if _FOLDED.fullmatch(lower):
        return lower
    name = visible(name).lower()
    if _TO_FOLD.search(name):
        name = name.translate(_SAME)
    name = " ".join(name.split()).strip(" ,;:")
    if name.isascii() or not _LATIN_LETTER.search(name):
        return name
    return " ".join(map(_in_one_alphabet, name.split(" ")))


def _in_one_alphabet(word: str) -> str:
    """Writes a word that mixes both alphabets in the one it was meant in, if the other's letters look like its own."""
    if _MIXED.fullmatch(word):
        return word.translate(_LOOK_ALIKES)
    return word.translate(_LATIN_LOOK_ALIKES) if _MIXED_LATIN.fullmatch(word) else word


def number_apart(name: str) -> str:
    """Sets a number at the end of a name apart by a space: «Россия-24», «Россия — 24»."""
    return _NUMBER_APART.sub(" ", name) if name.rstrip('»"”“')[-1:].isdigit() else name


def visible(name: str) -> str:
    """Returns a name without invisible characters, if it has others."""
    return name if name.isprintable() else _INVISIBLE.sub("", name) or name


@lru_cache(8_192)
def slug(name: str) -> str:
    """Makes the part of an id that names something: the folded words joined by `-`."""
    return "-".join(_SLUG_WORD.findall(_folded(name)))


@lru_cache(8_192)
def cyrillic(folded: str) -> str:
    """Reads the Latin letters of a folded name as Cyrillic ones."""
    return _in_cyrillic(folded)


def _in_cyrillic(folded: str) -> str:
    if _LATIN_OR_ACCENTED.search(folded):
        return _LATIN_PATTERN.sub(lambda match: _LATIN_MAP[match[0]], folded)
    return folded


@lru_cache(8_192)
def skeleton(folded: str) -> str:
    """Returns the consonants of a folded name, devoiced and undoubled: equal for most variants of one name."""
    return _bones(folded) or folded


def skeletons(folded: Sequence[str]) -> list[str]:
    """Returns the skeletons of several folded names at once; none holds a line end."""
    if not folded:
        return []
    return [bones or name for bones, name in zip(_bones("\n".join(folded)).split("\n"), folded, strict=True)]


def outer_bones(folded: str) -> str:
    """Returns the first and the last letter of the skeleton of a folded name, mostly without making it."""
    bones = folded.strip(_WEAK_LETTERS)
    if not bones or bones[0] in _UNSURE or bones[-1] in _UNSURE:
        bones = skeleton(folded)
        return bones[:1] + bones[-1:]
    return (bones[0] + bones[-1]).translate(_TO_VOICELESS)


def _bones(folded: str) -> str:
    read = _in_cyrillic(folded)
    if "у" in read:
        read = _GLIDE.sub("в", read)
    bones = _WEAK.sub("", read)
    for voiced, voiceless in _DEVOICED:
        bones = bones.replace(voiced, voiceless)
    return _DOUBLED.sub("", bones)


@lru_cache(8_192)
def distance(a: str, b: str, limit: float = 4.0) -> float:
    """Weighs the difference of two folded names: 0 for the same, about 0.25 a transcription variant, 1 a slip.

    Levenshtein's distance with transpositions, with the weights above; what lies beyond `limit` is measured no further
    than that.
    """
    a, b = cyrillic(a), cyrillic(b)
    if a == b:
        return 0.0
    before: list[float] = []
    last = [0.0]
    gaps = [_gap(b, j, letter) for j, letter in enumerate(b)]
    for gap in gaps:
        last.append(last[-1] + gap)
    for i, left in enumerate(a):
        gap = _gap(a, i, left)
        beside = last[0]
        best = beside + gap
        row = [best]
        cheap = _CHEAP.get(left, _NONE)
        for j, right in enumerate(b):
            step = best + gaps[j]
            best = beside if left == right else beside + cheap.get(right, 1.0)
            beside = last[j + 1]
            if beside + gap < best:
                best = beside + gap
            if step < best:
                best = step
            if i and j and left == b[j - 1] and right == a[i - 1] and left != right and before[j - 1] + 0.8 < best:
                best = before[j - 1] + 0.8
            row.append(best)
        if min(row) > limit and min(last) > limit:  # a transposition may come from the row before
            return limit + 1.0
        before, last = last, row
    return round(last[-1], 3)


def _gap(word: str, index: int, letter: str) -> float:
    if letter in _SILENT:
        return _SILENT[letter]
    if word[index : index + 2] == "дж":
        return 0.3  # «Анджелина», «Анжелина»
    beside = word[index - 1 : index] if index else ""
    if letter == beside:
        return 0.15
    if letter in _VOWELS and index + 1 < len(word):
        after = word[index + 1]
        return 0.35 if (beside in _VOWELS and beside) or after in _VOWELS else 0.6
    return 1.0
