"""Graphs that no company has are answered in bounded time and memory, or refused before work begins."""

import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import permutations

import pytest

from analytics.context import Context, NetworkContext
from analytics.limits import CONTACTS, PEOPLE, PEOPLE_TIMES_EDGES, VOTERS, VOTES, check_compared, check_departures
from schemas.errors import TooLarge
from schemas.rows.account_graph import AccountGraph, InfluenceEdge, PersonNode, ReportingEdge
from schemas.rows.contacts import AssessmentNode, InteractionNode, MemberNode
from schemas.rows.deals import ChainNode, StakeEdge, StepNode
from schemas.settings.analysis_settings import AnalysisSettings
from tests.nightly import NIGHTLY
from tests.sentences import refusal
from tests.unit.analytics import asked

SETTINGS = AnalysisSettings()
NOW = "2026-07-01T00:00:00.000000Z"

SECONDS = 60
"""Processor time for all answers about one account: many times what they take, far less than without limits."""

MEGABYTES = 1_000


def account_of(people: int, arcs=(), lines=(), strength: float = 0.5) -> AccountGraph:
    """Return an account with these arcs, from mover to moved, and lines, from report to manager, by number."""
    return AccountGraph(
        account_id="odd",
        as_of=NOW,
        known_at=NOW,
        revision=1,
        people=tuple(PersonNode(name(k), None, None, None, None, None, None, None) for k in range(people)),
        influences=tuple(
            InfluenceEdge(f"i{k:06}", name(one), name(other), strength, None, 0.7)
            for k, (one, other) in enumerate(arcs)
        ),
        reporting_lines=tuple(
            ReportingEdge(f"r{k:05}", name(one), name(other), "solid", None, 0.7)
            for k, (one, other) in enumerate(lines)
        ),
    )


def name(number: int) -> str:
    return f"p{number:04}"


def met(count: int, people: int = 1, members: int = 1, at: Callable[[int], str] | None = None) -> AccountGraph:
    """Return an account of 30 people, the first of whom met some of us that many times."""
    at = at or (lambda k: f"202{4 + k % 2}-0{1 + k % 9}-1{k % 9}T0{k % 9}:00:00.{k % 1000000:06}Z")
    contacts = (
        InteractionNode(
            id=f"x{k:06}",
            at=at(k),
            people=tuple(map(name, range(people))),
            members=tuple(f"m{m}" for m in range(members)),
            channel="meeting",
            direction="mutual",
            depth=3,
        )
        for k in range(count)
    )
    ours = tuple(MemberNode(f"m{m}") for m in range(members))
    return replace(
        account_of(30), members=ours, interactions=tuple(sorted(contacts, key=lambda each: (each.at, each.id)))
    )


def all_answers(account: AccountGraph) -> None:
    """Compute every analysis of an account."""
    asked.influence_analysis(account, SETTINGS)
    asked.network_analysis(account, SETTINGS, "influences")
    asked.network_analysis(account, SETTINGS, "reporting-lines")
    asked.closeness_analysis(account, SETTINGS, account)
    asked.coverage_analysis(account, SETTINGS)
    asked.beliefs_analysis(account, SETTINGS)
    asked.health_analysis(account, SETTINGS)


MANY = 2000 if NIGHTLY else 1000
"""People of the shapes whose answers take four times as long for twice as many."""

CHAIN = [(k, k + 1) for k in range(MANY - 1)]
STAR = [(0, k) for k in range(1, MANY)]

