"""What nobody waits for is not computed, what takes too long is ended, and what is asked twice is computed once."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest
from starlette.requests import Request

from app.questions.desk import CallerGone, Desk
from app.questions.passing import PassedQuestion, Reply, Same, Wish
from app.questions.worker import Service as Copied
from app.security.principals import KEEPER
from app.settings import Settings
from schemas.errors import AnalysisTimeout, NotFound, Overloaded, StoreUnavailable
from tests.api.questions.slow_app import create_slow_app
from tests.api.serving import Service, is_alive, wait_until

DEADLINE = 2.0
"""Long enough for a worker to begin an answer on a machine that others use too."""
FOREVER = 600.0


class Caller:
    """Whoever asks, by a request whose connection stays open until they hang up."""

    def __init__(self) -> None:
        self.hang_up = asyncio.Event()
        self.request = Request({"type": "http", "headers": []}, self._receive)

    async def _receive(self) -> dict[str, str]:
        await self.hang_up.wait()
        return {"type": "http.disconnect"}


class Asked:
    """A desk, and a file in which each answer that is begun is noted by the number of its process."""

    def __init__(self, desk: Desk, began: Path) -> None:
        self.desk = desk
        self._began = began

    async def answer(
        self,
        key: str,
        seconds: float = 0.0,
        who: str = "ada",
        caller: Caller | None = None,
        words: str | None = None,
    ) -> Reply:
        query = {"seconds": seconds, "began": self._began, "name": key}
        asking = caller or Caller()
        wish = Wish(Same(key, words), question("/pid", urlencode(query)), who)
        return await self.desk.answer(wish, asking.request)

    @property
    def began(self) -> list[int]:
        return [int(line) for line in self._began.read_text().splitlines()] if self._began.exists() else []

    async def until_began(self, count: int) -> list[int]:
        await until(lambda: len(self.began) >= count)
        return self.began


def question(path: str, query: str = "") -> PassedQuestion:
    return PassedQuestion("r1", "GET", path, query.encode(), (), b"", KEEPER, datetime.now(UTC))


async def until(condition: Callable[[], bool]) -> None:
    await asyncio.to_thread(wait_until, condition)


@pytest.fixture(params=[FOREVER])
async def asked(request: pytest.FixtureRequest, service: Service, tmp_path: Path) -> AsyncIterator[Asked]:
    """A desk of two workers, one of them for a caller, where one question waits; its deadline is a parameter."""
    settings = Settings(
        data=service.folder,
        analysis_workers=2,
        analyses_per_caller=1,
        analyses_waiting=1,
        analysis_seconds=request.param,
    )
    desk = Desk(Copied(create_slow_app, settings, embedded=True))
    yield Asked(desk, tmp_path / "began")
    await desk.close()


async def test_what_several_ask_at_once_is_computed_once_and_an_error_stays_what_it_is(asked, capfd):
    answers = await asyncio.gather(*(asked.answer("same", 0.5, who) for who in ("ada", "bo", "cy")))
    assert len(asked.began) == 1
    assert len({answer.body for answer in answers}) == 1
    assert answers[0].status == 200
    with pytest.raises(NotFound) as refused:
        await asked.desk.answer(Wish(Same("other"), question("/absent"), "ada"), Caller().request)
    assert refused.value.detail.id == "records.absent"
    assert (await asked.desk.answer(Wish(Same("fault"), question("/fault"), "ada"), Caller().request)).status == 500
    logged = capfd.readouterr().err
    assert "request=r1 class=ValueError" in logged
    assert "edda.morwick@example.com" not in logged


@pytest.mark.parametrize("asked", [DEADLINE], indirect=True)
async def test_what_is_not_answered_by_its_deadline_is_ended_and_the_next_question_answered(asked):
    with pytest.raises(AnalysisTimeout):
        await asked.answer("slow", FOREVER)
    (pid,) = asked.began
    await until(lambda: not is_alive(pid))
    assert (await asked.answer("quick")).status == 200


async def test_a_computation_ends_with_the_last_of_those_who_wait_for_it(asked):
    callers = [Caller(), Caller()]
    waiting = [asyncio.create_task(asked.answer("same", FOREVER, caller=caller)) for caller in callers]
    (pid,) = await asked.until_began(1)
    callers[0].hang_up.set()
    with pytest.raises(CallerGone):
        await waiting[0]
    assert is_alive(pid)
    callers[1].hang_up.set()
    with pytest.raises(CallerGone):
        await waiting[1]
    await until(lambda: not is_alive(pid))


async def test_what_waits_unread_answers_all_who_ask_in_the_same_words_however_much_is_written_meanwhile(asked):
    """A queue has room for one: of several revisions only that is computed which is the newest when its turn comes."""
    running = Caller()
    first = asyncio.create_task(asked.answer("revision 1", FOREVER, caller=running, words="influence"))
    await asked.until_began(1)
    others = [asyncio.create_task(asked.answer(f"revision {n}", words="influence")) for n in (2, 3, 4)]
    await asyncio.sleep(0)
    with pytest.raises(Overloaded):
        await asked.answer("revision 4", words="health")
    running.hang_up.set()
    with pytest.raises(CallerGone):
        await first
    assert len({(await other).body for other in others}) == 1
    assert len(asked.began) == 2


async def test_one_caller_leaves_room_for_others_and_a_full_queue_refuses(asked):
    slow = Caller()
    first = asyncio.create_task(asked.answer("a1", FOREVER, "ada", slow))
    await asked.until_began(1)
    second = asyncio.create_task(asked.answer("a2", 0.0, "ada"))
    assert (await asked.answer("b1", 0.0, "bo")).status == 200
    with pytest.raises(Overloaded):
        await asked.answer("a3", 0.0, "ada")
    assert len(asked.began) == 2
    slow.hang_up.set()
    with pytest.raises(CallerGone):
        await first
    assert (await second).status == 200


async def test_a_worker_that_dies_is_noticed_and_replaced_and_what_was_erased_is_not_kept_by_any(asked):
    dying = asyncio.create_task(asked.answer("dying", FOREVER))
    (pid,) = await asked.until_began(1)
    os.kill(pid, signal.SIGKILL)
    with pytest.raises(StoreUnavailable):
        await dying
    assert (await asked.answer("next")).status == 200
    keeper = asked.began[-1]
    asked.desk.forget()
    await until(lambda: not is_alive(keeper))
