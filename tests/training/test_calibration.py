"""How a network is fitted to whole numbers."""

import numpy as np
import pytest

from imenoslov.models.rounding import BYTE, byte_steps, rounded
from imenoslov.readers.annotation import Annotation

torch = pytest.importorskip("torch", reason="PyTorch is not installed")
pytest.importorskip("training", reason="the folder pipeline is not on the path")

from training.calibration import Calibration, calibrated, fitted  # noqa: E402
from training.gold import gold_text  # noqa: E402
from training.network import NameNetwork, Size  # noqa: E402

TEXTS = ("Кая Каллас\nв Москве\n\nКАЛЛАС: «МИД Литвы»", "Глава МИД РФ прибыл в Минск. " * 20)


def test_fitted_weights_are_whole_and_leave_less_error() -> None:
    random = np.random.default_rng(0)
    # inputs that go together in part, and some that are nearly always 0
    rows = np.maximum(random.normal(size=(4000, 4)) @ random.normal(size=(4, 20)) + random.normal(size=(4000, 20)), 0)
    rows[:, :3] *= rows[:, :3] > 3
    kernel = random.normal(size=(1, 20, 16)).astype(np.float32)
    most = rows.max(axis=0).astype(np.float32)
    better = fitted(kernel, Calibration({"first": most}, rows.T @ rows))
    steps = byte_steps(most)
    plain, fit = rounded(kernel, None, steps, 1.0, BYTE), rounded(better, None, steps, 1.0, BYTE)
    np.testing.assert_allclose(fit.scale, plain.scale, rtol=1e-5)
    np.testing.assert_allclose(fit.weights[0] * fit.scale / steps[:, None], better[0], rtol=1e-4, atol=1e-6)
    errors = [np.square(rows / steps @ (one.weights[0] * one.scale) - rows @ kernel[0]).mean() for one in (plain, fit)]
    assert errors[1] < 0.8 * errors[0]
    # half precision, in which they are written, leaves the same whole numbers
    half = rounded(better.astype(np.float16).astype(np.float32), None, steps, 1.0, BYTE)
    np.testing.assert_array_equal(half.weights, fit.weights)


def test_calibration_is_the_most_of_all_texts() -> None:
    torch.manual_seed(0)
    network = NameNetwork(Size(narrow=16, gaps=(1, 3), question=8), dropout=0.5)
    network.eval()
    texts = [gold_text("x", Annotation("id", text, ())) for text in TEXTS]
    together, *alone = (calibrated(network, part) for part in (texts, texts[:1], texts[1:]))
    assert set(together.most) == {"first", "narrow0.down", "narrow0", "narrow1.down", "narrow1"}
    for name, row in together.most.items():
        np.testing.assert_allclose(row, np.maximum(alone[0].most[name], alone[1].most[name]), rtol=2e-3)
    np.testing.assert_allclose(together.products, alone[0].products + alone[1].products, rtol=1e-3, atol=0.1)
