"""People of all accounts who are due for a contact."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import Field

from app.analysis.book.filters import BookParameters, read_book
from app.analysis.book.newest import BookNow, ContactPlace
from app.analysis.book.pages import Paging, of_account, said, scope_of
from app.http.calls import LanguageCall
from schemas.analysis.book.contacts import BookContact, BookContacts
from schemas.fields import Identifier
from schemas.instants import Instant
from schemas.messages.message import Language


class ContactParameters(BookParameters):
    """What the list of people due takes in its URL."""

    member: Identifier | None = Field(None, description="Whom this one of us calls.")
    until: Instant | None = Field(None, description="Due at this instant or before.")


async def book_contacts(call: LanguageCall, asked: ContactParameters) -> BookContacts:
    """Return one page of the people due who match, and how many there are.

    Raises
    ------
    InvalidInput
        When there is no such owner, or the cursor is of another list.
    """
    paging = Paging("contacts_due", asked)
    book = await read_book(call, asked)
    found = [each for each in book.newest.contacts if _matches(each, asked, book)]
    page, following = paging.page([(each.place, each) for each in found])
    readable = [one for one in book.accounts if (listed := book.listed(one)) and listed.contacts_due is not None]
    contents = await call.store.snapshots.contents(sorted({each.place[1] for each in page}))
    return BookContacts(
        **scope_of(book, readable=readable, next_cursor=following),
        items=tuple(_items(book, page, contents, call.language)),
        total=len(found),
    )


def _matches(each: ContactPlace, asked: ContactParameters, book: BookNow) -> bool:
    return (
        each.place[1] in book.accounts
        and asked.member in {None, each.contact.member}
        and (asked.until is None or each.contact.due <= asked.until)
    )


def _items(
    book: BookNow, page: Sequence[ContactPlace], contents: Mapping[str, Any], language: Language
) -> Iterator[BookContact]:
    """Yield people due in words; one whom a run took away while this was read is left out."""
    entries = {(one, due["person"]): due for one, content in contents.items() for due in content["contacts_due"]}
    for each in page:
        account_id = each.place[1]
        if (entry := entries.get((account_id, each.contact.person))) is not None:
            facts = said(entry["facts"], language, ("topic",))
            yield BookContact(**of_account(book, account_id), **{**entry, "facts": facts})
