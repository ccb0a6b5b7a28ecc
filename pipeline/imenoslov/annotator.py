"""The annotator: all stages in their order."""

import hashlib
from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import UNSET
from msgspec.structs import replace

import imenoslov
from imenoslov.config import Config, load_config
from imenoslov.document import Document, Fingerprint
from imenoslov.errors import ImenoslovError, StageError
from imenoslov.knowledge.lexicon import Lexicon
from imenoslov.knowledge.own_names import load_own_names
from imenoslov.models.names import NameTagger, load_names
from imenoslov.models.numbering import Numbering
from imenoslov.models.tagger import Tagger
from imenoslov.models.weights import MORPHOLOGY, NAMES, Embeddings, load_embeddings, load_network
from imenoslov.models.words import word_reader
from imenoslov.stages.base_forms import BaseForms
from imenoslov.stages.linking import LinkingSettings, linking
from imenoslov.stages.morphology import morphology
from imenoslov.stages.ner import NerSettings, names, natasha_names
from imenoslov.stages.sentences import sentences
from imenoslov.stages.tokens import Tokens


class Stage(NamedTuple):
    """A layer's name and the function that adds it."""

    name: str
    run: Callable[[Document], Document]


class Annotator:
    """Adds all layers to documents; one object serves one thread."""

    def __init__(self, stages: tuple[Stage, ...], fingerprint: Fingerprint, keep_tokens: bool) -> None:
        """Composes the stages; `load_annotator` is the way to get one."""
        self.fingerprint = fingerprint
        self.stages = stages
        self._keep_tokens = keep_tokens

    def annotate(self, documents: Iterable[Document]) -> list[Document]:
        """Returns the documents with their annotation, in their order; each is the same alone as among others.

        Raises StageError with the stage and the document's id.
        """
        return [self._annotate(document) for document in documents]

    def _annotate(self, document: Document) -> Document:
        for name, run in self.stages:
            try:
                document = run(document)
            except ImenoslovError:
                raise
            except Exception as error:
                raise StageError(
                    f"The stage {name} failed on {document.id} ({type(error).__name__}: {error}); "
                    "please report it with the text.",
                    name,
                ) from error
        return self.finish(document)

    def finish(self, document: Document) -> Document:
        """Signs a document that has been through all stages, and takes off it what is not asked for."""
        if not self._keep_tokens:
            document = replace(document, tokens=UNSET)
        return replace(document, annotator=self.fingerprint)


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
        Stage("sentences", sentences),
        Stage("tokens", cutter),
        Stage("ner", _ner(settings.ner, embeddings, cutter)),
        Stage(
            "morphology",
            morphology(
                Tagger(load_network(MORPHOLOGY), embeddings, numbering),
                cutter,
                lexicon if settings.output.tokens else None,
            ),
        ),
        Stage("base_forms", BaseForms(lexicon)),
        Stage("linking", linking(settings.linking)),
    )
    return Annotator(stages, fingerprint(settings), settings.output.tokens)


def _ner(settings: NerSettings, embeddings: Embeddings, cutter: Tokens) -> Callable[[Document], Document]:
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


def fingerprint(config: Config) -> Fingerprint:
    """Returns what an output depends on besides its source: version, settings, models and knowledge files.

    Raises ConfigError for a list of names with a wrong line: whoever starts workers hears of it before they do.
    """
    names = config.linking.names
    # The user's list counts by its content, not by its path.
    settings = replace(config, linking=LinkingSettings("names" if names else None))
    digest = hashlib.sha256(msgspec.json.encode(settings, order="deterministic"))
    if names:
        load_own_names(names)
        digest.update(Path(names).read_bytes())
    for package in ("natasha", "razdel", "pymorphy3", "pymorphy3-dicts-ru"):
        digest.update(f"{package} {version(package)}\n".encode())
    package_folder = Path(__file__).parent
    for folder in ("knowledge", "models"):
        for path in sorted((package_folder / folder).rglob("*")):
            if path.is_file() and path.suffix not in _PROGRAM:
                digest.update(path.relative_to(package_folder).as_posix().encode() + b"\0" + path.read_bytes())
    return Fingerprint(imenoslov.__version__, f"sha256:{digest.hexdigest()}")


# Files of the program itself: they count by its version.
_PROGRAM = (".py", ".pyc", ".c", ".so", ".dylib", ".dll")
