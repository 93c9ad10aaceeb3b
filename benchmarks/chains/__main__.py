"""`python -m benchmarks.chains`: the answers about one decision chain, beside the influence answer and NetworkX."""

import platform
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from analytics.access.access import access_of_each
from analytics.answers.chains.access import access_analysis, next_question_analysis
from analytics.answers.chains.forecast import forecast_analysis
from analytics.answers.chains.opinions import opinions_analysis
from analytics.answers.chains.power import power_analysis
from analytics.answers.influence import influence_analysis
from analytics.backend.warming import warm_up
from analytics.chains.power import power
from analytics.context import Context
from analytics.votes.ballots import Ballot, Decision, OpenStep
from benchmarks.invented.deciding import CHAIN, deciding_account
from benchmarks.pairs import medians
from benchmarks.plain.access import PlainAccess
from benchmarks.report import machine_line, write_timed
from schemas.rows.account_graph import AccountGraph
from schemas.settings.analysis_settings import AnalysisSettings

INTRODUCTION = """`python -m benchmarks.chains` wrote this part: the five answers about one chain (15 voters, 5 steps)
of an account of 100 people, 400 edges, eight of us and 1,500 contacts, from the account that was read. NetworkX is
called on ready graphs for the four best paths, the smallest cut, the disjoint paths and the dominators of each voter;
ours gives the same strengths and numbers, and always the same one of equal paths and cuts. Power is that of 25 voters
of different weights on 5 steps. Processor time, medians of one run, the ways in turn; the empty loop says how fast the
machine was meanwhile."""

ANSWERS = (forecast_analysis, power_analysis, opinions_analysis, access_analysis, next_question_analysis)
TOGETHER, BESIDE_NETWORKX, POWER, MANY = 2, 20, 100, 10_000
SETTINGS = AnalysisSettings()

Row = tuple[str, float, str]
"""What was measured, its median in milliseconds, and beside what."""


def together(account: AccountGraph) -> None:
    """Compute all answers about the chain; they share one context."""
    context = Context(account, SETTINGS, CHAIN)
    for answer in ANSWERS:
        answer(context)


def answers(account: AccountGraph) -> list[Row]:
    """Measure all answers about a chain beside the influence answer, and each alone."""
    whole, influence = medians(partial(together, account), lambda: influence_analysis(Context(account, SETTINGS)))
    alone = medians(*(partial(_alone, answer, account) for answer in ANSWERS))
    promised = f"{whole / influence:.2f}x influence, {TOGETHER}x promised: {_kept(whole <= TOGETHER * influence)}"
    return [
        ("the influence answer", influence, "1"),
        ("every answer about the chain together", whole, promised),
        *((f"alone: {answer.__name__}", taken, "") for answer, taken in zip(ANSWERS, alone, strict=True)),
    ]


def _alone(answer: Callable[[Context], object], account: AccountGraph) -> object:
    return answer(Context(account, SETTINGS, CHAIN))


def access(account: AccountGraph) -> list[Row]:
    """Measure the access to all voters beside NetworkX."""
    context = Context(account, SETTINGS, CHAIN)
    graph, voters = context.access_graph, context.decision.voters
    plain = PlainAccess(graph)
    plain.check(graph, context.access)
    slow, own = medians(partial(plain.ways, voters), partial(access_of_each, graph, voters))
    kept = _kept(slow / own >= BESIDE_NETWORKX)
    return [
        ("access to all voters: NetworkX", slow, f"{slow / own:.1f}x ours, {BESIDE_NETWORKX}x promised: {kept}"),
        ("access to all voters: ours", own, "1"),
    ]


def powers() -> list[Row]:
    """Measure the exact power of 25 voters beside an empty loop."""
    names = tuple(f"v{number:02}" for number in range(25))
    steps = tuple(
        OpenStep(
            f"s{step}", tuple(Ballot(name, 1 + (7 * k + 31 * step) % 97, False) for k, name in enumerate(names)), 600
        )
        for step in range(5)
    )
    taken, loop = medians(lambda: power(Decision("open", steps, names), SETTINGS, 1), _empty_loop)
    return [
        ("power of 25 voters, exact", taken, f"{POWER} ms promised: {_kept(taken < POWER)}"),
        ("meanwhile an empty loop of a million", loop, ""),
    ]


def _ballots(names: Sequence[str], step: int) -> tuple[Ballot, ...]:
    return tuple(Ballot(name, 1 + (7 * place + 31 * step) % 97, False) for place, name in enumerate(names))


def _empty_loop() -> None:
    for _ in range(1_000_000):
        pass


def many(account: AccountGraph) -> list[Row]:
    """Measure each answer about a chain of many voters."""
    taken = medians(*(partial(_alone, answer, account) for answer in ANSWERS), rounds=3)
    rows = zip(ANSWERS, taken, strict=True)
    return [(f"200 voters: {answer.__name__}", ms, f"10 s promised: {_kept(ms < MANY)}") for answer, ms in rows]


def _kept(promise: bool) -> str:
    return "kept" if promise else "**not kept**"


def main() -> None:
    """Measure and write the part of results.md."""
    warm_up()  # as the service does when it starts
    account = deciding_account(100, 400, 1_500, voters=15, steps=5)
    rows = [*answers(account), *access(account), *powers()]
    rows += many(deciding_account(250, 1_200, 3_000, voters=200, steps=5))
    introduction = f"{INTRODUCTION}\n\n{machine_line(platform.platform())}"
    write_timed(Path(__file__).parents[1] / "results.md", "chains", introduction, rows)


if __name__ == "__main__":
    main()
