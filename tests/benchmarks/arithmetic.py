"""The floor of a run: how long the multiplications and additions of the two networks alone take on this machine."""

import time
from itertools import pairwise

import numpy as np
from msgspec import UNSET
from numpy.typing import NDArray

from imenoslov.document import Document
from imenoslov.models.kernels import Layer
from imenoslov.models.names import load_names
from imenoslov.models.weights import MORPHOLOGY, load_network

ROWS = 1024  # of the product that measures the machine: as many as a block of the networks has


class Arithmetic:
    """Counts the floating-point operations of documents.

    The first layer counts once for each word form, the other ones for each token; those of morphology for the tokens
    whose tags are wanted and, layer by layer, for their neighbours.
    """

    def __init__(self) -> None:
        names, morphology = load_names(), load_network(MORPHOLOGY)
        first, *others = names.kernels
        others += [part for block in names.narrow for part in (block.down, block.kernel, block.up)]
        self._of_form = {"ner": 2 * first.size, "morphology": 2 * morphology.layers[0].kernel.size}
        self._of_token = 2 * (sum(part.size for part in others) + names.ask.size + names.heads.size)
        self._layers = [2 * morphology.projection.size, *(2 * layer.kernel.size for layer in morphology.layers[:0:-1])]
        self._met: dict[str, set[str]] = {"ner": set(), "morphology": set()}
        self._operations = {"ner": 0, "morphology": 0}

    def count(self, document: Document) -> None:
        """Adds what a document costs that has come through the stages."""
        tokens = () if document.tokens is UNSET else document.tokens
        self._operations["ner"] += len(tokens) * self._of_token
        self._met["ner"].update(token.text for token in tokens)
        wanted = np.array([bool(token.pos) for token in tokens], bool)
        follows = np.ones(len(tokens) + 1, bool)
        starts = {sentence.start for sentence in document.sentences}
        follows[[index for index, token in enumerate(tokens) if token.start in starts]] = False
        for cost in self._layers:
            self._operations["morphology"] += cost * int(np.count_nonzero(wanted))
            wanted = widened(wanted, follows)
        self._met["morphology"].update(token.text.lower() for token, read in zip(tokens, wanted, strict=True) if read)

    def seconds(self) -> dict[str, float]:
        """Returns the seconds of each stage at the rate at which this machine multiplies matrices."""
        rate = _rate()
        return {
            stage: (operations + self._of_form[stage] * len(self._met[stage])) / rate
            for stage, operations in self._operations.items()
        }


def widened(tokens: NDArray[np.bool_], follows: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Returns the tokens and their neighbours in their sequences."""
    wide = tokens.copy()
    wide[:-1] |= tokens[1:] & follows[1:-1]
    wide[1:] |= tokens[:-1] & follows[1:-1]
    return wide


def _rate() -> float:
    """Measures how many operations a second a product of matrices of the networks' size has, at best."""
    random = np.random.default_rng(0)
    left = random.normal(size=(ROWS, 256)).astype(np.float32)
    layer = Layer(random.normal(size=(1, 256, 384)).astype(np.float32))
    right = np.empty((ROWS, 384), np.float32)
    times = [time.perf_counter()]
    for _ in range(50):
        layer.apply(left, right)
        times.append(time.perf_counter())
    shortest = min(after - before for before, after in pairwise(times))
    return float(2 * left.size * right.shape[1] / shortest)
