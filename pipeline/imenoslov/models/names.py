"""Imenoslov's own tagger of names: whole names, and the smaller names inside them.

Its network starts from slovnet's convolutions for names and adds what they lack: the letters of a word (a convolution
with a maximum over the word), name lists, narrow convolutions that see 17 tokens to each side, and what the other forms
of a word in the document look like. Two chains of tags are scored, one for whole names («МИД Литвы») and one for the
smallest («МИД», «Литвы»). How the weights were learned: `training/MODEL_CARD.md`.

All lines of a document stand end to end in one matrix with a zero row between them. The convolutions of width 3 do not
see across that row, the dilated ones do: a headline knows what follows. Documents are never mixed.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import accumulate
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from imenoslov.errors import ModelError
from imenoslov.models.crf import posterior, span_probabilities
from imenoslov.models.forms import FormTable
from imenoslov.models.weights import Embeddings, Floats
from imenoslov.models.words import stem, word_features

FILE = "names-2.npz"
TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
INNER_TAGS = tuple(index for index, tag in enumerate(TAGS) if tag.startswith("I-"))
LEVELS = ("outer", "inner")

# Score of a tag that cannot stand where it is: finite, so that sums stay numbers.
IMPOSSIBLE = -1000.0

# Rows of a block: larger ones are no faster, smaller ones waste work on their edges.
BLOCK = 1024

# Words whose probabilities are looked at together: those of a long document would fill the memory.
PIECE = 32_768

# Word forms whose first layer is kept, at 3 KB each; an article of 5,000 words has about 2,500.
FORMS = 20_000


class Name(Struct, frozen=True):
    """A name: words `[start, stop)`, its type, the probability of exactly this span, and whether it lies in another."""

    start: int
    stop: int
    type: str
    score: float
    nested: bool


class Narrow(Struct, frozen=True):
    """A residual block: down to a small width, a convolution with gaps between its three taps, up again.

    What a bias would add after `up` is part of the later biases.
    """

    gap: int
    down: Floats
    down_bias: Floats
    kernel: Floats
    bias: Floats
    up: Floats


class NameNetwork(Struct, frozen=True):
    """The weights; kernels are (inputs, 3 * outputs): what a token gives to the next one, to itself, to the one before.

    `letters` is (codes, width), `letter_kernel` (3, width, outputs), `heads` (width, levels * tags).
    """

    shapes: dict[str, int]
    shape_vectors: Floats
    letters: Floats
    letter_kernel: Floats
    letter_bias: Floats
    kernels: tuple[Floats, Floats, Floats]
    biases: tuple[Floats, Floats, Floats]
    narrow: tuple[Narrow, ...]
    ask: Floats
    ask_bias: Floats
    tell: Floats
    tell_bias: Floats
    heads: Floats
    head_bias: Floats
    transitions: tuple[Floats, Floats]


class NameTagger:
    """A network with its table of word forms; one object serves one thread."""

    def __init__(self, network: NameNetwork, embeddings: Embeddings, forms: int = FORMS) -> None:
        """Prepares the network; `forms` bounds the table."""
        self._network = network
        self._embeddings = embeddings
        # (3, codes, width): what a letter gives to the next one, to itself and to the one before
        self._spelling = network.letters @ network.letter_kernel
        self._forms = FormTable(self._inputs, network.kernels[0], forms)
        self._stems = _Stems(forms)

    def names(self, words: Sequence[str], lengths: Sequence[int], breaks: Sequence[int] = ()) -> list[Name]:
        """Returns the names in a document's words, sorted by `(start, -stop)`; they nest and never cross.

        `lengths` counts the words of each line; `breaks` are the first words of sentences. A name never reaches across
        the edge of a line or a sentence.
        """
        if not any(lengths):
            return []
        scores = self.emissions(words, lengths)
        starts = sorted({0, *accumulate(lengths), *breaks} - {len(words)})
        scores[:, np.array(starts)[:, None], INNER_TAGS] = IMPOSSIBLE
        names = [name for piece in _pieces(starts, len(words)) for name in self._read(scores, *piece)]
        outer = [name for name in names if not name.nested]
        inner = [name for name in names if name.nested]
        return sorted(_nested(outer, inner, words), key=lambda name: (name.start, -name.stop))

    def _read(self, scores: Floats, low: int, high: int, starts: Sequence[int]) -> Iterator[Name]:
        """Yields the names in a piece of a document, from word `low` to `high`, those of each level in their order."""
        chains = posterior(scores[:, low:high], np.stack(self._network.transitions), [at - low for at in starts])
        path = chains.best_path()
        found = [(level, *span) for level, line in enumerate(path) for span in _spans(line)]
        # The inner level counts only where there is room for it: in the names of several words.
        if all(stop - start == 1 for level, start, stop, _ in found if not level):
            found = [span for span in found if not span[0]]
        probabilities = span_probabilities(chains, path, [span[:3] for span in found], INNER_TAGS)
        for (level, start, stop, kind), score in zip(found, probabilities.tolist(), strict=True):
            yield Name(low + start, low + stop, kind, score, nested=bool(level))

    def emissions(self, words: Sequence[str], lengths: Sequence[int]) -> Floats:
        """Returns the scores of the tags, (levels, tokens, tags), of all words of one document."""
        sizes = np.asarray([length for length in lengths if length], np.intp)
        # Row r of the packed matrix holds token r - 1 - (number of lines before it); separators hold no token.
        separator = np.zeros(len(words) + len(sizes) + 1, bool)
        separator[0] = True
        separator[np.cumsum(sizes + 1)] = True
        token = np.cumsum(~separator) - 1
        hidden = np.empty((len(separator), len(self._network.biases[1])), np.float32)
        reach = 2 + sum(block.gap for block in self._network.narrow)
        for start, stop, low, high in _blocks(len(separator), reach):
            inside = ~separator[low:high]
            positions = token[low:high][inside]
            known = words[positions[0] : positions[-1] + 1] if len(positions) else ()
            outside = np.flatnonzero(separator[low:high])
            seen = self._words(self._forms.packed(known, inside), outside)
            hidden[start:stop] = self._context(seen, outside)[start - low : stop - low]
        self._ask(hidden, words, np.flatnonzero(~separator))
        result = np.empty((len(words), len(LEVELS) * len(TAGS)), np.float32)
        for start, stop, low, high in _blocks(len(separator), 1):
            kept = ~separator[start:stop]
            result[token[start:stop][kept]] = self._scores(hidden[low:high])[start - low : stop - low][kept]
        return np.ascontiguousarray(result.reshape(len(words), len(LEVELS), len(TAGS)).swapaxes(0, 1))

    def _words(self, products: Floats, outside: NDArray[np.intp]) -> Floats:
        """Returns what two convolutions see in each word and its two neighbours to each side, (rows, width)."""
        network = self._network
        hidden = _relu(_spread(products), network.biases[0])
        hidden[outside] = 0
        hidden = _relu(_spread(hidden @ network.kernels[1]), network.biases[1])
        hidden[outside] = 0
        return hidden

    def _context(self, hidden: Floats, outside: NDArray[np.intp]) -> Floats:
        """Returns `hidden`, changed in place by what stands further away, (rows, width)."""
        for block in self._network.narrow:
            small = _relu(hidden @ block.down, block.down_bias)
            small[outside] = 0
            small = _relu(_spread(small @ block.kernel, block.gap), block.bias)
            hidden += small @ block.up
        hidden[outside] = 0
        return hidden

    def _ask(self, hidden: Floats, words: Sequence[str], positions: NDArray[np.intp]) -> None:
        """Adds to each token what all tokens of its stem in the document say: of each answer the largest.

        `positions` are the rows of `hidden` that hold the tokens.
        """
        network = self._network
        group = np.zeros(len(hidden), np.intp)
        group[positions] = self._stems.numbers(words)
        order = np.argsort(group, kind="stable")
        begins = np.diff(group[order], prepend=-1) > 0
        said = _relu(hidden @ network.ask, network.ask_bias)
        best = np.maximum.reduceat(said[order], np.flatnonzero(begins), axis=0)
        told = best @ network.tell + network.tell_bias
        told[0] = 0  # the separators
        group[order] = np.cumsum(begins) - 1
        for start in range(0, len(hidden), BLOCK):
            hidden[start : start + BLOCK] += told[group[start : start + BLOCK]]

    def _scores(self, hidden: Floats) -> Floats:
        """Returns the scores of the tags of both levels, (rows, levels * tags)."""
        network = self._network
        hidden = _relu(_spread(hidden @ network.kernels[2]), network.biases[2])
        scores: Floats = hidden @ network.heads
        scores += network.head_bias
        return scores

    def _inputs(self, words: Sequence[str]) -> Floats:
        """Returns what the first layer reads of word forms, (words, inputs)."""
        network = self._network
        features = word_features(words, self._embeddings.words)
        parts = (
            self._embeddings.rows(features.rows),
            network.shape_vectors.take([network.shapes[shape] for shape in features.shapes], axis=0),
            self._spelled(features.letters),
            features.flags,
        )
        return np.concatenate(parts, axis=1)

    def _spelled(self, letters: NDArray[np.uint8]) -> Floats:
        """Returns the largest answers over the letters of each word, (words, width).

        The letters are laid out by their place in the word, those of the longest word first, so that there is no
        padding and each place adds to the first rows of the result.
        """
        order = np.argsort(-(letters > 0).sum(axis=1), kind="stable")
        codes = np.pad(letters[order].T, ((1, 1), (0, 0)))
        real = codes[1:-1] > 0
        before, here, after = self._spelling
        seen = here.take(codes[1:-1][real], axis=0)
        seen += before.take(codes[:-2][real], axis=0)
        seen += after.take(codes[2:][real], axis=0)
        best = np.full((len(letters), seen.shape[1]), IMPOSSIBLE, np.float32)
        start = 0
        for count in real.sum(axis=1).tolist():
            np.maximum(best[:count], seen[start : start + count], out=best[:count])
            start += count
        result = np.empty_like(best)
        result[order] = _relu(best, self._network.letter_bias)
        return result


class _Stems(dict[str, int]):
    """The number of the stem of each word met, from 1."""

    def __init__(self, capacity: int) -> None:
        super().__init__()
        self._capacity = capacity
        self._numbers: dict[str, int] = {}

    def numbers(self, words: Sequence[str]) -> list[int]:
        """Returns the numbers of the stems of a document's words; those of another document may differ."""
        if len(self) > self._capacity:
            self.clear()
            self._numbers.clear()
        return [self[word] for word in words]

    def __missing__(self, word: str) -> int:
        number = self[word] = self._numbers.setdefault(stem(word), len(self._numbers) + 1)
        return number


