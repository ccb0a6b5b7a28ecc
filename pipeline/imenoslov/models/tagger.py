"""Inference of a convolutional tagger over packed sequences.

All sequences of a document stand end to end in one matrix with a zero row between them, so that there is no padding and
few, large matrix products. float32 sums differ in the last bits with the shape of a product, therefore shapes depend on
the document alone: documents are never mixed, and the first layer of a word form comes from a table of forms.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from imenoslov.models.forms import FormTable
from imenoslov.models.shapes import word_shape
from imenoslov.models.weights import Convolution, Embeddings, Floats, Network

# Rows of a block: larger ones are no faster, smaller ones waste work on their edges.
BLOCK = 1024

# Word forms whose first layer is kept, at 3 KB each; an article of 5,000 words has about 2,500.
FORMS = 20_000


class Tagger:
    """A network with its table of word forms; one object serves one thread."""

    def __init__(self, network: Network, embeddings: Embeddings, forms: int = FORMS) -> None:
        """Prepares the network; `forms` bounds the table."""
        self.tags = network.tags
        self.transitions = network.transitions
        self._network = network
        self._embeddings = embeddings
        first, *self._layers = network.layers
        self._first = first
        # (inputs, 3 * outputs): what a word gives to the token after it, to itself and to the token before it
        kernel = np.ascontiguousarray(np.concatenate(list(first.kernel), axis=1))
        self._kernels = [np.ascontiguousarray(np.concatenate(list(layer.kernel), axis=1)) for layer in self._layers]
        self._forms = FormTable(self._inputs, kernel, forms)

    def emissions(self, words: Sequence[str], lengths: Sequence[int]) -> Iterator[Floats]:
        """Yields the scores of the tags, (tokens, tags), for runs of tokens that together are all of `words`.

        `lengths` counts the tokens of each sequence; the network sees nothing across their edges.
        """
        for hidden in self.features(words, lengths):
            yield hidden @ self._network.projection + self._network.bias

    def features(self, words: Sequence[str], lengths: Sequence[int]) -> Iterator[Floats]:
        """Yields the last hidden layer, (tokens, width), for runs of tokens that together are all of `words`."""
        sizes = np.asarray([length for length in lengths if length], np.intp)
        if not len(sizes):
            return
        # Row r of the packed matrix holds token r - 1 - (number of sequences before it); separators hold no token.
        separator = np.zeros(len(words) + len(sizes) + 1, bool)
        separator[0] = True
        separator[np.cumsum(sizes + 1)] = True
        token = np.cumsum(~separator) - 1
        reach = len(self._network.layers)
        for start in range(0, len(separator), BLOCK):
            stop = min(start + BLOCK, len(separator))
            low, high = max(0, start - reach), min(len(separator), stop + reach)
            kept = ~separator[start:stop]
            if not kept.any():
                continue
            inside = ~separator[low:high]
            positions = token[low:high][inside]
            products = self._forms.packed(words[positions[0] : positions[-1] + 1], inside)
            yield self._convolve(products, ~inside)[start - low : stop - low][kept]

    def _convolve(self, products: Floats, outside: NDArray[np.bool_]) -> Floats:
        hidden = _activate(_gather(products), self._first, outside)
        for layer, kernel in zip(self._layers, self._kernels, strict=True):
            hidden = _activate(_gather(hidden @ kernel), layer, outside)
        return hidden

    def _inputs(self, words: Sequence[str]) -> Floats:
        network = self._network
        shapes = network.shape_vectors[[network.shapes[word_shape(word)] for word in words]]
        return np.concatenate((self._embeddings.vectors([word.lower() for word in words]), shapes), axis=1)


def _gather(products: Floats) -> Floats:
    """Adds to each row what the row before, the row itself and the row after give to it."""
    width = products.shape[1] // 3
    before, here, after = products[:, :width], products[:, width : 2 * width], products[:, 2 * width :]
    result = here.copy()
    result[1:] += before[:-1]
    result[:-1] += after[1:]
    return result


def _activate(hidden: Floats, layer: Convolution, outside: NDArray[np.bool_]) -> Floats:
    hidden += layer.bias
    np.maximum(hidden, 0, out=hidden)
    hidden *= layer.scale
    hidden += layer.shift
    hidden[outside] = 0
    return hidden
