"""A linear-chain CRF: the best path (Viterbi) and the probability of a span on it (Rabiner 1989).

Several chains of the same tokens are read side by side: `emissions` is (tokens, chains, tags), `transitions` (chains,
tags before, tags after). Several sequences may stand end to end; `starts` marks the first token of each, where no
transition is scored.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from imenoslov.models.kernels import Floats, Rows, check, library


class Chains(NamedTuple):
    """Tokens with their scores; `starts` ends with the number of tokens, `inner` tells of tags that continue a span."""

    emissions: Floats
    transitions: Floats
    starts: NDArray[np.int64]
    inner: NDArray[np.bool_]

    def best_paths(self) -> NDArray[np.uint8]:
        """Returns the tag of each token on the best path of each chain, (chains, tokens)."""
        tokens, count, tags = self.emissions.shape
        paths = np.empty((count, tokens), np.uint8)
        check(
            library().best_paths(
                *(self.emissions.ctypes.data, count, tags, self.transitions.ctypes.data),
                *(self.starts.ctypes.data, len(self.starts) - 1, paths.ctypes.data),
            )
        )
        return paths

    def span_probabilities(
        self, paths: NDArray[np.uint8], spans: Sequence[tuple[int, int, int]]
    ) -> NDArray[np.float64]:
        """Returns for each span of the paths the probability of exactly these tags and of no longer span.

        A span is `(chain, first token, last token + 1)`; they are sorted and lie within sequences.
        """
        if not spans:
            return np.zeros(0)
        _, count, tags = self.emissions.shape
        bounds, result = np.array(spans, np.int64), np.empty(len(spans))
        check(
            library().span_probabilities(
                *(self.emissions.ctypes.data, count, tags, self.transitions.ctypes.data),
                *(self.starts.ctypes.data, len(self.starts) - 1, paths.ctypes.data, self.inner.ctypes.data),
                *(bounds.ctypes.data, len(bounds), result.ctypes.data),
            )
        )
        return result


def chains(emissions: Floats, transitions: Floats, starts: Sequence[int], inner: Sequence[int]) -> Chains:
    """Puts chains together; `starts` begins with 0, `inner` are the tags that continue a span."""
    tokens, _, tags = emissions.shape
    continues = np.zeros(tags, bool)
    continues[list(inner)] = True
    return Chains(
        np.ascontiguousarray(emissions, np.float32),
        np.ascontiguousarray(transitions, np.float32),
        np.array([*starts, tokens], np.int64),
        continues,
    )


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
    check(count < 0)
    return out[:count]
