"""The gate of crowds: so many requests read at once, so many write, so many compute; the others wait, in order.

One process serves them all, and what it does for one it cannot do for another: with sixty readers at once each of the
dozen round trips of a write would wait for sixty others. A write has a lane of its own, and few others beside it.
Those who ask for the same to be computed pass together: beside writes each would otherwise find another revision, and
compute for themselves what all of them could have had at once.
"""

import asyncio
import re
from collections.abc import Hashable
from typing import Any

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.types import Message as Event

from app.crowds.lanes import RETRY_SECONDS, Lanes
from app.crowds.turns import Turns
from app.http.errors import problem_response
from app.settings import Settings
from schemas.errors import Overloaded, ServiceError
from schemas.messages.message import Message

READING = frozenset({"GET", "HEAD", "OPTIONS"})
COMPUTED = re.compile("/analysis/|/overview$")

TURN = "turn"


class _Turn:
    """One turn in a lane: waited for no longer than so many seconds, taken once, and given back once."""

    def __init__(self, lane: Turns, same: Hashable, seconds: float) -> None:
        self._lane = lane
        self._same = same
        self._seconds = seconds
        self._is_taken = False

    async def take(self, waiting: "_Waiting") -> bool:
        """Wait for it; return whether it came before the connection was closed."""
        self._is_taken = await waiting.take(self._lane, self._same, self._seconds)
        return self._is_taken

    def give_back(self) -> None:
        if self._is_taken:
            self._lane.give_back("")
        self._is_taken = False


class CrowdGate:
    """Lets requests below ``/v1`` pass by lanes; a turn ends with the request, or when its answer begins to be sent.

    A request with a body waits for its turn when the body is there: whoever sends one slowly holds up nobody. A write
    waits here no longer than one write may take, all others no longer than one statement: callers of an engine that
    hangs are answered within the limits that the settings name.
    """

    def __init__(self, app: ASGIApp, settings: Settings, lanes: Lanes | None = None) -> None:
        self._app = app
        self._lanes = lanes or Lanes(settings)
        self._write_seconds, self._read_seconds = settings.write_seconds, settings.statement_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on when its turn comes."""
        if scope["type"] != "http" or not scope["path"].startswith("/v1/"):
            await self._app(scope, receive, send)
            return
        lane = self._lane(scope)
        seconds = self._write_seconds if lane is self._lanes.writes else self._read_seconds
        waiting, turn = _Waiting(receive), _Turn(lane, _same(scope), seconds)
        scope.setdefault("state", {})[TURN] = turn
        comes_with_body = _has_body(scope)
        try:
            if not comes_with_body and not await turn.take(waiting):
                return
        except ServiceError as error:
            await problem_response(Request(scope), error)(scope, receive, send)
            return

        async def receive_in_turn() -> Event:
            event = await waiting.receive()
            is_whole = event["type"] == "http.request" and not event.get("more_body")
            if comes_with_body and is_whole and not await turn.take(waiting):
                return {"type": "http.disconnect"}
            return event

        async def send_and_give_back(event: Event) -> None:
            turn.give_back()
            await send(event)

        try:
            await self._app(scope, receive_in_turn, send_and_give_back)
        finally:
            turn.give_back()

    def _lane(self, scope: Scope) -> Turns:
        if COMPUTED.search(scope["path"]):
            return self._lanes.analyses
        return self._lanes.reads if scope["method"] in READING else self._lanes.writes


class _Waiting:
    """A request that waits for its turn; who closes the connection meanwhile waits no longer."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._first: Event | None = None

    async def take(self, lane: Turns, same: Hashable, seconds: float) -> bool:
        """Wait for a turn, which is to be given back; return whether it came before the connection was closed.

        Raises
        ------
        Overloaded
            When too many wait, or the turn does not come for too long.
        """
        if lane.has_room:
            await lane.take("")
            return True
        taking, leaving = asyncio.ensure_future(lane.take("", same)), asyncio.ensure_future(self._is_closed())
        is_taken = False
        try:
            is_taken = await _is_first(taking, leaving, seconds)
            return is_taken
        except TimeoutError:
            raise Overloaded(Message("questions.too_many", count=RETRY_SECONDS), RETRY_SECONDS) from None
        finally:
            try:
                await _end(taking, leaving)
            except asyncio.CancelledError:
                is_taken = False
                raise
            finally:
                if not is_taken and _has_come(taking):  # let in at the moment of leaving
                    lane.give_back("")

    async def receive(self) -> Event:
        """Return the next part of the request; what came while it waited first."""
        first, self._first = self._first, None
        return first or await self._receive()

    async def _is_closed(self) -> bool:
        """Return whether the connection was closed; a body is not read further than its first part."""
        self._first = await self._receive()
        if self._first["type"] == "http.disconnect":
            return True
        if self._first.get("more_body"):
            return False
        following = await self._receive()
        return str(following["type"]) == "http.disconnect"


def _same(scope: Scope) -> Hashable:
    """Return what a request asks to be computed, equal for those whose answer is one; None where each has its own."""
    if not COMPUTED.search(scope["path"]) or scope["method"] not in READING:
        return None
    given = dict(scope["headers"])
    return (scope["path"], scope["query_string"], *(given.get(name) for name in (b"authorization", b"accept-language")))


def _has_body(scope: Scope) -> bool:
    given = dict(scope["headers"])
    return b"transfer-encoding" in given or given.get(b"content-length", b"0") != b"0"


def give_back_turn(request: Request) -> None:
    """Let others pass while a request waits for something that does not happen here."""
    turn: Any = getattr(request.state, TURN, None)
    if turn is not None:
        turn.give_back()


async def _is_first(taking: "asyncio.Future[Any]", leaving: "asyncio.Future[Any]", seconds: float) -> bool:
    """Wait for both; return whether the turn came before the connection was closed."""
    async with asyncio.timeout(seconds):
        await asyncio.wait({taking, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if not taking.done() and leaving.result():
            return False
        await taking
    return True


async def _end(taking: "asyncio.Future[Any]", leaving: "asyncio.Future[Any]") -> None:
    taking.cancel()
    leaving.cancel()
    await asyncio.wait({taking, leaving})


def _has_come(taking: "asyncio.Future[Any]") -> bool:
    return taking.done() and not taking.cancelled() and taking.exception() is None
