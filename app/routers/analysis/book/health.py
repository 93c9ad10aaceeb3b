"""Health across accounts, `/v1/analysis/health`, and of one over time, `…/analysis/health/history`."""

from contextlib import suppress
from datetime import date
from typing import Annotated

from fastapi import Query, Response
from pydantic import BeforeValidator

from app.analysis.answers import analysis_read
from app.analysis.book.health import HealthParameters, book_health
from app.analysis.book.pages import answer, book_list
from app.dependencies import AccountId, LanguageCallDep, strict_router
from graph.snapshots.keeping import AFTER_ALL, FIRST_DATE
from schemas.analysis.book.health import BookHealths, HealthHistory
from schemas.errors import InvalidInput
from schemas.messages.message import Message, misfit

router = strict_router("analysis")


def _day(text: object) -> object:
    """Read a date as it is written, and nothing else: pydantic takes seconds since 1970, and midnights, for dates."""
    if not isinstance(text, str):
        return text
    with suppress(ValueError):
        found = date.fromisoformat(text)
        if found.isoformat() == text:  # a week or a day without hyphens is read, too
            return found
    raise misfit(Message("reporting.not_a_date", date=text))


Day = Annotated[date, BeforeValidator(_day)]
From = Annotated[Day | None, Query(alias="from", description="The first date; default the oldest there is.")]
To = Annotated[Day | None, Query(description="The last date; default the newest there is.")]


@book_list(router, "health", "list_health", "How well each account is looked after, the worst first", BookHealths)
async def list_health(call: LanguageCallDep, asked: Annotated[HealthParameters, Query()]) -> Response:
    """From the newest snapshot of each account, which `POST /v1/reports` makes; `not_computed` counts those without.

    Segment and tier are those that its record has now, the owner that of the snapshot.
    """
    return answer(call, await book_health(call, asked))


@analysis_read(
    router,
    "/accounts/{account_id}/analysis/health/history",
    "get_health_history",
    "How well the account was looked after, date by date",
    HealthHistory,
)
async def get_health_history(
    call: LanguageCallDep, account_id: AccountId, since: From = None, to: To = None
) -> Response:
    """The numbers of its snapshots. They stay as they were computed, whatever is recorded later."""
    if since is not None and to is not None and since > to:
        raise InvalidInput.at("?from", Message("requests.from_after_to", since=str(since), until=str(to)))
    await call.store.repository.snapshot(account_id, call.this_hour)
    first, last = str(since or FIRST_DATE), str(to or AFTER_ALL)
    items = await call.store.snapshots.history(account_id, first, last)
    return answer(call, HealthHistory(account_id=account_id, items=tuple(items)))
