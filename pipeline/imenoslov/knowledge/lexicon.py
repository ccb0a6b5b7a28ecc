"""The dictionary: pymorphy3 behind bounded caches, in the names of Universal Dependencies.

`Lexicon.parses` gives every reading of a word, for a word outside the dictionary the predicted ones, each with the
form that the same word has in the nominative of the same number and gender: that is what a base form is built from.
`Lexicon.lemma` chooses among them by what a tagger said of the word in its context.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import pymorphy3
from msgspec import Struct
from pymorphy3.tagset import OpencorporaTag

from imenoslov.knowledge.frequencies import level_of

_POS = {
    "NOUN": "NOUN", "ADJF": "ADJ", "ADJS": "ADJ", "COMP": "ADJ", "VERB": "VERB", "INFN": "VERB", "PRTF": "VERB",
    "PRTS": "VERB", "GRND": "VERB", "NUMR": "NUM", "ADVB": "ADV", "NPRO": "PRON", "PRED": "ADV", "PREP": "ADP",
    "CONJ": "CCONJ", "PRCL": "PART", "INTJ": "INTJ",
}  # fmt: skip
_CASE = {
    "nomn": "Nom", "gent": "Gen", "gen1": "Gen", "gen2": "Gen", "datv": "Dat", "accs": "Acc", "acc2": "Acc",
    "ablt": "Ins", "loct": "Loc", "loc1": "Loc", "loc2": "Loc", "voct": "Voc",
}  # fmt: skip
_GENDER = {"masc": "Masc", "femn": "Fem", "neut": "Neut"}
_NUMBER = {"sing": "Sing", "plur": "Plur"}
_REST = {
    "anim": ("Animacy", "Anim"), "inan": ("Animacy", "Inan"), "impf": ("Aspect", "Imp"), "perf": ("Aspect", "Perf"),
    "past": ("Tense", "Past"), "pres": ("Tense", "Pres"), "futr": ("Tense", "Fut"), "1per": ("Person", "1"),
    "2per": ("Person", "2"), "3per": ("Person", "3"), "indc": ("Mood", "Ind"), "impr": ("Mood", "Imp"),
    "actv": ("Voice", "Act"), "pssv": ("Voice", "Pass"), "ADJS": ("Variant", "Short"), "PRTS": ("Variant", "Short"),
    "COMP": ("Degree", "Cmp"), "VERB": ("VerbForm", "Fin"), "INFN": ("VerbForm", "Inf"), "PRTF": ("VerbForm", "Part"),
    "GRND": ("VerbForm", "Conv"),
}  # fmt: skip

CASES = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")


class Reading(Struct, frozen=True):
    """One way to read a word form: its lemma and grammar, and how it stands in the nominative.

    `nominative` is the form of the same number and gender in the nominative, or None where the part of speech has no
    cases. `kind` is Name, Surn, Patr, Geox, Orgn, Abbr or empty. `case`, `gender` and `number` are values of Universal
    Dependencies or empty. `score` is pymorphy3's estimate of P(reading | word).
    """

    word: str
    lemma: str
    pos: str
    case: str
    gender: str
    number: str
    kind: str
    known: bool
    fixed: bool
    plural_only: bool
    score: float
    feats: Mapping[str, str]
    nominative: str | None


class Lexicon:
    """pymorphy3's dictionary and predictions, cached; one per process, shared by the stages, not by threads.

    `size` bounds the number of words kept in each cache.
    """

    def __init__(self, size: int = 8_192) -> None:
        self._morph = pymorphy3.MorphAnalyzer(result_type=None)
        self._dictionary = self._morph.dictionary
        self._grammar = lru_cache(maxsize=None)(self._describe)  # as many as the dictionary has tags: a few thousand
        self._tag = lru_cache(maxsize=None)(lambda tag_id: self._describe(self._dictionary.gramtab[tag_id]))
        self._traits = lru_cache(maxsize=None)(self._tag_traits)
        self._nominatives = lru_cache(maxsize=None)(self._plain_nominatives)  # bounded by the paradigms, as the next
        self._nominative = lru_cache(maxsize=None)(self._nominative_index)
        self.parses = lru_cache(size)(self._parses)
        self.known = lru_cache(size)(self._known)
        self.lemma = lru_cache(size)(self._lemma)
        self.knows = lru_cache(size)(self._knows)

    def _knows(self, word: str) -> bool:
        """Tells whether the dictionary has this word form, in lower case."""
        return bool(self._morph.word_is_known(word))

    def _known(self, word: str) -> tuple[Reading, ...]:
        """Returns the readings of a word form that the dictionary has, in no order; none for an unknown word."""
        dictionary = self._dictionary
        readings = []
        for fixed, parses in dictionary.words.similar_items(word.lower(), self._morph.char_substitutes):
            for paradigm_id, index in parses:
                paradigm = dictionary.paradigms[paradigm_id]
                pos, case, gender, number, kind, still, plural, feats = self._tag(paradigm[len(paradigm) // 3 + index])
                nominative = self._build(fixed, paradigm_id, index) if case else None
                lemma = dictionary.build_normal_form(paradigm_id, index, fixed)
                readings.append(
                    Reading(fixed, lemma, pos, case, gender, number, kind, True, still, plural, 1.0, feats, nominative)
                )
        return tuple(readings)

    def dotted(self, word: str, nominative: str) -> str:
        """Returns the nominative of a form, both folded, with the ё that the form itself does not have, if any."""
        for reading in self.known(word):
            found = reading.nominative
            if found and "ё" in found and "ё" not in reading.word and found.replace("ё", "е") == nominative:
                return found
        return nominative

    def _parses(self, word: str) -> tuple[Reading, ...]:
        """Returns the readings of a word form, the likeliest first; predicted ones for an unknown word."""
        lower = word.lower()
        known = self._morph.word_is_known(lower)
        return tuple(self._reading(parse, known) for parse in self._morph.parse(lower))

    def _reading(self, parse: tuple[Any, ...], known: bool) -> Reading:
        word, tag, lemma, score, stack = parse
        pos, case, gender, number, kind, fixed, plural_only, feats = self._grammar(tag)
        nominative = self._nominative_form(word, stack) if case else None
        return Reading(
            word, lemma, pos, case, gender, number, kind, known, fixed, plural_only, score, feats, nominative
        )

    @staticmethod
    def _describe(tag: OpencorporaTag) -> tuple[str, str, str, str, str, bool, bool, Mapping[str, str]]:
        grammemes = tag._grammemes_tuple
        found = frozenset(grammemes)
        pos = "DET" if "Apro" in found and "ADJF" in found else _POS.get(str(tag.POS), "X")
        case = next((_CASE[g] for g in grammemes if g in _CASE), "")
        gender = next((_GENDER[g] for g in grammemes if g in _GENDER), "")
        number = next((_NUMBER[g] for g in grammemes if g in _NUMBER), "")
        kind = next((g for g in ("Name", "Surn", "Patr", "Geox", "Orgn", "Abbr") if g in found), "")
        feats = dict(_REST[g] for g in grammemes if g in _REST)
        feats |= {k: v for k, v in (("Case", case), ("Gender", gender), ("Number", number)) if v}
        return pos, case, gender, number, kind, "Fixd" in found, "Pltm" in found, feats

    def _nominative_form(self, word: str, stack: tuple[Any, ...]) -> str | None:
        """Builds the nominative from the paradigm that the parse rests on; None where it rests on none."""
        if len(stack[0]) != 4:
            return None
        _, stem_word, paradigm_id, index = stack[0]
        if not word.endswith(stem_word):
            return None
        form = self._build(stem_word, paradigm_id, index)
        return None if form is None else str(word[: len(word) - len(stem_word)] + form)

    def _build(self, word: str, paradigm_id: int, index: int) -> str | None:
        """Builds the nominative of the same number and gender from a form and its place in its paradigm."""
        target = self._nominative(paradigm_id, index)
        if target is None:
            return None
        paradigm = self._dictionary.paradigms[paradigm_id]
        prefixes = self._dictionary.paradigm_prefixes
        count = len(paradigm) // 3
        stem = self._dictionary.build_stem(paradigm, index, word)
        return str(prefixes[paradigm[2 * count + target]] + stem + self._dictionary.suffixes[paradigm[target]])

    def _nominative_index(self, paradigm_id: int, index: int) -> int | None:
        paradigm = self._dictionary.paradigms[paradigm_id]
        count = len(paradigm) // 3
        _, sort, wanted = self._traits(paradigm[count + index])
        suffixes = self._dictionary.suffixes
        suffix = suffixes[paradigm[index]]
        found = [
            (-len(wanted ^ grammemes), _shared(suffix, suffixes[paradigm[target]]), -target)
            for target, other, grammemes in self._nominatives(paradigm_id)
            if other == sort
        ]
        return -max(found)[2] if found else None

    def _plain_nominatives(self, paradigm_id: int) -> list[tuple[int, tuple[str, str, str], frozenset[str]]]:
        """Returns the nominatives of a paradigm: index, part of speech with number and gender, grammemes."""
        paradigm = self._dictionary.paradigms[paradigm_id]
        count = len(paradigm) // 3
        traits = [(target, *self._traits(paradigm[count + target])) for target in range(count)]
        return [(target, sort, grammemes) for target, plain, sort, grammemes in traits if plain]

    def _tag_traits(self, tag_id: int) -> tuple[bool, tuple[str, str, str], frozenset[str]]:
        """Tells whether a dictionary tag is a plain nominative; its part of speech, number and gender; all of it."""
        tag = self._dictionary.gramtab[tag_id]
        grammemes = frozenset(tag._grammemes_tuple)
        plain = "nomn" in grammemes and not any(grammeme.startswith("V-") for grammeme in grammemes)
        return plain, (str(tag.POS), str(tag.number), str(tag.gender)), grammemes

    def _lemma(self, word: str, pos: str = "", feats: str = "") -> str:
        """Returns the lemma of a word in lower case, chosen among its readings by a tagger's features.

        `pos` and `feats` are those of Universal Dependencies (`Case=Gen|Number=Sing`) or empty. What their corpora do
        is done here: a preposition and a name in the nominative are their own lemma, a woman's surname stays a woman's,
        «всё» and «то» are pronouns; ё is written where the word has it.
        """
        lower = word.lower()
        readings = self.parses(lower)
        if not readings or pos in ("ADP", "PUNCT", "SYM", "X"):
            return lower
        wanted = dict(pair.split("=", 1) for pair in feats.split("|")) if feats and feats != "_" else {}
        if pos == "PROPN" and wanted.get("Case") == "Nom" and wanted.get("Number") == "Sing":
            return lower
        best = max(readings, key=lambda reading: _likeness(reading, pos, wanted))
        lemma = best.lemma
        if best.nominative is not None and (
            (pos == "PRON" and best.lemma in _SUBSTANTIVE) or (best.kind in ("Surn", "Patr") and best.number == "Sing")
        ):
            lemma = best.nominative
        return lemma if "ё" in lower else lemma.replace("ё", "е")


def _shared(one: str, other: str) -> int:
    """Returns how many first letters two strings share."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


_SUBSTANTIVE = ("весь", "тот", "этот")
_SAME = {"PROPN": "NOUN", "AUX": "VERB", "SCONJ": "CCONJ"}


def _likeness(reading: Reading, pos: str, wanted: Mapping[str, str]) -> float:
    """Counts what a reading has in common with the tagger's word; probability and frequency break the ties."""
    same = 3.0 if reading.pos == _SAME.get(pos, pos) else 0.0
    same += sum(wanted[key] == value for key, value in reading.feats.items() if key in wanted)
    return same + 0.5 * reading.score + 0.05 * level_of(reading.lemma.replace("ё", "е"))
