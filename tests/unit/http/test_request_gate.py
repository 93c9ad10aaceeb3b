"""What the gate of every request notes of it: the status that its caller was answered with, or that nobody waited."""

import logging
from typing import Any

import pytest

from app.http.errors import ANSWERED
from app.http.gate.request_gate import RequestGate
from app.main import create_app
from app.settings import Settings


async def _answers(_: Any, __: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 201, "headers": []})
    await send({"type": "http.response.body"})


async def _leaves(_: Any, __: Any, ___: Any) -> None:
    """Return without an answer, as the gate of crowds does when nobody waits any more."""


async def _fails(_: Any, __: Any, ___: Any) -> None:
    raise ValueError


async def _was_refused(scope: Any, _: Any, __: Any) -> None:
    scope["state"][ANSWERED] = 408


@pytest.mark.parametrize(
    ("application", "status"), [(_answers, 201), (_leaves, 499), (_fails, 500), (_was_refused, 408)]
)
async def test_a_line_has_the_status_that_the_caller_got_and_the_whole_id_of_a_problem(application, status, caplog):
    head: list[tuple[bytes, bytes]] = [(b"host", b"127.0.0.1")]
    state: dict[str, Any] = {}
    scope = {"type": "http", "method": "GET", "path": "/healthz", "scheme": "http", "headers": head, "state": state}

    async def nothing(*_: Any) -> Any:
        return {}

    with caplog.at_level(logging.INFO, "stakegraph.requests"):
        try:
            await RequestGate(application)({**scope, "app": create_app(Settings())}, nothing, nothing)
        except ValueError:
            assert application is _fails
    [line] = caplog.messages
    whole = state["request_id"]
    assert line.startswith(f"{whole if status >= 400 else whole[-12:]} GET - {status} ")
