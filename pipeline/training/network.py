"""The network of `imenoslov.models.names` in PyTorch, where it can learn.

It begins as slovnet's network for names: its three convolutions with their packaged weights, to which everything else
is added starting at zero.
"""

from collections.abc import Callable

import torch
from msgspec import Struct
from torch import Tensor, nn
from torch.nn import functional

from imenoslov.models.kernels import Floats
from imenoslov.models.names import LEVELS, TAGS
from imenoslov.models.weights import NAMES, Convolution, load_network
from imenoslov.models.words import FLAGS, LETTER_COUNT
from training.batches import Batch
from training.chain import forbidden


class Size(Struct, frozen=True):
    """The size of a network.

    `letter` and `spelling` are the widths of a letter and of the convolution over letters, `narrow` that of the
    convolutions with gaps, of which there is one for each of `gaps`, `question` that of what forms of a word ask.
    """

    letter: int = 32
    spelling: int = 96
    narrow: int = 48
    gaps: tuple[int, ...] = (2, 4, 8)
    question: int = 32


Watch = Callable[[str, Tensor], None]


def _unwatched(name: str, numbers: Tensor) -> None:
    """Sees nothing."""


class Narrow(nn.Module):
    """A residual block: down to a small width, a convolution with gaps between its three taps, up again."""

    def __init__(self, width: int, narrow: int, gap: int, dropout: float) -> None:
        """Makes a block that adds nothing yet."""
        super().__init__()
        self.dropout = dropout
        self.down = nn.Linear(width, narrow)
        self.convolution = nn.Conv1d(narrow, narrow, 3, padding=gap, dilation=gap)
        self.up = _silent(nn.Linear(narrow, width))

    def forward(self, hidden: Tensor, mask: Tensor, name: str, watch: Watch) -> Tensor:
        """Returns `hidden`, (rows, width), with what this block adds; `mask` is 0 in separators."""
        small = self.down(hidden).relu() * mask
        watch(f"{name}.down", small)
        small = self.convolution(small.T[None])[0].T.relu()
        watch(name, small * mask)
        added: Tensor = self.up(functional.dropout(small, self.dropout, self.training))
        return (hidden + added) * mask


