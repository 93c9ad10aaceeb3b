"""The registry of everything that is stored: one line a resource."""

from importlib import import_module

from schemas.links import linked_kinds
from schemas.resource import Resource

MODULES = (
    "accounts",
    "settings",
    "fields",
    "stage_models",
    "templates",
    "rule_profiles",
    "team_members",
    "competitors",
    "team_reporting_lines",
    "account_ties",
    "departments",
    "people",
    "opportunities",
    "control_points",
    "chains",
    "steps",
    "interactions",
    "assessments",
    "closeness_notes",
    "value_statements",
    "gap_states",
    "actions",
    "memberships",
    "reporting_lines",
    "influences",
    "conflicts",
    "alliances",
    "department_relations",
    "stakes",
    "coverages",
    "competitor_ties",
)
"""Modules of `schemas.records` that hold a resource: nodes before their edges, owners before what they own."""


def _resource_of(name: str) -> Resource:
    """Return the resource that a module of `schemas.records` defines."""
    module = import_module(f"schemas.records.{name}")
    found = [value for value in vars(module).values() if isinstance(value, Resource)]
    (resource,) = (one for one in found if one.fields.__module__ == module.__name__)
    return resource


RESOURCES: tuple[Resource, ...] = tuple(_resource_of(name) for name in MODULES)

BY_KIND: dict[str, Resource] = {resource.kind: resource for resource in RESOURCES}

ACCOUNT_RESOURCES: tuple[Resource, ...] = tuple(resource for resource in RESOURCES if resource.scope == "account")

BOOK_RESOURCES: tuple[Resource, ...] = tuple(resource for resource in RESOURCES if resource.scope != "account")
"""Resources that a batch of the book takes: the accounts' own records, and what belongs to none."""

ABOUT_ACCOUNTS: tuple[Resource, ...] = tuple(
    resource for resource in RESOURCES if resource.scope == "book" and "account" in linked_kinds(resource)
)
"""Resources of the book whose records name accounts: these have to be there before them."""
