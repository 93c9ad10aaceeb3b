"""Scores: every number has one name, equals the answer that explains it, and stays within its range."""

from dataclasses import replace
from operator import attrgetter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.answers.chains.access import access_analysis
from analytics.answers.chains.forecast import forecast_analysis
from analytics.answers.chains.opinions import opinions_analysis
from analytics.answers.chains.power import power_analysis
from analytics.answers.closeness import closeness_analysis
from analytics.answers.coverage import coverage_analysis
from analytics.answers.health import health_analysis
from analytics.answers.influence import influence_analysis
from analytics.context import Context
from analytics.registry import AccountMetrics, Metric
from analytics.scores.paths import ScorePath
from analytics.scores.scores import SCORES, score_at, scores_of
from schemas.rows.deals import ChainNode, OpportunityNode
from schemas.settings.analysis_settings import AnalysisSettings
from tests.nightly import examples
from tests.unit.analytics.accounts import accounts, shuffled
from tests.unit.analytics.deals import MODELS
from tests.unit.analytics.decisions import deciding
from tests.unit.analytics.edge_cases import EDGE_CASES
from tests.unit.analytics.rich_account import rich

SETTINGS = AnalysisSettings()
CHAINS = (ChainNode("c1", "o1"),)
DEALS = (OpportunityNode("o1", status="open"),)


def answered(context: Context) -> dict[str, object]:
    """Return what the answers say of an account, by the text of the path of the score."""
    influence = influence_analysis(context)
    closeness, coverage = closeness_analysis(context), coverage_analysis(context)
    health = health_analysis(context, MODELS)
    found: dict[str, object] = {
        "account/people": len(influence.people),
        "account/members": len(context.members),
        "account/articulation": len(influence.account.articulation),
        "account/communities": len(influence.account.communities),
        "account/unknown_people": closeness.account.unknown.people,
        "account/unknown_influence": closeness.account.unknown.influence,
        "account/health": health.health,
        **{f"account/{name}": value for name, value in health.components.model_dump().items()},
    }
    for name in ("connectedness", "hierarchy", "efficiency", "least_upper_boundedness", "departments_agreement"):
        found[f"account/{name}"] = getattr(influence.account, name)
    for name in ("threads", "threads_theirs", "threads_ours"):
        found[f"account/{name}"] = getattr(closeness.account, name)
    return (
        found
        | {
            f"people/{row.id}/{name}": getattr(row, name)
            for rows, names in (
                (
                    influence.people,
                    "influence influence_percentile decision_influence brokerage constraint effective_size",
                ),
                (influence.people, "expected_reach informal_gap"),
                (closeness.people, "closeness combined"),
                (coverage.people, "target attainment"),
            )
            for row in rows
            for name in names.split()
        }
        | {f"people/{row.id}/reports": row.authority and row.authority.total for row in influence.people}
    )


def answered_of_chain(context: Context) -> dict[str, object]:
    """Return what the answers say of a chain, by the text of the path of the score; people stand in `answered`."""
    forecast, power, access = forecast_analysis(context), power_analysis(context), access_analysis(context)
    found: dict[str, object] = {
        "chain/voters": forecast.chain.voters,
        "chain/forecast": forecast.forecast,
        "chain/low": forecast.bounds and forecast.bounds[0],
        "chain/high": forecast.bounds and forecast.bounds[1],
        "chain/baseline": forecast.baseline,
        "chain/known_share": forecast.known_share,
        "chain/drifted": opinions_analysis(context).forecast,
        "chain/coverage": coverage_analysis(context).account.coverage,
        "chain/closeness": closeness_analysis(context).account.closeness,
    }
    asked = [step for step in forecast.steps if step.id in {each.id for each in context.decision.steps}]
    found |= {f"steps/{step.id}/probability": step.probability for step in asked}
    for voter in context.decision.voters:
        names = ("swing", "value_of_knowing", "banzhaf", "shapley_shubik")
        row = next((each for each in power.voters or () if each.person == voter), None)
        found |= {f"voters/{voter}/{name}": getattr(row, name, None) for name in names}
        found[f"voters/{voter}/p"] = context.yes[voter].probability
    for each in access.voters:
        found[f"voters/{each.person}/access"] = each.best and each.best.strength
        found[f"voters/{each.person}/disjoint_paths"] = each.disjoint_paths
    return found


def texts(scores) -> dict[str, object]:
    return {str(path): value for path, value in scores.items()}


@given(accounts())
@settings(max_examples=examples(40), deadline=None)
def test_every_score_of_an_account_is_what_an_answer_says(drawn):
    context = Context(drawn, SETTINGS)
    assert texts(scores_of(context, MODELS)) == answered(context)


@given(deciding())
@settings(max_examples=examples(60), deadline=None)
def test_every_score_of_a_chain_is_what_an_answer_says(drawn):
    context = Context(replace(drawn, chains=CHAINS, opportunities=DEALS), SETTINGS, "c1")
    people = {path: value for path, value in answered(context).items() if path.startswith("people/")}
    assert texts(scores_of(context)) == people | answered_of_chain(context)


def test_an_account_in_which_everything_counts_has_every_score():
    found = texts(scores_of(Context(rich(), SETTINGS), MODELS))
    assert found == answered(Context(rich(), SETTINGS))
    assert {path for path, value in found.items() if value is None and path.startswith("account/")} == set()


@pytest.mark.parametrize("chain", [None, "c1"])
@pytest.mark.parametrize("name", sorted(EDGE_CASES))
def test_every_score_is_within_its_range_or_not_known(name, chain):
    for path, value in scores_of(Context(EDGE_CASES[name](), SETTINGS, chain), MODELS).items():
        score = score_at(path)
        assert value is None or (score.low is None or score.low <= value), path
        assert value is None or (score.high is None or value <= score.high), path


@given(accounts(), st.data())
@settings(max_examples=examples(20), deadline=None)
def test_the_order_of_records_changes_no_score_and_no_order(drawn, data):
    turned = data.draw(shuffled(drawn))
    assert list(scores_of(Context(turned, SETTINGS)).items()) == list(scores_of(Context(drawn, SETTINGS)).items())


def test_each_path_is_named_once():
    names = [(score.of, score.metric) for score in SCORES]
    assert len(names) == len(set(names))


def test_only_the_scores_that_are_wanted_are_computed():
    context = Context(rich(), SETTINGS)
    wanted = [score_at(ScorePath("account", None, "connectedness"))]
    assert texts(scores_of(context, scores=wanted)) == {"account/connectedness": context.connectedness}
    metrics = {name for name, value in vars(AccountMetrics).items() if isinstance(value, Metric)}
    assert metrics & set(vars(context)) == {"solid_lines", "connectedness"}


def test_scores_are_computed_once_for_answers_and_comparisons():
    context = Context(rich(), SETTINGS)
    health_analysis(context, MODELS)
    kept = attrgetter("influence", "closeness", "loss_of_theirs")
    before = kept(context)
    scores_of(context, MODELS)
    assert all(one is other for one, other in zip(kept(context), before, strict=True))
