"""What a store says of people at an instant, beside what an export said of them."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from graph.store import Store
from schemas.instants import instant_text
from schemas.registry import BY_KIND
from schemas.resource import Resource
from tests.data.importing import records


class Places(NamedTuple):
    """Where the people of a book stand: each with all managers, primary departments and owners that they have."""

    managers: dict[str, set[str]]
    departments: dict[str, set[str]]
    owners: dict[str, set[str]]


def now(store: Store) -> str:
    """Return an instant after all that was recorded so far, and before all that is recorded next."""
    return instant_text(store.clock())


async def places_at(store: Store, as_of: str, accounts: Iterable[str] | None = None) -> Places:
    """Return where everybody stands at an instant, of all accounts or of some."""
    found = Places({}, {}, {})
    for account in accounts or [row["id"] for row in await records(store, "account")]:
        for line in await _held(store, BY_KIND["reporting_line"], account, as_of):
            if line["line"] == "solid":
                found.managers.setdefault(line["person"], set()).add(line["manager"])
        for membership in await _held(store, BY_KIND["membership"], account, as_of):
            if membership["primary"]:
                found.departments.setdefault(membership["person"], set()).add(membership["department"])
        for coverage in await _held(store, BY_KIND["coverage"], account, as_of):
            if coverage["duty"] == "owner":
                found.owners.setdefault(coverage["target_id"], set()).add(coverage["member"])
    return found


async def _held(store: Store, resource: Resource, account: str, as_of: str) -> list[dict[str, Any]]:
    snapshot = await store.repository.snapshot(account, as_of)
    return [row async for row in store.repository.rows(resource, snapshot)]
