"""Refreshing: what is remembered of an account's gaps is brought up to what is found now.

The gaps are found before the write, and the write stands only on the revision that they were found at; where somebody
wrote meanwhile, they are found again. So one transaction writes what differs, and nothing where nothing does.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

from analytics.context import Context
from analytics.gaps.context import GapContext
from analytics.gaps.gaps import Gaps, find_gaps
from analytics.gaps.profiles import Profile
from analytics.gaps.remembered.states import Refresh, refreshed
from app.analysis.contexts import SharedContext
from app.analysis.evidence import Evidence, read_evidence, with_rules
from graph.store import Store
from schemas.errors import RevisionMismatch
from schemas.instants import next_full_hour, parse_instant
from schemas.reads import Snapshot
from schemas.records.actions import ACTIONS
from schemas.records.gap_states import GAP_STATES
from schemas.rows.account_graph import AccountGraph
from schemas.writes import WriteItem, WriteOutcome

ATTEMPTS = 5
"""How often gaps are found anew when somebody writes to the account meanwhile."""

P = TypeVar("P")
T = TypeVar("T")


class FoundGaps(NamedTuple):
    """The gaps of an account as its own profile shows them, and what they were found in."""

    snapshot: Snapshot
    account: AccountGraph
    gaps: Gaps


@dataclass(frozen=True)
class PlannedRefresh:
    """What a refresh writes, and the moment it follows from."""

    found: FoundGaps
    at: str

    @cached_property
    def refresh(self) -> Refresh:
        """Which gaps are opened, closed and still open."""
        return refreshed(self.found.gaps, self.found.account.gap_states, self.at)

    @cached_property
    def items(self) -> tuple[WriteItem, ...]:
        """What is written: states of gaps, and what follows from gaps that are closed."""
        account = self.found.account
        states = (
            WriteItem(GAP_STATES, account.account_id, gap, fields, effective_at=self.at)
            for gap, fields in self.refresh.written.items()
        )
        return (*states, *_of_closed(account, frozenset(state.id for state in self.refresh.closed), self.at))

    @property
    def revision(self) -> int:
        """That of the account before it."""
        return self.found.snapshot.revision

    def revision_after(self, outcome: WriteOutcome) -> int:
        """Return that of the account after a write of the items: the same where nothing had to be written."""
        return outcome.revisions.get(self.found.account.account_id, self.revision)


@dataclass(frozen=True)
class RefreshedGaps:
    """The outcome of a refresh.

    Attributes
    ----------
    found_at, revision : int
        Revision of the account at which its gaps were found, and the one after the refresh. Between the two nothing but
        what is remembered of gaps was written.
    """

    refresh: Refresh
    found_at: int
    revision: int


async def refresh_gaps(
    store: Store, account_id: str, at: str, *, author: str, found: FoundGaps | None = None
) -> RefreshedGaps:
    """Find the gaps of an account and remember which were opened and closed.

    Parameters
    ----------
    at : str
        When they are looked for; they are those that an answer of that hour shows.
    author : str
        Whose write it is.
    found : FoundGaps, optional
        Where they were found already. Only counts while nobody has written to the account since.

    Raises
    ------
    NotFound
        When there is no such account.
    Conflict
        When it has ended and there is something to remember.
    RevisionMismatch
        When others write to it faster than its gaps are found.
    """

    async def write(planned: PlannedRefresh) -> RefreshedGaps:
        revision = planned.revision
        if planned.items:
            outcome = await store.writer.write(planned.items, author=author, if_match=frozenset({revision}))
            revision = planned.revision_after(outcome)
        return RefreshedGaps(planned.refresh, planned.revision, revision)

    return await refresh_by(store, account_id, at, write, found)


async def refresh_by(
    store: Store,
    account_id: str,
    at: str,
    write: Callable[[PlannedRefresh], Awaitable[T]],
    found: FoundGaps | None = None,
) -> T:
    """Find the gaps of an account and write what is to be remembered, as `refresh_gaps` does, by another way to write.

    Parameters
    ----------
    write : callable
        Writes the items of a plan where the account still has its revision, and raises `RevisionMismatch` elsewhere.
    """
    given = [found] if found else []

    async def plan() -> PlannedRefresh:
        return PlannedRefresh(given.pop() if given else await _found(store, account_id, at), at)

    return await unless_overtaken(plan, write)


async def unless_overtaken(plan: Callable[[], Awaitable[P]], write: Callable[[P], Awaitable[T]]) -> T:
    """Plan a write and do it; plan anew when the account was written to in between."""
    for _ in range(ATTEMPTS - 1):
        try:
            return await write(await plan())
        except RevisionMismatch:
            continue
    return await write(await plan())


async def read_now(store: Store, account_id: str, at: str) -> Evidence:
    """Return what an answer about gaps of that hour is computed from."""
    snapshot = await store.repository.snapshot(account_id, next_full_hour(parse_instant(at)))
    return await with_rules(store, await read_evidence(store, snapshot))


async def find_gaps_in(store: Store, evidence: Evidence, profile: Profile | None = None) -> Gaps:
    """Return the gaps of an account under a profile; without one, under its own."""
    since = store.cache.forgotten
    shared = SharedContext.of(store.cache, evidence, None, since)
    try:
        return await asyncio.to_thread(_gaps, shared.context, evidence, profile)
    finally:
        shared.keep(store.cache, since)


async def _found(store: Store, account_id: str, at: str) -> FoundGaps:
    evidence = await read_now(store, account_id, at)
    return FoundGaps(evidence.snapshot, evidence.graph, await find_gaps_in(store, evidence))


def _gaps(context: Context, evidence: Evidence, profile: Profile | None) -> Gaps:
    return find_gaps(GapContext(context, evidence.stage_models, profiles=evidence.profiles), profile)


def _of_closed(account: AccountGraph, closed: frozenset[str], at: str) -> tuple[WriteItem, ...]:
    """Return what closes with gaps: the open actions that answer them are done."""
    return tuple(
        WriteItem(ACTIONS, account.account_id, action.id, {"status": "done", "closed_at": at}, effective_at=at)
        for action in account.actions
        if action.gap in closed and action.status == "open"
    )
