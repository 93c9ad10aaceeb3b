"""Health as its scores: six parts and their mean, each computed once for whoever asks."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from analytics.closeness.account import AccountCloseness, account_closeness
from analytics.context import Context
from analytics.coverage.coverage import coverage
from analytics.health.completeness import Completeness, completeness
from analytics.health.corroboration import corroboration
from analytics.health.health import health
from analytics.health.resilience import Resilience, resilience
from analytics.shares import influence_share
from schemas.analysis.health import HealthComponents
from schemas.rows.stages import StageModelRow


class HealthScores(NamedTuple):
    """Health, its parts by name and their weights, and the findings that explain some of them.

    ``value`` and each of ``components`` are from 0 to 100, None where not known.
    """

    value: float | None
    components: Mapping[str, float | None]
    weights: Mapping[str, float]
    completeness: Completeness
    closeness: AccountCloseness
    losses: Resilience


def health_scores(context: Context, models: Sequence[StageModelRow] = ()) -> HealthScores:
    """Return health and its parts; no chain and no department narrows them.

    Parameters
    ----------
    models : sequence of StageModelRow
        Stage models of the book, in order of their ids.

    Examples
    --------
    >>> from schemas.rows.account_graph import AccountGraph
    >>> from schemas.settings.analysis_settings import AnalysisSettings
    >>> health_scores(Context(AccountGraph("a1", "", "", 1), AnalysisSettings())).value is None
    True
    """
    influence, settings = context.influence, context.settings
    complete = completeness(context.account, context.present, context.departments, models)
    reached = coverage(context.present, influence, context.attainment)
    closeness = account_closeness(context.present, influence, context.people_closeness)
    losses = resilience(reached, context.loss_of_theirs, context.loss_of_ours)
    components = {
        "completeness": complete.value,
        "coverage": reached,
        "closeness": closeness.closeness,
        "freshness": influence_share(context.fresh, influence),
        "corroboration": corroboration(context.corroborated, influence),
        "resilience": losses.value,
    }
    weights = {part: float(getattr(settings, f"health_{part}")) for part in HealthComponents.model_fields}
    whole = health(components, weights, settings.known_parts)
    return HealthScores(whole, components, weights, complete, closeness, losses)
