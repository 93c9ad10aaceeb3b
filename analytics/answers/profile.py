"""The answer of ``analysis/people/{person_id}/profile``: everything that a card shows about one person."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from analytics.answers.beliefs import belief_rows
from analytics.answers.closeness import closeness_person
from analytics.answers.coverage import coverage_person
from analytics.answers.parts.closeness_pairs import closeness_pairs
from analytics.answers.parts.not_known import not_known
from analytics.answers.provenance import influence_provenance, reasons_of
from analytics.answers.timeline import Page, timeline
from analytics.context import Context
from analytics.members import present_members
from schemas.analysis.gaps import Gap
from schemas.analysis.profile import (
    KnownElsewhere,
    ProfileAnalysis,
    ProfileCompetitor,
    ProfileContacts,
    ProfileCoverage,
    ProfileElsewhere,
    ProfileIdentity,
    ProfileInfluence,
    ProfileLine,
    ProfileMove,
    ProfilePair,
    ProfilePlace,
    ProfileStake,
)
from schemas.rows.account_graph import AccountGraph, PairEdge, PersonNode

OF_A_RECORD = (
    *("id", "name", "title", "seniority", "kind", "external_kind", "status", "left_at", "vacant"),
    "desired_rung",
)


def profile_analysis(
    context: Context,
    person: str,
    page: Page,
    gaps: Sequence[Gap] = (),
    *,
    elsewhere: Sequence[KnownElsewhere] = (),
    explain: bool = False,
) -> ProfileAnalysis:
    """Return everything about one person of the account; for a person who left, only records and the timeline.

    With a chain in the context its project lines and beliefs count. Trends compare with the earlier instant of the
    context.

    Parameters
    ----------
    page : Page
        The page of the timeline to return.
    gaps : sequence of Gap
        Those that are about the person, by priority (`gaps_of_person`).
    elsewhere : sequence of KnownElsewhere
        The same human in other accounts.
    explain : bool
        Name the records that closeness and coverage rest on.
    """
    account = context.account
    here = frozenset({person}) & context.present
    values: dict[str, Any] = {
        "influence": _influence(context, person) if here else None,
        "closeness": closeness_person(context, person) if here else None,
        "coverage": coverage_person(context, person, explain=explain) if here else None,
    }
    return ProfileAnalysis(
        **influence_provenance(context),
        **values,
        identity=_identity(context, person, elsewhere),
        known_elsewhere=tuple(elsewhere),
        places=tuple(_places(context, person)),
        lines=tuple(_lines(account, person)),
        influences=tuple(_moves(account, person)),
        conflicts=tuple(_pairs(account, account.conflicts, person)),
        alliances=tuple(_pairs(account, account.alliances, person)),
        competitors=tuple(_competitors(account, person)),
        stakes=tuple(_stakes(account, person)),
        beliefs=belief_rows(context, here),
        pairs=closeness_pairs(context, here, explain=explain),
        contacts=tuple(_contacts(context, person)),
        coverages=tuple(_coverages(account, person)),
        gaps=tuple(gap for gap in gaps if gap.mute is None) if here else (),
        muted_gaps=tuple(gap for gap in gaps if gap.mute is not None) if here else (),
        not_known=tuple(not_known(context, person)) if here else (),
        timeline=timeline(account, person, page),
        reasons=reasons_of(values, dict.fromkeys(values, "left")),
    )


def _identity(context: Context, person: str, elsewhere: Iterable[KnownElsewhere]) -> ProfileIdentity:
    row = next(each for each in context.account.people if each.id == person)
    values: dict[str, Any] = {name: getattr(row, name) for name in OF_A_RECORD}
    return ProfileIdentity(
        **values,
        present=person in context.present,
        elsewhere=_elsewhere(row.identity, elsewhere) if row.identity else None,
        mails=tuple(row.mails or ()),
        phones=tuple(row.phones or ()),
    )


def _elsewhere(identity: Mapping[str, str], known: Iterable[KnownElsewhere]) -> ProfileElsewhere:
    """Return who a record says that somebody is elsewhere, with the names that were found there."""
    found = next((each for each in known if each.said != "there"), None)
    return ProfileElsewhere(
        account=identity["account"],
        account_name=found.account_name if found else None,
        person=identity["person"],
        person_name=found.person_name if found else None,
    )


def _places(context: Context, person: str) -> Iterator[ProfilePlace]:
    main = context.departments.get(person)
    own = {edge.department for edge in context.account.memberships if edge.person == person}
    units = [unit for unit in context.account.departments if unit.id in own]
    for unit in sorted(units, key=lambda each: (each.id != main, each.id)):
        yield ProfilePlace(department=unit.id, name=unit.name, function=unit.function, counts=unit.id == main)


def _lines(account: AccountGraph, person: str) -> Iterator[ProfileLine]:
    people = {each.id: each for each in account.people}
    sides = [("manager", line.person, line.manager, line) for line in account.reporting_lines]
    sides += [("report", line.manager, line.person, line) for line in account.reporting_lines]
    for side, own, other, line in sorted(sides, key=lambda each: (each[0], each[3].id)):
        if own == person:
            values: dict[str, Any] = {"side": side, "line": line.line, "chain": line.chain}
            yield ProfileLine(id=line.id, person=other, **_called(people, other), **values)


def _called(people: Mapping[str, PersonNode], person: str) -> dict[str, Any]:
    """Return name and title of somebody."""
    found = people.get(person)
    return {"name": found.name, "title": found.title} if found else {"name": None, "title": None}


def _moves(account: AccountGraph, person: str) -> Iterator[ProfileMove]:
    people = {each.id: each for each in account.people}
    sides = [("moves", edge.source, edge.target, edge) for edge in account.influences]
    sides += [("moved_by", edge.target, edge.source, edge) for edge in account.influences]
    for side, own, other, edge in sorted(sides, key=lambda each: (each[0] != "moves", each[3].id)):
        if own == person:
            values: dict[str, Any] = {"side": side, "strength": edge.strength, "topic": edge.topic}
            yield ProfileMove(id=edge.id, person=other, **_called(people, other), **values)


def _pairs(account: AccountGraph, edges: Iterable[PairEdge], person: str) -> Iterator[ProfilePair]:
    people = {each.id: each for each in account.people}
    for edge in sorted(edges, key=lambda each: each.id):
        if person in edge.people:
            [other] = [each for each in edge.people if each != person]
            yield ProfilePair(id=edge.id, person=other, **_called(people, other), strength=edge.strength)


def _competitors(account: AccountGraph, person: str) -> Iterator[ProfileCompetitor]:
    names = {each.id: each.name for each in account.competitors}
    for tie in sorted(account.competitor_ties, key=lambda each: each.id):
        if tie.person == person:
            rung: Any = tie.rung
            yield ProfileCompetitor(id=tie.id, competitor=tie.competitor, name=names.get(tie.competitor), rung=rung)


def _stakes(account: AccountGraph, person: str) -> Iterator[ProfileStake]:
    chains = {chain.id: chain for chain in account.chains}
    steps = {step.id: step.name for step in account.steps}
    own = [stake for stake in account.stakes if stake.person == person]
    for stake in sorted(own, key=lambda each: (each.chain, each.step or "", each.id)):
        roles: Any = tuple(stake.roles or ())
        yield ProfileStake(
            id=stake.id,
            chain=stake.chain,
            chain_name=chains[stake.chain].name,
            opportunity=chains[stake.chain].opportunity,
            step=stake.step,
            step_name=steps.get(stake.step or ""),
            roles=roles,
            weight=stake.weight,
            veto=bool(stake.veto),
        )


def _influence(context: Context, person: str) -> ProfileInfluence:
    standing = context.authority.get(person)
    values = {
        "brokerage": context.brokerage.get(person),
        "direct_reports": None if standing is None else standing.direct,
    }
    return ProfileInfluence(
        influence=context.influence[person],
        influence_percentile=context.influence_percentile[person],
        brokerage=context.brokerage.get(person),
        direct_reports=None if standing is None else standing.direct,
        reasons=reasons_of(values, {"brokerage": "too_few_people", "direct_reports": "no_edges"}),
    )


def _contacts(context: Context, person: str) -> Iterator[ProfileContacts]:
    names = {member.id: member.name for member in context.account.members}
    sizes = context.contacts.counted(context.contacts.age >= 0).tolist()
    for (member, other), counts, size in zip(context.contacts.pairs, context.counts, sizes, strict=True):
        if other == person and counts.first_at is not None and counts.last_at is not None:
            yield ProfileContacts(
                member=member,
                name=names[member],
                count=size,
                count_90d=counts.recent,
                first_at=counts.first_at,
                last_at=counts.last_at,
            )


def _coverages(account: AccountGraph, person: str) -> Iterator[ProfileCoverage]:
    members, present = {member.id: member for member in account.members}, present_members(account)
    own = [edge for edge in account.coverages if (edge.target_kind, edge.target_id) == ("person", person)]
    for edge in sorted(own, key=lambda each: (each.member not in present, each.id)):
        if member := members.get(edge.member):
            values: dict[str, Any] = {
                name: getattr(edge, name) for name in ("duty", "desired_rung", "target_date", "cadence_days")
            }
            yield ProfileCoverage(
                id=edge.id,
                member=edge.member,
                name=member.name,
                present=edge.member in present,
                left_at=member.left_at,
                **values,
            )
