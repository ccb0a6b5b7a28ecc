import csv
import io

from imenoslov.document import Document
from imenoslov.writers.table import table


def test_rows_are_read_back(documents: list[Document]) -> None:
    rows = list(csv.DictReader(io.StringIO(b"".join(table(documents)).decode(), newline=""), strict=True))
    expected = [
        (document.id, str(mention.start), str(mention.stop), mention.type, mention.text, mention.base, mention.entity)
        for document in documents
        for mention in document.mentions
    ]
    keys = ("document", "start", "stop", "type", "text", "base", "entity")
    assert [tuple(row[key] for key in keys) for row in rows] == expected
    assert rows[1]["parent"] == ""
    assert rows[2]["parent"] == "1"
    assert rows[0]["name"] == "Кая Каллас"


def test_no_documents_give_a_header() -> None:
    assert b"".join(table([])).startswith(b"document,number,start,stop,type,text,base,entity,name,parent")
