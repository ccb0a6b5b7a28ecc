"""The declensions of Russian as endings: what an unknown word may be a form of.

One row of the table says: a word that ends so, after such a stem, is this nominative in these cases. The rows speak of
classes of words and of none in particular; `guesses` turns a word into all the nominatives that explain it. How likely
each class is among names of people and of places is said by `weights.py`.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import count
from typing import NamedTuple

VOWELS = frozenset("аеёиоуыэюя")
# Vowels on which names end that may not change.
STILL = "еиоуыэю"

MASCULINE, FEMININE, NEUTER, PLURAL = range(4)
GENDERS = "mfnp"
GENDER_NAMED = {"Masc": MASCULINE, "Fem": FEMININE, "Neut": NEUTER}  # by the names of the tagger and the dictionary
NOM, GEN, DAT, ACC, INS, LOC = range(6)


class Declension(NamedTuple):
    """A row of the table after one letter: words with this ending have a nominative with that one in these cases.

    `paradigm` is its class and `letter` the last one of the stem. `cases` is a bit mask; the plural counts as a gender.
    """

    number: int
    nominative: str
    gender: int
    cases: int
    paradigm: str
    letter: str

    @property
    def ending(self) -> str:
        """The last letter of the stem with the nominative's ending, empty for adjectives."""
        return "" if self.paradigm.startswith("adj") else self.letter + self.nominative


Guess = tuple[str, Declension]  # the nominative that a declension makes of a word


# Stems: c a consonant, h one that takes the hard endings of both kinds, s a hushing one or ц, k a velar or a hushing
# one, v a vowel, e a vowel but и, w the same or ь, i the letter и, o a surname in -ов -ев -ин -ын, p a consonant but
# ь and й, t a hard one, d the same but velars, l one that ь may follow, g a velar, y the letter ь, j the letter й.
_STEMS = {
    "c": "бвгджзйклмнпрстфхцчшщь",
    "p": "бвгджзклмнпрстфхцчшщ",
    "h": "бвгдзклмнпрстфхцжш",
    "s": "жшчщц",
    "k": "гкхжшчщ",
    "g": "гкх",
    "d": "бвдзлмнпрстф",
    "n": "н",
    "o": "вн",
    "y": "ь",
    "j": "й",
    "t": "бвгдзклмнпрстфх",
    "v": "аеёиоуыэюя",
    "i": "и",
    "w": "аеёоуыэюяь",
    "e": "аеёоуыэюя",
    "l": "бвдзлмнпрстфжшчщ",
}

# paradigm, gender, then ending: stem, nominative ending, cases
_TABLE = """
hard   m  -:p::N      а:p::GA     у:p::D      ом:t::I     ем:s::I     ом:s::I     е:p::L
soft   m  ь:l:ь:N     я:l:ь:GA    ю:l:ь:D     ем:l:ь:I    ём:l:ь:I    е:l:ь:L
yot    m  й:v:й:N     я:v:й:GA    ю:v:й:D     ем:v:й:I    ём:v:й:I    е:e:й:L     и:i:й:L
ov     m  -:o::N      а:o::GA     у:o::D      ым:o::I     е:o::L
ova    f  а:o:а:N     ой:o:а:GDIL ою:o:а:I    у:o:а:A
ovy    p  ы:o:ы:N     ых:o:ы:GAL  ым:o:ы:D    ыми:o:ы:I
adj    m  ый:t:ый:N   ий:g:ий:N   ий:k:ий:N   ой:p:ой:N   ого:t:ый:GA ого:k:ий:GA его:k:ий:GA ого:h:ой:GA им:n:ий:I
adj    m  ым:t:ый:I   им:k:ий:I   ым:t:ой:I   им:g:ой:I   ом:t:ый:L   ом:k:ий:L
adj    m  ем:k:ий:L   ом:h:ой:L   ий:n:ий:N   его:n:ий:GA ем:n:ий:L
adjd   m  ому:t:ый:D  ому:k:ий:D  ему:k:ий:D  ому:h:ой:D  ему:n:ий:D
adja   f  ая:h:ая:N   ая:k:ая:N   ой:h:ая:GDIL ей:k:ая:GDIL яя:n:яя:N   ей:n:яя:GDIL
adjaa  f  ую:h:ая:A   ую:k:ая:A   юю:n:яя:A
adje   p  ые:t:ые:N   ие:k:ие:N   ых:t:ые:GAL их:k:ие:GAL ым:t:ые:D   им:k:ие:D   ыми:t:ые:I  ими:k:ие:I
adjo   n  ое:h:ое:NA  ее:k:ее:NA  ого:h:ое:G  его:k:ее:G  ому:h:ое:D  ему:k:ее:D  ым:t:ое:I   им:k:ое:I   ом:h:ое:L
first  f  а:p:а:N     ы:d:а:G     ы:s:а:G     е:p:а:DL    у:p:а:A     ой:h:а:I    ей:s:а:I    ою:h:а:I
firstk f  и:k:а:G
firstv f  а:v:а:N
firstw f  ы:v:а:G     е:v:а:DL    у:v:а:A     ой:v:а:I
firsty f  я:l:я:N     и:l:я:G     е:l:я:DL    ю:l:я:A     ей:l:я:I    ёй:l:я:I
firsty f  я:w:я:N     и:w:я:G     е:w:я:DL    ю:w:я:A     ей:w:я:I    ёй:w:я:I
firsty f  я:j:я:N     и:j:я:G     е:j:я:DL    ю:j:я:A     ей:j:я:I    ёй:j:я:I
firsti f  я:i:я:N     и:i:я:GDL   ю:i:я:A     ей:i:я:I
firstie f е:i:я:DL
third  f  ь:l:ь:NA    и:l:ь:GDL   ью:l:ь:I    и:k:ь:GDL
neut   n  о:p:о:NA    а:p:о:G     у:p:о:D     ом:p:о:I    е:p:о:L
neute  n  е:y:е:NAL   я:y:е:G     ю:y:е:D     ем:y:е:I
neutl  n  я:l:е:G     ю:l:е:D     ем:l:е:I
neute  n  е:l:е:NAL   е:i:е:NA    я:i:е:G     ю:i:е:D     ем:i:е:I    и:i:е:L
plurh  p  ы:d:ы:NA    ов:d:ы:G    ам:d:ы:D    ами:d:ы:I   ах:d:ы:L    и:k:и:NA    ов:g:и:G
plurk  p  ам:k:и:D    ами:k:и:I   ах:k:и:L    ей:k:и:G    ев:s:ы:G    ы:s:ы:NA    ам:s:ы:D    ами:s:ы:I
plurs  p  и:l:и:NA    ей:l:и:G    ям:l:и:D    ями:l:и:I   ях:l:и:L    и:v:и:NA    ев:v:и:G    ям:v:и:D    ями:v:и:I
fleet  m  ца:p:ец:GA  цу:p:ец:D   цем:p:ец:I  цом:p:ец:I  це:p:ец:L   ка:l:ок:GA  ку:l:ок:D   ком:l:ок:I  ке:l:ок:L
fleety m  ька:p:ек:GA ьку:p:ек:D  ьком:p:ек:I ьке:p:ек:L  йца:v:ец:GA йцу:v:ец:D  йцем:v:ец:I йцом:v:ец:I йце:v:ец:L
fleeth m  ка:s:ек:GA  ку:s:ек:D   ком:s:ек:I  ке:s:ек:L   ьца:p:ец:GA ьцу:p:ец:D  ьцем:p:ец:I ьцом:p:ец:I ьце:p:ец:L
plurz  p  -:d:ы:G     -:k:и:G
plurf  p  ок:p:ки:G   ек:s:ки:G   ец:p:цы:G
"""

