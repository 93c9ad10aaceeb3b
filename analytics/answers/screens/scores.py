"""The scores of an account beside its record in a list: each that of its own answer."""

from collections.abc import Sequence

from analytics.answers.gaps import shown_gaps
from analytics.answers.health import graded_health
from analytics.context import Context
from analytics.gaps.context import GapContext
from analytics.gaps.gap import Gap
from analytics.gaps.profiles import Profile
from analytics.members import account_owner
from schemas.reports.lists import SeverityCounts
from schemas.rows.stages import StageModelRow
from schemas.screens.portfolio import PortfolioScores, WorstGap
from schemas.vocabularies import NullReason

OF_HEALTH = {
    "health": "health",
    "grade": "grade",
    "coverage": "components.coverage",
    "closeness": "components.closeness",
}
"""Under which names the answer of health says why a score is null."""


def account_scores(
    context: Context, models: Sequence[StageModelRow] = (), profiles: Sequence[Profile] = ()
) -> PortfolioScores:
    """Return the scores of an account as they are now.

    Parameters
    ----------
    models, profiles : sequence of StageModelRow, sequence of Profile
        Stage models of the book, and stored profiles of gap rules, each in order of their ids.

    Examples
    --------
    >>> from schemas.rows.account_graph import AccountGraph
    >>> from schemas.settings.analysis_settings import AnalysisSettings
    >>> found = account_scores(Context(AccountGraph("a1", "2026-07-01T00:00:00.000000Z", "", 1), AnalysisSettings()))
    >>> found.coverage, found.reasons["coverage"]
    (None, 'too_few_people')
    """
    found, health, reasons = graded_health(context, models)
    gaps = shown_gaps(GapContext(context, models, profiles=profiles))
    account, owner = context.account, account_owner(context.account)
    worst = gaps.shown[0] if gaps.shown else None
    return PortfolioScores(
        source="live",
        changed=False,
        as_of=account.as_of,
        revision=account.revision,
        book_revision=account.book_revision,
        health=health["health"],
        grade=health["grade"],
        coverage=found.components["coverage"],
        closeness=found.components["closeness"],
        worst_gap=None if worst is None else _worst(worst),
        gaps=SeverityCounts(**gaps.counts.by_severity),
        owner=owner,
        owner_name=context.member_names.get(owner) if owner else None,
        reasons=score_reasons(reasons),
    )


def _worst(gap: Gap) -> WorstGap:
    return WorstGap(id=gap.id, rule=gap.rule, severity=gap.severity, priority=gap.priority)


def score_reasons(of_health: dict[str, NullReason]) -> dict[str, NullReason]:
    """Return why scores are null, from what the answer of health says.

    Examples
    --------
    >>> score_reasons({"components.coverage": "too_few_people", "components.freshness": "too_few_people"})
    {'coverage': 'too_few_people'}
    """
    return {score: of_health[name] for score, name in OF_HEALTH.items() if name in of_health}
