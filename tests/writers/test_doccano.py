import json

from imenoslov.document import Document
from imenoslov.writers.doccano import doccano


def test_lines_are_read_back(documents: list[Document]) -> None:
    records = [json.loads(line) for line in b"".join(doccano(documents)).split(b"\n")[:-1]]
    assert len(records) == len(documents)
    for record, document in zip(records, documents, strict=True):
        assert record["text"] == document.text
        outermost = [mention for mention in document.mentions if mention.parent is None]
        assert record["label"] == [[mention.start, mention.stop, mention.type] for mention in outermost]
        # Python's indices, as doccano's server uses them, count code points.
        assert [record["text"][start:stop] for start, stop, _ in record["label"]] == [m.text for m in outermost]
        # Doccano refuses names that overlap.
        assert all(a[1] <= b[0] for a, b in zip(record["label"], record["label"][1:], strict=False))
