"""Fits a trained network to the whole numbers in which it runs: how large its numbers get, which weights to round up.

Rounding each weight of an output to the nearest step leaves errors that add up where inputs go together. Rounded one
after another, each with the error of those before it made good by those after it (GPTQ, Frantar et al. 2022,
arXiv 2210.17323), they leave less. Only the second convolution is worth it, which has half of the arithmetic.
"""

import random
from collections.abc import Sequence

import numpy as np
import torch
from msgspec import Struct
from numpy.typing import NDArray
from torch import Tensor

from imenoslov.models.kernels import Floats
from imenoslov.models.rounding import BYTE, byte_steps
from training.batches import Forms, Noise, batches
from training.gold import GoldText
from training.network import NameNetwork

# The share of the mean that is added to the diagonal of the inputs' products, as published.
_DAMPING = 0.01


class Calibration(Struct, frozen=True):
    """What running text comes to: the most of each number that becomes a byte, and the products of the inputs, summed.

    `most` goes by the layer that gives the numbers; `products` are those of the inputs of the second convolution,
    (3 * inputs, 3 * inputs), of the row before, the row itself and the row after.
    """

    most: dict[str, Floats]
    products: NDArray[np.float64]


def calibrated(network: NameNetwork, texts: Sequence[GoldText], words: int = 1500) -> Calibration:
    """Runs a network over texts, in batches of about `words` words."""
    most: dict[str, Floats] = {}
    width = network.bias1.shape[0]
    products = np.zeros((3 * width, 3 * width))

    def watch(name: str, numbers: Tensor) -> None:
        largest = numbers.amax(0).numpy()
        most[name] = np.maximum(most.get(name, largest), largest)
        if name == "first":
            padded = torch.nn.functional.pad(numbers, (0, 0, 1, 1))
            rows = torch.cat((padded[:-2], padded[1:-1], padded[2:]), 1)[numbers.any(1)]  # others are between lines
            products[:] += (rows.T @ rows).numpy()

    with torch.no_grad():
        for batch in batches(texts, words, Forms(), Noise(), random.Random(0)):
            network(batch, watch)
    # as they will stand in the file
    return Calibration({name: row.astype(np.float16).astype(np.float32) for name, row in most.items()}, products)


def fitted(kernel: Floats, calibration: Calibration) -> Floats:
    """Returns the kernel of the second convolution, (3, inputs, outputs), moved to whole steps.

    The largest weight of an output stays as it is, and so do the steps that come from it (`imenoslov.models.rounding`).
    """
    taps, inputs, outputs = kernel.shape
    read = np.tile(byte_steps(calibration.most["first"]), taps)
    weights = kernel.reshape(-1, outputs) * read[:, None]
    tops, top = np.abs(weights).max(axis=0), np.abs(weights).argmax(axis=0)
    steps = np.maximum(tops, np.finfo(np.float32).tiny) / BYTE
    products = calibration.products / np.outer(read, read)
    products += np.eye(len(products)) * (np.diag(products).mean() * _DAMPING + np.finfo(np.float32).tiny)
    order = np.argsort(-np.diag(products), kind="stable")
    share = np.linalg.cholesky(np.linalg.inv(products[np.ix_(order, order)])).T
    left = weights[order] / steps
    whole = np.empty_like(left)
    for row, place in enumerate(order):
        kept = top == place
        whole[row] = np.clip(np.rint(left[row]), -BYTE, BYTE)
        whole[row, kept] = (np.sign(weights[place]) * BYTE)[kept]
        left[row + 1 :] -= np.outer(share[row, row + 1 :], (left[row] - whole[row]) / share[row, row])
    result = np.empty_like(whole)
    result[order] = whole * steps
    return (result / read[:, None]).reshape(taps, inputs, outputs).astype(np.float32)
