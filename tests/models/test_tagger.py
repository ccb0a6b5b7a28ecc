"""The packed networks against slovnet's own inference of the same weights."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from navec import Navec
from numpy.typing import NDArray
from razdel import tokenize
from slovnet import NER, Morph

from imenoslov.models import tagger as module
from imenoslov.models.crf import chains
from imenoslov.models.kernels import Floats, Rows
from imenoslov.models.numbering import Numbering
from imenoslov.models.tagger import Tagger
from imenoslov.models.tags import best_places
from imenoslov.models.weights import MORPHOLOGY, NAMES, load_embeddings, load_network, packaged
from imenoslov.models.words import word_reader
from imenoslov.natasha_data import EMBEDDINGS


@pytest.fixture(scope="module")
def navec() -> Navec:
    return Navec.load(str(packaged(EMBEDDINGS)))


@pytest.fixture(scope="module")
def slovnet_names(navec: Navec) -> NER:
    return NER.load(str(packaged(NAMES))).navec(navec)


@pytest.fixture(scope="module")
def slovnet_morphology(navec: Navec) -> Morph:
    return Morph.load(str(packaged(MORPHOLOGY))).navec(navec)


@pytest.fixture(scope="module")
def names() -> Tagger:
    return Tagger(load_network(NAMES), load_embeddings())


@pytest.fixture(scope="module")
def morphology() -> Tagger:
    return Tagger(load_network(MORPHOLOGY), load_embeddings())


def lengths_of(sentences: Sequence[Sequence[object]]) -> Rows:
    return np.array([len(sentence) for sentence in sentences], np.int32)


def scores_of(tagger: Tagger, words: Rows, lengths: Rows, wanted: NDArray[np.bool_] | None = None) -> Floats:
    """All runs of scores together; a run holds only until the next one."""
    none = np.zeros((0, len(tagger.tags)), np.float32)
    return np.concatenate([none, *(run.copy() for run in tagger.emissions(words, lengths, wanted))])


def name_tags(names: Tagger, words: Sequence[str]) -> list[str]:
    emissions = scores_of(names, names.numbering.numbers(words), lengths_of([words]))
    assert names.transitions is not None
    (path,) = chains(emissions[:, None], names.transitions[None], [0], []).best_paths()
    return [names.tags[tag] for tag in path]


def slovnet_name_tags(slovnet: NER, words: Sequence[str]) -> list[str]:
    infer = slovnet.infer
    (tags,) = infer.decoder(infer.process(infer.encoder([list(words)])))
    return list(tags)


def morphology_tags(morphology: Tagger, sentences: Sequence[Sequence[str]]) -> list[str]:
    words = morphology.numbering.numbers([word for sentence in sentences for word in sentence])
    blocks = morphology.emissions(words, lengths_of(sentences))
    return [morphology.tags[tag] for block in blocks for tag in best_places(block)]


def slovnet_morphology_tags(slovnet: Morph, sentences: Sequence[Sequence[str]]) -> list[str]:
    infer = slovnet.infer
    return [tag for tags in infer.decoder(infer.process(infer.encoder(list(map(list, sentences))))) for tag in tags]


def words_of(text: str) -> list[str]:
    return [token.text for token in tokenize(text)]


def sentences_of(words: list[str], length: int = 25) -> list[list[str]]:
    return [words[start : start + length] for start in range(0, len(words), length)]


def test_seeds(seeds: Path, names: Tagger, slovnet_names: NER, morphology: Tagger, slovnet_morphology: Morph) -> None:
    for path in sorted(seeds.glob("*.txt")):
        words = words_of(path.read_text(encoding="utf-8"))
        assert name_tags(names, words) == slovnet_name_tags(slovnet_names, words)
        cut = sentences_of(words)
        assert morphology_tags(morphology, cut) == slovnet_morphology_tags(slovnet_morphology, cut)


def test_articles(
    articles: Path, names: Tagger, slovnet_names: NER, morphology: Tagger, slovnet_morphology: Morph
) -> None:
    for path in sorted(articles.glob("*.txt"))[::4]:
        words = words_of(path.read_text(encoding="utf-8"))
        assert name_tags(names, words) == slovnet_name_tags(slovnet_names, words), path.name
        cut = sentences_of(words)
        assert morphology_tags(morphology, cut) == slovnet_morphology_tags(slovnet_morphology, cut), path.name


WORDS = st.sampled_from(
    "Владимир Путин Каллас МИД Казахстана « » . , в Москве министр иностранных дел ООН BBC 2025 сказала и "
    "Набережных Челнах Ким Чен Ын — ( ) ! РК - ЕС ёлка Дж Ъъ".split()
)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=40), min_size=1, max_size=12))
def test_generated(
    names: Tagger,
    slovnet_names: NER,
    morphology: Tagger,
    slovnet_morphology: Morph,
    sentences: list[list[str]],
) -> None:
    words = [word for sentence in sentences for word in sentence]
    assert name_tags(names, words) == slovnet_name_tags(slovnet_names, words)
    assert morphology_tags(morphology, sentences) == slovnet_morphology_tags(slovnet_morphology, sentences)


@settings(deadline=None, max_examples=40)
@given(
    st.lists(st.lists(st.tuples(WORDS, st.booleans()), max_size=40), max_size=12),
    st.integers(1, 30),
    st.integers(1, 30),
)
def test_some_tokens_get_the_tags_of_a_full_run(
    morphology: Tagger, sentences: list[list[tuple[str, bool]]], block: int, run: int
) -> None:
    words = morphology.numbering.numbers([word for sentence in sentences for word, _ in sentence])
    lengths = lengths_of(sentences)
    wanted = np.array([wanted for sentence in sentences for _, wanted in sentence], bool)
    whole = scores_of(morphology, words, lengths)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "BLOCK", block)
        patch.setattr(module, "RUN", run)
        some = scores_of(morphology, words, lengths, wanted)
    assert some == pytest.approx(whole[wanted], abs=1e-3)
    assert best_places(some) == some.argmax(axis=1).tolist() == whole[wanted].argmax(axis=1).tolist()


def test_blocks_do_not_show(names: Tagger, seeds: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = names.numbering.numbers(words_of((seeds / "000_caa654fbb847075f.txt").read_text(encoding="utf-8")))
    lengths = np.array([100, 0, 1, len(words) - 101], np.int32)
    whole = scores_of(names, words, lengths)
    monkeypatch.setattr(module, "BLOCK", 40)
    monkeypatch.setattr(module, "RUN", 7)
    assert sum(1 for _ in names.emissions(words, lengths)) > 10
    assert scores_of(names, words, lengths) == pytest.approx(whole, abs=1e-4)


def test_a_full_table_starts_anew_and_changes_nothing(seeds: Path) -> None:
    words = words_of((seeds / "000_caa654fbb847075f.txt").read_text(encoding="utf-8"))
    roomy = Tagger(load_network(NAMES), load_embeddings())
    numbering = Numbering(word_reader(load_embeddings()), 100)
    cramped = Tagger(load_network(NAMES), load_embeddings(), numbering, forms=len(set(words)) // 2)
    for start in (0, 50, 0):
        part = words[start:]
        a = scores_of(roomy, roomy.numbering.numbers(part), lengths_of([part]))
        more = cramped.numbering.numbers(["и", "в", *part])
        b = scores_of(cramped, more, lengths_of(["ив", part]))
        assert a == pytest.approx(b[2:], abs=1e-4)


def test_a_document_is_the_same_after_any_other(seeds: Path) -> None:
    words = words_of((seeds / "000_caa654fbb847075f.txt").read_text(encoding="utf-8"))
    alone = Tagger(load_network(NAMES), load_embeddings())
    among = Tagger(load_network(NAMES), load_embeddings())
    list(among.emissions(among.numbering.numbers(words[98::-1]), lengths_of([words[:99]])))
    a, b = (scores_of(one, one.numbering.numbers(words), lengths_of([words])) for one in (alone, among))
    assert a.tobytes() == b.tobytes()


def test_no_words(names: Tagger) -> None:
    none = names.numbering.numbers([])
    for lengths in (lengths_of([]), lengths_of(["", ""])):
        assert list(names.emissions(none, lengths)) == []
