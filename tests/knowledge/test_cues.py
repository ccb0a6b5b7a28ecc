"""Names that the words beside them give away: a table of texts, the name in square brackets."""

import re

import pytest

from imenoslov.knowledge.cues import given_away, is_cue

_WORD = re.compile(r"[\w’-]+")

GIVEN = [
    # whom the press cites
    ("Об этом пишет [Derbyshire Live]. Ранее", "ORG"),
    ("передаёт газета «[Irish Times]». Ранее", "ORG"),
    ("сообщает [Corriere della Sera] в пятницу", "ORG"),
    ("передает [El País] . Ранее", "ORG"),
    ("по данным [Süddeutsche Zeitung], канцлер", "ORG"),
    ("сообщает портал [ONLINE.UA] со ссылкой", "ORG"),
    ("со ссылкой на [NYT].", "ORG"),
    # what the tables have, at length or before the colon of a headline
    ("[Washington Post] со ссылкой на документы", "ORG"),
    ("[NYT]: причастна разведка", "ORG"),
    # agencies in datelines
    ("НЬЮ-ЙОРК, 6 ноя — [РИА Новости]. Совет", "ORG"),
    ("МОСКВА, 6 ноя — [РИА «Новости»]. Совет", "ORG"),
    ("ВАШИНГТОН, 8 августа. /[ТАСС]/. Совет", "ORG"),
    # the White House
    ("как заявили в [Белом доме], выборы", "ORG"),
    # power stations
    ("миссия прибыла на [Печорскую АЭС] в пятницу", "LOC"),
    ("авария на [Саяно-Шушенской ГЭС] в пятницу", "LOC"),
]


@pytest.mark.parametrize(("marked", "type"), GIVEN)
def test_what_is_given_away(marked: str, type: str) -> None:
    start, stop = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    found = [given_away(text, *word.span()) for word in _WORD.finditer(text) if is_cue(word[0])]
    assert [(one.start, one.stop, one.type) for one in found if one][:1] == [(start, stop, type)]


NOTHING = [
    "пишет Alex Smith в письме",
    "написал он в Twitter премьера",
    "сообщает Twitter компании",
    "вышел фильм Dunkirk Rain в прокат",
    "канал на YouTube открыт",
    "ссылкой на @Reuters в сети",
    "на АЭС произошла авария",
    "Белый домик у реки",
    "Белый медведь в лесу",
    "строит АЭС Аккую в Турции",
    "6 ноя — РИА сообщает о бое",
    "Фото РИА Новости в тексте",
    "сообщает Cергей Иванов из Москвы",
    "вышли новые модели Ford: вот они",
    "пишет газета. Ford вырос",
]


@pytest.mark.parametrize("text", NOTHING)
def test_where_nothing_is_given_away(text: str) -> None:
    cues = [word.span() for word in _WORD.finditer(text) if is_cue(word[0])]
    assert cues
    assert not any(given_away(text, *cue) for cue in cues)
