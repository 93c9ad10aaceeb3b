"""For each kind of record: how a test makes one, changes it, and finds it again."""

from typing import Any, NamedTuple

from schemas.records import Resource
from schemas.resources import RESOURCES
from tests.api.accounts import Account, fresh_id


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


FIELDS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "account": ({"name": "Contoso"}, {"industry": "machinery"}),
    "setting": ({"voice": 0.2}, {"damping": 0.8}),
    "department": ({"name": "Finance"}, {"function": "finance"}),
    "person": ({"name": "Eve Sato"}, {"title": "Controller"}),
    "membership": ({"person": "bo", "department": "sales"}, {"primary": True}),
    "reporting_line": ({"person": "di", "manager": "bo"}, {"confidence": 0.9}),
    "influence": ({"source": "ada", "target": "di"}, {"topic": "budget"}),
}

EXAMPLES = {resource.kind: Example(resource, *FIELDS[resource.kind]) for resource in RESOURCES}
"""In the small organisation of `tests.api.accounts`; a resource without an example fails where this module loads."""


def place_of(example: Example, firm: Account) -> str:
    """Return the URL of the list that a record of this kind stands in."""
    scoped = example.resource.scope == "account"
    return f"{firm.path}/{example.resource.path}" if scoped else f"/v1/{example.resource.path}"


def new_place(example: Example, firm: Account) -> str:
    """Return the URL of a record of this kind that is not there yet."""
    return f"{place_of(example, firm)}/{fresh_id('r')}"
