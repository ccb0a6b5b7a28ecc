"""A linear-chain CRF: the best path (Viterbi) and the probability of a span on it.

`emissions` is (tokens, tags), `transitions` (tags before, tags after). Several sequences may stand end to end; `starts`
marks the first token of each, where no transition is scored. Nothing here takes a Python step for each token, and the
cost in all is linear.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from imenoslov.models.weights import Floats

# Tokens whose products are held at a time, at 512 bytes each for 8 tags.
RUN = 4096

# Tokens read before a run until its probabilities no longer depend on how they began (to four digits).
BURN_IN = 12


def best_path(emissions: Floats, transitions: Floats, starts: Sequence[int]) -> NDArray[np.intp]:
    """Returns the tag of each token on the best path, exactly; ties go to either side.

    A token is a matrix, the score of each tag after each tag before, and a run of tokens the max-plus product of its
    matrices. Products are joined by pairs, a tree of log2(tokens) steps; then, from the root down, the best tag in the
    middle of each run follows from the tags at its ends.
    """
    count, tags = emissions.shape
    if not count:
        return np.zeros(0, np.intp)
    joined = np.ones(count, np.float32)
    joined[list(starts)] = 0
    runs = [slice(at, min(at + RUN, count)) for at in range(0, count, RUN)]
    trees = (_tree(emissions[run], transitions, joined[run]) for run in runs)
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
        tree = _tree(emissions[run], transitions, joined[run])
        first = int((before + tree[-1][:, last, 0]).argmax())
        path[run] = _descend(tree, first, last, run.stop - run.start)
        last = first
    return path


def _tree(emissions: Floats, transitions: Floats, joined: Floats) -> list[Floats]:
    """Returns the products of 1, 2, 4, … tokens, each (before, after, products); the last is one product of all.

    The products stand along the last axis, so that the inner loops run over them and not over a handful of tags.
    """
    tags = emissions.shape[1]
    nothing = np.full((tags, tags, 1), -np.inf, np.float32)
    nothing[range(tags), range(tags)] = 0
    levels = [transitions[:, :, None] * joined + emissions.T[None]]
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
    spans: Sequence[tuple[int, int]],
    inner: Sequence[int],
) -> NDArray[np.float64]:
    """Returns for each span `(first, last + 1)` of `path` the probability of exactly these tags and of no longer span.

    `inner` are the tags that continue a span. Forward and backward probabilities (Rabiner 1989, with his scaling) start
    BURN_IN tokens outside each run, which is exact to about four digits.
    """
    count = len(emissions)
    if not spans:
        return np.zeros(0)
    weights = np.exp(emissions - emissions.max(axis=1, keepdims=True), dtype=np.float64)
    factors = np.exp(np.asarray(transitions, np.float64))
    joined = np.ones(count, bool)
    joined[list(starts)] = False
    forward, backward, scale = _forward_backward(weights, factors, joined)
    later = np.append(joined[1:], False)

    first = np.fromiter((span[0] for span in spans), np.intp)
    last = np.fromiter((span[1] - 1 for span in spans), np.intp)
    token = np.arange(count)
    previous = path[np.maximum(token - 1, 0)]
    links = np.where(joined, factors[previous, path], 1.0)
    tiny = np.finfo(np.float64).tiny
    logs = np.log(np.maximum(links * weights[token, path] / scale, tiny))
    sums = np.concatenate(([0.0], np.cumsum(logs)))
    within = np.exp(sums[last + 1] - sums[first + 1])

    # the token after the span must not continue it; at the end of a sequence nothing follows
    after = np.minimum(last + 1, count - 1)
    step = factors[path[last]] * weights[after] * backward[after] / scale[after][:, None]
    step[:, list(inner)] = 0
    ends = ~later[last]
    tail = np.where(ends, backward[last, path[last]], step.sum(axis=1))
    result: NDArray[np.float64] = np.clip(forward[first, path[first]] * within * tail, 0.0, 1.0)
    return result


def _forward_backward(
    weights: NDArray[np.float64], factors: NDArray[np.float64], joined: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Returns forward and backward probabilities, (tokens, tags), and the scales of the forward ones, (tokens,).

    A forward row sums to 1, the product of both rows of a token too. The backward pass is the forward pass over the
    chain read from its end; both go side by side, and within each all runs.
    """
    count, tags = weights.shape
    length = max(BURN_IN, int(np.sqrt(count)))
    runs = -(-count // length)
    total = BURN_IN + runs * length
    padded = np.ones((2, total, tags))
    padded[0, BURN_IN : BURN_IN + count] = weights
    padded[1, BURN_IN : BURN_IN + count] = weights[::-1]
    linked = np.zeros((2, total), bool)
    linked[0, BURN_IN : BURN_IN + count] = joined
    linked[1, BURN_IN : BURN_IN + count] = np.append(joined[1:], False)[::-1]
    steps = np.stack((factors, factors.T))
    states = np.empty((2, runs, length, tags))
    scales = np.empty((2, runs, length))
    state = np.full((2, runs, tags), 1 / tags)
    for step in range(BURN_IN + length):
        here = slice(step, step + runs * length - length + 1, length)
        state = np.where(linked[:, here, None], state @ steps, 1.0)
        state *= padded[:, here]
        scale = state.sum(axis=2)
        state /= scale[:, :, None]
        if step >= BURN_IN:
            states[:, :, step - BURN_IN] = state
            scales[:, :, step - BURN_IN] = scale
    forward, reverse = states.reshape(2, -1, tags)[:, :count]
    # What follows a token, its own emission left out.
    backward = np.divide(reverse[::-1], weights, out=np.zeros_like(weights), where=weights > 0)
    backward /= (forward * backward).sum(axis=1, keepdims=True)
    return forward, backward, scales[0].ravel()[:count]
