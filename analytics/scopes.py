"""Scopes: whom an answer is about; they filter the answer, never the graph."""

from typing import get_args

from analytics.departments import people_of
from schemas.rows.account_graph import AccountGraph
from schemas.vocabularies import Seniority

SENIORITIES: tuple[Seniority, ...] = get_args(Seniority)
"""From the top down, unknown last."""


def people_in_scope(
    account: AccountGraph, present: frozenset[str], chain: str | None = None, department: str | None = None
) -> frozenset[str]:
    """Return the people present who have a stake on a chain, and who belong to a department or to one below it."""
    scope = present
    if chain is not None:
        scope &= frozenset(stake.person for stake in account.stakes if stake.chain == chain)
    if department is not None:
        scope &= people_of(account, department)
    return scope
