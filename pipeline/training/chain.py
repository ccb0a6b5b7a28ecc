"""The loss of a linear-chain CRF with several tags allowed at a place."""

import torch
from torch import Tensor

from imenoslov.models.names import IMPOSSIBLE, TAGS

# Score of a step to `I-X` from anything but `B-X` and `I-X`: small enough to never happen, large enough for float16.
FORBIDDEN = -30.0

_BEGINS = torch.tensor([not tag.startswith("I-") for tag in TAGS])


def forbidden() -> Tensor:
    """Returns (tags before, tags after): FORBIDDEN for steps that cannot be, 0 for the others."""
    return torch.tensor(
        [
            [FORBIDDEN if after.startswith("I-") and before[2:] != after[2:] else 0.0 for after in TAGS]
            for before in TAGS
        ]
    )


def loss(scores: Tensor, transitions: Tensor, starts: Tensor, allowed: Tensor) -> Tensor:
    """Returns minus the log probability of the allowed tags, (levels,).

    `scores` is (levels, words, tags), `transitions` (levels, tags before, tags after), `starts` marks the first word of
    each line, `allowed` is (levels, words, tags).
    """
    levels = len(scores)
    scores = torch.where(starts[:, None] & ~_BEGINS, scores.new_tensor(IMPOSSIBLE), scores)
    joined = (~starts).to(scores.dtype)[None, :, None, None]
    steps = transitions[:, None] * joined + scores[:, :, None, :]
    held = torch.where(allowed[:, :, None, :], steps, steps.new_tensor(IMPOSSIBLE))
    sums = total(torch.cat((steps, held)))
    return sums[:levels] - sums[levels:]


def total(steps: Tensor) -> Tensor:
    """Returns the logarithm of the sum over all paths of each chain, (chains,).

    `steps` is (chains, words, tags before, tags after) in logarithms; before the first word all tags are alike. The
    products of neighbours are taken side by side, so that the number of operations is the logarithm of the length.
    """
    chains, count, tags, _ = steps.shape
    identity = torch.full((tags, tags), IMPOSSIBLE).fill_diagonal_(0.0).expand(chains, 1, tags, tags)
    while count > 1:
        if count % 2:
            steps = torch.cat((steps, identity), 1)
        left, right = steps[:, 0::2], steps[:, 1::2]
        # as ordinary numbers, each matrix scaled by its largest
        scale_left = left.amax((2, 3), keepdim=True).detach()
        scale_right = right.amax((2, 3), keepdim=True).detach()
        product = torch.matmul((left - scale_left).exp(), (right - scale_right).exp())
        steps = product.clamp_min(1e-37).log() + scale_left + scale_right
        count = steps.shape[1]
    return steps[:, 0, 0].logsumexp(1)
