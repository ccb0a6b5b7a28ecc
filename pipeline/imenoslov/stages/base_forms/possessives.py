"""Possessive adjectives in the names of places: «Рюриково городище», «Плещеево озеро», «Гаврилов Посад»."""

import re

from imenoslov.knowledge.endings import ACC, DAT, FEMININE, GEN, GENDER_NAMED, INS, LOC, MASCULINE, NEUTER, NOM, PLURAL
from imenoslov.knowledge.lexicon import CASES, Lexicon
from imenoslov.knowledge.tables import Cells, Table
from imenoslov.knowledge.weights import PLACE
from imenoslov.stages.base_forms.wording import fold

AGREEING = ("ADJ", "DET", "VERB", "NUM")
# How full adjectives end, in all cases.
FULL_ADJECTIVE = re.compile("(?:[ыио]й|[ая]я|[оеь]е|[ыи]е|[ое]го|[ое]му|[ыи]м|[ое]м|[ое]й|[ую]ю|[ыи]х|[ыи]ми)$")
# Possessive adjectives as places have them, by their endings: the nominative's ending, its gender, the cases.
_POSSESSIVE = re.compile(r"(?P<stem>[а-я]{2,}(?:[оеё]в|[иы]н))(?P<ending>а|о|у|ы|ой|ом|ым|ых|ыми|)$")
_POSSESSIVES: dict[str, tuple[tuple[str, int, tuple[int, ...]], ...]] = {
    "": (("", MASCULINE, (NOM, ACC)),),
    "а": (("", MASCULINE, (GEN,)), ("о", NEUTER, (GEN,)), ("а", FEMININE, (NOM,))),
    "у": (("", MASCULINE, (DAT,)), ("о", NEUTER, (DAT,)), ("а", FEMININE, (ACC,))),
    "ым": (("", MASCULINE, (INS,)), ("о", NEUTER, (INS,)), ("ы", PLURAL, (DAT,))),
    "ом": (("", MASCULINE, (INS, LOC)), ("о", NEUTER, (INS, LOC))),
    "ой": (("а", FEMININE, (GEN, DAT, INS, LOC)),),
    "о": (("о", NEUTER, (NOM, ACC)),),
    "ы": (("ы", PLURAL, (NOM, ACC)),),
    "ых": (("ы", PLURAL, (GEN, LOC)),),
    "ыми": (("ы", PLURAL, (INS,)),),
}
# Everyday nouns that places have behind somebody's name.
_OWNED_NOUNS = """
озер озёр остров пролив залив мор гора горы горе гору горой курган городищ бор лог мыс хреб перевал ледник бухт губ
риф мост переул тупик проезд ручей ручь вал луг канал водопад пик яр камен камн
"""
_OWNED = tuple(_OWNED_NOUNS.split())


class Possessives:
    """Finds possessive adjectives and what they may be forms of."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def table(self, word: str, noun: str) -> Table | None:
        """Returns the table of a possessive adjective before its noun, None of another word: «Рюриково городище»."""
        if not word[:1].isupper() or word.isupper():
            return None
        folded = fold(word)
        found = _POSSESSIVE.fullmatch(folded)
        if found is None or not (self.is_owner(found["stem"]) or self.agrees(folded, noun)) or self._qualifies(folded):
            return None  # «Змеиным островом»
        genders = {
            PLURAL if reading.number == "Plur" else GENDER_NAMED.get(reading.gender, PLURAL)
            for reading in self._lexicon.known(fold(noun))
            if reading.pos == "NOUN"
        }
        if NEUTER in genders:
            genders.discard(MASCULINE)  # «городище» is no big «город»
        cells = Cells()
        for ending, gender, cases in _POSSESSIVES[found["ending"]]:
            if gender in genders:
                cells.add(found["stem"] + ending, gender, sum(1 << case for case in cases), 0.0)
        if cells.empty():
            return None
        cells.slip(PLACE["slip"])
        return cells.table(known=True)

    def _qualifies(self, word: str) -> bool:
        """Tells whether the dictionary has the word as an adjective in -ый or the like, and not as somebody's."""
        forms = {r.nominative for r in self._lexicon.known(word) if r.pos == "ADJ" and r.nominative}
        return bool(forms) and all(map(FULL_ADJECTIVE.search, forms))

    def may_be(self, word: str) -> bool:
        """Tells whether a word may be a form of a possessive adjective: «Гавриловом»."""
        found = _POSSESSIVE.fullmatch(word)
        return found is not None and self.is_owner(found["stem"])

    def agrees(self, word: str, noun: str) -> bool:
        """Tells whether a word may be a possessive adjective that agrees with the everyday noun after it."""
        found = _POSSESSIVE.fullmatch(word) if noun.lower().startswith(_OWNED) else None
        if found is None:
            return False
        forms = {
            (PLURAL if r.number == "Plur" else GENDER_NAMED.get(r.gender, PLURAL), CASES.index(r.case))
            for r in self._lexicon.known(fold(noun))
            if r.pos == "NOUN" and r.case in CASES
        }
        return any((gender, case) in forms for _, gender, cases in _POSSESSIVES[found["ending"]] for case in cases)

    def is_owner(self, word: str) -> bool:
        """Tells whether the dictionary has the word as a surname or an adjective only: «Сергиев»."""
        readings = self._lexicon.senses(word)
        return bool(readings) and all(r.kind in ("Surn", "Name", "Patr") or r.pos in AGREEING for r in readings)
