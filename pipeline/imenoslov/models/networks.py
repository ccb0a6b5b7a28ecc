"""The two networks behind their tables of words, as the compiled part runs them."""

import ctypes
from collections.abc import Sequence
from ctypes import POINTER, c_int16, c_int64, c_void_p

import numpy as np
from numpy.typing import NDArray

from imenoslov.models.kernels import Floats, Rows, Steps, check, library
from imenoslov.models.layers import PANEL, ExactFields, ExactLayer, Layer, LayerFields, in_panels

PART, MOST_LETTERS = 4, 16  # of kernels.c


class _First(ctypes.Structure):
    _fields_ = (*((name, c_void_p) for name in ("words", "shapes", "bias", "scale", "shift")), ("width", c_int64))


class _Tagger(ctypes.Structure):
    _fields_ = (("first", _First), ("second", LayerFields), ("third", LayerFields), ("scores", LayerFields))


class _Narrow(ctypes.Structure):
    _fields_ = (("down", ExactFields), ("across", ExactFields), ("up", ExactFields))


class _Names(ctypes.Structure):
    _fields_ = (
        *((name, c_void_p) for name in ("words", "bias", "scale")),
        ("width", c_int64),
        *((name, ExactFields) for name in ("second", "ask", "tell", "third", "heads")),
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


class First:
    """The first convolution, read from a table: (rows, 3 * width), what a word gives to the next, to itself, back."""

    def __init__(self, bias: Floats, scale: Floats, shift: Floats, shapes: Floats) -> None:
        """`shapes` is a second table, whose rows are added."""
        self._kept = [np.ascontiguousarray(one, np.float32) for one in (shapes, bias, scale, shift)]
        self.structure = _First(None, *(one.ctypes.data for one in self._kept), len(bias))


class TaggerKernel:
    """A network of three convolutions, the first from a table, and the scores of tags."""

    def __init__(self, first: First, second: Layer, third: Layer, scores: Layer) -> None:
        """Composes the layers."""
        self._kept = (first, second, third, scores)
        self._tags = scores.outputs
        self._structure = _Tagger(*(part.structure for part in self._kept))
        self._scores = np.empty((0, scores.padded), np.float32)

    def scores(self, table: Floats, words: Rows, shapes: Rows, wanted: NDArray[np.bool_]) -> Floats:
        """Returns the scores of the tags of the wanted rows, (wanted rows, tags); they hold until the next call.

        `words` and `shapes` are the rows of the tables; 0 in `words` stands between sequences.
        """
        count = np.count_nonzero(wanted)
        if count > len(self._scores):  # memory that is written again is at hand; new memory is not
            self._scores = np.empty((count, self._structure.scores.outputs), np.float32)
        out = self._scores[:count]
        self._structure.first.words = table.ctypes.data
        check(
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
        self.padded = in_panels(self.width)
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
        check(
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


def asked_apart(numbers: Rows, lengths: Rows, wanted: NDArray[np.bool_] | None) -> tuple[Rows, NDArray[np.bool_]]:
    """Returns numbers with a 0 between lines, and which of them are wanted, or that all numbers are."""
    out = np.empty(len(numbers) + len(lengths), np.int32)
    asked = np.empty(len(out), bool)
    marks = None if wanted is None else wanted.ctypes.data
    count = library().lines_apart(
        numbers.ctypes.data, lengths.ctypes.data, len(lengths), marks, out.ctypes.data, asked.ctypes.data
    )
    return out[:count], asked[:count]
