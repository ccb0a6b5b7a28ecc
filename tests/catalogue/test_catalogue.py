"""The catalogue: what it joins, what it keeps apart, and that an update ends where a rebuild does."""

import json
import random
import sqlite3
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from imenoslov.catalogue import Catalogue, Synonym
from imenoslov.corpus import Corpus
from imenoslov.document import Alias, Document, EntityType, Mention, Person, to_json
from imenoslov.errors import ReadError, WriteError
from imenoslov.knowledge.naming import usual_name
from imenoslov.knowledge.own_names import OwnNames, load_own_names
from imenoslov.stages.linking import link

GOLD = Path(__file__).parents[3] / "shared" / "data" / "gold"


def article(id: str, *names: str, published: str | None = None, own: OwnNames | None = None) -> Document:
    """Makes a linked article of names: `P Тереза Мэй`, `O МИД`, `L Лондон`."""
    types: dict[str, EntityType] = {"P": "PER", "O": "ORG", "L": "LOC"}
    mentions, at = [], 0
    for name in names:
        text = name[2:]
        mentions.append(Mention(at, at + len(text), types[name[0]], text, base=text))
        at += len(text) + 1
    document = Document.from_text("\n".join(name[2:] for name in names), id)
    source = replace(document.source, published=published)
    return link(replace(document, source=source, mentions=tuple(mentions)), own)


def ids(catalogue: Catalogue, document: Document) -> list[str]:
    """Returns the archive's id of each mention."""
    return [mention.entity for mention in catalogue.export(document).mentions]


@pytest.fixture
def catalogue(tmp_path: Path) -> Iterator[Catalogue]:
    with Catalogue(tmp_path / "catalogue.sqlite") as opened:
        yield opened


def listed_names(catalogue: Catalogue) -> dict[str, tuple[str, Person | None]]:
    return {entry.id: (entry.name, entry.person) for entry in catalogue.entries()}


BRITAIN = ("L Великобритания", "O Консервативная партия Великобритании", "P Дэвид Дэвис")
PAKISTAN = ("L Пакистан", "O Верховный суд Пакистана", "P Асия Биби")


def test_a_bare_surname_takes_the_one_full_name_that_the_archive_knows(catalogue: Catalogue) -> None:
    bare = article("2", "P Мэй", *BRITAIN)
    catalogue.update([article("1", "P Тереза Мэй", "P Мэй", *BRITAIN), bare])
    assert ids(catalogue, bare)[0] == "per:мэй-тереза"
    assert catalogue.resolve("per:мэй") == "per:мэй-тереза"


def test_two_bearers_of_a_surname_are_told_apart_by_their_company(catalogue: Catalogue) -> None:
    documents = [article(f"p{n}", "P Имран Хан", "P Хан", *PAKISTAN) for n in range(5)]
    documents += [article(f"b{n}", "P Садик Хан", "P Хан", *BRITAIN) for n in range(5)]
    there, here = article("x", "P Хан", *PAKISTAN), article("y", "P Хан", *BRITAIN)
    nowhere = article("z", "P Хан")
    catalogue.update([*documents, there, here, nowhere])
    assert ids(catalogue, there)[0] == "per:хан-имран"
    assert ids(catalogue, here)[0] == "per:хан-садик"
    assert ids(catalogue, nowhere)[0] == "per:хан"


def test_a_surname_means_who_is_named_in_the_months_around(catalogue: Catalogue) -> None:
    senior = [article(f"s{n}", "P Дональд Трамп", "L Вашингтон", published="2018-05-02") for n in range(9)]
    junior = [article(f"j{n}", "P Эрик Трамп", "L Вашингтон", published="2024-01-31") for n in range(4)]
    bare = {
        date: article(f"bare {date}", "P Трамп", "L Вашингтон", published=date)
        for date in ("2018-04-30", "2018-06-01", "2024-02-15", "2010-01-01", None)
    }
    catalogue.update([*senior, *junior, *bare.values()])
    assert {date: ids(catalogue, document)[0] for date, document in bare.items()} == {
        "2018-04-30": "per:трамп-дональд",
        "2018-06-01": "per:трамп-дональд",
        "2024-02-15": "per:трамп-эрик",
        "2010-01-01": "per:трамп",
        None: "per:трамп",
    }
    reasons = {join.into: join.reason for join in catalogue.explain("per:трамп")}
    assert "of the months around, 4 documents name it and 0 the others" in reasons["per:трамп-эрик"]
    assert "of the months around, 9 documents name it and 0 the others" in reasons["per:трамп-дональд"]


