"""The answer of ``chains/{chain}/analysis/forecast``."""

from collections.abc import Mapping, Sequence
from typing import Any

from analytics.answers.chains.chain import chain_provenance, named
from analytics.answers.chains.questions import Question, questions
from analytics.answers.provenance import reasons_of
from analytics.context import Context
from analytics.ranking import DIGITS
from analytics.votes.amounts import Applies, applies_of_each
from analytics.votes.ballots import Ballot, OpenStep, possible
from schemas.analysis.answer import Reasons
from schemas.analysis.chains.forecast import (
    ForecastAnalysis,
    ForecastPerson,
    ForecastStep,
    ForecastVoter,
    NextQuestion,
    NotVoting,
)
from schemas.rows.deals import StakeEdge, StepNode
from schemas.vocabularies import NullReason


def forecast_analysis(context: Context) -> ForecastAnalysis:
    """Return how likely the chain in scope is to pass, as the recorded beliefs imply."""
    found, odds = context.forecast, context.forecast.odds
    too_little = found.reason == "mostly_unknown"
    values: dict[str, Any] = {
        "forecast": found.chance and found.chance.value,
        "forecast_range": None if odds is None or too_little else (odds.implied.value, odds.spared.value),
        "bounds": odds and (odds.low.value, odds.high.value),
        "baseline": odds and odds.baseline.value,
        "known_share": context.known_share,
    }
    error = odds.implied.error if odds else 0.0
    first = next(questions(context), None)
    return ForecastAnalysis(
        **chain_provenance(context),
        **values,
        method="sampled" if error > 0 else "exact",
        standard_error=error,
        steps=_steps(context),
        people=_people(context),
        not_voting=tuple(
            NotVoting(person=each.person, name=context.names.get(each.person), step=each.step, reason=each.reason)
            for each in context.not_voting
        ),
        next_question=None if first is None else next_question(context, first),
        reasons=reasons_of_forecast(context, values),
    )


def next_question(context: Context, question: Question) -> NextQuestion:
    """Return a question as part of an answer."""
    return NextQuestion(
        person=question.person,
        name=context.people[question.person].name,
        title=context.people[question.person].title,
        ask=question.ask,
        ask_name=None if question.ask is None else context.member_names.get(question.ask),
        value_of_knowing=question.value,
    )


def reasons_of_forecast(context: Context, values: Mapping[str, object]) -> Reasons:
    """Return why numbers of the forecast of the chain in scope are not known, those that are None, by name."""
    if context.decision.state == "no_decider":
        return reasons_of(values, dict.fromkeys(values, "no_decider"))
    forecast: NullReason = context.forecast.reason or "mostly_unknown"
    return reasons_of(values, {"forecast": forecast, "forecast_range": "mostly_unknown"})


def _people(context: Context) -> tuple[ForecastPerson, ...]:
    """Return everybody who is present and has a stake, those who vote first, by swing."""
    stakes: dict[str, list[StakeEdge]] = {}
    for stake in sorted(context.account.stakes, key=lambda each: each.id):
        if stake.chain == context.chain and stake.person in context.present:
            stakes.setdefault(stake.person, []).append(stake)
    voters = frozenset(context.decision.voters)
    swing = {person: round(each.value, DIGITS) for person, each in context.swing.items()}
    ordered = sorted(stakes, key=lambda person: (person not in voters, -swing.get(person, 0.0), person))
    return tuple(_person(context, person, stakes[person], person in voters) for person in ordered)


def _person(context: Context, person: str, stakes: Sequence[StakeEdge], votes: bool) -> ForecastPerson:
    fields = {
        **named(context, person),
        "roles": tuple(dict.fromkeys(role for stake in stakes for role in stake.roles or ())),
        "steps": tuple(dict.fromkeys(stake.step for stake in stakes if stake.step is not None)),
        "votes": votes,
        "veto": votes and any(stake.veto for stake in stakes),
    }
    return ForecastPerson.model_validate(fields)


def _steps(context: Context) -> tuple[ForecastStep, ...]:
    standing = {step.id: step for step in context.decision.steps}
    own = [step for step in context.account.steps if step.chain == context.chain]
    ordered = sorted(own, key=lambda step: (step.order, step.id))
    needed = applies_of_each(context.account, context.chain)
    return tuple(_step(context, step, standing.get(step.id), needed[step.id]) for step in ordered)


def _step(context: Context, step: StepNode, standing: OpenStep | None, needed: Applies) -> ForecastStep:
    fields = {
        "id": step.id,
        "name": step.name,
        "order": step.order,
        "rule": step.rule,
        "only_above": step.only_above,
        "applies": needed,
        "outcome": step.outcome or "open",
        "needed": standing and standing.needed,
        "possible": possible(standing) if standing else None,
        "probability": context.forecast.steps.get(step.id),
        "voters": tuple(_voter(context, ballot) for ballot in standing.ballots) if standing else (),
    }
    return ForecastStep.model_validate(fields)


def _voter(context: Context, ballot: Ballot) -> ForecastVoter:
    belief = context.beliefs.get((ballot.person, "support", None))
    yes, swing = context.yes[ballot.person], context.swing.get(ballot.person)
    return ForecastVoter(
        **named(context, ballot.person),
        p=yes.probability,
        known=yes.known,
        inherited=yes.inherited,
        support=None if belief is None else float(belief.value),
        confidence=None if belief is None else belief.confidence,
        counts=ballot.counts,
        veto=ballot.veto,
        swing=swing.value if swing else 0.0,
    )
