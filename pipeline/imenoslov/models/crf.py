"""A linear-chain CRF: the best path (Viterbi) and the probability of a span on it.

`emissions` is (tokens, tags), `transitions` (tags before, tags after). Several sequences may stand end to end; `starts`
marks the first token of each, where no transition is scored. Both functions cut the chain into runs that are computed
side by side, so that the number of Python steps grows with the square root of the length, and the cost in all stays
linear.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from imenoslov.models.weights import Floats

# Tokens read before a run until its probabilities no longer depend on how they began (to four digits).
BURN_IN = 12


def best_path(emissions: Floats, transitions: Floats, starts: Sequence[int]) -> NDArray[np.intp]:
    """Returns the tag of each token on the best path, exactly; ties go to the first tag.

    The chain of max-plus products is associative: each run is first reduced to one matrix (best score from any tag
    before it to any tag at its end), then the runs are joined, then each run is decoded with its true beginning.
    """
    count, tags = emissions.shape
    if not count:
        return np.zeros(0, np.intp)
    length = max(8, int(np.sqrt(count / 2)))
    runs = -(-count // length)
    scores = np.zeros((runs * length, tags), np.float32)
    scores[:count] = emissions
    joined = np.zeros(runs * length, np.float32)
    joined[:count] = 1
    joined[list(starts)] = 0
    # step-major: at each step all runs advance together
    scores = np.ascontiguousarray(scores.reshape(runs, length, tags).swapaxes(0, 1))
    joined = np.ascontiguousarray(joined.reshape(runs, length).T)
    steps = [transitions * joined[step][:, None, None] for step in range(length)]  # (runs, before, after)

    before = np.zeros((runs, tags), np.float32)
    if runs > 1:
        reduced = steps[0] + scores[0][:, None, :]
        for step in range(1, length):
            reduced = (reduced[:, :, :, None] + steps[step][:, None]).max(axis=2)
            reduced += scores[step][:, None, :]
        for run in range(runs - 1):
            following = (before[run][:, None] + reduced[run]).max(axis=0)
            before[run + 1] = following - following.max()

    best = before
    pointers = np.empty((length, runs, tags), np.intp)
    for step in range(length):
        candidates = best[:, :, None] + steps[step]
        candidates.argmax(axis=1, out=pointers[step])
        best = candidates.max(axis=1) + scores[step]

    # where each run begins for each tag that it may end with
    every = np.arange(runs)
    origin = np.broadcast_to(np.arange(tags), (runs, tags))
    for step in reversed(range(length)):
        origin = np.take_along_axis(pointers[step], origin, axis=1)
    ends = np.empty(runs, np.intp)
    ends[-1] = best[-1].argmax()
    for run in range(runs - 1, 0, -1):
        ends[run - 1] = origin[run, ends[run]]
    path = np.empty((length, runs), np.intp)
    path[-1] = ends
    for step in range(length - 1, 0, -1):
        path[step - 1] = pointers[step][every, path[step]]
    return path.T.ravel()[:count]


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
    forward, scale = _forward(weights, factors, joined)
    # the same chain read from its end: what follows a token, its own emission left out
    later = np.append(joined[1:], False)
    reverse, _ = _forward(weights[::-1], factors.T, later[::-1])
    backward = np.divide(reverse[::-1], weights, out=np.zeros_like(weights), where=weights > 0)
    backward /= (forward * backward).sum(axis=1, keepdims=True)

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


def _forward(
    weights: NDArray[np.float64], factors: NDArray[np.float64], joined: NDArray[np.bool_]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Returns the forward probabilities (tokens, tags), each row summing to 1, and their scales (tokens,)."""
    count, tags = weights.shape
    length = max(BURN_IN, int(np.sqrt(count)))
    runs = -(-count // length)
    total = BURN_IN + runs * length
    padded = np.ones((total, tags))
    padded[BURN_IN : BURN_IN + count] = weights
    linked = np.zeros(total, bool)
    linked[BURN_IN : BURN_IN + count] = joined
    forward = np.empty((runs, length, tags))
    scales = np.empty((runs, length))
    origin = np.arange(runs) * length
    state = np.full((runs, tags), 1 / tags)
    for step in range(BURN_IN + length):
        position = origin + step
        state = np.where(linked[position][:, None], state @ factors, 1.0) * padded[position]
        scale = state.sum(axis=1)
        state = state / scale[:, None]
        if step >= BURN_IN:
            forward[:, step - BURN_IN] = state
            scales[:, step - BURN_IN] = scale
    return forward.reshape(-1, tags)[:count], scales.ravel()[:count]