class NameNetwork(nn.Module):
    """Words to the scores of the tags of both levels."""

    def __init__(self, size: Size, dropout: float) -> None:
        """Starts from slovnet's weights; `dropout` is the share of numbers left out at each place in training."""
        super().__init__()
        stock = load_network(NAMES)
        first, second, third = stock.layers
        if stock.transitions is None:
            raise ValueError("slovnet's network for names has transitions")
        self.size, self.dropout = size, dropout
        self.letter = nn.Embedding(LETTER_COUNT, size.letter, padding_idx=0)
        self.capital = nn.Embedding(2, size.letter)
        nn.init.normal_(self.capital.weight, std=0.1)
        self.spelling = nn.Conv1d(size.letter, size.spelling, 3, padding=1)
        self.shape = nn.Parameter(torch.tensor(stock.shape_vectors))
        known = first.kernel.shape[1]
        kernel = torch.zeros(3, known + size.spelling + len(FLAGS), first.kernel.shape[2])
        kernel[:, :known] = torch.tensor(first.kernel)
        self.kernel1, self.bias1 = nn.Parameter(kernel), nn.Parameter(torch.tensor(first.bias))
        self.kernel2, self.bias2 = _after(first, second.kernel, second.bias)
        self.kernel3, self.bias3 = _after(second, third.kernel, third.bias)
        order = [stock.tags.index(tag) for tag in TAGS]
        head, bias = _after(third, stock.projection[None], stock.bias)
        self.heads = nn.Parameter(head[0][:, order].repeat(1, len(LEVELS)).detach())
        self.head_bias = nn.Parameter(bias[order].repeat(len(LEVELS)).detach())
        self.transitions = nn.Parameter(torch.tensor(stock.transitions)[order][:, order].repeat(len(LEVELS), 1, 1))
        self.forbidden = forbidden()
        width = second.kernel.shape[2]
        self.blocks = nn.ModuleList(Narrow(width, size.narrow, gap, dropout) for gap in size.gaps)
        self.ask = nn.Linear(width, size.question)
        self.tell = _silent(nn.Linear(size.question, width))

    def forward(self, batch: Batch, watch: Watch = _unwatched) -> Tensor:
        """Returns the scores of the tags of each word, (levels, words, tags).

        `watch` is shown the answers of the layers that will be bytes, (rows, width).
        """
        mask = batch.inside[:, None].float()
        given = self.forms(batch)[batch.rows] * mask[:, :, None]
        hidden = given[:, 1].clone()
        hidden[1:] += given[:-1, 0]
        hidden[:-1] += given[1:, 2]
        hidden = self._dropped((hidden + self.bias1).relu() * mask)
        watch("first", hidden)
        hidden = (_convolve(hidden, self.kernel2) + self.bias2).relu() * mask
        for index, block in enumerate(self.blocks):
            hidden = block(hidden, mask, f"narrow{index}", watch)
        hidden = hidden + self._document(hidden, batch.groups, mask)
        hidden = self._dropped((_convolve(self._dropped(hidden), self.kernel3) + self.bias3).relu())
        scores = (hidden @ self.heads + self.head_bias)[batch.inside]
        return scores.view(len(scores), len(LEVELS), len(TAGS)).transpose(0, 1)

    def forms(self, batch: Batch) -> Tensor:
        """Returns what each form gives to the word after it, to itself and to the word before, (forms, 3, width)."""
        real = (batch.letters > 0)[:, :, None]
        letters = (self.letter(batch.letters) + self.capital(batch.capitals)) * real
        spelled = self.spelling(letters.transpose(1, 2))
        spelled = torch.where(real.transpose(1, 2), spelled, spelled.new_tensor(-1e4)).amax(2).relu()
        inputs = self._dropped(torch.cat((batch.vectors, self.shape[batch.shapes], spelled, batch.flags), 1))
        kernel = self.kernel1.permute(1, 0, 2).reshape(inputs.shape[1], -1)
        return (inputs @ kernel).view(len(inputs), 3, -1)

    def narrow(self) -> list["Narrow"]:
        """Returns the convolutions with gaps, in their order."""
        return [block for block in self.blocks if isinstance(block, Narrow)]

    def steps(self) -> Tensor:
        """Returns the scores of one tag after another, (levels, tags before, tags after)."""
        return self.transitions + self.forbidden

    def operations(self) -> int:
        """Returns the floating-point operations per word after the table of word forms."""
        weights: list[Tensor] = [self.kernel2, self.kernel3, self.heads, self.ask.weight, self.tell.weight]
        for block in self.narrow():
            weights += [block.down.weight, block.convolution.weight, block.up.weight]
        count: int = sum(weight.numel() for weight in weights)
        return 2 * count

    def _document(self, hidden: Tensor, groups: Tensor, mask: Tensor) -> Tensor:
        said = self._dropped(self.ask(hidden).relu()) * mask
        best = said.new_zeros(int(groups.max()) + 1, self.size.question)
        best = best.scatter_reduce(0, groups[:, None].expand_as(said), said, "amax")
        told: Tensor = self.tell(best[groups]) * mask
        return told

    def _dropped(self, hidden: Tensor) -> Tensor:
        return functional.dropout(hidden, self.dropout, self.training)


def _convolve(hidden: Tensor, kernel: Tensor) -> Tensor:
    return functional.conv1d(hidden.T[None], kernel.permute(2, 1, 0), padding=1)[0].T


def _after(layer: Convolution, kernel: Floats, bias: Floats) -> tuple[nn.Parameter, nn.Parameter]:
    """Returns a kernel and bias with the batch normalisation of the layer before them folded in."""
    weights = torch.tensor(kernel)
    shifted = torch.tensor(bias) + torch.einsum("i,kio->o", torch.tensor(layer.shift), weights)
    return nn.Parameter(weights * torch.tensor(layer.scale)[None, :, None]), nn.Parameter(shifted)


def _silent(layer: nn.Linear) -> nn.Linear:
    nn.init.zeros_(layer.weight)
    nn.init.zeros_(layer.bias)
    return layer
