"""The annotator as a question needs it: loaded when the first name asks for it."""

from collections.abc import Sequence
from functools import cache

from imenoslov.document import Document, Mention
from imenoslov.search.query import Annotate


def annotate_when_asked() -> Annotate:
    """Returns a function that finds the names in a text, and loads the models when it is first called."""

    @cache
    def loaded() -> Annotate:
        from imenoslov.annotator import load_annotator

        annotator = load_annotator()
        return lambda text: annotator.annotate([Document.from_text(text)])[0].mentions

    def annotate(text: str) -> Sequence[Mention]:
        return loaded()(text)

    return annotate
