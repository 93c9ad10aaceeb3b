"""The answer of ``analysis/health``: six parts, one number and one grade."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from analytics.answers.coverage import coverage_evidence
from analytics.answers.gaps import gap_counts
from analytics.answers.parts.losses import ranked_losses, without_ours, without_theirs
from analytics.answers.provenance import influence_provenance, reasons_of
from analytics.closeness.sources.evidence import words_on
from analytics.context import Context
from analytics.gaps.profiles import Profile
from analytics.health.completeness import Deal, Described, undescribed
from analytics.health.health import grade
from analytics.health.resilience import Loss
from analytics.scores.health import HealthScores, health_scores
from schemas.analysis.health import (
    AskedThing,
    HealthAnalysis,
    HealthComponents,
    HealthDeal,
    HealthEvidence,
    HealthLoss,
    HealthParts,
    HealthPerson,
    HealthWeights,
    RemainingPerson,
)
from schemas.rows.stages import StageModelRow
from schemas.vocabularies import NullReason

Called = Mapping[str, tuple[str | None, str | None]]
"""Names and titles by id."""


def health_analysis(
    context: Context,
    models: Sequence[StageModelRow] = (),
    *,
    profiles: Sequence[Profile] = (),
    profile: Profile | None = None,
    explain: bool = False,
    last: float | None = None,
) -> HealthAnalysis:
    """Return the health of an account and everything that it is made of.

    Health is of the whole account: no chain and no department narrows it.

    Parameters
    ----------
    models : sequence of StageModelRow
        Stage models of the book, in order of their ids.
    profiles : sequence of Profile
        Stored profiles of gap rules, in order of their ids.
    profile : Profile, optional
        The one under which gaps are counted; without one, the account's own.
    explain : bool
        Name the records that the numbers of each person and deal rest on.
    last : float or None
        Health, from 0 to 100, that ``change`` compares with; None: there is none.
    """
    found, values, reasons = graded_health(context, models, last)
    return HealthAnalysis(
        **influence_provenance(context),
        **values,
        components=HealthComponents(**found.components),
        parts=_parts(context, found, explain=explain),
        gaps=gap_counts(context, models, profiles, profile),
        reasons=reasons,
    )


def graded_health(
    context: Context, models: Sequence[StageModelRow], last: float | None = None
) -> tuple[HealthScores, dict[str, Any], dict[str, NullReason]]:
    """Return the health of an account, its ``health``, ``grade`` and ``change``, and why each null is null.

    Parameters
    ----------
    models : sequence of StageModelRow
        Those of the book, in order of their ids.
    last : float or None
        Health, from 0 to 100, that ``change`` compares with; None: there is none.
    """
    found = health_scores(context, models)
    values: dict[str, Any] = {
        "health": found.value,
        "grade": None if found.value is None else grade(found.value, context.settings),
        "change": None if found.value is None or last is None else found.value - last,
    }
    reasons = health_reasons(context, found, values)
    if last is not None and found.value is None:
        reasons["change"] = "mostly_unknown"
    return found, values, reasons


def health_reasons(context: Context, found: HealthScores, values: Mapping[str, object]) -> dict[str, NullReason]:
    """Return why health, its grade, its change and each of its parts is not known, where it is not.

    Parameters
    ----------
    values : mapping
        ``health``, ``grade`` and ``change``, those that an answer has.
    """
    components = found.components
    without_contacts: NullReason = "no_interactions" if context.present else "too_few_people"
    absent: dict[str, NullReason] = {**dict.fromkeys(components, "too_few_people")}
    absent |= {"closeness": without_contacts, "resilience": without_contacts}
    if found.completeness.deals:
        absent["completeness"] = "no_template"
    of_parts = {f"components.{part}": value for part, value in components.items()}
    reasons: dict[str, NullReason] = {"health": "mostly_unknown", "grade": "mostly_unknown", "change": "no_previous"}
    return reasons_of({**values, **of_parts}, reasons | {f"components.{part}": absent[part] for part in components})


def _parts(context: Context, found: HealthScores, *, explain: bool) -> HealthParts:
    losses = found.losses
    called: Called = {person.id: (person.name, person.title) for person in context.account.people}
    ours: Called = {member.id: (member.name, None) for member in context.account.members}
    return HealthParts(
        weights=HealthWeights(**found.weights),
        deals=tuple(_deal(context, deal, explain=explain) for deal in found.completeness.deals),
        people=tuple(_people(context, explain=explain)),
        theirs=_loss(
            called, losses.theirs, without_theirs(context, losses.theirs) if explain and losses.theirs else None
        ),
        ours=_loss(ours, losses.ours, without_ours(context, losses.ours) if explain and losses.ours else None),
        losses=ranked_losses(context, found.components["coverage"]),
        reasons=reasons_of(
            {"theirs": losses.theirs, "ours": losses.ours}, {"theirs": "too_few_people", "ours": "too_few_people"}
        ),
    )


def _deal(context: Context, deal: Deal, *, explain: bool) -> HealthDeal:
    names = {each.id: each.name for each in context.account.opportunities}
    values: dict[str, Any] = {"stage_model": deal.stage_model, "stage": deal.stage, "share": deal.share}
    return HealthDeal(
        id=deal.id,
        name=names.get(deal.id),
        **values,
        asked=tuple(AskedThing(**(each._asdict() | ({} if explain else {"stakes": None}))) for each in deal.asked),
        reasons=reasons_of(values, dict.fromkeys(values, "no_template")),
    )


def _people(context: Context, *, explain: bool) -> Iterator[HealthPerson]:
    missing = undescribed(context.account, context.present, context.departments)
    people = {each.id: each for each in context.account.people}
    for person in sorted(context.present):
        found = context.people_closeness.get(person)
        values = {"closeness": found.closeness if found else None, "days": context.last_met.get(person)}
        yield HealthPerson(
            id=person,
            name=people[person].name,
            title=people[person].title,
            influence=context.influence[person],
            attainment=context.attainment[person],
            **values,
            cadence_days=context.cadence[person],
            fresh=person in context.fresh,
            support=person in context.corroborated["support"],
            political_status=person in context.corroborated["political_status"],
            described=not missing[person],
            rests_on=_evidence(context, person, missing[person]) if explain else None,
            reasons=reasons_of(values, dict.fromkeys(values, "no_interactions")),
        )


def _evidence(context: Context, person: str, missing: tuple[Described, ...]) -> HealthEvidence:
    meeting = context.meetings.get(person)
    return HealthEvidence(
        coverage=coverage_evidence(context, person),
        two_way=meeting.interaction if meeting else None,
        cadence_coverages=context.cadence_evidence[person].coverages,
        support=words_on(context.beliefs, (person, "support", None)),
        political_status=words_on(context.beliefs, (person, "political_status", None)),
        lacking=missing,
        reasons={} if meeting else {"two_way": "no_interactions"},
    )


def _loss(called: Called, loss: Loss | None, remaining: Iterator[RemainingPerson] | None) -> HealthLoss | None:
    if loss is None:
        return None
    name, title = called.get(loss.id, (None, None))
    named = None if remaining is None else tuple(remaining)
    return HealthLoss(id=loss.id, name=name, title=title, coverage=loss.coverage, remaining=named)
