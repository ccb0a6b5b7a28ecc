import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

pytest.importorskip("tantivy")

from imenoslov.corpus import Corpus
from imenoslov.document import Document, to_json
from imenoslov.errors import ConfigError, ReadError, SearchError
from imenoslov.search.build import Changes, update_index
from imenoslov.search.index import NAMES_FILE, Index, Results
from imenoslov.search.names import Names
from imenoslov.search.schema import unusable
from imenoslov.writers.archive_ids import ArchiveEntity

Make = Callable[[str, str | None, str | None, str], Document]
Put = Callable[[list[Document], Path], None]

A, B, C, D = "2025/12/a.txt", "2025/12/b.txt", "2026/01/c.txt", "2026/01/d.txt"


def forms(path: Path) -> set[tuple[object, ...]]:
    """Returns all that the index knows of names."""
    with Names(path / NAMES_FILE) as names:
        return set(names._database.execute("SELECT entity, kind, form, documents, mentions FROM forms"))


def found(results: Results) -> set[str]:
    return {hit.id for hit in results.hits}


def test_an_update_does_only_what_changed(archive: Path, tmp_path: Path, make: Make, put: Put) -> None:
    index = tmp_path / "index"
    seen: list[int] = []
    assert update_index(Corpus(archive), index, watch=seen.append) == Changes(added=4)
    assert sum(seen) == 4
    assert update_index(Corpus(archive), index) == Changes(unchanged=4)
    put([make(A, "2025-12-03", None, "О [Таллине|Таллин|loc:таллин]."), make("e", None, None, "Новое.")], archive)
    (archive / f"{D}.json").unlink()
    assert update_index(Corpus(archive), index) == Changes(added=1, changed=1, removed=1, unchanged=2)
    with Index(index) as opened:
        assert len(opened) == 4
        assert found(opened.search(places=["loc:таллин"])) == {A, B}
        assert opened.candidates("Брюссель") == ()
        assert found(opened.search("новое")) == {"e"}
    rebuilt = tmp_path / "rebuilt"
    update_index(Corpus(archive), rebuilt)
    assert forms(index) == forms(rebuilt)


def test_a_file_that_was_only_touched_changes_nothing(archive: Path, tmp_path: Path) -> None:
    update_index(Corpus(archive), tmp_path / "index")
    path = archive / f"{A}.json"
    path.write_bytes(path.read_bytes())
    path.touch()
    assert update_index(Corpus(archive), tmp_path / "index") == Changes(unchanged=4)


