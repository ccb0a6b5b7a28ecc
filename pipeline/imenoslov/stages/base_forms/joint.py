"""All names of a document together: what one form leaves open another one decides."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from imenoslov.document import Document, EntityType, Gender, Mention, Person, Reading, Token
from imenoslov.knowledge.endings import MASCULINE, guesses, singulars
from imenoslov.knowledge.lexicon import Lexicon
from imenoslov.knowledge.names import first_names
from imenoslov.knowledge.paradigms import Paradigms
from imenoslov.knowledge.particles import ends_sentence
from imenoslov.knowledge.tables import Scores, Table
from imenoslov.stages.base_forms.agreement import NO_VOTES, Decision, Votes, decide, summed
from imenoslov.stages.base_forms.coordination import Link, coordinated
from imenoslov.stages.base_forms.evidence import context_scores
from imenoslov.stages.base_forms.marks import CLOSING, JOINTS, QUOTES
from imenoslov.stages.base_forms.people import People
from imenoslov.stages.base_forms.persons import Persons, gender
from imenoslov.stages.base_forms.phrases import Phrases, StreetName
from imenoslov.stages.base_forms.settling import Evidence, Settling
from imenoslov.stages.base_forms.support import Support
from imenoslov.stages.base_forms.surroundings import Around, closes_source, opens_clause, surroundings
from imenoslov.stages.base_forms.wording import Word, cut, fold, initial, replaced, spaced, split, stripped

_START = attrgetter("start")
_ABBREVIATION = 3  # letters of a usual one
_BESIDE = 5  # how many tokens before and after a name are looked at for capitals


class Case(Struct, frozen=True, gc=False):
    """A name to decide: whether it is a person's, its words, what stands around it, what it is coordinated with.

    Its sort are people or all others. A `shouted` one stands in capitals in a line of capitals.
    """

    person: bool
    words: tuple[Word, ...]
    around: Around
    link: Link | None = None
    shouted: bool = False


class Name(NamedTuple):
    """A decided name: its base form, and the parts of a person's."""

    base: str
    person: Person | None


class Settled(NamedTuple):
    """What a name is, all others considered: the nominative of each word, None for one that stays, and its gender."""

    nominatives: tuple[str | None, ...]
    gender: Gender | None


BareTagger = Callable[[Sequence[Sequence[str]]], Sequence[Sequence[tuple[str, str, tuple[Reading, ...]]]]]
"""Reads the words of names without a text: part of speech, features and all likely tags of each."""


