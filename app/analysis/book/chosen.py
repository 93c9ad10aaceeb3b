"""Entries of the newest snapshots of all accounts: chosen by what lists hold of them, and read for one page."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from app.analysis.book.filters import BookParameters, read_book
from app.analysis.book.newest import BookNow, ContactOfAccount, GapOfAccount
from app.analysis.book.pages import Paging, scope_of
from app.http.calls import LanguageCall

Entry = TypeVar("Entry", ContactOfAccount, GapOfAccount)
Asked = TypeVar("Asked", bound=BookParameters)


@dataclass(frozen=True)
class Chosen(Generic[Entry]):
    """Entries of one list that match.

    Attributes
    ----------
    all, page : sequence
        Those that match, and those of one page, in the order of their places.
    contents : mapping
        Account id -> what the snapshots of the page hold.
    scope : dict
        What the answer says of the snapshots it rests on.
    """

    book: BookNow
    all: Sequence[Entry]
    page: Sequence[Entry]
    contents: Mapping[str, Any]
    scope: dict[str, Any]


async def chosen_entries(
    call: LanguageCall,
    asked: Asked,
    name: Literal["gaps", "contacts_due"],
    listed: Callable[[BookNow], Sequence[Entry]],
    matches: Callable[[Entry, Asked, BookNow], bool],
    account: str | None = None,
) -> Chosen[Entry]:
    """Return the entries of a list that match, and one page of them.

    Parameters
    ----------
    account : str, optional
        Those of this account only.

    Raises
    ------
    InvalidInput
        When there is no such owner or account, or the cursor is of another list.
    """
    paging = Paging(name, asked)
    book = await read_book(call, asked, account)
    found = await asyncio.to_thread(lambda: [each for each in listed(book) if matches(each, asked, book)])
    page, following = paging.page(found, lambda each: each.place)
    readable = [one for one in book.accounts if (kept := book.listed(one)) and getattr(kept, name) is not None]
    contents = await call.store.snapshots.contents(sorted({each.account_id for each in page}))
    return Chosen(book, found, page, contents, scope_of(book, readable=readable, next_cursor=following))
