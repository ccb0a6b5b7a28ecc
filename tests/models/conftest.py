"""What tests of the models share: the compiled part, once for each level of instructions that this processor has."""

import ctypes
import platform

import pytest

from imenoslov.models import kernels


@pytest.fixture(scope="session")
def levels() -> dict[int, ctypes.CDLL]:
    """The libraries by their levels; machines that have no levels have 0 alone."""
    best = kernels.library()
    if platform.machine() not in ("x86_64", "AMD64"):
        return {0: best}
    found = {}
    for level in (1, 3, 4, 5):
        if level <= best.processor_level():
            found[level] = ctypes.CDLL(str(kernels.FOLDER / kernels.library_file(level)))
            for name, arguments in kernels._ARGUMENTS.items():
                getattr(found[level], name).argtypes = arguments
    return found
