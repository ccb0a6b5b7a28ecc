"""Turns a trained network into the one that `imenoslov.models.names` runs, and into its file."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from imenoslov.models.names import LEVELS, TAGS
from imenoslov.models.weights import NAMES, load_network
from training.calibration import Calibration, fitted
from training.network import NameNetwork


def write(network: NameNetwork, calibration: Calibration, path: Path) -> None:
    """Writes the weights in half precision and `meta` as JSON to an uncompressed .npz file, always the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(meta(network), ensure_ascii=False).encode()
    weights = {name: array.astype(np.float16) for name, array in arrays(network, calibration).items()}
    np.savez(path, allow_pickle=False, meta=np.frombuffer(text, np.uint8), **weights)


def meta(network: NameNetwork) -> dict[str, Any]:
    """Returns what a file says beside its weights: the names of levels, tags and shapes, and the gaps."""
    shapes = load_network(NAMES).shapes
    return {"levels": LEVELS, "tags": TAGS, "shapes": sorted(shapes, key=shapes.__getitem__), "gaps": network.size.gaps}


def arrays(network: NameNetwork, calibration: Calibration) -> dict[str, NDArray[np.float32]]:
    """Returns the weights, fitted to whole numbers, by the names under which they are written."""
    with torch.no_grad():
        letters = network.letter.weight[:, None] + network.capital.weight[None]
        letters[0] = 0
        steps = network.steps()
        tensors: dict[str, Tensor] = {
            "shape_vectors": network.shape,
            "letters": letters.flatten(0, 1),
            "letter_kernel": network.spelling.weight.permute(2, 1, 0),
            "letter_bias": _bias(network.spelling),
            "kernel1": _side_by_side(network.kernel1),
            "kernel2": _side_by_side(torch.from_numpy(fitted(network.kernel2.numpy(), calibration))),
            "kernel3": _side_by_side(network.kernel3),
            "bias1": network.bias1,
            "most1": torch.from_numpy(calibration.most["first"]),
            "bias2": network.bias2,
            "bias3": network.bias3,
            "ask": network.ask.weight.T,
            "tell": network.tell.weight.T,
            "heads": network.heads,
            "head_bias": network.head_bias,
            **{f"transitions.{level}": steps[index] for index, level in enumerate(LEVELS)},
        }
        added = torch.zeros_like(network.bias2)  # what the biases of `up` have added so far
        for index, block in enumerate(network.narrow()):
            tensors |= {
                f"narrow{index}.down": block.down.weight.T,
                f"narrow{index}.down_bias": block.down.bias + block.down.weight @ added,
                f"narrow{index}.down_most": torch.from_numpy(calibration.most[f"narrow{index}.down"]),
                f"narrow{index}.kernel": _side_by_side(block.convolution.weight.permute(2, 1, 0)),
                f"narrow{index}.bias": _bias(block.convolution),
                f"narrow{index}.most": torch.from_numpy(calibration.most[f"narrow{index}"]),
                f"narrow{index}.up": block.up.weight.T,
            }
            added = added + block.up.bias
        tensors["ask_bias"] = network.ask.bias + network.ask.weight @ added
        tensors["tell_bias"] = network.tell.bias + added
        return {name: np.ascontiguousarray(tensor.detach().numpy()) for name, tensor in tensors.items()}


def _side_by_side(kernel: Tensor) -> Tensor:
    """Turns (3, inputs, outputs) into (inputs, 3 * outputs)."""
    return kernel.permute(1, 0, 2).reshape(kernel.shape[1], -1)


def _bias(layer: nn.Conv1d) -> Tensor:
    if layer.bias is None:
        raise ValueError("a convolution of this network has a bias")
    return layer.bias
