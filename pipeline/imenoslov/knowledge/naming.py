"""Naming: which of the forms of an entity is the name that it is listed by."""

from collections.abc import Mapping

from msgspec.structs import replace

from imenoslov.document import EntityType, Gender, Person
from imenoslov.knowledge.organisations import read_organisation
from imenoslov.knowledge.person_names import read_person
from imenoslov.knowledge.spelling import fold

# Longer words in capitals are no abbreviations.
_LONGEST_ABBREVIATION = 6
# A longer name of an organisation is a description, unless it is what a text says most.
_LONGEST_NAME = 6
# What stands once for so many times that another form does is rare.
_RARE = 10
# An abbreviation lists a place where the whole name is so many times rarer.
_ABBREVIATED = 4


def fullest_name(type: EntityType, forms: Mapping[str, int]) -> str:
    """Chooses from the forms of an entity in one article, with their counts, the one that tells most.

    It has the most words and letters, initials counting least; but capitals and descriptions give way to the others.
    """
    if len(forms) == 1:
        return next(iter(forms))
    proper = _proper(type, forms)
    return max(proper, key=lambda form: (_whole_words(type, form), _words(form), len(form), forms[form], form))


def _whole_words(type: EntityType, form: str) -> int:
    """Counts the words of a name that are no initials of a person."""
    return _words(form) - (sum("." in word for word in form.split()) if type == "PER" and "." in form else 0)


def _words(form: str) -> int:
    """Counts the words of a form; what has no letter or digit in it, a dash or a quote, may be none."""
    words = form.split()
    return len(words) if "".join(words).isalpha() else len(fold(form).split())


def usual_name(type: EntityType, forms: Mapping[str, int]) -> str:
    """Chooses the name of an entity of an archive from its forms, given with their counts.

    A person is listed by the most frequent full name, or by one with initials where there is no other; a place by what
    it is called most, an abbreviation counting less («РК»); an organisation by its longest form that is not rare beside
    the most frequent, because «МИД» alone does not tell whose it is. Capitals and descriptions give way to the other
    forms.
    """
    proper = _proper(type, forms)
    most = max(proper.values())

    def rank(form: str) -> tuple[int, int, float, str]:
        words = _words(form)
        whole = _whole_words(type, form)
        if type == "PER":
            whole, words = min(whole, 2), min(words, 2)
            if words > 1 and not read_person(form).first:
                whole = words = 1  # «Ле Пен» is no full name
        elif type == "LOC" or _RARE * forms[form] < most:
            whole = words = 0
        return whole, words, forms[form] / (_ABBREVIATED if type == "LOC" and form.isupper() else 1), form

    return max(proper, key=rank)


def named_person(name: str, persons: Mapping[Person, int]) -> Person:
    """Chooses from what articles read of somebody, with their counts, the parts of this name; or reads them from it.

    A patronymic may be known that the name does not show. The gender is that of most articles where the name has none.
    """
    words = set(fold(name).split())
    own = {person: count for person, count in persons.items() if _is_called(person, words)}
    person = max(own, key=lambda one: (own[one], str(one))) if own else read_person(name)
    if person.gender:
        return person
    genders: dict[Gender, int] = {}
    for other, count in persons.items():
        if other.gender:
            genders[other.gender] = genders.get(other.gender, 0) + count
    return replace(person, gender=max(genders, key=lambda gender: (genders[gender], gender), default=None))


def _is_called(person: Person, words: set[str]) -> bool:
    """Tells whether a name of these words has the person's first and last name, and nothing else but a patronymic."""
    shown = set(fold(f"{person.first or ''} {person.last or ''}").split())
    return shown <= words <= shown | set(fold(person.middle or "").split())


def _proper(type: EntityType, forms: Mapping[str, int]) -> Mapping[str, int]:
    """Leaves out forms in capitals and descriptions, where others remain."""
    calm = _calm(type, forms) if any(map(str.isupper, forms)) else forms
    if type != "ORG":
        return calm
    short = _short(calm) if any(len(form.split()) > _LONGEST_NAME for form in calm) else calm
    whole = [fold(form) for form in short if " " in form and read_organisation(form, ()).known]
    # A tagger that reads on past a known name adds nothing to it: «Европейский союз по Центральной Азии».
    return {
        form: count for form, count in short.items() if not any(fold(form).startswith(f"{name} ") for name in whole)
    }


def _calm(type: EntityType, forms: Mapping[str, int]) -> Mapping[str, int]:
    """Leaves out forms in capitals that do not belong to them."""
    mixed = {fold(form) for form in forms if not form.isupper()}
    return {form: count for form, count in forms.items() if not _is_shouted(type, form, mixed)} or forms


def _short(forms: Mapping[str, int]) -> Mapping[str, int]:
    """Leaves out long forms, unless no shorter one of several words is more frequent."""
    words = {form: len(form.split()) for form in forms}
    attested = max(
        (count for form, count in forms.items() if 1 < words[form] <= _LONGEST_NAME and not form.isupper()),
        default=0,
    )
    return {form: count for form, count in forms.items() if count >= attested or words[form] <= _LONGEST_NAME}


def _is_shouted(type: EntityType, form: str, mixed: set[str]) -> bool:
    """Tells whether a form is in capitals that do not belong to it: no abbreviation, or known in small letters."""
    if not form.isupper():
        return False
    return type == "PER" or fold(form) in mixed or max(map(len, form.split())) > _LONGEST_ABBREVIATION