class BaseForms:
    """The stage: gives every mention its base form."""

    def __init__(self, lexicon: Lexicon, size: int = 4_096, plain: bool = False) -> None:
        """Takes the dictionary; `plain` ones do in Python what the compiled part does, and say the same."""
        self._plain = plain
        self._paradigms = Paradigms(lexicon, plain=plain)
        self.people = People(self._paradigms)
        self.phrases = Phrases(self._paradigms)
        self._persons = Persons(lexicon)
        self._settle_people, self._settle_others = Settling(""), Settling("p ")
        self._tables = lru_cache(size)(self._read)
        self._evidence = lru_cache(size)(lambda person, words: Evidence(*self._read(person, words)))
        self._finished = lru_cache(size)(self._finish)

    def __call__(self, document: Document) -> Document:
        """Returns the document with the base form of every mention."""
        tokens = document.tokens
        if tokens is UNSET or not document.mentions:
            return document if document.doubts is UNSET else replace(document, doubts=UNSET)
        cases = self.cases(document)
        dotted = "ё" in document.text
        mentions = []
        finished: dict[int, tuple[str, Person | UnsetType]] = {}  # mentions of one name share what was settled
        for mention, case, settled in zip(document.mentions, cases, self.settle(cases), strict=True):
            found = finished.get(id(settled))
            if found is None:
                nominatives = self._dotted(case.words, settled.nominatives) if dotted else settled.nominatives
                found = self._finished(case.person, case.words, nominatives, settled.gender)
                finished[id(settled)] = found
            base, person = found
            if case.person and initial(case.words[-1].text) and document.text.startswith(".", mention.stop):
                # the full stop of the last initial, left outside the mention
                base += "" if ends_sentence(document.text, mention.stop) else "."
            m = mention  # written out: structs.replace takes several times as long
            base = base or m.text
            mentions.append(Mention(m.start, m.stop, m.type, m.text, base, m.entity, m.parent, m.score, person))
        return replace(document, mentions=tuple(mentions), doubts=UNSET)

    def decide(
        self, names: Sequence[str], types: EntityType | Sequence[EntityType], tag: BareTagger | None = None
    ) -> list[Name]:
        """Decides names that one already has, together: all forms of one name in the list get one base form.

        `types` is one type for all or one for each. Without a tagger a name is taken to be in the nominative when its
        form allows that and nothing in the list speaks against it.
        """
        kinds = [types] * len(names) if isinstance(types, str) else list(types)
        read = [split(name) for name in names]
        if tag is not None:
            marks = tag([[word.text for word in words] for words in read])
            read = [
                tuple(
                    replace(w, pos=pos, feats=feats, doubts=doubts)
                    for w, (pos, feats, doubts) in zip(*both, strict=True)
                )
                for both in zip(read, marks, strict=True)
            ]
        cases = [
            Case(kind == "PER", stripped(words), Around(kind == "PER", bare=True))
            for words, kind in zip(read, kinds, strict=True)
        ]
        return [
            Name(base or name, person or None)
            for name, case, settled in zip(names, cases, self.settle(cases), strict=True)
            for base, person in [self._finished(case.person, case.words, *settled)]
        ]

    @staticmethod
    def cases(document: Document) -> list[Case]:
        """Cuts the words of every mention and looks around it."""
        tokens = () if document.tokens is UNSET else document.tokens
        doubts = {} if document.doubts is UNSET else document.doubts
        starts = [*map(_START, tokens)]
        cases: list[Case] = []
        ends: dict[tuple[int, str], int] = {}  # where the mentions of a type end: which they are
        # where those of a sort end, the longest of them: how many of their sort there were before
        sorts: tuple[dict[int, int], dict[int, int]] = ({}, {})
        counts = [0, 0]
        for mention in document.mentions:
            first = bisect_left(starts, mention.start)
            if first and tokens[first - 1].stop > mention.start:
                first -= 1
            last = bisect_left(starts, mention.stop)
            person = mention.type == "PER"
            words = stripped(cut(document.text, tokens[first:last], mention.start, mention.stop, doubts))
            around = surroundings(tokens, first, last, person)
            if mention.type == "ORG" and around.noun == "place":
                around = replace(around, noun="thing", adjective_gender=-1)  # «станции Ибердролы» are not named so
            link = None
            at = first - (1 + (first > 2 and tokens[first - 1].text in QUOTES))
            if at > 0 and not around.preposition and (joint := tokens[at].text) in JOINTS:
                stop = tokens[at - (2 if at > 1 and tokens[at - 1].text in CLOSING else 1)].stop
                before = ends.get((stop, mention.type))
                if before is not None:
                    other = cases[before].around
                    around = replace(around, governed=other.preposition or other.governed)
                    if other.noun in ("titles", "places") and not around.noun:
                        around = replace(around, noun=other.noun, noun_case=other.noun_case)
                neighbour = sorts[person].get(stop)
                if person and joint == "и" and before is not None and _share_surname(cases[before].words, words):
                    words = (*words[:-1], replace(words[-1], shared=True))
                if neighbour is not None and not (
                    joint == "," and (closes_source(tokens, at) or opens_clause(tokens, last))
                ):
                    link = Link(counts[person] - neighbour, joint != ",")
            place = ends.get((mention.start - 1, "PER")) if person else None
            held = place is not None and cases[place].around.noun in ("relation", "title")
            if place is not None and held and words and not initial(words[0].text):
                # «вдова Иванова Анна Иванова»: the first one depends on the noun, the second one is named by it
                cases[place] = replace(cases[place], around=replace(cases[place].around, held=True))
            ends[mention.stop, mention.type] = len(cases)
            sorts[person].setdefault(mention.stop, counts[person])
            counts[person] += 1
            shouted = _is_loud(words) and _among_capitals(document.text, tokens, first, last)
            cases.append(Case(person, words, around, link, shouted))
        return cases

    def settle(self, cases: Sequence[Case]) -> list[Settled]:
        """Decides the names of one document: each alone, then again where another mention supports a rival reading."""
        read = list(cases)
        firsts = [case.words[0].text if case.words else "" for case in cases]
        loud = [place for place, first in enumerate(firsts) if first.isupper() and _is_loud(cases[place].words)]
        quiet = _in_small_letters(cases, loud)
        for place in loud:
            if place in quiet:
                read[place] = replace(cases[quiet[place]], link=None)
            elif cases[place].shouted:
                read[place] = replace(cases[place], words=self._lowered(cases[place]))
        streets = [place for place, case in enumerate(cases) if case.around.noun == "street" and not case.person]
        stays = [place for place in streets if self._stays_on_street(read, place)]
        settled = self._settled(read)
        for place in stays:
            settled[place] = Settled((None,) * len(cases[place].words), None)
        for place in loud:
            settled[place] = Settled(*settled[quiet.get(place, place)])  # of its own: it will be written otherwise
        return settled

    def _stays_on_street(self, cases: list[Case], place: int) -> bool:
        """Tells whether the name of a street stays as it is; one that agrees with its noun is read so from now on."""
        case = cases[place]
        if len(case.words) > 1:
            return True
        noun = case.around.noun_gender
        name = self.phrases.of_street(case.words[0], noun)
        if name is StreetName.AGREES:
            cases[place] = replace(case, around=replace(case.around, noun="place", adjective_gender=noun))
        return name is StreetName.STAYS

    def _lowered(self, case: Case) -> tuple[Word, ...]:
        """Returns words in capitals as they would stand in small letters, as far as the dictionary tells."""
        texts = [
            word.text.lower()
            if not case.person and len(case.words) > 1 and self._is_everyday(word.text)
            else word.text.title()
            for word in case.words
        ]
        return tuple([replace(word, text=text) for word, text in zip(case.words, texts, strict=True)])

    def _is_everyday(self, word: str) -> bool:
        readings = self._paradigms.lexicon.senses(fold(word))
        return bool(readings) and not any(reading.kind for reading in readings)

    def _settled(self, cases: Sequence[Case]) -> list[Settled]:
        result: list[Settled] = [_NOTHING] * len(cases)
        for person, settle in ((True, self._settle_people), (False, self._settle_others)):
            places = [place for place, case in enumerate(cases) if case.person == person]
            if not places:
                continue
            if self._plain:
                for place, decision in zip(places, self.decided([cases[place] for place in places]), strict=True):
                    result[place] = Settled(decision.nominatives, gender(*decision.genders[:2]))
                continue
            heard = _heard([cases[place].link for place in places])
            numbers: dict[tuple[int, int, int], int] = {}
            names: list[tuple[Evidence, Scores, Link | None]] = []
            mentions: list[int] = []
            for index, place in enumerate(places):
                case = cases[place]
                link = case.link
                evidence, context = self._evidence(person, case.words), context_scores(case.around)
                # one that is coordinated is another name each time
                key = id(evidence), id(context), index if index in heard else -1
                number = numbers.setdefault(key, len(names))
                if number == len(names):
                    before = link and Link(number - mentions[index - link.back], link.conjunction)
                    names.append((evidence, context, before))
                mentions.append(number)
            nominatives, genders = settle(names, mentions)
            settled = [
                Settled(found, gender(man, woman))
                for found, man, woman in zip(nominatives, genders[::2], genders[1::2], strict=True)
            ]
            for place, number in zip(places, mentions, strict=True):
                result[place] = settled[number]
        return result

    def decided(self, cases: Sequence[Case]) -> list[Decision]:
        """Decides the names of a document that are of one sort plainly."""
        prefix = "" if cases[0].person else "p "
        links = [case.link for case in cases]
        tables = [self._tables(case.person, case.words) for case in cases]
        contexts = [context_scores(case.around) for case in cases]
        heard = _heard(links)
        firsts: dict[Case, int] = {}
        names = [place if place in heard else firsts.setdefault(case, place) for place, case in enumerate(cases)]

        def decisions(votes: Sequence[Votes]) -> list[Decision]:
            totals = [summed(*told, context, own) for told, context, own in zip(tables, contexts, votes, strict=True)]
            made = [
                decide(words, total, own)
                for (words, _), total, own in zip(tables, coordinated(totals, links, prefix), votes, strict=True)
            ]
            return [made[name] for name in names]

        alone = decisions([NO_VOTES] * len(cases))
        support = Support(prefix)
        for decision in alone:
            support.add(decision)
        return decisions([support.votes(decision) for decision in alone])

    def _finish(
        self, person: bool, words: tuple[Word, ...], nominatives: tuple[str | None, ...], gender: Gender | None
    ) -> tuple[str, Person | UnsetType]:
        """Writes the base form, and tells the parts of a person's."""
        texts = replaced(words, nominatives)
        return spaced(words, texts), self._persons(texts, gender) if person else UNSET

    def _dotted(self, words: Sequence[Word], nominatives: Sequence[str | None]) -> tuple[str | None, ...]:
        """Writes the ё that appears only in the nominative («Орла», «Орёл»), for a text that writes ё."""
        return tuple(
            [
                form if form is None or "е" not in form else self._paradigms.dotted(fold(word.text), form)
                for word, form in zip(words, nominatives, strict=True)
            ]
        )

    def _read(self, person: bool, words: tuple[Word, ...]) -> tuple[Sequence[Table | None], Sequence[Scores]]:
        return (self.people if person else self.phrases).tables(words)


