"""A linear-chain CRF: the best path (Viterbi) and the probability of a span on it.

Several chains of the same tokens are read side by side, so that they share the cost of each step: `emissions` is
(chains, tokens, tags), `transitions` (chains, tags before, tags after). Several sequences may stand end to end;
`starts` marks the first token of each, where no transition is scored. Nothing here takes a Python step for each token,
and the cost in all is linear.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from imenoslov.models.weights import Floats

# Tokens whose products are held at a time, at 512 bytes each for 8 tags.
RUN = 4096

# Tokens read before a run until its probabilities no longer depend on how they began (to four digits).
BURN_IN = 12

# Steps that go without scaling: the factors of a few dozen multiply to no more than a float64 can hold.
LONGEST = 64


def best_path(emissions: Floats, transitions: Floats, starts: Sequence[int]) -> NDArray[np.intp]:
    """Returns the tag of each token on the best path of each chain, (chains, tokens), exactly; ties go to either side.

    A token is a matrix, the score of each tag after each tag before, and a run of tokens the max-plus product of its
    matrices. Products are joined by pairs, a tree of log2(tokens) steps; then, from the root down, the best tag in the
    middle of each run follows from the tags at its ends. The chains stand end to end.
    """
    chains, tokens, tags = emissions.shape
    count = chains * tokens
    if not count:
        return np.zeros((chains, tokens), np.intp)
    joined = np.ones((chains, tokens), np.float32)
    joined[:, starts] = 0
    # the scores of the steps to each token, (before, after, tokens of all chains)
    steps = (transitions.transpose(1, 2, 0)[..., None] * joined).reshape(tags, tags, count)
    steps += emissions.reshape(count, tags).T
    return _best_path(steps).reshape(chains, tokens)


def _best_path(steps: Floats) -> NDArray[np.intp]:
    tags, _, count = steps.shape
    runs = [slice(at, min(at + RUN, count)) for at in range(0, count, RUN)]
    trees = (_tree(steps[:, :, run]) for run in runs)
    if len(runs) == 1:
        (tree,) = trees
        return _descend(tree, 0, int(tree[-1][0, :, 0].argmax()), count)
    # Long chains: first the whole of each run, to know where each begins, then each run by itself from the last one.
    scores = [np.zeros(tags, np.float32)]
    for tree in trees:
        after = (scores[-1][:, None] + tree[-1][:, :, 0]).max(axis=0)
        scores.append(after - after.max())
    path = np.empty(count, np.intp)
    last = int(scores[-1].argmax())
    for run, before in zip(reversed(runs), reversed(scores[:-1]), strict=True):
        tree = _tree(steps[:, :, run])
        first = int((before + tree[-1][:, last, 0]).argmax())
        path[run] = _descend(tree, first, last, run.stop - run.start)
        last = first
    return path


def _tree(steps: Floats) -> list[Floats]:
    """Returns the products of 1, 2, 4, … tokens, each (before, after, products); the last is one product of all.

    The products stand along the last axis, so that the inner loops run over them and not over a handful of tags.
    """
    tags = len(steps)
    nothing = np.full((tags, tags, 1), -np.inf, np.float32)
    nothing[range(tags), range(tags)] = 0
    levels = [steps]
    while levels[-1].shape[2] > 1:
        if levels[-1].shape[2] % 2:
            levels[-1] = np.concatenate((levels[-1], nothing), axis=2)
        left, right = levels[-1][:, :, 0::2], levels[-1][:, :, 1::2]
        products = left[:, :1] + right[:1]
        for tag in range(1, tags):
            np.maximum(products, left[:, tag, None] + right[tag], out=products)
        levels.append(products)
    return levels


def _descend(levels: list[Floats], before: int, last: int, count: int) -> NDArray[np.intp]:
    """Returns the tags of a run's tokens, given the tag before it and its last one."""
    befores, ends = np.array([before]), np.array([last])
    for level in reversed(levels[:-1]):
        pairs = np.arange(level.shape[2] // 2)
        befores, ends = befores[: len(pairs)], ends[: len(pairs)]  # what fills up an odd number is left out
        middles = (level[:, :, 0::2][befores, :, pairs].T + level[:, :, 1::2][:, ends, pairs]).argmax(axis=0)
        befores = np.column_stack((befores, middles)).ravel()
        ends = np.column_stack((middles, ends)).ravel()
    return ends[:count]


def span_probabilities(
    emissions: Floats,
    transitions: Floats,
    starts: Sequence[int],
    path: NDArray[np.intp],
    spans: Sequence[tuple[int, int, int]],
    inner: Sequence[int],
) -> NDArray[np.float64]:
    """Returns for each span of `path` the probability of exactly these tags and of no longer span.

    A span is `(chain, first token, last token + 1)`. `inner` are the tags that continue a span.
    Forward and backward probabilities (Rabiner 1989, scaled like his) start BURN_IN tokens outside each run, which is
    exact to about four digits.
    """
    chains, count, _ = emissions.shape
    if not spans:
        return np.zeros(0)
    weights = np.exp(emissions - emissions.max(axis=2, keepdims=True), dtype=np.float64)
    factors = np.exp(np.asarray(transitions, np.float64))
    joined = np.ones(count, bool)
    joined[starts] = False
    forward, backward, scale = _forward_backward(weights, factors, joined)

    chain, first, stop = np.asarray(spans, np.intp).T
    last = stop - 1
    line = np.arange(chains)[:, None]
    links = np.ones((chains, count))
    links[:, 1:] = np.where(joined[1:], factors[line, path[:, :-1], path[:, 1:]], 1.0)
    tiny = np.finfo(np.float64).tiny
    logs = np.log(np.maximum(links * weights[line, np.arange(count), path] / scale, tiny))
    sums = np.zeros((chains, count + 1))
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
