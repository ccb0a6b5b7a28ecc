"""Inference of a convolutional tagger over the tokens of a document of which the tags are wanted.

Each layer is computed for the tokens that the next one reads, so the tags of a few tokens cost little and are those of
a full run. All of them stand in one matrix without padding, whose row 0 is zero: the neighbour that a sequence lacks at
its edges. float32 sums differ in the last bits with the shape of a product, therefore shapes depend on the document
alone: documents are never mixed, and the first layer of a word form comes from a table of forms.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from imenoslov.models.forms import FormTable
from imenoslov.models.shapes import word_shape
from imenoslov.models.weights import UNKNOWN, Convolution, Embeddings, Floats, Network

# Tokens of a block: larger ones are no faster, smaller ones waste work on their edges.
BLOCK = 1024

# Word forms whose first layer is kept, at 3 KB each.
FORMS = 12_000


class Tagger:
    """A network with its table of word forms; one object serves one thread."""

    def __init__(self, network: Network, embeddings: Embeddings, forms: int = FORMS) -> None:
        """Prepares the network; `forms` bounds the table."""
        self.tags = network.tags
        self.transitions = network.transitions
        self._network = network
        self._vocabulary = embeddings.words
        self._first, *self._layers = network.layers
        # (inputs, 3 * outputs): what a token gives to the one after it, to itself and to the one before it
        kernel, *self._kernels = [
            np.ascontiguousarray(np.concatenate(list(layer.kernel), axis=1)) for layer in network.layers
        ]
        width = len(kernel) - network.shape_vectors.shape[1]
        self._words = FormTable(embeddings.vectors, kernel[:width], forms)
        self._shapes = network.shape_vectors @ kernel[width:]
        self._form = lru_cache(forms)(self._find)

    def emissions(
        self, words: Sequence[str], lengths: Sequence[int], wanted: NDArray[np.bool_] | None = None
    ) -> Iterator[Floats]:
        """Yields the scores of the tags, (tokens, tags), for runs of tokens that together are all of `words`.

        `lengths` counts the tokens of each sequence; the network sees nothing across their edges. With `wanted`,
        (words,), the runs together are the tokens for which it is true.
        """
        # Whether a token follows the one before it in its sequence; one more, for the end.
        follows = np.ones(len(words) + 1, bool)
        follows[0] = False
        follows[np.cumsum(lengths, dtype=np.intp)] = False
        tokens = np.arange(len(words)) if wanted is None else np.flatnonzero(wanted)
        reach = len(self._network.layers)
        for start in range(0, len(tokens), BLOCK):
            block = tokens[start : start + BLOCK]
            low, high = max(0, block[0] - reach), min(len(words), block[-1] + 1 + reach)
            asked = np.zeros(high - low, bool)
            asked[block - low] = True
            hidden = self._convolve(words[low:high], follows[low : high + 1], asked)
            yield hidden @ self._network.projection + self._network.bias

    def _convolve(self, words: Sequence[str], follows: NDArray[np.bool_], asked: NDArray[np.bool_]) -> Floats:
        """Returns the last hidden layer of the tokens that are asked for, (tokens, width)."""
        read = [asked]
        for _ in self._network.layers:
            read.append(_widened(read[-1], follows))
        known = read.pop()
        inside = np.ones(1 + np.count_nonzero(known), bool)
        inside[0] = False
        forms, shapes = zip(*map(self._form, compress(words, known.tolist())), strict=True)
        products = self._words.packed(forms, inside)
        products[1:] += self._shapes.take(shapes, axis=0)
        hidden = _convolved(products, self._first, known, read[-1], follows)
        for layer, kernel in zip(self._layers, self._kernels, strict=True):
            known = read.pop()
            hidden = _convolved(hidden @ kernel, layer, known, read[-1], follows)
        return hidden[1:]

    def _find(self, word: str) -> tuple[str, int]:
        """Returns the form of a word that has a vector, and the row of its shape."""
        lower = word.lower()
        return lower if lower in self._vocabulary else UNKNOWN, self._network.shapes[word_shape(word)]


def _widened(tokens: NDArray[np.bool_], follows: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Returns the tokens and their neighbours in their sequences."""
    wide = tokens.copy()
    wide[:-1] |= tokens[1:] & follows[1:-1]
    wide[1:] |= tokens[:-1] & follows[1:-1]
    return wide


def _convolved(
    products: Floats,
    layer: Convolution,
    known: NDArray[np.bool_],
    tokens: NDArray[np.bool_],
    follows: NDArray[np.bool_],
) -> Floats:
    """Returns a layer for some tokens, a zero row before them, of the products of the known ones: their neighbours."""
    places = np.flatnonzero(tokens)
    # The row of each token; past the last one, and thereby before the first one, there is none.
    rows = np.append(np.cumsum(known), 0)
    hidden = np.zeros((1 + len(places), len(layer.bias)), np.float32)
    parts = products.reshape(-1, hidden.shape[1])
    sums = parts.take(3 * rows[places] + 1, axis=0)
    sums += parts.take(3 * rows[places - 1] * follows[places], axis=0)
    sums += parts.take(3 * rows[places + 1] * follows[places + 1] + 2, axis=0)
    sums += layer.bias
    np.maximum(sums, 0, out=sums)
    sums *= layer.scale
    np.add(sums, layer.shift, out=hidden[1:])
    return hidden
