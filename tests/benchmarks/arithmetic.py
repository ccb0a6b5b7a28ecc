"""The floor of a run: how long the multiplications and additions of the two networks alone take on this machine."""

import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
from msgspec import UNSET
from numpy.typing import NDArray

from imenoslov.document import Document
from imenoslov.models.layers import ExactLayer, Layer, Written
from imenoslov.models.names import load_names
from imenoslov.models.rounding import BYTE, SHORT, rounded
from imenoslov.models.weights import MORPHOLOGY, load_network

# The product that measures the machine: as large as the networks have them.
ROWS, INPUTS, OUTPUTS = 1024, 256, 384


class Arithmetic:
    """Counts the operations of documents: those of names in bytes and in int16, those of morphology in float32.

    The first layer counts once for each word form, the other ones for each token; those of morphology for the tokens
    whose tags are wanted and, layer by layer, for their neighbours.
    """

    def __init__(self) -> None:
        names, morphology = load_names(), load_network(MORPHOLOGY)
        first, second, third = names.kernels
        self._bytes = 2 * (second.size + sum(block.kernel.size + block.up.size for block in names.narrow))
        self._shorts = 2 * (third.size + names.ask.size + names.heads.size + sum(b.down.size for b in names.narrow))
        self._shorts_of_form = 2 * first.size
        self._floats_of_form = 2 * morphology.layers[0].kernel.size
        self._layers = [2 * morphology.projection.size, *(2 * layer.kernel.size for layer in morphology.layers[:0:-1])]
        self._tokens, self._floats = 0, 0
        self._met: dict[str, set[str]] = {"ner": set(), "morphology": set()}

    def count(self, document: Document) -> None:
        """Adds what a document costs that has come through the stages."""
        tokens = () if document.tokens is UNSET else document.tokens
        self._tokens += len(tokens)
        self._met["ner"].update(token.text for token in tokens)
        wanted = np.array([bool(token.pos) for token in tokens], bool)
        follows = np.ones(len(tokens) + 1, bool)
        starts = {sentence.start for sentence in document.sentences}
        follows[[index for index, token in enumerate(tokens) if token.start in starts]] = False
        for cost in self._layers:
            self._floats += cost * int(np.count_nonzero(wanted))
            wanted = widened(wanted, follows)
        self._met["morphology"].update(token.text.lower() for token, read in zip(tokens, wanted, strict=True) if read)

    def seconds(self) -> dict[str, float]:
        """Returns the seconds of each stage at the rates at which this machine multiplies matrices."""
        shorts = self._shorts * self._tokens + self._shorts_of_form * len(self._met["ner"])
        floats = self._floats + self._floats_of_form * len(self._met["morphology"])
        return {
            "ner": self._bytes * self._tokens / _whole_rate(BYTE) + shorts / _whole_rate(SHORT),
            "morphology": floats / _float_rate(),
        }


def widened(tokens: NDArray[np.bool_], follows: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Returns the tokens and their neighbours in their sequences."""
    wide = tokens.copy()
    wide[:-1] |= tokens[1:] & follows[1:-1]
    wide[1:] |= tokens[:-1] & follows[1:-1]
    return wide


def _float_rate() -> float:
    """Measures how many operations a second a product of matrices of the networks' size has, at best."""
    random = np.random.default_rng(0)
    left = random.normal(size=(ROWS, INPUTS)).astype(np.float32)
    layer = Layer(random.normal(size=(1, INPUTS, OUTPUTS)).astype(np.float32))
    out = np.empty((ROWS, OUTPUTS), np.float32)
    return _rate(lambda: layer.apply(left, out))


def _whole_rate(highest: int) -> float:
    """Measures the same of whole numbers up to `highest`."""
    random = np.random.default_rng(0)
    kernel = random.normal(size=(1, INPUTS, OUTPUTS)).astype(np.float32)
    layer = ExactLayer(rounded(kernel, None, 1.0, 10.0 * highest, highest), Written.SHORTS)
    left: NDArray[Any] = random.integers(0, highest, (ROWS, INPUTS)).astype(np.uint8 if highest == BYTE else np.int16)
    out = np.empty((ROWS, OUTPUTS), np.int16)
    return _rate(lambda: layer.apply(left, out))


def _rate(product: Callable[[], None]) -> float:
    times = [time.perf_counter()]
    for _ in range(50):
        product()
        times.append(time.perf_counter())
    return 2 * ROWS * INPUTS * OUTPUTS / min(after - before for before, after in pairwise(times))
