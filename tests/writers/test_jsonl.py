from pathlib import Path

from imenoslov.corpus import Corpus
from imenoslov.document import Document
from imenoslov.writers.jsonl import jsonl


def test_what_is_written_is_read_back(documents: list[Document], tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl"
    path.write_bytes(b"".join(jsonl(documents)))
    assert list(Corpus(path)) == documents
