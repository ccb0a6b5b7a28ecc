from pathlib import Path

from imenoslov.document import Document
from imenoslov.writers.bsnlp import write_bsnlp


def test_files_are_read_back(documents: list[Document], tmp_path: Path) -> None:
    write_bsnlp(documents, tmp_path)
    read = {}
    for path in tmp_path.rglob("*.out"):
        id, *lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")
        rows = [tuple(line.split("\t")) for line in lines]
        assert all(len(row) == 4 and all(row) for row in rows)
        assert len(set(rows)) == len(rows)
        read[id] = set(rows)
    assert read == {
        document.id: {
            tuple(" ".join(field.split()) for field in (m.text, m.base, m.type, m.entity)) for m in document.mentions
        }
        for document in documents
    }
