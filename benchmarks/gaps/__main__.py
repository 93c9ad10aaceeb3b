"""`python -m benchmarks.gaps`: all gaps of an account beside the analyses that they stand on, and plans."""

import platform
from functools import partial
from pathlib import Path

from analytics.answers.beliefs import beliefs_analysis
from analytics.answers.closeness import closeness_analysis
from analytics.answers.coverage import coverage_analysis
from analytics.answers.gaps import gaps_analysis
from analytics.answers.health import health_analysis
from analytics.answers.influence import influence_analysis
from analytics.answers.plans import plan_analysis
from analytics.backend.warming import warm_up
from analytics.context import Context
from analytics.gaps.profiles import FULL
from app.messages.readable_names import ReadableNames
from benchmarks.chains.__main__ import ANSWERS as OF_A_CHAIN
from benchmarks.invented.deciding import CHAIN, deciding_account, several_chains
from benchmarks.pairs import medians
from benchmarks.report import machine_line, write_timed
from schemas.analysis.plans import PlanBody
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings

INTRODUCTION = """`python -m benchmarks.gaps` wrote this part: an account of 100 people, 400 edges, eight of us and
1,500 contacts, with one chain of 15 voters and 5 steps or ten of them, from the account that was read. Gaps are those
of the full profile with their actions, in words. The analyses that they stand on are influence, closeness, coverage,
health and beliefs of the account, and the five answers about each chain. All of it is cold. Processor time, medians of
one run, the ways in turn."""

OF_AN_ACCOUNT = (influence_analysis, closeness_analysis, coverage_analysis, health_analysis, beliefs_analysis)
BESIDE_ANALYSES, PLAN, ACTIONS, CHAINS = 1.5, 3_000, 5, 10
SETTINGS = AnalysisSettings()
SAY = ReadableNames("en").say

Row = tuple[str, float, str]
"""What was measured, its median in milliseconds, and beside what."""


def analyses(account: AccountGraph) -> None:
    """Compute what the rules stand on; the answers about the account share a context, and those about each chain."""
    whole = Context(account, SETTINGS)
    for of_account in OF_AN_ACCOUNT:
        of_account(whole)
    for chain in account.chains:
        context = Context(account, SETTINGS, chain.id)
        for of_chain in OF_A_CHAIN:
            of_chain(context)


def all_gaps(account: AccountGraph) -> None:
    """Find all gaps of an account, each with its action, in words."""
    gaps_analysis(Context(account, SETTINGS), (), SAY, FULL)


def gaps(account: AccountGraph) -> list[Row]:
    """Measure all gaps beside the analyses that they stand on."""
    under, own = medians(partial(analyses, account), partial(all_gaps, account))
    chains = f"{len(account.chains)} chain{'s' if len(account.chains) > 1 else ''}"
    kept = _kept(own <= BESIDE_ANALYSES * under)
    return [
        (f"the analyses of an account of {chains}", under, "1"),
        (f"all its gaps, {chains}", own, f"{own / under:.2f}x the analyses, {BESIDE_ANALYSES}x promised: {kept}"),
    ]


def plans(account: AccountGraph) -> list[Row]:
    """Measure a plan of five actions for each goal."""
    body = partial(PlanBody, most=ACTIONS)
    ways = {
        "coverage": lambda: plan_analysis(Context(account, SETTINGS), (), body(goal="coverage"), SAY),
        "gaps": lambda: plan_analysis(Context(account, SETTINGS), (), body(goal="gaps"), SAY),
        "forecast": lambda: plan_analysis(Context(account, SETTINGS, CHAIN), (), body(goal="forecast"), SAY),
    }
    taken = zip(ways, medians(*ways.values()), strict=True)
    return [
        (f"a plan of {ACTIONS} actions for {goal}", ms, f"{PLAN / 1000:.0f} s promised: {_kept(ms < PLAN)}")
        for goal, ms in taken
    ]


def _kept(promise: bool) -> str:
    return "kept" if promise else "**not kept**"


def main() -> None:
    """Measure and write the part of results.md."""
    warm_up()  # as the service does when it starts
    account = deciding_account(100, 400, 1_500, voters=15, steps=5)
    rows = [*gaps(account), *gaps(several_chains(account, CHAINS)), *plans(account)]
    introduction = f"{INTRODUCTION}\n\n{machine_line(platform.platform())}"
    write_timed(Path(__file__).parents[1] / "results.md", "gaps", introduction, rows)


if __name__ == "__main__":
    main()
