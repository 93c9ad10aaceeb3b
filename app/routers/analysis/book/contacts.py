"""People due for a contact across accounts: `/v1/analysis/contacts-due`."""

from typing import Annotated

from fastapi import Query, Response

from app.analysis.book.contacts import ContactParameters, book_contacts
from app.analysis.book.pages import answer, book_list
from app.dependencies import LanguageCallDep, strict_router
from schemas.analysis.book.contacts import BookContacts

router = strict_router("analysis")


@book_list(
    router,
    "contacts-due",
    "list_contacts_due",
    "Whom to call today, in all accounts, those who matter most first",
    BookContacts,
)
async def list_contacts_due(call: LanguageCallDep, asked: Annotated[ContactParameters, Query()]) -> Response:
    """From the newest snapshot of each account, as in `/v1/analysis/health`."""
    return answer(call, await book_contacts(call, asked))
