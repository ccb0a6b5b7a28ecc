"""A connection to Elasticsearch or OpenSearch through its official client.

The clients speak of the same requests in different words; here a request is its method, its path and its body. It is
tried again, with longer and longer pauses, while the engine is busy or cannot be reached.
"""

import base64
import os
import random
import time
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from imenoslov.errors import ConfigError, SearchError

Kind = Literal["elasticsearch", "opensearch"]

# Names of the environment's variables; a password on the command line would be seen by everybody on the machine.
USER, PASSWORD, API_KEY = "IMENOSLOV_ENGINE_USER", "IMENOSLOV_ENGINE_PASSWORD", "IMENOSLOV_ENGINE_API_KEY"

# Too many requests; a proxy or a node that is not there for the moment.
BUSY = frozenset((429, 502, 503, 504))
_TIMEOUT = 60
_FIRST_TRIES = 3
_JSON, _NDJSON = "application/json", "application/x-ndjson"


class Credentials(Struct, frozen=True, forbid_unknown_fields=True):
    """Who asks: a user and a password, an API key, or nobody."""

    user: str | None = None
    password: str | None = None
    api_key: str | None = None


class Patience(Struct, frozen=True, forbid_unknown_fields=True):
    """How often a request is tried, and the seconds of the first and of the longest pause in between."""

    tries: int = 9
    first: float = 1.0
    longest: float = 60.0


class Response(NamedTuple):
    """An answer: the HTTP status, the decoded body, and after how many seconds to ask again where it says so."""

    status: int
    body: Any
    retry_after: float | None = None


class Unreachable(Exception):  # noqa: N818
    """Says that a request may not have arrived, or its answer was lost."""


Send = Callable[[str, str, Mapping[str, Any], bytes | None, str], Response]
"""Sends a request (method, path, parameters, body, content type) once; raises Unreachable."""


def read_credentials(path: Path | None = None, environment: Mapping[str, str] = os.environ) -> Credentials:
    """Reads credentials from a TOML file with `user` and `password`, or `api_key`; from the environment otherwise.

    Raises ConfigError.
    """
    if path is None:
        found = Credentials(environment.get(USER), environment.get(PASSWORD), environment.get(API_KEY))
    else:
        try:
            found = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Credentials)
        except OSError as error:
            raise ConfigError(f"{path} cannot be read ({error.strerror}); name a file with credentials.") from error
        except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
            raise ConfigError(
                f'{path} holds no credentials ({error}); write user = "…" and password = "…", or api_key = "…".'
            ) from error
    if (found.user is None) != (found.password is None):
        raise ConfigError("A user comes with a password; give both, or an API key.")
    if found.user is not None and found.api_key is not None:
        raise ConfigError("There are a user and an API key; give one of them.")
    return found


