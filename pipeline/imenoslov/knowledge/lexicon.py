"""The dictionary: pymorphy3 behind bounded caches, in the names of Universal Dependencies.

`Lexicon.parses` gives every reading of a word, for a word outside the dictionary the predicted ones, each with the
form that the same word has in the nominative of the same number and gender: that is what a base form is built from.
`Lexicon.lemma` chooses among them by what a tagger said of the word in its context.
"""

from collections.abc import Mapping
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any, NamedTuple

import pymorphy3
from msgspec import Struct
from pymorphy3.tagset import OpencorporaTag
from pymorphy3.units import KnownPrefixAnalyzer

from imenoslov.knowledge.compiled import Sense, Words, sense

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

SORT = frozenset((*_POS, *_GENDER, *_NUMBER))

CASES = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")


class Grammar(NamedTuple):
    """What a form is, in values of Universal Dependencies or empty.

    `kind` is Name, Surn, Patr, Geox, Orgn, Abbr or empty.
    """

    pos: str
    case: str
    gender: str
    number: str
    kind: str
    fixed: bool
    plural_only: bool
    feats: Mapping[str, str]


class Reading(Struct, frozen=True, gc=False):
    """One way to read a word form: how it stands as a lemma and in the nominative, and its grammar.

    `nominative` is the form of the same number and gender in the nominative, or None where the part of speech has no
    cases. `score` is pymorphy3's estimate of P(reading | word). The rest is as in `Grammar`.
    """

    word: str
    lemma: str
    nominative: str | None
    known: bool
    score: float
    pos: str
    case: str
    gender: str
    number: str
    kind: str
    fixed: bool
    plural_only: bool
    feats: Mapping[str, str]


