"""Scopes: the people that an answer lists; a scope filters the answer, never the graph."""

from typing import get_args

from analytics.departments import people_of
from schemas.rows.account_graph import AccountGraph
from schemas.vocabularies import Seniority

SENIORITIES: tuple[Seniority, ...] = get_args(Seniority)
"""From the top level down; unknown comes last."""


def people_in_scope(
    account: AccountGraph, present: frozenset[str], chain: str | None = None, department: str | None = None
) -> frozenset[str]:
    """Return the present people who have a stake on the chain and belong to the department or to one below it.

    A chain or a department that is not given does not filter.
    """
    scope = present
    if chain is not None:
        scope &= frozenset(stake.person for stake in account.stakes if stake.chain == chain)
    if department is not None:
        scope &= people_of(account, department)
    return scope
