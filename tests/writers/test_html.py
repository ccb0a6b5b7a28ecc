from html.parser import HTMLParser
from pathlib import Path

from imenoslov.document import Document
from imenoslov.writers.html import page, write_html


class Page(HTMLParser):
    """Reads the article back: its text, and the offsets in it where each mark opens and closes."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.marks: list[tuple[int, int, str, str, str]] = []
        self._open: list[tuple[int, dict[str, str | None]]] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "article":
            self._inside = True
        elif self._inside:
            assert tag == "mark"
            self._open.append((len(self.text), dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            assert not self._open
            self._inside = False
        elif self._inside:
            start, facts = self._open.pop()
            assert facts["data-start"] == str(start)
            assert facts["data-stop"] == str(len(self.text))
            self.marks.append(
                (start, len(self.text), str(facts["class"]), str(facts["title"]), str(facts["data-entity"]))
            )

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.text += data


def test_pages_are_read_back(documents: list[Document]) -> None:
    for document in documents:
        reader = Page()
        reader.feed(page(document))
        reader.close()
        assert reader.text == document.text
        assert sorted(reader.marks, key=lambda mark: (mark[0], -mark[1])) == [
            (mention.start, mention.stop, mention.type, mention.base, mention.entity) for mention in document.mentions
        ]


def test_a_page_needs_no_other_file(documents: list[Document], tmp_path: Path) -> None:
    write_html(documents, tmp_path)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(files) == len(documents)
    for path in files:
        text = path.read_text(encoding="utf-8")
        assert not any(word in text for word in ("<script", "<link", "src=", "@import", "url("))


def test_what_a_document_says_of_itself_is_escaped(documents: list[Document]) -> None:
    text = page(documents[0])
    assert "<title>Проба &lt;1&gt;</title>" in text
    assert "&lt;b&gt;&amp;amp;&lt;/b&gt;" in text
