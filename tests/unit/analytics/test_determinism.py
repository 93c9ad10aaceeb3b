"""The same account gives the same bytes, whatever the order of its records, the hash seed or the number of cores."""

import os
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analytics.answers.timeline import Page
from analytics.context import Context, NetworkContext
from analytics.inputs.kept_numbers import KEPT, KeptNumbers
from analytics.registry import AccountMetrics, Metric, NetworkMetrics
from schemas.rows.account_graph import AccountGraph
from schemas.rows.deals import ChainNode
from schemas.settings.analysis_settings import AnalysisSettings
from tests.unit.analytics import asked
from tests.unit.analytics.accounts import account, influence, line, member, shuffled
from tests.unit.analytics.contacts import ago, met, said, with_contacts
from tests.unit.analytics.deals import MODELS, deals
from tests.unit.analytics.decisions import step, votes


def answers(given_account: AccountGraph) -> list[str]:
    settings, first = AnalysisSettings(), sorted(person.id for person in given_account.people)[:2]
    page = Page(9, None, str)
    profiles = [asked.profile_analysis(given_account, settings, None, who, page) for who in first]
    return [
        asked.influence_analysis(given_account, settings, "c1").model_dump_json(),
        asked.network_analysis(given_account, settings, "influences", weighted=True).model_dump_json(),
        asked.network_analysis(given_account, settings, "reporting-lines").model_dump_json(),
        asked.closeness_analysis(given_account, settings, replace(given_account, as_of=ago(30))).model_dump_json(),
        asked.coverage_analysis(given_account, settings, chain="c1").model_dump_json(),
        asked.beliefs_analysis(given_account, settings, chain="c1").model_dump_json(),
        asked.health_analysis(given_account, settings, MODELS).model_dump_json(),
        *(profile.model_dump_json() for profile in profiles),
    ]


def office(size: int = 150) -> AccountGraph:
    """Return an account large enough for parallel libraries to wake up, with many equal values.

    Its chain has more people who vote on several steps than are counted out, so that it is sampled.
    """
    names = [f"p{number:03}" for number in range(size)]
    lines = [line(names[k], names[(k - 1) // 4]) for k in range(1, size)]
    pairs = [(k, (k * k + step) % size) for k in range(size) for step in (1, 7, 31)]
    edges = [influence(names[a], names[b], (a + b) % 10 / 10, 0.7) for a, b in pairs if a != b]
    chart = account(names, edges, lines, [member(name, f"d{k % 7}") for k, name in enumerate(names)])
    contacts = [met(k * 7 % 500, names[k], "kim lea" if k % 3 else "lea", depth=k % 5 + 1) for k in range(size)]
    steps = (step("s1", "majority"), step("s2", "quorum", 2, quorum=5), step("s3", "threshold", 3, threshold="2/3"))
    chain_wide = [votes(name, k % 4 + 1) for k, name in enumerate(names[:15])]
    stakes = (*chain_wide, *(votes(name, 2, on="s2", veto=k == 3) for k, name in enumerate(names[20:26])))
    words = [said("support", k % 4 - 1, 10 * k, name, by) for k, name in enumerate(names[:20]) for by in ("kim", "lea")]
    decided = with_contacts(chart, contacts, words, tier="A")
    return replace(decided, chains=(ChainNode("c1", "o1"),), steps=steps, stakes=stakes)


def keys(given_account: AccountGraph) -> list[str]:
    """Return under what the numbers of an account are kept from one night to the next."""
    kept = KeptNumbers({}, "v1")
    context = Context(given_account, AnalysisSettings(), kept=kept)
    for name in KEPT:
        getattr(context, name)
    return list(kept.to_keep() or ())


def test_the_decision_of_the_office_is_sampled_and_forecast():
    context = Context(office(), AnalysisSettings(), "c1")
    assert context.forecast.chance is not None
    assert context.forecast.chance.error > 0
    assert len({share for share in context.decision_influence.values() if share > 0}) > 20


@given(deals().flatmap(lambda drawn: st.tuples(st.just(drawn), shuffled(drawn))))
def test_the_order_of_records_changes_no_bit(pair):
    original, another_order = pair
    assert answers(original) == answers(another_order)


def test_hash_seed_and_cores_change_no_bit():
    program = "from tests.unit.analytics.test_determinism import *; print(*answers(office()), *keys(office()), end='')"
    printed = set()
    for seed, threads in [("0", "1"), ("1", "4"), ("4711", "2")]:
        chosen = {"PYTHONHASHSEED": seed, "OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads}
        run = [sys.executable, "-c", program]
        printed.add(subprocess.run(run, env=os.environ | chosen, capture_output=True, text=True, check=True).stdout)
    assert printed == {" ".join([*answers(office()), *keys(office())])}


@pytest.mark.parametrize(
    ("metrics", "context"),
    [
        (AccountMetrics, Context(office(9), AnalysisSettings())),
        (NetworkMetrics, NetworkContext(office(9), AnalysisSettings(), "influences")),
    ],
)
def test_every_metric_of_the_registry_can_be_asked_for_and_is_computed_once(metrics, context):
    names = [name for name, line_of_registry in vars(metrics).items() if isinstance(line_of_registry, Metric)]
    assert names
    for name in names:
        assert getattr(context, name) is getattr(context, name)
        assert all(hasattr(context, wanted) for wanted in getattr(metrics, name).inputs)


def test_asking_for_a_metric_computes_no_other_than_its_inputs():
    context = Context(office(9), AnalysisSettings())
    assert context.influence
    asked = vars(context).keys() - {"account", "settings", "chain", "earlier", "kept"}
    lines = {"departments", "seats", "assumed_lines", "chain_of_lines"}
    assert asked == {"present", *lines, "contributions", "influence_graph", "attention", "influence"}
