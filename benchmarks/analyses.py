"""`python -m benchmarks.analyses`: the whole analysis of an account, beside plain loops and beside compiled calls.

Both ways take the same `AccountGraph` and must give the same numbers; expected reach is sampled on both and must agree
within its errors.
"""

import json
import platform
import resource
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from analytics.ages import days_before
from analytics.answers.beliefs import beliefs_analysis
from analytics.answers.closeness import closeness_analysis
from analytics.answers.coverage import coverage_analysis
from analytics.answers.health import health_analysis
from analytics.answers.influence import influence_analysis
from analytics.answers.network import network_analysis
from analytics.backend.warming import warm_up
from analytics.context import Context, NetworkContext
from benchmarks.agreeing import check_health, check_influence, check_network, check_values
from benchmarks.invented.whole_accounts import whole_account
from benchmarks.pairs import medians
from benchmarks.plain import compiled_floor
from benchmarks.plain.account import beliefs_of, health_by_loops, heard_by_loops, key_players, numbers_by_loops
from benchmarks.plain.closeness import sorted_into_pairs
from benchmarks.plain.compiled_floor import Floor
from benchmarks.plain.influence import influence_by_loops
from benchmarks.plain.network import network_by_networkx
from benchmarks.report import machine_line, write_timed
from schemas.analysis.network import Relation
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings

INTRODUCTION = """`python -m benchmarks.analyses` wrote this part: all analyses of one account, from the account that
was read to the answers before they are rendered, in one process. The plain way gives the same numbers by NetworkX calls
and loops (contacts sorted into pairs once): expected reach within five standard errors, the rest to nine digits. The
floor is bare calls of NetworKit and SciPy on ready graphs; it is beside the measures that have such a call, and beside
everything. Promised: 25x the plain way, within 2x of the floor, 2,000 people under 1 GB. Processor time, medians of one
run, the ways in turn; of a computed answer building is told apart, because the plain way builds none."""

ROUNDS = 9
PROMISED, OF_FLOOR, GIGABYTE = 25, 2, 1024
SIZES = ((100, 400, 1_500), (250, 1_250, 3_750), (500, 2_500, 7_500), (1_000, 6_000, 15_000), (2_000, 12_000, 30_000))
RELATIONS: tuple[Relation, ...] = ("influences", "reporting-lines", "alliances")
SETTINGS = AnalysisSettings()

Row = tuple[str, float, str]
"""What was measured, its median in milliseconds, and beside what."""


def earlier(account: AccountGraph) -> AccountGraph:
    """Return the account at the moment that trends begin."""
    return replace(account, as_of=days_before(account.as_of, SETTINGS.trend_days))


def ours(account: AccountGraph) -> dict[str, Any]:
    """Return all answers; they share one context."""
    return _answers_of(Context(account, SETTINGS, earlier=earlier(account)), _networks(account))


def _networks(account: AccountGraph) -> list[NetworkContext]:
    return [NetworkContext(account, SETTINGS, relation) for relation in RELATIONS]


def _answers_of(context: Context, networks: list[NetworkContext]) -> dict[str, Any]:
    return {
        "influence": influence_analysis(context),
        "network": [network_analysis(network) for network in networks],
        "closeness": closeness_analysis(context),
        "coverage": coverage_analysis(context),
        "beliefs": beliefs_analysis(context),
        "health": health_analysis(context),
    }


def rendered_again(account: AccountGraph) -> Callable[[], object]:
    """Return what builds all answers from numbers that are there: rows, reasons and checks."""
    context, networks = Context(account, SETTINGS, earlier=earlier(account)), _networks(account)
    build = partial(_answers_of, context, networks)
    build()
    return build


def plain(account: AccountGraph) -> dict[str, Any]:
    """Return the same numbers by NetworkX and loops."""
    influence = influence_by_loops(account, SETTINGS)
    numbers = numbers_by_loops(account, SETTINGS, influence["influence"])
    before = earlier(account)
    keys_before = key_players(beliefs_of(heard_by_loops(before)))
    return {
        "influence": influence,
        "network": [network_by_networkx(account, relation) for relation in RELATIONS],
        "closeness": numbers.closeness,
        "closeness_before": sorted_into_pairs(before, SETTINGS, keys_before),
        "beliefs": numbers.beliefs,
        "health": health_by_loops(numbers),
    }


def agree(account: AccountGraph) -> None:
    """Stop where the two ways differ."""
    found, expected = ours(account), plain(account)
    check_influence(found["influence"], expected["influence"])
    for answer, network in zip(found["network"], expected["network"], strict=True):
        check_network(answer, network)
    pairs = found["closeness"].pairs
    check_values({(row.member, row.person): row.closeness for row in pairs}, expected["closeness"])
    trends = {(row.member, row.person): row.closeness - row.trend for row in pairs if row.trend is not None}
    check_values(trends, {pair: expected["closeness_before"][pair] for pair in trends})
    confidence = {(row.person, row.attribute): row.confidence for row in found["beliefs"].beliefs if row.assessments}
    check_values(confidence, {subject: belief[1] for subject, belief in expected["beliefs"].items()})
    check_health(found["health"], expected["health"])


