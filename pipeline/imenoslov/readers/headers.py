"""The metadata that crawlers put before an article, told from the article and cut off."""

import re
from typing import Literal

from msgspec import Struct

from imenoslov.errors import ConfigError
from imenoslov.readers.dates import iso_date

_FIELDS = ("published", "url", "title")
_SYNONYMS = {"date": "published"}  # as records call it
_FRONT = 4096  # code points: no header is longer, and no expression is tried on more
_LONGEST_TITLE = 300  # code points; a longer first line is a paragraph
_MARK = "\ufeff"
_URL = re.compile(r"(?:https?|ftp)://\S+|www\.\S+", re.IGNORECASE)


class HeaderSettings(Struct, frozen=True, forbid_unknown_fields=True):
    """What a header looks like: lines by position, a regular expression, or both, of which the first that fits is cut.

    `lines` names the lines from the top; among them are `published` or `url`, which tell a header from the first lines
    of an article: where neither holds what its name says, or one holds something else, the file has no header.
    `pattern` has the named groups `published`, `url`, `title` or some of them and is matched at the front; empty means
    none. In both `date` is another word for `published`, and other names are ignored. `title = "first-line"` takes the
    first line after the header as the title.
    Raises ConfigError for an expression that is none or whose names are all others, for lines that cannot be told from
    an article, and for a field that is named twice.
    """

    pattern: str = r"\s*date (?P<published>\d{4}-\d\d-\d\d)\b"
    lines: tuple[str, ...] = ()
    title: Literal["first-line"] | None = None

    def __post_init__(self) -> None:
        try:
            groups = tuple(re.compile(self.pattern).groupindex)
        except re.error as error:
            raise ConfigError(
                f"reader.header.pattern is no regular expression ({error}); correct {self.pattern!r}."
            ) from error
        if groups and not set(_FIELDS) & set(_fields(groups)):
            raise ConfigError(
                f"reader.header.pattern names {', '.join(groups)} but none of published, url and title; rename a group."
            )
        if self.lines and not {"published", "url"} & set(_fields(self.lines)):
            raise ConfigError("reader.header.lines names neither published nor url; one of them must tell a header.")
        for setting, names in (("lines", _fields(self.lines)), ("pattern", _fields(groups))):
            twice = next((field for field in _FIELDS if names.count(field) > 1), None)
            if twice:
                raise ConfigError(f"reader.header.{setting} names {twice} twice; give the other one another name.")


def _fields(names: tuple[str, ...]) -> tuple[str, ...]:
    """Returns names with those of fields as `Header` has them."""
    return tuple(_SYNONYMS.get(name, name) for name in names)


class Header(Struct, frozen=True):
    """What the front of a text says about it; `offset` code points of the text are not the article's.

    `published` is a day in ISO 8601. A title that ends the header is kept in the article.
    """

    offset: int = 0
    published: str | None = None
    url: str | None = None
    title: str | None = None


def cut(text: str, settings: HeaderSettings) -> Header:
    """Finds the header at the front of a text: where the article starts, and what the header says.

    A byte order mark and the white space after the header belong to what is cut. A text without a header is left
    whole but for the mark.
    """
    start = len(_MARK) if text.startswith(_MARK) else 0
    front = text[start : start + _FRONT]
    whole = start + len(front) == len(text)
    found = _cut_lines(front, _fields(settings.lines), whole) or _cut_pattern(front, settings.pattern, whole)
    if found is None:
        header = Header(start)
    else:
        stop, values = found
        offset = len(text) - len(text[start + stop :].lstrip())
        header = Header(offset, iso_date(values.get("published", "")), values.get("url"), values.get("title"))
    if settings.title == "first-line" and header.title is None:
        header = Header(header.offset, header.published, header.url, _first_line(text, header.offset))
    return header


def _first_line(text: str, offset: int) -> str | None:
    """Returns the first line that holds anything, where it is short enough for a title."""
    lines = text[offset : offset + _FRONT].lstrip().splitlines()
    line = lines[0].strip() if lines else ""
    return line if 0 < len(line) <= _LONGEST_TITLE else None


def _cut_lines(front: str, names: tuple[str, ...], whole: bool) -> tuple[int, dict[str, str]] | None:
    """Returns where the header of named lines stops and what they hold, or None."""
    lines = front.splitlines(keepends=True)
    if not whole:
        lines = lines[:-1]  # the window may have cut it
    if not names or len(lines) < len(names):
        return None
    values = {name: line.strip() for name, line in zip(names, lines, strict=False) if name in _FIELDS}
    values = {name: value for name, value in values.items() if value}
    published, url = values.get("published"), values.get("url")
    if published is None and url is None:
        return None
    if (published and iso_date(published) is None) or (url and not _URL.fullmatch(url)):
        return None
    kept = names[:-1] if names[-1] == "title" else names
    return sum(map(len, lines[: len(kept)])), values


def _cut_pattern(front: str, pattern: str, whole: bool) -> tuple[int, dict[str, str]] | None:
    """Returns where the match of the pattern at the front stops and what its groups hold, or None."""
    match = re.match(pattern, front)
    if match is None or match.end() == 0 or (match.end() == len(front) and not whole):
        return None
    groups = match.groupdict()
    found = zip(_fields(tuple(groups)), groups.values(), strict=True)
    values = {name: value.strip() for name, value in found if name in _FIELDS and value}
    stop = match.end()
    if "title" in values and not front[match.end("title") : stop].strip():
        stop = match.start("title")
    return stop, {name: value for name, value in values.items() if value}
