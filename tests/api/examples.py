"""For each kind of record: how a test makes one, changes it, and finds it again."""

from typing import Any, NamedTuple

from schemas.registry import BY_KIND
from schemas.resource import Resource
from tests.api.accounts import Account, done, fresh_id
from tests.contract.kinds import Maker, change_of


class Example(NamedTuple):
    """One record of a resource.

    Attributes
    ----------
    fields : dict
        What a new one is made of.
    change : dict
        Fields that were not sent, with values of their own.
    """

    resource: Resource
    fields: dict[str, Any]
    change: dict[str, Any]


def example_of(kind: str, firm: Account) -> Example:
    """Return a record of a kind that is not there yet; what it needs is stored."""
    resource, maker = BY_KIND[kind], Maker(firm.id)
    fields = maker.minimal(kind) | _of_one_account(resource, firm)
    store_needed(firm, maker)
    name, _, value = change_of(kind)
    unsent = name not in resource.required and name not in resource.defaults
    return Example(resource, fields, {name: value} if unsent else {"tags": ["pilot"]})


def _of_one_account(resource: Resource, firm: Account) -> dict[str, str]:
    """Return what makes a record of the book one for this account alone: others would answer otherwise with it."""
    named = [each.path for each in resource.references if resource.scope == "book" and each.kind == "account"]
    return dict.fromkeys(named, firm.id)


def store_needed(firm: Account, maker: Maker) -> None:
    """Store what a maker made, book-wide records before those of the account."""
    needed = [{"kind": one.resource.kind, "id": one.id, "data": dict(one.data)} for one in maker.needed]
    of_account = [one for one, made in zip(needed, maker.needed, strict=True) if made.resource.scope == "account"]
    done(firm.client.post("/v1/batch", json={"items": [one for one in needed if one not in of_account]}))
    firm.batch(*of_account)
    maker.needed.clear()


def place_of(example: Example, firm: Account) -> str:
    """Return the URL of the list that a record of this kind stands in."""
    scoped = example.resource.scope == "account"
    return f"{firm.path}/{example.resource.path}" if scoped else f"/v1/{example.resource.path}"


def new_place(example: Example, firm: Account) -> str:
    """Return the URL of a record of this kind that is not there yet."""
    return f"{place_of(example, firm)}/{fresh_id('r')}"
