"""`python -m benchmarks.simulations`: what would be, beside a cold analysis and the drill done one by one."""

import platform
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from analytics.answers.closeness import closeness_analysis
from analytics.answers.coverage import coverage_analysis
from analytics.answers.health import health_analysis
from analytics.answers.influence import influence_analysis
from analytics.answers.simulations.departures import departures_analysis
from analytics.answers.simulations.simulation import Sides, simulation_analysis
from analytics.backend.warming import warm_up
from analytics.context import Context
from analytics.scores.scores import scores_of
from analytics.simulation.apply import changed
from benchmarks.chains.__main__ import together
from benchmarks.invented.deciding import CHAIN, deciding_account
from benchmarks.pairs import medians
from benchmarks.report import machine_line, write_timed
from schemas.analysis.simulations import change as changes
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings

INTRODUCTION = """`python -m benchmarks.simulations` wrote this part: changes of an account of 100 people, 400 edges,
eight of us and 1,500 contacts, with a chain of 15 voters and 5 steps, from the account that was read. A cold analysis
is influence, closeness, coverage and health; with the chain its five answers too. A simulation has every number on both
sides; the account as it is was asked about before, or not (cold). The drill beside it computes every score of the
account again without each person. Processor time, medians of one run, the ways in turn."""

ANALYSES = (influence_analysis, closeness_analysis, coverage_analysis, health_analysis)
HALF, DRILL, TIMES = 0.5, 2_000, 10
SETTINGS = AnalysisSettings()

Row = tuple[str, float, str]
"""What was measured, its median in milliseconds, and beside what."""


def cold(account: AccountGraph, chain: str | None) -> None:
    """Compute the answers about an account, and about a chain; each kind shares one context."""
    context = Context(account, SETTINGS)
    for answer in ANALYSES:
        answer(context)
    if chain is not None:
        together(account)


def sides(account: AccountGraph, chain: str | None = CHAIN) -> Sides:
    """Return the account as it is, of which nothing is computed yet."""
    return Sides(Context(account, SETTINGS), None if chain is None else Context(account, SETTINGS, chain))


def simulate(account: AccountGraph, asked: list[changes.Change], before: Sides | None = None) -> object:
    """Compute a simulation from the account that was read."""
    return simulation_analysis(before or sides(account), changed(account, asked), len(asked))


def one_change(account: AccountGraph) -> Mapping[str, changes.Change]:
    """Return a change of each kind."""
    first = account.people[0].id
    moved = {edge.target for edge in account.influences if edge.source == first}
    unmoved = next(each.id for each in account.people[1:] if each.id not in moved)
    member, edge = account.members[0].id, account.influences[0].id
    outside = next(each.id for each in account.people if all(stake.person != each.id for stake in account.stakes))
    return {
        "set_support": changes.SetSupport(kind="set_support", person=account.stakes[0].person, value=2.0),
        "set_closeness": changes.SetCloseness(kind="set_closeness", member=member, person=first, value=60.0),
        "add_voter": changes.AddVoter(kind="add_voter", chain=CHAIN, person=outside, weight=1),
        "member_leaves": changes.MemberLeaves(kind="member_leaves", member=member),
        "person_leaves": changes.PersonLeaves(kind="person_leaves", person=first),
        "end_edge": changes.EndEdge(kind="end_edge", edge="influence", id=edge),
        "add_edge": changes.AddInfluence(kind="add_edge", edge="influence", source=first, target=unmoved, strength=0.7),
    }


def simulations(account: AccountGraph, chain: str | None) -> list[Row]:
    """Measure a change of each kind beside a cold analysis."""
    before, of = sides(account, chain), "the account" if chain is None else "account and chain"
    simulate(account, [], before)
    ways: list[Callable[[], object]] = [partial(cold, account, chain)]
    kinds = one_change(account)
    ways += [partial(simulate, account, [change], before) for change in kinds.values()]
    whole, *each = medians(*ways)
    rows = [(f"a cold analysis of {of}", whole, "1")]
    for kind, taken in zip(kinds, each, strict=True):
        beside = f"{taken / whole:.2f}x a cold analysis, {HALF}x promised: {_kept(taken < HALF * whole)}"
        rows.append((f"{of}, one change: {kind}", taken, beside))
    return rows


def cold_simulation(account: AccountGraph) -> Row:
    """Measure one change of an account that nobody asked about before, both sides computed."""
    change = one_change(account)["set_support"]
    (taken,) = medians(partial(simulate, account, [change]))
    return "one change, cold: set_support", taken, "both sides"


def thousand(people: int) -> Row:
    """Measure a thousand changes of a larger account."""
    account = deciding_account(people, 5 * people, 5 * people, voters=15, steps=5)
    asked: list[changes.Change] = [
        changes.SetSupport(kind="set_support", person=each.id, value=1.0) for each in account.people[:1_000]
    ]
    (taken,) = medians(partial(simulate, account, asked), rounds=3)
    return f"a thousand changes, {people:,} people, cold", taken, f"10 s promised: {_kept(taken < 10_000)}"


def drill(account: AccountGraph) -> list[Row]:
    """Measure the drill of everybody's departure beside computing everything again without each."""
    (alone,) = medians(lambda: departures_analysis(Sides(Context(account, SETTINGS), None)))
    (chained,) = medians(lambda: departures_analysis(sides(account)))
    (plain,) = medians(partial(one_by_one, account), rounds=1)
    people = len(account.people) + len(account.members)
    kept = _kept(alone < DRILL and plain > TIMES * alone)
    return [
        (f"everything again without each of {people}", plain, f"{plain / alone:.0f}x the drill"),
        ("the drill of departures", alone, f"under {DRILL / 1000:.0f} s and {TIMES}x faster promised: {kept}"),
        ("the drill with a chain", chained, f"under {DRILL / 1000:.0f} s promised: {_kept(chained < DRILL)}"),
    ]


def one_by_one(account: AccountGraph) -> None:
    """Compute every score of the account without each of theirs and each of us."""
    for person in account.people:
        scores_of(Context(changed(account, [changes.PersonLeaves(kind="person_leaves", person=person.id)]), SETTINGS))
    for member in account.members:
        scores_of(Context(changed(account, [changes.MemberLeaves(kind="member_leaves", member=member.id)]), SETTINGS))


def _kept(promise: bool) -> str:
    return "kept" if promise else "**not kept**"


def main() -> None:
    """Measure and write the part of results.md."""
    warm_up()  # as the service does when it starts
    account = deciding_account(100, 400, 1_500, voters=15, steps=5)
    rows = [
        *simulations(account, None),
        *simulations(account, CHAIN),
        cold_simulation(account),
        thousand(1_000),
        *drill(account),
    ]
    introduction = f"{INTRODUCTION}\n\n{machine_line(platform.platform())}"
    write_timed(Path(__file__).parents[1] / "results.md", "simulations", introduction, rows)


if __name__ == "__main__":
    main()