_LETTERS = {"N": 1 << NOM, "G": 1 << GEN, "D": 1 << DAT, "A": 1 << ACC, "I": 1 << INS, "L": 1 << LOC}
_SURNAMES = ("ов", "ев", "ёв", "ин", "ын")
_ADJECTIVES = ("ский", "цкий")
OF_SURNAMES = frozenset(("ov", "ova", "ovy"))
_LONGEST_TAIL = 5  # letters of an ending with the one before it


@cache
def declensions() -> tuple[Declension, ...]:
    """Returns all declensions, each at the place that its number tells."""
    return tuple(declension for found in by_tail().values() for declension in found)


@cache
def by_tail() -> dict[str, tuple[Declension, ...]]:
    """Returns the declensions by the last letter of a stem and the ending after it, in the order of their numbers."""
    rows: dict[str, list[tuple[str, int, int, str, str]]] = defaultdict(list)
    for line in _TABLE.split("\n"):
        if not line:
            continue
        paradigm, gender, *cells = line.split()
        for cell in cells:
            ending, stem, nominative, cases = cell.split(":")
            mask = sum(_LETTERS[case] for case in cases)
            for letter in _STEMS[stem]:
                rows[letter + ending.strip("-")].append((nominative, GENDERS.index(gender), mask, paradigm, letter))
    numbers = count()
    return {tail: tuple([Declension(next(numbers), *row) for row in found]) for tail, found in rows.items()}


# The plural of surnames: its ending with the case, what stands for it in the singular of a man and of a woman.
_PLURALS = """
ы:N ых:GAL ым:D ыми:I | ов ев ин ын | - а
ие:N их:GAL им:D ими:I | ск цк | ий ая
и:N ей:GA ям:D ями:I ях:L | - | ь ь
ы:N ов:GA ам:D ами:I ах:L | - | - -
ы:N ам:D ами:I ах:L | - | а а
"""


def _plurals() -> Iterator[tuple[str, str, str, int]]:
    for line in _PLURALS.split("\n"):
        if line:
            endings, stems, (man, woman) = (part.split() for part in line.split("|"))
            for stem in stems:
                for ending, _, cases in (each.partition(":") for each in endings):
                    words = [(stem + each).replace("-", "") for each in (ending, man, woman)]
                    yield words[0], words[1], words[2], sum(_LETTERS[case] for case in cases)


_OF_PLURAL = tuple(_plurals())


def singulars(word: str, gender: int) -> list[tuple[str, int]]:
    """Returns the nominatives of a man's or a woman's surname that a word in lower case may be the plural of.

    With each come the cases that the word then stands in, as a bit mask.
    """
    found = []
    for ending, man, woman, cases in _OF_PLURAL:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 1:
            found.append((stem + (woman if gender == FEMININE else man), cases))
    return found


def womans(surname: str) -> str:
    """Returns a woman's surname by that of a man, in lower case, where hers has another ending; else nothing."""
    if surname.endswith(_SURNAMES):
        return surname + "а"
    return surname[:-2] + "ая" if surname.endswith(_ADJECTIVES) else ""


def guesses(word: str) -> list[Guess]:
    """Returns every nominative that the declensions of the table make of a word in lower case."""
    found = []
    tails = by_tail()
    for cut in range(len(word), max(1, len(word) - _LONGEST_TAIL), -1):
        declined = tails.get(word[cut - 1 :])
        if declined:
            stem = word[:cut]
            surname = cut > 3 and stem.endswith(_SURNAMES)
            for each in declined:
                if surname or each.paradigm not in OF_SURNAMES:
                    found.append((stem + each.nominative, each))
    return found