_NOTHING = Settled((), None)


def _share_surname(one: Sequence[Word], other: Sequence[Word]) -> bool:
    """Tells whether two people named by «и» may have one surname, in the plural: «Сергей и Юлия Скрипали»."""
    if len(one) != 1 or len(other) < 2 or not singulars(fold(other[-1].text), MASCULINE):
        return False
    word, names = fold(one[0].text), first_names()
    return word in names or any(nominative in names for nominative, _ in guesses(word))


def _heard(links: Sequence[Link | None]) -> set[int]:
    """Returns the places of the names that are coordinated."""
    return {at for place, link in enumerate(links) if link for at in (place, place - link.back)}


def _in_small_letters(cases: Sequence[Case], loud: Collection[int]) -> dict[int, int]:
    """Returns the places of names in capitals with those of the same words in small letters, whose tags tell more."""
    if not loud:
        return {}
    beginnings = {fold(cases[place].words[0].text) for place in loud}
    quiet: dict[tuple[bool, str], int] = {}
    for place, case in enumerate(cases):
        if case.words and fold(case.words[0].text) in beginnings and place not in loud:
            quiet.setdefault(_folded(case), place)
    return {place: quiet[words] for place in loud if (words := _folded(cases[place])) in quiet}


def _is_loud(words: Sequence[Word]) -> bool:
    """Tells whether a name is in capitals, and too long for an abbreviation."""
    return (
        bool(words)
        and words[0].text.isupper()
        and sum(len(word.text) for word in words) > _ABBREVIATION
        and all(word.text.isupper() or not word.text.isalpha() for word in words)
    )


def _among_capitals(text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    """Tells whether the words beside a name in its line are in capitals, and two of them too long for abbreviations."""
    start = text.rfind("\n", 0, tokens[first].start) + 1
    stop = text.find("\n", tokens[first].start)
    beside = [
        token.text
        for token in (*tokens[max(0, first - _BESIDE) : first], *tokens[last : last + _BESIDE])
        if start <= token.start < (stop if stop >= 0 else len(text)) and token.text.isalpha()
    ]
    return sum(len(word) > _ABBREVIATION for word in beside) > 1 and all(map(str.isupper, beside))


def _folded(case: Case) -> tuple[bool, str]:
    return case.person, " ".join([fold(word.text) for word in case.words])
