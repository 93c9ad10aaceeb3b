"""The answer of ``analysis/influence``: who moves whom."""

from typing import Any

from analytics.answers.provenance import influence_provenance, reasons_of
from analytics.context import Context
from analytics.influence.chart.authority import Standing
from analytics.influence.components import Components
from analytics.influence.moves import Moved
from analytics.ranking import ranked
from analytics.scopes import people_in_scope
from analytics.scores.reasons import LEAST_PEOPLE
from schemas.analysis.answer import Reasons
from schemas.analysis.influence import (
    Authority,
    InfluenceAccount,
    InfluenceAnalysis,
    InfluenceComponents,
    InfluenceMove,
    InfluencePerson,
    InfluenceRecord,
)
from schemas.analysis.network import BrokerageRoles
from schemas.vocabularies import NullReason

ABSENT: dict[str, NullReason] = {
    "decision_influence": "no_decider",
    "decision_components": "no_decider",
    "brokerage": "too_few_people",
    "constraint": "no_edges",
    "effective_size": "no_edges",
    "authority": "no_edges",
    "authority.depth": "no_edges",
    "informal_gap": "no_informal_edge",
}
"""The reason when a person has no such value."""


def influence_analysis(context: Context, department: str | None = None, *, explain: bool = False) -> InfluenceAnalysis:
    """Return the people of an account by influence.

    With a chain in the context its project lines count too, and only people with a stake on it are listed. Decision
    influence starts with the people who decide that chain.

    Parameters
    ----------
    department : str, optional
        List only people of this department and of those below it; the numbers are those of the whole account.
    explain : bool
        Name the people that each person moves, and the records that this rests on.
    """
    shown = people_in_scope(context.account, context.present, context.chain, department)
    return InfluenceAnalysis(
        **influence_provenance(context),
        account=_account(context),
        people=tuple(
            _row(context, person, context.names[person], explain=explain)
            for person in ranked(context.influence)
            if person in shown
        ),
    )


def _account(context: Context) -> InfluenceAccount:
    chart: dict[str, Any] = {name: getattr(context, name) for name in LEAST_PEOPLE}
    reasons: dict[str, NullReason] = {
        name: "too_few_people" if len(context.present) < least else "no_edges" for name, least in LEAST_PEOPLE.items()
    }
    agreement = context.departments_agreement
    return InfluenceAccount(
        **chart,
        articulation=context.articulation,
        articulation_names=tuple(map(context.names.get, context.articulation)),
        communities=context.communities,
        community_names=tuple(tuple(map(context.names.get, circle)) for circle in context.communities),
        departments_agreement=agreement,
        unassumed_people=len(context.assumed_lines.too_many),
        reasons=reasons_of(
            chart | {"departments_agreement": agreement}, reasons | {"departments_agreement": "too_few_people"}
        ),
    )


def _row(context: Context, person: str, name: str | None, *, explain: bool) -> InfluencePerson:
    standing = context.authority.get(person)
    values: dict[str, Any] = {
        "decision_influence": None,
        "decision_components": None,
        "brokerage": context.brokerage.get(person),
        "constraint": context.constraint.get(person),
        "effective_size": context.effective_size.get(person),
        "authority": _authority(standing),
        "informal_gap": context.informal_gap.get(person),
    }
    if context.chain is not None:  # without one nobody decides, and no belief has to be computed
        values["decision_influence"] = context.decision_influence.get(person)
        values["decision_components"] = _components(context.decision_components.get(person))
    depth = {} if standing is None else {"authority.depth": standing.depth}
    return InfluencePerson(
        id=person,
        name=name,
        title=context.people[person].title,
        influence=context.influence[person],
        influence_percentile=context.influence_percentile[person],
        interval=context.interval[person],
        components=InfluenceComponents(**context.components[person]._asdict()),
        moves=tuple(_move(context, each) for each in context.moves[person]) if explain else None,
        **values,
        expected_reach=context.expected_reach[person].others,
        expected_reach_error=context.expected_reach[person].error,
        flag=context.flag.get(person),
        brokerage_roles=BrokerageRoles(**context.brokerage_roles[person]._asdict()),
        reasons=reasons_of(values | depth, ABSENT) | _unflagged(context),
    )


def _components(parts: Components | None) -> InfluenceComponents | None:
    return None if parts is None else InfluenceComponents(**parts._asdict())


def _move(context: Context, moved: Moved) -> InfluenceMove:
    records = tuple(InfluenceRecord(**record._asdict()) for record in moved.rests_on)
    return InfluenceMove(**moved._asdict() | {"name": context.names.get(moved.id), "rests_on": records})


def _unflagged(context: Context) -> Reasons:
    """Return why nobody can have a flag; a person who simply has none needs no reason."""
    if not context.informal_gap:
        return {"flag": "no_informal_edge"}
    return {"flag": "too_few_people"} if len(context.present) < context.settings.flag_people else {}


def _authority(standing: Standing | None) -> Authority | None:
    return None if standing is None else Authority(**standing._asdict())
