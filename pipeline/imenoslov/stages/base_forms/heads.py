"""Which words of a place or an organisation change together: the head with its adjectives, or a row of names."""

import re
from collections.abc import Sequence

from imenoslov.knowledge.endings import ACC, DAT, GEN, INS, LOC, MASCULINE, NEUTER, NOM
from imenoslov.knowledge.lexicon import CASES, Lexicon
from imenoslov.knowledge.names import companies
from imenoslov.knowledge.nouns import ORGANISATION_NOUNS
from imenoslov.stages.base_forms.figures import declines_in_figures
from imenoslov.stages.base_forms.marks import DASHES
from imenoslov.stages.base_forms.possessives import AGREEING, Possessives
from imenoslov.stages.base_forms.tags import tag
from imenoslov.stages.base_forms.wording import Word, cyrillic, fold

# Generic nouns with which the place that they name agrees: «в городе Москве» is «город Москва».
_APPOSED = re.compile(r"(?:город|рек|сел|деревн)(?:а|е|у|ом|и|о|ой|я|ю|ей)?$")
# The Arabic article before a name: «ан-Нусра», «аль-Ислам».
_ARTICLE = re.compile(r"(?:[аэ]ль|[аэ][дзнрстш])-[А-ЯЁ]")
# Letters in which no full adjective ends.
_OF_NOUNS = frozenset("бвгджзклнпрстфцчшщь")
ADJECTIVE = re.compile(r"[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)$")
# The cases, by the dictionary, of nouns that nothing in their phrase governs.
_DEPENDENT_NEVER = frozenset((CASES[DAT], CASES[ACC], CASES[INS], CASES[LOC]))


