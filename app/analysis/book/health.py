"""The health of all accounts, in the order that is asked for."""

from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any, Literal

from pydantic import Field

from app.analysis.book.filters import BookParameters, read_book
from app.analysis.book.newest import BookNow
from app.analysis.book.pages import Paging, Place, of_account, scope_of
from app.http.calls import LanguageCall
from graph.snapshots.stored_form import Listed
from schemas.analysis.book.health import BookHealth, BookHealths
from schemas.analysis.health import Grade
from schemas.names.folding import folded
from schemas.vocabularies import NullReason

Sort = Literal["health", "-health", "change", "-change", "name"]


class HealthParameters(BookParameters):
    """What the list of the health of all takes in its URL."""

    grade: Grade | None = Field(None, description="Accounts of this grade.")
    sort: Sort = Field("health", description="What to sort by; a leading minus turns it round, what is null is last.")


def change_of(listed: Listed) -> float | None:
    """Return the points of health since the snapshot before; None where one of the two is not known."""
    now, before = listed.numbers.health, listed.before_health
    return None if now is None or before is None else now - before


_VALUES: Mapping[str, Callable[[BookNow, str, Listed], float | str | None]] = {
    "health": lambda _, __, listed: listed.numbers.health,
    "change": lambda _, __, listed: change_of(listed),
    "name": lambda book, account_id, _: folded(book.accounts[account_id].name or ""),
}


async def book_health(call: LanguageCall, asked: HealthParameters) -> BookHealths:
    """Return one page of the accounts that match.

    Raises
    ------
    InvalidInput
        When there is no such owner, or the cursor is of another list.
    """
    paging = Paging("health", asked)
    book = await read_book(call, asked)
    readable = [one for one in book.accounts if book.listed(one) is not None]
    found = [one for one in readable if asked.grade in {None, book.newest.listed[one].numbers.grade}]
    rows = sorted(((_place(book, one, asked.sort), one) for one in found), key=lambda row: row[0])
    places, following = paging.page(rows, itemgetter(0))
    page = [one for _, one in places]
    unknown = [one for one in page if _is_unknown(book.newest.listed[one])]
    contents = await call.store.snapshots.contents(sorted(unknown))
    items = tuple(_item(book, one, contents.get(one, {}).get("reasons", {})) for one in page)
    return BookHealths(**scope_of(book, readable=readable, next_cursor=following), items=items)


def _is_unknown(listed: Listed) -> bool:
    """Whether a snapshot has a number that is null: why stands in its details."""
    return listed.numbers.health is None or None in listed.numbers.components.model_dump().values()


def _place(book: BookNow, account_id: str, sort: Sort) -> Place:
    value = _VALUES[sort.removeprefix("-")](book, account_id, book.newest.listed[account_id])
    if isinstance(value, float) and sort.startswith("-"):
        value = -value
    return (value is None, 0.0 if value is None else value, account_id)


def _item(book: BookNow, account_id: str, reasons: Mapping[str, NullReason]) -> BookHealth:
    now, listed = book.accounts[account_id], book.newest.listed[account_id]
    numbers, change = listed.numbers, change_of(listed)
    own: dict[str, Any] = {name: getattr(numbers, name) for name in ("health", "grade", "components", "counts")}
    reason: NullReason = "no_previous" if listed.before_date is None else "mostly_unknown"
    return BookHealth(
        **of_account(book, account_id),
        **own,
        segment=now.segment,
        tier=now.tier,
        change=change,
        previous=listed.before_date,
        reasons={**reasons, **({} if change is not None else {"change": reason})},
    )
