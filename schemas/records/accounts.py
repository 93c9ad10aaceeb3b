"""Accounts: the customer organisations that everything else belongs to."""

from functools import cache
from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, Field, StrictStr

from schemas.fields import Identifier, Line, open_field
from schemas.instants import Instant
from schemas.messages.message import Message, misfit
from schemas.resource import RecordFields, RecordStamp, Resource
from schemas.vocabularies import AccountKind, ParentRelation, Tier


@cache
def _timezones() -> frozenset[str]:
    """Return the names of all time zones; finding them opens some 600 files, too many for each account."""
    return frozenset(available_timezones())


def _known_timezone(name: str) -> str:
    if name not in _timezones():
        raise misfit(Message("values.timezone"))
    return name


Timezone = Annotated[StrictStr, Field(max_length=64), AfterValidator(_known_timezone)]


class Parent(BaseModel, extra="forbid"):
    """The account that this one belongs to."""

    account: Identifier = open_field("Id of the parent account.", default=..., examples=["acme-group"])
    relation: ParentRelation = open_field("How it belongs.", default=..., examples=["subsidiary"])


class AccountFields(RecordFields):
    """Fields of an account that a caller may write."""

    name: Line | None = open_field("Name of the organisation.", examples=["Northwind Traders"])
    kind: AccountKind | None = open_field("What it is to us.", examples=["customer"])
    industry: Line | None = open_field("Its industry.", examples=["machinery"])
    segment: Line | None = open_field("Our segment.", examples=["manufacturing"])
    region: Line | None = open_field("Our region.", examples=["East China"])
    tier: Tier | None = open_field("How important it is to us.", examples=["A"])
    timezone: Timezone | None = open_field("Where its days begin.", examples=["Asia/Shanghai"])
    parent: Parent | None = open_field("The account it belongs to.")


class Account(AccountFields, RecordStamp):
    """An account as the service gives it back."""

    revision: int = open_field("Number of the last write to anything of this account.", default=..., examples=[7])
    revised_at: Instant = open_field(
        "When that write was recorded.", default=..., examples=["2026-06-30T23:12:05.123456Z"]
    )


ACCOUNTS = Resource(
    kind="account",
    fields=AccountFields,
    record=Account,
    required=("name",),
    nested=("parent",),
    scope="self",
    named=True,
)
