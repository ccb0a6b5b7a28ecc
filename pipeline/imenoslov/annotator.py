"""The annotator: all stages in their order."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from msgspec import UNSET
from msgspec.structs import replace

from imenoslov.config import Config, load_config
from imenoslov.document import Document, Fingerprint
from imenoslov.errors import ConfigError, ImenoslovError, StageError
from imenoslov.fingerprint import fingerprint
from imenoslov.knowledge.lexicon import Lexicon
from imenoslov.models.names import NameTagger, load_names
from imenoslov.models.numbering import Numbering
from imenoslov.models.tagger import Tagger
from imenoslov.models.weights import MORPHOLOGY, NAMES, Embeddings, load_embeddings, load_network
from imenoslov.models.words import word_reader
from imenoslov.stages.base_forms import BaseForms
from imenoslov.stages.linking import linking
from imenoslov.stages.morphology import morphology
from imenoslov.stages.ner import names, natasha_names
from imenoslov.stages.sentences import sentences
from imenoslov.stages.settings import NerSettings
from imenoslov.stages.tokens import Tokens

# What goes through a stage together: more documents, or longer ones, take memory and save no time any more.
TOGETHER = 32
_CHARACTERS_TOGETHER = 250_000


class Stage(NamedTuple):
    """A layer's name and the function that adds it to documents; to each the same alone as among others."""

    name: str
    run: Callable[[Sequence[Document]], list[Document]]


class Annotator:
    """Adds all layers to documents; one object serves one thread."""

    def __init__(self, stages: tuple[Stage, ...], fingerprint: Fingerprint, keep_tokens: bool) -> None:
        """Composes the stages; `load_annotator` is the way to get one."""
        self.fingerprint = fingerprint
        self.stages = stages
        self._keep_tokens = keep_tokens

    def annotate(self, documents: Iterable[Document]) -> list[Document]:
        """Returns the documents with their annotation, in their order; each is the same alone as among others.

        Raises StageError with the stage and the document's id, and ConfigError for what is no document.
        """
        annotated: list[Document] = []
        for together in _together(documents):
            for stage in self.stages:
                together = _run(stage, together)
            annotated += map(self.finish, together)
        return annotated

    def finish(self, document: Document) -> Document:
        """Signs a document that has been through all stages, and takes off it what is not asked for."""
        if not self._keep_tokens:
            document = replace(document, tokens=UNSET)
        return replace(document, annotator=self.fingerprint)


def _run(stage: Stage, documents: Sequence[Document]) -> list[Document]:
    try:
        return stage.run(documents)
    except ImenoslovError:
        raise
    except Exception as error:
        if len(documents) > 1:  # which of them is it?
            return [_run(stage, [document])[0] for document in documents]
        raise StageError(
            f"The stage {stage.name} failed on {documents[0].id} ({type(error).__name__}: {error}); "
            "please report it with the text.",
            stage.name,
        ) from error


def _each(run: Callable[[Document], Document]) -> Callable[[Sequence[Document]], list[Document]]:
    return lambda documents: [run(document) for document in documents]


def _together(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Yields runs of documents that go through one stage after another: its code and tables stay in the caches."""
    run: list[Document] = []
    characters = 0
    for document in documents:
        if not isinstance(document, Document):
            raise ConfigError(
                f"Documents are annotated, not {type(document).__name__}; give a list of Document.from_text(text)."
            )
        run.append(document)
        characters += len(document.text)
        if len(run) == TOGETHER or characters > _CHARACTERS_TOGETHER:
            yield run
            run, characters = [], 0
    if run:
        yield run


def load_annotator(config: Config | str | Path | None = None) -> Annotator:
    """Loads the models and composes the stages for a configuration, a profile's path or name, or the defaults.

    Raises ConfigError and ModelError.
    """
    settings = config if isinstance(config, Config) else load_config(config)
    embeddings = load_embeddings()
    lexicon = Lexicon()
    numbering = Numbering(word_reader(embeddings))
    cutter = Tokens(numbering)
    stages = (
        Stage("sentences", _each(sentences)),
        Stage("tokens", _each(cutter)),
        Stage("ner", _ner(settings.ner, embeddings, cutter)),
        Stage(
            "morphology",
            morphology(
                Tagger(load_network(MORPHOLOGY), embeddings, numbering),
                cutter,
                lexicon if settings.output.tokens else None,
            ),
        ),
        Stage("base_forms", _each(BaseForms(lexicon))),
        Stage("linking", _each(linking(settings.linking))),
    )
    return Annotator(stages, fingerprint(settings), settings.output.tokens)


def _ner(
    settings: NerSettings, embeddings: Embeddings, cutter: Tokens
) -> Callable[[Sequence[Document]], list[Document]]:
    if settings.model == "natasha":
        return natasha_names(Tagger(load_network(NAMES), embeddings, cutter.numbering), cutter, settings)
    return names(NameTagger(load_names(), embeddings, cutter.numbering), cutter, settings)


def annotate(documents: Iterable[Document], config: Config | str | Path | None = None) -> list[Document]:
    """Annotates documents in this process; the models of a configuration are loaded once.

    Raises ConfigError, ModelError and StageError.
    """
    return _cached(config if isinstance(config, Config) else load_config(config)).annotate(documents)


@lru_cache(4)
def _cached(config: Config) -> Annotator:
    return load_annotator(config)
