from pathlib import Path

import numpy as np
import pytest

from imenoslov.models.memory import zeros

STATM = Path("/proc/self/statm")


@pytest.mark.parametrize(("shape", "number"), [((3, 4), np.float32), ((5,), np.int32), ((0, 7), np.int16)])
def test_zeros_can_be_written(shape: tuple[int, ...], number: type[np.generic]) -> None:
    array = zeros(shape, number)
    assert (array.shape, array.dtype) == (shape, np.dtype(number))
    assert not array.any()
    array[:] = 1
    assert array.all()


@pytest.mark.skipif(not STATM.exists(), reason="the system does not tell the pages of a process in /proc")
def test_memory_is_taken_as_it_is_written() -> None:
    def pages() -> int:
        return int(STATM.read_text().split()[1])

    before = pages()
    array = zeros((100_000, 1_000), np.float32)  # 400 MB
    array[:10] = 1
    assert pages() - before < 1_000
