"""Imenoslov's own tagger of names: whole names, and the smaller names inside them.

Its network starts from slovnet's convolutions for names and adds what they lack: the letters of a word (a convolution
with a maximum over the word), name lists, narrow convolutions that see 17 tokens to each side, and what the other forms
of a word in the document look like. Two chains of tags are scored, one for whole names («МИД Литвы») and one for the
smallest («МИД», «Литвы»). How the weights were learned: `training/MODEL_CARD.md`.

All lines of a document stand end to end in one matrix with a zero row between them. The convolutions of width 3 do not
see across that row, the dilated ones do: a headline knows what follows. Documents are never mixed.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from imenoslov.errors import ModelError
from imenoslov.models.crf import names_found
from imenoslov.models.kernels import Floats, Rows, Steps
from imenoslov.models.layers import ExactLayer, Written
from imenoslov.models.networks import FormsKernel, NamesKernel
from imenoslov.models.numbering import Numbering, WordTable
from imenoslov.models.rounding import BYTE, SHORT, byte_steps, rounded
from imenoslov.models.weights import Embeddings
from imenoslov.models.words import FLAGS, READ, WordReader, word_reader

FILE = "names-3.npz"
# The odd ones begin a name, the even ones after the first continue it.
TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
LEVELS = ("outer", "inner")
_TYPES = [tag[2:] for tag in TAGS]

# Score of a tag that cannot stand where it is: finite, so that sums stay numbers.
IMPOSSIBLE = -1000.0

# The network runs in whole numbers of steps (rounding.py). These are the steps of what is read of a form, which lies
# within ±8; of what is kept of it, in int16, within ±55; and of the hidden numbers, within ±140.
INPUT_STEP, HIGHEST_INPUT = 2.0**-10, 2**13 - 1
STEP = 2.0**-9
HIDDEN_STEP = 2.0**-7


class Said(NamedTuple):
    """Documents end to end: the numbers of their words, and how many of them each document, line and sentence has."""

    words: Rows
    documents: Rows
    lines: Rows
    sentences: Rows


class Names(NamedTuple):
    """Names in the words of documents, for each sorted by `(start, -stop)`; they nest and never cross.

    A name has the words `[start, stop)`; its score is the probability of exactly this span; `outer` is the place among
    those of its document of the name that it lies in, or -1; its marks are all bits of those of its words.
    """

    starts: Rows
    stops: Rows
    types: list[str]
    scores: NDArray[np.float64]
    outer: Rows
    marks: NDArray[np.int64]


class Narrow(Struct, frozen=True):
    """A residual block: down to a small width, a convolution with gaps between its three taps, up again.

    What a bias would add after `up` is part of the later biases. `down_most` and `most` are what the answers of `down`
    and of the convolution come to at most.
    """

    gap: int
    down: Floats
    down_bias: Floats
    down_most: Floats
    kernel: Floats
    bias: Floats
    most: Floats
    up: Floats


class NameNetwork(Struct, frozen=True):
    """The weights; kernels are (inputs, 3 * outputs): what a token gives to the next one, to itself, to the one before.

    `letters` is (codes, width), `letter_kernel` (3, width, outputs), `heads` (width, levels * tags). `first_most`
    is what the answers of the first convolution come to at most, in running text.
    """

    shapes: dict[str, int]
    shape_vectors: Floats
    letters: Floats
    letter_kernel: Floats
    letter_bias: Floats
    kernels: tuple[Floats, Floats, Floats]
    biases: tuple[Floats, Floats, Floats]
    first_most: Floats
    narrow: tuple[Narrow, ...]
    ask: Floats
    ask_bias: Floats
    tell: Floats
    tell_bias: Floats
    heads: Floats
    head_bias: Floats
    transitions: tuple[Floats, Floats]


class NameTagger:
    """A network with its table of words; one object serves one thread."""

    def __init__(self, network: NameNetwork, embeddings: Embeddings, numbering: Numbering | None = None) -> None:
        """Prepares the network for words of a numbering that has a reader, or of its own."""
        self.numbering = numbering or Numbering(word_reader(embeddings))
        self._read_forms = _forms_kernel(network, embeddings).inputs
        kernel = network.kernels[0]
        self._layer = ExactLayer(rounded(kernel[None], None, INPUT_STEP, STEP, HIGHEST_INPUT), Written.SHORTS)
        self._kernel = _compiled(network)
        self._transitions = np.stack(network.transitions)
        self._reader = WordReader(embeddings, network.shapes)
        self._words = WordTable(self.numbering, self._write, np.int16, kernel.shape[1])

    def names(self, said: Said, marks: NDArray[np.uint8]) -> Names:
        """Returns the names in documents; `marks` go by the number of a word.

        A name never reaches across the edge of a line or a sentence, nor across a bracket: «Министерстве (МИД)
        Казахстана» are three. Where the network joins them, the inner names take its place, and the part before the
        bracket if none of them begins there.
        """
        scores = self.emissions(said)
        found = names_found(self.numbering.address, marks, said.words, scores, self._transitions, said[1:], IMPOSSIBLE)
        types = [_TYPES[tag] for tag in found["tag"].tolist()]
        return Names(found["start"], found["stop"], types, found["score"], found["outer"], found["marks"])

    def emissions(self, said: Said) -> Floats:
        """Returns the scores of the tags, (words, levels, tags), of all words of documents."""
        table = self._words.rows()
        scores = self._kernel.scores(table, self.numbering.known, said.words, said.documents, said.lines)
        return scores.reshape(len(said.words), len(LEVELS), len(TAGS))

    def _write(self, words: Sequence[str], out: Steps) -> None:
        """Writes what the first convolution reads of word forms, (words, 3 * width)."""
        self._layer.apply(self._inputs(words), out)

    def _inputs(self, words: Sequence[str]) -> Steps:
        """Returns what the first layer reads of word forms: vector, shape, letters and flags, (words, inputs)."""
        features = self._reader.read(words)
        return self._read_forms(features.rows, features.shapes, features.letters, features.flags)


def _forms_kernel(network: NameNetwork, embeddings: Embeddings) -> FormsKernel:
    """Rounds what is read of word forms."""
    # 64 bits hold the sums of products of half-precision numbers exactly
    spelling = network.letters.astype(np.float64) @ network.letter_kernel
    return FormsKernel(
        embeddings.indexes,
        _in_steps(embeddings.codes),
        _in_steps(network.shape_vectors),
        _in_steps(spelling),
        _in_steps(network.letter_bias),
        highest=HIGHEST_INPUT,
        yes=round(1 / INPUT_STEP),
        sizes=(READ, len(FLAGS)),
    )


def _in_steps(numbers: NDArray[np.floating[Any]]) -> Steps:
    steps: Steps = np.clip(np.rint(numbers / INPUT_STEP), -HIGHEST_INPUT, HIGHEST_INPUT).astype(np.int16)
    return steps


def _compiled(network: NameNetwork) -> NamesKernel:
    """Rounds the layers behind the table and composes them."""
    steps = byte_steps(network.first_most)
    narrow = []
    for block in network.narrow:
        small, across = byte_steps(block.down_most), byte_steps(block.most)
        down = rounded(block.down[None], block.down_bias, HIDDEN_STEP, small, SHORT)
        kernel = rounded(_taps(block.kernel), block.bias, small, across, BYTE)
        up = rounded(block.up[None], None, across, HIDDEN_STEP, BYTE)
        narrow.append(
            (
                ExactLayer(down, Written.BYTES),
                ExactLayer(kernel, Written.BYTES, gap=block.gap),
                ExactLayer(up, Written.ADDED),
            )
        )
    second = rounded(_taps(network.kernels[1]), network.biases[1], steps, HIDDEN_STEP, BYTE)
    ask = rounded(network.ask[None], network.ask_bias, HIDDEN_STEP, HIDDEN_STEP, SHORT)
    tell = rounded(network.tell[None], network.tell_bias, HIDDEN_STEP, HIDDEN_STEP, SHORT)
    third = rounded(_taps(network.kernels[2]), network.biases[2], HIDDEN_STEP, HIDDEN_STEP, SHORT)
    heads = rounded(network.heads[None], network.head_bias, HIDDEN_STEP, 1.0, SHORT)
    return NamesKernel(
        np.rint(network.biases[0] / STEP).astype(np.int32),
        (STEP / steps).astype(np.float32),
        ExactLayer(second, Written.SHORTS, relu=True),
        narrow,
        ask=ExactLayer(ask, Written.SHORTS, relu=True),
        tell=ExactLayer(tell, Written.SHORTS),
        third=ExactLayer(third, Written.SHORTS, relu=True),
        heads=ExactLayer(heads, Written.FLOATS),
        tags=len(network.head_bias),
    )


def _taps(kernel: Floats) -> Floats:
    """Returns a kernel, (inputs, 3 * outputs), as (3, inputs, outputs)."""
    return kernel.reshape(len(kernel), 3, -1).swapaxes(0, 1)


@cache
def load_names(name: str = FILE) -> NameNetwork:
    """Loads a shipped network, once a process; raises ModelError."""
    file = files("imenoslov.models") / "data" / name
    try:
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as archive:
            arrays = {key: archive[key] for key in archive.files}
        return from_arrays(json.loads(arrays.pop("meta").tobytes()), arrays)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(f"The model file {name} cannot be read ({error!r}); reinstall imenoslov.") from error


def from_arrays(meta: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> NameNetwork:
    """Makes a network of a model file's parts; raises KeyError or ValueError where they do not fit this program."""
    weights = {key: np.ascontiguousarray(array, np.float32) for key, array in arrays.items()}
    if tuple(meta["tags"]) != TAGS:
        raise ValueError("its tags are not this program's")
    blocks = (Narrow(gap, **_part(f"narrow{index}", weights)) for index, gap in enumerate(meta["gaps"]))
    return NameNetwork(
        shapes={shape: index for index, shape in enumerate(meta["shapes"])},
        shape_vectors=weights["shape_vectors"],
        letters=weights["letters"],
        letter_kernel=weights["letter_kernel"],
        letter_bias=weights["letter_bias"],
        kernels=(weights["kernel1"], weights["kernel2"], weights["kernel3"]),
        biases=(weights["bias1"], weights["bias2"], weights["bias3"]),
        first_most=weights["most1"],
        narrow=tuple(blocks),
        ask=weights["ask"],
        ask_bias=weights["ask_bias"],
        tell=weights["tell"],
        tell_bias=weights["tell_bias"],
        heads=weights["heads"],
        head_bias=weights["head_bias"],
        transitions=(weights["transitions.outer"], weights["transitions.inner"]),
    )


def _part(name: str, weights: dict[str, Floats]) -> dict[str, Floats]:
    return {key.partition(".")[2]: array for key, array in weights.items() if key.startswith(f"{name}.")}
