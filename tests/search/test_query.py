from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

pytest.importorskip("tantivy")

from imenoslov.annotator import Annotator
from imenoslov.corpus import Corpus
from imenoslov.document import Mention
from imenoslov.search.annotation import annotate_when_asked
from imenoslov.search.build import update_index
from imenoslov.search.index import NAMES_FILE
from imenoslov.search.names import Names
from imenoslov.search.query import parts_of, resolve, understand


@pytest.fixture
def names(archive: Path, tmp_path: Path) -> Iterator[Names]:
    update_index(Corpus(archive), tmp_path / "index")
    with Names(tmp_path / "index" / NAMES_FILE) as opened:
        yield opened


def ids(text: str, names: Names, **options: object) -> list[str]:
    return [candidate.id for candidate in resolve(text, names, **options)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("Кая Каллас", ["per:каллас-кая"]),
        ("Каи Каллас", ["per:каллас-кая"]),
        ("каю каллас", ["per:каллас-кая"]),
        ("Сийма Калласа", ["per:каллас-сийм"]),
        ("Каллас", ["per:каллас-кая", "per:каллас-сийм"]),
        ("per:каллас-сийм", ["per:каллас-сийм"]),
        ("Набережным Челнам", ["loc:набережные-челны"]),
        ("«МИДом РК»", ["org:мид-казахстана"]),
        ("КАМАЗ", ["org:камаз"]),
        ("Никто", []),
        ("", []),
        ("—", []),
    ],
)
def test_a_name_in_any_form_finds_its_entities(names: Names, form: str, expected: list[str]) -> None:
    assert ids(form, names) == expected


def test_the_type_can_be_asked_for(names: Names) -> None:
    assert ids("Брюссель", names, type="LOC") == ["loc:брюссель"]
    assert ids("Брюссель", names, type="PER") == []


def test_candidates_tell_their_names_and_documents(names: Names) -> None:
    kaja, siim = resolve("Каллас", names)
    assert (kaja.name, kaja.documents, siim.name, siim.type) == ("Кая Каллас", 1, "Каллас", "PER")


def test_an_unknown_form_is_brought_to_its_base_form(names: Names) -> None:
    def annotate(text: str) -> Sequence[Mention]:
        return [Mention(0, len(text), "PER", text, "Кая Каллас", "per:другая")]

    assert ids("Кайе Калассовой", names) == []
    assert ids("Кайе Калассовой", names, annotate=annotate) == ["per:каллас-кая"]
    (name,) = understand("Кайе Калассовой", names, annotate).names
    assert [candidate.id for candidate in name.candidates] == ["per:каллас-кая"]


def test_an_annotated_name_means_the_entity_of_its_id(names: Names) -> None:
    def annotate(text: str) -> Sequence[Mention]:
        return [Mention(0, 9, "ORG", text[:9], "Внешнеполитическое ведомство", "org:мид-казахстана")]

    assert ids("Внешполит РК", names, annotate=annotate) == ["org:мид-казахстана"]
    # It must be most of what was asked.
    assert ids("Внешполит и все остальные", names, annotate=annotate) == []


def test_the_annotator_understands_questions(
    names: Names, annotator: Annotator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("imenoslov.annotator.load_annotator", lambda: annotator)
    annotate = annotate_when_asked()
    assert [mention.base for mention in annotate("Переговоры в Таллине")] == ["Таллин"]
    question = understand("Переговоры с Каею Каллас в Таллине", names, annotate)
    assert [[c.id for c in name.candidates] for name in question.names] == [["per:каллас-кая"], ["loc:таллин"]]
    assert question.words == ("Переговоры", "с", "в")


def test_a_question_is_taken_apart(names: Names) -> None:
    question = understand('переговоры с Каей Каллас в Брюсселе "зелёный свет" -роза -"без даты"', names, None)
    assert [(name.text, [c.id for c in name.candidates]) for name in question.names] == [
        ("Каей Каллас", ["per:каллас-кая"]),
        ("Брюсселе", ["loc:брюссель"]),
    ]
    assert question.words == ("переговоры", "с", "в")
    assert question.phrases == ("зелёный свет",)
    assert question.excluded == ("роза", "без даты")


def test_a_word_in_small_letters_is_a_name_only_as_it_is_written(names: Names) -> None:
    assert [name.text for name in understand("каллас", names, None).names] == ["каллас"]
    assert understand("каллассы", names, None).names == ()
    assert understand("", names, None).names == ()


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Джордан Рочестер (Jordan Rochester)", ["Джордан Рочестер", "Jordan Rochester"]),
        ("ООО «ПремьерМедиа»", ["ПремьерМедиа"]),
        ("ЗАО «Телекомпания «Мир»", ["Мир"]),
        ('медсанчасть "Северсталь" (МСЧ)', ['медсанчасть "Северсталь"', "МСЧ", "Северсталь"]),
        ("«Камаз»", ["Камаз"]),
        ("Каллас", []),
        ("(", []),
    ],
)
def test_a_name_has_parts(name: str, parts: list[str]) -> None:
    assert parts_of(name) == parts