class _Form(NamedTuple):
    """A form of a paradigm: its grammar, where the stem lies in it, what stands around that in lemma and nominative."""

    grammar: Grammar
    stem: slice
    lemma: tuple[str, str]
    nominative: tuple[str, str] | None


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
        self._form = lru_cache(maxsize=None)(self._read_form)
        self.parses = lru_cache(size)(self._parses)
        self.known = lru_cache(size)(self._known)
        self.senses = lru_cache(size)(self._senses)
        self.lemma = lru_cache(size)(self._lemma)
        self.dotted = lru_cache(size)(self._dotted)

    @cached_property
    def words(self) -> Words:
        """What the compiled part is told of words; raises ModelError."""
        analyzers = [unit.analyzer for unit in self._morph._units]
        known = (analyzer.known_prefixes for analyzer in analyzers if isinstance(analyzer, KnownPrefixAnalyzer))
        return Words(self._dictionary, [*chain.from_iterable(known)], SORT)

    def knows(self, word: str) -> bool:
        """Tells whether the dictionary has this word form, in lower case."""
        return bool(self.senses(word))

    def _known(self, word: str) -> tuple[Reading, ...]:
        """Returns the readings of a word form that the dictionary has, in no order; none for an unknown word."""
        readings = []
        for fixed, places in self._dictionary.words.similar_items(word.lower(), self._morph.char_substitutes):
            for place in places:
                grammar, bounds, lemma, nominative = self._form(*place)
                stem = fixed[bounds]
                base = None if nominative is None else nominative[0] + stem + nominative[1]
                readings.append(Reading(fixed, lemma[0] + stem + lemma[1], base, True, 1.0, *grammar))
        return tuple(readings)

    def _senses(self, word: str) -> tuple[Sense, ...]:
        """Returns what `known` does, in short: several times as fast."""
        return tuple(map(sense, self.words.facts(word.lower())))

    def _dotted(self, word: str, nominative: str) -> str:
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
        grammar = self._grammar(tag)
        nominative = self._nominative_form(word, stack) if grammar.case else None
        return Reading(word, lemma, nominative, known, score, *grammar)

    @staticmethod
    def _describe(tag: OpencorporaTag) -> Grammar:
        grammemes = tag._grammemes_tuple
        found = frozenset(grammemes)
        pos = "DET" if "Apro" in found and "ADJF" in found else next((_POS[g] for g in grammemes if g in _POS), "X")
        case = next((_CASE[g] for g in grammemes if g in _CASE), "")
        gender = next((_GENDER[g] for g in grammemes if g in _GENDER), "")
        number = next((_NUMBER[g] for g in grammemes if g in _NUMBER), "")
        kind = next((g for g in ("Name", "Surn", "Patr", "Geox", "Orgn", "Abbr") if g in found), "")
        feats = dict(_REST[g] for g in grammemes if g in _REST)
        feats |= {k: v for k, v in (("Case", case), ("Gender", gender), ("Number", number)) if v}
        return Grammar(pos, case, gender, number, kind, "Fixd" in found, "Pltm" in found, feats)

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
        _, stem, _, nominative = self._form(paradigm_id, index)
        return None if nominative is None else nominative[0] + word[stem] + nominative[1]

    def _read_form(self, paradigm_id: int, index: int) -> _Form:
        """Reads the form at a place of a paradigm."""
        paradigm = self._dictionary.paradigms[paradigm_id]
        grammar = self._tag(paradigm[len(paradigm) // 3 + index])
        prefix, suffix = self._affixes(paradigm_id, index)
        target = self._nominative_index(paradigm_id, index) if grammar.case else None
        nominative = None if target is None else self._affixes(paradigm_id, target)
        stem = slice(len(prefix), -len(suffix) if suffix else None)
        return _Form(grammar, stem, self._affixes(paradigm_id, 0), nominative)

    def _affixes(self, paradigm_id: int, index: int) -> tuple[str, str]:
        """Returns what stands before and after the stem in a form of a paradigm."""
        dictionary = self._dictionary
        paradigm = dictionary.paradigms[paradigm_id]
        count = len(paradigm) // 3
        return dictionary.paradigm_prefixes[paradigm[2 * count + index]], dictionary.suffixes[paradigm[index]]

    def _nominative_index(self, paradigm_id: int, index: int) -> int | None:
        paradigm = self._dictionary.paradigms[paradigm_id]
        _, sort, wanted = self._traits(paradigm[len(paradigm) // 3 + index])
        found = [(target, grammemes) for target, other, grammemes in self._nominatives(paradigm_id) if other == sort]
        if len(found) < 2:
            return found[0][0] if found else None
        suffixes = self._dictionary.suffixes
        suffix = suffixes[paradigm[index]]
        return -max(
            (-len(wanted ^ grammemes), _shared(suffix, suffixes[paradigm[target]]), -target)
            for target, grammemes in found
        )[2]

    def _plain_nominatives(self, paradigm_id: int) -> list[tuple[int, frozenset[str], frozenset[str]]]:
        """Returns the nominatives of a paradigm: index, part of speech with number and gender, grammemes."""
        paradigm = self._dictionary.paradigms[paradigm_id]
        count = len(paradigm) // 3
        traits = enumerate(map(self._traits, paradigm[count : 2 * count]))
        return [(target, sort, grammemes) for target, (plain, sort, grammemes) in traits if plain]

    def _tag_traits(self, tag_id: int) -> tuple[bool, frozenset[str], frozenset[str]]:
        """Tells whether a dictionary tag is a plain nominative; its part of speech, number and gender; all of it."""
        grammemes = frozenset(self._dictionary.gramtab[tag_id]._grammemes_tuple)
        plain = "nomn" in grammemes and not any(grammeme.startswith("V-") for grammeme in grammemes)
        return plain, grammemes & SORT, grammemes

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
        best = max(readings, key=lambda reading: self._likeness(reading, pos, wanted))
        lemma = best.lemma
        if best.nominative is not None and (
            (pos == "PRON" and best.lemma in _SUBSTANTIVE) or (best.kind in ("Surn", "Patr") and best.number == "Sing")
        ):
            lemma = best.nominative
        return lemma if "ё" in lower else lemma.replace("ё", "е")

    def _likeness(self, reading: Reading, pos: str, wanted: Mapping[str, str]) -> float:
        """Counts what a reading has in common with the tagger's word; probability and frequency break the ties."""
        same = 3.0 if reading.pos == _SAME.get(pos, pos) else 0.0
        same += sum(wanted[key] == value for key, value in reading.feats.items() if key in wanted)
        return same + 0.5 * reading.score + 0.05 * self.words.level(reading.lemma.replace("ё", "е"))


def _shared(one: str, other: str) -> int:
    """Returns how many first letters two strings share."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


_SUBSTANTIVE = ("весь", "тот", "этот")
_SAME = {"PROPN": "NOUN", "AUX": "VERB", "SCONJ": "CCONJ"}
