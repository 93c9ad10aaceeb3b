"""Whether the people of a department are on the map, and its manager among them."""

from collections.abc import Iterator

from analytics.departments import people_of
from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, Subject
from analytics.gaps.remedy import Remedy
from schemas.messages.message import Message
from schemas.rows.account_graph import DepartmentNode

JUNIORS = frozenset({"specialist", "individual"})
"""Seniorities of those who report to somebody; somebody of unknown seniority may be anybody."""


def hidden_manager(context: GapContext, people: float) -> Iterator[Finding]:
    """Find departments of which only juniors are recorded: whoever they report to is kept from us.

    Everybody counts in the one department that counts for them, not in those above it; a placeholder for a manager is
    no junior, so that it rests.

    Parameters
    ----------
    people : float
        So many must be recorded of a department of which no headcount is expected.
    """
    members = _by_department(context)
    for unit in context.account.departments:
        there = members.get(unit.id, ())
        seniorities = {context.numbers.people[person].seniority for person in there}
        expected = bool(unit.expected_headcount)
        if there and seniorities <= JUNIORS and (expected or len(there) >= people):
            name = context.name.department(unit.id)
            yield Finding(
                (Subject("department", unit.id),),
                Message("gaps_people.hidden_manager", department=name, count=len(there)),
                numbers={"people": len(there), "expected": unit.expected_headcount},
                records={"person": there},
                remedy=Remedy("name_people", _best_known(context, there)),
            )


def headcount_short(context: GapContext, share: float) -> Iterator[Finding]:
    """Find departments on the chain of which less than a share of the expected headcount is on the map.

    A department is on the chain when it takes a step of it. Its people are those of departments below it too; a
    placeholder is on the map.

    Parameters
    ----------
    share : float
        Of the expected headcount.
    """
    if context.chain is None:
        return
    on_chain = {step.department for step in context.steps.values()}
    units = [unit for unit in context.account.departments if unit.id in on_chain and unit.expected_headcount]
    short = {unit: known for unit in units if (known := _known(context, unit)) < share * (unit.expected_headcount or 0)}
    if short:
        said = [_said(context, unit, known) for unit, known in short.items()]
        yield Finding(
            (Subject("chain", context.chain.id),),
            Message("gaps_people.headcount_short", chain=context.chain_name, departments=said),
            numbers={f"people_{unit.id}": known for unit, known in short.items()}
            | {f"expected_{unit.id}": unit.expected_headcount for unit in short},
            records={"department": [unit.id for unit in short]},
            remedy=Remedy("name_people", opportunity=context.chain.opportunity),
        )


def _by_department(context: GapContext) -> dict[str, list[str]]:
    """Return the present people of each department, in order of id."""
    members: dict[str, list[str]] = {}
    for person, unit in sorted(context.numbers.departments.items()):
        if person in context.present:
            members.setdefault(unit, []).append(person)
    return members


def _best_known(context: GapContext, people: list[str]) -> str:
    found = context.numbers.people_closeness
    return min(people, key=lambda person: (-(found[person].closeness or 0.0) if person in found else 0.0, person))


def _known(context: GapContext, unit: DepartmentNode) -> int:
    return len(people_of(context.account, unit.id) & context.present)


def _said(context: GapContext, unit: DepartmentNode, known: int) -> Message:
    name = context.name.department(unit.id)
    return Message("gaps_people.of_expected", department=name, people=known, expected=unit.expected_headcount or 0)
