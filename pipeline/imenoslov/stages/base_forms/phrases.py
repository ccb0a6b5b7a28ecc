"""Places and organisations: the head of the phrase and its adjectives stand in one case, the rest stays as it is."""

import re
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache

from imenoslov.document import Reading
from imenoslov.knowledge.endings import (
    DAT,
    FEMININE,
    GEN,
    INS,
    LOC,
    MASCULINE,
    NEUTER,
    NOM,
    PLURAL,
    guesses,
)
from imenoslov.knowledge.names import gazetteer, listed_names, outline, phrases, unchanging_names
from imenoslov.knowledge.paradigms import Paradigms
from imenoslov.knowledge.tables import CELLS, Scores, Table, changed, frozen, join, levelled, merge, only
from imenoslov.knowledge.tsv import read_words
from imenoslov.knowledge.weights import CONTEXT, PLACE
from imenoslov.stages.base_forms.evidence import case_score, soft_emission
from imenoslov.stages.base_forms.figures import numbered, ordinal
from imenoslov.stages.base_forms.heads import ADJECTIVE, Heads, has_article, is_generic
from imenoslov.stages.base_forms.marks import DASHES
from imenoslov.stages.base_forms.possessives import FULL_ADJECTIVE, Possessives
from imenoslov.stages.base_forms.tags import tag
from imenoslov.stages.base_forms.wording import Word, cyrillic, fold

# What stands between the parts of «Ростов-на-Дону»: the first part alone changes.
_LINKS = frozenset(("на", "над", "под", "де", "ла", "ле", "дю", "сюр", "ам", "оф"))
_ABBREVIATION_ENDINGS = ("ами", "ах", "ам", "ов", "ом", "ем", "у", "а", "е", "ы", "и", "ой", "ю", "я")
_CAPITALS = re.compile(r"[А-ЯЁ]{2,}[а-яё]{1,3}$")
# A ministry called by a genitive: «Минцифры», «Минприроды»; «Минфин» declines.
_MINISTRY = re.compile(r"мин(\w{3,}(?:ы|и|ия))")
_ENGLISH_WORDS = read_words("undeclined words")
# The names of English letters, of which abbreviations are made: «Эн-Би-Си».
_ENGLISH_LETTERS = read_words("English letters")
# Abbreviations of agencies, departments, ministries and other neuters, with which their adjectives agree.
_NEUTER = read_words("neuter abbreviations")
# Articles that open a name with a hyphen.
_ARTICLES = read_words("articles")
# How adjectives end that agree with an oblique noun of this gender, and no surname in the genitive does («-ого» is of
# both); surnames of women that end like them, and of men that have the name of a town.
_AFTER_FEMININE = ("ой", "ей", "ую", "юю")
_AFTER_MASCULINE = ("ому", "ему", "ым", "им", "ом", "ем")
_OF_WOMEN = ("овой", "евой", "иной", "ыной")
_OF_MEN = ("ова", "ева")
_NOTHING = Scores((0.0,) * CELLS)


class StreetName(Enum):
    """How the name of a street stands after its noun."""

    AGREES = "на улице Рощинской"
    OF_PLACE = "на улице Лондона"
    STAYS = "на улице Белинского"


@lru_cache(4096)
def emission(pos: str, feats: str, known: bool) -> Scores:
    """Scores the cells by the tagger's case, gender and number."""
    mark = tag(pos, feats)
    if mark.case < 0:
        return _NOTHING
    scores = [0.0] * CELLS
    prefix = "p " if known else "p unknown "
    for cell in range(CELLS):
        gender, case = divmod(cell, 6)
        score = case_score(mark.case, case, prefix)
        if mark.plural != (gender == PLURAL):
            score = score + CONTEXT[prefix + "number"]
        elif not mark.plural and mark.gender >= 0 and gender != mark.gender:
            score = score + CONTEXT[prefix + "gender"]
        scores[cell] = score
    return Scores(scores)


