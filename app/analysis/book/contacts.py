"""People of all accounts who are due for a contact."""

from collections.abc import Iterator

from pydantic import Field

from app.analysis.book.chosen import Chosen, chosen_entries
from app.analysis.book.filters import BookParameters
from app.analysis.book.newest import BookNow, ContactOfAccount
from app.analysis.book.pages import of_account, said
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
    found = await chosen_entries(call, asked, "contacts_due", lambda book: book.newest.contacts, _matches)
    return BookContacts(**found.scope, items=tuple(_items(found, call.language)), total=len(found.all))


def _matches(each: ContactOfAccount, asked: ContactParameters, book: BookNow) -> bool:
    return (
        each.account_id in book.accounts
        and asked.member in {None, each.contact.member}
        and (asked.until is None or each.contact.due <= asked.until)
    )


def _items(found: Chosen[ContactOfAccount], language: Language) -> Iterator[BookContact]:
    """Yield people due in words; one whom a run took away while this was read is left out."""
    entries = {(one, due["person"]): due for one, content in found.contents.items() for due in content["contacts_due"]}
    for each in found.page:
        account_id = each.account_id
        if (entry := entries.get((account_id, each.contact.person))) is not None:
            facts = said(entry["facts"], language, ("topic",))
            yield BookContact(**of_account(found.book, account_id), **{**entry, "facts": facts})