def test_archive_ids_alone_are_a_change(archive: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    update_index(Corpus(archive), index)

    kaja = {id: ArchiveEntity("per:каллас-кая", "PER", "Кая Каллас") for id in ("per:каллас-сийм", "per:каллас-кая")}

    def joined(documents: Sequence[str]) -> list[dict[str, ArchiveEntity]]:
        return [kaja if document == D else {} for document in documents]

    assert update_index(Corpus(archive), index, joined) == Changes(changed=1, unchanged=3)
    assert update_index(Corpus(archive), index, joined) == Changes(unchanged=4)
    with Index(index) as opened:
        assert found(opened.search(persons=["per:каллас-кая"])) == {A, B, D}
        # The id that the document gave leads to the archive's where the archive has no entity of its own by that id.
        assert [candidate.id for candidate in opened.candidates("per:каллас-сийм")] == ["per:каллас-сийм"]

    def all_joined(documents: Sequence[str]) -> list[dict[str, ArchiveEntity]]:
        return [kaja] * len(documents)

    update_index(Corpus(archive), index, all_joined)
    with Index(index) as opened:
        assert [candidate.id for candidate in opened.candidates("per:каллас-сийм")] == ["per:каллас-кая"]


def test_the_index_calls_entities_as_the_archive_does(archive: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"

    def called(name: str) -> Callable[[Sequence[str]], list[dict[str, ArchiveEntity]]]:
        place = ArchiveEntity("loc:брюссель", "LOC", name)
        return lambda documents: [{place.id: place} if document == A else {} for document in documents]

    update_index(Corpus(archive), index, called("Город Брюссель"))
    assert update_index(Corpus(archive), index, called("Брюссель-Столица")) == Changes(changed=1, unchanged=3)
    with Index(index) as opened:
        results = opened.search("Брюсселе")
        assert [(facet.name, facet.documents) for facet in results.facets["places"]] == [("Брюссель-Столица", 1)]
        assert [entity.name for hit in results.hits for entity in hit.entities if entity.type == "LOC"] == [
            "Брюссель-Столица"
        ]
        for name in ("Брюссель", "Брюсселя", "Брюссель-Столица"):
            assert [candidate.id for candidate in opened.candidates(name)] == ["loc:брюссель"]
        assert opened.candidates("Город Брюссель") == ()


def test_the_forms_of_the_users_list_find_its_entities(archive: Path, tmp_path: Path) -> None:
    lorries = ArchiveEntity("org:камаз", "ORG", "КамАЗ", called=("камаз", "автогигант из челнов"))
    update_index(Corpus(archive), tmp_path / "index", lambda documents: [{"org:камаз": lorries} for _ in documents])
    with Index(tmp_path / "index") as opened:
        for name in ("Автогигант из Челнов", "автогиганта из Челнов"):
            assert [candidate.id for candidate in opened.candidates(name, "ORG")] == ["org:камаз"]
            assert opened.search(organisations=[name]).total == 1


def test_documents_of_one_file(archive: Path, tmp_path: Path) -> None:
    documents = list(Corpus(archive))
    lines = tmp_path / "all.jsonl"
    lines.write_bytes(b"".join(to_json(document) + b"\n" for document in [*documents, documents[0]]))
    assert update_index(Corpus(lines), tmp_path / "index") == Changes(added=4)
    lines.write_bytes(b"".join(to_json(document) + b"\n" for document in documents[1:]))
    assert update_index(Corpus(lines), tmp_path / "index") == Changes(removed=1, unchanged=3)


def test_a_document_that_moved_to_another_file_stays(archive: Path, tmp_path: Path) -> None:
    update_index(Corpus(archive), tmp_path / "index")
    (archive / f"{A}.json").rename(archive / "moved.json")
    assert update_index(Corpus(archive), tmp_path / "index") == Changes(unchanged=4)
    assert update_index(Corpus(archive), tmp_path / "index") == Changes(unchanged=4)
    (archive / "moved.json").unlink()
    assert update_index(Corpus(archive), tmp_path / "index") == Changes(removed=1, unchanged=3)


def test_of_two_documents_with_one_id_the_first_counts(archive: Path, tmp_path: Path, make: Make, put: Put) -> None:
    update_index(Corpus(archive), tmp_path / "index")
    # A file of its own, before the one that the index has this document from.
    (archive / "2025" / "11.json").write_bytes(to_json(make(D, None, None, "О [Риге|Рига|loc:рига].")) + b"\n")
    for changes in (Changes(changed=1, unchanged=3), Changes(unchanged=4)):
        assert update_index(Corpus(archive), tmp_path / "index") == changes
        with Index(tmp_path / "index") as opened:
            assert [hit.id for hit in opened.search("Рига").hits] == [D]
            assert opened.search("Розы").total == 0


def test_an_index_inside_the_archive_is_not_indexed(archive: Path) -> None:
    assert update_index(Corpus(archive), archive / "index") == Changes(added=4)
    assert update_index(Corpus(archive), archive / "index") == Changes(unchanged=4)


def test_an_empty_archive_does_not_empty_the_index(archive: Path, tmp_path: Path) -> None:
    update_index(Corpus(archive), tmp_path / "index")
    (tmp_path / "empty").mkdir()
    with pytest.raises(SearchError, match="no annotated documents"):
        update_index(Corpus(tmp_path / "empty"), tmp_path / "index")
    with Index(tmp_path / "index") as opened:
        assert len(opened) == 4


def test_a_document_that_cannot_be_read_leaves_the_index(archive: Path, tmp_path: Path) -> None:
    update_index(Corpus(archive), tmp_path / "index")
    (archive / "broken.json").write_text(json.dumps({"id": 1}))
    with pytest.raises(ReadError, match="broken"):
        update_index(Corpus(archive), tmp_path / "index")
    with Index(tmp_path / "index") as opened:
        assert len(opened) == 4
        assert found(opened.search(organisations=["org:камаз"])) == {C}


def test_other_folders_are_left_alone(archive: Path) -> None:
    with pytest.raises(ConfigError, match="holds other files"):
        update_index(Corpus(archive), archive)


@pytest.mark.parametrize(
    ("there", "writable", "remedy"),
    [
        (True, True, "free space, or delete the index and build it again."),
        (True, False, "give this user the right to write there"),
        (False, False, "choose another folder for the index."),
    ],
)
def test_an_index_that_cannot_be_opened_says_what_to_do(
    there: bool, writable: bool, remedy: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: writable)
    folder = tmp_path / "index"
    if there:
        folder.mkdir()
    assert remedy in str(unusable(folder / NAMES_FILE, OSError("no")))


def test_an_index_of_another_version_is_refused(archive: Path, tmp_path: Path) -> None:
    index = tmp_path / "index"
    update_index(Corpus(archive), index)
    with Names(index / NAMES_FILE) as names:
        names._database.execute("UPDATE meta SET value = '0'")
        names.commit()
    with pytest.raises(SearchError, match="another version"):
        Index(index)
    with pytest.raises(SearchError, match="another version"):
        update_index(Corpus(archive), index)


def test_one_writer_at_a_time(archive: Path, tmp_path: Path) -> None:
    def again(number: int) -> None:
        with pytest.raises(SearchError, match="another process"):
            update_index(Corpus(archive), tmp_path / "index")

    update_index(Corpus(archive), tmp_path / "index", watch=again)


KILLED = """
import os, sys
from imenoslov.corpus import Corpus
from imenoslov.search import build, names
build._BATCH, build._COMMIT = 7, 20
count = 0
def watch(number):
    global count
    count += number
    if count == int(sys.argv[3]):
        os._exit(9)
if sys.argv[4] == "between":
    def commit(writer, names):
        writer.commit()
        os._exit(9)
    build._commit = commit
build.update_index(Corpus(sys.argv[1]), sys.argv[2], watch=watch)
"""


@pytest.mark.parametrize(("place", "when"), [(10, "any"), (55, "any"), (-1, "between")])
def test_a_kill_leaves_the_old_index_usable(
    archive: Path, tmp_path: Path, make: Make, put: Put, place: int, when: str
) -> None:
    index = tmp_path / "index"
    update_index(Corpus(archive), index)
    (archive / f"{B}.json").unlink()
    changed = [make(C, "2026-01-10", None, "Ныне о [Таллине|Таллин|loc:таллин].")]
    put(changed + [replace(changed[0], id=f"new/{number}") for number in range(80)], archive)
    script = textwrap.dedent(KILLED)
    answer = subprocess.run(
        [sys.executable, "-c", script, archive, index, str(place), when], capture_output=True, timeout=60
    )
    assert answer.returncode == 9, answer.stderr.decode()
    with Index(index) as opened:
        assert A in found(opened.search('"Кая Каллас"'))
        hits = opened.search("Таллин", limit=200).hits
        assert len({hit.id for hit in hits}) == len(hits)
    assert update_index(Corpus(archive), index).removed == 1
    with Index(index) as opened:
        assert len(opened) == 83
        new = {f"new/{number}" for number in range(80)}
        assert found(opened.search(places=["loc:таллин"], limit=200)) == {C} | new
        assert len(opened.search("Таллин", limit=200).hits) == 81
    update_index(Corpus(archive), tmp_path / "rebuilt")
    assert forms(index) == forms(tmp_path / "rebuilt")
