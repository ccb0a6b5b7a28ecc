"""Gold and predicted annotations, in every format that the scorer takes.

- gold JSONL: `{"id", "text", "mentions": [{"start", "end", "type", "base"?, "entity"?}], "ignore": [[start, end]]?,
  "nested"?, "cross"?}`, where `nested` lists mentions of all levels
- prediction JSONL: `{"id", "mentions": [{"start", "end", "type", "base"?, "entity"?, "nested"?}]}`
- Imenoslov's own documents: a JSONL file, or a folder of them as `imenoslov annotate` writes it
- brat: a folder of `.txt` and `.ann` files
"""

from collections.abc import Iterator
from pathlib import Path

import msgspec
from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from imenoslov.errors import ReadError
from imenoslov.readers.annotation import Annotation, Name
from imenoslov.readers.brat import read_brat

# What `annotate` keeps for itself in an annotated folder.
_OWN_FOLDER = "_imenoslov"


class _Mention(Struct):
    """A mention of any of the JSON formats: `end` is the gold's word, `stop` and `parent` are our own."""

    start: int
    type: str
    end: int | UnsetType = UNSET
    stop: int | UnsetType = UNSET
    base: str | None = None
    entity: str | int | UnsetType | None = UNSET
    nested: bool = False
    parent: int | None = None


class _Source(Struct):
    offset: int | None = 0


class _Line(Struct):
    """A document of any of the JSON formats; keys that the scorer has no use for are passed over."""

    id: str | int
    mentions: list[_Mention]
    text: str | None = None
    ignore: list[tuple[int, int]] = []
    nested: list[_Mention] | None = None
    cross: bool = False
    source: _Source | None = None


_decoder = msgspec.json.Decoder(_Line)


def read_annotations(path: Path) -> list[Annotation]:
    """Reads gold or predicted annotations from a JSONL file, an annotated folder or a brat folder.

    Offsets of our own documents are moved by `source.offset`, so that they point into the decoded file. Where names are
    marked as nested and the source does not list all levels itself, all its names together become that list.
    Raises ReadError, which names file and line, for a source that is missing, unreadable, empty or malformed, and for
    an id that comes twice.
    """
    if not path.is_dir():
        annotations = _unique(_read_lines(path))
    elif any(path.rglob("*.ann")):
        annotations = read_brat(path)
    else:
        annotations = _unique(pair for file in _own_files(path) for pair in _read_lines(file))
    if not annotations:
        raise ReadError(f"{path} holds no annotated text; give a JSONL file, an annotated folder or a brat folder.")
    return _list_levels(annotations)


def _own_files(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.rglob("*")
        if path.suffix in (".json", ".jsonl") and path.is_file() and _OWN_FOLDER not in path.relative_to(folder).parts
    )


def _unique(pairs: Iterator[tuple[str, Annotation]]) -> list[Annotation]:
    """Drops the places from pairs of place and annotation; raises ReadError for an id that comes twice."""
    places: dict[str, str] = {}
    annotations = []
    for place, annotation in pairs:
        if annotation.id in places:
            raise ReadError(
                f"{place}: the id «{annotation.id}» is also at {places[annotation.id]}; give each text its own."
            )
        places[annotation.id] = place
        annotations.append(annotation)
    return annotations


def _read_lines(path: Path) -> Iterator[tuple[str, Annotation]]:
    """Yields place (file and line number) and annotation of each line that is not empty."""
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    place = f"{path}:{number}"
                    yield place, _annotation(line.removeprefix(b"\xef\xbb\xbf"), place)
    except OSError as error:
        raise ReadError(f"{path} cannot be read ({error.strerror}); check the path and its permissions.") from error


def _annotation(data: bytes, place: str) -> Annotation:
    try:
        line = _decoder.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ReadError(f"{place}: not an annotated text in JSON ({error}); write one such object a line.") from error
    shift = (line.source and line.source.offset) or 0
    # White space stands for what was cut from the front: no token and no name lies there.
    text = None if line.text is None else " " * shift + line.text
    return Annotation(
        id=str(line.id),
        text=text,
        mentions=tuple(_name(mention, shift, text, place) for mention in line.mentions),
        ignore=tuple(line.ignore),
        nested=None if line.nested is None else tuple(_name(mention, shift, text, place) for mention in line.nested),
        cross=line.cross,
    )


def _name(mention: _Mention, shift: int, text: str | None, place: str) -> Name:
    entity = None if mention.entity is UNSET else "" if mention.entity is None else str(mention.entity)
    if mention.stop is not UNSET:
        name = Name(
            start=mention.start + shift,
            stop=mention.stop + shift,
            type=mention.type,
            base=mention.base or None,
            entity=entity,
            nested=mention.parent is not None,
        )
    elif mention.end is not UNSET:
        name = Name(mention.start, mention.end, mention.type, mention.base, entity, mention.nested)
    else:
        raise ReadError(f"{place}: the mention at {mention.start} has no end; give it `end` or `stop`.")
    if not 0 <= name.start <= name.stop or (text is not None and name.stop > len(text)):
        raise ReadError(
            f"{place}: the mention {name.start}-{name.stop} points outside the text; count offsets in code points."
        )
    return name


def _list_levels(annotations: list[Annotation]) -> list[Annotation]:
    """Lists the names of all levels, if the set has nested ones; a set of outermost names stays as it is."""
    if any(annotation.nested is not None for annotation in annotations):
        return annotations
    if not any(name.nested for annotation in annotations for name in annotation.mentions):
        return annotations
    return [replace(annotation, nested=annotation.mentions) for annotation in annotations]
