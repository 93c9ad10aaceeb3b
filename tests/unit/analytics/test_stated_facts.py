"""Answers keep the ranges that `docs/numbers.md` states, and give exactly the reasons for nulls that it names."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from analytics.answers.chains.access import access_analysis, next_question_analysis, paths_analysis
from analytics.answers.chains.forecast import forecast_analysis
from analytics.answers.chains.opinions import opinions_analysis
from analytics.answers.chains.power import power_analysis
from analytics.answers.gaps import chain_gaps_analysis, gaps_of_person
from analytics.answers.health import health_analysis
from analytics.answers.parts.elsewhere import OtherRecord, known_elsewhere
from analytics.answers.plans import plan_analysis
from analytics.answers.profile import profile_analysis
from analytics.answers.simulations.departures import departures_analysis
from analytics.answers.simulations.simulation import Sides, simulation_analysis
from analytics.context import Context
from analytics.simulation.apply import changed
from app.pages.number_facts import FACTS
from schemas.analysis.answer import Answer
from schemas.analysis.plans import Goal, PlanBody
from schemas.analysis.simulations.change import PersonLeaves
from schemas.rows.account_graph import AccountGraph, DepartmentNode
from schemas.rows.deals import ChainNode
from tests.unit.analytics.accounts import account, influence, line, person
from tests.unit.analytics.contacts import ago, met, said, with_contacts
from tests.unit.analytics.deals import MODELS
from tests.unit.analytics.decisions import chain, step, votes
from tests.unit.analytics.edge_cases import EDGE_CASES
from tests.unit.analytics.every_answer import PAGE, SETTINGS, answers_of, edge_case, every_answer
from tests.unit.analytics.nulls import nulls_of
from tests.unit.analytics.rich_account import rich


def _further_accounts() -> Iterator[AccountGraph]:
    """Yield accounts in which each number that can be unknown is."""
    yield rich()
    yield replace(rich(), as_of=ago(200))
    yield account("ada bo cy", lines=[line("ada", "bo"), line("bo", "ada"), line("cy", "ada")])
    yield account("ada bo cy", [influence("ada", "bo")])
    yield with_contacts(account("ada bo"), [met(1, direction=None, initiator="unknown")])
    yield account(
        [person("ada", status="left"), person("bo")], departments=[DepartmentNode("it", None, None, None, None)]
    )
    yield with_contacts(account("ada"), assessments=[said("pain", "Costs", 3000)])


def _chains() -> Iterator[AccountGraph]:
    """Yield accounts with a chain: without steps, mostly unknown, failed, reached, and hanging on an amount."""
    chains = (ChainNode("c1", "o1"),)
    two = [votes("ada"), votes("bo")]
    sure, doubtful = chain([step(rule="all")], two, {"ada": 2, "bo": -1}), chain([step(rule="all")], two)
    yield replace(chain(), chains=chains)
    yield replace(doubtful, chains=chains)
    yield replace(chain([step(outcome="failed")], two), chains=chains)
    firm = replace(sure, influences=(influence("bo", "ada", 0.8, 1.0),), chains=chains)
    contacts = [met(day, "bo", depth=5) for day in range(1, 700, 20)]
    yield with_contacts(firm, contacts, firm.assessments)
    yield replace(chain([step()]), chains=chains)
    dear = step("s2", order=2, only_above={"value": 1000.0, "currency": "EUR"})
    yield replace(chain([step(rule="all"), dear], two, {"ada": 2, "bo": -1}), chains=chains)


def _answers_about(account_graph: AccountGraph) -> Iterator[Answer]:
    """Yield every answer about chain c1 and the ways to the people on it."""
    context = Context(account_graph, SETTINGS, "c1")
    for analysis in (forecast_analysis, power_analysis, opinions_analysis, access_analysis, next_question_analysis):
        yield analysis(context)
    yield chain_gaps_analysis(context, MODELS, str)
    for goal in get_args(Goal):
        yield plan_analysis(context, MODELS, PlanBody(goal=goal), str)
    for each in (*account_graph.people, person("zoe", status="left")):
        everybody = tuple({one.id: one for one in (*account_graph.people, each)}.values())
        yield paths_analysis(Context(replace(account_graph, people=everybody), SETTINGS), each.id)


def _simulated_accounts() -> Iterator[AccountGraph]:
    """Yield the same accounts, and one of ours alone."""
    yield from (edge_case(name) for name in EDGE_CASES if name != "2,000 people")
    yield from _further_accounts()
    yield from _chains()
    yield replace(rich(), people=())


def _simulations(account_graph: AccountGraph) -> Iterator[Answer]:
    """Yield what would be if nothing changed, if each of the first people left, and the drill, with and without c1."""
    for scope in (None, *(each.id for each in account_graph.chains if each.id == "c1")):
        chosen = None if scope is None else Context(account_graph, SETTINGS, scope)
        sides = Sides(Context(account_graph, SETTINGS), chosen)
        yield departures_analysis(sides)
        yield simulation_analysis(sides, account_graph, 0, MODELS)
        for each in (one for one in account_graph.people[:3] if one.status != "left"):
            leaves = PersonLeaves(kind="person_leaves", person=each.id)
            yield simulation_analysis(sides, changed(account_graph, [leaves]), 1, MODELS)


def _known_elsewhere() -> Iterator[Answer]:
    """Yield the card of somebody who is said to be in an account that is not there, to have left, and unknown to us."""
    ada, gone = person("ada"), person("bo", status="left")
    other = Context(account([ada, gone]), SETTINGS)
    records = [OtherRecord("a2", "ada", "here")]
    records += [OtherRecord("a2", each, "here", "Sister", other) for each in ("ada", "bo")]
    context = Context(account([ada]), SETTINGS)
    gaps = gaps_of_person(context, (), str, "ada")
    yield profile_analysis(context, "ada", PAGE, gaps, elsewhere=[known_elsewhere(each) for each in records])


@cache
def _answers() -> tuple[Answer, ...]:
    known = [answer for name in EDGE_CASES if name != "2,000 people" for answer in answers_of(name)]
    further = [answer for each in _further_accounts() for answer in every_answer(each)]
    of_chains = [answer for each in _chains() for answer in _answers_about(each)]
    simulated = [answer for each in _simulated_accounts() for answer in _simulations(each)]
    compared = health_analysis(Context(account([]), SETTINGS), last=50.0)
    return (*known, *further, *of_chains, *simulated, *_known_elsewhere(), compared)


def test_the_reasons_of_every_null_are_those_that_the_page_names():
    given: dict[str, set[str]] = defaultdict(set)
    for answer in _answers():
        for null in nulls_of(answer):
            if null.reason:
                given[f"{null.schema}.{null.field}"].add(null.reason)
    assert given == {field: set(fact.null.split()) for field, fact in FACTS.items() if fact.null}


def test_every_number_lies_in_the_range_that_the_page_states():
    ends = {field: _ends(fact.span) for field, fact in FACTS.items() if fact.span}
    seen = set()
    for answer in _answers():
        for field, value in _numbers(answer):
            if field in ends:
                low, high = ends[field]
                assert low <= value <= high, (field, value)
                seen.add(field)
    assert seen == ends.keys()


def _ends(span: str) -> tuple[float, float]:
    """Return both ends of a range in words; what depends on the account has none."""
    if span == "no end":
        return float("-inf"), float("inf")
    found = re.fullmatch(
        r"(?:two numbers, |pairs of numbers, |from |above )?(-?\d\S*|-\(n - 1\))(?: to (.+?))?(?:; .*)?", span
    )
    assert found, span
    return tuple(  # type: ignore[return-value]
        float(end) if re.fullmatch(r"-?[\d.]+", end or "") else default
        for end, default in ((found[1], float("-inf")), (found[2], float("inf")))
    )


def _numbers(part: Any, field: str = "") -> Iterator[tuple[str, float]]:
    """Yield every number of an answer with its schema and field."""
    if isinstance(part, BaseModel):
        for name in type(part).model_fields:
            yield from _numbers(getattr(part, name), f"{type(part).__name__}.{name}")
    elif isinstance(part, tuple):
        for each in part:
            yield from _numbers(each, field)
    elif isinstance(part, int | float) and not isinstance(part, bool):
        yield field, float(part)