def test_later_documents_change_whom_a_surname_means_as_a_rebuild_would(catalogue: Catalogue, tmp_path: Path) -> None:
    bare = article("bare", "P Трамп", "L Вашингтон", published="2018-05-02")
    early = [article(f"e{n}", "P Эрик Трамп", "L Вашингтон", published="2018-05-02") for n in range(5)]
    late = [article(f"l{n}", "P Дональд Трамп", "L Вашингтон", published="2018-05-03") for n in range(30)]
    catalogue.update([bare, *early])
    assert ids(catalogue, bare)[0] == "per:трамп-эрик"
    catalogue.update(late)
    assert ids(catalogue, bare)[0] == "per:трамп-дональд"
    with Catalogue(tmp_path / "rebuilt.sqlite") as rebuilt:
        rebuilt.update([bare, *early, *late])
        assert contents(catalogue) == contents(rebuilt)


def test_a_surname_in_quite_other_company_is_left_alone(catalogue: Catalogue) -> None:
    other = article("2", "P Джонсон", "O НАСА", "L Хьюстон", "P Скотт Келли")
    catalogue.update([article("1", "P Борис Джонсон", *BRITAIN), other])
    assert ids(catalogue, other)[0] == "per:джонсон"


def test_a_surname_is_company_for_whoever_stands_beside_the_full_name(catalogue: Catalogue) -> None:
    full = article("1", "P Иван Смит", "P Смит", "P Анна Лис")
    bare = article("2", "P Смит", "P Лис", "L Омск", "L Тула", "L Псков")
    catalogue.update([full, bare])
    assert ids(catalogue, bare)[:2] == ["per:смит-иван", "per:лис-анна"]


def test_initials_take_the_full_name(catalogue: Catalogue) -> None:
    short = article("2", "P Т. Мэй", *BRITAIN)
    catalogue.update([article("1", "P Тереза Мэй", *BRITAIN), short])
    assert ids(catalogue, short)[0] == "per:мэй-тереза"


def test_spellings_are_joined_to_the_usual_one(catalogue: Catalogue) -> None:
    rare = article("9", "P Тереза Мей", *BRITAIN)
    catalogue.update([*(article(str(n), "P Тереза Мэй", *BRITAIN) for n in range(4)), rare])
    assert ids(catalogue, rare)[0] == "per:мэй-тереза"


def test_a_far_spelling_needs_company(catalogue: Catalogue) -> None:
    slip = article("8", "P Борис Донсон", *BRITAIN)
    stranger = article("9", "P Борис Донсон", "L Якутск", "O Якутский университет")
    many = [article(str(n), "P Борис Джонсон", *BRITAIN) for n in range(4)]
    catalogue.update([*many, slip])
    assert ids(catalogue, slip)[0] == "per:джонсон-борис"
    catalogue.update([stranger])
    catalogue.remove(["8"])
    assert ids(catalogue, stranger)[0] == "per:донсон-борис"


def test_spellings_that_one_article_keeps_apart_stay_apart(catalogue: Catalogue) -> None:
    both = article("1", "P Анна Петрова", "P Алла Петрова", *BRITAIN)
    catalogue.update([both, article("2", "P Анна Петрова", *BRITAIN)])
    assert len(set(ids(catalogue, both)[:2])) == 2


def test_a_surname_beside_a_son_takes_the_father_of_other_documents(catalogue: Catalogue) -> None:
    text = "\nЛис выступил. Сын президента Хуан Лис не пришёл. Великобритания"
    names: tuple[tuple[str, EntityType], ...] = (("Лис", "PER"), ("Хуан Лис", "PER"), ("Великобритания", "LOC"))
    mentions = tuple(Mention(at := text.index(name), at + len(name), type, name, base=name) for name, type in names)
    beside = link(replace(Document.from_text(text, "x"), mentions=mentions))
    catalogue.update([*(article(f"n{n}", "P Отто Лис", "P Лис", *BRITAIN) for n in range(5)), beside])
    assert ids(catalogue, beside) == ["per:лис-отто", "per:лис-хуан", "loc:великобритания"]


