"""The registry of everything that is stored: one line a resource."""

from schemas.accounts import ACCOUNTS
from schemas.departments import DEPARTMENTS
from schemas.influences import INFLUENCES
from schemas.memberships import MEMBERSHIPS
from schemas.people import PEOPLE
from schemas.records import Resource
from schemas.reporting_lines import REPORTING_LINES
from schemas.stored_settings import SETTINGS

RESOURCES: tuple[Resource, ...] = (
    ACCOUNTS,
    SETTINGS,
    DEPARTMENTS,
    PEOPLE,
    MEMBERSHIPS,
    REPORTING_LINES,
    INFLUENCES,
)
"""Nodes before the edges that need them."""

BY_KIND: dict[str, Resource] = {resource.kind: resource for resource in RESOURCES}

ACCOUNT_RESOURCES: tuple[Resource, ...] = tuple(resource for resource in RESOURCES if resource.scope == "account")

BOOK_RESOURCES: tuple[Resource, ...] = tuple(resource for resource in RESOURCES if resource.scope != "account")


def edges_of(kind: str) -> tuple[Resource, ...]:
    """Return the edge resources that may end in a record of this kind."""
    return tuple(resource for resource in RESOURCES if any(end.kind == kind for end in resource.ends))
