"""Annotations in brat's standoff format: pairs of `.txt` and `.ann` files.

Read are text-bound annotations (`T1<TAB>PERSON 0 5<TAB>Обама`), notes on them, taken as base forms
(`#1<TAB>AnnotatorNotes T1<TAB>Барак Обама`), and normalisations, taken as entity ids
(`N1<TAB>Reference T1 Wikidata:Q76<TAB>Барак Обама`). Relations, events and attributes are passed over.
The format: https://brat.nlplab.org/standoff.html
"""

from collections.abc import Iterator
from itertools import accumulate, chain
from pathlib import Path

from msgspec.structs import replace

from imenoslov.errors import ReadError
from imenoslov.readers.annotation import Annotation, Name
from imenoslov.spans import order

TYPES = {
    "PER": "PER",
    "PERSON": "PER",
    "ORG": "ORG",
    "ORGANIZATION": "ORG",
    "LOC": "LOC",
    "LOCATION": "LOC",
    "GPE": "LOC",
}


def read_brat(folder: Path) -> list[Annotation]:
    """Reads every `.ann` file under a folder with the `.txt` file beside it, in the order of their paths.

    The id is the path of the text within the folder. A discontinuous name is taken from its first fragment to its last;
    a name inside another is marked as nested; what is neither person, organisation nor place is to be ignored.
    Raises ReadError for a file that is missing, unreadable or malformed.
    """
    return [_read_pair(path, folder) for path in sorted(folder.rglob("*.ann"))]


def _read_pair(path: Path, folder: Path) -> Annotation:
    text_path = path.with_suffix(".txt")
    text = _read(text_path)
    names: dict[str, Name] = {}
    bases: dict[str, str] = {}
    entities: dict[str, str] = {}
    for number, line in enumerate(_read(path).split("\n"), 1):
        key, _, rest = line.rstrip("\r").partition("\t")
        head, _, tail = rest.partition("\t")
        match key[:1], head.split(" "):
            case "T", _:
                names[key] = _name(head, tail, text, f"{path}:{number}")
            case "#", ["AnnotatorNotes", target]:
                bases[target] = tail.strip()
            case "N", ["Reference", target, entity]:
                entities[target] = entity
    marked = [
        replace(name, type=TYPES[name.type], base=bases.get(key) or None, entity=entities.get(key))
        for key, name in names.items()
        if name.type in TYPES
    ]
    ignored = [(name.start, name.stop) for name in names.values() if name.type not in TYPES]
    return Annotation(
        id=text_path.relative_to(folder).as_posix(),
        text=text,
        mentions=tuple(_mark_nested(order(marked))),
        ignore=tuple(sorted(ignored)),
    )


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except OSError as error:
        raise ReadError(
            f"{path} cannot be read ({error.strerror}); a brat folder holds a .txt and an .ann file for each text."
        ) from error
    except UnicodeDecodeError as error:
        raise ReadError(
            f"{path} is not UTF-8 at byte {error.start}; convert it, as brat reads nothing else."
        ) from error


def _name(head: str, surface: str, text: str, place: str) -> Name:
    """Makes a name, its type in capitals, of `TYPE START STOP(;START STOP)*` and the text it is said to cover."""
    try:
        type_, offsets = head.split(" ", 1)
        fragments = [(int(start), int(stop)) for start, stop in (pair.split(" ") for pair in offsets.split(";"))]
    except ValueError as error:
        raise ReadError(f"{place}: «{head}» is not a type and pairs of offsets; write it as «PERSON 0 5».") from error
    if any(not 0 <= start <= stop <= len(text) for start, stop in fragments):
        raise ReadError(f"{place}: «{head}» points outside the text; make sure that the .txt file belongs to it.")
    covered = " ".join(text[start:stop] for start, stop in fragments)
    if surface and surface.split() != covered.split():
        raise ReadError(
            f"{place}: the text has «{covered}» where the annotation says «{surface}»; "
            "count offsets in code points, with line ends as they stand in the .txt file."
        )
    return Name(min(start for start, _ in fragments), max(stop for _, stop in fragments), type_.upper())


def _mark_nested(names: list[Name]) -> Iterator[Name]:
    """Marks as nested the names that one before them covers; they are sorted as by `order`, but may cross."""
    reach = accumulate(chain((-1,), (name.stop for name in names)), max)
    return (replace(name, nested=name.stop <= before) for name, before in zip(names, reach, strict=False))
