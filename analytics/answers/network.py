"""The answer of ``analysis/network``: one relation exactly as it is recorded."""

from typing import Any

from analytics.answers.provenance import provenance, reasons_of
from analytics.context import NetworkContext
from analytics.network.brokerage_roles import Roles
from analytics.scopes import people_in_scope
from schemas.analysis.network import BrokerageRoles, NetworkAccount, NetworkAnalysis, NetworkPerson
from schemas.vocabularies import NullReason

LEAST_PEOPLE = {
    "density": 2,
    "reciprocity": 2,
    "transitivity": 3,
    "average_distance": 2,
    "diameter": 2,
    "in_centralization": 2,
    "out_centralization": 2,
    "connectedness": 2,
    "hierarchy": 2,
    "efficiency": 2,
    "least_upper_boundedness": 3,
}
"""The fewest people for which a measure has a meaning; with that many, a null one lacks edges."""

ABSENT: dict[str, NullReason] = {
    "closeness_centrality": "too_few_people",
    "constraint": "no_edges",
    "effective_size": "no_edges",
}
"""The reason when a person has no such value."""


def network_analysis(
    context: NetworkContext, *, chain: str | None = None, department: str | None = None
) -> NetworkAnalysis:
    """Return the classical measures of one relation and of the people in it.

    Parameters
    ----------
    chain : str, optional
        Decision chain in scope: list only people with a stake on it. Its project lines are in the relation anyway.
    department : str, optional
        List only people of this department and of those below it; the numbers are those of the whole relation.
    """
    shown = people_in_scope(context.account, frozenset(context.arcs.people), chain, department)
    return NetworkAnalysis(
        **provenance(context),
        account=_account(context),
        people=tuple(_row(context, person) for person in context.arcs.people if person in shown),
    )


def _account(context: NetworkContext) -> NetworkAccount:
    people = len(context.arcs)
    values: dict[str, Any] = {name: getattr(context, name) for name in LEAST_PEOPLE}
    reasons: dict[str, NullReason] = {
        name: "too_few_people" if people < least else "no_edges" for name, least in LEAST_PEOPLE.items()
    }
    return NetworkAccount(
        people=people,
        edges=len(context.arcs.source),
        **values,
        brokerage_roles=_roles(context.total_roles),
        reasons=reasons_of(values, reasons),
    )


def _row(context: NetworkContext, person: str) -> NetworkPerson:
    values: dict[str, Any] = {
        "closeness_centrality": context.closeness_centrality.get(person),
        "constraint": context.constraint.get(person),
        "effective_size": context.effective_size.get(person),
    }
    return NetworkPerson(
        id=person,
        name=context.people[person].name,
        title=context.people[person].title,
        in_degree=context.in_degree[person],
        out_degree=context.out_degree[person],
        betweenness=context.betweenness[person],
        pagerank=context.pagerank[person],
        brokerage_roles=_roles(context.brokerage_roles[person]),
        **values,
        reasons=reasons_of(values, ABSENT),
    )


def _roles(played: Roles) -> BrokerageRoles:
    return BrokerageRoles(**played._asdict())
