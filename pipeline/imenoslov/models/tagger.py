"""Inference of a convolutional tagger over the tokens of a document of which the tags are wanted.

Each layer is computed for the tokens that the next one reads, so the tags of a few tokens cost little and are those of
a full run. The first layer of a word form comes from a table of forms.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from imenoslov.models.forms import FormTable
from imenoslov.models.kernels import First, Floats, Layer, TaggerKernel, product
from imenoslov.models.shapes import word_shape
from imenoslov.models.weights import UNKNOWN, Convolution, Embeddings, Network

# Rows whose scores are made together: those of a long document would fill the memory.
BLOCK = 4096

# Word forms whose first layer is kept, at 3 KB each.
FORMS = 12_000

# How many tokens to each side a tag depends on.
REACH = 3


class Tagger:
    """A network with its table of word forms; one object serves one thread."""

    def __init__(self, network: Network, embeddings: Embeddings, forms: int = FORMS) -> None:
        """Prepares the network; `forms` bounds the table."""
        self.tags = network.tags
        self.transitions = network.transitions
        self._network = network
        self._embeddings = embeddings
        first, second, third = network.layers
        # (inputs, 3 * outputs): what a token gives to the one after it, to itself and to the one before it
        kernel = np.concatenate(list(first.kernel), axis=1)
        width = embeddings.width
        self._layer = Layer(kernel[None, :width])
        shapes = product(network.shape_vectors, kernel[width:])
        self._kernel = TaggerKernel(
            First(first.bias, first.scale, first.shift, shapes),
            _layer(second),
            _layer(third),
            Layer(network.projection[None], network.bias),
        )
        self._words = FormTable(self._write, kernel.shape[1], forms, np.float32)
        self._form = lru_cache(forms)(self._find)

    def emissions(
        self, words: Sequence[str], lengths: Sequence[int], wanted: NDArray[np.bool_] | None = None
    ) -> Iterator[Floats]:
        """Yields the scores of the tags, (tokens, tags), for runs of tokens that together are all of `words`.

        `lengths` counts the tokens of each sequence; the network sees nothing across their edges. With `wanted`,
        (words,), the runs together are the tokens for which it is true.
        """
        sizes = [length for length in lengths if length]
        # A row for each token and one between sequences.
        places = np.arange(len(words)) + np.repeat(np.arange(len(sizes)), sizes)
        asked = np.zeros(len(words) + max(0, len(sizes) - 1), bool)
        asked[places] = True if wanted is None else wanted
        for start in range(0, len(asked), BLOCK):
            first, last = max(0, start - REACH), start + BLOCK + REACH
            block = asked[first:last].copy()
            block[: start - first] = False
            block[start - first + BLOCK :] = False
            low, high = np.searchsorted(places, (first, last))
            if block.any():
                yield self._scores(words[low:high], places[low:high] - first, block)

    def _scores(self, words: Sequence[str], places: NDArray[np.intp], asked: NDArray[np.bool_]) -> Floats:
        """Returns the scores of the rows that are asked for; the words stand at `places`."""
        holds = np.zeros(len(asked), bool)
        holds[places] = True
        read = asked
        for _ in range(REACH):
            wide = read.copy()
            wide[1:] |= read[:-1]
            wide[:-1] |= read[1:]
            read = wide & holds
        forms, shapes = np.zeros((2, len(asked)), np.int32)
        found = [self._form(word) for word in compress(words, read[places].tolist())]
        forms[read] = self._words.indexes([form for form, _ in found])
        shapes[read] = [shape for _, shape in found]
        return self._kernel.scores(self._words.rows, forms, shapes, asked)

    def _write(self, forms: Sequence[str], out: Floats) -> None:
        """Writes what the first convolution makes of the vectors of forms, (forms, 3 * width)."""
        vectors = np.empty((len(forms), self._layer.inputs), np.float32)
        self._embeddings.write([self._embeddings.row(form) for form in forms], vectors)
        self._layer.apply(vectors, out)

    def _find(self, word: str) -> tuple[str, int]:
        """Returns the form of a word that has a vector, and the row of its shape."""
        lower = word.lower()
        return lower if lower in self._embeddings.words else UNKNOWN, self._network.shapes[word_shape(word)]


def _layer(one: Convolution) -> Layer:
    return Layer(one.kernel, one.bias, relu=True, scale=one.scale, shift=one.shift)
