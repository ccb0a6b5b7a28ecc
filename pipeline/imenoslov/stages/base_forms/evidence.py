"""What the tagger's tags and the surroundings of a name say of its case and gender."""

from collections.abc import Callable
from functools import lru_cache
from math import exp

from imenoslov.document import Reading
from imenoslov.knowledge.endings import ACC, DAT, FEMININE, GEN, INS, LOC, PLURAL
from imenoslov.knowledge.nouns import PREPOSITIONS
from imenoslov.knowledge.tables import CELLS, Scores, mixed
from imenoslov.knowledge.weights import CONTEXT
from imenoslov.stages.base_forms.surroundings import Around
from imenoslov.stages.base_forms.verbs import PRESENT


def case_score(tagged: int, true: int, prefix: str = "") -> float:
    """Scores a true case under the tagged one; `prefix` is «p » for phrases."""
    if tagged == true:
        return 0.0
    pair = {tagged, true}
    if tagged == 0:
        name = "nominative for oblique"
    elif true == 0:
        name = "oblique for nominative"
    elif pair == {1, 3}:
        name = "genitive for accusative" if tagged == 1 else "accusative for genitive"
    elif pair == {2, 5}:
        name = "dative for locative"
    elif pair == {3, 5}:
        name = "accusative for locative"
    else:
        name = "oblique"
    return CONTEXT[prefix + name]


def _agreeing(kind: str, other: int, case: int) -> float:
    """Scores a case of a name beside a word that agrees with it and stands in another case or not."""
    if other == case or {other, case} == {1, 3}:
        return 0.0
    name = " nominative" if other == 0 else " for nominative" if case == 0 else " oblique"
    return CONTEXT[kind + name]


Emission = Callable[[str, str, bool], Scores]
"""Scores the cells by a tag: part of speech, features, and whether the word's table knows it as a name."""


@lru_cache(8_192)
def soft_emission(emission: Emission, doubts: tuple[Reading, ...], known: bool) -> Scores:
    """Scores the cells by all the tags that a word may have, each with its share: log Σ share · exp(score)."""
    rows = [_likelihoods(emission, reading.pos, reading.feats, known) for reading in doubts]
    return mixed(rows, [reading.share for reading in doubts])


@lru_cache(8_192)
def _likelihoods(emission: Emission, pos: str, feats: str, known: bool) -> Scores:
    return Scores(map(exp, emission(pos, feats, known)))


@lru_cache(8_192)
def context_scores(around: Around) -> Scores:
    """Scores the cells by what `surroundings` found."""
    weights = CONTEXT
    prefix = "" if around.person else "p "
    scores = [0.0] * CELLS
    noun, noun_case = around.noun, around.noun_case
    locatives = (noun_case, around.adjective_case)
    for cell in range(CELLS):
        gender, case = divmod(cell, 6)
        score = 0.0
        if around.preposition and case not in PREPOSITIONS[around.preposition]:
            score = score + weights[prefix + "preposition"]
        if around.governed and case not in PREPOSITIONS[around.governed]:
            score = score + weights[prefix + "governed"]
        if noun in ("title", "called") and around.person:
            if noun == "called" and case == GEN:  # «ивуариец Адама Кулибали» is no one of Adam's
                score = score + weights["called genitive"]
            score = score + _agreeing("genitive title" if noun_case == 1 else "title", noun_case, case)
            if noun_case == 0 and case in (
                DAT,
                ACC,
                INS,
                LOC,
            ):  # only a genitive follows a nominative: «адвокат Иванова»
                score = score + weights["title nominative oblique"]
            if around.noun_gender == FEMININE == gender:
                score = score + weights["feminine title"]
        elif noun == "titles":
            score = score + _agreeing("titles", noun_case, case)
        elif noun == "place":
            if case not in (0, noun_case):
                score = score + weights["p place"]
            elif case:
                score = score + weights["p place agrees"]
            if gender != around.adjective_gender >= 0:
                score = score + weights["p place gender"]
        elif noun == "places":
            if case not in (0, 1, noun_case):
                score = score + weights["p place"]
            elif case == 0:
                score = score + weights["p places"]
        elif noun == "area":
            if case > 1:
                score = score + weights["p place"]
            elif case == 1:
                score = score + weights["p area"]
        elif noun == "site":
            if case == 0:
                score = score + weights["p site"]
            elif case == 1:
                score = score + weights["p site genitive"]
        elif noun == "organisation":
            if case == 0:
                score = score + weights["p organisation in quotes" if around.quoted else "p organisation"]
        elif noun == "family":
            if gender == PLURAL:
                score = score + weights["family"] + (weights["family agrees"] if case == noun_case else 0.0)
            elif case == 0 != noun_case:
                score = score + weights["family nominative"]
        elif noun == "title" and case == 0:
            score = score + weights["p title nominative"]
        elif noun and case == 3 and not around.person:
            score = score + weights["p noun accusative"]
        elif noun not in ("", "relative", "called") and case == 1:
            score = score + weights[prefix + noun]
        if around.adjective_case >= 0:
            score = score + _agreeing(prefix + "adjective", around.adjective_case, case)
            if gender != around.adjective_gender >= 0:
                score = score + weights[prefix + "adjective gender"]
        if case == LOC and not around.preposition and not around.governed and LOC not in locatives:
            score = score + (0.0 if around.bare else weights[prefix + "locative"])
        if around.start and case == 0 and (around.verb in (-1, PRESENT) or gender in (around.verb, PLURAL)):
            score = score + weights[prefix + "start"]
        if around.object and case in (0, 3):
            score = score + weights["object" if case else "object nominative"]
        if around.reflexive and case in (GEN, ACC):
            score = score + weights["reflexive" if case == ACC else "reflexive genitive"]
        if around.fronted and case in (0, 3):
            score = score + weights["fronted" if case else "fronted nominative"]
        if around.taking and case == DAT:
            score = score + weights["taking dative"]
        if noun in ("relation", "relative") and noun_case == 0 and case in (DAT, INS, LOC):
            score = score + weights["relation oblique"]
        if around.full and case == noun_case and gender == around.noun_gender == FEMININE:
            score = score + weights["relative"]
        if around.giving and case in (GEN, DAT, ACC):
            score = score + weights["giving" if case == DAT else "giving other"]
        if around.of_man and case == 0 and gender == FEMININE:
            score = score + weights["wrong verb"]
        if around.held and case != GEN:
            score = score + weights["held"]
        if around.led and not around.person and case == 0:
            score = score + weights["p led"]
        if around.bare:
            score = score + (weights[prefix + "bare"] if case == 0 else 0.0)
            score = score + (weights["bare plural"] if gender == PLURAL else 0.0)
        if around.verb == PRESENT:
            if case == 0 and gender != PLURAL:
                score = score + weights["present"]
        elif around.verb >= 0 and case == 0 and gender != PLURAL:
            score = score + weights["verb" if gender == around.verb else "wrong verb"]
            if around.start and gender == around.verb:
                score = score + weights["start verb"]
        if case == 0 and (gender == around.verb or (around.verb == PRESENT and gender != PLURAL)):
            score = score + (weights["subject"] if around.subject else weights["led"] if around.led else 0.0)
        if around.person and gender == FEMININE:
            score = score + weights["woman"]
        scores[cell] = score
    return Scores(scores)
