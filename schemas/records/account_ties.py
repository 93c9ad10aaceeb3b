"""Account ties: what one account is to another, beside its parent."""

from schemas.fields import Identifier, open_field
from schemas.resource import EdgeFields, End, Resource, Stamp
from schemas.vocabularies import TieRelation


class AccountTieFields(EdgeFields):
    """Fields of a tie between accounts that a caller may write."""

    account: Identifier | None = open_field("The account at the near end of the tie.", examples=["acme"])
    other: Identifier | None = open_field("The account at its other end.", examples=["acme-engineering"])
    relation: TieRelation | None = open_field("What the other is to the account.", examples=["supplier"])


class AccountTie(AccountTieFields, Stamp):
    """A tie between accounts as the service gives it back."""


ACCOUNT_TIES = Resource(
    kind="account_tie",
    fields=AccountTieFields,
    record=AccountTie,
    required=("account", "other", "relation"),
    relation="TIED_TO",
    ends=(End("account", "account"), End("other", "account")),
    distinguishing=("relation",),
    scope="book",
)