class Phrases:
    """Decides the names of places and organisations."""

    def __init__(self, paradigms: Paradigms, size: int = 4_096) -> None:
        self._paradigms = paradigms
        self._table = lru_cache(size)(self._make)
        self._part = lru_cache(size)(self._find_part)
        self._unchanging = unchanging_names()
        self._known = phrases()
        self._towns = gazetteer()
        self._possessives = Possessives(paradigms.lexicon)
        self._owner = lru_cache(size)(self._possessives.table)
        self._bare = lru_cache(size)(self._is_bare)
        self._names = listed_names()
        self._heads = Heads(paradigms.lexicon, self._possessives)

    def _make(self, text: str, role: str) -> Table | None:
        """Returns the table of a word; None for one that does not change.

        A word that is «alone» may be a name that only looks like an everyday word, and so may be the «inner» words and
        the «last» of a row of names; in other company («») the dictionary is right. An «adjective» is before its noun.
        """
        if len(text) < 2 or not cyrillic(text):
            name, number = numbered(text)
            table = self._make(name, role) if number else None
            return changed(table, suffix=number) if table else ordinal(text)
        word = fold(text)
        if text.isupper() or _CAPITALS.match(text):
            return self._abbreviation(text)
        if text[-1].isupper():
            name, hyphen, abbreviation = text.rpartition("-")  # «Уралочка-НТМК», but «СПбГУ», «АдГ»
            table = self._make(name, role) if hyphen and len(abbreviation) > 1 else None
            return table and changed(table, suffix=f"-{abbreviation.lower()}")
        if text[0].islower():
            if has_article(text):  # «ан-Нусры»
                article, _, name = word.partition("-")
                return changed(self._paradigms.place(name, role), prefix=f"{article}-")
            table = self._paradigms.noun(word) if role == "noun" else self._paradigms.common(word)
            return None if table.empty() else table
        if word in self._unchanging or text[-1] == "ё" or self._is_ministry(word):
            return frozen(word)
        if "-" in word:
            return self._hyphenated(word, text[word.rindex("-") + 1 :].islower())
        if role == "adjective":  # «Белой Церковью»: there is a Бела, too
            table = self._paradigms.common(word) if self._full(word) else self._paradigms.adjective(word)
            if not table.empty():
                return table
        if not role and self._everyday_or_place(word):
            table = self._paradigms.common(word)
            if not table.empty():  # «Старая Русса» and the Russes are nothing to each other
                return self._paradigms.merged(table, self._paradigms.place(word), PLACE["by chance"])
        return self._paradigms.place(word, role)

    def _is_ministry(self, word: str) -> bool:
        """Tells whether a word is a ministry called by a genitive, and no form of a name: «Минприроды», «Миннесоты»."""
        found, knows = _MINISTRY.fullmatch(word), self._paradigms.lexicon.knows
        return found is not None and not knows(word) and knows(found[1])

    def _everyday_or_place(self, word: str) -> bool:
        """Tells whether the dictionary has the word as more than a name of people: «Дальнее Константиново»."""
        readings = self._paradigms.lexicon.senses(word)
        return bool(readings) and any(reading.kind not in ("Surn", "Name", "Patr") for reading in readings)

    def _hyphenated(self, word: str, everyday: bool) -> Table:
        if self._paradigms.lexicon.knows(word):
            whole = self._paradigms.common(word)
            if not whole.empty():
                return whole
        parts = word.split("-")
        place = self._paradigms.place
        if len(parts) > 2 and parts[1] in _LINKS and len(parts[0]) > 1:
            return merge(changed(place(parts[0]), suffix=word[len(parts[0]) :]), frozen(word, -3.0))
        head, _, last = word.rpartition("-")
        if (len(parts) > 2 and last.endswith("ее")) or _ENGLISH_LETTERS.issuperset(parts[-2:]):
            return frozen(word)  # «Вейк-ан-Зее», «Эн-Би-Си»
        right = place(last) if len(last) > 1 else frozen(last)
        if everyday and len(parts) == 2 and self._paradigms.lexicon.knows(last):
            right = self._paradigms.common(last)  # «Сапун-гора»
        if len(parts) > 2 or len(head) < 2 or head in _ARTICLES:
            return self._paradigms.attested(changed(right, prefix=head + "-"), word)
        left = place(head)
        nominative = max(left.tops[0], left.tops[6], left.tops[12], left.tops[18])
        if ADJECTIVE.search(last):
            nominative = nominative + PLACE["adjective after hyphen"]
        both = self._paradigms.double(left, right, head, nominative + PLACE["hyphen"])
        if self._is_listed(head) and self._is_listed(last):
            both = merge(both, join(levelled(left), right))  # of a club and its town: «Спартака-Костромы»
        return self._paradigms.attested(both, word)

    def _is_listed(self, word: str) -> bool:
        """Tells whether a word is an oblique form of a name of the lists; few on -о decline in a foreign row."""
        return word not in self._names and any(name in self._names and name[-1] != "о" for name, _ in guesses(word))

    def _abbreviation(self, text: str) -> Table | None:
        """Reads capitals: «МИДа» is МИД with an ending, «США» stays, «МОСКВЕ» is a word."""
        if text.isupper():
            word = fold(text)
            known = self._paradigms.lexicon.knows(word)
            if len(text) > 4 and known:
                return merge(self._paradigms.common(word), frozen(word, PLACE["capitals"]))
            return None
        for ending in _ABBREVIATION_ENDINGS:
            stem = text[: -len(ending)]
            if text.endswith(ending) and len(stem) > 1 and stem.isupper() and stem[-1] not in "АЕИОУЫЭЮЯ":
                return frozen(fold(stem))
        return None

    def of_street(self, word: Word, noun_gender: int) -> StreetName:
        """Tells how the name of a street stands after its noun, which has this gender."""
        folded = fold(word.text)
        readings = self._paradigms.lexicon.senses(folded)
        person = folded.endswith(_OF_MEN) or any(reading.kind in ("Surn", "Name", "Patr") for reading in readings)
        endings = _AFTER_FEMININE if noun_gender == FEMININE else _AFTER_MASCULINE
        if folded.endswith(endings) and (
            any(reading.pos == "ADJ" and not reading.kind for reading in readings)
            or (not person and not folded.endswith(_OF_WOMEN))
        ):
            return StreetName.AGREES
        place = any(r.kind == "Geox" for r in readings) or any(n in self._towns for n, _ in guesses(folded))
        return StreetName.OF_PLACE if place and not person else StreetName.STAYS

    def tables(self, words: Sequence[Word]) -> tuple[list[Table | None], list[Scores]]:
        """Returns the tables of the words that change, None for the others, and what the tags say of each."""
        if len(words) == 1:  # most are, and none of the questions below arises
            (word,) = words
            alone = self._table(word.text, "alone") if word.pos != "ADP" else None
            return [alone], [_said(word, alone)]
        well_known = self._recognised(words)
        if well_known:
            return [None if word == "—" else frozen(word) for word in well_known], [_NOTHING] * len(words)
        changing, row = self._heads.changing(words)
        if words and self._is_english(words[-1]):
            changing = {0} if 0 in changing and self._is_listed(fold(words[0].text)) else set()
        tables = [
            self._table(
                word.text,
                _role(index, row)
                or (index + 1 in changing and self._part(word.text, word.pos, words[index + 1].text.islower()))
                or (word.pos == "NOUN" and word.text[0].islower() and self._part(word.text, "NOUN", None))
                or "",
            )
            if index in changing
            else None
            for index, word in enumerate(words)
        ]
        for index in changing:
            table = tables[index]
            if table is None:
                continue
            if row < 0 and index + 1 in changing:
                tables[index] = table = self._owner(words[index].text, words[index + 1].text) or table
            if index > 1 and words[index - 1].text == "и":
                lemma = self._lemma(words[index])
                tables[index] = frozen(lemma) if lemma else levelled(table)
            elif index > 1 and any(word.text in DASHES for word in words[1:index]):
                tables[index] = levelled(table)  # «Нашего дома — России»
        if row > 0 and (is_generic(words[row]) or self._heads.is_brand(words[0])):
            for index in range(row):  # «Чайна Мерчантс Банка», «Яндекс Еды»
                if not self._heads.is_adjective(fold(words[index].text)):
                    tables[index] = None
        elif row < 0 and changing and words[max(changing)].text in _NEUTER:
            for index in changing - {max(changing)}:
                table = tables[index]
                tables[index] = table and only(table, NEUTER)  # «Центральным МТУ»
        noun = _shared_noun(words)
        if noun and (lemma := self._paradigms.lexicon.lemma(fold(words[noun].text), "NOUN")):
            tables[noun] = frozen(fold(lemma))
        said = [*map(_said, words, tables)]
        if len(changing) > 1:
            last = max(changing)
            bare = self._bare(words[last].text)
            for index in changing:
                word, table = words[index], tables[index]
                if table is not None and (bare if index == last else word.pos == "ADJ"):
                    said[index] = _of_either(word.pos, word.feats, word.doubts, table.known, bare)
        return tables, said

    def _find_part(self, text: str, pos: str, before_everyday: bool | None) -> str:
        """Returns the role of a word that is an adjective before its noun, or an everyday noun at the end, or nothing.

        It stands before an everyday word or not; None is one at the end.
        """
        word = fold(text)
        if not FULL_ADJECTIVE.search(word):
            return ""
        if before_everyday is None:
            return "noun" if self._noun_or_adjective(word) else ""
        found = (before_everyday and (pos == "ADJ" or ADJECTIVE.search(word))) or self._full(word)
        return "adjective" if found else ""

    def _is_bare(self, text: str) -> bool:
        """Tells whether a word at the end of a name is an adjective without a noun: «Большое Солдатское»."""
        word = fold(text)
        return bool(FULL_ADJECTIVE.search(word)) and self._full(word)

    def _full(self, word: str) -> bool:
        """Tells whether the dictionary has the word as an adjective that is no name."""
        return any(reading.pos == "ADJ" and not reading.kind for reading in self._paradigms.lexicon.senses(word))

    def _noun_or_adjective(self, word: str) -> bool:
        """Tells whether the dictionary has the word as a noun and as an adjective, too: «дорогой»."""
        parts = {reading.pos for reading in self._paradigms.lexicon.senses(word) if reading.case}
        return "NOUN" in parts and "ADJ" in parts

    @staticmethod
    def _is_english(word: Word) -> bool:
        """Tells whether a word is an English one that nobody declines, and few what stands before it."""
        folded = fold(word.text)
        return folded in _ENGLISH_WORDS or ("-" in folded and _ENGLISH_LETTERS.issuperset(folded.split("-")))

    def _lemma(self, word: Word) -> str | None:
        """Returns the nominative of an everyday noun in the singular, None of another word."""
        if not word.text.islower() or word.pos != "NOUN" or "Number=Sing" not in word.feats:
            return None
        lemma = self._paradigms.lexicon.lemma(fold(word.text), "NOUN")
        return lemma and fold(lemma)

    def _recognised(self, words: Sequence[Word]) -> tuple[str, ...]:
        """Returns the well-known name that the words may be a form of, or nothing: «Газпром нефти» is Газпром нефть."""
        if len(words) < 2:
            return ()
        names = self._known.get(outline(["—" if word.text == "–" else fold(word.text[:2]) for word in words]))
        if names is None:
            return ()
        folded = tuple(["—" if word.text == "–" else fold(word.text) for word in words])
        if folded in names:
            return folded
        return next((name for name in names if all(map(self._form, folded, name))), ())

    def _form(self, word: str, nominative: str) -> bool:
        """Tells whether a word may be a form of a nominative; those with hyphens are looked at part by part."""
        if word == nominative or self._paradigms.place(word).has(nominative):
            return True
        parts, others = word.split("-"), nominative.split("-")
        return len(parts) == len(others) > 1 and all(map(self._form, parts, others))