def test_a_house_and_who_sits_in_it_are_one_even_in_one_document(catalogue: Catalogue) -> None:
    both = article("1", "L Белый дом", "O Белый дом", *BRITAIN)
    catalogue.update([both, article("2", "O Белый дом")])
    assert ids(catalogue, both)[:2] == ["org:белый-дом"] * 2
    (join,) = catalogue.explain("org:белый-дом")
    assert join.reason == "one house with «Белый дом», which stands in 2 documents"
    assert [entry.id for entry in catalogue.entries(type="LOC")] == ["loc:великобритания"]


def test_what_no_table_has_as_a_place_is_one_in_the_same_company(catalogue: Catalogue) -> None:
    documents = [article("1", "L Стальторг", *BRITAIN), article("2", "O Стальторг", *BRITAIN)]
    documents += [article("3", "L Верхторг", *BRITAIN), article("4", "O Верхторг", *PAKISTAN)]
    catalogue.update(documents)
    assert len({ids(catalogue, document)[0] for document in documents}) == 3


def test_an_abbreviation_takes_what_it_stands_for_in_other_documents(catalogue: Catalogue) -> None:
    bare = article("2", "O ТЛП", *PAKISTAN)
    expanded = article("1", "O Техрик-э-Лабаик Пакистан", "O ТЛП", *PAKISTAN)
    catalogue.update([expanded, bare])
    assert ids(catalogue, bare)[0] == expanded.entities[0].id


def test_an_abbreviation_takes_the_one_name_of_the_archive_with_its_initials(catalogue: Catalogue) -> None:
    bare, elsewhere = article("2", "O НИПЗ", *PAKISTAN), article("3", "O НИПЗ", *BRITAIN)
    expanded = article("1", "O Национальный институт проблем зрения", *PAKISTAN)
    catalogue.update([expanded, bare, elsewhere])
    assert ids(catalogue, bare)[0] == expanded.entities[0].id
    assert ids(catalogue, elsewhere)[0] == "org:нипз"


def test_a_ministry_is_of_a_country_that_the_document_names_unless_much_else_tells(catalogue: Catalogue) -> None:
    court = article("1", "O Минюст Литвы", "O Клуб друзей", "L Европа")
    more = article("2", "O Минюст Литвы", "L Европа")
    bare, company = (
        article("3", "O Минюст", "L Индия", "O Клуб друзей"),
        article("4", "O Минюст", "L Индия", "L Европа"),
    )
    catalogue.update([court, more, bare, company])
    assert ids(catalogue, bare)[0] == "org:министерство-юстиции"
    assert ids(catalogue, company)[0] == "org:министерство-юстиции-литвы"


def test_an_abbreviation_that_fits_no_initials_is_known_beside_its_expansion(catalogue: Catalogue) -> None:
    expanded = article("1", "O Евразийский банк развития", "O ЕАБР")
    document = replace(
        expanded,
        mentions=tuple(replace(mention, entity=expanded.entities[0].id) for mention in expanded.mentions),
        entities=(replace(expanded.entities[0], mentions=2, aliases=(Alias("ЕАБР", 1),)),),
    )
    both = article("2", "O ЕАБР", "L Ереван", "P Иван Петров", "O Евразийский банк развития")
    alone = article("3", "O ЕАБР", "L Омск", "L Томск", "P Анна Лис")
    catalogue.update([document, both, alone])
    assert {ids(catalogue, other)[0] for other in (both, alone)} == {expanded.entities[0].id}


def test_a_power_takes_the_state_of_its_usual_company(catalogue: Catalogue) -> None:
    german = [article(f"g{n}", "O МИД Германии", "P Анна Бербок") for n in range(3)]
    others = [article(f"o{n}", "O МИД Австрии", "P Пётр Моцарт") for n in range(3)]
    bare, stranger = article("8", "O МИД", "P Анна Бербок"), article("9", "O МИД", "P Иван Петров")
    catalogue.update([*german, *others, bare, stranger])
    assert ids(catalogue, bare)[0] == german[0].entities[0].id
    assert ids(catalogue, stranger)[0] == stranger.entities[0].id


