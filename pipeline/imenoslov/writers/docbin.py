"""spaCy's DocBin files, as `spacy train` and `DocBin().from_disk` read them; needs the package spacy."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from imenoslov.document import Document, Mention, Token
from imenoslov.errors import ConfigError
from imenoslov.writers.canonical import write_whole
from imenoslov.writers.words import words_of

# A DocBin is built in memory; `spacy train` takes a folder of them.
_DOCUMENTS = 2_000


def write_spacy(documents: Iterable[Document], folder: Path) -> None:
    """Writes `00000.spacy` and so on, each of at most 2,000 documents.

    The text of a spaCy document is ours, character by character. Outermost names are its `ents`, with the entity as
    `kb_id_` and the base form as `id_`; names of all levels are in `spans["names"]`. Raises WriteError, also for a
    document without tokens, and ConfigError where spaCy is not installed.
    """
    try:
        from spacy.tokens import Doc, DocBin
        from spacy.vocab import Vocab
    except ImportError as error:
        raise ConfigError("spaCy is not installed; install it with `pip install imenoslov[spacy]`.") from error
    vocab = Vocab()
    rest = iter(documents)
    number = 0
    while batch := list(islice(rest, _DOCUMENTS)):
        bin = DocBin(store_user_data=True)
        for document in batch:
            pieces = list(words_and_spaces(document.text, words_of(document)))
            doc = Doc(vocab, words=[word for word, _ in pieces], spaces=[space for _, space in pieces])
            doc.user_data["document"] = document.id
            spans = [_span(doc, mention) for mention in document.mentions]
            doc.spans["names"] = spans
            outermost = [span for span, mention in zip(spans, document.mentions, strict=True) if mention.parent is None]
            doc.set_ents(outermost)
            bin.add(doc)
        write_whole([bin.to_bytes()], folder / f"{number:05}.spacy", folder)
        number += 1


def words_and_spaces(text: str, tokens: Sequence[Token]) -> Iterator[tuple[str, bool]]:
    """Yields spaCy's words, and whether a space follows each, so that together they are the text.

    White space that is not a single space after a word is a word of its own, as in spaCy's tokenizers.
    """
    position = 0
    for token in tokens:
        yield from _white(text[position : token.start])
        spaced = text[token.stop : token.stop + 1] == " "
        yield text[token.start : token.stop], spaced
        position = token.stop + spaced
    yield from _white(text[position:])


def _white(gap: str) -> Iterator[tuple[str, bool]]:
    if gap:
        spaced = gap.endswith(" ") and len(gap) > 1
        yield gap[:-1] if spaced else gap, spaced


def _span(doc: Any, mention: Mention) -> Any:  # noqa: ANN401
    """Returns a name as a span of spaCy's."""
    return doc.char_span(
        mention.start,
        mention.stop,
        label=mention.type,
        kb_id=mention.entity,
        span_id=mention.base,
    )
