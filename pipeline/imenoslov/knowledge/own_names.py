"""A user's own names: entities with the forms that stand for them, which win over all that the program knows."""

import re
from collections import Counter
from pathlib import Path

from msgspec import Struct

from imenoslov.document import EntityType
from imenoslov.errors import ConfigError
from imenoslov.knowledge.person_names import read_person
from imenoslov.knowledge.spelling import fold, slug

_TYPES: dict[str, EntityType] = {"PER": "PER", "ORG": "ORG", "LOC": "LOC"}
_LINE = "type (PER, ORG or LOC), name, aliases with ; between them, Wikidata item; tabs between the columns"


class OwnName(Struct, frozen=True):
    """An entity of the user's list."""

    type: EntityType
    name: str
    wikidata: str | None = None

    @property
    def id(self) -> str:
        """Is the id that its name makes."""
        person = read_person(self.name) if self.type == "PER" else None
        name = " ".join(filter(None, (person.last, person.first))) if person else self.name
        return f"{self.type.lower()}:{slug(name)}"


class OwnNames(Struct, frozen=True):
    """All entities of the user's list, by type and folded form, and by a form that has one type only."""

    forms: dict[tuple[EntityType, str], OwnName]
    unique: dict[str, OwnName]

    def find(self, type: EntityType, base: str) -> OwnName | None:
        """Returns the entity that a base form stands for; one of another type where the list has no other such form."""
        form = fold(base)
        return self.forms.get((type, form)) or self.unique.get(form)

    def by_id(self) -> dict[str, tuple[OwnName, tuple[str, ...]]]:
        """Returns each entity with its folded forms, by its id."""
        forms: dict[OwnName, list[str]] = {}
        for (_, form), entity in self.forms.items():
            forms.setdefault(entity, []).append(form)
        return {entity.id: (entity, tuple(found)) for entity, found in forms.items()}


def load_own_names(path: str) -> OwnNames:
    """Loads a list of tab-separated lines: type, name, aliases (;), Wikidata item; `#` starts a comment.

    Raises ConfigError, with the number of the line, for one that is wrong or claims a form that another has.
    """
    try:
        lines = Path(path).read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"The list of names {path} cannot be read ({error}); check the path and that it is UTF-8."
        ) from error
    forms: dict[tuple[EntityType, str], OwnName] = {}
    owners: dict[tuple[EntityType, str], int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")] + ["", "", ""]
        kind, name, aliases, wikidata = cells[:4]
        where = f"Line {number} of {path}"
        if kind not in _TYPES or not slug(name) or any(cells[4:]):
            raise ConfigError(f"{where} is wrong: {line!r}; write {_LINE}.")
        if wikidata and not re.fullmatch(r"Q[1-9]\d*", wikidata):
            raise ConfigError(f"{where} is wrong: {wikidata!r} is no Wikidata item; write one like Q159.")
        entity = OwnName(_TYPES[kind], name, wikidata or None)
        for form in filter(None, (fold(form) for form in (name, *aliases.split(";")))):
            key = (entity.type, form)
            if forms.setdefault(key, entity) != entity:
                raise ConfigError(f"{where} is wrong: line {owners[key]} has «{form}» already; drop one of the two.")
            owners.setdefault(key, number)
    types = Counter(form for _, form in forms)
    return OwnNames(forms, {form: entity for (_, form), entity in forms.items() if types[form] == 1})
