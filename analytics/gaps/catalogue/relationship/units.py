"""Whether we know somebody in each department that counts, and look after all of them."""

import math
from collections.abc import Iterator, Mapping

from analytics.coverage.cells import cells
from analytics.departments import people_of
from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, Subject
from analytics.gaps.remedy import Remedy
from analytics.members import standing_coverages
from analytics.ranking import DIGITS, ranked
from schemas.messages.message import Message
from schemas.rows.account_graph import DepartmentNode

LEVELS: Mapping[str, Message] = {
    "c_level": Message("gaps_relationship.level_c_level"),
    "vp": Message("gaps_relationship.level_vp"),
    "director": Message("gaps_relationship.level_director"),
    "manager": Message("gaps_relationship.level_manager"),
    "specialist": Message("gaps_relationship.level_specialist"),
    "individual": Message("gaps_relationship.level_individual"),
}


def department_uncovered(context: GapContext, share: float) -> Iterator[Finding]:
    """Find departments on a chain of an open deal, or with much of the influence, where we know nobody.

    A department holds its own people, not those of departments below it; one without own people on a step of a chain
    is asked for those below it. On a chain is a department of somebody with a stake, and that of an open step.
    """
    chain_of = _on_chains(context)
    for department in sorted(context.account.departments, key=lambda each: each.id):
        people = _people(context, department.id)
        held = math.fsum(context.numbers.influence[person] for person in sorted(people))
        chain = chain_of.get(department.id)
        if people.isdisjoint(context.covered) and (chain is not None or (people and round(held, DIGITS) >= share)):
            yield _uncovered(context, department, people, held, chain)


def cell_unowned(context: GapContext, people: float) -> Iterator[Finding]:
    """Find departments with so many people of one seniority of whom none is anybody's duty; one finding a department.

    A duty is for a person or for their department; that for a department above it is too far away. Placeholders, and
    people without department or of unknown seniority, are in no cell.
    """
    duties = {(each.target_kind, each.target_id) for each in standing_coverages(context.account)}
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for cell in cells(context.account, context.present, context.numbers.departments, context.covered, {}):
        if cell.department is None or cell.seniority not in LEVELS or cell.known < people:
            continue
        if duties.isdisjoint({("department", cell.department), *(("person", each) for each in cell.people)}):
            found.setdefault(cell.department, {})[cell.seniority] = cell.people
    for department, levels in sorted(found.items()):
        yield _unowned(context, department, levels)


def _on_chains(context: GapContext) -> dict[str, str]:
    """Return the first chain that each department has a part in."""
    found: dict[str, str] = {}
    for chain, looked_at in context.chains.items():
        units = {context.numbers.departments.get(person) for person in looked_at.stakeholders}
        units |= {looked_at.steps[step.id].department for step in looked_at.numbers.decision.steps}
        for unit in units - {None}:
            found.setdefault(str(unit), chain)
    return found


def _people(context: GapContext, department: str) -> frozenset[str]:
    own = frozenset(person for person, unit in context.numbers.departments.items() if unit == department)
    return own & context.present or people_of(context.account, department) & context.present


def _uncovered(
    context: GapContext, department: DepartmentNode, people: frozenset[str], held: float, chain: str | None
) -> Finding:
    name = context.name.department(department.id)
    if chain is None:
        said = Message("gaps_relationship.department_uncovered", department=name, percent=round(100 * held))
    elif people:
        said = Message("gaps_relationship.department_of_chain_uncovered", department=name, chain=_chain(context, chain))
    else:
        said = Message("gaps_relationship.department_of_chain_empty", department=name, chain=_chain(context, chain))
    meetable = {person: context.numbers.influence[person] for person in people - context.seats}
    deal = context.chains[chain].deal if chain else None
    return Finding(
        (Subject("department", department.id),),
        said,
        numbers={"people": len(people), "covered": 0, "influence": held},
        records={"person": sorted(people)},
        remedy=Remedy("meet", ranked(meetable)[0])
        if meetable
        else Remedy("name_people", opportunity=deal.id if deal else None),
        chain=chain,
    )


def _chain(context: GapContext, chain: str) -> str:
    return context.name.chain(chain)


def _unowned(context: GapContext, department: str, levels: Mapping[str, tuple[str, ...]]) -> Finding:
    everybody = sorted(person for people in levels.values() for person in people)
    return Finding(
        (Subject("department", department),),
        Message(
            "gaps_relationship.cell_unowned",
            department=context.name.department(department),
            levels=[LEVELS[level] for level in levels],
            people=len(everybody),
        ),
        numbers={"people": len(everybody), "cells": len(levels)},
        records={"person": everybody},
        remedy=Remedy("assign"),
    )
