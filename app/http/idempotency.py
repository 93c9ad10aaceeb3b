"""`Idempotency-Key`: a POST that is sent again is done once, and answered as it was the first time."""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Response
from pydantic_core import to_json

from app.http.calls import Call
from app.http.content_types import JSON
from app.writing.places import Place, errors_located, in_the_body
from graph.write.receipts import POINTER, Receipt, StoredAnswer
from schemas.errors import InvalidInput
from schemas.messages.message import Message
from schemas.writes import StartingPoints, WriteItem, WriteOutcome

_KEY = re.compile(r"[!-~]{1,255}")
_QUOTED = re.compile(r'"((?:[^"\\]|\\["\\])+)"')
_ESCAPED = re.compile(r'\\(["\\])')
_OF_THE_BODY = frozenset({"content-length", "content-type"})

REPLAYED = "Idempotency-Replayed"

ONCE: dict[str, Any] = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "A text of your own, new for each request. Sent again with the same request within 24 hours, it "
    f"gives the first answer again, with `{REPLAYED}: true`, and does nothing; with another request it is refused. "
    "After an error nothing was done: a repeat is a first try. Quoted or not, it is the same text.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}
"""The OpenAPI parameter of a POST that `write_and_answer` answers."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The items that a request sends, and how they are written.

    Attributes
    ----------
    body : Any
        The body, parsed: the same key with another is refused.
    items : sequence of WriteItem
        The items that can be written.
    place : callable
        Says where an item stood that something is wrong with; by default the body is the data of the one item.
    if_match : set of int and RecordState, or None
        What it may start from; None for anything.
    skip : bool
        Whether the sound items are stored where others are not.
    part : str
        Follows the key, where one request has several effects that are answered each by itself.
    """

    body: Any
    items: Sequence[WriteItem]
    place: Place = in_the_body
    if_match: StartingPoints | None = None
    skip: bool = False
    part: str = ""


async def write_and_answer(call: Call, sent: Sent, answer: Callable[[WriteOutcome], Response]) -> Response:
    """Write items and answer; a POST with a key once, however often it is sent.

    Parameters
    ----------
    answer : callable
        Renders the outcome; with a key it is called within the transaction, so it must not wait for anything.
    """
    writer, receipt = call.store.writer, receipt_of(call, sent.body, answer, sent.part)
    how: dict[str, Any] = {"author": call.principal.id, "if_match": sent.if_match, "skip": sent.skip}
    with errors_located(sent.place):
        if receipt is not None:
            return given_answer(await writer.write_once(sent.items, receipt, **how))
        outcome = await writer.write(sent.items, **how) if sent.items else WriteOutcome({}, {}, [])
    return answer(outcome)


def receipt_of(call: Call, body: Any, answer: Callable[[Any], Response], part: str = "") -> Receipt | None:
    """Return what makes a repeat of a POST known and answered alike; None without a key. As `write_and_answer`."""
    key = key_of(call)
    if key is None:
        return None
    return Receipt(f"{call.principal.id}/{key}{part}", _digest(call, body), lambda outcome: _stored(answer(outcome)))


def given_answer(given: StoredAnswer) -> Response:
    """Return an answer that is kept; one that was given before says so."""
    replayed = {REPLAYED: "true"} if given.replayed else {}
    return Response(given.body, given.status, {**given.headers, **replayed}, JSON)


def key_of(call: Call) -> str | None:
    """Return the key that a POST carries.

    Raises
    ------
    InvalidInput
        When it is not a valid key.
    """
    if call.request.method != "POST":
        return None
    sent = call.request.headers.getlist(ONCE["name"])
    if not sent:
        return None
    if len(sent) > 1 or not _KEY.fullmatch(sent[0]):
        raise InvalidInput.at(POINTER, Message("requests.idempotency_key"))
    return _bare(sent[0])


def _bare(sent: str) -> str:
    """Return a key without the quotes that its draft standard has it sent in (a string of RFC 8941).

    Examples
    --------
    >>> _bare('"a-1"'), _bare("a-1")
    ('a-1', 'a-1')
    """
    quoted = _QUOTED.fullmatch(sent)
    return _ESCAPED.sub(r"\1", quoted[1]) if quoted else sent


def _digest(call: Call, body: Any) -> str:
    request = call.request
    query = sorted(request.query_params.multi_items())
    return hashlib.sha256(to_json([request.method, request.url.path, query, body])).hexdigest()


def _stored(response: Response) -> StoredAnswer:
    headers = {name: value for name, value in response.headers.items() if name not in _OF_THE_BODY}
    return StoredAnswer(response.status_code, headers, bytes(response.body).decode())