class Heads:
    """Finds the words that change."""

    def __init__(self, lexicon: Lexicon, possessives: Possessives) -> None:
        self._lexicon = lexicon
        self._possessives = possessives
        self._companies = companies()

    def changing(self, words: Sequence[Word]) -> tuple[set[int], int]:
        """Returns the indices of the words that change together, and the last one of a row of names, or -1.

        They are the head noun and the adjectives that agree with it, or the words of a name that has no everyday word
        for a head.
        """
        changing: set[int] = set()
        head = -1
        for index, word in enumerate(words):
            if not cyrillic(word.text) and not declines_in_figures(word.text):
                if not changing and (word.text in "«\"“„'" or (index == 0 and _numbers(words))):
                    continue
                break
            if word.text.lower() == "и" and changing:
                continue
            if word.pos == "ADP":
                break
            changing.add(index)
            if self._modifies(words, index):
                continue
            head = index
            break
        if head < 0:
            return changing, -1
        last = head
        while self._continues(words, head, last):
            last += 1
        if last > head:
            changing.update(range(head, last + 1))
            return changing, last
        if head < len(words) - 1 and self._follows(words, head):
            changing.add(head + 1)
        if self._coordinates(words, head):
            changing.add(head + 2)
        if head + 2 < len(words) and words[head + 1].text in DASHES and words[head + 2].text[0].isupper():
            beyond, _ = self.changing(words[head + 2 :])
            changing.update(head + 2 + index for index in beyond)
        return changing, -1

    def _coordinates(self, words: Sequence[Word], head: int) -> bool:
        """Tells whether a name is of two that stand in one case: «Боснии и Герцеговины», «Жизни и свете»."""
        if head + 2 >= len(words) or words[head + 1].text != "и":
            return False
        one, other = words[head], words[head + 2]
        if self._everyday(one):
            mark = tag(other.pos, other.feats)
            return other.pos in ("NOUN", "PROPN") and mark.case == tag(one.pos, one.feats).case > NOM
        after = words[head + 3 : head + 4]
        return all(map(is_capitalised, (one, other))) and not any(map(is_capitalised, after))

    def _modifies(self, words: Sequence[Word], index: int) -> bool:
        """Tells whether a word agrees with a noun that comes after it."""
        if index + 1 >= len(words):
            return False
        word, after = words[index], words[index + 1]
        if word.pos in AGREEING and self._agrees(fold(word.text)):
            return cyrillic(after.text) or tag(word.pos, word.feats).case >= 0
        folded = fold(word.text)
        before_noun = after.text.islower() and after.pos in ("NOUN", "ADJ") and is_capitalised(word)
        if before_noun and (ADJECTIVE.search(folded) or self._possessives.agrees(folded, after.text)):
            return True  # «Панкисским ущельем», «Малахова кургана»
        return cyrillic(after.text) and self.is_adjective(folded)

    def _agrees(self, word: str) -> bool:
        """Tells whether what was tagged so may be an adjective or the like: neither «Сан» is one nor «Нацкомитет»."""
        readings = self._lexicon.senses(word)
        if readings:
            cases = [reading for reading in readings if reading.case]
            return not cases or any(reading.pos in AGREEING for reading in cases)
        return word[-1] not in _OF_NOUNS or "-" in word or self._possessives.may_be(word)

    def is_adjective(self, word: str) -> bool:
        """Tells whether the dictionary has the word as an adjective or participle, and as no noun but a surname."""
        readings = [r for r in self._lexicon.senses(word.rpartition("-")[2]) if r.case and r.kind != "Surn"]
        return bool(readings) and all(reading.pos in AGREEING for reading in readings)

    def _continues(self, words: Sequence[Word], head: int, last: int) -> bool:
        """Tells whether the word after `last` is one more of a row of names that begins at `head`.

        What depends on a head stands in the genitive; a word in another oblique case is part of the name itself.
        """
        if last + 1 >= len(words) or last - head > 2:
            return False
        word, after = words[last], words[last + 1]
        if head == last and _is_abbreviation(word) and (self._never_depends(after) or is_generic(after)):
            return True  # «на ВТБ Арене»
        if not (_name(word) and _name(after)):
            return False
        mark, other = tag(word.pos, word.feats), tag(after.pos, after.feats)
        if other.case in (DAT, INS, LOC) and (mark.case in (-1, NOM, ACC) or word.pos == "ADJ"):
            return True
        if has_article(after.text) and (mark.case in (-1, NOM, ACC) or not self._everyday(words[head])):
            return True  # «Фатх аль-Ислама», but not «Фронта ан-Нусра»
        if head and mark.case <= NOM < tag(words[head - 1].pos, words[head - 1].feats).case:
            return True  # its adjective is in another case: «британского Скотленд Ярда»
        generic = is_generic(after)
        if self._everyday(words[head]):
            return word.pos == "X" and (generic or after.pos == "X")  # «Альфа Банка», «Бока Хуниорс»
        if last + 2 < len(words) and words[last + 2].text[0].islower() and self._modifies(words, last + 1):
            return False  # «Нацкомитет Республиканской партии»
        if head == last and self.is_brand(word) and self._everyday(after) and not self._place(fold(after.text)):
            return True  # «Яндекс Еды»
        owned = self._possessives.may_be(fold(words[head].text)) and self._never_depends(after)
        if word.pos == "X" or generic or owned:
            return True  # «под Гавриловом Посадом»
        if other.case <= NOM < mark.case:
            return True  # neither agrees nor depends: «Деливери Клаба»
        if other.case == GEN and self._lexicon.knows(fold(after.text)):
            belongs = self._place(fold(after.text)) and not self._possessives.is_owner(fold(words[head].text))
            return mark.case == GEN and mark[1:4] == other[1:4] and not belongs
        return mark.case <= NOM or mark[1:4] == other[1:4]

    def is_brand(self, word: Word) -> bool:
        """Tells whether a word is a company by name in the nominative, and nothing else: «Яндекс»."""
        folded = fold(word.text)
        return folded in self._companies and all(r.kind == "Orgn" for r in self._lexicon.senses(folded))

    def _never_depends(self, word: Word) -> bool:
        """Tells whether the dictionary has a capitalised noun in cases only in which none depends on a name: «Арене».

        Whatever a tagger says, it is neither in the genitive nor in the nominative.
        """
        cases = {r.case for r in self._lexicon.senses(fold(word.text)) if r.pos == "NOUN" and r.case}
        return is_capitalised(word) and bool(cases) and cases <= _DEPENDENT_NEVER

    def _place(self, word: str) -> bool:
        """Tells whether the dictionary has the word as a place."""
        return any(reading.kind == "Geox" for reading in self._lexicon.senses(word))

    def _follows(self, words: Sequence[Word], head: int) -> bool:
        """Tells whether the word after the head changes with it: «Ростове Великом», «городе Москве»."""
        word = words[head + 1]
        if not cyrillic(word.text):
            return False
        mark = tag(words[head].pos, words[head].feats)
        other = tag(word.pos, word.feats)
        if _APPOSED.match(words[head].text.lower()):
            return other.case == mark.case
        if word.pos != "ADJ" and not self.is_adjective(fold(word.text)):
            return False
        alike = mark.gender == other.gender or {mark.gender, other.gender} == {MASCULINE, NEUTER}  # «-ого» is of both
        if mark.case != other.case or mark.plural != other.plural or not alike:
            return False
        after = words[head + 2] if head + 2 < len(words) else None
        return after is None or not cyrillic(after.text) or tag(after.pos, after.feats).case != other.case

    def _everyday(self, word: Word) -> bool:
        """Tells whether the dictionary has the word as a common noun in the case and number of its tag."""
        mark = tag(word.pos, word.feats)
        return any(
            reading.pos == "NOUN"
            and not reading.kind
            and (mark.case < 0 or (CASES[mark.case] == reading.case and mark.plural == reading.plural))
            for reading in self._lexicon.senses(fold(word.text))
        )


def is_generic(word: Word) -> bool:
    """Tells whether a word says what kind of organisation has the name before it: «Ак Барс Банка»."""
    return is_capitalised(word) and word.text.lower().startswith(ORGANISATION_NOUNS)


def _is_abbreviation(word: Word) -> bool:
    return len(word.text) > 1 and word.text.isupper() and cyrillic(word.text)


def has_article(text: str) -> bool:
    """Tells whether a word is a name behind an Arabic article."""
    return "-" in text and bool(_ARTICLE.match(text))


def _numbers(words: Sequence[Word]) -> bool:
    """Tells whether a name begins with a number in figures that stands for an ordinal: «58 армии»."""
    return words[0].text.isdigit() and len(words) > 1 and "Number=Sing" in words[1].feats


def _name(word: Word) -> bool:
    return (is_capitalised(word) or has_article(word.text)) and word.pos in ("PROPN", "NOUN", "X", "ADJ")


def is_capitalised(word: Word) -> bool:
    """Tells whether a Russian word begins with a capital and goes on in small letters."""
    return cyrillic(word.text) and word.text[0].isupper() and not word.text.isupper()
