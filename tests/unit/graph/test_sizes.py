"""How much memory graphs and contexts take is estimated within a factor of two of what is measured."""

import gc
import json
import tracemalloc
from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any, TypeVar

import numpy as np
import pytest

from analytics.ages import days_before
from analytics.answers.closeness import closeness_analysis
from analytics.answers.coverage import coverage_analysis
from analytics.answers.health import health_analysis
from analytics.answers.influence import influence_analysis
from analytics.context import Context
from app.analysis.contexts import SharedContext
from benchmarks.invented.whole_accounts import whole_account
from graph.cache import Asked
from graph.sizes import size_of
from schemas.reads import Snapshot
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings

Made = TypeVar("Made")

SETTINGS = AnalysisSettings()
SIZES = [(10, 40, 150), (100, 400, 1_500), (1_000, 3_000, 8_000)]


def as_read(account: AccountGraph) -> AccountGraph:
    """Return a graph in which rows share no values, as a driver reads it."""
    kinds = {each.name: getattr(account, each.name) for each in fields(account)}
    copies: dict[str, Any] = {
        name: tuple(map(type(rows[0])._make, json.loads(json.dumps(rows))))
        for name, rows in kinds.items()
        if isinstance(rows, tuple) and rows
    }
    return replace(account, **copies)


def measured(make: Callable[[], Made]) -> tuple[Made, int]:
    """Return what is made, and the memory that it takes when all else is gone."""
    gc.collect()
    tracemalloc.start()
    try:
        made = make()
        gc.collect()
        return made, tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()


def asked_of(account: AccountGraph) -> SharedContext:
    """Return a context that was asked for everything; the earlier graph is another one, as it is read by itself."""
    earlier = as_read(replace(account, as_of=days_before(account.as_of, SETTINGS.trend_days)))
    snapshot = Snapshot(account.account_id, account.as_of, account.known_at, account.revision)
    shared = SharedContext(Asked(("context",), snapshot), Context(account, SETTINGS, earlier=earlier))
    for analysis in (influence_analysis, closeness_analysis, coverage_analysis, health_analysis):
        analysis(shared.context, explain=True)
    return shared


@pytest.fixture(scope="module", autouse=True)
def loaded() -> None:
    """Load what the first analysis of a process loads, so that it is not measured."""
    asked_of(as_read(whole_account(20, 60, 100)))


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_a_graph_is_estimated_within_a_factor_of_two(size):
    invented = whole_account(*size)
    graph, taken = measured(lambda: as_read(invented))
    assert taken / 2 < size_of(graph) < taken * 2


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_so_is_a_context_with_all_that_it_computed_and_the_graphs_that_it_holds(size):
    account, of_graph = measured(lambda: as_read(whole_account(*size)))
    shared, of_context = measured(lambda: asked_of(account))
    assert shared.context.account is account
    assert (of_graph + of_context) / 2 < shared.size() < (of_graph + of_context) * 2


def test_a_context_is_weighed_anew_as_it_grows():
    account = as_read(whole_account(*SIZES[0]))
    shared = asked_of(account)
    fresh = SharedContext(Asked(("context",), Snapshot("a", "", "", 1)), Context(account, SETTINGS))
    sizes = [fresh.size()]
    for analysis in (influence_analysis, closeness_analysis):
        analysis(fresh.context)
        sizes.append(fresh.size())
    assert sizes == sorted(set(sizes))
    assert sizes[-1] < shared.size()


def test_a_value_that_computes_more_of_itself_is_weighed_anew():
    context = Context(as_read(whole_account(*SIZES[0])), SETTINGS)
    shared = SharedContext(Asked(("context",), Snapshot("a", "", "", 1)), context)
    log = context.contact_log
    before, held = shared.size(), set(vars(log))
    assert log.place
    assert set(vars(log)) > held
    assert shared.size() > before


class Growing:
    """An object that gains an attribute while it is weighed, as when another thread computes one meanwhile."""

    def __init__(self) -> None:
        self.first = GrowsAnother(self)


class GrowsAnother:
    """Asked for its size, it gives its owner another attribute."""

    def __init__(self, owner: Growing) -> None:
        self.owner = owner

    def __sizeof__(self) -> int:
        setattr(self.owner, f"grown{len(vars(self.owner))}", None)
        return 1_000


def test_what_grows_while_it_is_weighed_is_weighed():
    growing = Growing()
    assert 1_000 < size_of(growing) < 3_000
    assert len(vars(growing)) == 2


def test_long_texts_count_in_full_and_what_several_refer_to_once():
    text = "x" * 1_000_000
    assert size_of((text,)) > 1_000_000
    assert size_of([text] * 3) < 1_001_000
    assert size_of({"text": text}, texts=False) < 1_000
    row = (b"x" * 1_000_000,)
    assert size_of([row, row, row]) < 1_001_000


def test_an_array_counts_with_the_one_that_it_shows_a_part_of():
    whole = np.zeros(1_000)
    assert size_of(whole) > 8_000
    assert size_of(whole[:10]) > 8_000
    assert size_of({"whole": whole, "part": whole[:10]}) < 16_000
