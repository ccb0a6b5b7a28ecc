"""Tags of tokens (`B-PER`, `I-PER`, `O`) to spans of tokens."""

from collections.abc import Iterator, Sequence


def bio_spans(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yields `(first, last + 1, type)` for each span of tokens.

    A span begins at `B-`, goes on over every `I-`, whatever its type, and ends at `O` or the next `B-`; an `I-` that
    follows no open span is dropped. This is how slovnet reads its own tags.
    """
    start, kind = 0, ""
    for index, tag in enumerate(tags):
        if tag.startswith("I-"):
            continue
        if kind:
            yield start, index, kind
            kind = ""
        if tag.startswith("B-"):
            start, kind = index, tag[2:]
    if kind:
        yield start, len(tags), kind
