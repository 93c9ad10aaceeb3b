"""Expected reach on Krackhardt's friendship, p = .1, beside 20,000 live-edge samples of another program.

`reference/influence_max_krackhardt_friendship.json`. It counts the first person too, ours the others. Its greedy and
exhaustive seed sets are of another question: whom to convince together; ours ask one person at a time.
"""

import json
import math
from functools import cache
from typing import Any

import pytest

from analytics.context import Context
from analytics.influence.position.expected_reach import Spread
from schemas.settings.analysis_settings import AnalysisSettings
from tests.data.krackhardt_graphs import arcs, managers
from tests.data.shared_folders import shared_folder
from tests.unit.analytics.accounts import account, influence

NOT_OURS = {"greedy_seeds", "greedy_spread", "exhaustive_best"}


@cache
def published() -> dict[str, Any]:
    file = shared_folder("reference") / "influence_max_krackhardt_friendship.json"
    return dict(json.loads(file.read_text(encoding="utf-8")))


@cache
def reached(samples: int) -> dict[str, Spread]:
    people = [each.id for each in managers("friendship")[0].people]
    edges = [influence(*ends, published()["p"], 1.0) for ends in arcs("friendship")]
    return Context(account(people, edges), AnalysisSettings(reach_samples=samples)).expected_reach


@pytest.mark.parametrize("samples", [10_000, 200_000])
def test_everyones_reach_lies_within_the_errors_of_both_programs(samples):
    """Four standard errors: one of 21 people would be outside once in 750 runs."""
    spread = published()["single_seed_spread"]
    assert len(spread) == len(reached(samples)) == 21
    for name, expected in spread.items():
        found = reached(samples)[f"m{name}"]
        error = math.hypot(published()["single_seed_se_max"], found.error)
        assert abs(found.others + 1 - expected) < 4 * error, name


def test_the_most_convincing_manager_is_the_best_single_seed():
    spread = reached(200_000)
    assert [[int(max(spread, key=lambda name: spread[name].others)[1:])], published()["greedy_spread"][0]] == (
        published()["exhaustive_best"]["1"]
    )


def test_those_who_name_no_friend_reach_nobody():
    alone = [name for name, expected in published()["single_seed_spread"].items() if expected == 1.0]
    assert [(name, reached(10_000)[f"m{name}"]) for name in alone] == [(name, Spread(0.0, 0.0)) for name in alone]


def test_every_number_of_the_file_is_compared_or_not_ours():
    compared = {"graph", "p", "samples", "single_seed_spread", "single_seed_se_max"}
    assert published().keys() == compared | NOT_OURS