def _spans(line: NDArray[np.intp]) -> Iterator[tuple[int, int, str]]:
    """Yields `(first, last + 1, type)` for the spans of a line of tags: each `B-` and every `I-` right after it."""
    first = np.flatnonzero(line % 2)
    others = np.append(np.flatnonzero((line == 0) | (line % 2 == 1)), len(line))
    stops = others[np.searchsorted(others, first, "right")]
    return zip(first.tolist(), stops.tolist(), [TAGS[tag][2:] for tag in line[first].tolist()], strict=True)


def _nested(outer: Sequence[Name], inner: Sequence[Name], words: Sequence[str]) -> Iterator[Name]:
    """Yields the outer names and the inner ones that lie within one and are shorter; both sorted, free of overlaps.

    An outer name does not reach across a bracket: «Министерстве (МИД) Казахстана» are three. Where the network joins
    them, the inner names take its place, and the part before the bracket if none of them begins there.
    """
    index = 0
    for whole in outer:
        while index < len(inner) and inner[index].start < whole.start:
            index += 1
        within = []
        while index < len(inner) and inner[index].stop <= whole.stop:
            name = inner[index]
            if name.stop - name.start < whole.stop - whole.start and _bracket(words, name.start, name.stop) is None:
                within.append(name)
            index += 1
        bracket = _bracket(words, whole.start, whole.stop)
        if bracket is None:
            yield whole
            yield from within
        else:
            if bracket > whole.start and not any(name.start < bracket for name in within):
                yield Name(whole.start, bracket, whole.type, whole.score, nested=False)
            yield from (Name(name.start, name.stop, name.type, name.score, nested=False) for name in within)


