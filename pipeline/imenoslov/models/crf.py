"""A linear-chain CRF: the best path (Viterbi) and the probability of a span on it (Rabiner 1989).

Several chains of the same tokens are read side by side: `emissions` is (tokens, chains, tags), `transitions` (chains,
tags before, tags after). Several sequences may stand end to end; `starts` marks the first token of each, where no
transition is scored.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from imenoslov.models import kernels
from imenoslov.models.kernels import Floats


class Chains(NamedTuple):
    """Tokens with their scores; `starts` ends with the number of tokens, `inner` tells of tags that continue a span."""

    emissions: Floats
    transitions: Floats
    starts: NDArray[np.int64]
    inner: NDArray[np.bool_]

    def best_paths(self) -> NDArray[np.uint8]:
        """Returns the tag of each token on the best path of each chain, (chains, tokens)."""
        return kernels.best_paths(self.emissions, self.transitions, self.starts)

    def span_probabilities(
        self, paths: NDArray[np.uint8], spans: Sequence[tuple[int, int, int]]
    ) -> NDArray[np.float64]:
        """Returns for each span of the paths the probability of exactly these tags and of no longer span.

        A span is `(chain, first token, last token + 1)`; they are sorted and lie within sequences.
        """
        if not spans:
            return np.zeros(0)
        bounds = np.array(spans, np.int64)
        return kernels.span_probabilities(self.emissions, self.transitions, self.starts, paths, self.inner, bounds)


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
