"""Which accounts an answer across accounts is about: by owner, by whom the owner reports to, by segment and tier."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from pydantic import BaseModel, Field

from app.analysis.book.newest import BookNow, Newest, read_newest
from app.http.calls import Call
from graph.snapshots.snapshots import AccountNow
from graph.store import Store
from schemas.errors import InvalidInput, NotFound
from schemas.fields import Identifier, Line
from schemas.records.team_members import TEAM_MEMBERS
from schemas.records.team_reporting_lines import TEAM_REPORTING_LINES
from schemas.vocabularies import Tier
from schemas.writes import BOOK


class BookParameters(BaseModel):
    """What every answer across accounts takes in its URL, beside the language; the endpoint refuses anything else."""

    limit: int = Field(100, ge=1, le=500, description="Items of a page.")
    cursor: str | None = Field(None, max_length=2000, description="``next_cursor`` of the page before.")
    owner: Identifier | None = Field(None, description="Accounts that this one of us owned in their snapshot.")
    under: Identifier | None = Field(None, description="Accounts of this one of us and of all who report to them.")
    line: Literal["solid", "dotted"] = Field("solid", description="With `under`: by solid lines, or by dotted too.")
    segment: Line | None = Field(None, description="Accounts of this segment.")
    tier: Tier | None = Field(None, description="Accounts of this tier.")

    @property
    def chosen(self) -> dict[str, Any]:
        """What items are chosen by: what two pages of one list have in common."""
        return self.model_dump(mode="json", exclude={"limit", "cursor"})


async def read_book(call: Call, asked: BookParameters, account_id: str | None = None) -> BookNow:
    """Return the accounts that pass the filters, with the newest snapshots.

    Raises
    ------
    InvalidInput
        When a filter names a member of ours, or an account, that there never was.
    """
    store = call.store
    owners = await _owners(store, asked, call.this_hour)
    found = {each.id: each for each in await store.snapshots.accounts() if each.is_there(call.this_hour)}
    if account_id is not None and account_id not in found:
        await _check(store, account_id)
    newest = await read_newest(store)
    passing = [each for each in found.values() if _passes(each, asked, account_id)]
    accounts = {each.id: each for each in passing if owners is None or _owner(newest, each.id) in owners}
    book = await store.repository.book_snapshot(call.this_hour)
    owning = {owner for one in accounts if (owner := _owner(newest, one)) is not None}
    return BookNow(accounts, newest, book.revision, await store.repository.names_of_ours(sorted(owning)))


def _owner(newest: Newest, account_id: str) -> str | None:
    """Return who owned an account in its snapshot: no record of its own says so."""
    listed = newest.listed.get(account_id)
    return None if listed is None else listed.numbers.owner


def _passes(account: AccountNow, asked: BookParameters, account_id: str | None) -> bool:
    return (
        asked.segment in {None, account.segment}
        and asked.tier in {None, account.tier}
        and account_id in {None, account.id}
    )


async def _owners(store: Store, asked: BookParameters, now: str) -> frozenset[str] | None:
    """Return whose accounts are asked for; None: everybody's."""
    for name in ("owner", "under"):
        if (member := getattr(asked, name)) is not None:
            await _check_member(store, member, f"?{name}")
    own = None if asked.owner is None else frozenset({asked.owner})
    if asked.under is None:
        return own
    snapshot = await store.repository.book_snapshot(now)
    lines = [row async for row in store.repository.rows(TEAM_REPORTING_LINES, snapshot)]
    below = everybody_under(asked.under, lines, dotted=asked.line == "dotted")
    return below if own is None else below & own


def everybody_under(member: str, lines: Iterable[Mapping[str, Any]], *, dotted: bool) -> frozenset[str]:
    """Return one of us and all who report to them, however far below; circles are walked once.

    Examples
    --------
    >>> lines = [{"member": "bo", "manager": "ada"}, {"member": "cy", "manager": "bo", "line": "dotted"}]
    >>> sorted(everybody_under("ada", lines, dotted=False)), sorted(everybody_under("ada", lines, dotted=True))
    (['ada', 'bo'], ['ada', 'bo', 'cy'])
    """
    reports: dict[str, set[str]] = defaultdict(set)
    for row in lines:
        if dotted or row.get("line", "solid") == "solid":
            reports[row["manager"]].add(row["member"])
    found, waiting = {member}, [member]
    while waiting:
        new = reports[waiting.pop()] - found
        found |= new
        waiting.extend(new)
    return frozenset(found)


async def _check_member(store: Store, member: str, pointer: str) -> None:
    try:
        await store.repository.get(TEAM_MEMBERS, BOOK, member)
    except NotFound as error:
        raise InvalidInput.at(pointer, error.detail) from None


async def _check(store: Store, account_id: str) -> None:
    try:
        await store.repository.snapshot(account_id, "")
    except NotFound as error:
        raise InvalidInput.at("?account", error.detail) from None
