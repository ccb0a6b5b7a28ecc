"""Gold texts end to end, as one step of training reads them."""

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from imenoslov.models.kernels import Floats
from imenoslov.models.names import TAGS
from imenoslov.models.weights import NAMES, UNKNOWN, load_embeddings, load_network
from imenoslov.models.words import FIRST, listed, stem, word_features
from training.gold import GoldText

# Rows between two documents: as many as the widest gap of a convolution, so that none sees into the next document.
GAP = 8


# Kinds of quotes: the opening and the closing one.
QUOTES = ("«»", '""', "“”", "„“")


class Noise(NamedTuple):
    """How texts are disturbed in training, as shares.

    `case` of the lines come in capitals, as many in lower case, half as many with every word capitalised; `quotes` of
    the texts come with another kind of quotes; `swap` of the names of two words come with the surname first; `forget`
    of the word forms lose their vectors.
    """

    case: float = 0.0
    quotes: float = 0.0
    swap: float = 0.0
    forget: float = 0.0


class Batch(NamedTuple):
    """Some texts as tensors.

    `vectors`, `shapes`, `letters`, `capitals`, `flags` have a row for each word form; `rows` gives the form of each
    packed row, `inside` is false in rows between lines, `groups` numbers the stems of each document. `starts` marks the
    first word of each line and `allowed` is (levels, words, tags), both without the rows between lines.
    """

    vectors: Tensor
    shapes: Tensor
    letters: Tensor
    capitals: Tensor
    flags: Tensor
    rows: Tensor
    inside: Tensor
    groups: Tensor
    starts: Tensor
    allowed: Tensor


class Forms:
    """The features of the word forms met so far."""

    def __init__(self) -> None:
        self._embeddings = load_embeddings()
        self._shapes = load_network(NAMES).shapes
        self._indexes: dict[str, int] = {}
        self._features: list[tuple[int, int, NDArray[np.uint8], Floats]] = []
        self.index("\n")

    def index(self, word: str) -> int:
        """Returns the index of a word form; 0 is the end of a line."""
        index = self._indexes.get(word)
        if index is None:
            index = self._indexes[word] = len(self._features)
            (row,), (shape,), letters, flags = word_features([word], self._embeddings.words)
            self._features.append((row, self._shapes[shape], letters[0], flags[0]))
        return index

    def tensors(self, forms: Sequence[int], forgotten: NDArray[np.bool_]) -> tuple[Tensor, ...]:
        """Returns vectors, shapes, letters, capitals and flags of some forms; `forgotten` ones lose their vectors."""
        rows, shapes, letters, flags = zip(*[self._features[form] for form in forms], strict=True)
        kept = np.where(forgotten, self._embeddings.row(UNKNOWN), rows)
        codes = np.stack(letters).astype(np.int64)
        return (
            torch.from_numpy(self._embeddings.rows(kept)),
            torch.tensor(shapes),
            torch.from_numpy(codes // 2),
            torch.from_numpy(codes % 2),
            torch.from_numpy(np.stack(flags)),
        )


def batches(texts: Sequence[GoldText], words: int, forms: Forms, noise: Noise, rng: random.Random) -> Iterator[Batch]:
    """Yields all texts in random order, in batches of whole texts of about this many words."""
    order = list(texts)
    rng.shuffle(order)
    part: list[GoldText] = []
    for text in order:
        part.append(text)
        if sum(len(text.words.texts) for text in part) >= words:
            yield pack(part, forms, noise, rng)
            part = []
    if part:
        yield pack(part, forms, noise, rng)


def pack(texts: Sequence[GoldText], forms: Forms, noise: Noise, rng: random.Random) -> Batch:
    """Lays texts end to end, disturbed by noise."""
    rows: list[int] = []
    groups: list[int] = []
    starts: list[bool] = []
    numbers: dict[tuple[int, str], int] = {}
    for document, text in enumerate(texts):
        first = 0
        words = swapped(text, noise.swap, rng)
        marks = rng.choice(QUOTES) if rng.random() < noise.quotes else None
        for length in text.words.lines:
            line = disturbed(words[first : first + length], noise.case, rng)
            if marks:
                line = requoted(line, marks)
            first += length
            rows += [*(forms.index(word) for word in line), 0]
            groups += [*(numbers.setdefault((document, stem(word)), len(numbers) + 1) for word in line), 0]
            starts += [True, *[False] * (length - 1)]
        rows += [0] * GAP
        groups += [0] * GAP
    distinct, index = np.unique(np.array(rows), return_inverse=True)
    forgotten = np.array([rng.random() < noise.forget for _ in distinct])
    outer = np.concatenate([text.outer for text in texts])
    inner = np.concatenate([text.inner for text in texts])
    vectors_, shapes, letters, capitals, flags = forms.tensors(distinct.tolist(), forgotten)
    return Batch(
        vectors=vectors_,
        shapes=shapes,
        letters=letters,
        capitals=capitals,
        flags=flags,
        rows=torch.from_numpy(index),
        inside=torch.tensor(groups) > 0,
        groups=torch.tensor(groups),
        starts=torch.tensor(starts),
        allowed=torch.from_numpy(np.stack((outer, inner))),
    )


def swapped(text: GoldText, rate: float, rng: random.Random) -> Sequence[str]:
    """Returns the words of a text, some of the names of first name and surname («Татьяна Соловьёва») turned round."""
    words = list(text.words.texts)
    begins, goes_on = text.outer[:, TAGS.index("B-PER")], text.outer[:, TAGS.index("I-PER")]
    for index in np.flatnonzero(begins[:-1] & goes_on[1:] & ~np.append(goes_on[2:], False)):
        first, last = words[index : index + 2]
        if rng.random() < rate and _is_first_name(first) and not _is_first_name(last):
            words[index : index + 2] = last, first
    return words


def disturbed(line: Sequence[str], rate: float, rng: random.Random) -> Sequence[str]:
    """Returns a line as it is, or, as often as `rate` says, in capitals, in lower case or With Every Word So."""
    chance = rng.random()
    if chance < rate:
        return [word.upper() for word in line]
    if chance < 2 * rate:
        return [word.lower() for word in line]
    if chance < 2.5 * rate:
        return [word[:1].upper() + word[1:] for word in line]
    return line


def requoted(line: Sequence[str], marks: str) -> Sequence[str]:
    """Returns a line with every quote replaced by one of these two, opening and closing in turn."""
    result = list(line)
    count = 0
    for index, word in enumerate(line):
        if len(word) == 1 and any(word in pair for pair in QUOTES):
            result[index] = marks[count % 2]
            count += 1
    return result


def _is_first_name(word: str) -> bool:
    return word.isalpha() and listed(word.lower().replace("ё", "е")) & FIRST > 0
