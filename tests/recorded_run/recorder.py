"""Sends requests to the service of a checkout and notes each with its answer."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote, urlencode

import httpx

from tests.api.serving import wait_until
from tests.recorded_run.exchanges import Exchange, Json, shortened
from tests.recorded_run.moving_parts import MovingParts
from tests.recorded_run.placeholders import Placeholders
from tests.recorded_run.served import ServedCheckout

OF_THE_CONNECTION = frozenset({"connection", "content-length", "date", "keep-alive", "server", "transfer-encoding"})
"""Headers of answers that nobody can rely on."""

JSON_TYPE = "application/json"
LONGEST_SENT = 20_000
"""Characters of what is sent; more is noted by its size, for the script is the same for every checkout."""

Headers = Mapping[str, str]


def etag_of(answer: httpx.Response) -> str:
    """Return the ETag of an answer; where there is none, one that fits nothing."""
    return str(answer.headers.get("etag", '"0.none"'))


def object_of(answer: httpx.Response) -> Json:
    """Return the object that an answer holds, an empty one where it holds none."""
    try:
        found = answer.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def items_of(answer: httpx.Response) -> list[Json]:
    """Return the items of a page, none where it has none."""
    return list(object_of(answer).get("items", []))


def address(path: str, parameters: Mapping[str, Any]) -> str:
    """Return a path with its query; a parameter of several values stands there several times."""
    query = urlencode(parameters, doseq=True, quote_via=quote, safe=":,*~'")
    return f"{path}?{query}" if query else path


class Recorder:
    """One recorded run on one service.

    Parameters
    ----------
    service : ServedCheckout
        The service, which runs.
    placeholders : Placeholders
        What replaces the parts that no two runs share.

    Attributes
    ----------
    exchanges : list of Exchange
        All that was asked and answered so far.
    """

    def __init__(self, service: ServedCheckout, placeholders: Placeholders) -> None:
        self.service = service
        self.placeholders = placeholders
        self.exchanges: list[Exchange] = []
        self._chapter = ""
        self._held: Headers = {}
        self._client = self._connect()

    def _connect(self) -> httpx.Client:
        self.placeholders.hide(self.service.url, "service")
        return httpx.Client(base_url=self.service.url, timeout=120, trust_env=False)

    def begin(self, chapter: str) -> None:
        """Say which part of the script asks from now on."""
        self._chapter = chapter

    @contextmanager
    def holding(self, headers: Headers) -> Iterator[None]:
        """Send these headers with each request meanwhile, such as a key."""
        before, self._held = self._held, {**self._held, **headers}
        yield
        self._held = before

    def restart(self) -> None:
        """Stop the service and start it on the same folder."""
        self._client.close()
        self.service.stop()
        self.service.start()
        self._client = self._connect()

    def close(self) -> None:
        """Close the connection; the service goes on."""
        self._client.close()

    def send(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        content: bytes | None = None,
        headers: Headers | None = None,
        **parameters: Any,
    ) -> httpx.Response:
        """Send a request, note it with its answer, and return the answer.

        Parameters
        ----------
        body : Any
            Sent as JSON, null where there is neither this nor ``content``: nothing.
        content : bytes or None
            Sent as it is.
        parameters
            Of the URL; a name may end in ``_`` where Python would take it for its own.
        """
        sent = {**({"content-type": JSON_TYPE} if body is not None else {}), **self._held, **(headers or {})}
        if content is None:
            content = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        place = address(path, {name.removesuffix("_"): value for name, value in parameters.items()})
        answer = self._client.request(method, place, content=content or None, headers=sent)
        self._note(method, place, sent, content, answer)
        return answer

    def get(self, path: str, headers: Headers | None = None, **parameters: Any) -> httpx.Response:
        """Send a GET."""
        return self.send("GET", path, headers=headers, **parameters)

    def peek(self, path: str) -> httpx.Response:
        """Ask without noting it, as often as needed, until something is so."""
        return self._client.get(path, headers=dict(self._held))

    def wait(self, path: str, field: str, *allowed: object) -> None:
        """Return when a field of an object has one of these values; at once where there is no such object."""

        def is_so() -> bool:
            found = self.peek(path)
            return found.is_error or object_of(found).get(field) in allowed

        wait_until(is_so, 120)

    def run(self, *words: str) -> None:
        """Run a command of the checkout and note what it prints."""
        ended = self.service.run(*words)
        named = self.placeholders.text
        said = {"stderr": named(ended.stderr.decode(errors="replace"))}
        body = shortened(named(ended.stdout.decode(errors="replace")))
        path = named(" ".join(words))
        self.exchanges.append(Exchange(self._chapter, "RUN", path, {}, "", ended.returncode, said, body))

    def _note(self, method: str, place: str, sent: Headers, text: bytes, answer: httpx.Response) -> None:
        named = self.placeholders
        settling = MovingParts(place, named, with_key="authorization" in sent)
        headers = {name: value for name, value in answer.headers.items() if name not in OF_THE_CONNECTION}
        self.exchanges.append(
            Exchange(
                self._chapter,
                method,
                named.text(place),
                named.values(settling.headers(sent)),
                shortened(named.text(_readable(text))),
                answer.status_code,
                named.values(settling.headers(headers)),
                shortened(named.text(settling.body(answer.text))),
            )
        )


def _readable(content: bytes) -> str:
    """Return what was sent as text; of what is long or not text, its size."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = "\0"
    return f"<{len(content)} bytes>" if len(text) > LONGEST_SENT or "\0" in text else text
