import warnings
from pathlib import Path

import pytest

from imenoslov.document import Document
from imenoslov.writers.docbin import words_and_spaces, write_spacy
from imenoslov.writers.words import words_of

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    spacy = pytest.importorskip("spacy", reason="needs spaCy: pip install imenoslov[spacy]")


def test_words_and_spaces_are_the_text(documents: list[Document]) -> None:
    for document in documents:
        pieces = words_and_spaces(document.text, words_of(document))
        assert "".join(word + " " * space for word, space in pieces) == document.text


def test_files_are_read_back(documents: list[Document], tmp_path: Path) -> None:
    from spacy.tokens import DocBin

    write_spacy(documents, tmp_path)
    (path,) = tmp_path.glob("*.spacy")
    read = list(DocBin(store_user_data=True).from_disk(path).get_docs(spacy.blank("xx").vocab))
    for doc, document in zip(read, documents, strict=True):
        assert doc.text == document.text
        assert doc.user_data["document"] == document.id
        assert [
            (span.start_char, span.end_char, span.label_, span.id_, span.kb_id_) for span in doc.spans["names"]
        ] == [(m.start, m.stop, m.type, m.base, m.entity) for m in document.mentions]
        assert [span.start_char for span in doc.ents] == [m.start for m in document.mentions if m.parent is None]
