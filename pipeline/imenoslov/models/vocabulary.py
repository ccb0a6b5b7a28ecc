"""The vocabulary of natasha's packaged word embeddings, in a table of the compiled part."""

import ctypes
import gzip
import tarfile
from collections.abc import Iterable, Iterator, Mapping
from ctypes import c_uint64, c_void_p
from functools import cache
from typing import NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from imenoslov.errors import ModelError
from imenoslov.models.kernels import Rows, library
from imenoslov.natasha_data import EMBEDDINGS, natasha_data

Points = NDArray[np.uint32]  # code points of words, each with a line end behind it
LINE_END = ord("\n")


class TableStructure(ctypes.Structure):
    """A table as `kernels.c` has it."""

    _fields_ = (("hashes", c_void_p), ("numbers", c_void_p), ("mask", c_uint64))


class Table:
    """A number for each of some words that have no line end.

    It takes a tenth of the time to make that a dictionary takes, and of the memory, and ten times as long to ask.
    """

    def __init__(self, words: Points, numbers: Rows) -> None:
        """Lays the words out for the kernels; the numbers of a word that comes twice are joined bit by bit."""
        size = 1 << max(4, (2 * len(numbers)).bit_length())
        self._kept = np.zeros(size, np.uint64), np.zeros(size, np.int32)
        self.structure = TableStructure(*(array.ctypes.data for array in self._kept), size - 1)
        self._address = ctypes.addressof(self.structure)
        self._number = library().table_number
        words, numbers = np.ascontiguousarray(words, np.uint32), np.ascontiguousarray(numbers, np.int32)
        library().table_fill(self._address, words.ctypes.data, len(words), numbers.ctypes.data)

    @classmethod
    def of(cls, numbers: Mapping[str, int]) -> Self:
        """Makes a table of a dictionary."""
        return cls(code_points(numbers), np.fromiter(numbers.values(), np.int32, len(numbers)))

    def get(self, word: str, otherwise: int) -> int:
        """Returns the number of a word, `otherwise` where it has none."""
        if "\n" in word:
            return otherwise
        return int(self._number(self._address, f"{word}\n".encode("utf-32-le", "surrogatepass"), otherwise))


class Vocabulary(NamedTuple):
    """The row of each lower-cased word, by row how often it stands in a billion words of news; the words with ё.

    `text` has all words in the order of their rows, with a line end between them.
    """

    rows: Table
    counts: NDArray[np.uint32]
    dotted: tuple[str, ...]
    text: str


@cache
def vocabulary() -> Vocabulary:
    """Returns the vocabulary of navec's news embeddings (https://github.com/natasha/navec); raises ModelError."""
    path = natasha_data() / EMBEDDINGS
    try:
        with tarfile.open(path, "r:") as archive:
            member = archive.extractfile("vocab.bin")
            data = gzip.decompress(member.read()) if member else b""
    except (OSError, KeyError, tarfile.TarError, EOFError) as error:
        raise ModelError(f"The vocabulary in {path} cannot be read ({error}): install natasha again.") from error
    size = int.from_bytes(data[:4], "little")
    text = data[4 + 4 * size :].decode()
    if not text.endswith("\n"):
        text += "\n"
    if not size or text.count("\n") != size:
        raise ModelError(f"The vocabulary in {path} is not one of navec's: install natasha again.")
    words = text[:-1]
    rows = Table(code_points([words]), np.arange(size, dtype=np.int32))
    return Vocabulary(rows, np.frombuffer(data, "<u4", size, 4), tuple(_lines_with("ё", text)), words)


def _lines_with(letter: str, text: str) -> Iterator[str]:
    stop = 0
    while (place := text.find(letter, stop)) >= 0:
        stop = text.index("\n", place)
        yield text[text.rfind("\n", 0, place) + 1 : stop]


def code_points(words: Iterable[str]) -> Points:
    """Returns the code points of words, each with a line end behind it."""
    return np.frombuffer("\n".join((*words, "")).encode("utf-32-le", "surrogatepass"), np.uint32)
