"""How an archive lists its entities: under one name, made of the forms of all that is joined to one."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from imenoslov.catalogue.store import Store, in_batches, person_of
from imenoslov.document import Person
from imenoslov.knowledge.naming import named_person, usual_name
from imenoslov.writers.archive_ids import ArchiveEntity

Own = Mapping[int, tuple[str, Sequence[str]]]
"""The entities of the user's list by their keys: the name, and the forms that stand for it."""

_ASKED = 500  # entities of one question to the database, which has a limit


class Forms:
    """The names of an entity of the archive, and what its documents read a person's name as, each with its count.

    `members` are its own key and those of what is joined to it.
    """

    def __init__(self, root: int) -> None:
        self.members = [root]
        self.names: Counter[str] = Counter()
        self.persons: Counter[Person] = Counter()


def listed(
    store: Store, root_of: Callable[[int], int], roots: Sequence[int], own: Own
) -> Iterator[tuple[int, ArchiveEntity]]:
    """Yields the entities, given by their keys, as the archive lists them; those that no document names are left out.

    `root_of` tells what an entity is joined to, or itself; `roots` are such themselves. `own` are those of the user's
    list, which has the say on their names.
    """
    for keys in in_batches(roots, _ASKED):
        forms = gathered(store, root_of, keys)
        rows = store.sql.execute(f"SELECT key, id, type FROM entities WHERE key IN ({_places(keys)})", keys).fetchall()
        for key, id, type in rows:
            if found := forms[key].names:
                claimed = [own[member] for member in forms[key].members if member in own]
                name = claimed[0][0] if claimed else usual_name(type, found)
                person = named_person(name, forms[key].persons) if forms[key].persons else None
                called = tuple(form for _, forms_of_list in claimed for form in forms_of_list)
                yield key, ArchiveEntity(id, type, name, person, called)


def gathered(store: Store, root_of: Callable[[int], int], roots: Sequence[int]) -> dict[int, Forms]:
    """Gathers the forms of entities, with those of all that is joined to them; at most 500 at once."""
    forms = {root: Forms(root) for root in roots}
    places = _places(roots)
    for entity, form, mentions in store.sql.execute(
        f"SELECT entity, form, mentions FROM spellings WHERE entity IN ({places})", roots
    ):
        forms[entity].names[form] += mentions
    for entity, person, documents in store.sql.execute(
        f"SELECT entity, person, documents FROM persons WHERE entity IN ({places})", roots
    ):
        forms[entity].persons[person_of(person)] += documents
    shared = store.sql.execute(
        f"SELECT target FROM joins WHERE target IN ({places}) UNION "
        f"SELECT target FROM readings WHERE target IN ({places}) UNION "
        f"SELECT entity FROM readings WHERE entity IN ({places})",
        (*roots, *roots, *roots),
    ).fetchall()
    for (root,) in shared:
        _add_joined(store, root_of, root, forms[root])
    return forms


def _add_joined(store: Store, root_of: Callable[[int], int], root: int, forms: Forms) -> None:
    """Adds to an entity's own forms those of what is joined to it, and takes away what single documents read else."""
    sql = store.sql
    todo = [root]
    while todo:
        entity = todo.pop()
        if entity != root:
            for form, mentions in sql.execute("SELECT form, mentions FROM spellings WHERE entity = ?", (entity,)):
                forms.names[form] += mentions
            for person, documents in sql.execute("SELECT person, documents FROM persons WHERE entity = ?", (entity,)):
                forms.persons[person_of(person)] += documents
        for sign, column in ((-1, "entity"), (1, "target")):
            for form, mentions in sql.execute(
                "SELECT form, sum(mentions) FROM readings JOIN forms USING (document, entity) "
                f"WHERE readings.{column} = ? GROUP BY form",
                (entity,),
            ):
                forms.names[form] += sign * mentions
        rows = sql.execute(
            "SELECT entity FROM joins WHERE target = ? UNION SELECT entity FROM readings WHERE target = ?",
            (entity, entity),
        ).fetchall()
        new = [other for (other,) in rows if other not in forms.members and root_of(other) == root]
        forms.members += new
        todo += new
    forms.names = +forms.names


def _places(keys: Sequence[int]) -> str:
    return ", ".join("?" * len(keys))
