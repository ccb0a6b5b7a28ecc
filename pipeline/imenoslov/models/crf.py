"""A linear-chain CRF: the best path (Viterbi) and the probability of a span on it.

Several chains of the same tokens are read side by side, so that they share the cost of each step: `emissions` is
(chains, tokens, tags), `transitions` (chains, tags before, tags after). Several sequences may stand end to end;
`starts` marks the first token of each, where no transition is scored. Nothing here takes a Python step for each token,
and the cost in all is linear.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from imenoslov.models.weights import Floats

# A tag this probable is on the best path; one less probable than LEAST is not.
SURE, LEAST = 0.9, 0.01

# Tokens read before a run until its probabilities no longer depend on how they began (to four digits).
BURN_IN = 12

# Steps that go without scaling: the factors of a few dozen multiply to no more than a float64 can hold.
LONGEST = 64


class Posterior(NamedTuple):
    """What chains say of each token.

    `weights`, `forward` and `backward` are (chains, tokens, tags): the exponentials of the emissions, and forward and
    backward probabilities (Rabiner 1989, scaled like his); `factors` are the exponentials of the transitions, `joined`
    tells whether a token goes on with a sequence, and `scales`, (chains, tokens), belong to `forward`.
    """

    weights: NDArray[np.float64]
    factors: NDArray[np.float64]
    joined: NDArray[np.bool_]
    forward: NDArray[np.float64]
    backward: NDArray[np.float64]
    scales: NDArray[np.float64]

    def best_path(self) -> NDArray[np.intp]:
        """Returns the tag of each token on the best path, (chains, tokens).

        A token that has a tag with a probability of SURE keeps it. Between such tokens the best way is looked for among
        the tags of at least LEAST.
        """
        shares = self.forward * self.backward
        path: NDArray[np.intp] = shares.argmax(axis=2)
        for chain, factors in enumerate(self.factors):
            unsure = np.flatnonzero(shares[chain].max(axis=1) < SURE)
            if not len(unsure):
                continue
            tags = path[chain].tolist()
            links = [*self.joined.tolist(), False]
            steps = factors.tolist()
            weights = self.weights[chain, unsure].tolist()
            likely = (shares[chain, unsure] >= LEAST).tolist()
            begun = 0
            for index, (token, following) in enumerate(pairwise([*unsure.tolist(), -1]), 1):
                if following == token + 1 and links[following]:
                    continue
                start = token - (index - begun) + 1
                choices = [
                    [(tag, row[tag]) for tag, here in enumerate(some) if here]
                    for row, some in zip(weights[begun:index], likely[begun:index], strict=True)
                ]
                before = steps[tags[start - 1]] if links[start] else None
                after = tags[token + 1] if links[token + 1] else None
                path[chain, start : token + 1] = _way(choices, steps, before, after)
                begun = index
        return path


def _way(
    choices: Sequence[Sequence[tuple[int, float]]],
    steps: Sequence[Sequence[float]],
    before: Sequence[float] | None,
    after: int | None,
) -> list[int]:
    """Returns the best way (Viterbi) through some tokens, by the tags and weights of each.

    `before` are the factors of the steps from the tag before them, `after` is the tag after them, where there are any.
    """
    best = [(weight * before[tag] if before else weight, tag) for tag, weight in choices[0]]
    origins: list[dict[int, int]] = []
    for choice in choices[1:]:
        origin, following = {}, []
        for tag, weight in choice:
            score, origin[tag] = max([(score * steps[last][tag], last) for score, last in best])
            following.append((score * weight, tag))
        top = max(following)[0]
        best = [(score / top, tag) for score, tag in following] if top else following
        origins.append(origin)
    _, last = max([(score * steps[tag][after] if after is not None else score, tag) for score, tag in best])
    way = [last]
    for origin in reversed(origins):
        way.append(origin[way[-1]])
    return way[::-1]


def posterior(emissions: Floats, transitions: Floats, starts: Sequence[int]) -> Posterior:
    """Returns the probabilities of the tags.

    The recursions start BURN_IN tokens outside each run, which is exact to about four digits.
    """
    weights = np.exp(emissions - emissions.max(axis=2, keepdims=True), dtype=np.float64)
    factors = np.exp(np.asarray(transitions, np.float64))
    joined = np.ones(emissions.shape[1], bool)
    joined[starts] = False
    return Posterior(weights, factors, joined, *_forward_backward(weights, factors, joined))


def span_probabilities(
    chains: Posterior, path: NDArray[np.intp], spans: Sequence[tuple[int, int, int]], inner: Sequence[int]
) -> NDArray[np.float64]:
    """Returns for each span of `path`, (chains, tokens), the probability of exactly these tags and of no longer span.

    A span is `(chain, first token, last token + 1)`. `inner` are the tags that continue a span.
    """
    if not spans:
        return np.zeros(0)
    weights, factors, joined, forward, backward, scale = chains
    count = len(joined)
    chain, first, stop = np.asarray(spans, np.intp).T
    last = stop - 1
    line = np.arange(len(weights))[:, None]
    links = np.ones(path.shape)
    links[:, 1:] = np.where(joined[1:], factors[line, path[:, :-1], path[:, 1:]], 1.0)
    tiny = np.finfo(np.float64).tiny
    logs = np.log(np.maximum(links * weights[line, np.arange(count), path] / scale, tiny))
    sums = np.zeros((len(weights), count + 1))
    logs.cumsum(axis=1, out=sums[:, 1:])
    within = np.exp(sums[chain, stop] - sums[chain, first + 1])

    # the token after the span must not continue it; at the end of a sequence nothing follows
    after = np.minimum(stop, count - 1)
    tag = path[chain, last]
    step = factors[chain, tag] * weights[chain, after] * backward[chain, after] / scale[chain, after][:, None]
    step[:, list(inner)] = 0
    ends = (stop == count) | ~joined[after]
    tail = np.where(ends, backward[chain, last, tag], step.sum(axis=1))
    result: NDArray[np.float64] = np.clip(forward[chain, first, path[chain, first]] * within * tail, 0.0, 1.0)
    return result


def _forward_backward(
    weights: NDArray[np.float64], factors: NDArray[np.float64], joined: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Returns forward and backward probabilities, (chains, tokens, tags), and the scales of the forward ones.

    A forward row sums to 1, the product of both rows of a token too. The backward pass is the forward pass over the
    chain read from its end; both go side by side, and within each all chains, and within a chain all runs.
    """
    chains, count, tags = weights.shape
    length = min(max(BURN_IN, int(np.sqrt(count))), LONGEST)
    runs = -(-count // length)
    total = BURN_IN + runs * length
    padded = np.ones((2, chains, total, tags))
    padded[0, :, BURN_IN : BURN_IN + count] = weights
    padded[1, :, BURN_IN : BURN_IN + count] = weights[:, ::-1]
    apart = np.ones((2, 1, total, 1), bool)
    apart[0, 0, BURN_IN : BURN_IN + count, 0] = ~joined
    apart[1, 0, BURN_IN + 1 : BURN_IN + count, 0] = ~joined[:0:-1]
    # By step: (steps, directions, chains, runs, tags).
    order = np.arange(BURN_IN + length)[:, None] + length * np.arange(runs)
    padded = padded[:, :, order].transpose(2, 0, 1, 3, 4)
    apart = apart[:, :, order].transpose(2, 0, 1, 3, 4)
    steps = np.stack((factors, factors.transpose(0, 2, 1)))
    states = np.empty((BURN_IN + length, 2, chains, runs, tags))
    state = np.full((2, chains, runs, tags), 1 / tags)
    for given, cut, after in zip(padded, apart, states, strict=True):
        np.matmul(state, steps, out=after)
        np.copyto(after, 1.0, where=cut)
        after *= given
        state = after
    sums = states.sum(axis=4, keepdims=True)
    states = states[BURN_IN:] / sums[BURN_IN:]
    scales = np.where(apart[BURN_IN:, 0], sums[BURN_IN:, 0], sums[BURN_IN:, 0] / sums[BURN_IN - 1 : -1, 0])
    forward, reverse = states.transpose(1, 2, 3, 0, 4).reshape(2, chains, -1, tags)[:, :, :count]
    # What follows a token, its own emission left out.
    backward = np.divide(reverse[:, ::-1], weights, out=np.zeros_like(weights), where=weights > 0)
    backward /= (forward * backward).sum(axis=2, keepdims=True)
    return forward, backward, scales.transpose(1, 2, 0, 3).reshape(chains, -1)[:, :count]
