"""What a scorer needs to know of an annotated text, whichever tool or person marked it and in whichever format."""

from msgspec import Struct


class Name(Struct, frozen=True):
    """A name that an annotation marks, `[start, stop)` in code points.

    `type` is as written in the source: the scorer knows PER, ORG and LOC. `base` is None where the annotation has no
    base form for this name. `entity` is None where it links no names at all, and empty where it links names but not
    this one. `nested` says that the name lies inside another one.
    """

    start: int
    stop: int
    type: str
    base: str | None = None
    entity: str | None = None
    nested: bool = False


class Annotation(Struct, frozen=True):
    """The names marked in one text.

    `text` is None in predictions that refer to a text without repeating it. `ignore` holds the spans where a predicted
    name neither counts nor costs. `nested` holds the names of all levels, where inner ones were marked too, and is None
    where only outermost names were looked for. `cross` says that entity ids hold across the documents of the set.
    """

    id: str
    text: str | None
    mentions: tuple[Name, ...]
    ignore: tuple[tuple[int, int], ...] = ()
    nested: tuple[Name, ...] | None = None
    cross: bool = False
