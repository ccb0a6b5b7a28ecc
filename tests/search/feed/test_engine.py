# ruff: noqa: ANN401 - the engine is a class of conftest.py, which cannot be imported
"""Connecting: which engine it is, who asks, and what goes wrong."""

from pathlib import Path
from typing import Any

import pytest

from imenoslov.errors import ConfigError, SearchError
from imenoslov.search.engine import Credentials, Patience, checked_address, connect, read_credentials

QUICK = Patience(tries=3, first=0.01, longest=0.02)


@pytest.mark.parametrize(
    ("text", "credentials"),
    [
        ('user = "u"\npassword = "p"\n', Credentials("u", "p")),
        ('api_key = "k"', Credentials(api_key="k")),
        ("", Credentials()),
    ],
)
def test_credentials_of_a_file(text: str, credentials: Credentials, tmp_path: Path) -> None:
    path = tmp_path / "secret.toml"
    path.write_text(text)
    assert read_credentials(path) == credentials


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("user =", "holds no credentials"),
        ('token = "x"', "token"),
        ('user = "u"', "comes with a password"),
        ('user = "u"\npassword = "p"\napi_key = "k"', "give one of them"),
    ],
)
def test_credentials_that_are_none(text: str, said: str, tmp_path: Path) -> None:
    path = tmp_path / "secret.toml"
    path.write_text(text)
    with pytest.raises(ConfigError, match=said):
        read_credentials(path)
    with pytest.raises(ConfigError, match="cannot be read"):
        read_credentials(tmp_path / "nothing")


def test_credentials_of_the_environment() -> None:
    environment = {"IMENOSLOV_ENGINE_USER": "u", "IMENOSLOV_ENGINE_PASSWORD": "p"}
    assert read_credentials(None, environment) == Credentials("u", "p")
    assert read_credentials(None, {"IMENOSLOV_ENGINE_API_KEY": "k"}) == Credentials(api_key="k")
    assert read_credentials(None, {}) == Credentials()


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://localhost:9200", "http://localhost:9200"),
        ("https://engine.example.org/", "https://engine.example.org:443"),
        ("http://[::1]:9200/prefix/", "http://[::1]:9200/prefix"),
    ],
)
def test_addresses(url: str, address: str) -> None:
    assert checked_address(url) == address


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("localhost:9200", "is no address"),
        ("ftp://localhost", "is no address"),
        ("http://", "is no address"),
        ("http://localhost:port", "is no address"),
        ("https://user:secret@localhost:9200", "can be seen by others"),
    ],
)
def test_addresses_that_are_none(url: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said):
        checked_address(url)


@pytest.mark.parametrize("version", ["elasticsearch-8", "opensearch-2"])
def test_user_and_password(start: Any, version: str) -> None:
    pytest.importorskip("elasticsearch" if version.startswith("elastic") else "opensearchpy")
    engine = start(version, user="u", password="пароль")
    kind = engine.flavour
    assert connect(engine.url, Credentials("u", "пароль"), kind=kind, patience=QUICK).kind == kind
    with pytest.raises(SearchError, match="refuses these credentials: 401 security_exception"):
        connect(engine.url, Credentials("u", "wrong"), kind=kind, patience=QUICK)


def test_api_key(start: Any) -> None:
    pytest.importorskip("elasticsearch")
    engine = start("elasticsearch-9", api_key="abc==")
    assert connect(engine.url, Credentials(api_key="abc=="), patience=QUICK).kind == "elasticsearch"
    pytest.importorskip("opensearchpy")
    with pytest.raises(ConfigError, match="knows no API keys"):
        connect(engine.url, Credentials(api_key="abc=="), kind="opensearch", patience=QUICK)


def test_the_engine_must_be_the_one_that_is_named(start: Any) -> None:
    pytest.importorskip("elasticsearch")
    engine = start("opensearch-3")
    with pytest.raises(SearchError, match="neither"):
        connect(engine.url, kind="elasticsearch", patience=QUICK)


def test_nobody_answers(start: Any) -> None:
    pytest.importorskip("elasticsearch")
    warned: list[str] = []
    with pytest.raises(SearchError, match="no answer after 3 tries"):
        connect("http://127.0.0.1:1", kind="elasticsearch", patience=QUICK, warn=warned.append)
    assert len(warned) == 2


def test_a_certificate_that_is_not_there(tmp_path: Path) -> None:
    pytest.importorskip("elasticsearch")
    with pytest.raises(ConfigError, match="is no file"):
        connect("https://localhost:9200", ca_certs=tmp_path / "ca.pem", kind="elasticsearch")
