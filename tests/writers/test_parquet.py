import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from imenoslov.document import Document

pq = pytest.importorskip("pyarrow.parquet")

from imenoslov.writers.parquet import write_parquet  # noqa: E402


def test_tables_are_read_back(documents: list[Document], tmp_path: Path) -> None:
    write_parquet(documents, tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "documents.parquet",
        "entities.parquet",
        "mentions.parquet",
    ]
    articles = pq.read_table(tmp_path / "documents.parquet").to_pylist()
    assert [(row["document"], row["text"]) for row in articles] == [(d.id, d.text) for d in documents]
    assert articles[0]["published"] == datetime.date(2025, 12, 3)
    mentions = pq.read_table(tmp_path / "mentions.parquet").to_pylist()
    assert [(row["document"], row["number"], row["start"], row["stop"], row["base"]) for row in mentions] == [
        (d.id, number, m.start, m.stop, m.base) for d in documents for number, m in enumerate(d.mentions)
    ]
    texts = {row["document"]: row["text"] for row in articles}
    assert all(texts[row["document"]][row["start"] : row["stop"]] == row["text"] for row in mentions)
    entities = pq.read_table(tmp_path / "entities.parquet").to_pylist()
    assert entities[0]["aliases"] == ["Каллас"]
    assert (entities[0]["first"], entities[0]["gender"]) == ("Кая", "f")
    assert len(entities) == sum(len(document.entities) for document in documents)


def test_row_groups_and_no_documents(documents: list[Document], tmp_path: Path) -> None:
    many = (replace(documents[0], id=str(number)) for number in range(2_500))
    write_parquet(many, tmp_path / "many")
    assert pq.ParquetFile(tmp_path / "many" / "documents.parquet").num_row_groups == 3
    assert pq.read_table(tmp_path / "many" / "mentions.parquet").num_rows == 2_500 * len(documents[0].mentions)
    write_parquet([], tmp_path / "none")
    assert pq.read_table(tmp_path / "none" / "documents.parquet").num_rows == 0


def test_a_failure_leaves_the_old_tables(documents: list[Document], tmp_path: Path) -> None:
    write_parquet(documents[:1], tmp_path)

    def broken() -> Iterator[Document]:
        yield documents[1]
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_parquet(broken(), tmp_path)
    assert pq.read_table(tmp_path / "documents.parquet").num_rows == 1
    assert len(list(tmp_path.iterdir())) == 3
