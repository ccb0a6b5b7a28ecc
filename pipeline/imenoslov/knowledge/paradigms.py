"""What a word of a name may be a form of, by the dictionary, the name lists and the endings.

A table is made once per word and kept. People's words and the words of places and organisations are read with
different weights: after «-а» a person is likely a man in the genitive, a place a feminine noun in the nominative.
"""

from collections.abc import Sequence
from functools import lru_cache

from imenoslov.knowledge.endings import (
    ACC,
    FEMININE,
    GEN,
    GENDER_NAMED,
    GENDERS,
    MASCULINE,
    NEUTER,
    PLURAL,
    STILL,
    VOWELS,
    declensions,
    guesses,
)
from imenoslov.knowledge.frequencies import MOST, level_of
from imenoslov.knowledge.lexicon import Lexicon, Reading
from imenoslov.knowledge.names import (
    declined_names,
    first_names,
    first_names_abroad,
    listed_names,
    surnames,
    surnames_abroad,
)
from imenoslov.knowledge.particles import has_eastern_syllables
from imenoslov.knowledge.place_letters import letters_before
from imenoslov.knowledge.tables import Cells, Table, changed, join, merge, shifted
from imenoslov.knowledge.weights import PERSON, PLACE, Weights
from imenoslov.knowledge.word_tables import WordTables

_DECLINED = ("NOUN", "ADJ", "VERB", "DET", "NUM", "PRON")
_NAMES = frozenset(("Name", "Surn", "Patr"))
_GENITIVE, _ACCUSATIVE = 1 << GEN, 1 << ACC
_CASE = {"Nom": 0, "Gen": 1, "Dat": 2, "Acc": 3, "Ins": 4, "Loc": 5}
_ALL_GENDERS = (MASCULINE, FEMININE, NEUTER, PLURAL)
_SKI = ("ски", "цки")
_SKY = ("ский", "цкий", "ская", "цкая")
_SETTLEMENT = ("ово", "ево", "ино", "ыно")
# What the names of lands, towns and companies are made with: «Хузестан», «Луганщина», «Йоркшир», «Совкомбанк».
_PARTS = """
стан щина поле море озеро ленд ланд шир град бург берг бад форд таун дорф хейм поль банк биржа пром нефть газ торг строй
инвест фонд экспорт импорт связь калий телеком надзор контроль стат спорт тех атом авиа химия защита гвардия
холдинг маш завод мет союз центр реестр энерго металл уголь медиа фарма фарм нефтехим добыча переработка канал
логистика сервис лизинг страх хоз снаб сбыт транс флот спирт горсуд облсуд райсуд дума избирком горсовет
облсовет космос геология цемент фильм концерт разведка полиция прокуратура сталь золото трест нафта здрав
"""
_MADE_WITH = tuple(_PARTS.split())
_SURNAMES = ("ов", "ев", "ин", "ын")
_ADJECTIVAL = ("ого", "его", "ому", "ему", "ые", "ие", "ых", "их", "ыми", "ими", "ое", "ее", "ую", "юю")
_TAJIK = "зода"
_FAMILIES = ("овых", "евых", "иных", "ыных")  # a surname does not end so, its plural does
_VELARS = frozenset("гхжшчщ")  # the genitive of a name on -а ends in -и after these, and after к
_BEFORE_K = VOWELS | frozenset("йлнрстькц")  # what stands before a last -к or -ц: «Волчка» is of no Волчк
_BEFORE_N = VOWELS | frozenset("йлнрмськ")  # and before a last -н: «Бубна» is of no Бубн
_BEFORE = {"к": _BEFORE_K, "ц": _BEFORE_K, "н": _BEFORE_N}
_FIXED = ("дзе", "заде", "оглу", "оглы", "еску")  # no other name ends so
_INANIMATE = {0b1010: 0b10, 0b1: 0b1001}  # the accusative of a masculine that is not a person is the nominative


