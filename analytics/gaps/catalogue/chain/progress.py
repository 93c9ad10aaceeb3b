"""Whether a decision moves on: steps that are late, and steps that were taken back."""

from collections.abc import Iterator

from analytics.ages import ages, days_before
from analytics.departments import people_of
from analytics.gaps import vocabulary
from analytics.gaps.context import GapContext
from analytics.gaps.finding import Finding, Subject
from analytics.gaps.remedy import Remedy
from analytics.ranking import ranked
from schemas.messages.message import Message
from schemas.rows.deals import StepNode


def step_overdue(context: GapContext) -> Iterator[Finding]:
    """Find open steps that were due before today; a step without a date says nothing."""
    as_of = context.account.as_of
    for each in context.open_steps:
        due = context.steps[each.id].due
        if due is not None and due < as_of:
            late, name = float(ages([due], as_of)[0]), context.name.step(each.id)
            yield Finding(
                (Subject("step", each.id),),
                Message("gaps_chain.step_overdue", step=name, chain=context.chain_name, count=max(1, round(late))),
                numbers={"late_days": late, "due": due},
                remedy=Remedy("follow_step", step=each.id),
            )


def journey_went_back(context: GapContext, days: float) -> Iterator[Finding]:
    """Find steps that were opened again lately, and of whose department none of us has met anybody since.

    A step was opened again when it started anew (``started_at``). One without that date or without a department says
    nothing.

    Parameters
    ----------
    days : float
        How far back counts as lately.
    """
    as_of = context.account.as_of
    since = days_before(as_of, days)
    for step in context.steps.values():
        start = step.started_at
        if step.outcome != "reopened" or start is None or step.department is None:
            continue
        circle = people_of(context.account, step.department) & context.present
        if since <= start <= as_of and circle.isdisjoint(vocabulary.met(context.numbers.contact_log, as_of, start)):
            yield _went_back(context, step, start, sorted(circle - context.seats))


def _went_back(context: GapContext, step: StepNode, start: str, circle: list[str]) -> Finding:
    ago = float(ages([start], context.account.as_of)[0])
    first = next(iter(ranked({person: context.numbers.influence[person] for person in circle})), None)
    voters = [person for person in context.numbers.voters if person in circle]
    return Finding(
        (Subject("step", step.id),),
        Message(
            "gaps_chain.journey_went_back",
            step=context.name.step(step.id),
            chain=context.name.chain(step.chain),
            department=context.name.department(step.department or ""),
            count=max(1, round(ago)),
        ),
        numbers={"reopened_days_ago": ago},
        records={"person": circle},
        remedy=Remedy("meet", next(iter(voters), first)) if circle else Remedy("name_people"),
    )
