"""The compiled network against the PyTorch one, whatever the weights."""

import random

import numpy as np
import pytest

from imenoslov.models.names import NameTagger, Said, from_arrays
from imenoslov.models.weights import load_embeddings
from imenoslov.readers.annotation import Annotation

torch = pytest.importorskip("torch", reason="PyTorch is not installed")
pytest.importorskip("training", reason="the folder pipeline is not on the path")

from training.batches import Forms, Noise, pack  # noqa: E402
from training.calibration import calibrated  # noqa: E402
from training.export import arrays, meta  # noqa: E402
from training.gold import gold_text  # noqa: E402
from training.network import NameNetwork, Size  # noqa: E402

TEXTS = ("Кая Каллас\nв Москве\n\nКАЛЛАС: «МИД Литвы»", "!", "Пётр\n" * 12, "Глава МИД РФ прибыл " * 40)


@pytest.fixture(scope="module")
def network() -> NameNetwork:
    torch.manual_seed(0)
    network = NameNetwork(Size(narrow=16, gaps=(1, 3), question=8), dropout=0.5)
    with torch.no_grad():
        for weights in network.parameters():
            weights += 0.02 * torch.randn_like(weights)
    network.eval()
    return network


@pytest.mark.parametrize("text", TEXTS)
def test_scores_are_the_same(network: NameNetwork, text: str) -> None:
    gold = gold_text("x", Annotation("id", text, ()))
    with torch.no_grad():
        expected = network(pack([gold], Forms(), Noise(), random.Random(0))).numpy()
    written = arrays(network, calibrated(network, [gold]))
    tagger = NameTagger(from_arrays(meta(network), written), load_embeddings())
    words = tagger.numbering.numbers(gold.words.texts)
    lines = np.array(gold.words.lines, np.int32)
    got = tagger.emissions(Said(words, np.array([len(words)], np.int32), lines, lines)).swapaxes(0, 1)
    np.testing.assert_allclose(got, expected, atol=0.3)  # it runs in whole numbers
    assert np.sqrt(np.square(got - expected).mean()) < 0.05


def test_a_text_is_read_alone_in_whatever_batch_it_stands(network: NameNetwork) -> None:
    texts = [gold_text("x", Annotation("id", text, ())) for text in TEXTS]
    forms = Forms()
    with torch.no_grad():
        together = network(pack(texts, forms, Noise(), random.Random(0)))
        alone = [network(pack([text], forms, Noise(), random.Random(0))) for text in texts]
    np.testing.assert_allclose(together.numpy(), torch.cat(alone, 1).numpy(), atol=1e-3)
