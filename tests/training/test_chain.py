"""The loss of the chain against an enumeration of its paths."""

from itertools import product

import pytest

from imenoslov.models.names import TAGS

torch = pytest.importorskip("torch", reason="PyTorch is not installed")
pytest.importorskip("training", reason="the folder pipeline is not on the path")

from training.chain import forbidden, loss, total  # noqa: E402


def test_total_is_the_sum_over_all_paths() -> None:
    torch.manual_seed(0)
    steps = torch.randn(2, 5, 3, 3)
    steps[:, 0] = steps[:, 0, :1]
    for chain, found in zip(steps, total(steps), strict=True):
        paths = product(range(3), repeat=5)
        sums = [sum(chain[i, path[i - 1], path[i]] for i in range(1, 5)) + chain[0, 0, path[0]] for path in paths]
        assert found.item() == pytest.approx(torch.stack(sums).logsumexp(0).item(), abs=1e-4)


def test_loss_is_zero_where_everything_is_allowed_and_grows_with_what_is_not() -> None:
    torch.manual_seed(0)
    scores, steps = torch.randn(2, 6, len(TAGS)), torch.randn(2, len(TAGS), len(TAGS)) + forbidden()
    starts = torch.tensor([True, False, False, True, False, False])
    everything = torch.ones(2, 6, len(TAGS), dtype=torch.bool)
    assert loss(scores, steps, starts, everything).tolist() == pytest.approx([0, 0], abs=1e-4)
    some = everything.clone()
    some[:, 1, TAGS.index("O")] = False
    fewer = some.clone()
    fewer[:, 2, TAGS.index("B-LOC")] = False
    assert (loss(scores, steps, starts, some) > 0).all()
    assert (loss(scores, steps, starts, fewer) > loss(scores, steps, starts, some)).all()


def test_lines_are_chains_of_their_own() -> None:
    torch.manual_seed(0)
    scores, steps = torch.randn(1, 4, len(TAGS)), torch.randn(1, len(TAGS), len(TAGS))
    allowed = torch.zeros(1, 4, len(TAGS), dtype=torch.bool)
    allowed[:, :, :2] = True
    together = loss(scores, steps, torch.tensor([True, False, True, False]), allowed)
    first = loss(scores[:, :2], steps, torch.tensor([True, False]), allowed[:, :2])
    second = loss(scores[:, 2:], steps, torch.tensor([True, False]), allowed[:, 2:])
    assert together.item() == pytest.approx((first + second).item(), abs=1e-4)
