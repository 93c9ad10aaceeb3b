"""A new store gets its whole schema in one transaction; an engine that dies meanwhile spoils nothing."""

import os
import signal
from contextlib import nullcontext, suppress
from pathlib import Path

import pytest

from app.exchange.row_form import is_sound
from cypher import statement
from graph.engine.client import GraphClient, Transaction
from graph.engine.embedded import Build, EmbeddedEngine
from graph.engine.migrations import migrate, missing_migrations
from graph.rising_clock import RisingClock
from graph.statement_times import RanStatement
from graph.store import StoreOptions
from schemas.errors import Conflict, ServiceError
from tests.contract.items import people
from tests.contract.ledgers import AccountDesk, ids_of
from tests.nightly import NIGHTLY
from tests.opened_store import opened


async def killed_after(statements: int, engine: EmbeddedEngine) -> list[RanStatement]:
    """Kill the engine when so many schema statements of a new store have run; return those that ended."""
    client = GraphClient.open(engine.address, nullcontext())
    ran: list[RanStatement] = []

    def watch(one: RanStatement) -> None:
        ran.extend([one] if one.mode == "schema" else [])
        if len(ran) == statements:
            os.kill(engine.pid, signal.SIGKILL)

    client.times.watching = watch
    with suppress(ServiceError):
        await migrate(client, RisingClock()())
    await client.close()
    return ran


async def stored_twice(transaction: Transaction) -> None:
    for _ in range(2):
        await transaction.run("people.create", **statement("people.create").example)


@pytest.mark.parametrize("build", ["native", "jvm"] if NIGHTLY else ["native"])
@pytest.mark.parametrize("statements", [33, 66])
async def test_a_kill_while_a_new_store_gets_its_schema_spoils_nothing(build: Build, statements: int, tmp_path: Path):
    engine = EmbeddedEngine(tmp_path, build=build)
    await engine.start()
    assert len(await killed_after(statements, engine)) >= statements
    await engine.stop()
    async with opened(StoreOptions(tmp_path, build=build)) as store:
        assert await missing_migrations(store._client) == ()
        desk = await AccountDesk.new(store)
        await desk.write(*people("p1", "p2"))
        with pytest.raises(Conflict):
            await store._client.write(stored_twice)
    async with opened(StoreOptions(tmp_path, build=build)) as store:
        assert ids_of(await AccountDesk(store, desk.id).list("person")) == ["p1", "p2"]
        check = store.check(is_sound, alone=True)
        assert [seen async for seen in check.run()]
        assert check.report.findings == []