def test_institutes_of_one_eponym_are_one_in_some_company(catalogue: Catalogue) -> None:
    beside = ("L Пущино", "P Иван Петров", "O Минздрав России")
    institute = article("1", "O Институт биологии имени Вавилова", *beside, "L Тверь", "L Клин")
    centre = article("2", "O Центр имени Вавилова", *beside, "L Якутск", "O Якутский университет")
    elsewhere = article("3", "O НИИ Вавилова", "L Париж", "P Жан Дюпон")
    catalogue.update([institute, centre, elsewhere])
    assert ids(catalogue, centre)[0] == ids(catalogue, institute)[0] == institute.entities[0].id
    assert ids(catalogue, elsewhere)[0] == elsewhere.entities[0].id


def test_a_name_and_its_original_in_brackets_join_those_who_write_only_the_original(catalogue: Catalogue) -> None:
    beside = ("L Майнц", "O Минздрав Германии", "P Угур Шахин")
    mentions = article("1", "O Байонтек", "O BioNTech", *beside).mentions
    text = "Байонтек (BioNTech), Майнц, Минздрав Германии, Угур Шахин"
    at = [text.index(mention.text) for mention in mentions]
    placed = tuple(
        replace(mention, start=start, stop=start + len(mention.text))
        for mention, start in zip(mentions, at, strict=True)
    )
    both = link(replace(Document.from_text(text, "1"), mentions=placed))
    original = [article(str(n), "O BioNTech", *beside) for n in range(2, 5)]
    catalogue.update([both, *original])
    assert {ids(catalogue, document)[0] for document in (both, *original)} == {"org:biontech"}


ONE_NAME = [
    ("P Азия-Биби", "P Азия Биби"),
    ("P Владмир Путин", "P Владимир Путин"),
    ("O Sinovac", "O Sinovac Biotech"),
    ("O Райанэйр", "O Ryanair"),
    ("O Фонд прямых инвестиций РФ", "O РФПИ"),
    ("O Фонд защиты", "O Фонд защиты животных"),
]


@pytest.mark.parametrize(("rare", "usual"), ONE_NAME)
def test_two_names_are_one_in_some_company(catalogue: Catalogue, rare: str, usual: str) -> None:
    beside = ("L Пущино", "P Иван Петров", "O Минздрав")
    once, stranger = article("1", rare, *beside, "L Тверь"), article("2", rare, "L Париж", "P Жан Дюпон", "L Лион")
    many = [article(f"m{n}", usual, *beside) for n in range(9)]
    catalogue.update([once, *many])
    assert ids(catalogue, once)[0] == ids(catalogue, many[0])[0]
    catalogue.remove(["1"])
    catalogue.update([stranger])
    assert ids(catalogue, stranger)[0] != ids(catalogue, many[0])[0]


def test_a_body_of_the_tables_is_never_read_as_another(catalogue: Catalogue) -> None:
    alone = article("2", "O ООН", "L Рим")
    both = article("1", "O Продовольственная организация ООН", "O ООН", "L Рим")
    wrong = replace(both, entities=(replace(both.entities[0], aliases=(Alias("ООН", 1),), mentions=2),))
    catalogue.update([wrong, alone])
    assert ids(catalogue, alone)[0] == "org:организация-объединенных-наций"


def test_ministries_of_two_countries_are_never_one(catalogue: Catalogue) -> None:
    documents = [
        article(f"{country} {n}", f"O Министерство обороны {country}", "O Министерство обороны", "O Минобороны")
        for country in ("Литвы", "Латвии", "Нигера", "Нигерии")
        for n in range(3)
    ]
    catalogue.update(documents)
    assert len({id for document in documents for id in ids(catalogue, document)}) == 4


def test_an_old_id_leads_to_the_new_one(catalogue: Catalogue) -> None:
    first = article("1", "P Тереза Мей", *BRITAIN, published="2018-01-01")
    catalogue.update([first])
    assert catalogue.resolve("per:мей-тереза") == "per:мей-тереза"
    catalogue.update(article(f"n{n}", "P Тереза Мэй", *BRITAIN, published="2018-02-01") for n in range(9))
    assert catalogue.resolve("per:мей-тереза") == "per:мэй-тереза"
    assert ids(catalogue, first)[0] == "per:мэй-тереза"


