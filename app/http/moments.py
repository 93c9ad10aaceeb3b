"""The two times of a request: when something was so, and as known when."""

from dataclasses import dataclass

from fastapi import Request

from app.writing.time_zones import time_zones
from graph.store import Store
from schemas.instants import take_dates_in
from schemas.reads import Snapshot

OWN_RECORD = "/v1/accounts/{record_id}"
"""The path of an account's own record, and of what lies below it."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The two times of a read."""

    as_of: str | None
    known_at: str | None


@dataclass(frozen=True, slots=True)
class Effect:
    """When a write holds, and whether it corrects."""

    effective_at: str | None = None
    effective_until: str | None = None
    correction: bool = False


def moment_headers(snapshot: Snapshot) -> dict[str, str]:
    """Return the moment an answer is about, as headers."""
    return {"Stakegraph-As-Of": snapshot.as_of, "Stakegraph-Known-At": snapshot.known_at}


async def take_dates(request: Request, dated: bool) -> None:
    """Let dates that a request holds begin in the time zone of the account it is about, else in the service's.

    Parameters
    ----------
    dated : bool
        Whether it may hold any: without, nothing is read.
    """
    store: Store = request.state.store
    account = _account_of(request)
    zones = await time_zones(store, [account] if dated and account else [])
    take_dates_in(zones.of(account))


def _account_of(request: Request) -> str | None:
    own = request.path_params.get("record_id") if request.scope["route"].path.startswith(OWN_RECORD) else None
    account: str | None = request.path_params.get("account_id", own)
    return account
