"""Whatever is written or erased between two statements, an account is read as it was, and nothing is half erased."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from graph.engine.client import GraphClient
from graph.read.repository import Repository
from graph.read.whole.newest_rows import WHOLE_AT_ONCE
from graph.read.whole.whole_kinds import TIMES_READ, WholeKinds
from graph.statement_times import Rows
from graph.store import Store
from schemas.errors import NotFound, StoreUnavailable
from schemas.reads import AccountSize, Snapshot
from schemas.registry import ACCOUNT_RESOURCES, BY_KIND
from tests.contract.held_clock import HeldClock
from tests.contract.items import department, end, influence, line, membership, patch, person
from tests.contract.ledgers import AccountDesk, day, ids_of
from tests.sentences import refusal

KINDS = [resource.kind for resource in ACCOUNT_RESOURCES]
LARGE = AccountSize(people=WHOLE_AT_ONCE + 1)
PEOPLE = [f"p{number}" for number in range(7)]


class WatchedReads:
    """Reads of a client; ``afterwards`` is awaited when one has ended, before the next begins."""

    def __init__(self, client: GraphClient) -> None:
        self._client = client
        self.afterwards: Callable[[str], Awaitable[None]] | None = None

    async def read(self, name: str, /, **parameters: Any) -> Rows:
        """Return what the client reads."""
        found = await self._client.read(name, **parameters)
        if self.afterwards is not None:
            await self.afterwards(name)
        return found


@pytest.fixture
def watched(client: GraphClient) -> WatchedReads:
    return WatchedReads(client)


@pytest.fixture
def watched_kinds(watched: WatchedReads) -> WholeKinds:
    reads: Any = watched
    return WholeKinds(reads, Repository(reads))


@pytest.fixture
async def large(store: Store, clock: HeldClock) -> AccountDesk:
    """An account of more people than come at once, some of whom and of whose relations begin, change or end."""
    clock.hold(day(2025, 12))
    account = await AccountDesk.new(store)
    clock.hold(day(2026))
    await account.write(
        *(person(one, title="clerk") for one in PEOPLE[:5]),
        person(PEOPLE[5], valid_from=day(2025)),
        person(PEOPLE[6], valid_to=day(2024)),
        *(department(one) for one in ("d1", "d2", "d3")),
        *(membership(one, "d1", f"m{one}") for one in PEOPLE),
        *(line(one, PEOPLE[0], f"r{one}") for one in PEOPLE[1:]),
        *(influence(one, PEOPLE[3], f"i{one}", strength=0.5) for one in PEOPLE[:3]),
    )
    clock.hold(day(2026, 1, 2))
    await account.write(
        *(patch("person", one, title="head", at=day(2024)) for one in PEOPLE[:3]),
        patch("influence", "ip1", strength=0.9, at=day(2024)),
        end("influence", "ip2", day(2025)),
        end("department", "d3", day(2023)),
    )
    return account


async def snapshot_of(account: AccountDesk, as_of: str, known_at: str | None = None) -> Snapshot:
    return await account.store.repository.snapshot(account.id, as_of, known_at)


async def erase(account: AccountDesk, kind: str, record_id: str) -> None:
    await account.store.erasures.erase(BY_KIND[kind], account.id, record_id, author="privacy")


async def test_who_is_written_between_two_parts_does_not_count(
    large: AccountDesk, watched_kinds: WholeKinds, watched: WatchedReads, clock: HeldClock
):
    async def write(name: str) -> None:
        if name == "people.stored":
            clock.hold(day(2026, 1, 3))
            await large.write(
                person("p9"), patch("person", "p4", title="late", at=day(2024)), end("person", "p3", day(2024))
            )

    snapshot = await snapshot_of(large, day(2026))
    before = await large.store.whole_kinds.read(snapshot, KINDS, AccountSize())
    watched.afterwards = write
    found = await watched_kinds.read(snapshot, KINDS, LARGE)
    assert {kind: ids_of(rows) for kind, rows in found.items()} == {kind: ids_of(rows) for kind, rows in before.items()}
    assert [row.get("title") for row in found["person"]] == [row.get("title") for row in before["person"]]


@pytest.mark.parametrize("moment", ["people.ids", "people.stored", "reporting_lines.of_sources"])
async def test_who_is_erased_between_two_parts_is_in_none(
    large: AccountDesk, watched_kinds: WholeKinds, watched: WatchedReads, moment: str
):
    async def erase_once(name: str) -> None:
        if name == moment:
            watched.afterwards = None
            await erase(large, "person", "p0")

    snapshot = await snapshot_of(large, day(2026))
    watched.afterwards = erase_once
    found = await watched_kinds.read(snapshot, KINDS, LARGE)
    assert found == await large.store.whole_kinds.read(
        await snapshot_of(large, day(2026), snapshot.known_at), KINDS, AccountSize()
    )
    assert ids_of(found["person"]) == ["p1", "p2", "p3", "p4", "p5"]
    assert found["reporting_line"] == []


async def test_an_account_that_is_erased_while_it_is_read_is_not_found(
    large: AccountDesk, watched_kinds: WholeKinds, watched: WatchedReads
):
    async def erase_all(name: str) -> None:
        if name == "people.stored":
            watched.afterwards = None
            await erase(large, "account", large.id)

    snapshot = await snapshot_of(large, day(2026))
    watched.afterwards = erase_all
    with refusal(NotFound, match="was erased at"):
        await watched_kinds.read(snapshot, KINDS, LARGE)


async def test_where_somebody_is_erased_again_and_again_nothing_is_answered_by_halves(
    large: AccountDesk, watched_kinds: WholeKinds, watched: WatchedReads
):
    left = PEOPLE[:TIMES_READ]

    async def erase_next(name: str) -> None:
        if name == "people.stored":
            await erase(large, "person", left.pop())

    snapshot = await snapshot_of(large, day(2026))
    watched.afterwards = erase_next
    with refusal(StoreUnavailable, match="erased each time"):
        await watched_kinds.read(snapshot, KINDS, LARGE)
    assert left == []
