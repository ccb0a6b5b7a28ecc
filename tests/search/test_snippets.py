from collections.abc import Callable

import pytest

pytest.importorskip("tantivy")

from imenoslov.document import Document
from imenoslov.search.snippets import Snippet, snippet

Make = Callable[[str, str | None, str | None, str], Document]


def shown(piece: Snippet) -> str:
    text, position = "…" if piece.before else "", 0
    for start, stop in piece.marks:
        text += f"{piece.text[position:start]}[{piece.text[start:stop]}]"
        position = stop
    return text + piece.text[position:] + ("…" if piece.after else "")


def test_names_and_words_are_marked(make: Make) -> None:
    document = make("a", None, None, "Был в [Брюсселе|Брюссель|loc:брюссель].\r\n\r\nЁлки  и ёлка.")
    assert shown(snippet(document, {"loc:брюссель"}, {"елк"})) == "Был в [Брюсселе]. [Ёлки] и [ёлка]."


def test_the_piece_with_most_different_hits_is_taken(make: Make) -> None:
    filler = "слово " * 60
    document = make("a", None, None, f"роза роза роза {filler}[Каллас|Каллас|per:к] видит розу. {filler}")
    piece = snippet(document, {"per:к"}, {"роз"}, length=60)
    assert shown(piece).startswith("…слово")
    assert "[Каллас] видит [розу]" in shown(piece)
    assert piece.after
    assert len(piece.text) <= 60 + len("слово")


def test_without_hits_it_is_the_beginning(make: Make) -> None:
    document = make("a", None, None, "  Начало текста. " + "слово " * 60)
    piece = snippet(document, set(), set(), length=22)
    assert shown(piece) == "Начало текста. слово…"


def test_an_empty_text() -> None:
    assert snippet(Document.from_text(""), {"x"}, {"y"}) == Snippet("", (), False, False)


def test_a_word_inside_a_name_is_part_of_it(make: Make) -> None:
    document = make("a", None, None, "[Кая Каллас|Кая Каллас|per:к] здесь")
    assert shown(snippet(document, {"per:к"}, {"каллас"})) == "[Кая Каллас] здесь"
