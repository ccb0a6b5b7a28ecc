"""Corrections: names with the edges and types that their surroundings show, whatever a tagger of words says."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from imenoslov.knowledge.cues import given_away
from imenoslov.knowledge.edges import CALLS, CLOSING_QUOTES, OPENING_QUOTES, with_call
from imenoslov.knowledge.mistaken import (
    ASIDE,
    GENERATIONS,
    STATIONS,
    is_first_name_of,
    is_ship,
    told_of_person,
    told_of_place,
    whole_quoted,
    with_generation,
    without_abbreviation,
    without_aside,
)
from imenoslov.knowledge.neighbours import (
    are_ordinary,
    full_names,
    office,
    person_behind,
    second_person,
    whole_name,
    with_particle,
)
from imenoslov.knowledge.place_parts import (
    STREET_TAILS,
    TAIL,
    is_joined,
    is_street,
    second_place,
    with_adjective,
)
from imenoslov.spans import any_overlaps

# What stands behind a place that more of its name may follow, and how many spans away that may be.
_DASHES = "-–—"
_NAMELY = frozenset(f" {mark}" for mark in f"АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЫЭЮЯ{_DASHES}")
_NEAR = 3

_AND = " и "


class Found(NamedTuple):
    """A name that was found: its offsets, its type, and how likely it is."""

    start: int
    stop: int
    type: str
    score: float


def corrected(text: str, spans: Sequence[Found], cues: Iterable[tuple[int, int]]) -> list[Found]:
    """Returns the spans as their surroundings show them, with those that the `cues` give away at the end.

    `cues` are the offsets of the words that can give a name away and are in none.
    """
    found = _mended(text, _told(text, spans))
    people = [span for span in found if span.type == "PER"]
    names = [text[span.start : span.stop] for span in people]
    if not are_ordinary(text, names, [span.stop for span in people]):
        found = apart(text, found)
    if any(span.type == "LOC" and _AND in text[span.start : span.stop] for span in found):
        found = [*_two_for_two(text, found)]
    if cues:
        found += [*_given_away(text, cues, found)]
    return found


def _told(text: str, spans: Sequence[Found]) -> list[Found]:
    """Returns the spans with the types that their words tell, whole where a part was found; ships and offices go."""
    found: list[Found] = []
    ships: set[str] = set()
    place = -2  # where the last place ended; none ends right before a name yet
    for span in spans:
        start, stop, kind, score = span
        opened, closed = text[start - 1 : start] in OPENING_QUOTES, text[stop : stop + 1] in CLOSING_QUOTES
        if opened is not closed:
            whole = whole_quoted(text, start, stop)
            if whole:
                found += [Found(*whole, "ORG", score)] if kind == "ORG" else [Found(*whole, "ORG", score), span]
                continue
        if kind == "LOC":
            place = stop
            told = told_of_place(text, start, stop)
            span = span if told == kind else span._replace(type=told)
        elif kind == "ORG":
            if opened and is_ship(text, start):
                ships.add(text[start:stop])
                continue
            if text.endswith(STATIONS, start, stop):
                span = span._replace(type="LOC")
            elif text.find(ASIDE, start, stop) >= 0:
                span = span._replace(stop=without_aside(text, start, stop))
        elif text.startswith(GENERATIONS, stop):
            span = span._replace(stop=with_generation(text, stop))
        elif text.find(" ", start, stop) < 0:
            if place == start - 1 and found[-1].stop == place and is_first_name_of(text, found[-1].start, place, start):
                span = span._replace(start=found.pop().start)
            told = told_of_person(text, start, stop)
            if not told:
                continue
            span = span if told == kind else span._replace(type=told)
        found.append(span)
    if ships:
        found = [span for span in found if not (span.type == "ORG" and text[span.start : span.stop] in ships)]
    return found


def apart(text: str, spans: Sequence[Found]) -> list[Found]:
    """Returns the spans, those of people whole, without an office, and two for two who stand side by side."""
    people = [text[span.start : span.stop].split(" ") for span in spans if span.type == "PER"]
    names = full_names(people)
    found: list[Found] = []
    for span in spans:
        if span.type != "PER":
            found.append(span)
            continue
        start = with_particle(text, span.start, span.stop, names)
        stop = whole_name(text, start, span.stop, names)
        name = text[start:stop]
        if " " in name:
            stop = start + without_abbreviation(name)
            start += office(name)
            second = second_person(text[start:stop], names)
            if second:
                found.append(span._replace(start=start, stop=start + second - 1))
                start += second
        found.append(span if (start, stop) == (span.start, span.stop) else span._replace(start=start, stop=stop))
    return found


def _mended(text: str, spans: Sequence[Found]) -> list[Found]:
    """Returns the spans: places with all their words, streets as places, people apart from the organisation before."""
    found = list(spans)
    for index in range(len(spans) - 1, -1, -1):
        span = spans[index]
        start, stop, kind, _ = span
        after = text[stop : stop + 2]
        if after in _NAMELY and kind != "PER":
            near = found[index + 1 : index + 1 + _NEAR]
            found[index : index + 1 + _NEAR] = _lengthened(text, span, near)
        elif kind == "PER":
            if text[start - TAIL : start] in STREET_TAILS and is_street(text, start, stop):
                found[index] = span._replace(type="LOC")
        elif kind == "ORG" and (after[:1] in CALLS or "." in text[start:stop]):
            stop = with_call(text, start, stop)
            person = person_behind(text[start:stop])
            parts = [span._replace(stop=stop)]
            if person:
                parts = [span._replace(stop=start + person - 1), Found(start + person, stop, "PER", span.score)]
            found[index : index + 1] = parts
    return found


def _lengthened(text: str, span: Found, others: list[Found]) -> list[Found]:
    """Returns a place, or an organisation that ends in one, with all its words, and the spans behind it that it leaves.

    That are the adjective behind the place, or the place that a dash joins to it.
    """
    start, stop, kind, _ = span
    if others and others[0].start == start and others[0].type == kind and others[0].stop > stop:
        return [others[0], *others]  # it was found twice
    place = kind == "LOC" or any(one.type == "LOC" and start < one.start < stop <= one.stop for one in others)
    if not place or any(one.start == stop + 1 for one in others):
        return [span, *others]
    if text[stop + 1] not in _DASHES:
        word = start if kind == "LOC" else text.rfind(" ", start, stop) + 1
        return [span._replace(stop=with_adjective(text, word, stop)), *others]
    after = next((one for one in others if one.start >= stop), None)
    if after and kind == after.type == "LOC" and is_joined(text, start, stop, after.start, after.stop):
        return [span._replace(stop=after.stop), *(one for one in others if one.start >= after.stop)]
    return [span, *others]


def _two_for_two(text: str, spans: Iterable[Found]) -> Iterator[Found]:
    """Yields the spans, two for two places that were taken for one."""
    for span in spans:
        second = second_place(text[span.start : span.stop]) if span.type == "LOC" else 0
        if second:
            yield span._replace(stop=span.start + second - len(_AND))
            span = span._replace(start=span.start + second)
        yield span


def _given_away(text: str, cues: Iterable[tuple[int, int]], found: Sequence[Found]) -> Iterator[Found]:
    """Yields the names of cues, given by their offsets, that no model has found, not even in part."""
    end = 0
    taken = any_overlaps(found)
    for start, stop in cues:
        name = given_away(text, start, stop) if start >= end else None
        if name and not taken(name.start, name.stop):
            yield Found(name.start, name.stop, name.type, 1.0)
            end = name.stop
