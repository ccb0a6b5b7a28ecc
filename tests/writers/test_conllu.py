import re
from urllib.parse import unquote

from imenoslov.document import Document
from imenoslov.writers.conllu import conllu

BRACKET = re.compile(r"\((?P<opened>[^()-]+)-(?P<type>[^()-]+)-(?P<base>[^()-]+)(?P<alone>\))?|(?P<closed>[^()-]+)\)")
TYPES = {"person": "PER", "organization": "ORG", "place": "LOC"}

Name = tuple[int, int, str, str, str]


def parsed(data: str) -> dict[str, list[Name]]:
    """Parses CoNLL-U strictly and returns the names of each document, by their words' offsets."""
    head, rest = data.split("\n", 1)
    assert head == "# global.Entity = eid-etype-base"
    documents: dict[str, list[Name]] = {}
    names: list[Name] = []
    open_: list[tuple[int, str, str, str]] = []
    ids = set()
    assert rest.endswith("\n\n")
    for block in rest.removesuffix("\n\n").split("\n\n"):
        lines = block.split("\n")
        comments = dict(line[2:].split(" = ", 1) for line in lines if line.startswith("# "))
        if "newdoc id" in comments:
            assert not open_
            names = documents.setdefault(comments["newdoc id"], [])
        assert comments["sent_id"] not in ids
        ids.add(comments["sent_id"])
        rows = [line.split("\t") for line in lines if not line.startswith("#")]
        assert [row[0] for row in rows] == [str(number) for number in range(1, len(rows) + 1)]
        text = ""
        for row in rows:
            assert len(row) == 10
            assert all(row)
            assert row[1].split() == [row[1]]
            misc = dict(field.split("=", 1) for field in row[9].split("|"))
            text += row[1] + ("" if "SpaceAfter" in misc else " ")
            start, stop = map(int, misc["TokenRange"].split(":"))
            entity = misc.get("Entity", "")
            assert "".join(match[0] for match in BRACKET.finditer(entity)) == entity
            for match in BRACKET.finditer(entity):
                if match["closed"]:
                    place = next(i for i in reversed(range(len(open_))) if open_[i][1] == match["closed"])
                    begin, id, type_, base = open_.pop(place)
                    names.append((begin, stop, TYPES[type_], unquote(base), unquote(id)))
                else:
                    opened = (start, match["opened"], match["type"], match["base"])
                    if match["alone"]:
                        names.append((start, stop, TYPES[opened[2]], unquote(opened[3]), unquote(opened[1])))
                    else:
                        open_.append(opened)
        assert text.rstrip() == comments["text"]
    assert not open_
    return documents


def test_names_are_read_back(documents: list[Document]) -> None:
    read = parsed(b"".join(conllu(documents)).decode())
    assert list(read) == [document.id for document in documents]
    for document in documents:
        assert sorted(read[document.id], key=lambda name: (name[0], -name[1])) == [
            (mention.start, mention.stop, mention.type, " ".join(mention.base.split()), mention.entity)
            for mention in document.mentions
        ]


def test_names_in_names_and_hyphens(documents: list[Document]) -> None:
    text = b"".join(conllu(documents[:1])).decode()
    assert "Entity=(org:мид%2Dлитвы-organization-МИД%20Литвы|" in text
    assert "Entity=(loc:литва-place-Литва)org:мид%2Dлитвы)|" in text
    assert "\tEntity=(loc:казахстан-place-РК)|SpaceAfter=No|" in text
