"""The answer of ``overview``: an account on one page, each number that of its own answer."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from analytics.answers.chains.chain import chain_of_answer
from analytics.answers.chains.forecast import reasons_of_forecast
from analytics.answers.coverage import coverage_departments
from analytics.answers.gaps import shown_gaps
from analytics.answers.health import graded_health
from analytics.answers.provenance import influence_provenance, reasons_of
from analytics.context import Context
from analytics.context_beside import ContextBeside
from analytics.gaps.context import GapContext
from analytics.gaps.gap import Gap
from analytics.gaps.profiles import Profile
from analytics.members import account_owner
from analytics.ranking import ranked
from schemas.analysis.health import HealthComponents
from schemas.rows.account_graph import PairEdge
from schemas.rows.stages import StageModelRow
from schemas.screens.me import Rights
from schemas.screens.overview import (
    Overview,
    OverviewAccount,
    OverviewChain,
    OverviewDepartment,
    OverviewHealth,
    OverviewLine,
    OverviewMove,
    OverviewPair,
    OverviewPerson,
)
from schemas.vocabularies import BuyingRole

BELIEVED = ("support", "political_status")


def overview_of(
    context: Context,
    rights: Rights,
    models: Sequence[StageModelRow] = (),
    *,
    profiles: Sequence[Profile] = (),
    last: float | None = None,
) -> Overview:
    """Return an account on one page.

    Of the whole account: no chain and no department narrows it. Whoever has left, and lines to them, are left out.

    Parameters
    ----------
    rights : Rights
        What whoever asks may do.
    models : sequence of StageModelRow
        Stage models of the book, in order of their ids.
    profiles : sequence of Profile
        Stored profiles of gap rules, in order of their ids; gaps are those under the account's own.
    last : float or None
        Health, from 0 to 100, that ``change`` compares with; None: there is none.
    """
    looked_at = GapContext(context, models, profiles=profiles)
    gaps, account = shown_gaps(looked_at), context.account
    return Overview(
        **influence_provenance(context),
        account=_account(context),
        rights=rights,
        health=_health(context, models, last),
        gaps=gaps.counts,
        people=tuple(_people(context, gaps.shown)),
        departments=tuple(_departments(context)),
        reporting_lines=tuple(_lines(context)),
        influences=tuple(_moves(context)),
        conflicts=tuple(_pairs(context, account.conflicts)),
        alliances=tuple(_pairs(context, account.alliances)),
        chains=tuple(_chains(looked_at, gaps.shown)),
    )


def _as_in(source: object, *names: str) -> dict[str, Any]:
    """Return fields that are shown as they are."""
    return {name: getattr(source, name) for name in names}


def _account(context: Context) -> OverviewAccount:
    account = context.account
    owner = account_owner(account)
    return OverviewAccount(
        **_as_in(account, "name", "segment", "tier", "timezone"),
        owner=owner,
        owner_name=context.member_names.get(owner) if owner else None,
    )


def _health(context: Context, models: Sequence[StageModelRow], last: float | None) -> OverviewHealth:
    found, values, reasons = graded_health(context, models, last)
    return OverviewHealth(**values, components=HealthComponents(**found.components), reasons=reasons)


def _people(context: Context, gaps: Sequence[Gap]) -> Iterator[OverviewPerson]:
    about = Counter(each for gap in gaps for kind, each in set(gap.subjects) if kind == "person")
    roles, units = _roles(context), {unit.id: unit.name for unit in context.account.departments}
    for person in ranked(context.influence):
        recorded, close = context.people[person], context.people_closeness.get(person)
        beliefs = {word: context.beliefs.get((person, word, None)) for word in BELIEVED}
        values: dict[str, Any] = {word: belief.value if belief else None for word, belief in beliefs.items()}
        values["closeness"] = close.closeness if close else None
        closest, unit = close.members[0] if close else None, context.departments.get(person)
        yield OverviewPerson(
            id=person,
            **_as_in(recorded, "name", "title", "seniority", "kind"),
            department=unit,
            department_name=units.get(unit or ""),
            roles=tuple(roles.get(person, ())),
            influence=context.influence[person],
            influence_percentile=context.influence_percentile[person],
            rung=close.rung if close else "unknown",
            closest=closest,
            closest_name=context.member_names.get(closest or ""),
            attainment=context.attainment[person],
            covered=person in context.covered,
            gaps=about[person],
            **values,
            reasons=reasons_of(values, {**dict.fromkeys(BELIEVED, "no_assessments"), "closeness": "no_interactions"}),
        )


def _roles(context: Context) -> Mapping[str, Iterable[BuyingRole]]:
    """Return the roles that people have on any chain, each once, in the order of their stakes."""
    found: defaultdict[str, dict[Any, None]] = defaultdict(dict)
    for stake in context.account.stakes:
        found[stake.person].update(dict.fromkeys(stake.roles or ()))
    return found


def _departments(context: Context) -> Iterator[OverviewDepartment]:
    recorded = {unit.id: unit for unit in context.account.departments}
    for unit in coverage_departments(context, context.present):
        own, reasons = recorded[unit.id], {"coverage": unit.reasons["coverage"]} if unit.coverage is None else {}
        yield OverviewDepartment(
            **_as_in(unit, "id", "name", "known", "covered", "coverage"),
            **_as_in(own, "function", "part_of"),
            reasons=reasons,
        )


def _lines(context: Context) -> Iterator[OverviewLine]:
    for each in context.account.reporting_lines:
        if {each.person, each.manager} <= context.present:
            kind: Any = each.line
            yield OverviewLine(id=each.id, person=each.person, manager=each.manager, line=kind, chain=each.chain)


def _moves(context: Context) -> Iterator[OverviewMove]:
    for each in context.account.influences:
        if {each.source, each.target} <= context.present:
            values: dict[str, Any] = {"strength": each.strength, "topic": each.topic}
            yield OverviewMove(id=each.id, source=each.source, target=each.target, **values)


def _pairs(context: Context, edges: Iterable[PairEdge]) -> Iterator[OverviewPair]:
    for each in edges:
        if context.present.issuperset(each.people):
            first, second = each.people
            yield OverviewPair(id=each.id, people=(first, second), strength=each.strength)


def _chains(looked_at: GapContext, gaps: Sequence[Gap]) -> Iterator[OverviewChain]:
    count = Counter(gap.chain for gap in gaps)
    for chain in looked_at.account.chains:
        scope = looked_at.chains.get(chain.id)
        numbers = scope.numbers if scope else ContextBeside.of_chain(looked_at.numbers, chain.id)
        chance = numbers.forecast.chance
        values: dict[str, Any] = {
            "forecast": None if chance is None else chance.value,
            "known_share": numbers.known_share,
        }
        yield OverviewChain(
            chain=chain_of_answer(numbers),
            **values,
            gaps=count[chain.id],
            reasons=reasons_of_forecast(numbers, values),
        )
