"""Pages of answers across accounts: what every answer says of itself, cursors by place, and bytes."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from fastapi import APIRouter, Response
from pydantic import BaseModel

from app.analysis.answers import analysis_read
from app.analysis.book.newest import BookNow
from app.http.calls import LanguageCall
from app.http.cursors import ListCursor, list_name, next_link, read_cursor, write_cursor
from app.http.declared_route import Endpoint
from schemas.errors import InvalidInput
from schemas.messages.message import Message

Row = TypeVar("Row")
Place = tuple[Any, ...]


class PlaceCursor(ListCursor):
    """The place of the last item given."""

    place: tuple[bool | float | str | None, ...]


class Paged(Protocol):
    """What is asked of a list: by what its items are chosen, how many, and after which."""

    @property
    def chosen(self) -> Mapping[str, Any]:
        """What two pages of one list have in common."""

    @property
    def limit(self) -> int:
        """Items of a page."""

    @property
    def cursor(self) -> str | None:
        """``next_cursor`` of the page before; None of the first."""


class Paging:
    """One page of one list across accounts.

    Parameters
    ----------
    name : str
        The list.
    asked : Paged
        What items are chosen by, how many, and after which.
    """

    def __init__(self, name: str, asked: Paged) -> None:
        self._name = list_name(name, asked.chosen)
        self._limit = asked.limit
        cursor = read_cursor(asked.cursor, self._name, PlaceCursor) if asked.cursor is not None else None
        self._after = None if cursor is None else cursor.place

    def page(self, rows: Sequence[Row], place: Callable[[Row], Place]) -> tuple[Sequence[Row], str | None]:
        """Return one page of rows that are in the order of their places, and the cursor of the next.

        Raises
        ------
        InvalidInput
            When a cursor was made by hand, so that its place cannot be compared with those of the list.
        """
        begin = 0 if self._after is None else self._behind(rows, self._after, place)
        page = rows[begin : begin + self._limit]
        more = len(rows) > begin + len(page)
        following = write_cursor(PlaceCursor(list_name=self._name, place=place(page[-1]))) if more else None
        return page, following

    @staticmethod
    def _behind(rows: Sequence[Row], after: Place, place: Callable[[Row], Place]) -> int:
        try:
            return bisect_right(rows, after, key=place)
        except TypeError:  # a place of other kinds of values: nobody was given such a cursor
            raise InvalidInput.at("?cursor", Message("requests.cursor_unknown")) from None


def scope_of(book: BookNow, *, readable: Iterable[str], next_cursor: str | None) -> dict[str, Any]:
    """Return what an answer says of the snapshots it rests on.

    Parameters
    ----------
    readable : iterable of str
        Accounts whose snapshot can be read for this answer.
    """
    numbers = [book.newest.listed[one].numbers for one in readable]
    newest = max(numbers, key=lambda each: (each.date, each.as_of), default=None)
    return {
        "first_date": min((each.date for each in numbers), default=None),
        "last_date": newest and newest.date,
        "as_of": newest and newest.as_of,
        "accounts": len(book.accounts),
        "not_computed": len(book.accounts) - len(numbers),
        "changed_since": sum(book.is_changed(each.account_id) for each in numbers),
        "book_changed": any(each.book_revision != book.book_revision for each in numbers),
        "next_cursor": next_cursor,
    }


def of_account(book: BookNow, account_id: str) -> dict[str, Any]:
    """Return what an item says of its account."""
    numbers = book.newest.listed[account_id].numbers
    return {
        "account_id": account_id,
        "account_name": book.accounts[account_id].name,
        "owner": numbers.owner,
        "owner_name": book.owner_names.get(numbers.owner or ""),
        "date": numbers.date,
        "changed": book.is_changed(account_id),
    }


def said(entry: Mapping[str, Any], language: str, names: Iterable[str]) -> dict[str, Any]:
    """Return an entry of a snapshot with its sentences in one language.

    Examples
    --------
    >>> said({"id": "g", "finding": {"en": "Ask", "zh": "问"}, "action": None}, "zh", ("finding", "action"))
    {'id': 'g', 'finding': '问', 'action': None}
    """
    return {**entry, **{name: entry[name] and entry[name][language] for name in names}}


def answer(call: LanguageCall, body: BaseModel) -> Response:
    """Return an answer across accounts as bytes, 304 to whoever has it."""
    headers = {**call.headers, **next_link(call.request, getattr(body, "next_cursor", None))}
    return call.answer(body.model_dump_json().encode(), headers)


def book_list(
    router: APIRouter, of: str, operation_id: str, summary: str, model: type[BaseModel]
) -> Callable[[Endpoint], Endpoint]:
    """Return a decorator that makes a function the endpoint of a list across accounts."""
    return analysis_read(router, f"/analysis/{of}", operation_id, summary, model)
