"""What stands around a name, as tables."""

import pytest

from imenoslov.document import Token
from imenoslov.stages.base_forms.surroundings import Around, surroundings

MAN = "Animacy=Anim|Case=Nom|Gender=Masc|Number=Sing"
GENITIVE = "Animacy=Anim|Case=Gen|Gender=Masc|Number=Sing"
WOMAN = "Animacy=Anim|Case=Nom|Gender=Fem|Number=Sing"
PLACE = "Animacy=Inan|Case=Loc|Gender=Neut|Number=Sing"


def tokens(*words: tuple[str, str, str]) -> list[Token]:
    """Makes tokens of texts with parts of speech and features, a space between them."""
    made: list[Token] = []
    for text, pos, feats in words:
        start = made[-1].stop + 1 if made else 0
        made.append(Token(start, start + len(text), text, "", pos, feats))
    return made


NAME = ("Умару", "PROPN", "Animacy=Anim|Case=Nom|Gender=Masc|Number=Sing")


VERBS = {"Aspect=Imp|Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin|Voice=Act": 3}
VERBS["Aspect=Perf|Gender=Fem|Mood=Ind|Number=Sing|Tense=Past|VerbForm=Fin|Voice=Act"] = 1
VERBS["Aspect=Imp|VerbForm=Inf|Voice=Act"] = -1


@pytest.mark.parametrize(("feats", "verb"), VERBS.items())
def test_the_verb_after_a_name(feats: str, verb: int) -> None:
    verbs = ("глагол", "VERB", feats)
    assert surroundings(tokens(NAME, verbs), 0, 1, True) == Around(True, verb=verb, start=True, subject=verb >= 0)
    assert surroundings(tokens(NAME, ("не", "PART", ""), verbs), 0, 1, True).verb == verb


PAST = "Aspect=Perf|Gender=Fem|Mood=Ind|Number=Sing|Tense=Past|VerbForm=Fin|Voice=Act"
AFTER = [
    (("в", "ADP", ""), True),
    (("вчера", "ADV", ""), True),
    (("совет", "NOUN", "Animacy=Inan|Case=Acc|Gender=Masc|Number=Sing"), True),
    (("Умару", "PROPN", GENITIVE), False),
    (("коллегия", "NOUN", "Animacy=Inan|Case=Nom|Gender=Fem|Number=Sing"), False),
    (("ответить", "VERB", "Aspect=Perf|VerbForm=Inf|Voice=Act"), False),
]


@pytest.mark.parametrize(("after", "subject"), AFTER, ids=[after[0] for after, _ in AFTER])
def test_a_verb_that_hardly_has_another_subject(after: tuple[str, str, str], subject: bool) -> None:
    verb = ("приехала", "VERB", PAST)
    assert surroundings(tokens(NAME, verb, after), 0, 1, True).subject == subject
    assert surroundings(tokens(("что", "SCONJ", ""), NAME, verb, after), 1, 2, True).subject == subject
    assert not surroundings(tokens(("мост", "NOUN", PLACE), NAME, verb, after), 1, 2, True).subject


def test_a_verb_that_is_not_that_of_the_title() -> None:
    title = ("министр", "NOUN", MAN)
    around = surroundings(tokens(title, NAME, ("не", "PART", ""), ("приехала", "VERB", PAST)), 1, 2, True)
    assert (around.verb, around.subject) == (1, True)


def test_titles_of_several() -> None:
    title = ("министрам", "NOUN", "Animacy=Anim|Case=Dat|Gender=Masc|Number=Plur")
    more = (("и", "CCONJ", ""), ("Петрову", "PROPN", GENITIVE))
    assert surroundings(tokens(title, NAME, *more), 1, 2, True).noun == "titles"
    assert surroundings(tokens(title, NAME), 1, 2, True).noun == ""


@pytest.mark.parametrize(("noun", "kind"), [("аэропорта", "site"), ("города", "place"), ("бюджета", "thing")])
def test_kinds_of_nouns_before_a_place(noun: str, kind: str) -> None:
    sentence = tokens((noun, "NOUN", "Animacy=Inan|Case=Gen|Gender=Masc|Number=Sing"), ("Скавста", "PROPN", PLACE))
    assert surroundings(sentence, 1, 2, False).noun == kind


SUBJECTS = [
    ((("прибыла", PAST),), True),
    ((("как", ""), ("отметила", PAST)), True),
    ((("роль", "Animacy=Inan|Case=Acc|Gender=Fem|Number=Sing"), ("сыграла", PAST)), True),
    ((("Саиду", "Animacy=Anim|Case=Dat|Gender=Masc|Number=Sing"), ("ответила", PAST)), True),
    ((("в", ""), ("среду", "Animacy=Inan|Case=Acc|Gender=Fem|Number=Sing"), ("встретила", PAST)), False),
    ((("встретила", PAST),), False),
]
PARTS = {
    "Саиду": "PROPN",
    "ответила": "VERB",
    "прибыла": "VERB",
    "отметила": "VERB",
    "сыграла": "VERB",
    "встретила": "VERB",
    "роль": "NOUN",
    "среду": "NOUN",
}


@pytest.mark.parametrize(("before", "led"), SUBJECTS, ids=[before[-1][0] for before, _ in SUBJECTS])
def test_a_verb_that_has_its_subject_after_it(before: tuple[tuple[str, str], ...], led: bool) -> None:
    words = [(text, PARTS.get(text, "X"), feats) for text, feats in before]
    assert surroundings(tokens(*words, NAME), len(words), len(words) + 1, True).led == led


@pytest.mark.parametrize(("verb", "found"), [("вручили", "giving"), ("назначили", "taking"), ("видели", "")])
def test_who_gets_something_and_whom_something_befalls(verb: str, found: str) -> None:
    plural = "Aspect=Perf|Mood=Ind|Number=Plur|Tense=Past|VerbForm=Fin|Voice=Act"
    around = surroundings(tokens((verb, "VERB", plural), NAME), 1, 2, True)
    assert (around.giving, around.taking) == (found == "giving", found == "taking")


@pytest.mark.parametrize("feats", ["Animacy=Anim|Case=Dat|Gender=Masc|Number=Sing", "Case=Nom", ""])
def test_what_one_is_called_at_the_start_of_a_sentence(feats: str) -> None:
    around = surroundings(tokens(("Латвийцу", "PROPN", feats), NAME), 1, 2, True)
    assert (around.noun, around.noun_case, around.noun_gender) == ("title", 2, 0)


def test_a_relative_of_another() -> None:
    relative = ("дочь", "NOUN", WOMAN), ("банкира", "NOUN", GENITIVE)
    for last, full in ((3, False), (4, True)):
        around = surroundings(tokens(*relative, NAME, NAME), 2, last, True)
        assert (around.noun, around.noun_gender, around.full) == ("relative", 1, full)
