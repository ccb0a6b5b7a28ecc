"""Documents without a source: which files are theirs, and what is left alone."""

from pathlib import Path

from imenoslov.document import Document, to_json
from imenoslov.readers.sources import SourceFile
from imenoslov.runners.orphans import find_orphans


def test_what_could_not_be_read_is_not_taken_for_gone(tmp_path: Path) -> None:
    files = [SourceFile("", "a.txt", "a.txt", "text")]
    for name in ("a.txt", "b.txt", "closed/c.txt", "closed-too.txt"):
        path = tmp_path / f"{name}.json"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(to_json(Document.from_text("Встреча.", name)) + b"\n")
    orphans = [orphan.path.name for orphan in find_orphans(tmp_path, files, ["closed", "b.txt.gz"])]
    assert orphans == ["closed-too.txt.json"]
    assert list(find_orphans(tmp_path, files, ["."])) == []
