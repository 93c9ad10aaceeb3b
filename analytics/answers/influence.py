"""The answer of ``analysis/influence``: who moves whom."""

from typing import Any

from analytics.answers.provenance import provenance, reasons_of
from analytics.context import Context
from analytics.influence.authority import Standing
from analytics.ranking import ranked
from analytics.scopes import people_in_scope
from schemas.account_graph import AccountGraph
from schemas.analysis.influence import Authority, InfluenceAnalysis, InfluencePerson
from schemas.settings import AnalysisSettings
from schemas.vocabularies import NullReason

ABSENT: dict[str, NullReason] = {
    "brokerage": "too_few_people",
    "constraint": "no_edges",
    "effective_size": "no_edges",
    "authority": "no_edges",
    "authority.depth": "no_edges",
}
"""Why a person has no such value."""


def influence_analysis(
    account: AccountGraph, settings: AnalysisSettings, chain: str | None = None, department: str | None = None
) -> InfluenceAnalysis:
    """Return the people of an account by influence.

    Parameters
    ----------
    chain : str, optional
        Decision chain in scope: its project lines count as well, and only people with a stake on it are listed.
    department : str, optional
        Only people of this department and those below it are listed; the numbers are those of the whole account.
    """
    context = Context(account, settings, chain)
    shown = people_in_scope(account, context.present, chain, department)
    names = {person.id: person.name for person in account.people}
    return InfluenceAnalysis(
        **provenance(account, settings),
        people=tuple(_row(context, person, names[person]) for person in ranked(context.influence) if person in shown),
    )


def _row(context: Context, person: str, name: str | None) -> InfluencePerson:
    standing = context.authority.get(person)
    values: dict[str, Any] = {
        "brokerage": context.brokerage.get(person),
        "constraint": context.constraint.get(person),
        "effective_size": context.effective_size.get(person),
        "authority": _authority(standing),
    }
    depth = {} if standing is None else {"authority.depth": standing.depth}
    return InfluencePerson(
        id=person,
        name=name,
        influence=context.influence[person],
        influence_percentile=context.influence_percentile[person],
        **values,
        reasons=reasons_of(values | depth, ABSENT),
    )


def _authority(standing: Standing | None) -> Authority | None:
    return None if standing is None else Authority(**standing._asdict())
