"""The gate of crowds loses no turn: whoever goes at any moment leaves theirs to the next."""

import asyncio
from typing import Any

import pytest

from app.crowds.crowd_gate import CrowdGate
from app.settings import Settings

READ = {"type": "http", "path": "/v1/accounts", "method": "GET", "headers": []}


class Reader:
    """Somebody whose request is answered once they say so."""

    def __init__(self, gate: CrowdGate) -> None:
        self.answer = asyncio.Event()
        self.task = asyncio.create_task(gate({**READ, "reader": self}, self._receive, self._send))

    async def _receive(self) -> Any:
        return await asyncio.Future()

    async def _send(self, event: Any) -> None:
        pass


async def _application(scope: Any, receive: Any, send: Any) -> None:
    await scope["reader"].answer.wait()
    await send({"type": "http.response.start", "status": 200, "headers": []})


@pytest.mark.parametrize("steps", range(8))
async def test_a_turn_given_to_somebody_who_goes_at_that_moment_is_the_next_ones(steps):
    gate = CrowdGate(_application, Settings(reads_at_once=1))
    first, second = Reader(gate), Reader(gate)
    for _ in range(8):
        await asyncio.sleep(0)
    first.answer.set()
    for _ in range(steps):
        await asyncio.sleep(0)
    second.task.cancel()
    third = Reader(gate)
    third.answer.set()
    await asyncio.wait_for(asyncio.gather(first.task, third.task), 5)
    await asyncio.wait({second.task})
