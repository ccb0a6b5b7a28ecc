import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from imenoslov.models.kernels import Floats
from imenoslov.models.tags import Telling, best_places, kinds_told


def random(*shape: int, seed: int = 0) -> Floats:
    return np.random.default_rng([seed, *shape]).normal(size=shape).astype(np.float32)


@settings(deadline=None)
@given(st.lists(st.lists(st.integers(-3, 3), min_size=70, max_size=70), max_size=5), st.integers(1, 70))
def test_the_best_place_is_the_first_of_equal_ones(rows: list[list[int]], width: int) -> None:
    scores = np.array(rows, np.float32).reshape(-1, 70)[:, :width]
    assert best_places(scores) == scores.argmax(axis=1).tolist()


@settings(deadline=None, max_examples=60)
@given(st.integers(1, 90), st.integers(0, 9999), st.sampled_from([1.0, 8.0, 1000.0]))
def test_kinds_are_told_with_all_their_shares(width: int, seed: int, spread: float) -> None:
    doubts = Telling(sure=0.9, reach=7, least=0.005, steps=10)
    scores = random(4, width, seed=seed) * np.float32(spread)
    kinds = np.random.default_rng(seed).integers(0, 5, width).astype(np.int32)
    rows = np.array([2, 0, 3], np.int32)
    shares, doubted = kinds_told(scores, rows, kinds, 5, doubts)
    distance = scores[rows].astype(float) - scores[rows].max(axis=1, keepdims=True)
    likely = np.where(distance > -7, np.exp(distance), 0)
    sums = np.stack([likely[:, kinds == kind].sum(axis=1) for kind in range(5)], axis=1) / likely.sum(axis=1)[:, None]
    told = np.where(sums > 0.005, np.rint(sums * 10), -1)
    clear = (abs(sums - 0.005) > 1e-9) & (abs(sums * 10 % 1 - 0.5) > 1e-9)
    np.testing.assert_array_equal(shares[clear], told[clear])
    np.testing.assert_array_equal(doubted, sums.max(axis=1) <= 0.9)
