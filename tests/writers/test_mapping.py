import pytest

from imenoslov.errors import ConfigError
from imenoslov.writers.mapping import check_name


@pytest.mark.parametrize("name", ["News", "_news", "a b", "", "a/b", "новости", "-a", ".a", "a" * 256, "a,b"])
def test_names_that_engines_do_not_allow(name: str) -> None:
    with pytest.raises(ConfigError, match="cannot be an index"):
        check_name(name)
