"""Decision chains for tests: written by hand, or drawn by Hypothesis."""

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import strategies as st

from analytics.context import Context
from analytics.votes.forecasts import Odds
from schemas.rows.account_graph import AccountGraph
from schemas.rows.deals import ChainNode, OpportunityNode, StakeEdge, StepNode
from tests.unit.analytics.accounts import account, accounts, person
from tests.unit.analytics.contacts import said

RULES = ("any", "all", "majority", "quorum", "threshold")


def step(name: str = "s1", rule: str | None = "any", order: int = 1, **fields) -> StepNode:
    return StepNode(name, "c1", order, rule=rule)._replace(**fields)


def votes(name: str, weight: int | None = 1, on: str | None = None, **fields) -> StakeEdge:
    return StakeEdge(f"{name}-{on or 'all'}", name, "c1", on, weight=weight)._replace(**fields)


def chain(steps: Iterable[StepNode] = (), stakes: Iterable[StakeEdge] = (), support=None) -> AccountGraph:
    """Return an account with chain c1 and everybody who has a stake on it; ``support`` gives beliefs by name."""
    given = tuple(stakes)
    words = [said("support", value, person=name, function="customer") for name, value in (support or {}).items()]
    base = account(sorted({stake.person for stake in given}))
    return replace(base, steps=tuple(steps), stakes=given, assessments=tuple(words))


def odds(context: Context) -> Odds:
    """Return the odds of a chain that somebody decides."""
    assert context.forecast.odds is not None
    return context.forecast.odds


def chance(context: Context) -> float | None:
    return None if context.forecast.chance is None else context.forecast.chance.value


@st.composite
def chains(draw: st.DrawFn, most: int = 6, outcomes: tuple[str | None, ...] = (None, "open", "reopened", "passed")):
    """Draw an account whose chain c1 has any steps, stakes and beliefs that can be recorded."""
    names = [f"p{number}" for number in range(draw(st.integers(1, most)))]
    steps = [draw(drawn_step(number, outcomes)) for number in range(draw(st.integers(0, 4)))]
    places = [None, *(each.id for each in steps)]
    weights = st.none() | st.integers(0, 4) | st.just(100)
    roles = st.none() | st.lists(st.sampled_from(["approver", "user", "economic_buyer", "coach"]), max_size=2)
    stakes = [
        votes(name, draw(weights), on, veto=draw(st.sampled_from([None, False, False, True])), roles=draw(roles))
        for name in names
        for on in places
        if draw(st.integers(0, 2)) == 0 or (on is None and draw(st.booleans()))
    ]
    of_another = [votes(name, 5)._replace(id=f"{name}-c2", chain="c2") for name in names if draw(st.booleans())]
    values: st.SearchStrategy[int | str] = st.sampled_from([-2, -1, 0, 1, 2, "unknown"])
    words = [
        said("support", draw(values), draw(st.integers(0, 300)), name, by, chain=draw(st.sampled_from([None, "c1"])))
        for name in names
        for by in ("kim", "lea")
        if draw(st.booleans())
    ]
    present = [person(name, status=draw(st.sampled_from(["active", "active", "active", "left"]))) for name in names]
    deal = OpportunityNode("o1", amount=draw(st.none() | AMOUNTS), currency=draw(st.sampled_from([None, "EUR", "CNY"])))
    return replace(
        account(present),
        opportunities=(deal,),
        chains=(ChainNode("c1", "o1"), ChainNode("c2", "o1")),
        steps=tuple(steps),
        stakes=(*stakes, *of_another),
        assessments=tuple(words),
    )


AMOUNTS = st.sampled_from([0.0, 1.0, 2.0])

LIMITS = st.fixed_dictionaries({"value": AMOUNTS, "currency": st.sampled_from(["EUR", "CNY"])})


@st.composite
def drawn_step(draw: st.DrawFn, number: int, outcomes: tuple[str | None, ...]) -> StepNode:
    """Draw a step of the chain under any rule, perhaps beside another, perhaps only from some amount on."""
    rule = draw(st.sampled_from([None, *RULES]))
    shares = st.sampled_from(["1/3", "2/3", "3/4", "1/1", 0.5, 0.6, 0.1, 1.0]) | st.floats(0.01, 1)
    return step(
        f"s{number}",
        rule,
        draw(st.integers(1, number + 1)),
        only_above=draw(st.none() | st.none() | LIMITS),
        outcome=draw(st.sampled_from(outcomes)),
        quorum=draw(st.integers(1, 5)) if rule == "quorum" else None,
        threshold=draw(shares) if rule == "threshold" else None,
    )


@st.composite
def deciding(draw: st.DrawFn) -> AccountGraph:
    """Draw an account in which people move each other and decide a chain."""
    decided, edges = draw(chains()), draw(accounts(least=6, most=6))
    rows = {name: getattr(decided, name) for name in ("opportunities", "chains", "steps", "stakes", "assessments")}
    return replace(edges, **rows)
