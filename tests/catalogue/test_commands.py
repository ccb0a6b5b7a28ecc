"""`imenoslov catalogue` as a user calls it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from imenoslov.catalogue import Catalogue
from imenoslov.catalogue.catalogue import catalogue_path
from imenoslov.corpus import Corpus
from imenoslov.document import Alias, Document, Entity, Person, Source, to_json

Call = Callable[..., tuple[int, str, str]]


def person(first: str, last: str, alias: str) -> Entity:
    id = f"per:{last}-{first}".lower()
    return Entity(id, "PER", f"{first} {last}", 2, (Alias(alias, 1),), Person(first, None, last, None))


KAZAKHSTAN = "loc:казахстан: «Казахстан» in 1 document, also called «РК» (3).\n"
ALONE = "  No other entity of the documents is joined to it.\n"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    entities = (
        person("Имран", "Хан", "Хан"),
        person("Садик", "Хан", "Хан"),
        person("Пётр", "Лис", "Лис"),
        Entity("loc:казахстан", "LOC", "Казахстан", 4, (Alias("РК", 3),)),
    )
    documents = [
        Document(str(number), Source(published=f"2021-0{number}-01"), None, "", entities=(entity,))
        for number, entity in enumerate(entities, start=1)
    ]
    path = tmp_path / "all.jsonl"
    path.write_bytes(b"".join(to_json(document) + b"\n" for document in documents))
    return path


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--format", "synonyms"), "Казахстан, РК\nПётр Лис, Лис\n"),
        (("--explain", "loc:казахстан"), KAZAKHSTAN + ALONE),
        (("--explain", "казахстан"), KAZAKHSTAN + ALONE),
        (("--explain", "РК"), KAZAKHSTAN + ALONE),
        (
            ("--explain", "Хан"),
            f"per:хан-имран: «Имран Хан» in 1 document, also called «Хан» (1).\n{ALONE}"
            f"per:хан-садик: «Садик Хан» in 1 document, also called «Хан» (1).\n{ALONE}",
        ),
    ],
)
def test_what_it_prints(
    arguments: tuple[str, ...],
    said: str,
    target: Path,
    call: Call,
) -> None:
    assert call("catalogue", target, *arguments) == (0, said, "")


def test_one_file_leaves_the_catalogue_of_its_folder_alone(target: Path, call: Call) -> None:
    other = Document("other", Source(), None, "", entities=(Entity("loc:рим", "LOC", "Рим", 1),))
    (target.parent / "other.json").write_bytes(to_json(other) + b"\n")
    for place, expected in ((target.parent, 5), (target, 4), (target.parent, 5)):
        status, output, _ = call("catalogue", place, "--format", "jsonl")
        assert (status, len(output.splitlines())) == (0, expected)
    with Catalogue(catalogue_path(target.parent)) as catalogue:
        assert catalogue.synchronise(Corpus(target.parent)) == 0


def test_it_says_who_stands_beside_and_what_stays_apart(tmp_path: Path, call: Call) -> None:
    bare = Entity("per:смит", "PER", "Смит", 1, (), Person(None, None, "Смит", None))
    places = {name: Entity(f"loc:{name.lower()}", "LOC", name, 1) for name in ("Йорк", "Омск", "Тула", "Псков")}
    full, york, others = (
        person("Пётр", "Смит", "Смит"),
        [places["Йорк"]],
        [places[name] for name in ("Омск", "Тула", "Псков")],
    )
    documents = [
        Document(str(number), Source(), None, "", entities=(entity, *beside))
        for number, (entity, beside) in enumerate([(full, york), (bare, york), (bare, others)])
    ]
    (tmp_path / "all.jsonl").write_bytes(b"".join(to_json(document) + b"\n" for document in documents))
    _, output, _ = call("catalogue", tmp_path / "all.jsonl", "--explain", "per:смит-пётр")
    assert output == (
        "per:смит-пётр: «Пётр Смит» in 2 documents, also called «Смит» (2).\n"
        "  per:смит → per:смит-пётр in 1 document: «Смит» can only be «Пётр Смит», called so in 1 document; "
        "company 1.00; beside both stand «Йорк».\n"
        "  per:смит stays apart in 1 document: it may mean «Пётр Смит».\n"
    )


def test_a_table_fits_a_narrow_terminal(target: Path, monkeypatch: pytest.MonkeyPatch, call: Call) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    _, output, _ = call("catalogue", target, "--type", "PER", "--since", "2021-02-01")
    lines = output.splitlines()
    assert max(map(len, lines)) <= 80
    assert " ".join(lines[1].split()) == "name type documents mentions months also called"
    assert [line.split()[:3] for line in lines[3:5]] == [["Пётр", "Лис", "PER"], ["Садик", "Хан", "PER"]]


def test_an_entity_that_nothing_bears_is_not_found(target: Path, call: Call) -> None:
    status, _, said = call("catalogue", target, "--explain", "per:никто")
    assert status == 1
    assert "--explain per:никто: nothing in the archive has this name or id" in said


@pytest.mark.parametrize("output", [(), ("--output", "table.txt")])
def test_a_table_for_a_program_is_not_cut(
    output: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: Call
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.chdir(tmp_path)
    name = "Управление Верховного комиссара Организации Объединённых Наций по делам беженцев"
    aliases = tuple(Alias(f"Управление {number}", 1) for number in range(30))
    document = Document("1", Source(), None, "", entities=(Entity("org:увкб", "ORG", name, 31, aliases),))
    Path("all.jsonl").write_bytes(to_json(document) + b"\n")
    _, printed, _ = call("catalogue", "all.jsonl", *output)
    text = Path("table.txt").read_text(encoding="utf-8") if output else printed
    assert text.splitlines()[3].startswith(f" {name} ")
    assert "Управление 29" in text
    assert "…" not in text


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--since", "2021-13-01"), "--since 2021-13-01 is no date"),
        (("--format", "jsonl", "--output", "TARGET"), "is in the archive"),
        (("--format", "parquet"), "Parquet goes to a file; name one with --output"),
    ],
)
def test_a_wrong_call_is_one_clear_message(
    arguments: tuple[str, ...],
    said: str,
    target: Path,
    call: Call,
) -> None:
    before = target.read_bytes()
    given = (str(target) if argument == "TARGET" else argument for argument in arguments)
    status, _, complaint = call("catalogue", target, *given)
    assert status == 2
    assert target.read_bytes() == before
    assert said in complaint
