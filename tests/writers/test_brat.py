import re
from pathlib import Path

from imenoslov.document import Document
from imenoslov.readers.brat import read_brat
from imenoslov.writers.brat import annotations, write_brat

# The grammar of https://brat.nlplab.org/standoff.html for the three kinds of line that are written.
LINE = re.compile(
    r"T\d+\t(PER|ORG|LOC) \d+ \d+(;\d+ \d+)*\t[^\t\r\n]+"
    r"|#\d+\tAnnotatorNotes T\d+\t[^\t\r\n]+"
    r"|N\d+\tReference T\d+ [^\s:]+:\S+\t[^\t\r\n]+"
)


def test_the_reader_closes_the_circle(documents: list[Document], tmp_path: Path) -> None:
    write_brat(documents, tmp_path)
    read = {annotation.id: annotation for annotation in read_brat(tmp_path)}
    assert len(read) == len(documents)
    for document in documents:
        id = {"../17": "%../17.txt", "a/100% «проба».txt": "a/100%25 «проба».txt"}.get(document.id, document.id)
        annotation = read[id if id.endswith(".txt") else f"{id}.txt"]
        assert annotation.text == document.text
        assert [(name.start, name.stop, name.type, name.base, name.entity) for name in annotation.mentions] == [
            (mention.start, mention.stop, mention.type, mention.base, mention.entity) for mention in document.mentions
        ]
        assert [name.nested for name in annotation.mentions] == [
            mention.parent is not None for mention in document.mentions
        ]


def test_lines_keep_to_the_grammar(documents: list[Document]) -> None:
    for document in documents:
        for line in annotations(document):
            assert line.endswith("\n")
            assert LINE.fullmatch(line.removesuffix("\n")), line


def test_a_name_across_lines_is_in_fragments(documents: list[Document]) -> None:
    (line,) = [line for line in annotations(documents[0]) if "Каей" in line]
    start = documents[0].text.index("Каей")
    assert line == f"T6\tPER {start} {start + 4};{start + 6} {start + 12}\tКаей Каллас\n"


def test_configuration_declares_what_is_used(documents: list[Document], tmp_path: Path) -> None:
    write_brat(documents[:1], tmp_path)
    text = (tmp_path / "annotation.conf").read_text(encoding="utf-8")
    sections = re.findall(r"^\[(\w+)\]$", text, re.MULTILINE)
    assert sections == ["entities", "relations", "events", "attributes"]
    assert text.split("[relations]")[0].split()[1:] == ["PER", "ORG", "LOC"]