class Paradigms:
    """The tables of words in lower case with е for ё; `size` bounds each cache.

    They are made by the compiled part, as far as it goes, unless they shall be `plain`; both say the same.
    """

    def __init__(self, lexicon: Lexicon, size: int = 4_096, plain: bool = False) -> None:
        self.lexicon = lexicon
        self._first = first_names()
        self._abroad = first_names_abroad()
        self._vowels = surnames_abroad()
        self._own = declined_names()
        self._towns = listed_names()
        self._outer = PERSON
        self._inner = {key: weight + PERSON.get("inner " + key, 0.0) for key, weight in PERSON.items()}
        self._outer_classes = _classes(self._outer, PERSON)
        self._inner_classes = _classes(self._inner, PERSON)
        self._place_classes = _classes(PLACE, PLACE)
        self._letters = letters_before()
        self._person_rarity = _rarity(PERSON)
        self._place_rarity = _rarity(PLACE)
        self._is_name = lru_cache(size)(self._may_be_name)
        self._compiled = None if plain else self._tables()
        self._level = level_of if plain else lexicon.words.level
        self._is_surname = surnames().__contains__ if plain else lexicon.words.is_surname
        self.dotted = lexicon.dotted if plain else lru_cache(size)(lexicon.words.dotted)
        self.person = lru_cache(size)(self._make_person)
        self.place = lru_cache(size)(self._make_place)
        self.common = lru_cache(size)(self._make_common)
        self.noun = lru_cache(size)(lambda word: self._common(word, ("NOUN",)))
        self.adjective = lru_cache(size)(self._make_adjective)

    def _tables(self) -> WordTables:
        people, inner = (self._outer, self._outer_classes), (self._inner, self._inner_classes)
        rarity = self._person_rarity, self._place_rarity
        return WordTables(self.lexicon.words, people, inner, self._place_classes, rarity)

    def _make_person(self, word: str, inner: bool, eastern: bool = False, syllables: int = 0) -> Table:
        found = None if eastern or self._compiled is None else self._compiled.person(word, inner)
        return found or self._person(word, inner, eastern, syllables)

    def _make_place(self, word: str, role: str = "") -> Table:
        return (self._compiled and self._compiled.place(word, role)) or self._place(word, role)

    def _make_common(self, word: str) -> Table:
        return (self._compiled and self._compiled.common(word)) or self._common(word)

    def _person(self, word: str, inner: bool, eastern: bool = False, syllables: int = 0) -> Table:
        """Returns the table of a capitalised word of a person's name; an `inner` one is not the last of its name.

        The last word of an `eastern` name is none of the dictionary's: «Чен Ира» is no Ira. Where `syllables`
        are given, its nominative is made of Eastern ones, so many at most: «Ли Шаньфу» is no «Шаньф».
        """
        weights = PERSON
        prior, classes = (self._inner, self._inner_classes) if inner else (self._outer, self._outer_classes)
        cells = Cells()
        add = cells.add
        first = self._first
        known = False
        other = 0  # how common the commonest nominative is that the word may be a form of
        surface = self._level(word)
        bonus = self._person_rarity[surface]
        genders: dict[str, tuple[int, ...]] = {}
        for reading in () if eastern else self.lexicon.known(word):
            if reading.nominative is None or not reading.case or reading.case == "Voc":
                continue
            gender = PLURAL if reading.number == "Plur" else GENDER_NAMED.get(reading.gender, PLURAL)
            if gender == NEUTER:
                continue
            weight = prior[reading.kind] + (weights["fixed"] if reading.fixed else 0.0)
            if gender == PLURAL:
                weight = weight + weights["plural surname" if reading.kind == "Surn" else "plural"]
            known = known or reading.kind in _NAMES
            nominative = _fold(reading.nominative)
            if reading.kind == "Name" and gender != PLURAL:
                genders[nominative] = (*genders.get(nominative, ()), gender)
            level = self._name_level(nominative)
            if reading.kind == ("Name" if inner else "Surn"):  # it is not unheard of: Склифосовский
                level = max(level, 1)
            weight = weight + bonus[level]
            cases = 1 << _CASE[reading.case]
            if gender == MASCULINE and cases == _GENITIVE:  # «Волчка» is the accusative of a man too
                cases |= _ACCUSATIVE
            add(nominative, gender, cases, weight)
        for nominative, (number, _, gender, cases, paradigm, letter) in guesses(word):
            by_class = classes[number]
            if by_class is None or (eastern and paradigm in ("first", "firstk", "firsty") and letter != "й"):
                continue
            if syllables and not has_eastern_syllables(nominative, syllables):
                continue
            level = self._name_level(nominative)
            if level > other and nominative != word:
                other = level
            listed = inner and not eastern and (nominative in first or nominative in self._abroad)
            weight = by_class + bonus[max(level, 1) if listed else level]
            if paradigm in ("fleet", "fleeth") and _syllables(nominative) > 2:
                weight = weight + weights["fleet long"]
            if eastern:
                pass
            elif nominative in first:
                weight = weight + weights["first list"]
            elif self._is_surname(nominative):
                weight = weight + weights["last list"]
            if not inner and not eastern and nominative in self._vowels:
                weight = weight + weights["surname abroad"]
            if letter == "к" and nominative.endswith(_SKY):
                weight = weight + weights["-ский"]
            if letter == "д" and nominative.endswith(_TAJIK):
                weight = weight + weights["-зода"]
            if paradigm == "hard" and letter in _BEFORE and nominative[-2] not in _BEFORE[letter]:
                weight = weight + weights["cluster н" if letter == "н" else "cluster"]
            if paradigm == "hard" and nominative.endswith("стр"):  # «Хукстре» is of Хукстра
                weight = weight + weights["cluster н"]
            if letter == "х" and nominative.endswith(_FAMILIES):
                weight = weight + weights["stays"]
            said = "" if eastern else self._abroad.get(nominative, "")
            dictionary = genders.get(nominative, ())
            if dictionary:
                # a name of the dictionary has its weight already, but not as one of the other gender: Бела is a man too
                said = "".join([letter for letter in said if GENDERS.index(letter) not in dictionary])
            if not paradigm.startswith("first"):
                weight = weight + self._spoken(prior, said, GENDERS[gender])
                add(nominative, gender, cases, weight)
                continue
            # the dictionary knows that Мария is a woman and Никита a man
            allowed = dictionary if dictionary and not said else (FEMININE, MASCULINE)
            if FEMININE in allowed:
                add(nominative, FEMININE, cases, weight + self._spoken(prior, said, "f"))
            if MASCULINE in allowed:
                add(nominative, MASCULINE, cases, weight + prior["man in -а"] + self._spoken(prior, said, "m"))
            elif not inner:  # a man's surname can be like a woman's name: Эдман Лара
                add(nominative, MASCULINE, cases, weight + prior["man in -а"] + weights["man like a woman"])
        cells.slip(weights["slip"])
        letter = word[-1]
        said = "" if eastern else self._abroad.get(word, "")
        man, woman = self._spoken(prior, said, "m"), self._spoken(prior, said, "f")
        if letter in "ая":
            after = word[-2:-1] in VOWELS
            still = prior["а after vowel" if after else "а"]
            if said and after and letter == "а":
                still = still + weights["а abroad"]
            cells.still(word, (MASCULINE, FEMININE), still)
        elif letter in VOWELS:
            velar = letter == "и" and _is_velar(word) and not (said or word in first)
            still = prior["и after velar" if velar else letter] + (weights["-дзе"] if word.endswith(_FIXED) else 0.0)
            still = still + (weights["still"] * (surface - other) if other else weights["alone"] * surface)
            if word in first or (letter in "оэ" and self._is_surname(word)):
                still = still + weights["listed"]
            elif not inner and word in self._vowels:
                still = still + weights["surname abroad"]
            if said and letter in "иу":  # Али is likelier than the genitive of Аля
                still = still + weights[letter + " abroad"]
            cells.still(word, (MASCULINE,), still + man)
            cells.still(word, (FEMININE,), still + woman)
        else:
            still = weights["still consonant"] * surface
            masculine = 0.0
            if word.endswith(("ой", "ах", "ях")) and _syllables(word) > 1:
                masculine = weights["woman on -ой" if letter == "й" else "woman on -ах"]
            if said == "f":
                woman = woman + weights["consonant abroad"]
            cells.still(word, (FEMININE,), prior["woman on consonant"] + still + woman + masculine)
            lasting = word.endswith(("ых", "их")) and not word.endswith(_FAMILIES)
            ending = "-ых" if lasting else "man on consonant"
            cells.still(word, (MASCULINE,), prior[ending] + still)
        short = inner and _syllables(word) == 1
        cells.still(word, _ALL_GENDERS, weights["eastern" if eastern else "short" if short else "stays"])
        return cells.table(known)

    @staticmethod
    def _spoken(prior: Weights, said: str, gender: str) -> float:
        """Returns what the list of first names abroad says of a nominative of this gender: `said` are those it has."""
        if not said or gender not in "mf":
            return 0.0
        return prior["abroad" if gender in said else "other abroad"]

    def _name_level(self, nominative: str) -> int:
        """Returns how common a nominative is as a name; what the dictionary has as another word or form counts as rare.

        The news have «Олега» often, as a form of Олег and not as a woman's name.
        """
        level = self._level(nominative)
        return level if level < 2 or self._is_name(nominative) else 1

    def _may_be_name(self, word: str) -> bool:
        """Tells whether the dictionary has a word as a name in the nominative, or not at all."""
        readings = self.lexicon.known(word)
        return not readings or any(r.kind in _NAMES and r.case == "Nom" for r in readings)

    def _place(self, word: str, role: str = "") -> Table:
        """Returns the table of a capitalised word of a place or an organisation.

        In a row of names an «inner» word may stay as it is, the «last» one hardly («Сан Луисе», «Коза Ностры»).
        """
        weights = PLACE
        cells = Cells()
        add = cells.add
        readings = self.lexicon.known(word) or self.lexicon.parses(word)
        surface = self._level(word)
        bonus = self._place_rarity[surface]
        doubt = 0.0
        alone = True
        # Nominatives that the dictionary has, of places if it has any, else of all but the surnames that may be «-ово»,
        # too: no reason to doubt those of nouns.
        told, placed = set[str](), False
        for reading in readings:
            if reading.known and reading.nominative is not None:
                place = reading.kind in ("Geox", "Orgn")
                doubt = min(doubt, weights["known place" if place else "known"])
                if place and not placed:
                    told, placed = set(), True
                if place or not (placed or (reading.kind == "Surn" and reading.nominative.endswith(_SURNAMES))):
                    told.add(_fold(reading.nominative))
            weight = weights[reading.kind] + (weights["fixed"] if reading.fixed else 0.0)
            if reading.nominative is not None and _fold(reading.nominative) in self._towns:
                weight = weight + weights["read town"]
            self._read(cells, reading, weight, bonus)
        for nominative, declension in guesses(word):
            number, ending, gender, cases, paradigm, _ = declension
            by_class = self._place_classes[number]
            if by_class is None:
                continue
            level = self._level(nominative)
            if level and nominative != word:
                alone = False
            weight = by_class + bonus[level]
            before = self._before(declension.ending, nominative, len(nominative) - len(ending) - 2)
            weight = weight + weights["letters"] * before
            if nominative in self._own:
                weight = weight + weights["listed"]
            if nominative in self._towns:
                weight = weight + weights["town"]
            if paradigm == "neut" and nominative.endswith(_SETTLEMENT) and nominative[-4:] != "щино":
                weight = weight + weights["-ово"]
            if nominative.endswith(_MADE_WITH):
                weight = weight + weights["-стан"]
            if gender == MASCULINE:
                cases = _INANIMATE.get(cases, cases)
            sure = nominative in told and not paradigm.startswith("adj")
            add(nominative, gender, cases, weight if sure else weight + doubt)
        cells.slip(weights["slip"])
        letter = word[-1]
        if letter not in VOWELS:
            weight = weights["-ах" if word.endswith(("ах", "ях")) else "consonant"]
        elif word.endswith(_ADJECTIVAL):
            weight = weights["а"]
        else:
            weight = weights["а" if letter == "я" else letter]
        still = weights["alone" if alone else "still"] * surface
        if letter in STILL:
            still = still + weights["still letters"] * self._letters.get(letter, {}).get(word[-2:-1], 0.0)
            still = still + weights["letters"] * self._before(word[-2:], word, len(word) - 3)
            if word in self._towns:
                still = still + weights["still town"]
        cells.still(word, (MASCULINE, FEMININE, NEUTER), weight + still + doubt)
        stays = weights[role if role in ("inner", "last") else "stays"]
        if role == "inner":
            stays = stays + max(0.0, cells.best(word))
        cells.still(word, _ALL_GENDERS, stays)
        return cells.table(doubt < 0)

    def _before(self, ending: str, nominative: str, place: int) -> float:
        """Returns what the letter at a place says of the nominative of a place that has this ending after it."""
        return self._letters.get(ending, {}).get(nominative[place], 0.0) if place >= 0 else 0.0

    def double(self, left: Table, right: Table, head: str, score: float) -> Table:
        """Returns the table of two words with a hyphen between them: both declined, or the second alone.

        That has the first one's surface, `head`, before it and a score added.
        """
        found = self._compiled and self._compiled.double(left, right, head, score)
        return found or merge(join(left, right), changed(right, prefix=head + "-", score=score))

    def merged(self, one: Table, other: Table, score: float) -> Table:
        """Returns the table that has the nominatives of two, a score added to those of the second one."""
        found = self._compiled and self._compiled.merged(one, other, score)
        return found or merge(one, changed(other, score=score))

    def attested(self, compound: Table, word: str) -> Table:
        """Returns the table of a place with hyphens, with what the news say of its nominatives: «Баня-Лука»."""
        surface = self._level(word)
        bonus, town = self._place_rarity[surface], PLACE["town"]
        found = self._compiled and self._compiled.attested(compound, surface)
        return found or shifted(
            compound,
            lambda nominative: bonus[self._level(nominative)] + (town if nominative in self._towns else 0.0),
        )

    def _common(self, word: str, parts: Sequence[str] = _DECLINED) -> Table:
        """Returns the table of an everyday word of these parts of speech, by the dictionary and its predictions."""
        cells = Cells()
        for reading in self.lexicon.known(word) or self.lexicon.parses(word):
            if reading.pos not in parts:
                continue
            level = self._level(_fold(reading.nominative or ""))
            weight = PLACE["common"] + PLACE["common level"] * level
            if reading.kind == "Surn" and reading.fixed:  # «Белых касок» are nothing of a Mr Belykh's
                weight = weight + PLACE["common surname"]
            self._read(cells, reading, weight, ())
        if "-" in word and cells.empty():
            head, _, last = word.rpartition("-")
            return changed(self.common(last), prefix=head + "-")
        if not cells.empty():
            cells.still(word, _ALL_GENDERS, PLACE["stays"])
        return cells.table(known=True)

    def _make_adjective(self, word: str) -> Table:
        """Returns the table of an adjective that the dictionary may lack, by its ending: «Купянскому»."""
        cells = Cells()
        for nominative, declension in guesses(word):
            velar = declension.letter in _VELARS or declension.letter == "к"
            if declension.paradigm.startswith("adj") and not (velar and declension.nominative == "ый"):
                score = PLACE["common"] + (PLACE["-ой"] if declension.nominative == "ой" else 0.0)
                cells.add(nominative, declension.gender, declension.cases, score)
        if not cells.empty():
            cells.still(word, _ALL_GENDERS, PLACE["stays"])
        return cells.table(known=True)

    def _read(self, cells: Cells, reading: Reading, weight: float, bonus: Sequence[float]) -> None:
        if reading.nominative is None or not reading.case or reading.case == "Voc":
            return
        if reading.pos not in _DECLINED:
            return
        if not reading.known:
            weight = weight + PLACE["predicted"] + PLACE["prediction"] * reading.score
        nominative = _fold(reading.nominative)
        if bonus:
            weight = weight + bonus[self._level(nominative)]
        mask = 1 << _CASE[reading.case]
        gender = PLURAL if reading.number == "Plur" else GENDER_NAMED.get(reading.gender, -1)
        for each in (gender,) if gender >= 0 else (MASCULINE, FEMININE, NEUTER):
            cells.add(nominative, each, mask, weight)


def _rarity(weights: Weights) -> list[list[float]]:
    """Returns the score of a nominative by the level of its form in the news and by its own, 0 being an unseen one."""
    seen = [weights["seen"] + weights["level"] * level for level in range(1, MOST + 1)]
    return [[weights["unseen"] * surface, *seen] for surface in range(MOST + 1)]


def _classes(prior: Weights, letters: Weights) -> list[float | None]:
    """Returns the weight of each declension, by its class and the last letter of the stem, None for an unused class."""
    return [
        prior[each.paradigm] + letters.get(each.paradigm + each.letter, 0.0) if each.paradigm in prior else None
        for each in declensions()
    ]


def _is_velar(word: str) -> bool:
    """Tells whether a word on -и may be the genitive of one on -а: «Янши», «Гречки», but not «Пападаки», «Мицкоски»."""
    if word[-2:-1] == "к":
        return len(word) > 2 and word[-3] not in VOWELS and not word.endswith(_SKI)
    return word[-2:-1] in _VELARS


def _syllables(word: str) -> int:
    return sum(map(word.count, VOWELS))


def _fold(word: str) -> str:
    return word.replace("ё", "е")
