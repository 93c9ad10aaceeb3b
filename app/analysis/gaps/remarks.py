"""Remarks on a gap: what people say of it is kept with its state, which they open where no refresh has yet."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from analytics.gaps.gap import Gap
from analytics.gaps.profiles import BUILT_IN
from analytics.gaps.remembered.states import again, as_written, opening
from app.analysis.evidence import Evidence
from app.analysis.gaps.refreshing import find_gaps_in, read_now, unless_overtaken
from graph.store import Store
from schemas.errors import NotFound
from schemas.messages.message import Message
from schemas.records.gap_states import GAP_STATES
from schemas.rows.gaps import GapStateNode
from schemas.writes import WriteItem

T = TypeVar("T")

Said = Callable[[GapStateNode | None], Mapping[str, Any]]
"""Returns the fields of a state that a remark writes, from what is remembered so far; none where nothing changes."""


@dataclass(frozen=True)
class PlannedRemark:
    """A remark, and the state of the gap after it.

    Attributes
    ----------
    revision : int
        That of the account which it follows from.
    items : tuple of WriteItem
        What is written; empty where nothing changes.
    """

    account_id: str
    revision: int
    state: GapStateNode
    items: tuple[WriteItem, ...]


async def remark_by(
    store: Store, account_id: str, gap: str, at: str, said: Said, write: Callable[[PlannedRemark], Awaitable[T]]
) -> T:
    """Remember what somebody says of a gap that is there; of one that was never refreshed, its state is opened first.

    A gap counts as there when it is remembered as open, or found now under the account's own profile or under ``full``.

    Parameters
    ----------
    write : callable
        Writes the items where the account still has its revision, and raises `RevisionMismatch` elsewhere.

    Raises
    ------
    NotFound
        When the account does not exist or does not have such a gap now.
    """

    async def plan() -> PlannedRemark:
        evidence = await read_now(store, account_id, at)
        state = _state(evidence, gap)
        opened = {} if state and state.closed_at is None else await _opened(store, evidence, gap, state, at)
        return _planned(evidence, gap, state, {**opened, **said(state)}, at)

    return await unless_overtaken(plan, write)


async def forget_by(
    store: Store, account_id: str, gap: str, at: str, said: Said, write: Callable[[PlannedRemark], Awaitable[T]]
) -> T:
    """Take back what was said of a gap, also of one that is closed.

    Raises
    ------
    NotFound
        When nothing is remembered of such a gap.
    """

    async def plan() -> PlannedRemark:
        evidence = await read_now(store, account_id, at)
        state = _state(evidence, gap)
        if state is None:
            raise NotFound(Message("gap_states.nothing_remembered", gap=gap, account=account_id))
        return _planned(evidence, gap, state, said(state), at)

    return await unless_overtaken(plan, write)


def _state(evidence: Evidence, gap: str) -> GapStateNode | None:
    return next((each for each in evidence.graph.gap_states if each.id == gap), None)


async def _opened(store: Store, evidence: Evidence, gap: str, state: GapStateNode | None, at: str) -> Mapping[str, Any]:
    """Return the fields by which a gap that is found is opened.

    Raises
    ------
    NotFound
        When it is not found.
    """
    for profile in (None, BUILT_IN["full"]):
        found: list[Gap] = [each for each in (await find_gaps_in(store, evidence, profile)).all if each.id == gap]
        if found:
            return again(state, found[0], at) if state else opening(found[0], at)
    account = evidence.graph.account_id
    if state is not None and state.closed_at is not None:
        raise NotFound(Message("gap_states.closed", gap=gap, account=account, closed=state.closed_at))
    raise NotFound(Message("gap_states.none", gap=gap, account=account))


def _planned(
    evidence: Evidence, gap: str, state: GapStateNode | None, fields: Mapping[str, Any], at: str
) -> PlannedRemark:
    account = evidence.graph.account_id
    item = WriteItem(GAP_STATES, account, gap, fields, effective_at=at)
    after = as_written(state or GapStateNode(gap, fields["rule"], at, at), fields)
    return PlannedRemark(account, evidence.snapshot.revision, after, (item,) if fields else ())
