"""Morphology: tags where a base form reads them, the same ones that all tokens together get."""

from math import exp
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
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
from imenoslov.stages.base_forms.tags import Tag, tag
from imenoslov.stages.morphology import Readings, morphology
from imenoslov.stages.ner import names
from imenoslov.stages.sentences import sentences
from imenoslov.stages.settings import NerSettings
from imenoslov.stages.tokens import Tokens


class Stages:
    """What stands before and after morphology, and morphology with and without tokens in the output."""

    def __init__(self) -> None:
        lexicon = Lexicon()
        numbering = Numbering(word_reader(load_embeddings()))
        self.tokens = Tokens(numbering)
        tagger = Tagger(load_network(MORPHOLOGY), load_embeddings(), numbering)
        self.names = names(NameTagger(load_names(), load_embeddings(), numbering), self.tokens, NerSettings())
        self.some_tags = morphology(tagger, self.tokens)
        self.all_tags = morphology(tagger, self.tokens, lexicon)
        self.base_forms = BaseForms(lexicon)

    def some(self, document: Document) -> Document:
        return self.some_tags([document])[0]

    def all(self, document: Document) -> Document:
        return self.all_tags([document])[0]

    def read(self, text: str) -> Document:
        return self.names([self.tokens(sentences(Document.from_text(text)))])[0]


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


def test_documents_have_the_same_tags_alone_as_among_others(stages: Stages) -> None:
    documents = [stages.read(text) for text in [*CASES, CASES[1]]]
    for tags in (stages.some_tags, stages.all_tags):
        assert tags(documents) == [tags([document])[0] for document in documents]
        assert tags([]) == []


def test_text_without_names_is_not_tagged(stages: Stages) -> None:
    document = stages.read("Дождь идёт весь день. Снег растает завтра.")
    assert not document.mentions
    assert all(token.pos == token.feats == "" for token in tokens_of(stages.some(document)))


def test_lemmas_come_with_all_tokens(stages: Stages) -> None:
    document = stages.all(stages.read("Дожди шли весь день."))
    assert [token.lemma for token in tokens_of(document)] == ["дождь", "идти", "весь", "день", "."]


def test_words_in_doubt_have_all_their_likely_tags(stages: Stages) -> None:
    document = stages.read("Вчера в Гуеве, Махновке и Русском Поречном видели Хироюки Санаду и Владимира Путина.")
    some, every = stages.some(document), stages.all(document)
    assert some.doubts == every.doubts
    assert some.doubts
    named = {token.start: token for token in tokens_of(some) if any(overlaps(token, m) for m in some.mentions)}
    for start, readings in some.doubts.items():
        best = max(readings, key=lambda reading: reading.share)
        assert best.share < 1
        assert len(readings) > 1
        assert sum(reading.share for reading in readings) == pytest.approx(1, abs=0.25)
        token = named[start]
        told = tag(token.pos, token.feats)
        assert any(tag(r.pos, r.feats)[1:4] == told[1:4] for r in readings if r.share > 0.1)
    assert stages.some(stages.read("Об этом сообщил президент Владимир Путин.")).doubts == {}


@given(st.lists(st.lists(st.floats(-20, 20, width=32), min_size=6, max_size=6), max_size=5))
def test_readings_are_shares_of_the_probability(rows: list[list[float]]) -> None:
    feats = ["Case=Nom|Gender=Masc", "Case=Nom|Gender=Masc", "Case=Gen|Gender=Fem", "Case=Gen", "", "Case=Nom"]
    tags = [("PROPN" if number else "NOUN", f"{each}|Number=Sing") for number, each in enumerate(feats)]
    asked = np.arange(len(rows))[::-1]
    found = dict(Readings(tags)(np.array(rows, np.float32).reshape(-1, 6), asked))
    for row, scores in enumerate(rows):
        likely = [exp(score - max(scores)) if score - max(scores) > -7 else 0.0 for score in scores]
        shares: dict[Tag, float] = {}
        for (_, each), share in zip(tags, likely, strict=True):
            kind = tag("", each)
            shares[kind] = shares.get(kind, 0.0) + share / sum(likely)
        if max(shares.values()) < 0.899:
            assert {tag("", r.feats): r.share for r in found[row]} == {
                kind: pytest.approx(share, abs=0.051) for kind, share in shares.items() if share > 0.0051
            } | {tag("", r.feats): 0.01 for r in found[row] if shares[tag("", r.feats)] < 0.0051}
        elif max(shares.values()) > 0.901:
            assert row not in found
