"""Documents to export: annotated sample articles, and one with all that formats trip over."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from imenoslov.annotator import load_annotator
from imenoslov.config import Config, OutputSettings
from imenoslov.document import Alias, Document, Entity, Mention, Person, Sentence, Source, Token
from imenoslov.readers.headers import HeaderSettings
from imenoslov.readers.text import read_text

# A carriage return, a character beyond 16 bits, a name across two lines, a name in a name, two names in one token,
# markup of several formats, and a sentence that ends inside white space.
TEXT = (
    "😀 «Кая Каллас»\r\nи МИД Литвы,\tсм. [ссылку](http://a.b/?x=50%25&y=1) <b>&amp;</b> |РК-ЕС| "
    "Каей\r\nКаллас [Путин](x) 100 % "
)
NAMES = (
    ("Кая Каллас", "PER", "Кая Каллас", "per:каллас-кая", None),
    ("МИД Литвы", "ORG", "МИД Литвы", "org:мид-литвы", None),
    ("Литвы", "LOC", "Литва", "loc:литва", 1),
    ("РК", "LOC", "РК", "loc:казахстан", None),
    ("ЕС", "ORG", "ЕС", "org:европейский-союз", None),
    ("Каей\r\nКаллас", "PER", "Кая Каллас", "per:каллас-кая", None),
    ("Путин", "PER", "Путин", "per:путин", None),
)


def made(id: str = "a/100% «проба».txt") -> Document:
    """Makes the document of TEXT and NAMES; its words are what white space parts, and brackets and commas."""
    mentions = []
    place = 0
    for surface, type_, base, entity, parent in NAMES:
        place = TEXT.index(surface, place)
        mentions.append(Mention(place, place + len(surface), type_, surface, base, entity, parent, 0.97))  # type: ignore[arg-type]
    mentions.sort(key=lambda mention: (mention.start, -mention.stop))
    words = []
    place = 0
    for chunk in TEXT.replace(",", " , ").replace("«", "« ").replace("»", " »").split():
        place = TEXT.index(chunk, place)
        words.append(Token(place, place + len(chunk), chunk))
        place += len(chunk)
    return Document(
        id=id,
        source=Source(path=id, title="Проба <1>", published="2025-12-03", url="https://example.org/1"),
        annotator=None,
        text=TEXT,
        sentences=(Sentence(0, TEXT.index("|РК") - 1), Sentence(TEXT.index("|РК"), len(TEXT.rstrip()))),
        tokens=tuple(words),
        mentions=tuple(mentions),
        entities=(
            Entity("per:каллас-кая", "PER", "Кая Каллас", 2, (Alias("Каллас", 1),), Person("Кая", None, "Каллас", "f")),
            Entity("org:мид-литвы", "ORG", "МИД Литвы", 1),
            Entity("loc:литва", "LOC", "Литва", 1),
            Entity("loc:казахстан", "LOC", "РК", 1),
            Entity("org:европейский-союз", "ORG", "ЕС", 1, (), None, "Q458"),
            Entity("per:путин", "PER", "Путин", 1),
        ),
    )


@pytest.fixture(scope="session")
def documents(seeds: Path) -> list[Document]:
    """The sample articles with their tokens, and the made document twice under two ids."""
    read = [
        read_text(path.read_bytes(), path.name, path.name, HeaderSettings())
        for path in sorted(seeds.iterdir())
        if path.suffix in (".txt", ".md")
    ]
    annotated = load_annotator(Config(output=OutputSettings(tokens=True))).annotate(read)
    return [made(), *annotated, replace(made(), id="../17")]
