"""People: what each word of a personal name may be a form of."""

from collections.abc import Sequence
from functools import lru_cache

from imenoslov.knowledge.endings import FEMININE, MASCULINE, PLURAL, STILL, singulars
from imenoslov.knowledge.names import surnames_abroad
from imenoslov.knowledge.paradigms import Paradigms
from imenoslov.knowledge.particles import AGES, EASTERN, PARTICLES, PATRONYMS, SUFFIXES, eastern
from imenoslov.knowledge.tables import CELLS, NEVER, Cells, Scores, Table, changed, frozen, join, merge, only
from imenoslov.knowledge.weights import CONTEXT, PERSON
from imenoslov.stages.base_forms.evidence import case_score, soft_emission
from imenoslov.stages.base_forms.tags import tag
from imenoslov.stages.base_forms.wording import Word, cyrillic, fold, initial

_SON = "оол"  # at the end of Tuvan names: «Кара-оол»
_HEADS_OF_MEN = frozenset(("жан", "жана", "жану", "жаном", "жане"))  # of double names: «Жана-Мари» is no Жана
_NOTHING = Scores((0.0,) * CELLS)


@lru_cache(4096)
def emission(pos: str, feats: str, known: bool) -> Scores:
    """Scores the cells by the tagger's case, gender and number; Masc is its default for a name it does not know."""
    mark = tag(pos, feats)
    scores = [0.0] * CELLS
    for cell in range(CELLS):
        gender, case = divmod(cell, 6)
        if mark.case >= 0:
            scores[cell] += case_score(mark.case, case, "" if known else "unknown ")
        if gender == MASCULINE and mark.gender == FEMININE:
            scores[cell] += CONTEXT[("" if known else "unknown ") + "feminine for man"]
        elif gender == FEMININE and mark.gender == MASCULINE:
            scores[cell] += CONTEXT[("" if known else "unknown ") + "masculine for woman"]
        if mark.plural and gender != PLURAL:
            scores[cell] += CONTEXT["plural for one"]
        elif not mark.plural and mark.case >= 0 and gender == PLURAL:
            scores[cell] += CONTEXT["one for plural"]
    return Scores(scores)


def _nominative_score(table: Table, gender: int, nominative: str) -> float:
    """Returns how likely a word is a nominative of a gender."""
    return max((score for score, key in table.cell(gender * 6) if key[1] == nominative), default=NEVER)


class People:
    """Decides the names of people, each by its own words; the tables of words are kept."""

    def __init__(self, paradigms: Paradigms, size: int = 4_096) -> None:
        self._paradigms = paradigms
        self._abroad = surnames_abroad()
        self._table = lru_cache(size)(self._make)

    def _make(self, word: str, lower: bool, inner: bool, fixed: int, middle: bool) -> Table | None:
        """Returns the table of a folded word; None for one that never changes.

        `lower` words are everyday ones («король»); an `inner` word is not the last of its name: a short one may then
        stay as it is. In a `fixed` name, Chinese, Korean or Vietnamese, only the last word changes, which has
        so many syllables at most. A `middle` word is
        an inner one that is not the first, and may be a surname: «Ребелу ди Соуза».
        """
        if len(word) < 2 or word in PARTICLES:
            return None
        if lower and "-" not in word:
            table = self._paradigms.common(word)
            return None if table.empty() else table
        if "-" in word and not fixed:
            return self._double(word, inner)
        table = self._paradigms.person(word, inner, fixed > 0, fixed)
        if middle and word[-1] in STILL and word in self._abroad:
            return merge(table, frozen(word, PERSON["surname abroad"]))
        return table

    def _double(self, word: str, inner: bool) -> Table:
        """Returns the table of a double name: both parts declined, or the last alone."""
        person = self._paradigms.person
        head, _, last = word.rpartition("-")
        if not head or not last:
            return frozen(word)
        first = self._double(head, inner) if "-" in head else (person(head, inner) if len(head) > 1 else frozen(head))
        if last in SUFFIXES:
            return merge(changed(first, suffix="-" + last), frozen(word, -1.0))
        if last.startswith(AGES):
            return join(first, self._paradigms.common(last))
        if head in _HEADS_OF_MEN:
            first = only(first, MASCULINE)
        right = person(last, inner) if len(last) > 1 else frozen(last)
        if head in PARTICLES:
            right = person(last, inner, True)  # none of the dictionary's: «аль-Малики» is no Malika
            unchanging = last[-1] in "иэео" and last[-2:-1] != "й"  # «аль-Хайи» is a form of «аль-Хайя»
            stays = PERSON["arabic" if unchanging else "stays"]
            return merge(changed(right, prefix=head + "-"), frozen(word, stays))
        if last.startswith(_SON):
            return changed(right, prefix=head + "-")
        nominative = max(first.tops[0], first.tops[6], -6.0)
        double = self._paradigms.double(first, right, head, nominative + PERSON["hyphen"])
        unchanging = word[-1] in STILL and word in self._abroad
        return merge(double, frozen(word, PERSON["surname abroad"])) if unchanging else double

    def _shared(self, word: str, table: Table) -> Table:
        """Returns the table of a surname in the plural with what it is of one person: «Скрипалей», «Скрипаль»."""
        bonus = CONTEXT["couple"]
        cells = Cells()
        for gender in (MASCULINE, FEMININE):
            for nominative, cases in singulars(word, gender):
                cells.add(
                    nominative,
                    gender,
                    cases,
                    bonus + _nominative_score(self._paradigms.person(nominative, False), gender, nominative),
                )
        return table if cells.empty() else merge(table, cells.table())

    def tables(self, words: Sequence[Word]) -> tuple[list[Table | None], list[Scores]]:
        """Returns the tables of the words that change, None for the others, and what the tags say of each."""
        declined = [cyrillic(word.text) and not initial(word.text) for word in words]
        left = sum(declined)
        full = left - 1
        fixed = 0
        if left > 1 and fold(words[0].text) in EASTERN and eastern([fold(word.text) for word in words]):
            fixed = 2 if left == 2 else 1  # a Korean or Vietnamese name has a syllable a word: «Сон Хын Мина»
        if not left:
            declined = [cyrillic(word.text) for word in words]
        tables: list[Table | None] = []
        emissions: list[Scores] = []
        for index, (word, declines) in enumerate(zip(words, declined, strict=True)):
            text = word.text
            table = None
            if declines:
                left -= 1
                father = index + 1 < len(words) and fold(words[index + 1].text) in PATRONYMS
                if not (fixed and left) and not father:
                    table = self._table(fold(text), text[0].islower(), left > 0, fixed, 0 < left < full)
                    if table is not None and word.shared:
                        table = self._shared(fold(text), table)
            tables.append(table)
            if table is None or word.shared:
                emissions.append(_NOTHING)
            elif word.doubts:
                emissions.append(soft_emission(emission, word.doubts, table.known))
            else:
                emissions.append(emission(word.pos, word.feats, table.known))
        return tables, emissions
