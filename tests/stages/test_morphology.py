"""Morphology: tags where a base form reads them, the same ones that all tokens together get."""

from pathlib import Path

import pytest
from msgspec import UNSET

from imenoslov.document import Document, Token
from imenoslov.knowledge.lexicon import Lexicon
from imenoslov.models.names import NameTagger, load_names
from imenoslov.models.numbering import Numbering
from imenoslov.models.tagger import Tagger
from imenoslov.models.weights import MORPHOLOGY, load_embeddings, load_network
from imenoslov.models.words import word_reader
from imenoslov.spans import overlaps
from imenoslov.stages.base_forms import BaseForms
from imenoslov.stages.morphology import morphology
from imenoslov.stages.ner import NerSettings, names
from imenoslov.stages.sentences import sentences
from imenoslov.stages.tokens import Tokens


class Stages:
    """What stands before and after morphology, and morphology with and without tokens in the output."""

    def __init__(self) -> None:
        lexicon = Lexicon()
        numbering = Numbering(word_reader(load_embeddings()))
        self.tokens = Tokens(numbering)
        tagger = Tagger(load_network(MORPHOLOGY), load_embeddings(), numbering)
        self.names = names(NameTagger(load_names(), load_embeddings(), numbering), self.tokens, NerSettings())
        self.some = morphology(tagger, self.tokens)
        self.all = morphology(tagger, self.tokens, lexicon)
        self.base_forms = BaseForms(lexicon)

    def read(self, text: str) -> Document:
        return self.names(self.tokens(sentences(Document.from_text(text))))


@pytest.fixture(scope="module")
def stages() -> Stages:
    return Stages()


def tokens_of(document: Document) -> tuple[Token, ...]:
    assert document.tokens is not UNSET
    return document.tokens


# Each name with what its base form reads around it: the name's own tokens, a title and its genitives, a verb and its
# subject, across the edge of a sentence too.
CASES = [
    "Об этом заявила вчера в Астане министр иностранных дел Литвы Каи Каллас.",
    "По словам заместителя министра внутренних дел Великобритании Саджида Джавида, решения нет.",
    "Премьер-министр страны вчера принял Милея. Его встретил Путин.",
    "Министр обороны\nСергей Шойгу прибыл в Минск, Брест и «Газпром».",
    "Каллас",
    "Дождь. Снег. Ветер.",
    "",
]


@pytest.mark.parametrize("text", CASES)
def test_case(stages: Stages, text: str) -> None:
    compare(stages, stages.read(text))


def test_seeds(stages: Stages, seeds: Path) -> None:
    for path in sorted(seeds.glob("*.txt")):
        compare(stages, stages.read(path.read_text(encoding="utf-8")))


def test_articles(stages: Stages, articles: Path) -> None:
    for path in sorted(articles.glob("*.txt"))[::8]:
        compare(stages, stages.read(path.read_bytes().decode()))


def compare(stages: Stages, document: Document) -> None:
    some, every = stages.some(document), stages.all(document)
    assert stages.base_forms(some).mentions == stages.base_forms(every).mentions
    for token, full in zip(tokens_of(some), tokens_of(every), strict=True):
        assert (token.start, token.stop, token.text) == (full.start, full.stop, full.text)
        assert token.lemma == ""
        assert full.pos
        if token.pos or any(overlaps(token, mention) for mention in document.mentions):
            assert (token.pos, token.feats) == (full.pos, full.feats)


def test_text_without_names_is_not_tagged(stages: Stages) -> None:
    document = stages.read("Дождь идёт весь день. Снег растает завтра.")
    assert not document.mentions
    assert all(token.pos == token.feats == "" for token in tokens_of(stages.some(document)))


def test_lemmas_come_with_all_tokens(stages: Stages) -> None:
    document = stages.all(stages.read("Дожди шли весь день."))
    assert [token.lemma for token in tokens_of(document)] == ["дождь", "идти", "весь", "день", "."]
