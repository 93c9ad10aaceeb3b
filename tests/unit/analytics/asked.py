"""The analyses of an account, each computed in a context of its own."""

from collections.abc import Sequence

from analytics.answers import beliefs, closeness, coverage, health, influence, network, profile
from analytics.answers.gaps import gaps_of_person
from analytics.answers.timeline import Page
from analytics.context import Context, NetworkContext
from analytics.coverage.cells import Expected
from schemas.analysis.beliefs import BeliefsAnalysis
from schemas.analysis.closeness import ClosenessAnalysis
from schemas.analysis.coverage import CoverageAnalysis
from schemas.analysis.health import HealthAnalysis
from schemas.analysis.influence import InfluenceAnalysis
from schemas.analysis.network import NetworkAnalysis, Relation
from schemas.analysis.profile import ProfileAnalysis
from schemas.rows.account_graph import AccountGraph
from schemas.rows.stages import StageModelRow
from schemas.settings.analysis_settings import AnalysisSettings


def beliefs_analysis(
    account: AccountGraph,
    settings: AnalysisSettings,
    *,
    person: str | None = None,
    chain: str | None = None,
    department: str | None = None,
) -> BeliefsAnalysis:
    """Return the answer of `analysis/beliefs`."""
    return beliefs.beliefs_analysis(Context(account, settings, chain), person=person, department=department)


def closeness_analysis(
    account: AccountGraph,
    settings: AnalysisSettings,
    earlier: AccountGraph | None = None,
    *,
    chain: str | None = None,
    department: str | None = None,
    explain: bool = False,
) -> ClosenessAnalysis:
    """Return the answer of `analysis/closeness`."""
    context = Context(account, settings, chain, earlier)
    return closeness.closeness_analysis(context, department=department, explain=explain)


def coverage_analysis(
    account: AccountGraph,
    settings: AnalysisSettings,
    expected: Expected | None = None,
    *,
    chain: str | None = None,
    department: str | None = None,
    explain: bool = False,
) -> CoverageAnalysis:
    """Return the answer of `analysis/coverage`."""
    context = Context(account, settings, chain)
    return coverage.coverage_analysis(context, expected, department=department, explain=explain)


def health_analysis(
    account: AccountGraph, settings: AnalysisSettings, models: Sequence[StageModelRow] = (), *, explain: bool = False
) -> HealthAnalysis:
    """Return the answer of `analysis/health`."""
    return health.health_analysis(Context(account, settings), models, explain=explain)


def influence_analysis(
    account: AccountGraph,
    settings: AnalysisSettings,
    chain: str | None = None,
    department: str | None = None,
    *,
    explain: bool = False,
) -> InfluenceAnalysis:
    """Return the answer of `analysis/influence`."""
    return influence.influence_analysis(Context(account, settings, chain), department, explain=explain)


def network_analysis(
    account: AccountGraph,
    settings: AnalysisSettings,
    relation: Relation,
    *,
    weighted: bool = False,
    chain: str | None = None,
    department: str | None = None,
) -> NetworkAnalysis:
    """Return the answer of `analysis/network`."""
    context = NetworkContext(account, settings, relation, weighted=weighted)
    return network.network_analysis(context, chain=chain, department=department)


def profile_analysis(
    account: AccountGraph,
    settings: AnalysisSettings,
    earlier: AccountGraph | None,
    person: str,
    page: Page,
    chain: str | None = None,
    *,
    explain: bool = False,
) -> ProfileAnalysis:
    """Return the answer of `analysis/people/{id}/profile`."""
    context = Context(account, settings, chain, earlier)
    gaps = gaps_of_person(context, (), str, person)
    return profile.profile_analysis(context, person, page, gaps, explain=explain)
