"""What the demo says of an account, gathered from the computed answers: no number is made here."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from analytics.answers.closeness import closeness_analysis
from analytics.answers.coverage import coverage_analysis
from analytics.answers.influence import influence_analysis
from analytics.context import Context
from analytics.members import standing_coverages
from app.analysis.evidence import Evidence
from schemas.analysis.closeness import ClosenessAnalysis
from schemas.analysis.coverage import CoverageAnalysis, CoveragePerson
from schemas.analysis.influence import InfluenceAnalysis
from schemas.rows.account_graph import AccountGraph
from schemas.vocabularies import Rung


@dataclass(frozen=True, slots=True)
class Headline:
    """The numbers of the whole account; None where nothing can be said."""

    people: int
    coverage: float | None
    stance: dict[str, float] | None
    closeness: float | None
    threads: float | None
    threads_ours: float | None
    threads_theirs: float | None
    unknown_people: int
    assumed_lines: int
    unassumed_people: int
    unknown_influence: float | None


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """One of them. ``hole`` is the share of all influence that is not reached with them: influence x shortfall."""

    id: str
    name: str
    title: str | None
    manager: str | None
    influence: float
    closeness: float | None
    target: float
    rung: Rung
    hole: float
    covered_by: tuple[str, ...]
    closest: str | None


@dataclass(frozen=True, slots=True)
class DepartmentFacts:
    """Coverage of one of their departments with all below it, and the people in it alone."""

    id: str
    name: str
    coverage: float | None
    known: int
    covered: int


@dataclass(frozen=True, slots=True)
class MemberFacts:
    """One of us: what they have a duty for, by kind of target, and to how many people they are the closest."""

    id: str
    name: str
    duties: Mapping[str, int]
    closest_to: int


@dataclass(frozen=True, slots=True)
class Facts:
    """All that is shown of an account.

    Attributes
    ----------
    people : tuple
        By influence.
    departments : tuple
        The lowest coverage first, those without people last.
    members : tuple
        Those who are closest to most people first.
    """

    account_id: str
    name: str
    as_of: str
    known_at: str
    headline: Headline
    people: tuple[PersonFacts, ...]
    departments: tuple[DepartmentFacts, ...]
    members: tuple[MemberFacts, ...]

    @property
    def holes(self) -> list[PersonFacts]:
        """People with something missing, the largest hole first."""
        return sorted((person for person in self.people if person.hole > 0), key=lambda one: (-one.hole, one.id))

    @property
    def unknown(self) -> list[PersonFacts]:
        """People to whom none of us is close, by influence."""
        return [person for person in self.people if person.rung == "unknown"]


def facts_of(evidence: Evidence, name: str) -> Facts:
    """Return what is shown of an account at the moment of its evidence."""
    account = evidence.graph
    context = Context(account, evidence.settings)
    influence = influence_analysis(context)
    closeness = closeness_analysis(context)
    coverage = coverage_analysis(context, evidence.expected)
    people = tuple(_people(account, closeness, coverage))
    return Facts(
        account_id=account.account_id,
        name=name,
        as_of=influence.as_of,
        known_at=influence.known_at,
        headline=_headline(influence, closeness, coverage),
        people=people,
        departments=_departments(coverage),
        members=_members(account, people),
    )


def _headline(influence: InfluenceAnalysis, closeness: ClosenessAnalysis, coverage: CoverageAnalysis) -> Headline:
    return Headline(
        people=len(coverage.people),
        coverage=coverage.account.coverage,
        stance=None if coverage.account.stance is None else coverage.account.stance.model_dump(),
        closeness=closeness.account.closeness,
        threads=closeness.account.threads,
        threads_ours=closeness.account.threads_ours,
        threads_theirs=closeness.account.threads_theirs,
        unknown_people=coverage.account.unknown.people,
        assumed_lines=influence.assumed_lines,
        unassumed_people=influence.account.unassumed_people,
        unknown_influence=coverage.account.unknown.influence,
    )


def _people(account: AccountGraph, closeness: ClosenessAnalysis, coverage: CoverageAnalysis) -> Iterator[PersonFacts]:
    titles = {person.id: person.title for person in account.people}
    managers = {line.person: line.manager for line in account.reporting_lines if line.line == "solid"}
    members = {member.id: member.name or member.id for member in account.members}
    known = {person.id: person for person in closeness.people}
    covered_by = _covered_by(account, members)
    present = {person.id for person in coverage.people}
    for person in coverage.people:
        closest = known[person.id].members
        manager = managers.get(person.id)
        yield PersonFacts(
            id=person.id,
            name=person.name or person.id,
            title=titles[person.id],
            manager=manager if manager in present else None,
            influence=person.influence,
            closeness=person.closeness,
            target=person.target,
            rung=known[person.id].rung,
            hole=_hole(person),
            covered_by=tuple(covered_by[person.id]),
            closest=members.get(closest[0], closest[0]) if closest else None,
        )


def _hole(person: CoveragePerson) -> float:
    return person.influence * person.shortfall


def _covered_by(account: AccountGraph, members: Mapping[str, str]) -> Mapping[str, list[str]]:
    """Return the names of those who have a duty for each person, in order of id, each once."""
    found: dict[str, list[str]] = defaultdict(list)
    for duty in standing_coverages(account):
        name = members.get(duty.member, duty.member)
        if duty.target_kind == "person" and name not in found[duty.target_id]:
            found[duty.target_id].append(name)
    return found


def _departments(coverage: CoverageAnalysis) -> tuple[DepartmentFacts, ...]:
    lowest = sorted(coverage.departments, key=lambda unit: (unit.coverage is None, unit.coverage, unit.id))
    return tuple(
        DepartmentFacts(unit.id, unit.name or unit.id, unit.coverage, unit.known, unit.covered) for unit in lowest
    )


def _members(account: AccountGraph, people: tuple[PersonFacts, ...]) -> tuple[MemberFacts, ...]:
    duties: dict[str, dict[str, int]] = defaultdict(dict)
    for duty in standing_coverages(account):
        duties[duty.member][duty.target_kind] = duties[duty.member].get(duty.target_kind, 0) + 1
    found = []
    for member in account.members:
        name = member.name or member.id
        closest_to = sum(person.closest == name for person in people)
        if duties[member.id] or closest_to:
            found.append(MemberFacts(member.id, name, duties[member.id], closest_to))
    return tuple(sorted(found, key=lambda one: (-one.closest_to, one.id)))
