"""The answer of ``analysis/coverage``: how much of the influence in an account we have reached."""

from collections.abc import Collection, Iterator, Mapping

from analytics.answers.provenance import influence_provenance, reasons_of
from analytics.closeness.account import account_closeness
from analytics.closeness.sources.evidence import words_on
from analytics.context import Context
from analytics.coverage.cells import Cell, Expected, cells
from analytics.coverage.coverage import coverage
from analytics.coverage.lorenz import lorenz
from analytics.coverage.stance import stance
from analytics.departments import people_of
from analytics.ranking import ranked
from analytics.scopes import SENIORITIES, people_in_scope
from schemas.analysis.closeness import ClosestEvidence, Unknown
from schemas.analysis.coverage import (
    CoverageAccount,
    CoverageAnalysis,
    CoverageCell,
    CoverageDepartment,
    CoverageEvidence,
    CoveragePerson,
    CoverageSeniority,
    CoverageStance,
)
from schemas.rows.account_graph import DepartmentNode
from schemas.vocabularies import NullReason


def coverage_analysis(
    context: Context, expected: Expected | None = None, *, department: str | None = None, explain: bool = False
) -> CoverageAnalysis:
    """Return the coverage of people, departments, levels of seniority and the account.

    With a chain in the context only people with a stake on it are listed and summed up.

    Parameters
    ----------
    expected : mapping
        How many people the template of the account's segment expects, by function of a department and seniority.
    department : str, optional
        List and sum up only people of this department and of those below it. The influence and closeness of each
        person are still those in the whole account.
    explain : bool
        Name the people that each sum runs over, and the records that each person's numbers rest on.
    """
    scope = people_in_scope(context.account, context.present, context.chain, department)
    return CoverageAnalysis(
        **influence_provenance(context),
        account=_account(context, scope),
        departments=tuple(coverage_departments(context, scope, explain=explain)),
        seniority=tuple(_levels(context, scope, explain=explain)),
        cells=tuple(
            _cell(context, each, explain=explain)
            for each in cells(context.account, scope, context.departments, context.covered, expected or {})
        ),
        lorenz=tuple(lorenz(scope, context.influence, context.attainment)),
        people=tuple(_people(context, scope, explain=explain)),
    )


def _account(context: Context, scope: frozenset[str]) -> CoverageAccount:
    unknown = account_closeness(scope, context.influence, context.people_closeness)
    parts = stance(scope, context.influence, context.attainment, context.beliefs)
    values = {
        "coverage": coverage(scope, context.influence, context.attainment),
        "decision_coverage": _decision_coverage(context, scope),
    }
    absent: dict[str, NullReason] = {"coverage": "too_few_people", "decision_coverage": "no_decider"}
    absent |= {"stance": "no_interactions", "unknown.influence": "too_few_people"}
    return CoverageAccount(
        **values,
        stance=None if parts is None else CoverageStance(**parts._asdict()),
        unknown=Unknown(people=unknown.unknown_people, influence=unknown.unknown_influence),
        reasons=reasons_of(values | {"stance": parts, "unknown.influence": unknown.unknown_influence}, absent),
    )


def _decision_coverage(context: Context, scope: frozenset[str]) -> float | None:
    if context.chain is None or not context.decision_influence:
        return None
    return coverage(scope, context.decision_influence, context.attainment)


def coverage_departments(
    context: Context, scope: frozenset[str], *, explain: bool = False
) -> Iterator[CoverageDepartment]:
    """Yield the coverage of each department, in order of id.

    Parameters
    ----------
    scope : frozenset of str
        The present people who count.
    explain : bool
        Name the people that each sum runs over.
    """
    known = [person.id for person in context.account.people if person.kind != "placeholder" and person.id in scope]
    for unit in context.account.departments:
        of_unit = scope & people_of(context.account, unit.id)
        reached = coverage(of_unit, context.influence, context.attainment)
        own = frozenset(person for person in known if context.departments.get(person) == unit.id)
        row = _department(unit, reached, own, context.covered)
        yield row.model_copy(update={"people": tuple(sorted(of_unit))}) if explain else row


def _department(
    unit: DepartmentNode, reached: float | None, known: frozenset[str], covered: Collection[str]
) -> CoverageDepartment:
    values: Mapping[str, object] = {"coverage": reached, "expected_headcount": unit.expected_headcount}
    return CoverageDepartment(
        id=unit.id,
        name=unit.name,
        coverage=reached,
        known=len(known),
        covered=len(known.intersection(covered)),
        expected_headcount=unit.expected_headcount,
        reasons=reasons_of(values, {"coverage": "too_few_people", "expected_headcount": "no_template"}),
    )


def _levels(context: Context, scope: frozenset[str], *, explain: bool) -> Iterator[CoverageSeniority]:
    for level in SENIORITIES:
        of_level = {
            person.id
            for person in context.account.people
            if person.id in scope and (person.seniority or "unknown") == level
        }
        reached = coverage(of_level, context.influence, context.attainment)
        if reached is not None:
            people = tuple(sorted(of_level)) if explain else None
            yield CoverageSeniority(seniority=level, coverage=reached, people=people)


def _cell(context: Context, cell: Cell, *, explain: bool) -> CoverageCell:
    name = next((unit.name for unit in context.account.departments if unit.id == cell.department), None)
    values = cell._asdict() | {"people": cell.people if explain else None, "department_name": name}
    return CoverageCell(**values, reasons={} if cell.expected is not None else {"expected": "no_template"})


def _people(context: Context, scope: frozenset[str], *, explain: bool) -> Iterator[CoveragePerson]:
    for person in ranked({person: context.influence[person] for person in scope}):
        yield coverage_person(context, person, explain=explain)


def coverage_person(context: Context, person: str, *, explain: bool = False) -> CoveragePerson:
    """Return how close we are to one person who is present, beside how close we want to be.

    Parameters
    ----------
    explain : bool
        Name the records that target and closeness rest on.
    """
    found = context.people_closeness.get(person)
    return CoveragePerson(
        id=person,
        name=context.names[person],
        influence=context.influence[person],
        closeness=found.closeness if found else None,
        target=context.targets[person],
        attainment=context.attainment[person],
        shortfall=1.0 - context.attainment[person],
        covered=person in context.covered,
        rests_on=coverage_evidence(context, person) if explain else None,
        reasons={} if found else {"closeness": "no_interactions"},
    )


def coverage_evidence(context: Context, person: str) -> CoverageEvidence:
    """Return the records that target and closeness of one person who is present rest on."""
    aim, found = context.aims[person], context.people_closeness.get(person)
    follows_status = aim.by == "political_status"
    return CoverageEvidence(
        desired_rung=aim.rung,
        desired_by=aim.by,
        coverages=aim.coverages,
        key_player=words_on(context.beliefs, (person, "political_status", None)) if follows_status else (),
        closest=_closest(context, found.members[0], person) if found else None,
        reasons={} if found else {"closest": "no_interactions"},
    )


def _closest(context: Context, member: str, person: str) -> ClosestEvidence:
    name = context.member_names.get(member)
    return ClosestEvidence(member=member, member_name=name, **context.evidence[member, person]._asdict())
