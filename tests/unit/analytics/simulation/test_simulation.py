"""Simulations: the same numbers as of the account changed, without computing what a change leaves alone."""

from dataclasses import fields, replace
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analytics.answers.chains.access import access_analysis
from analytics.answers.chains.forecast import forecast_analysis
from analytics.answers.chains.opinions import opinions_analysis
from analytics.answers.closeness import closeness_analysis
from analytics.answers.coverage import coverage_analysis
from analytics.answers.health import health_analysis
from analytics.answers.influence import influence_analysis
from analytics.answers.simulations.simulation import Sides, simulation_analysis
from analytics.context import Context
from analytics.context_beside import COMPARED, READS, ContextBeside
from analytics.registry import AccountMetrics, Metric
from analytics.scores.paths import Level, ScorePath
from analytics.scores.scores import SCORES, scores_of
from analytics.simulation.apply import changed
from schemas.analysis.simulations import change as changes
from schemas.analysis.simulations import differences, scores
from schemas.analysis.simulations.scores import numbers_of
from schemas.errors import TooLarge
from schemas.rows.account_graph import AccountGraph
from schemas.rows.deals import ChainNode, OpportunityNode
from schemas.settings.analysis_settings import AnalysisSettings
from tests.nightly import examples
from tests.unit.analytics import decisions
from tests.unit.analytics.deals import MODELS
from tests.unit.analytics.edge_cases import EDGE_CASES
from tests.unit.analytics.nulls import idle_reasons, nulls_of
from tests.unit.analytics.rich_account import rich
from tests.unit.analytics.simulation.drawn import KINDS, NEW, possible_changes, standing

SETTINGS = AnalysisSettings()
CHAINS = (ChainNode("c1", "o1"),)
DEALS = (OpportunityNode("o1", status="open"),)
LEVELS: tuple[Level, ...] = get_args(Level)


def sides(account: AccountGraph, chain: str | None = "c1") -> Sides:
    return Sides(Context(account, SETTINGS), None if chain is None else Context(account, SETTINGS, chain))


def simulated(account: AccountGraph, asked=(), chain: str | None = "c1"):
    return simulation_analysis(sides(account, chain), changed(account, asked, NEW), len(asked), MODELS)


def computed_anew(account: AccountGraph) -> dict[ScorePath, float | None]:
    """Return the scores of an account and its chain, of contexts that share nothing."""
    of_chain = scores_of(Context(account, SETTINGS, "c1"), MODELS)
    of_account = scores_of(Context(account, SETTINGS), MODELS)
    return of_account | {path: value for path, value in of_chain.items() if path.of != "people"}


def shown(state) -> dict[ScorePath, float | None]:
    """Return the scores of one side of an answer."""
    found: dict[ScorePath, float | None] = {}
    for of in LEVELS:
        part = getattr(state, of)
        for row in part if isinstance(part, tuple) else [part] if part else []:
            for metric in numbers_of(type(row)):
                found[ScorePath(of, getattr(row, "id", None), metric)] = getattr(row, metric)
    return found


@pytest.mark.parametrize("kind", KINDS)
@given(account=standing(), data=st.data())
@settings(max_examples=examples(20), deadline=None)
def test_a_simulation_gives_the_numbers_of_the_account_changed(kind, account, data):
    asked = data.draw(possible_changes(account, kind))
    found = simulated(account, asked)
    before, after = computed_anew(account), computed_anew(changed(account, asked, NEW))
    assert shown(found.before) == {path: before[path] for path in shown(found.before)}
    assert shown(found.after) == {path: after[path] for path in shown(found.after)}
    wanted = {path for path in after if path.of != "people" and path.metric in numbers_of(row_of(path.of))}
    assert shown(found.after).keys() >= wanted


def row_of(of: str) -> Any:
    names = {"account": "Account", "chain": "Chain", "steps": "Step", "voters": "Voter", "people": "Person"}
    return getattr(scores, f"{names[of]}Scores")


@given(standing(), st.data())
@settings(max_examples=examples(40), deadline=None)
def test_a_difference_is_after_less_before_and_what_is_null_has_a_reason(account, data):
    found = simulated(account, data.draw(possible_changes(account)))
    before, after = shown(found.before), shown(found.after)
    for path, change in shown(found.difference).items():
        early, late = before.get(path), after.get(path)
        assert change == (None if early is None or late is None else late - early), path
    without = [
        null for null in nulls_of(found) if null.reason is None and null.schema.endswith(("Scores", "Difference"))
    ]
    assert {(null.schema, null.field) for null in without} <= {(null.schema, "name") for null in without}
    assert list(idle_reasons(found)) == []


@pytest.mark.parametrize("chain", [None, "c1"])
@pytest.mark.parametrize("name", sorted(EDGE_CASES))
def test_an_empty_list_changes_nothing_to_the_byte(name, chain):
    account = EDGE_CASES[name]()
    if chain is not None and all(each.id != chain for each in account.chains):
        chain = None
    found = simulated(account, (), chain)
    assert found.before.model_dump_json() == found.after.model_dump_json()
    assert set(shown(found.difference).values()) <= {0.0, None}
    assert found.difference.people == ()


