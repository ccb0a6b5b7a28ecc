"""Tables: what they hold, and what is wrong with one."""

from pathlib import Path

import pytest

from imenoslov.errors import ConfigError
from imenoslov.knowledge.tsv import read_table, read_words


def test_comments_and_missing_cells(tmp_path: Path) -> None:
    path = tmp_path / "table.tsv"
    path.write_text("# a comment\n\nодин\tдва\nтри\n", "utf-8")
    assert read_table(path, columns=2) == [("один", "два"), ("три", "")]


def test_a_line_with_too_many_cells_is_named(tmp_path: Path) -> None:
    path = tmp_path / "table.tsv"
    path.write_text("один\nодин\tдва\tтри\n", "utf-8")
    with pytest.raises(ConfigError, match="line 2"):
        read_table(path, columns=2)


def test_lists_of_words() -> None:
    assert "газета" in read_words("genres")
    assert read_words("no such list") == frozenset()
