"""The compiled part, `kernels.c`, as functions of arrays.

The library is built for several levels of a processor's instructions when the package is installed; the best one that
this processor has is loaded. A sum of floats runs over its terms in one order whatever the shape, so a row has the same
bits in every document, and on every machine that has fused multiply-add; sums of whole numbers are exact.
"""

import ctypes
import platform
import sys
from collections.abc import Sequence
from ctypes import POINTER, c_double, c_float, c_int16, c_int32, c_int64, c_void_p
from enum import IntEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from imenoslov.errors import ModelError
from imenoslov.models.rounding import BYTE, SHORT, Rounded

Floats = NDArray[np.float32]
Rows = NDArray[np.int32]
Steps = NDArray[np.int16]
Number = TypeVar("Number", np.float32, np.int32)

FOLDER = Path(__file__).with_name("compiled")
SUFFIX = {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")
PANEL = 16
PART, MOST_LETTERS = 4, 16
AGAIN = 1 << 30  # of kernels.c


class _Layer(ctypes.Structure):
    _fields_ = (
        *((name, c_void_p) for name in ("panels", "bias", "scale", "shift")),
        *((name, c_int32) for name in ("inputs", "outputs", "taps", "gap", "relu")),
    )


class _First(ctypes.Structure):
    _fields_ = (*((name, c_void_p) for name in ("words", "shapes", "bias", "scale", "shift")), ("width", c_int64))


class _Tagger(ctypes.Structure):
    _fields_ = (("first", _First), ("second", _Layer), ("third", _Layer), ("scores", _Layer))


class _Exact(ctypes.Structure):
    _fields_ = (
        *((name, c_void_p) for name in ("panels", "bias", "scale")),
        *((name, c_int32) for name in ("quads", "outputs", "taps", "gap", "least", "from_bytes", "written")),
    )


class _Narrow(ctypes.Structure):
    _fields_ = (("down", _Exact), ("across", _Exact), ("up", _Exact))


class _Names(ctypes.Structure):
    _fields_ = (
        *((name, c_void_p) for name in ("words", "bias", "scale")),
        ("width", c_int64),
        *((name, _Exact) for name in ("second", "ask", "tell", "third", "heads")),
        ("narrow", POINTER(_Narrow)),
        ("narrow_count", c_int64),
        ("widest_gap", c_int64),
        ("tags", c_int64),
    )


class _FormInputs(ctypes.Structure):
    _fields_ = (
        *((name, c_void_p) for name in ("indexes", "codes", "shapes", "spelling", "letter_bias")),
        *((name, c_int64) for name in ("parts", "size", "part_width", "shape_width", "letter_codes", "spelled")),
        *((name, c_int64) for name in ("most_letters", "flags", "stride")),
        *((name, c_int16) for name in ("highest", "yes")),
    )


_ARGUMENTS: dict[str, list[type]] = {
    "layer_apply": [c_void_p, c_int64, c_void_p, c_int64, c_void_p, c_int64],
    "exact_apply": [c_void_p, c_int64, c_void_p, c_void_p],
    "vectors": [c_void_p, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_int64, c_void_p, c_int64],
    "table_number": [c_void_p, c_void_p, c_int32],
    "table_fill": [c_void_p, c_void_p, c_int64, c_void_p],
    "words_number": [*[c_void_p] * 5, c_int64, *[c_void_p] * 3],
    "words_kept": [c_void_p, c_void_p, c_void_p],
    "lines_apart": [c_void_p, c_void_p, c_int64, c_void_p, c_void_p, c_void_p],
    "tokens_cut": [c_void_p, c_int64, c_void_p, c_void_p, c_int64, *[c_void_p] * 4],
    "words_read": [c_void_p, c_void_p, c_int64, *[c_void_p] * 5],
    "forms_write": [*[c_void_p] * 5, c_int64, c_void_p],
    "forms_placed": [c_void_p, c_void_p, c_void_p, c_void_p, c_int64, c_void_p, c_void_p, c_void_p],
    "tagger_scores": [c_void_p, c_void_p, c_void_p, c_int64, c_void_p, c_void_p],
    "best_places": [c_void_p, c_int64, c_int64, c_int64, c_void_p],
    "kinds_told": [c_void_p, c_int64, c_int64, c_void_p, c_int64, c_void_p, c_int64, *[c_void_p] * 3],
    "names_scores": [*[c_void_p] * 4, c_int64, c_void_p, c_int64, c_void_p],
    "best_paths": [c_void_p, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p],
    "span_probabilities": [
        *[c_void_p, c_int64, c_int64, c_void_p, c_void_p, c_int64],
        *[c_void_p] * 3,
        c_int64,
        c_void_p,
    ],
    "names_found": [
        *(*[c_void_p] * 4, c_int64, c_void_p),
        *[c_void_p, c_int64] * 3,
        *(c_float, c_void_p),
    ],
}
_LONG_ANSWERS = ("words_number", "words_kept", "lines_apart", "tokens_cut", "forms_placed", "names_found")


@cache
def library() -> ctypes.CDLL:
    """Loads the library for this processor, once a process; raises ModelError."""
    lowest = _load(1 if platform.machine().lower() in ("x86_64", "amd64") else 0)
    level = lowest.processor_level()
    best = _load(level) if level > 1 else lowest
    try:
        for name, arguments in _ARGUMENTS.items():
            getattr(best, name).argtypes = arguments
        for name in _LONG_ANSWERS:
            getattr(best, name).restype = c_int64
    except AttributeError as error:
        raise ModelError(f"The compiled part {best._name} is of another version: install imenoslov again.") from error
    return best


def library_file(level: int) -> str:
    """Returns the name of the library's file for a level of x86-64 instructions, 1, 3, 4 or 5, or 0, other machines."""
    return f"kernels-{level}{SUFFIX}" if level else f"kernels{SUFFIX}"


def _load(level: int) -> ctypes.CDLL:
    path = FOLDER / library_file(level)
    try:
        return ctypes.CDLL(str(path))
    except OSError as error:
        raise ModelError(
            f"The compiled part {path} cannot be loaded ({error}); install the package on this machine with pip."
        ) from error


class Layer:
    """A product or convolution with what follows it: bias, ReLU, `* scale + shift`.

    `kernel` is (taps, inputs, outputs), for the rows `gap` apart around the one that is computed.
    """

    def __init__(
        self,
        kernel: Floats,
        bias: Floats | None = None,
        *,
        relu: bool = False,
        gap: int = 1,
        scale: Floats | None = None,
        shift: Floats | None = None,
    ) -> None:
        """Lays the weights out for the kernels."""
        taps, self.inputs, self.outputs = kernel.shape
        self.padded = _in_panels(self.outputs)
        wide = np.zeros((taps, self.inputs, self.padded), np.float32)
        wide[:, :, : self.outputs] = kernel
        panels = np.ascontiguousarray(wide.reshape(taps, self.inputs, -1, PANEL).transpose(2, 0, 1, 3))
        # What the structure points to is kept with it.
        rows = (None if one is None else np.asarray(one, np.float32) for one in (bias, scale, shift))
        self._kept = [panels, *(None if row is None else _padded(row, self.padded) for row in rows)]
        pointers = [None if one is None else one.ctypes.data for one in self._kept]
        self.structure = _Layer(*pointers, self.inputs, self.padded, taps, gap, relu)

    def apply(self, x: Floats, out: Floats) -> None:
        """Writes what a layer of one tap makes of the rows of `x`, (rows, inputs), into `out`, (rows, outputs)."""
        if x.shape[1] != self.inputs or out.shape != (len(x), self.padded) or not x.flags.c_contiguous:
            raise ValueError("the matrices do not fit the layer")
        library().layer_apply(
            ctypes.addressof(self.structure), len(x), x.ctypes.data, x.shape[1], out.ctypes.data, self.padded
        )


def product(x: Floats, kernel: Floats) -> Floats:
    """Returns `x @ kernel`, the same bits on every machine."""
    layer = Layer(kernel[None])
    out = np.empty((len(x), layer.padded), np.float32)
    layer.apply(np.ascontiguousarray(x), out)
    return np.ascontiguousarray(out[:, : layer.outputs])


def _padded(row: NDArray[Number], width: int) -> NDArray[Number]:
    wide = np.zeros(width, row.dtype)
    wide[: len(row)] = row
    return wide


class First:
    """The first convolution, read from a table: (rows, 3 * width), what a word gives to the next, to itself, back."""

    def __init__(self, bias: Floats, scale: Floats, shift: Floats, shapes: Floats) -> None:
        """`shapes` is a second table, whose rows are added."""
        self._kept = [np.ascontiguousarray(one, np.float32) for one in (shapes, bias, scale, shift)]
        self.structure = _First(None, *(one.ctypes.data for one in self._kept), len(bias))


class Written(IntEnum):
    """What an exact layer writes: bytes from 0 on, int16, what an int16 comes to when they are added, or floats."""

    BYTES = 0
    SHORTS = 1
    ADDED = 2
    FLOATS = 3


class ExactLayer:
    """A product or convolution of whole numbers with what follows it, for the rows `gap` apart.

    A row of inputs or outputs is as long as a multiple of sixteen; what it has beyond those of the layer counts for
    nothing. What is more than the numbers that are written can be is cut.
    """

    def __init__(self, layer: Rounded, written: Written, *, relu: bool = False, gap: int = 1) -> None:
        """Lays the weights out for the kernels."""
        taps, inputs, outputs = layer.weights.shape
        self.inputs, self.outputs = _in_panels(inputs), _in_panels(outputs)
        self.from_bytes = layer.highest <= BYTE
        self.written = written
        number, size = (np.int8, 4) if self.from_bytes else (np.int16, 2)
        wide = np.zeros((taps, self.inputs, self.outputs), number)
        wide[:, :inputs, :outputs] = layer.weights
        panels = wide.reshape(taps, self.inputs // size, size, -1, PANEL).transpose(3, 0, 1, 4, 2)
        # What the structure points to is kept with it.
        bias, scale = _padded(layer.bias, self.outputs), _padded(layer.scale, self.outputs)
        self._kept = (np.ascontiguousarray(panels), bias, scale)
        self.structure = _Exact(
            *(one.ctypes.data for one in self._kept),
            *(self.inputs // size, self.outputs, taps, gap),
            *(0 if relu else -SHORT, self.from_bytes, written),
        )

    def apply(self, x: NDArray[np.uint8] | Steps, out: NDArray[np.uint8] | Steps | Floats) -> None:
        """Writes what a layer of one tap makes of the rows of `x`, (rows, inputs), into `out`, (rows, outputs)."""
        kinds = (np.uint8, np.int16, np.int16, np.float32)
        fits = x.dtype == (np.uint8 if self.from_bytes else np.int16) and out.dtype == kinds[self.written]
        if not fits or x.shape[1] != self.inputs or out.shape != (len(x), self.outputs):
            raise ValueError("the matrices do not fit the layer")
        if not x.flags.c_contiguous or not out.flags.c_contiguous:
            raise ValueError("the matrices do not fit the layer")
        library().exact_apply(ctypes.addressof(self.structure), len(x), x.ctypes.data, out.ctypes.data)


def _in_panels(size: int) -> int:
    return -(-size // PANEL) * PANEL


class TaggerKernel:
    """A network of three convolutions, the first from a table, and the scores of tags."""

    def __init__(self, first: First, second: Layer, third: Layer, scores: Layer) -> None:
        """Composes the layers."""
        self._kept = (first, second, third, scores)
        self._tags = scores.outputs
        self._structure = _Tagger(*(part.structure for part in self._kept))

    def scores(self, table: Floats, words: Rows, shapes: Rows, wanted: NDArray[np.bool_]) -> Floats:
        """Returns the scores of the tags of the wanted rows, (wanted rows, tags).

        `words` and `shapes` are the rows of the tables; 0 in `words` stands between sequences.
        """
        out = np.empty((np.count_nonzero(wanted), self._structure.scores.outputs), np.float32)
        self._structure.first.words = table.ctypes.data
        _check(
            library().tagger_scores(
                ctypes.addressof(self._structure),
                words.ctypes.data,
                shapes.ctypes.data,
                len(words),
                wanted.ctypes.data,
                out.ctypes.data,
            )
        )
        return out[:, : self._tags]


def best_places(scores: Floats) -> list[int]:
    """Returns for each row of scores which of them is the best, the first one of equal ones."""
    best = np.empty(len(scores), np.int32)
    library().best_places(scores.ctypes.data, scores.strides[0] // 4, scores.shape[1], len(scores), best.ctypes.data)
    places: list[int] = best.tolist()
    return places


class Telling(ctypes.Structure):
    """How shares of a probability are told.

    One above `sure` leaves no doubt; a score `reach` below the best one has none; a share of at most `least` is told as
    -1, the others times `steps`, rounded.
    """

    _fields_ = (("sure", c_double), ("reach", c_double), ("least", c_double), ("steps", c_double))


def kinds_told(
    scores: Floats, rows: Rows, kinds: Rows, count: int, doubts: Telling
) -> tuple[NDArray[np.int8], NDArray[np.bool_]]:
    """Returns the shares that each kind of tags has in some rows of scores, (rows, kinds), and which rows are in doubt.

    `kinds` has the kind of each tag, below `count`, which is at most 256.
    """
    shares, doubted = np.empty((len(rows), count), np.int8), np.empty(len(rows), bool)
    library().kinds_told(
        *(scores.ctypes.data, scores.strides[0] // 4, scores.shape[1], rows.ctypes.data, len(rows)),
        *(kinds.ctypes.data, count, ctypes.addressof(doubts), shares.ctypes.data, doubted.ctypes.data),
    )
    return shares, doubted


class FormsKernel:
    """What the network of names reads of word forms, end to end: vectors, shapes, letters and flags, in steps.

    `indexes` and `codes` are those of the vectors (`write_vectors`), `shapes` has the vectors of shapes, `spelling`,
    (3, codes, width), what a letter gives to the next one, to itself and to the one before. No number in these tables
    is larger than `highest`, and none that is written.
    """

    def __init__(
        self,
        indexes: NDArray[np.uint8],
        codes: Steps,
        shapes: Steps,
        spelling: Steps,
        letter_bias: Steps,
        *,
        highest: int,
        yes: int,
        sizes: tuple[int, int],
    ) -> None:
        """`yes` stands for a flag that holds; `sizes` count the letters and the flags that are told of a form.

        Raises ValueError where the tables do not fit the kernel.
        """
        parts, size, width = codes.shape
        if width > PART:
            raise ValueError(f"the parts of the vectors are wider than {PART} numbers")
        padded = np.pad(codes, ((0, 0), (0, 0), (0, PART - width)))
        self._kept = (indexes, padded, shapes, spelling, letter_bias)
        _, letter_codes, spelled = spelling.shape
        if spelled % PANEL or sizes[0] > MOST_LETTERS:
            raise ValueError(f"the letters say no multiple of {PANEL} numbers, or are more than {MOST_LETTERS}")
        self.width = parts * width + shapes.shape[1] + spelled + sizes[1]
        self.padded = _in_panels(self.width)
        self._structure = _FormInputs(
            *(array.ctypes.data for array in self._kept),
            *(parts, size, width, shapes.shape[1], letter_codes, spelled, *sizes, self.padded, highest, yes),
        )

    def inputs(self, rows: Rows, shapes: Rows, letters: NDArray[np.uint8], flags: Floats) -> Steps:
        """Returns what is read of forms, (forms, `padded`), 0 from `width` on; `letters` is 0 after the last one."""
        out = np.empty((len(rows), self.padded), np.int16)
        told = (array.ctypes.data for array in (rows, shapes, letters, flags))
        library().forms_write(ctypes.addressof(self._structure), *told, len(rows), out.ctypes.data)
        return out


class NamesKernel:
    """The network of names behind its table (`names.py`)."""

    def __init__(
        self,
        bias: Rows,
        scale: Floats,
        second: ExactLayer,
        narrow: Sequence[tuple[ExactLayer, ExactLayer, ExactLayer]],
        *,
        ask: ExactLayer,
        tell: ExactLayer,
        third: ExactLayer,
        heads: ExactLayer,
        tags: int,
    ) -> None:
        """Composes the layers; a narrow block has one down, one across and one up again.

        `bias` and `scale` are those of the sum of three rows of the table.
        """
        blocks = (_Narrow * len(narrow))(*(_Narrow(*(layer.structure for layer in block)) for block in narrow))
        layers = (second, ask, tell, third, heads)
        self._kept = (bias, scale, layers, tuple(narrow), blocks)
        gap = max((across.structure.gap for _, across, _ in narrow), default=0)
        first = (None, bias.ctypes.data, scale.ctypes.data, len(bias))
        self._structure = _Names(*first, *(layer.structure for layer in layers), blocks, len(narrow), gap, tags)

    def scores(self, table: Steps, known: NDArray[np.void], words: Rows, documents: Rows, lines: Rows) -> Floats:
        """Returns the scores of the tags of each word of documents, (words, tags).

        `words` are their numbers, by which `table` and what is `known` of words go; `documents` and `lines` count those
        of each.
        """
        self._structure.words = table.ctypes.data
        out = np.empty((len(words), self._structure.tags), np.float32)
        _check(
            library().names_scores(
                *(ctypes.addressof(self._structure), known.ctypes.data, words.ctypes.data),
                *(documents.ctypes.data, len(documents), lines.ctypes.data, len(lines)),
                out.ctypes.data,
            )
        )
        return out


def write_vectors(indexes: NDArray[np.uint8], codes: Floats, rows: Rows, out: Floats) -> None:
    """Writes vectors, `codes[part, indexes[row, part]]` for each part end to end, into the first columns of `out`."""
    parts, size, width = codes.shape
    library().vectors(
        indexes.ctypes.data,
        codes.ctypes.data,
        parts,
        size,
        width,
        rows.ctypes.data,
        len(rows),
        out.ctypes.data,
        out.strides[0] // out.itemsize,
    )


def best_paths(scores: Floats, transitions: Floats, starts: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Returns the best path (Viterbi) of each chain, (chains, tokens).

    `scores` is (tokens, chains, tags), `transitions` (chains, tags before, tags after); `starts` are the first tokens
    of the sequences, from 0 on, and the number of tokens.
    """
    tokens, chains, tags = scores.shape
    paths = np.empty((chains, tokens), np.uint8)
    _check(
        library().best_paths(
            scores.ctypes.data,
            chains,
            tags,
            transitions.ctypes.data,
            starts.ctypes.data,
            len(starts) - 1,
            paths.ctypes.data,
        )
    )
    return paths


def span_probabilities(
    scores: Floats,
    transitions: Floats,
    starts: NDArray[np.int64],
    paths: NDArray[np.uint8],
    inner: NDArray[np.bool_],
    spans: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Returns for each span of `paths` the probability of exactly these tags and of no longer span.

    `spans`, (spans, 3), are chain, first token and last token + 1, sorted by chain and first token and within
    sequences; `inner` tells of each tag whether it continues a span.
    """
    _, chains, tags = scores.shape
    result = np.empty(len(spans))
    _check(
        library().span_probabilities(
            scores.ctypes.data,
            chains,
            tags,
            transitions.ctypes.data,
            starts.ctypes.data,
            len(starts) - 1,
            paths.ctypes.data,
            inner.ctypes.data,
            spans.ctypes.data,
            len(spans),
            result.ctypes.data,
        )
    )
    return result


def _check(failed: int) -> None:
    if failed:
        raise MemoryError


def asked_apart(numbers: Rows, lengths: Rows, wanted: NDArray[np.bool_] | None) -> tuple[Rows, NDArray[np.bool_]]:
    """Returns numbers with a 0 between lines, and which of them are wanted, or that all numbers are."""
    out = np.empty(len(numbers) + len(lengths), np.int32)
    asked = np.empty(len(out), bool)
    marks = None if wanted is None else wanted.ctypes.data
    count = library().lines_apart(
        numbers.ctypes.data, lengths.ctypes.data, len(lengths), marks, out.ctypes.data, asked.ctypes.data
    )
    return out[:count], asked[:count]


class Atoms(NamedTuple):
    """Where tokens begin and end, and how many each sentence and each line has; there may be lines of none."""

    starts: Rows
    stops: Rows
    sentences: Rows
    lines: Rows


def tokens_cut(kinds: NDArray[np.uint8], points: bytes, bounds: Rows) -> Atoms:
    """Returns the tokens of sentences; `bounds` are their starts and stops, one after the other.

    `points` are the code points of the text, in UTF-32; `kinds` tells of each of what kind its atoms are
    (stages/tokens.py).
    """
    starts, stops = np.empty((2, len(points) // 4), np.int32)
    count = len(bounds) // 2
    sentences, lines = np.empty(count, np.int32), np.empty(count + 1, np.int32)
    pointers = [array.ctypes.data for array in (starts, stops, sentences, lines)]
    found = library().tokens_cut(kinds.ctypes.data, len(kinds), points, bounds.ctypes.data, count, *pointers)
    return Atoms(starts[:found], stops[:found], sentences, lines)


_FOUND = np.dtype(
    [*((name, np.int32) for name in ("start", "stop", "tag", "outer")), ("score", np.float64), ("marks", np.int64)]
)


def names_found(
    numbering: int,
    marks: NDArray[np.uint8],
    words: Rows,
    scores: Floats,
    transitions: Floats,
    lengths: tuple[Rows, Rows, Rows],
    impossible: float,
) -> NDArray[np.void]:
    """Returns the names that an outer and an inner chain of tags tell of, document by document, each sorted.

    Of each the first word (`start`), the last one + 1 (`stop`), the `tag` that begins it, the place within its document
    of the name that it lies in, or -1 (`outer`), its probability (`score`), and all bits of the marks of its words
    (`marks`). `numbering` is the address of that of the words, and `marks` go by their number; `scores`, (words, 2,
    tags), are changed: `impossible` is the score of a tag that cannot begin a line or a sentence. `lengths` count the
    words of documents, lines and sentences.
    """
    out = np.empty(2 * len(words), _FOUND)
    count = library().names_found(
        *(numbering, marks.ctypes.data, words.ctypes.data, scores.ctypes.data),
        *(scores.shape[2], transitions.ctypes.data),
        *(number for array in lengths for number in (array.ctypes.data, len(array))),
        *(impossible, out.ctypes.data),
    )
    _check(count < 0)
    return out[:count]