@lru_cache(4096)
def _of_either(pos: str, feats: str, doubts: tuple[Reading, ...], known: bool, neuter: bool) -> Scores:
    """Returns what tags say, less sure of the masculine gender of an adjective, which its oblique cases do not show.

    Where nothing else tells it is rather a `neuter`, or rather not.
    """
    scores = soft_emission(emission, doubts, known) if doubts else emission(pos, feats, known)
    found = list(scores)
    for case in (GEN, DAT, INS, LOC):
        masculine = scores[6 * MASCULINE + case]
        found[6 * NEUTER + case] = max(scores[6 * NEUTER + case], masculine - (0.0 if neuter else 0.5))
        found[6 * MASCULINE + case] = masculine - (0.5 if neuter else 0.0)
    return Scores(found)


def _said(word: Word, table: Table | None) -> Scores:
    """Returns what the tags of a word say of the cells of its table."""
    if table is None:
        return _NOTHING
    if word.doubts:
        return soft_emission(emission, word.doubts, table.known)
    return emission(word.pos, word.feats, table.known)


def _shared_noun(words: Sequence[Word]) -> int:
    """Returns the place of the noun in the plural that several names share, of which the last is here, or 0.

    «Ярославской и Владимирской областей» are two: the last is «Владимирская область».
    """
    if len(words) != 2 or not (cyrillic(words[0].text) and words[1].text.islower()):
        return 0
    mark, other = (tag(word.pos, word.feats) for word in words)
    agrees = mark.case == other.case > NOM and words[0].pos == "ADJ" and words[1].pos == "NOUN"
    return int(agrees and other.plural and not mark.plural and not other.animate)


def _role(index: int, row: int) -> str:
    if row < 0:
        return ""
    return "inner" if index < row else "last" if index == row else ""