def test_joins_have_reasons(catalogue: Catalogue) -> None:
    catalogue.update([article("1", "P Тереза Мэй", "P Мэй", *BRITAIN), article("2", "P Мэй", *BRITAIN)])
    (join,) = catalogue.explain("per:мэй-тереза")
    assert (join.id, join.into, join.documents) == ("per:мэй", "per:мэй-тереза", 1)
    assert join.reason == "«Мэй» can only be «Тереза Мэй», called so in 1 document; company 2.30"
    assert catalogue.explain("per:мэй") == [join]
    assert set(catalogue.beside(join, 3)) == {"Великобритания", "Дэвид Дэвис", "Консервативная партия Великобритании"}
    assert catalogue.explain("loc:великобритания") == []


def test_names_of_several_entities_are_known_with_the_one_they_mostly_mean(catalogue: Catalogue) -> None:
    documents = [article(f"i{n}", "P Имран Хан", "P Хан", "O ЦБ Пакистана", "O ЦБ") for n in range(2)]
    documents += [article(f"s{n}", "P Садик Хан", "P Хан", "O ЦБ Индии", *["O ЦБ"] * 20) for n in range(2)]
    catalogue.update(documents)
    assert catalogue.contested_names() == {"Хан": None, "ЦБ": "org:центральный-банк-индии"}
    catalogue.remove([document.id for document in documents[2:]])
    assert catalogue.contested_names() == {}


def test_the_list_has_counts_dates_and_company(catalogue: Catalogue) -> None:
    catalogue.update(
        [
            article("1", "P Тереза Мэй", "P Мэй", "P Мэй", *BRITAIN, published="2018-07-09"),
            article("2", "P Мэй", *BRITAIN, published="2018-09-01"),
            article("3", *PAKISTAN, published="2019-01-01"),
        ]
    )
    entry = next(entry for entry in catalogue.entries(type="PER") if entry.id == "per:мэй-тереза")
    assert (entry.name, entry.documents, entry.mentions) == ("Тереза Мэй", 2, 4)
    assert entry.aliases == (Synonym("Мэй", 3),)
    assert (entry.first, entry.last) == ("2018-07-09", "2018-09-01")
    assert set(entry.with_ids) == {
        "loc:великобритания",
        "org:консервативная-партия-великобритании",
        "per:дэвис-дэвид",
    }
    assert [entry.id for entry in catalogue.entries(type="PER", since="2019-01")] == ["per:биби-асия"]
    assert {entry.type for entry in catalogue.entries(until="2018-07")} == {"PER", "LOC", "ORG"}
    assert len(list(catalogue.entries(top=2))) == 2


def test_export_sums_up_what_is_one(catalogue: Catalogue) -> None:
    document = article("1", "O ТЛП", "L Лахор", "O ТЛП", *PAKISTAN)
    catalogue.update([document, article("2", "O Техрик-э-Лабаик Пакистан", "O ТЛП", *PAKISTAN)])
    exported = catalogue.export(document)
    assert exported.text == document.text
    assert [entity.id for entity in exported.entities] == list(dict.fromkeys(m.entity for m in exported.mentions))
    assert exported.entities[0].mentions == 2
    assert exported.entities[0].name == "Техрик-э-Лабаик Пакистан"
    assert exported.entities[0].aliases == (Alias("ТЛП", 2),)


def test_an_entity_has_one_name_and_person_in_all_that_is_exported(catalogue: Catalogue) -> None:
    documents = [
        article("1", "P Тереза Мэри Мэй", "L Великобритания"),
        *(article(f"{n}", "P Тереза Мэй", "P Мэй", "L Великобритания", "O ЕС") for n in (2, 3)),
        article("4", "P Мэй", "L Великобритания", "O ЕС"),
        article("5", "P Тереза Мей", "L Соединённое Королевство", "O ЕС"),
    ]
    catalogue.update(documents)
    named = {e.id: (e.name, e.person) for document in map(catalogue.export, documents) for e in document.entities}
    assert named["per:мэй-тереза"] == ("Тереза Мэй", Person("Тереза", None, "Мэй", "f"))
    assert listed_names(catalogue) == named
    aliases = [catalogue.export(document).entities[0].aliases for document in documents]
    assert aliases == [
        (Alias("Тереза Мэри Мэй", 1),),
        (Alias("Мэй", 1),),
        (Alias("Мэй", 1),),
        (Alias("Мэй", 1),),
        (Alias("Тереза Мей", 1),),
    ]


