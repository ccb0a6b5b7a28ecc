import hashlib
import json
import tracemalloc
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from imenoslov.document import Document
from imenoslov.errors import ReadError
from imenoslov.readers.jsonl import Record, RecordSettings, parse_record, read_records, split_records

NAMES = RecordSettings()


def read(
    data: bytes, kind: Literal["json", "jsonl"] = "jsonl", settings: RecordSettings = NAMES, max_bytes: int = 10**6
) -> list[Record]:
    return list(read_records([data], kind, "news.jsonl", settings, max_bytes))


def one(fields: dict[str, object], settings: RecordSettings = NAMES) -> Record:
    (record,) = read(json.dumps(fields, ensure_ascii=False).encode(), settings=settings)
    return record


def reason(record: Record) -> str:
    assert isinstance(record.result, ReadError)
    return str(record.result)


def test_a_record_with_everything() -> None:
    line = (
        '{"id": 7, "text": "Текст", "title": " Заголовок ", "date": "3 декабря 2025", "url": "http://a.kz/1"}'.encode()
    )
    (record,) = read(line + b"\r\n")
    document = record.result
    assert isinstance(document, Document)
    assert (record.number, record.id, document.id) == (1, "7", "7")
    assert record.sha256 == document.source.sha256 == hashlib.sha256(line).hexdigest()
    assert document.text == "Заголовок\n\nТекст"
    assert document.source.offset is None
    assert document.source.title == "Заголовок"
    assert document.source.published == "2025-12-03"
    assert document.source.url == "http://a.kz/1"
    assert document.source.encoding == "utf-8"
    assert document.source.path == "news.jsonl"


@pytest.mark.parametrize("title", [{}, {"title": None}, {"title": ""}, {"title": " "}])
def test_without_a_title_the_text_is_the_field(title: dict[str, object]) -> None:
    document = one({"text": " Текст\r\n", **title}).result
    assert isinstance(document, Document)
    assert document.text == " Текст\r\n"
    assert document.source.offset == 0
    assert document.source.title is None


@pytest.mark.parametrize(
    ("fields", "id"),
    [
        ({"id": "a/б"}, "a/б"),
        ({"id": 0}, "0"),
        ({"id": 2**80}, str(2**80)),
        ({"id": None}, "1"),
        ({"id": ""}, "1"),
        ({}, "1"),
    ],
)
def test_ids(fields: dict[str, object], id: str) -> None:
    assert one({"text": "Текст", **fields}).id == id


@pytest.mark.parametrize(
    ("date", "published"),
    [("2025-12-03T10:00:00+03:00", "2025-12-03"), ("вчера", None), (1764720000, None), (None, None), ([], None)],
)
def test_dates(date: object, published: str | None) -> None:
    document = one({"text": "Текст", "date": date}).result
    assert isinstance(document, Document)
    assert document.source.published == published


def test_other_names() -> None:
    settings = RecordSettings(id="key", text="body", title="head", date="when", url="link")
    document = one({"key": 5, "body": "Б", "head": "З", "when": "2025-12-03", "link": "u", "id": 6}, settings).result
    assert isinstance(document, Document)
    assert (document.id, document.text, document.source.published, document.source.url) == (
        "5",
        "З\n\nБ",
        "2025-12-03",
        "u",
    )


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"{", "news.jsonl, line 1 is no JSON object ("),
        (b"[1]", "news.jsonl, line 1 is no JSON object ("),
        (b'{"text": "a"} {"text": "b"}', "news.jsonl, line 1 is no JSON object ("),
        (b"{}", 'news.jsonl, line 1 has no text in "text"; name the right field in reader.records.text'),
        (b'{"text": null}', "has no text in"),
        (b'{"text": 5}', 'has something else than text in "text"'),
        (b'{"text": "a", "title": ["b"]}', 'has something else than text in "title"'),
        (b'{"text": "a", "url": 1}', 'has something else than text in "url"'),
        (b'{"text": "a", "id": true}', 'has an id in "id" that is neither text nor a whole number'),
        (b'{"text": "a", "id": 1.5}', "neither text nor a whole number"),
        (b'{"text": "a", "id": 1e999}', 'has a broken field "id"'),
        (b'{"text": "\\ud800"}', "is no JSON object ("),
        (b'{"text": "' + b"\x01\x02\x00" * 9 + b'"}', "is a binary file"),
        (b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "maximum recursion depth"),
        (b'{"text": "\xff\xfe\xfd"}', "neither UTF-8 nor"),
        (b'{"text": "' + b"a" * 10**6 + b'"}', "news.jsonl, line 1 is larger than reader.max_bytes; split it"),
    ],
)
def test_a_bad_line_is_one_failure_and_stops_nothing(line: bytes, message: str) -> None:
    bad, good = read(line + '\n{"id": "x", "text": "Текст"}'.encode())
    assert message in reason(bad)
    assert bad.sha256 == hashlib.sha256(line).hexdigest()
    assert isinstance(good.result, Document)
    assert (good.number, good.id) == (2, "x")


