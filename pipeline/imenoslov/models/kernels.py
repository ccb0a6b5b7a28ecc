"""The compiled part, `kernels.c`, loaded; what it does is in the modules that call it, by subject.

The library is built for several levels of a processor's instructions when the package is installed; the best one that
this processor has is loaded. A sum of floats runs over its terms in one order whatever the shape, so a row has the same
bits in every document, and on every machine that has fused multiply-add; sums of whole numbers are exact.
"""

import ctypes
import platform
import sys
from ctypes import c_float, c_int32, c_int64, c_void_p
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from imenoslov.errors import ModelError

Floats = NDArray[np.float32]
Rows = NDArray[np.int32]
Steps = NDArray[np.int16]

FOLDER = Path(__file__).with_name("compiled")
SUFFIX = {"win32": ".dll", "darwin": ".dylib"}.get(sys.platform, ".so")
AGAIN = 1 << 30  # of kernels.c


_ARGUMENTS: dict[str, list[type]] = {
    "layer_apply": [c_void_p, c_int64, c_void_p, c_int64, c_void_p, c_int64],
    "exact_apply": [c_void_p, c_int64, c_void_p, c_void_p],
    "vectors": [c_void_p, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_int64, c_void_p, c_int64],
    "table_number": [c_void_p, c_void_p, c_int32],
    "table_fill": [c_void_p, c_void_p, c_int64, c_void_p],
    "words_number": [*[c_void_p] * 5, c_int64, *[c_void_p] * 3],
    "words_kept": [c_void_p, c_void_p, c_void_p],
    "lines_apart": [c_void_p, c_void_p, c_int64, c_void_p, c_void_p, c_void_p],
    "tokens_cut": [c_void_p, c_int64, c_void_p, c_void_p, c_int64, *[c_void_p] * 4],
    "words_read": [c_void_p, c_void_p, c_int64, *[c_void_p] * 5],
    "forms_write": [*[c_void_p] * 5, c_int64, c_void_p],
    "forms_placed": [c_void_p, c_void_p, c_void_p, c_void_p, c_int64, c_void_p, c_void_p, c_void_p],
    "tagger_scores": [c_void_p, c_void_p, c_void_p, c_int64, c_void_p, c_void_p],
    "best_places": [c_void_p, c_int64, c_int64, c_int64, c_void_p],
    "kinds_told": [c_void_p, c_int64, c_int64, c_void_p, c_int64, c_void_p, c_int64, *[c_void_p] * 3],
    "names_scores": [*[c_void_p] * 4, c_int64, c_void_p, c_int64, c_void_p],
    "best_paths": [c_void_p, c_int64, c_int64, c_void_p, c_void_p, c_int64, c_void_p],
    "span_probabilities": [
        *[c_void_p, c_int64, c_int64, c_void_p, c_void_p, c_int64],
        *[c_void_p] * 3,
        c_int64,
        c_void_p,
    ],
    "names_found": [
        *(*[c_void_p] * 4, c_int64, c_void_p),
        *[c_void_p, c_int64] * 3,
        *(c_float, c_void_p),
    ],
}
_LONG_ANSWERS = ("words_number", "words_kept", "lines_apart", "tokens_cut", "forms_placed", "names_found")


@cache
def library() -> ctypes.CDLL:
    """Loads the library for this processor, once a process; raises ModelError."""
    lowest = _load(1 if platform.machine().lower() in ("x86_64", "amd64") else 0)
    level = lowest.processor_level()
    best = _load(level) if level > 1 else lowest
    try:
        for name, arguments in _ARGUMENTS.items():
            getattr(best, name).argtypes = arguments
        for name in _LONG_ANSWERS:
            getattr(best, name).restype = c_int64
    except AttributeError as error:
        raise ModelError(f"The compiled part {best._name} is of another version: install imenoslov again.") from error
    return best


def library_file(level: int) -> str:
    """Returns the name of the library's file for a level of x86-64 instructions, 1, 3, 4 or 5, or 0, other machines."""
    return f"kernels-{level}{SUFFIX}" if level else f"kernels{SUFFIX}"


def _load(level: int) -> ctypes.CDLL:
    path = FOLDER / library_file(level)
    try:
        return ctypes.CDLL(str(path))
    except OSError as error:
        raise ModelError(
            f"The compiled part {path} cannot be loaded ({error}); install the package on this machine with pip."
        ) from error


def check(failed: int) -> None:
    """Raises MemoryError where a function says that it had no memory."""
    if failed:
        raise MemoryError