def _bracket(words: Sequence[str], start: int, stop: int) -> int | None:
    """Returns the place of the first bracket without a partner in a span, or of the one whose partner ends the span."""
    opened: list[int] = []
    for place in range(start, stop):
        if words[place] == "(":
            opened.append(place)
        elif words[place] == ")":
            if not opened:
                return place
            partner = opened.pop()
            if place == stop - 1:
                return partner
    return opened[0] if opened else None


def _pieces(starts: Sequence[int], count: int) -> Iterator[tuple[int, int, Sequence[int]]]:
    """Yields `(low, high, starts)`: pieces of PIECE words and on to the end of a sequence; the last may be shorter."""
    first = 0
    for index, start in enumerate(starts):
        if start - starts[first] >= PIECE:
            yield starts[first], start, starts[first:index]
            first = index
    yield starts[first], count, starts[first:]


def _blocks(rows: int, reach: int) -> Iterator[tuple[int, int, int, int]]:
    """Yields `(start, stop, low, high)`: the rows of a block, and with them those that it depends on."""
    for start in range(0, rows, BLOCK):
        stop = min(start + BLOCK, rows)
        yield start, stop, max(0, start - reach), min(rows, stop + reach)


def _spread(products: Floats, gap: int = 1) -> Floats:
    """Adds to each row what the row `gap` before, the row itself and the row `gap` after give to it."""
    width = products.shape[1] // 3
    before, here, after = products[:, :width], products[:, width : 2 * width], products[:, 2 * width :]
    result = here.copy()
    result[gap:] += before[:-gap]
    result[:-gap] += after[gap:]
    return result


def _relu(hidden: Floats, bias: Floats) -> Floats:
    hidden += bias
    np.maximum(hidden, 0, out=hidden)
    return hidden


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