def test_the_id_of_a_failure_is_known_where_it_can_be_read() -> None:
    assert one({"id": "x"}).id == "x"


def test_blank_lines_count_and_give_nothing() -> None:
    records = read(b'\n{"text": "a"}\r\n \r\n\n{"text": "b"}')
    assert [record.number for record in records] == [2, 5]
    assert read(b"") == read(b"\n") == []


def test_a_mark_and_other_encodings() -> None:
    (record,) = read(b"\xef\xbb\xbf" + '{"text": "Текст"}'.encode())
    assert isinstance(record.result, Document)
    (record,) = read('{"text": "Глава МИД прибыл в Астану"}'.encode("cp1251"))
    assert isinstance(record.result, Document)
    assert (record.result.text, record.result.source.encoding) == ("Глава МИД прибыл в Астану", "cp1251")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_lines_are_refused_at_once(encoding: str) -> None:
    with pytest.raises(ReadError, match="save it again as JSON lines in UTF-8"):
        read('{"text": "Текст"}\n'.encode(encoding) * 2)


def test_an_array_and_an_object() -> None:
    array = '\ufeff [{"text": "Один"}, {"id": "b", "text": "Два"}, 5] '
    records = read(array.encode("utf-16-le"), "json")
    assert [(record.number, record.id) for record in records] == [(1, "1"), (2, "b"), (3, "3")]
    assert "news.jsonl, record 3 is no JSON object" in reason(records[2])
    assert records[0].sha256 == hashlib.sha256('{"text": "Один"}'.encode()).hexdigest()
    assert isinstance(records[0].result, Document)
    assert records[0].result.source.encoding == "utf-16-le"
    (record,) = read('{"text": "Один"}'.encode(), "json")
    assert record.sha256 == records[0].sha256
    assert read(b"", "json") == read(b" \n", "json") == read(b"[]", "json") == []


@pytest.mark.parametrize("data", [b"[", b'{"text": "a"}\n{"text": "b"}', b"[" * 100_000])
def test_a_json_file_that_is_none(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"is not one JSON object or array .*call it \.jsonl"):
        read(data, "json")


def test_a_json_file_that_is_too_large() -> None:
    with pytest.raises(ReadError, match="larger than 10 bytes"):
        read(b"[" + b" " * 20 + b"]", "json", max_bytes=10)


@given(st.lists(st.text(max_size=20), max_size=8), st.integers(1, 40))
def test_records_do_not_depend_on_the_pieces(texts: list[str], size: int) -> None:
    data = "\r\n".join(json.dumps({"text": text}) for text in texts).encode()
    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    records = list(read_records(pieces, "jsonl", "news.jsonl", NAMES, 10**6))
    assert [record.result.text for record in records if isinstance(record.result, Document)] == texts


@given(st.lists(st.integers(0, 60), max_size=6), st.integers(1, 40), st.integers(1, 40))
def test_lines_that_are_too_long_do_not_depend_on_the_pieces(lengths: list[int], size: int, limit: int) -> None:
    data = b"".join(b"x" * length + b"\n" for length in lengths)
    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    records = list(split_records(pieces, "jsonl", "a", limit))
    expected = [(number, length <= limit) for number, length in enumerate(lengths, start=1) if length]
    assert [(record.number, record.data is not None) for record in records] == expected
    assert [record.sha256 for record in records] == [
        hashlib.sha256(b"x" * length).hexdigest() for length in lengths if length
    ]


def test_memory_stays_flat() -> None:
    line = json.dumps({"text": "Текст " * 1000}).encode() + b"\n"
    tracemalloc.start()
    try:
        for raw in split_records((line for _ in range(3000)), "jsonl", "a", 10**6):
            assert isinstance(parse_record(raw, "a", NAMES).result, Document)
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


def test_a_line_without_end_does_not_fill_the_memory() -> None:
    tracemalloc.start()
    try:
        (raw,) = split_records((bytes([120]) * 65536 for _ in range(3000)), "jsonl", "a", 10**6)
        assert raw.data is None
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()
