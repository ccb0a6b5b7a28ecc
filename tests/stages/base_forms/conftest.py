"""What the tables of base forms need: the stage, a tagger, and documents made of marked sentences."""

import re
from collections.abc import Callable, Sequence

import pytest
from msgspec.structs import replace
from navec import Navec
from slovnet import Morph

from imenoslov.document import Document, EntityType, Mention
from imenoslov.knowledge.lexicon import Lexicon
from imenoslov.models.numbering import Numbering
from imenoslov.models.tagger import Tagger
from imenoslov.models.weights import MORPHOLOGY, load_embeddings, load_network
from imenoslov.models.words import word_reader
from imenoslov.natasha_data import natasha_data
from imenoslov.spans import order
from imenoslov.stages.base_forms import BaseForms
from imenoslov.stages.morphology import morphology
from imenoslov.stages.sentences import sentences
from imenoslov.stages.tokens import Tokens

_MARK = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")
_LETTER = {"P": "PER", "O": "ORG", "L": "LOC"}

Check = Callable[[str, EntityType], tuple[list[str], list[str]]]


@pytest.fixture(scope="session")
def base_forms() -> BaseForms:
    return BaseForms(Lexicon())


@pytest.fixture(scope="session")
def plain_forms() -> BaseForms:
    """The stage without the compiled part."""
    return BaseForms(Lexicon(), plain=True)


@pytest.fixture(scope="session")
def tag() -> Callable[[Sequence[str]], list[tuple[str, str]]]:
    """Tags the words of a sentence with the packaged news model."""
    morph = Morph.load(natasha_data() / "model" / "slovnet_morph_news_v1.tar", batch_size=1)
    morph.navec(Navec.load(natasha_data() / "emb" / "navec_news_v1_1B_250K_300d_100q.tar"))

    def run(words: Sequence[str]) -> list[tuple[str, str]]:
        tokens = morph(list(words)).tokens
        return [(token.pos, "|".join(f"{key}={value}" for key, value in token.feats.items())) for token in tokens]

    return run


@pytest.fixture(scope="session")
def annotated(base_forms: BaseForms, plain_forms: BaseForms) -> Callable[..., Document]:
    """Returns a function that runs the stage, and those that it needs, on a text with mentions.

    With the compiled part and plainly the stage says the same.
    """
    tokens = Tokens(Numbering(word_reader(load_embeddings())))
    tagged = morphology(Tagger(load_network(MORPHOLOGY), load_embeddings(), tokens.numbering), tokens)

    def run(text: str, mentions: Sequence[Mention]) -> Document:
        document = tokens(sentences(Document.from_text(text)))
        (document,) = tagged([replace(document, mentions=tuple(order(mentions)))])
        result = base_forms(document)
        assert result == plain_forms(document)
        return result

    return run


@pytest.fixture(scope="session")
def check(annotated: Callable[..., Document]) -> Check:
    """Returns a function that reads `[surface|base]` marks and gives the bases found and wanted, in order.

    A mark `[O:surface|base]` has a type of its own: P, O or L.
    """

    def run(row: str, kind: EntityType) -> tuple[list[str], list[str]]:
        text, offset, mentions, wanted = "", 0, [], []
        for mark in _MARK.finditer(row):
            text += row[offset : mark.start()]
            surface, own = mark.group(1), kind
            if surface[1:2] == ":" and surface[0] in _LETTER:
                own, surface = _LETTER[surface[0]], surface[2:]  # type: ignore[assignment]
            mentions.append(Mention(len(text), len(text) + len(surface), own, surface))
            wanted.append(mark.group(2))
            text += surface
            offset = mark.end()
        document = annotated(text + row[offset:], mentions)
        return [mention.base for mention in document.mentions], wanted

    return run
