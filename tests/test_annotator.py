"""All stages together: what holds for every document, and the article that the project was asked about."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import UNSET

from imenoslov import ConfigError, Document, StageError, annotate, load_annotator
from imenoslov.annotator import Annotator, Stage
from imenoslov.config import Config, OutputSettings
from imenoslov.document import Fingerprint, to_json
from imenoslov.readers.headers import HeaderSettings
from imenoslov.readers.text import read_text
from imenoslov.spans import crosses, order, parents
from imenoslov.stages.settings import NerSettings

PIECES = st.sampled_from(
    [
        "Кая Каллас",
        "МИД Казахстана",
        "«Газпром»",
        "Владимиру Путину",
        "(ЕС)",
        "РК-ЕС",
        "сказала",
        "в Набережных Челнах",
        "А.С. Пушкин",
        ". ",
        "\n\n",
        " — ",
        "\r\n",
        "\u200b",
        "&nbsp;",
        "e\u0301",
        "🙂",
        "\ufeff",
        "ООН",
    ]
)


def check(document: Document) -> None:
    """Asserts what holds for every annotated document."""
    text = document.text
    assert list(document.mentions) == order(document.mentions)
    assert [mention.parent for mention in document.mentions] == parents(document.mentions)
    for mention in document.mentions:
        assert text[mention.start : mention.stop] == mention.text
        assert mention.text == mention.text.strip()
        assert mention.base.strip() == mention.base != ""
        assert mention.score is None or 0 <= mention.score <= 1
        assert mention.person is UNSET
    for index, mention in enumerate(document.mentions):
        assert not any(crosses(mention, other) for other in document.mentions[index + 1 :])
    entities = {entity.id: entity for entity in document.entities}
    assert len(entities) == len(document.entities)
    assert {mention.entity for mention in document.mentions} == set(entities)
    for entity in document.entities:
        mentions = [mention for mention in document.mentions if mention.entity == entity.id]
        assert entity.mentions == len(mentions)
        assert {mention.type for mention in mentions} == {entity.type}
        assert entity.id.startswith(f"{entity.type.lower()}:")
    assert all(0 <= sentence.start < sentence.stop <= len(text) for sentence in document.sentences)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PIECES | st.text(max_size=12), max_size=25))
def test_any_text(annotator: Annotator, pieces: list[str]) -> None:
    (document,) = annotator.annotate([Document.from_text(" ".join(pieces))])
    check(document)


def test_articles(annotator: Annotator, articles: Path) -> None:
    for path in sorted(articles.glob("*.txt"))[::7]:
        (document,) = annotator.annotate([Document.from_text(path.read_bytes().decode(), id=path.name)])
        check(document)


def test_a_batch_is_its_documents_one_by_one(annotator: Annotator, seeds: Path) -> None:
    documents = [
        read_text(path.read_bytes(), path.name, path.name, HeaderSettings()) for path in sorted(seeds.iterdir())
    ]
    together = annotator.annotate(documents)
    alone = [document for one in reversed(documents) for document in load_annotator().annotate([one])]
    assert [to_json(document) for document in together] == [to_json(document) for document in reversed(alone)]


@pytest.mark.parametrize("text", ["", " ", "\n\r\n\t", "\u200b", "."])
def test_nothing_to_find(annotator: Annotator, text: str) -> None:
    (document,) = annotator.annotate([Document.from_text(text)])
    assert (document.text, document.mentions, document.entities) == (text, (), ())


def test_the_seed_article(annotator: Annotator, seeds: Path) -> None:
    path = seeds / "000_caa654fbb847075f.txt"
    (document,) = annotator.annotate([read_text(path.read_bytes(), path.name, path.name, HeaderSettings())])
    check(document)
    assert document.source.published == "2025-12-03"
    assert document.source.offset == 17
    assert document.text.startswith("Об этом сегодня")
    sentences = [document.text[sentence.start : sentence.stop] for sentence in document.sentences]
    assert sentences.count("Пресс-служба МИД РК.") == 3
    bases = {mention.base for mention in document.mentions}
    assert bases >= {
        "Алибек Бакаев",
        "Йоханнес Лухнер",
        "Касым-Жомарт Токаев",
        "Кая Каллас",
        "Брюссель",
        "Астана",
        "Центральная Азия",
    }
    forms = {
        mention.entity for mention in document.mentions if mention.text in ("Казахстан", "Казахстана", "Казахстаном")
    }
    assert len(forms) == 1


def test_tokens_are_kept_when_asked_for() -> None:
    annotator = load_annotator(Config(output=OutputSettings(tokens=True)))
    (document,) = annotator.annotate([Document.from_text("Каллас прибыла в Астану.")])
    assert document.tokens is not UNSET
    assert [(token.lemma, token.pos) for token in document.tokens][1:4] == [
        ("прибыть", "VERB"),
        ("в", "ADP"),
        ("астана", "PROPN"),
    ]


def test_names_are_the_same_with_tokens_and_without(annotator: Annotator, seeds: Path) -> None:
    """Only sentences with names are tagged when nobody asks for tokens."""
    whole = load_annotator(Config(output=OutputSettings(tokens=True)))
    for path in sorted(seeds.iterdir()):
        text = f"Шёл дождь. {path.read_text(encoding='utf-8')} Стемнело. Приехали гости."
        (short,) = annotator.annotate([Document.from_text(text)])
        (full,) = whole.annotate([Document.from_text(text)])
        assert short.mentions == full.mentions
        assert short.entities == full.entities


def test_unsure_names_can_be_left_out(seeds: Path) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in seeds.iterdir())
    (every,) = load_annotator().annotate([Document.from_text(text)])
    (sure,) = load_annotator(Config(ner=NerSettings(min_score=0.9))).annotate([Document.from_text(text)])
    assert 0 < len(sure.mentions) < len(every.mentions)
    assert all(mention.score is not None and mention.score >= 0.9 for mention in sure.mentions)


def test_documents_can_be_annotated_without_an_annotator() -> None:
    documents = [Document.from_text("Рига.", id="1"), Document.from_text("Рим.", id="2")]
    assert annotate(documents) == load_annotator().annotate(documents)


def test_a_stage_that_fails_is_named() -> None:
    def fail(documents: Sequence[Document]) -> list[Document]:
        if any(document.id == "a.txt" for document in documents):
            raise ZeroDivisionError("nothing to divide")
        return [*documents]

    annotator = Annotator((Stage("sentences", fail),), Fingerprint("0", ""), keep_tokens=False)
    with pytest.raises(StageError, match=r"sentences failed on a\.txt .*nothing to divide") as caught:
        annotator.annotate([Document.from_text("", id=name) for name in ("b.txt", "a.txt", "c.txt")])
    assert caught.value.stage == "sentences"


@pytest.mark.parametrize("unit", ["МИД ", "имени Ивана ", "А. С. "])
def test_time_is_linear(unit: str, annotator: Annotator, cost: Callable[[Callable[[], object]], float]) -> None:
    def seconds(size: int) -> float:
        document = Document.from_text(unit * (size // len(unit)))
        return cost(lambda: annotator.annotate([document]))

    # Four times the text: a quadratic step would take sixteen times as long.
    assert seconds(80_000) < 8 * seconds(20_000) + 0.2


@pytest.mark.parametrize("given", ["Кая Каллас", ["Кая Каллас"], [None]])
def test_what_is_no_document_is_named(given: Any, annotator: Annotator) -> None:  # noqa: ANN401
    with pytest.raises(ConfigError, match=r"not (str|NoneType); give a list of Document\.from_text"):
        annotator.annotate(given)
