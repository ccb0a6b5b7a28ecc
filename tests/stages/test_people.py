"""People: what spares work links as placing every mention among all people does."""

from collections.abc import Iterable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec import UNSET

from imenoslov.document import Gender, Mention, Person
from imenoslov.stages import people
from imenoslov.stages.clusters import Cluster
from imenoslov.stages.people import link_people

_GIVEN = ["Тереза", "Борис", "Боб", "Роберт", "Владимир", "Володимир", "Саша", "Александра", "Д.", "Т.", "Ж.-К."]
_FAMILY = [
    "Мэй",
    "Мей",
    "Джонсон",
    "Донсон",
    "Смит",
    "Смит-младший",
    "Скрипаль",
    "Скрипали",
    "Иванов",
    "Иванова",
    "Ким",
]
_OTHERS = [
    "Борис Николаевич", "Николаевич", "Елизавета II", "Елизавета IV", "Елизавета", "патриарх Кирилл", "Кирилл",
    "Азия-Биби", "Азия Биби", "Урсула фон дер Ляйен", "фон дер Ляйен", "Луис Инасиу Лула да Силва", "Лула", "«»", "Ж.",
]  # fmt: skip
_NAMES = st.one_of(
    st.sampled_from(_GIVEN + _FAMILY + _OTHERS),
    st.builds("{} {}".format, st.sampled_from(_GIVEN), st.sampled_from(_FAMILY)),
    st.builds("{} {}".format, st.sampled_from(_FAMILY), st.sampled_from(_GIVEN)),
)
_TOLD: list[Gender | None] = ["m", "f", None, None, None]
# A few names time and again, as in an article.
_MENTIONS = st.lists(_NAMES, min_size=1, max_size=5).flatmap(
    lambda names: st.lists(
        st.tuples(
            st.sampled_from(names),
            st.sampled_from(_TOLD),
            st.sampled_from(["", "а"]),
            st.sampled_from(["", "король ", "сказал "]),
        ),
        max_size=14,
    )
)


def article(names: Iterable[tuple[str, Gender | None, str, str]]) -> tuple[list[tuple[int, Mention]], str]:
    """Makes the mentions of an article, and its text, of base forms, genders told, endings and words before."""
    text, mentions = "", []
    for index, (base, told, ending, before) in enumerate(names):
        text += before
        person = Person(gender=told) if told else UNSET
        mention = Mention(len(text), len(text) + len(base + ending), "PER", base + ending, base, person=person)
        mentions.append((index, mention))
        text += base + ending + " "
    return mentions, text


class _Forgetful(dict[people._Name, tuple[int, people._Someone]]):
    """Remembers nothing."""

    def __setitem__(self, name: people._Name, placed: tuple[int, people._Someone]) -> None:
        pass


def plainly(mentions: list[tuple[int, Mention]], text: str) -> list[Cluster]:
    """Links as `link_people` does, but places every mention anew, by all its keys."""
    bases = [mention.base or mention.text for _, mention in mentions]
    read = {base: people._read_parts(people._with_particle(base, bases)) for base in bases}
    article = people._Article({key for parts in read.values() for key in parts.keys})
    article._placed = _Forgetful()
    names = [
        (index, people._read(mention, base, read[base], text, {}))
        for base, (index, mention) in zip(bases, mentions, strict=True)
    ]
    placed = {}
    for turn in range(people._SINGLE):
        for index, name in names:
            if name.turn == turn:
                placed[index] = article.place(name, index)
    for index, name in names:
        someone = placed.get(index) or article.place(name, index)
        someone.seen = index
    return [people._cluster(someone) for someone in article.people]


@settings(max_examples=300)
@given(_MENTIONS)
@example(
    [
        ("Т. Донсон", "f", "", ""),
        ("Т. Донсон", "m", "", "сказал "),
        ("Николаевич", None, "", "король "),
        ("Т. Донсон", "m", "", "король "),
        ("Николаевич", None, "", "сказал "),
        ("Т. Донсон", "m", "а", "король "),
        ("Т. Донсон", "m", "", "сказал "),
        ("Николаевич", None, "а", "король "),
    ]
)
def test_people_are_those_of_the_plain_way(names: list[tuple[str, Gender | None, str, str]]) -> None:
    mentions, text = article(names)
    assert sorted(link_people(mentions, text), key=lambda c: c.members) == sorted(
        plainly(mentions, text), key=lambda c: c.members
    )


@given(_NAMES)
def test_the_parts_of_a_person_of_one_name_are_those_of_all_names(name: str) -> None:
    mentions, text = article([(name, None, "", ""), (name, None, "", "")])
    parts = people._read_parts(name)
    names = [people._read(mention, name, parts, text, {}) for _, mention in mentions]
    someone = people._Someone(members=[0])
    someone.names = {names[0]: 1}
    article_of_one = people._Article(set(parts.keys))
    article_of_one._add(someone, names[0])
    once = people._cluster(someone)
    someone.names = dict.fromkeys(names, 1)  # two equal ones go the way of many
    assert people._cluster(someone) == once


def test_a_crowd_of_namesakes_is_linked_plainly() -> None:
    names: list[tuple[str, Gender | None, str, str]] = [
        (f"{first} {last}", None, "", "")
        for last in ("Иванов", "Иваненко")
        for first in ("Иван", "Пётр", "Олег", "Юрий", "Анна", "Инна", "Борис", "Глеб", "Семён", "Тарас", "Лев", "Марк",
                      "Фёдор", "Яков", "Роман")
    ]  # fmt: skip
    mentions, text = article([*names, ("Иванов", None, "", ""), *names, ("Иваненко", None, "", ""), *names])
    assert sorted(link_people(mentions, text), key=lambda c: c.members) == sorted(
        plainly(mentions, text), key=lambda c: c.members
    )


def test_the_memory_of_who_was_placed_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    searched = []
    fitting = people._Article._fitting

    def search(self: people._Article, name: people._Name) -> list[people._Someone]:
        searched.append(name)
        return fitting(self, name)

    monkeypatch.setattr(people._Article, "_fitting", search)
    mentions, text = article([("Тереза Мэй", None, "", ""), *[("Мэй", None, "", "")] * 5])
    assert len(link_people(mentions, text)) == 1
    assert len(searched) == 2