class Engine:
    """A search engine that answers requests; tries again what may yet succeed."""

    def __init__(
        self,
        kind: Kind,
        send: Send,
        patience: Patience,
        sleep: Callable[[float], None] = time.sleep,
        warn: Callable[[str], None] = lambda message: None,
    ) -> None:
        """Takes what sends a request; `connect` is the way to get an engine. `warn` is told of each pause."""
        self.kind = kind
        self._send = send
        self._patience = patience
        self._sleep = sleep
        self._warn = warn

    def ask(self, method: str, path: str, body: object = None, **parameters: object) -> Response:
        """Sends JSON, or nothing, and returns the answer, whatever its status but one of BUSY; raises SearchError."""
        data = None if body is None else msgspec.json.encode(body)
        return self._persist(method, path, parameters, data, _JSON)

    def need(self, method: str, path: str, body: object = None, **parameters: object) -> Any:  # noqa: ANN401
        """Does as `ask`, returns the answer's body, and raises SearchError also where the engine refuses."""
        response = self.ask(method, path, body, **parameters)
        if not 200 <= response.status < 300:
            raise SearchError(f"The engine refuses {method} {path}: {reason(response)}.")
        return response.body

    def bulk(self, index: str, body: bytes) -> Response:
        """Sends a body of lines, which may be repeated without harm, to an index; returns and raises as `ask`."""
        return self._persist("POST", f"/{index}/_bulk", {}, body, _NDJSON)

    def pause(self, attempt: int, wish: float | None, why: str) -> None:
        """Waits before the next attempt, twice as long each time; raises SearchError where that was the last."""
        if attempt + 1 >= self._patience.tries:
            raise SearchError(
                f"The engine gives no answer after {attempt + 1} tries ({why}); run the same command later."
            )
        # Half of the pause is left to chance, so that clients that were refused together do not come back together.
        longest = min(self._patience.longest, self._patience.first * 2**attempt)
        seconds = min(self._patience.longest, wish) if wish is not None else longest * random.uniform(0.5, 1)
        self._warn(f"{why}; trying again in {seconds:.1f} s")
        self._sleep(seconds)

    def _persist(
        self, method: str, path: str, parameters: Mapping[str, Any], body: bytes | None, type: str
    ) -> Response:
        attempt = 0
        while True:
            wish = None
            try:
                response = self._send(method, path, parameters, body, type)
                if response.status in (401, 403):
                    raise SearchError(f"The engine refuses these credentials: {reason(response)}.")
                if response.status not in BUSY:
                    return response
                why, wish = reason(response), response.retry_after
            except Unreachable as error:
                why = str(error)
            self.pause(attempt, wish, why)
            attempt += 1


def connect(
    url: str,
    credentials: Credentials = Credentials(),  # noqa: B008
    *,
    kind: Kind | None = None,
    ca_certs: Path | None = None,
    verify: bool = True,
    patience: Patience = Patience(),  # noqa: B008
    sleep: Callable[[float], None] = time.sleep,
    warn: Callable[[str], None] = lambda message: None,
) -> Engine:
    """Connects to an engine and finds out which it is, unless `kind` says so.

    Raises ConfigError for a wrong address and for a client that is not installed, SearchError where nobody answers.
    """
    address = checked_address(url)
    kinds: tuple[Kind, ...] = (kind,) if kind else ("elasticsearch", "opensearch")
    missing = []
    for candidate in kinds:
        try:
            make = _elasticsearch if candidate == "elasticsearch" else _opensearch
            send = make(address, credentials, ca_certs, verify)
        except ModuleNotFoundError:
            missing.append(candidate)
            continue
        # Whoever mistypes an address learns it soon.
        short = msgspec.structs.replace(patience, tries=min(patience.tries, _FIRST_TRIES))
        if _is(Engine(candidate, send, short, sleep, warn)):
            return Engine(candidate, send, patience, sleep, warn)
    if missing:
        raise ConfigError(
            f"The client of {missing[0]} is not installed; install it with `pip install imenoslov[{missing[0]}]`."
        )
    raise SearchError(f"{url} is neither Elasticsearch 8 or 9 nor OpenSearch 2 or 3; name it with --engine.")


def checked_address(url: str) -> str:
    """Returns an address with its port; raises ConfigError for one that is none or that holds a password."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as error:
        raise ConfigError(f"«{url}» is no address ({error}); write it as https://localhost:9200.") from error
    if parts.username or parts.password:
        raise ConfigError(f"A password in the address can be seen by others; put it into {USER} and {PASSWORD}.")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ConfigError(f"«{url}» is no address; write it as https://localhost:9200.")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{parts.scheme}://{host}:{port}{parts.path.rstrip('/')}"


def reason(response: Response) -> str:
    """Returns why an engine refuses, in its own words."""
    body = response.body
    error = body.get("error", body) if isinstance(body, dict) else body
    return f"{response.status} {error_text(error)}".strip()


def error_text(error: object) -> str:
    """Returns an engine's description of an error on one line, with its cause."""
    if not isinstance(error, dict):
        return " ".join(str(error or "").split())[:500]
    text = f"{error.get('type', '')}: {error.get('reason', '')}".strip(": ")
    cause = error.get("caused_by")
    return f"{text} ({error_text(cause)})" if isinstance(cause, dict) else " ".join(text.split())[:500]


