"""Inference of a convolutional tagger over the tokens of a document of which the tags are wanted.

Each layer is computed for the tokens that the next one reads, so the tags of a few tokens cost little and are those of
a full run. The first layer of a word form comes from a table of forms.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from imenoslov.models.forms import FormTable
from imenoslov.models.kernels import Floats, Rows
from imenoslov.models.layers import Layer, product
from imenoslov.models.networks import First, TaggerKernel, asked_apart
from imenoslov.models.numbering import Numbering
from imenoslov.models.shapes import SHAPES
from imenoslov.models.weights import Convolution, Embeddings, Network
from imenoslov.models.words import word_reader

# Rows whose forms are looked up together, and rows whose scores are made together, so that these stay in the
# processor's caches until they are read.
BLOCK = 4096
RUN = 1024

# Word forms whose first layer is kept, at 3 KB each.
FORMS = 12_000

# How many tokens to each side a tag depends on.
REACH = 3


class Tagger:
    """A network with its tables of words; one object serves one thread."""

    def __init__(
        self, network: Network, embeddings: Embeddings, numbering: Numbering | None = None, forms: int = FORMS
    ) -> None:
        """Prepares the network for words of a numbering that has a reader, or of its own; `forms` bounds its table."""
        self.numbering = numbering or Numbering(word_reader(embeddings))
        self.tags = network.tags
        self.transitions = network.transitions
        self._embeddings = embeddings
        first, second, third = network.layers
        # (inputs, 3 * outputs): what a token gives to the one after it, to itself and to the one before it
        kernel = np.concatenate(list(first.kernel), axis=1)
        width = embeddings.width
        self._layer = Layer(kernel[None, :width])
        shapes = product(network.shape_vectors[[network.shapes[shape] for shape in SHAPES]], kernel[width:])
        self._kernel = TaggerKernel(
            First(first.bias, first.scale, first.shift, shapes),
            _layer(second),
            _layer(third),
            Layer(network.projection[None], network.bias),
        )
        self._forms = FormTable(self._write, kernel.shape[1], forms, len(embeddings.indexes))

    def emissions(self, words: Rows, sentences: Rows, wanted: NDArray[np.bool_] | None = None) -> Iterator[Floats]:
        """Yields the scores of the tags, (words, tags), for runs of words, given by number, or of the wanted ones.

        A run holds until the next one is asked for. `sentences` counts the words of each; the network sees nothing
        across their edges. `wanted` is (words,).
        """
        rows, asked = asked_apart(words, sentences, wanted)
        for first, block in _runs(asked, BLOCK):
            forms, shapes = self._forms.place(self.numbering.known, rows[first : first + len(block)], block)
            for start, run in _runs(block, RUN):
                own = slice(start, start + len(run))
                yield self._kernel.scores(self._forms.rows, forms[own], shapes[own], run)

    def _write(self, vectors: Rows, out: Floats) -> None:
        """Writes what the first convolution makes of vectors, (vectors, 3 * width)."""
        self._layer.apply(self._embeddings.rows(vectors), out)


def _runs(asked: NDArray[np.bool_], size: int) -> Iterator[tuple[int, NDArray[np.bool_]]]:
    """Yields where runs of rows begin, and which of their rows are asked for; those of none are left out.

    Together they ask for all that is asked for, `size` rows at most each, and each has what those depend on.
    """
    for start in range(0, len(asked), size):
        first = max(0, start - REACH)
        run = asked[first : start + size + REACH]
        if size < len(asked):
            run = run.copy()
            run[: start - first] = False
            run[start - first + size :] = False
        if run.any():
            yield first, run


def _layer(one: Convolution) -> Layer:
    return Layer(one.kernel, one.bias, relu=True, scale=one.scale, shift=one.shift)
