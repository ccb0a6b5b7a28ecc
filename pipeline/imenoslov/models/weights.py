"""Model files: where they lie and how their arrays are read.

The package natasha carries navec's word embeddings and slovnet's networks as uncompressed tar archives
(https://github.com/natasha/navec, https://github.com/natasha/slovnet). Large arrays are mapped into memory, so that
worker processes share them.
"""

import gzip
import json
import tarfile
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from imenoslov.errors import ModelError
from imenoslov.models.kernels import Floats, Rows
from imenoslov.models.networks import write_vectors
from imenoslov.models.vocabulary import Table, vocabulary
from imenoslov.natasha_data import EMBEDDINGS, natasha_data

MORPHOLOGY = "model/slovnet_morph_news_v1.tar"
NAMES = "model/slovnet_ner_news_v1.tar"

UNKNOWN, PADDING = "<unk>", "<pad>"


class Embeddings(Struct, frozen=True):
    """Product-quantised word vectors.

    `words` gives the row of a lower-cased word; `indexes` is (words, parts) of uint8 and `codes` (parts, 256, width) of
    float32: a word's vector is the concatenation of `codes[part, indexes[row, part]]`.
    """

    words: Table
    indexes: NDArray[np.uint8]
    codes: Floats

    @property
    def width(self) -> int:
        """The length of a vector."""
        return int(self.codes.shape[0] * self.codes.shape[2])

    def row(self, word: str) -> int:
        """Returns the row of a lower-cased word; that of the unknown word where it is not known."""
        row = self.words.get(word, -1)
        return row if row >= 0 else self.words.get(UNKNOWN, 0)

    def knows(self, word: str) -> bool:
        """Tells whether a lower-cased word has a vector of its own."""
        return self.words.get(word, -1) >= 0

    def rows(self, rows: Sequence[int] | NDArray[np.intp] | Rows) -> Floats:
        """Returns the vectors that stand in these rows, (rows, width)."""
        vectors = np.empty((len(rows), self.width), np.float32)
        self.write(rows, vectors)
        return vectors

    def write(self, rows: Sequence[int] | NDArray[np.intp] | Rows, out: Floats) -> None:
        """Writes the vectors that stand in these rows into the first columns of `out`, (rows, width or more)."""
        write_vectors(self.indexes, self.codes, np.asarray(rows, np.int32), out)


class Convolution(Struct, frozen=True):
    """One layer: convolution of width 3, ReLU, then a batch normalisation as `x * scale + shift`.

    `kernel` is (3, inputs, outputs), for the token before, the token itself and the token after; the others are
    (outputs,).
    """

    kernel: Floats
    bias: Floats
    scale: Floats
    shift: Floats


class Network(Struct, frozen=True):
    """A slovnet tagger: shape embeddings, convolutions, a projection to tags, and for names a CRF."""

    shapes: Mapping[str, int]
    shape_vectors: Floats
    layers: tuple[Convolution, ...]
    projection: Floats
    bias: Floats
    transitions: Floats | None
    tags: tuple[str, ...]


def packaged(name: str) -> Path:
    """Returns the path of a data file of the package natasha; raises ModelError where it is missing."""
    path = natasha_data() / name
    if not path.is_file():
        raise ModelError(f"The file {name} of the package natasha is missing; reinstall with `pip install natasha`.")
    return path


@cache
def load_embeddings() -> Embeddings:
    """Loads navec's news embeddings, once a process; raises ModelError."""
    path = packaged(EMBEDDINGS)
    with _open(path) as archive:
        member = archive.getmember("pq.bin")
    rows, dim, parts, centroids = (int(n) for n in np.fromfile(path, np.uint32, 4, offset=member.offset_data))
    start = member.offset_data + 16
    # A plain array over the mapped file: numpy's memmap class makes every look-up slow.
    indexes = np.asarray(np.memmap(path, np.uint8, "r", start, (rows, parts)))
    codes = np.fromfile(path, np.float32, dim * centroids, offset=start + rows * parts)
    return Embeddings(
        words=vocabulary().rows,
        indexes=indexes,
        codes=codes.reshape(parts, centroids, dim // parts),
    )


def load_network(name: str) -> Network:
    """Loads one of slovnet's packaged taggers by the name of its file; raises ModelError."""
    path = packaged(name)
    with _open(path) as archive:
        model = json.loads(_read(archive, "model.json", path))
        shapes = _vocabulary(archive, "shape", path)
        tags = _vocabulary(archive, "tag", path)

        def array(weight: Mapping[str, Any]) -> Floats:
            data = _read(archive, f"arrays/{weight['array']}.bin", path)
            return np.frombuffer(data, weight["dtype"]).reshape(weight["shape"]).astype(np.float32)

        layers = []
        for layer in model["encoder"]["layers"]:
            norm = {key: array(weight) for key, weight in layer["norm"].items()}
            scale = norm["weight"] / norm["std"]
            kernel = np.ascontiguousarray(array(layer["conv"]["weight"]).transpose(2, 1, 0))
            shift = norm["bias"] - norm["mean"] * scale
            layers.append(Convolution(kernel, array(layer["conv"]["bias"]), scale, shift))
        head = model["head"]
        return Network(
            shapes={shape: row for row, shape in enumerate(shapes)},
            shape_vectors=array(model["emb"]["shape"]["weight"]),
            layers=tuple(layers),
            projection=array(head["proj"]["weight"]),
            bias=array(head["proj"]["bias"]),
            transitions=array(head["crf"]["transitions"]) if "crf" in head else None,
            tags=tuple(tags),
        )


def _open(path: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(path, "r:")
    except (OSError, tarfile.TarError) as error:
        raise ModelError(f"The model file {path} cannot be read ({error}); reinstall the package natasha.") from error


def _read(archive: tarfile.TarFile, name: str, path: Path) -> bytes:
    try:
        member = archive.extractfile(name)
    except KeyError:
        member = None
    if member is None:
        raise ModelError(f"The model file {path} lacks {name}; reinstall the package natasha.")
    return member.read()


def _vocabulary(archive: tarfile.TarFile, name: str, path: Path) -> list[str]:
    return gzip.decompress(_read(archive, f"vocabs/{name}.gz", path)).decode().splitlines()
