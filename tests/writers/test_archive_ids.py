from collections.abc import Sequence

from msgspec.structs import replace

from imenoslov.document import Alias, Document, Entity, Mention, Person, Source
from imenoslov.writers.archive_ids import ArchiveEntity, own_ids, place_ids, with_archive_ids

DOCUMENT = Document(
    id="a",
    source=Source(),
    annotator=None,
    text="Трамп Дональд Трамп США",
    mentions=(
        Mention(0, 5, "PER", "Трамп", "Трамп", "per:трамп"),
        Mention(6, 19, "PER", "Дональд Трамп", "Дональд Трамп", "per:трамп-дональд"),
        Mention(20, 23, "LOC", "США", "США", "loc:сша"),
    ),
    entities=(
        Entity("per:трамп", "PER", "Трамп", 1),
        Entity(
            "per:трамп-дональд", "PER", "Дональд Трамп", 3, (Alias("Трамп", 1),), Person("Дональд", None, "Трамп", "m")
        ),
        Entity("loc:сша", "LOC", "США", 1),
    ),
)


def test_without_a_catalogue_nothing_changes() -> None:
    assert list(with_archive_ids([DOCUMENT, DOCUMENT], own_ids)) == [DOCUMENT, DOCUMENT]


def test_the_catalogue_is_asked_for_many_documents_at_once() -> None:
    asked: list[int] = []

    def ids(documents: Sequence[str]) -> list[dict[str, ArchiveEntity]]:
        asked.append(len(documents))
        return [{"loc:сша": ArchiveEntity("loc:сша", "LOC", id)} for id in documents]

    documents = [replace(DOCUMENT, id=str(number)) for number in range(250)]
    placed = list(with_archive_ids(documents, ids))
    assert [document.entities[2].name for document in placed] == [document.id for document in documents]
    assert len(asked) < 10


def test_ids_and_names_are_put_in_place_and_equal_ones_joined() -> None:
    donald = ArchiveEntity("per:трамп-дональд", "PER", "Дональд Джон Трамп", Person("Дональд", "Джон", "Трамп", "m"))
    placed = place_ids(DOCUMENT, {"per:трамп": donald, "per:трамп-дональд": donald})
    assert [mention.entity for mention in placed.mentions] == ["per:трамп-дональд"] * 2 + ["loc:сша"]
    person, place = placed.entities
    assert (person.id, person.name, person.mentions) == ("per:трамп-дональд", "Дональд Джон Трамп", 4)
    assert person.aliases == (Alias("Дональд Трамп", 2), Alias("Трамп", 2))
    assert person.person == donald.person
    assert place == DOCUMENT.entities[2]
    assert placed.text == DOCUMENT.text


def test_the_archives_name_is_no_alias_of_itself() -> None:
    placed = place_ids(DOCUMENT, {"per:трамп-дональд": ArchiveEntity("per:трамп-дональд", "PER", "Трамп")})
    assert placed.entities[1] == Entity("per:трамп-дональд", "PER", "Трамп", 3, (Alias("Дональд Трамп", 2),))


def test_a_new_id_with_the_same_name_keeps_the_entity() -> None:
    placed = place_ids(DOCUMENT, {"loc:сша": ArchiveEntity("loc:соединенные-штаты", "LOC", "США")})
    assert placed.entities[2] == replace(DOCUMENT.entities[2], id="loc:соединенные-штаты")
