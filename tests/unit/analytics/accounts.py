"""Small accounts for tests: written by hand, or drawn by Hypothesis."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from hypothesis import strategies as st

from schemas.rows.account_graph import (
    AccountGraph,
    DepartmentNode,
    InfluenceEdge,
    MembershipEdge,
    PairEdge,
    PersonNode,
    ReportingEdge,
)
from schemas.rows.deals import StakeEdge

NOW = "2026-07-01T00:00:00.000000Z"
BEFORE = "2026-06-30T23:59:59.999999Z"
AFTER = "2026-07-01T00:00:00.000001Z"


def person(name: str, **fields) -> PersonNode:
    nobody = PersonNode(name, name.title(), None, None, None, None, None, None)
    return nobody._replace(**fields)


def influence(source: str, target: str, strength: float | None = None, confidence: float | None = None):
    return InfluenceEdge(f"{source}-{target}", source, target, strength, None, confidence)


def line(report: str, manager: str, kind: str = "solid", confidence: float | None = None, chain: str | None = None):
    return ReportingEdge(f"{report}-{manager}-{kind}", report, manager, kind, chain, confidence)


def member(name: str, department: str, primary: bool | None = True) -> MembershipEdge:
    return MembershipEdge(f"{name}-{department}", name, department, primary, None)


def alliance(one: str, other: str, strength: float | None = None, confidence: float | None = None) -> PairEdge:
    return PairEdge(f"{one}-{other}", (one, other), strength, confidence)


def stake(name: str, chain: str = "c1") -> StakeEdge:
    return StakeEdge(f"{name}-{chain}", name, chain)


def account(
    people: str | Iterable[str | PersonNode],
    influences: Sequence[InfluenceEdge] = (),
    lines: Sequence[ReportingEdge] = (),
    memberships: Sequence[MembershipEdge] = (),
    departments: Sequence[DepartmentNode] = (),
) -> AccountGraph:
    """Return an account; people may be given as "ada bo cy"."""
    given = people.split() if isinstance(people, str) else people
    nodes = (person(each) if isinstance(each, str) else each for each in given)
    return AccountGraph(
        account_id="a1",
        as_of=NOW,
        known_at=NOW,
        revision=7,
        book_revision=3,
        people=tuple(nodes),
        departments=tuple(departments),
        memberships=tuple(memberships),
        reporting_lines=tuple(lines),
        influences=tuple(influences),
    )


degrees_of_belief = st.none() | st.floats(0, 1, allow_subnormal=True)


@st.composite
def accounts(draw: st.DrawFn, least: int = 0, most: int = 9) -> AccountGraph:
    """Draw an account with anything that can be recorded: parallel lines, circles, people who left."""
    names = [f"p{number}" for number in range(draw(st.integers(least, most)))]
    people = [person(name, status=draw(st.sampled_from([None, "active", "active", "left"]))) for name in names]
    pairs = [(one, other) for one in names for other in names if one != other]
    chosen = st.lists(st.sampled_from(pairs), unique=True, max_size=20) if pairs else st.just([])
    kinds = st.sampled_from([("solid", None), ("solid", None), ("dotted", None), ("project", "c1"), ("project", "c2")])
    lines = [
        line(report, manager, kind, draw(degrees_of_belief), chain)
        for kind, chain in draw(st.lists(kinds, unique=True, max_size=4))
        for report, manager in draw(chosen)
    ]
    places = [member(name, draw(st.sampled_from(["legal", "it", "board"]))) for name in names if draw(st.booleans())]
    influences = [influence(*pair, draw(degrees_of_belief), draw(degrees_of_belief)) for pair in draw(chosen)]
    drawn = account(people, influences, [each._replace(id=f"{each.id}-{each.chain}") for each in lines], places)
    allied = [pair for pair in draw(chosen) if pair[0] < pair[1]]
    return replace(
        drawn,
        alliances=tuple(alliance(*pair, draw(degrees_of_belief), draw(degrees_of_belief)) for pair in allied),
        stakes=tuple(stake(name) for name in names if draw(st.booleans())),
    )


SHUFFLED = (
    *("people", "memberships", "reporting_lines", "influences", "alliances", "stakes"),
    *("coverages", "assessments", "interactions", "members", "opportunities", "chains"),
)


@st.composite
def shuffled(draw: st.DrawFn, original: AccountGraph) -> AccountGraph:
    """Draw the same account with its records in another order."""
    records: dict[str, Any] = {name: tuple(draw(st.permutations(getattr(original, name)))) for name in SHUFFLED}
    return replace(original, **records)
