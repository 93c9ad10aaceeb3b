"""`python -m benchmarks.influence`: the whole influence answer beside plain NetworkX calls and loops.

Both take the same `AccountGraph` of 100 people and 400 edges and must give the same numbers; expected reach is sampled
on both sides and must agree within its errors.
"""

import math
import platform
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from analytics.answers.influence import influence_analysis
from analytics.context import Context
from benchmarks.influence_accounts import account_of
from benchmarks.plain_influence import influence_by_loops
from benchmarks.report import machine_line, write_timed
from schemas.account_graph import AccountGraph
from schemas.analysis.influence import InfluenceAnalysis
from schemas.settings import AnalysisSettings

INTRODUCTION = """`python -m benchmarks.influence` wrote this part: the whole answer of `analysis/influence`, from an
account that was read to the answer before it is rendered. The plain way gives the same numbers by NetworkX and loops:
expected reach within five standard errors, the rest to nine digits. Promised: at least 25x. Processor time, medians of
one run, both ways in turn; a part's time is without that of its inputs."""

ROUNDS = 9
PROMISED = 25
SIZES = ((100, 400), (500, 2_500), (2_000, 12_000))
PARTS = ("interval", "expected_reach", "brokerage", "communities", "constraint", "effective_size")
INPUTS = ("influence_graph", "influence", "possible_graphs", "undirected", "seed")
SETTINGS = AnalysisSettings()

Row = tuple[str, float, str]
"""What was measured, its median in milliseconds, and beside what."""


def agree(answer: InfluenceAnalysis, told: dict[str, Any]) -> None:
    """Stop where the plain way gives another number."""
    for row in answer.people:
        for name in ("influence", "interval", "brokerage", "constraint", "effective_size", "informal_gap"):
            assert _near(getattr(row, name), told[name][row.id]), (row.id, name)
        others, error = told["expected_reach"][row.id]
        assert abs(row.expected_reach - others) <= 5 * math.hypot(row.expected_reach_error, error) + 1e-9, row.id
        assert tuple(row.brokerage_roles.model_dump().values()) == told["brokerage_roles"][row.id], row.id
        assert row.authority is None or row.authority.total == told["authority"][row.id], row.id
    for name in ("connectedness", "hierarchy", "efficiency", "least_upper_boundedness"):
        assert _near(getattr(answer.account, name), told[name]), name
    assert set(answer.account.articulation) == told["articulation"]
    assert -1 < told["departments_agreement"] <= 1  # of its own circles: Louvain's depend on the order of ties


def _near(one: Any, other: Any) -> bool:
    pairs = zip(one, other, strict=True) if isinstance(one, tuple) else [(one, other)]
    return all(abs(a - b) < 1e-9 for a, b in pairs)


def _median(*ways: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """Return the median milliseconds of each way, run in turn."""
    taken: list[list[float]] = [[] for _ in ways]
    for _ in range(rounds):
        for place, way in enumerate(ways):
            started = time.process_time()
            way()
            taken[place].append(time.process_time() - started)
    return [statistics.median(each) * 1000 for each in taken]


def beside_loops(account: AccountGraph) -> list[Row]:
    """Measure the whole answer on both ways, and what ours consists of."""
    agree(influence_analysis(account, SETTINGS), influence_by_loops(account, SETTINGS))
    plain, ours = _median(lambda: influence_by_loops(account, SETTINGS), lambda: influence_analysis(account, SETTINGS))
    kept = "kept" if plain / ours >= PROMISED else "**not kept**"
    rows = [
        ("100 people, 400 edges: NetworkX and loops", plain, f"{plain / ours:.1f}x ours, {PROMISED}x promised: {kept}"),
        ("100 people, 400 edges: ours", ours, "1"),
    ]
    return [*rows, *((f"of it: {part}", _part(account, part), "") for part in PARTS)]


def _part(account: AccountGraph, part: str) -> float:
    taken = []
    for _ in range(ROUNDS):
        context = Context(account, SETTINGS)
        for name in INPUTS:
            getattr(context, name)
        taken += _median(partial(getattr, context, part), rounds=1)
    return statistics.median(taken)


def curve() -> list[Row]:
    """Measure the whole answer of accounts of several sizes."""
    rows: list[Row] = []
    for people, edges in SIZES:
        account = account_of(people, edges)
        (taken,) = _median(partial(influence_analysis, account, SETTINGS), rounds=3)
        rows.append((f"{people:,} people, {edges:,} edges: ours", taken, f"{taken / people:.2f} ms a person"))
    return rows


def main() -> None:
    """Measure and write the part of results.md."""
    rows = [*beside_loops(account_of(*SIZES[0])), *curve()]
    introduction = f"{INTRODUCTION}\n\n{machine_line(platform.platform())}"
    write_timed(Path(__file__).with_name("results.md"), "influence", introduction, rows)


if __name__ == "__main__":
    main()
