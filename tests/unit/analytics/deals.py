"""Deals and stage models for tests: written by hand, or drawn by Hypothesis."""

from dataclasses import replace

from hypothesis import strategies as st

from schemas.rows.account_graph import AccountGraph, DepartmentNode
from schemas.rows.deals import ChainNode, OpportunityNode, StakeEdge
from schemas.rows.stages import StageModelRow, StageRow
from tests.unit.analytics.contacts import relationships

ROLES = ("economic_buyer", "champion", "user")


def stage(key: str = "qualify", roles: dict[str, int] | None = None, fields=None, departments=()) -> StageRow:
    return StageRow(key, roles or {}, fields or {}, tuple(departments))


def model(*stages: StageRow, name: str = "sm1", of_type: str | None = None) -> StageModelRow:
    return StageModelRow(name, of_type, stages)


def deal(name: str = "o1", **fields) -> OpportunityNode:
    return OpportunityNode(name, status="open", stage_model="sm1", stage="qualify")._replace(**fields)


def plays(person: str, *roles: str, chain: str = "c1") -> StakeEdge:
    return StakeEdge(f"{person}-{chain}", person, chain, roles=roles)


MODELS = [
    model(
        stage("qualify", {"economic_buyer": 1, "champion": 2}, {"A": ("need",), "none": ("amount", "need")}, ["it"]),
        stage("nothing"),
        stage("offer", {"user": 3}, {"B": ("competitors",)}, ["legal", "it"]),
    ),
    model(name="sm2"),
]


@st.composite
def deals(draw: st.DrawFn) -> AccountGraph:
    """Draw an account with contacts, beliefs and deals."""
    drawn = draw(relationships())
    numbers = range(draw(st.integers(0, 3)))
    opportunities = tuple(
        OpportunityNode(
            f"o{number}",
            stage_model=draw(st.sampled_from(["sm1", "sm1", "sm2", None])),
            stage=draw(st.sampled_from(["qualify", "offer", "nothing", None])),
            status=draw(st.sampled_from(["open", "open", "won", "incubating", None])),
            amount=draw(st.sampled_from([None, 0.0, 5.0])),
            need=draw(st.sampled_from([None, "Fewer standstills"])),
            competitors=draw(st.sampled_from([None, [], ["x"]])),
        )
        for number in numbers
    )
    chains = tuple(ChainNode(f"c{number + 1}", f"o{number}") for number in range(3))
    role = st.lists(st.sampled_from(ROLES), max_size=2, unique=True)
    stakes = tuple(
        StakeEdge(f"{person.id}-{chain.id}", person.id, chain.id, roles=draw(st.none() | role))
        for person in drawn.people
        for chain in chains
        if draw(st.booleans())
    )
    units = tuple(
        DepartmentNode(name, None, draw(st.sampled_from([name, None])), None, None) for name in ("it", "legal")
    )
    people = tuple(
        person._replace(
            title=draw(st.sampled_from([None, "CFO"])), seniority=draw(st.sampled_from([None, "unknown", "vp"]))
        )
        for person in drawn.people
    )
    return replace(drawn, opportunities=opportunities, chains=chains, stakes=stakes, departments=units, people=people)
