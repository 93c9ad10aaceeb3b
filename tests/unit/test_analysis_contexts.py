"""Answers about one moment share one context; what is kept is bounded, and nothing of it outlives an erasure."""

import gc
import weakref
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from analytics.answers.coverage import coverage_analysis
from analytics.answers.health import health_analysis
from analytics.answers.influence import influence_analysis
from analytics.context import Context
from app.analysis.contexts import SharedContext
from app.analysis.evidence import Evidence
from graph.cache import Cache
from schemas.reads import Snapshot
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings
from schemas.writes import BOOK
from tests.unit.analytics.rich_account import rich

NOW = "2026-07-01T00:00:00.000000Z"
SETTINGS = AnalysisSettings()


def read(account_id: str = "a1", revision: int = 1, graph: AccountGraph | None = None) -> Evidence:
    """Return what is read of an account without records, unless a graph is given."""
    found = graph or AccountGraph(account_id, NOW, NOW, revision)
    return Evidence(Snapshot(account_id, NOW, NOW, revision), found, SETTINGS)


def context_of(cache: Cache, evidence: Evidence, chain: str | None = None, since: int | None = None) -> Context:
    """Return the context of what was read, by default since the last erasure."""
    return SharedContext.of(cache, evidence, chain, cache.forgotten if since is None else since).context


@pytest.fixture
def cache() -> Cache:
    return Cache(1_000_000)


def test_answers_about_one_moment_share_a_context_and_those_about_another_do_not(cache: Cache):
    first = context_of(cache, read())
    assert context_of(cache, read()) is first
    assert context_of(cache, read(), "c1") is not first
    assert context_of(cache, read(revision=2)) is not first


def test_a_context_that_knows_an_earlier_moment_answers_also_what_asks_for_none(cache: Cache):
    evidence = read()
    plain = context_of(cache, evidence)
    compared = context_of(cache, replace(evidence, earlier=evidence.graph))
    assert plain.before is None
    assert compared.before is not None
    assert context_of(cache, evidence) is compared


def test_contexts_of_accounts_without_records_are_not_kept_without_end():
    cache = Cache(100_000)
    kept = [weakref.ref(context_of(cache, read(revision=k))) for k in range(200)]
    gc.collect()
    assert 5 < sum(context() is not None for context in kept) < 100
    assert kept[-1]() is not None


def test_a_context_larger_than_the_bound_is_given_and_not_kept():
    cache, large = Cache(20_000), read(graph=rich())
    small = context_of(cache, read("a2"))
    assert context_of(cache, large) is not context_of(cache, large)
    assert context_of(cache, read("a2")) is small


@pytest.mark.parametrize("erased", ["a1", BOOK])
def test_nothing_of_an_erased_account_is_kept(cache: Cache, erased: str):
    gone = weakref.ref(context_of(cache, read()))
    stays = context_of(cache, read("a2"))
    cache.forget({erased})
    gc.collect()
    assert gone() is None
    assert (context_of(cache, read("a2")) is stays) == (erased != BOOK)


def test_a_context_of_what_was_read_before_an_erasure_is_answered_with_and_not_kept(cache: Cache):
    since = cache.forgotten
    cache.forget({"a1"})
    context = weakref.ref(context_of(cache, read(), None, since))
    gc.collect()
    assert context() is None
    assert cache.size == 0


def test_threads_that_ask_one_context_at_once_get_what_each_would_get_alone():
    asks = (influence_analysis, coverage_analysis, health_analysis, influence_analysis)
    for chain in (None, "c1"):
        shared, start = Context(rich(), SETTINGS, chain), Barrier(len(asks))

        def answer(ask, shared=shared, start=start):
            start.wait()
            return ask(shared, explain=True).model_dump_json()

        with ThreadPoolExecutor(len(asks)) as pool:
            together = list(pool.map(answer, asks))
        assert together == [ask(Context(rich(), SETTINGS, chain), explain=True).model_dump_json() for ask in asks]