def test_the_users_list_has_the_say_on_names(tmp_path: Path) -> None:
    path = tmp_path / "names.tsv"
    path.write_text("ORG\tГПН\tГазпромнефть;Газпром нефть\nPER\tМария Мэй\tТереза Мэй\n", "utf-8")
    own = load_own_names(str(path))
    documents = [article("1", "O Газпромнефть", "P Тереза Мэй", own=own), article("2", "O Газпромнефть", own=own)]
    with Catalogue(tmp_path / "catalogue.sqlite", own) as catalogue:
        catalogue.update(documents)
        assert [(entry.id, entry.name) for entry in catalogue.entries()] == [
            ("org:гпн", "ГПН"),
            ("per:мэй-мария", "Мария Мэй"),
        ]
        organisation, person = catalogue.export(documents[0]).entities
        assert (organisation.name, organisation.aliases) == ("ГПН", (Alias("Газпромнефть", 1),))
        assert person.person == Person("Мария", None, "Мэй", "f")
        (found, _) = catalogue.entities(["2", "nowhere"])
        assert found["org:гпн"].called == ("гпн", "газпромнефть", "газпром нефть")


def test_a_changed_document_counts_once(catalogue: Catalogue) -> None:
    catalogue.update([article("1", "P Тереза Мэй", "L Лондон"), article("2", "L Лондон")])
    assert catalogue.update([article("1", "P Тереза Мэй", "L Лондон")]) == 0
    assert catalogue.update([article("1", "P Тереза Мэй", "P Мэй")]) == 1
    assert {entry.id: entry.documents for entry in catalogue.entries()} == {"per:мэй-тереза": 1, "loc:лондон": 1}
    catalogue.remove(["1", "unknown"])
    assert [entry.id for entry in catalogue.entries()] == ["loc:лондон"]


def test_only_changed_files_are_read_again(catalogue: Catalogue, tmp_path: Path) -> None:
    target = tmp_path / "annotated"
    target.mkdir()
    for name in ("1", "2", "3"):
        (target / f"{name}.txt.json").write_bytes(to_json(article(name, "P Тереза Мэй", "L Лондон")) + b"\n")
    lines = [to_json(article(id, "L Париж")) + b"\n" for id in ("4", "5")]
    (target / "many.jsonl").write_bytes(b"".join(lines))
    assert catalogue.synchronise(Corpus(target)) == 5
    assert catalogue.synchronise(Corpus(target)) == 0
    (target / "1.txt.json").unlink()
    (target / "2.txt.json").rename(target / "moved.txt.json")
    (target / "3.txt.json").write_bytes(to_json(article("3", "L Лондон")) + b"\n")
    (target / "many.jsonl").write_bytes(lines[0])
    assert catalogue.synchronise(Corpus(target)) == 3
    documents = {entry.id: entry.documents for entry in catalogue.entries()}
    assert documents == {"loc:лондон": 2, "loc:париж": 1, "per:мэй-тереза": 1}


def test_a_file_that_is_no_catalogue_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.sqlite"
    path.write_text("no database, but long enough to be looked at as one" * 20)
    with pytest.raises(ReadError, match="is not a catalogue"):
        Catalogue(path)
    other = tmp_path / "other.sqlite"
    connection = sqlite3.connect(other)
    connection.executescript("CREATE TABLE x (y); PRAGMA user_version = 99;")
    connection.close()
    with pytest.raises(ReadError, match="another version"):
        Catalogue(other)


def test_a_catalogue_that_cannot_be_written_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "note.txt").write_text("mine")
    with pytest.raises(WriteError, match=r"cannot be written .*check its rights\.$"):
        Catalogue(tmp_path / "note.txt" / "catalogue.sqlite")
    monkeypatch.setattr("imenoslov.catalogue.store.PATIENCE", 0.05)
    path = tmp_path / "catalogue.sqlite"
    with Catalogue(path), Catalogue(path) as other:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("BEGIN IMMEDIATE")  # as another run does that brings it up to date
        with pytest.raises(WriteError, match=r"\(database is locked\); wait for other runs"):
            other.update([article("1", "P Мэй")])
        connection.close()
        assert other.update([article("1", "L Лондон")]) == 1


