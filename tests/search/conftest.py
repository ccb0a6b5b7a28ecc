"""A small archive whose names are marked by hand, written as `annotate` writes it."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from imenoslov.document import Alias, Document, Entity, Mention, Person, Source, to_json

MARK = re.compile(r"\[(?P<text>[^|\]]+)\|(?P<base>[^|\]]+)\|(?P<entity>[^|\]]+)\]")

ARTICLES = {
    "2025/12/a.txt": (
        "2025-12-03",
        "Переговоры в Брюсселе",
        "[Кая Каллас|Кая Каллас|per:каллас-кая] провела переговоры в [Брюсселе|Брюссель|loc:брюссель]. "
        "С [Каллас|Каллас|per:каллас-кая] говорил глава [МИДа РК|МИД РК|org:мид-казахстана].",
    ),
    "2025/12/b.txt": (
        "2025-12-05",
        None,
        "Встреча с [Каей Каллас|Кая Каллас|per:каллас-кая] прошла в [Таллине|Таллин|loc:таллин], "
        "сообщил [Сийм Каллас|Сийм Каллас|per:каллас-сийм].",
    ),
    "2026/01/c.txt": (
        "2026-01-10",
        None,
        "В [Набережных Челнах|Набережные Челны|loc:набережные-челны] зелёный свет дали заводу "
        "[КамАЗа|КамАЗ|org:камаз]. О переговорах не сообщалось.",
    ),
    "2026/01/d.txt": (None, None, "Слово «[Каллас|Каллас|per:каллас-сийм]» без даты. Розы цветут."),
}
TYPES = {"per": "PER", "org": "ORG", "loc": "LOC"}


def document(id: str, published: str | None, title: str | None, marked: str) -> Document:
    """Makes a document of a text in which names are marked as `[surface|base|entity]`."""
    text = ""
    position = 0
    mentions: list[Mention] = []
    for match in MARK.finditer(marked):
        text += marked[position : match.start()]
        type_ = TYPES[match["entity"][:3]]
        start = len(text)
        text += match["text"]
        mentions.append(Mention(start, len(text), type_, match["text"], match["base"], match["entity"]))  # type: ignore[arg-type]
        position = match.end()
    text += marked[position:]
    entities = []
    for id_ in dict.fromkeys(mention.entity for mention in mentions):
        own = [mention for mention in mentions if mention.entity == id_]
        name = max((mention.base for mention in own), key=len)
        others = [mention.base for mention in own if mention.base != name]
        aliases = tuple(Alias(other, others.count(other)) for other in dict.fromkeys(others))
        last = name.split()[-1] if id_.startswith("per:") else None
        person = Person(None, None, last, None) if last else None
        entities.append(Entity(id_, own[0].type, name, len(own), aliases, person))
    source = Source(path=id, title=title, published=published)
    return Document(id, source, None, text, mentions=tuple(mentions), entities=tuple(entities))


def articles() -> list[Document]:
    return [document(id, *facts) for id, facts in ARTICLES.items()]


def write(documents: list[Document], folder: Path) -> None:
    """Writes documents as `annotate` does, each into its file."""
    for each in documents:
        path = folder / f"{each.id}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(to_json(each) + b"\n")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """The folder of the written articles."""
    write(articles(), tmp_path / "archive")
    return tmp_path / "archive"


@pytest.fixture
def make() -> Callable[[str, str | None, str | None, str], Document]:
    """The function that makes a document of a marked text."""
    return document


@pytest.fixture
def put() -> Callable[[list[Document], Path], None]:
    """The function that writes documents into an archive."""
    return write