def _is(engine: Engine) -> bool:
    """Tells whether the engine is of its kind: Elasticsearch's client checks it, OpenSearch says so."""
    response = engine.ask("GET", "/")
    if response.status != 200 or not isinstance(response.body, dict):
        return False
    version = response.body.get("version", {})
    return bool((version.get("distribution") == "opensearch") == (engine.kind == "opensearch"))


def _elasticsearch(address: str, credentials: Credentials, ca_certs: Path | None, verify: bool) -> Send:
    from elasticsearch import ApiError, Elasticsearch, TransportError, UnsupportedProductError

    options: dict[str, Any] = {"request_timeout": _TIMEOUT, "max_retries": 0, "retry_on_timeout": False}
    client = Elasticsearch(address, headers=_authorization(credentials), **options, **_tls(address, ca_certs, verify))

    def send(method: str, path: str, parameters: Mapping[str, Any], body: bytes | None, type: str) -> Response:
        headers = {"accept": _JSON} | ({"content-type": type} if body is not None else {})
        try:
            answer = client.perform_request(method, path, params=parameters, headers=headers, body=body)
        except UnsupportedProductError:
            return Response(406, "not Elasticsearch")
        except ApiError as error:
            return Response(error.meta.status, error.body, _seconds(error.meta.headers.get("retry-after")))
        except TransportError as error:
            raise Unreachable(error_text(str(error))) from error
        return Response(answer.meta.status, answer.body)

    return send


def _opensearch(address: str, credentials: Credentials, ca_certs: Path | None, verify: bool) -> Send:
    from opensearchpy import OpenSearch
    from opensearchpy.exceptions import ConnectionError as NoConnection
    from opensearchpy.exceptions import TransportError

    if credentials.api_key is not None:
        raise ConfigError("OpenSearch knows no API keys; give a user and a password.")
    options: dict[str, Any] = {"timeout": _TIMEOUT, "max_retries": 0, "retry_on_timeout": False}
    client = OpenSearch([address], headers=_authorization(credentials), **options, **_tls(address, ca_certs, verify))

    def send(method: str, path: str, parameters: Mapping[str, Any], body: bytes | None, type: str) -> Response:
        headers = {"content-type": type} if body is not None else {}
        try:
            answer = client.transport.perform_request(method, path, params=dict(parameters), headers=headers, body=body)
        except NoConnection as error:
            raise Unreachable(error_text(str(error))) from error
        except TransportError as error:
            if not isinstance(error.status_code, int):
                raise Unreachable(error_text(str(error))) from error
            return Response(error.status_code, error.info if isinstance(error.info, dict) else error.error)
        # The client answers a HEAD with whether it was found.
        return Response(404 if method == "HEAD" and not answer else 200, answer)

    return send


def _authorization(credentials: Credentials) -> dict[str, str]:
    """Returns the header that says who asks; the clients' own ways know no letters beyond ASCII."""
    if credentials.api_key is not None:
        return {"authorization": f"ApiKey {credentials.api_key}"}
    if credentials.user is None:
        return {}
    pair = f"{credentials.user}:{credentials.password}".encode()
    return {"authorization": f"Basic {base64.b64encode(pair).decode()}"}


def _tls(address: str, ca_certs: Path | None, verify: bool) -> dict[str, Any]:
    if not address.startswith("https:"):
        return {}
    options: dict[str, Any] = {"verify_certs": verify, "ssl_show_warn": False}
    if ca_certs is not None:
        if not ca_certs.is_file():
            raise ConfigError(f"{ca_certs} is no file; name the certificate of the authority that signed the engine's.")
        options["ca_certs"] = str(ca_certs)
    return options


def _seconds(header: str | None) -> float | None:
    return float(header) if header and header.isdecimal() else None