def test_without_a_change_every_number_is_the_one_of_the_answers():
    account = rich()
    found = simulated(account).before
    context, chain = Context(account, SETTINGS), Context(account, SETTINGS, "c1")
    closeness, influence = closeness_analysis(context).account, influence_analysis(context).account
    health = health_analysis(context, MODELS)
    assert (found.account.health, found.account.grade) == (health.health, health.grade)
    assert found.account.closeness == closeness.closeness == health.components.closeness
    assert found.account.threads == closeness.threads
    assert found.account.coverage == coverage_analysis(context).account.coverage
    assert found.account.hierarchy == influence.hierarchy
    assert found.chain is not None
    assert found.chain.forecast == forecast_analysis(chain).forecast
    assert found.chain.drifted == opinions_analysis(chain).forecast
    ways = {row.person: row.best and row.best.strength for row in access_analysis(chain).voters}
    assert {row.id: row.access for row in found.voters} == ways


def test_every_field_that_is_compared_is_a_score_and_has_a_difference():
    for of in LEVELS:
        schema = row_of(of)
        assert set(numbers_of(schema)) <= {score.metric for score in SCORES if score.of == of}
        assert numbers_of(schema) == numbers_of(getattr(differences, schema.__name__.replace("Scores", "Difference")))
    for of in ("account", "chain", "steps", "voters"):
        assert {score.metric for score in SCORES if score.of == of} == set(numbers_of(row_of(of))), of


class Watched:
    """An account graph that notes which of its fields are read."""

    def __init__(self, account: AccountGraph) -> None:
        self.account, self.read = account, set[str]()

    def __getattr__(self, name: str) -> Any:
        self.read.add(name)
        return getattr(self.account, name)


@pytest.mark.parametrize("name", sorted(READS))
def test_a_metric_reads_of_the_account_what_is_said_of_it_and_no_more(name):
    for account in (rich(), *(case() for case in EDGE_CASES.values())):
        for chain in (None, "c1"):
            context, metric = Context(account, SETTINGS, chain), vars(AccountMetrics)[name]
            watched = Watched(account)
            inputs = [watched if each == "account" else getattr(context, each) for each in metric.inputs]
            metric.compute(*inputs)
            assert watched.read <= READS[name], name


def test_what_is_said_of_metrics_is_of_metrics_that_read_the_account():
    metrics = {name: line for name, line in vars(AccountMetrics).items() if isinstance(line, Metric)}
    assert {name for name in READS if "account" in metrics[name].inputs} == READS.keys()
    assert metrics.keys() >= COMPARED
    known = {field.name for field in fields(AccountGraph)}
    assert all(read <= known for read in READS.values())


RECOMPUTED = {
    "set_support": (
        changes.SetSupport(kind="set_support", person="bo", value=2.0),
        {"contacts", "logged", "closeness", "influence", "influence_graph", "brokerage", "loss_of_theirs", "cadence"},
    ),
    "set_closeness": (
        changes.SetCloseness(kind="set_closeness", member="kim", person="jo", value=80.0),
        {"influence", "beliefs", "communities", "targets", "decision"},
    ),
    "add_edge": (
        changes.AddInfluence(kind="add_edge", edge="influence", source="yul", target="ada", strength=1.0),
        {"closeness", "beliefs", "solid_lines", "fresh", "targets"},
    ),
    "fill_placeholder": (
        changes.FillPlaceholder(kind="fill_placeholder", person="ed", title="Buyer"),
        {"closeness", "beliefs", "influence", "communities", "loss_of_theirs"},
    ),
}


@pytest.mark.parametrize("kind", sorted(RECOMPUTED))
def test_what_a_change_leaves_alone_is_the_same_object(kind):
    change, left_alone = RECOMPUTED[kind]
    before = Context(rich(), SETTINGS)
    after = ContextBeside(before, changed(before.account, [change]))
    for name in left_alone:
        assert getattr(after, name) is getattr(before, name), name


def test_more_voters_than_can_be_computed_in_seconds_are_refused():
    names = [f"v{number:03}" for number in range(900)]
    steps = [decisions.step(rule="majority"), decisions.step("s2", "majority", 2)]
    stakes = [decisions.votes(name) for name in names]
    many = replace(decisions.chain(steps, stakes), chains=CHAINS, opportunities=DEALS)
    with pytest.raises(TooLarge) as caught:
        simulated(many)
    assert getattr(caught.value.detail, "id", "") == "analysis.votes_simulated"
    assert simulated(many, chain=None).chain is None


def test_a_simulation_leaves_the_account_as_it_was():
    account = rich()
    copied = replace(account)
    simulated(account, [changes.PersonLeaves(kind="person_leaves", person="ada")])
    assert account == copied