SHAPES: dict[str, Callable[[], AccountGraph]] = {
    "a chain": lambda: account_of(MANY, CHAIN, [(k + 1, k) for k in range(MANY - 1)]),
    "a star": lambda: account_of(MANY, STAR, [(k, 0) for k in range(1, MANY)]),
    "a star inwards": lambda: account_of(MANY, [(k, 0) for k in range(1, MANY)]),
    "people who are alone": lambda: account_of(5 * MANY // 2),
    "complete on 200": lambda: account_of(200, permutations(range(200), 2)),
    "all strengths 0": lambda: account_of(500, [(k, k + 1) for k in range(499)], strength=0.0),
    "all strengths 1": lambda: account_of(500, [(k, (k + 1) % 500) for k in range(500)], strength=1.0),
    "100,000 parallel interactions": lambda: met(100_000),
    "100,000 parallel influences": lambda: account_of(2, [(0, 1)] * 100_000),
    "100,000 words on one person": lambda: replace(
        account_of(30),
        assessments=tuple(
            AssessmentNode(f"s{k:06}", name(0), None, None, "support", k % 5 - 2, 0.5, NOW, "team_member", f"m{k}")
            for k in range(100_000)
        ),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("shape", SHAPES)
def test_a_graph_that_no_company_has_comes_back_in_bounded_time(shape):
    account = SHAPES[shape]()
    started = time.process_time()
    all_answers(account)
    assert time.process_time() - started < SECONDS


@pytest.mark.slow
def test_memory_is_bounded_at_the_limit_of_contacts():
    account = met(CONTACTS // 40, people=20, members=2)
    tracemalloc.start()
    try:
        Context(account, SETTINGS).closeness  # noqa: B018
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < MEGABYTES * 1_000_000


def test_too_many_edges_are_refused_before_work_begins():
    account = account_of(500, permutations(range(500), 2))
    started = time.process_time()
    for ask in (partial(Context, account, SETTINGS), partial(NetworkContext, account, SETTINGS, "influences")):
        with refusal(TooLarge, match="account 'odd' has 500 people and 249,500 edges between them"):
            ask()
    assert time.process_time() - started < 1
    assert PEOPLE_TIMES_EDGES < 499 * 500 * 500


def test_too_many_people_are_refused_before_work_begins_however_few_edges_they_have():
    for edges in ([], [(0, 1)]):
        account = account_of(PEOPLE + 1, edges)
        for ask in (partial(Context, account, SETTINGS), partial(NetworkContext, account, SETTINGS, "influences")):
            with refusal(TooLarge, match="account 'odd' has 10,001 people; an analysis takes up to 10,000"):
                ask()


def test_lines_that_nobody_drew_count_like_those_that_somebody_did():
    """Without a line, 4,500 people of whom five could be the manager have 22,475 assumed ones: 101 million."""
    levels = ["manager"] * 5 + ["individual"] * 4_495
    people = tuple(PersonNode(name(k), None, None, level, None, None, None, None) for k, level in enumerate(levels))
    account = replace(account_of(0), people=people)
    with refusal(TooLarge, match="4,500 people move each other for 44,950 reasons, including lines that are assumed"):
        Context(account, SETTINGS).influence  # noqa: B018
    assert Context(account, AnalysisSettings(assume_lines="off")).influence.keys() == {each.id for each in people}
    with refusal(TooLarge, match="3,000 people and 14,975 edges between them"):
        check_compared(replace(account, people=people[:3_000]), 14_975)
    with refusal(TooLarge, match="3,000 people and 14,975 edges between them"):
        check_departures(replace(account, people=people[:3_000]), 14_975)


def test_too_many_contacts_are_refused_before_work_begins():
    account = met(CONTACTS // 40 + 1, people=20, members=2)
    with refusal(TooLarge, match=r"are 2,000,040 contacts of one of us with one of them"):
        Context(account, SETTINGS).contacts  # noqa: B018


def a_chain(voters: int, steps: int) -> AccountGraph:
    """Return an account in which everybody votes on every step of a chain."""
    return replace(
        account_of(voters),
        chains=(ChainNode("c1", "o1"),),
        steps=tuple(StepNode(f"s{k}", "c1", k, rule="majority") for k in range(steps)),
        stakes=tuple(StakeEdge(f"k{k:04}", name(k), "c1", weight=1) for k in range(voters)),
    )


@pytest.mark.parametrize(("voters", "steps"), [(VOTERS + 1, 1), (VOTES // 20 + 1, 20)])
def test_too_many_votes_are_refused_before_work_begins(voters, steps):
    account = a_chain(voters, steps)
    text = f"{voters:,} people have {voters * steps:,} votes on the open steps of chain 'c1'; an analysis takes up to"
    with refusal(TooLarge, match=f"{text} 1,000 people and 10,000 votes"):
        Context(account, SETTINGS, "c1").swing  # noqa: B018
    assert Context(account, SETTINGS).influence.keys() == {person.id for person in account.people}


@pytest.mark.slow
def test_a_chain_at_the_limit_comes_back_in_bounded_time():
    started = time.process_time()
    asked.influence_analysis(a_chain(VOTES // 20, 20), SETTINGS, "c1")
    assert time.process_time() - started < SECONDS


def test_instants_before_1970_are_not_a_hard_case():
    """Contacts in the years 1 and 1969, as of 1969: the later one counts like any contact of last month."""
    old = met(2, at=lambda k: ("0001-01-01T00:00:00.000000Z", "1969-12-01T00:00:00.000000Z")[k])
    new = met(1, at=lambda _: "2026-06-01T00:00:00.000000Z")
    (then,) = asked.closeness_analysis(replace(old, as_of="1969-12-31T00:00:00.000000Z"), SETTINGS).pairs
    (now,) = asked.closeness_analysis(replace(new, as_of="2026-07-01T00:00:00.000000Z"), SETTINGS).pairs
    assert then.closeness == pytest.approx(now.closeness, abs=1e-9)
    assert then.count_90d == now.count_90d == 1