_NAMES = [
    *("P Тереза Мэй", "P Мэй", "P Тереза Мей", "P Т. Мэй", "P Джон Мэй", "P Тереза"),
    *("P Имран Хан", "P Хан", "P Садик Хан"),
    *("O МИД", "O МИД России", "O МИД Литвы", "O ТЛП", "O Техрик-э-Лабаик Пакистан", "O Техрик-э-Лабайк Пакистан"),
    *("L Лондон", "L Пакистан", "L Ростов", "L Ростов-на-Дону"),
    *("L Белый дом", "O Белый дом", "L Стальторг", "O Стальторг"),
]  # fmt: skip
_archives = st.lists(st.lists(st.sampled_from(_NAMES), min_size=1, max_size=6), min_size=1, max_size=14)


def contents(catalogue: Catalogue) -> dict[str, list[tuple[object, ...]]]:
    """Returns all rows of the catalogue's tables."""
    with sqlite3.connect(catalogue.path) as sql:
        tables = [row[0] for row in sql.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        rows = {table: sorted(sql.execute(f"SELECT * FROM {table}").fetchall()) for table in tables}
    sql.close()
    return rows


@given(_archives, st.integers(0, 2**32))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_an_update_gives_what_a_rebuild_gives(
    tmp_path_factory: pytest.TempPathFactory, archive: list[list[str]], seed: int
) -> None:
    chance = random.Random(seed)
    documents = [
        article(str(n), *names, published=chance.choice([None, "2020-01-01", "2020-02-01", "2021-02-03"]))
        for n, names in enumerate(archive)
    ]
    folder = tmp_path_factory.mktemp("catalogues")
    rebuilt, updated = Catalogue(folder / "rebuilt.sqlite"), Catalogue(folder / "updated.sqlite")
    rebuilt.update(documents)
    steps = chance.sample(documents, len(documents))
    old = [article(document.id, chance.choice(_NAMES)) for document in steps if chance.random() < 0.3]
    updated.update([*old, article("gone", *chance.sample(_NAMES, 3))])
    while steps:
        size = chance.randint(1, len(steps))
        updated.update(steps[:size])
        steps = steps[size:]
    updated.remove(["gone"])
    assert contents(updated) == contents(rebuilt)
    exported = [rebuilt.export(document) for document in documents]
    assert [updated.export(document) for document in documents] == exported
    counts = {entity.id: Counter[str]() for document in exported for entity in document.entities}
    for entity in (entity for document in exported for entity in document.entities):
        counts[entity.id][entity.name] += entity.mentions - sum(alias.mentions for alias in entity.aliases)
        counts[entity.id].update({alias.name: alias.mentions for alias in entity.aliases})
        assert (entity.name, entity.person) == listed_names(rebuilt)[entity.id]
    for entry in rebuilt.entries():
        assert entry.name == usual_name(entry.type, +counts[entry.id])
        assert {alias.name: alias.mentions for alias in entry.aliases} == +Counter(
            {name: count for name, count in counts[entry.id].items() if name != entry.name}
        )
    rebuilt.close()
    updated.close()


def test_an_archive_of_all_topics_merges_no_two_people_of_one_surname(tmp_path: Path) -> None:
    """Mixes the gold articles of all topics, with the gold's names and base forms."""
    if not GOLD.is_dir():
        pytest.skip("the gold sets lie beside the checkout, in ../shared/data/gold, and are not there")
    documents, gold = [], {}
    for path in sorted(GOLD.glob("slavic-*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            data = json.loads(line)
            marks = sorted(data["mentions"], key=lambda mark: (mark["start"], -mark["end"]))
            texts = [data["text"][mark["start"] : mark["end"]] for mark in marks]
            mentions = tuple(
                Mention(mark["start"], mark["end"], mark["type"], text, base=mark.get("base") or text)
                for mark, text in zip(marks, texts, strict=True)
            )
            documents.append(link(replace(Document.from_text(data["text"], data["id"]), mentions=mentions)))
            gold[data["id"]] = [mark["entity"] for mark in marks]
    with Catalogue(tmp_path / "catalogue.sqlite") as catalogue:
        catalogue.update(documents)
        topics: dict[str, dict[str, set[str]]] = {}
        for document in documents:
            for mention, entity in zip(catalogue.export(document).mentions, gold[document.id], strict=True):
                if mention.type == "PER":
                    topic = document.id.split("/")[0]
                    topics.setdefault(mention.entity, {}).setdefault(entity, set()).add(topic)
    merged = {
        id: people
        for id, people in topics.items()
        if len(people) > 1 and len(set.union(*people.values())) > 1 and not set.intersection(*people.values())
    }
    assert merged == {}
