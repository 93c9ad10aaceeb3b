"""The answer of ``analysis/closeness``: how close each of us is to each of them."""

from collections.abc import Iterator, Mapping
from typing import Any

from analytics.answers.parts.closeness_pairs import closeness_pairs
from analytics.answers.provenance import influence_provenance, reasons_of
from analytics.closeness.account import account_closeness
from analytics.closeness.matrices import Cell, Groups, matrix
from analytics.closeness.threads import threads
from analytics.context import Context
from analytics.inputs.contacts import Pair
from analytics.scopes import SENIORITIES, people_in_scope
from schemas.analysis.answer import Reasons
from schemas.analysis.closeness import (
    ClosenessAccount,
    ClosenessAnalysis,
    ClosenessMatrices,
    ClosenessPerson,
    DepartmentCell,
    ExternalScore,
    PairCell,
    SeniorityCell,
    Unknown,
)
from schemas.vocabularies import NullReason


def closeness_analysis(context: Context, *, department: str | None = None, explain: bool = False) -> ClosenessAnalysis:
    """Return the closeness of pairs, of people and of the account.

    With a chain in the context only people with a stake on it are listed and summed up; its own beliefs and project
    lines count. Trends compare with the earlier instant of the context; without one there are no trends.

    Parameters
    ----------
    department : str, optional
        List and sum up only people of this department and of those below it. The numbers of each person are still
        those in the whole account.
    explain : bool
        Name the records that each pair rests on.
    """
    scope = people_in_scope(context.account, context.present, context.chain, department)
    shown = {pair: value for pair, value in context.closeness.items() if pair[1] in scope}
    return ClosenessAnalysis(
        **influence_provenance(context),
        pairs=closeness_pairs(context, scope, explain=explain),
        people=tuple(closeness_person(context, person) for person in sorted(scope)),
        account=_account(context, scope, shown),
        matrices=_matrices(context, shown),
        notes=tuple(_notes(context, scope)),
    )


def closeness_person(context: Context, person: str) -> ClosenessPerson:
    """Return how close we are to one person who is present."""
    found = context.people_closeness.get(person)
    return ClosenessPerson(
        id=person,
        name=context.names[person],
        closeness=found.closeness if found else None,
        rung=found.rung if found else "unknown",
        combined=found.combined if found else None,
        members=found.members if found else (),
        member_names=tuple(map(context.member_names.get, found.members)) if found else (),
        reasons={} if found else {"closeness": "no_interactions", "combined": "no_interactions"},
    )


def _account(context: Context, scope: frozenset[str], shown: Mapping[Pair, float]) -> ClosenessAccount:
    whole = account_closeness(scope, context.influence, context.people_closeness)
    counted = threads(shown)
    values = {
        "closeness": whole.closeness,
        "threads": counted.pairs if counted else None,
        "threads_theirs": counted.theirs if counted else None,
        "threads_ours": counted.ours if counted else None,
    }
    reason: NullReason = "no_interactions" if scope else "too_few_people"
    unknown: Reasons = {} if scope else {"unknown.influence": "too_few_people"}
    return ClosenessAccount(
        **values,
        unknown=Unknown(people=whole.unknown_people, influence=whole.unknown_influence),
        reasons=reasons_of(values, dict.fromkeys(values, reason)) | unknown,
    )


def _matrices(context: Context, shown: Mapping[Pair, float]) -> ClosenessMatrices:
    units: Groups = {member.id: member.unit for member in context.account.members}
    levels: Groups = {member.id: member.seniority or "unknown" for member in context.account.members}
    their_levels: Groups = {person.id: person.seniority or "unknown" for person in context.account.people}
    called = {unit.id: unit.name for unit in context.account.departments}
    by_level = matrix(shown, levels, their_levels)
    return ClosenessMatrices(
        people=tuple(
            PairCell(
                member=member,
                member_name=context.member_names.get(member),
                person=person,
                person_name=context.names.get(person),
                mean=value,
                maximum=value,
                count=1,
            )
            for (member, person), value in shown.items()
        ),
        departments=tuple(
            DepartmentCell(
                unit=ours,
                department=theirs,
                department_name=None if theirs is None else called.get(theirs),
                **_cell(cell),
            )
            for (ours, theirs), cell in matrix(shown, units, context.departments).items()
        ),
        seniority=tuple(
            SeniorityCell(ours=ours, theirs=theirs, **_cell(by_level[ours, theirs]))
            for ours in SENIORITIES
            for theirs in SENIORITIES
            if (ours, theirs) in by_level
        ),
    )


def _cell(cell: Cell) -> dict[str, Any]:
    return {"mean": cell.mean, "maximum": cell.maximum, "count": cell.pairs}


def _notes(context: Context, scope: frozenset[str]) -> Iterator[ExternalScore]:
    for note in context.account.closeness_notes:
        if note.person in scope and note.at <= context.account.as_of:
            yield ExternalScore(
                member=note.member,
                member_name=None if note.member is None else context.member_names.get(note.member),
                person=note.person,
                person_name=context.names.get(note.person),
                score=note.score,
                system=note.system,
                at=note.at,
            )
