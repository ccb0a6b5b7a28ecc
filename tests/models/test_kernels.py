from pathlib import Path

import pytest

from imenoslov.errors import ModelError
from imenoslov.models import kernels


def test_a_missing_library_is_an_error(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(kernels, "FOLDER", tmp_path)
    with pytest.raises(ModelError, match="with pip"):
        kernels.library.__wrapped__()


def test_a_library_of_another_version_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kernels._ARGUMENTS, "not_in_the_library", [])
    with pytest.raises(ModelError, match="another version"):
        kernels.library.__wrapped__()