def beside_loops(account: AccountGraph) -> list[Row]:
    """Measure all answers on both ways."""
    agree(account)
    slow, own, building = medians(partial(plain, account), partial(ours, account), rendered_again(account))
    numbers = own - building
    kept = "kept" if slow / numbers >= PROMISED else "**not kept**"
    return [
        ("the numbers: NetworkX and loops", slow, f"{slow / numbers:.1f}x ours, {PROMISED}x promised: {kept}"),
        ("the numbers: ours", numbers, "1"),
        ("building the answers from them", building, ""),
        ("both: everything, ours", own, f"NetworkX and loops, which build none, take {slow / own:.1f}x"),
        *_answers(account),
    ]


def _answers(account: AccountGraph) -> list[Row]:
    """Measure each answer of ours alone, sharing nothing."""
    ways: dict[str, Callable[[], object]] = {
        "influence": lambda: influence_analysis(Context(account, SETTINGS)),
        "network, three relations": lambda: [network_analysis(each) for each in _networks(account)],
        "closeness with trends": lambda: closeness_analysis(Context(account, SETTINGS, earlier=earlier(account))),
        "coverage": lambda: coverage_analysis(Context(account, SETTINGS)),
        "beliefs": lambda: beliefs_analysis(Context(account, SETTINGS)),
        "health": lambda: health_analysis(Context(account, SETTINGS)),
    }
    return [(f"alone: {name}", taken, "") for name, taken in zip(ways, medians(*ways.values()), strict=True)]


def beside_floor(account: AccountGraph, whole: float, rounds: int = ROUNDS) -> list[Row]:
    """Measure what has a compiled call beside that call."""

    def asked() -> tuple[Context, list[NetworkContext]]:
        return Context(account, SETTINGS), _networks(account)

    context, networks = asked()
    floor = Floor(context, networks)
    bare, own = [], []
    for _ in range(rounds):
        bare += medians(floor.run, rounds=1)
        context, networks = asked()
        compiled_floor.ready(context, networks)
        own += medians(partial(compiled_floor.ours, context, networks), rounds=1)
    lowest, same = statistics.median(bare), statistics.median(own)
    kept = "kept" if same <= OF_FLOOR * lowest else "**not kept**"
    size = f"{len(account.people):,} people"
    return [
        (f"{size}: floor of compiled calls", lowest, "1"),
        (f"{size}: the same measures, ours", same, f"{same / lowest:.2f}x the floor, {OF_FLOOR}x promised: {kept}"),
        (f"{size}: everything, ours", whole, f"{whole / lowest:.2f}x the floor"),
    ]


def curve() -> list[Row]:
    """Measure all answers of accounts of several sizes, each in a process of its own, for its memory."""
    rows: list[Row] = []
    for size in SIZES:
        command = [sys.executable, "-m", "benchmarks.analyses", *map(str, size)]
        measured = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        people, edges, contacts = size
        name = f"{people:,} people, {edges:,} edges, {contacts:,} contacts: everything, ours"
        kept = (
            ""
            if people < SIZES[-1][0]
            else f", 1 GB promised: {'kept' if measured['mb'] < GIGABYTE else '**not kept**'}"
        )
        rows.append(
            (name, measured["ms"], f"{measured['ms'] / people:.2f} ms a person, peak {measured['mb']:.0f} MB{kept}")
        )
    return rows


def one_size(people: int, edges: int, contacts: int) -> None:
    """Measure one size, and print it with the peak memory of this process."""
    account = whole_account(people, edges, contacts)
    ours(whole_account(20, 60, 100))  # imports are not measured
    (taken,) = medians(partial(ours, account), rounds=3)
    print(json.dumps({"ms": taken, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def main(arguments: Sequence[str]) -> None:
    """Measure and write the part of results.md."""
    warm_up()  # as the service does when it starts
    if arguments:
        one_size(*map(int, arguments))
        return
    small, large = whole_account(*SIZES[0]), whole_account(*SIZES[-1])
    rows = beside_loops(small)
    rows += beside_floor(small, rows[3][1])
    sizes = curve()
    rows += beside_floor(large, sizes[-1][1], rounds=3)
    introduction = f"{INTRODUCTION}\n\n{machine_line(platform.platform())}"
    write_timed(Path(__file__).with_name("results.md"), "analyses", introduction, [*rows, *sizes])


if __name__ == "__main__":
    main(sys.argv[1:])
