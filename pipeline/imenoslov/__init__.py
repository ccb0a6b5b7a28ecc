"""People, organisations and places in Russian news: found, brought to their base form, linked.

>>> import imenoslov
>>> document, = imenoslov.annotate([imenoslov.Document.from_text("Встреча с Терезой Мэй прошла в Брюсселе.")])
>>> [mention.base for mention in document.mentions]
['Тереза Мэй', 'Брюссель']
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from imenoslov.annotator import Annotator, annotate, load_annotator
    from imenoslov.corpus import Corpus
    from imenoslov.document import Alias, Document, Entity, Mention, Person, Sentence, Source, Token
    from imenoslov.errors import ConfigError, ImenoslovError, ModelError, ReadError, StageError, WriteError
    from imenoslov.stages.bare_names import base_form

# Loaded when first asked for: `imenoslov --help` needs none of them.
_HOMES = {
    "Annotator": "annotator",
    "annotate": "annotator",
    "load_annotator": "annotator",
    "base_form": "stages.bare_names",
    "Corpus": "corpus",
    **dict.fromkeys(("ConfigError", "ImenoslovError", "ModelError", "ReadError", "StageError", "WriteError"), "errors"),
    **dict.fromkeys(("Alias", "Document", "Entity", "Mention", "Person", "Sentence", "Source", "Token"), "document"),
}

__all__ = [
    "Alias",
    "Annotator",
    "ConfigError",
    "Corpus",
    "Document",
    "Entity",
    "ImenoslovError",
    "Mention",
    "ModelError",
    "Person",
    "ReadError",
    "Sentence",
    "Source",
    "StageError",
    "Token",
    "WriteError",
    "annotate",
    "base_form",
    "load_annotator",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
