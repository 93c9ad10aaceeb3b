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
from app.analysis.answers import AnalysisAnswers, KeptAnswer
from app.analysis.contexts import ROWS_KEPT, ROWS_OF_A_CONTEXT, AnalysisContexts
from app.analysis.evidence import Evidence
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


def test_answers_about_one_moment_share_a_context_and_those_about_another_do_not():
    contexts = AnalysisContexts()
    first = contexts.of(read(), None, 0)
    assert contexts.of(read(), None, 0) is first
    assert contexts.of(read(), "c1", 0) is not first
    assert contexts.of(read(revision=2), None, 0) is not first


def test_a_context_that_knows_an_earlier_moment_answers_also_what_asks_for_none():
    contexts, evidence = AnalysisContexts(), read()
    plain = contexts.of(evidence, None, 0)
    compared = contexts.of(replace(evidence, earlier=evidence.graph), None, 0)
    assert plain.before is None
    assert compared.before is not None
    assert contexts.of(evidence, None, 0) is compared


def test_contexts_of_accounts_without_records_are_not_kept_without_end():
    contexts = AnalysisContexts()
    kept = [weakref.ref(contexts.of(read(revision=k), None, 0)) for k in range(2 * ROWS_KEPT // ROWS_OF_A_CONTEXT)]
    gc.collect()
    assert sum(context() is not None for context in kept) == ROWS_KEPT // ROWS_OF_A_CONTEXT
    assert kept[-1]() is not None


def test_the_last_context_is_kept_however_large():
    contexts, large = AnalysisContexts(rows_kept=1), read(graph=rich())
    contexts.of(read("a2"), None, 0)
    assert contexts.of(large, None, 0) is contexts.of(large, None, 0)


@pytest.mark.parametrize("erased", ["a1", BOOK])
def test_nothing_of_an_erased_account_is_kept(erased):
    contexts = AnalysisContexts()
    gone = weakref.ref(contexts.of(read(), None, 0))
    stays = contexts.of(read("a2"), None, 0)
    contexts.forget({erased})
    gc.collect()
    assert gone() is None
    assert (contexts.of(read("a2"), None, contexts.forgotten) is stays) == (erased != BOOK)


def test_what_was_read_before_an_erasure_is_answered_and_not_kept():
    answers = AnalysisAnswers()
    since = answers.forgotten
    answers.forget({"a1"})
    context = weakref.ref(answers.contexts.of(read(), None, since))
    answers.keep(("influence", read().snapshot), KeptAnswer("etag", b"erased"), since)
    gc.collect()
    assert context() is None
    assert answers.get(("influence", read().snapshot)) is None
    answers.keep(("influence", read().snapshot), KeptAnswer("etag", b"later"), answers.forgotten)
    assert answers.get(("influence", read().snapshot)) == KeptAnswer("etag", b"later")


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
