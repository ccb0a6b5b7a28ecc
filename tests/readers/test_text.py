import gzip
import hashlib
import tomllib
from pathlib import Path

import msgspec
import pytest

from imenoslov.errors import ReadError
from imenoslov.readers.headers import HeaderSettings
from imenoslov.readers.settings import ReaderSettings
from imenoslov.readers.sources import SourceFile, find_sources
from imenoslov.readers.text import read_text, read_text_file

ROOT = Path(__file__).parents[2]
ARTICLES = ROOT / "../shared/data/articles"


def test_a_document_knows_its_source() -> None:
    data = "\ufeff date 2025-12-03 Об этом\r\nсегодня".encode("utf-16-le")
    document = read_text(data, "a.txt", "a.txt.gz", HeaderSettings())
    assert document.id == "a.txt"
    assert document.text == "Об этом\r\nсегодня"
    assert document.annotator is None
    assert msgspec.structs.asdict(document.source) == {
        "path": "a.txt.gz",
        "sha256": hashlib.sha256(data).hexdigest(),
        "encoding": "utf-16-le",
        "offset": 18,
        "title": None,
        "published": "2025-12-03",
        "url": None,
    }


@pytest.mark.parametrize("text", ["", " \r\n\t\n", "\ufeff"])
def test_an_empty_file_is_an_empty_document(text: str) -> None:
    document = read_text(text.encode(), "a.txt", "a.txt", HeaderSettings())
    assert document.text == text.removeprefix("\ufeff")


def test_packing_changes_neither_text_nor_hash(tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.txt", tmp_path / "a.txt.gz"
    plain.write_bytes("Москва".encode())
    packed.write_bytes(gzip.compress("Москва".encode()))
    one = read_text_file(SourceFile(str(plain), "a.txt", "a.txt", "text"), HeaderSettings(), 100)
    two = read_text_file(SourceFile(str(packed), "a.txt.gz", "a.txt", "text", "gz"), HeaderSettings(), 100)
    assert (one.text, one.source.sha256) == (two.text, two.source.sha256)


def test_a_file_that_has_vanished(tmp_path: Path) -> None:
    file = SourceFile(str(tmp_path / "a.txt"), "a.txt", "a.txt", "text")
    with pytest.raises(ReadError, match=r"^a\.txt is not there any more; "):
        read_text_file(file, HeaderSettings(), 100)


@pytest.mark.skipif(not ARTICLES.exists(), reason="needs ../shared/data/articles")
def test_the_four_line_header_of_real_articles() -> None:
    with (ROOT / "configs/four-line-header.toml").open("rb") as stream:
        settings = msgspec.convert(tomllib.load(stream)["reader"], ReaderSettings)
    count = 0
    for file in find_sources(ARTICLES):
        assert isinstance(file, SourceFile)
        document = read_text_file(file, settings.header, settings.max_bytes)
        lines = Path(file.location).read_bytes().decode().split("\n")
        assert document.source.published == lines[2]
        assert document.source.url == lines[3]
        assert document.text == "\n".join(lines[4:]).lstrip()
        assert document.text.startswith(document.source.title or "")
        count += 1
    assert count == 421
