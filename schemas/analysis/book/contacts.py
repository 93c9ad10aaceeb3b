"""People of all accounts who are due for a contact."""

from schemas.analysis.answer import Whole
from schemas.analysis.book.scope import BookScope, OfAccount
from schemas.fields import judgement_field, open_field
from schemas.reports.lists import ContactDue


class BookContact(OfAccount, ContactDue[str]):
    """One person who is due, and of which account."""


class BookContacts(BookScope):
    """People who are due, across accounts."""

    items: tuple[BookContact, ...] = judgement_field("One page of them, by priority.", default=...)
    total: Whole = open_field("All that match.", default=..., examples=[37])
