"""Contacts, beliefs and coverages for tests: written by hand, or drawn by Hypothesis."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import get_args

from hypothesis import strategies as st

from schemas.rows.account_graph import AccountGraph
from schemas.rows.contacts import AssessmentNode, CoverageEdge, InteractionNode, MemberNode
from schemas.rows.deals import ChainNode, OpportunityNode
from schemas.vocabularies import Channel
from tests.unit.analytics.accounts import NOW, accounts

CHANNELS = get_args(Channel)


def ago(days: float) -> str:
    """Return the instant that many days before `NOW`."""
    moment = datetime.fromisoformat(NOW) - timedelta(days=days)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def met(days: float, people: str = "ada", members: str = "kim", **fields) -> InteractionNode:
    """Return a two-way meeting that many days ago; ids rise with time."""
    base = InteractionNode(f"i{10_000 - days:014.6f}", ago(days), people.split(), members.split(), "meeting")
    return base._replace(**{"direction": "mutual", **fields})


def said(
    attribute: str, value: int | str, days: float = 0, person: str = "ada", by: str | None = "kim", **fields
) -> AssessmentNode:
    """Return an assessment by one of our members, by name, that many days ago."""
    word = f"{person}-{attribute}-{by}-{value}-{days}"
    kind = None if by is None else "team_member"
    base = AssessmentNode(word, person, None, None, attribute, value, 1.0, ago(days), kind, by, "sales")
    return base._replace(**fields)


def covers(member: str, person: str, **fields) -> CoverageEdge:
    return CoverageEdge(f"{member}-{person}", member, "person", person, "owner")._replace(**fields)


def with_contacts(
    account: AccountGraph,
    interactions: Iterable[InteractionNode] = (),
    assessments: Iterable[AssessmentNode] = (),
    coverages: Iterable[CoverageEdge] = (),
    members: str = "kim lea",
    **more,
) -> AccountGraph:
    """Return an account that our side has been in contact with."""
    return replace(
        account,
        interactions=tuple(sorted(interactions, key=lambda each: (each.at, each.id))),
        assessments=tuple(sorted(assessments, key=lambda each: each.id)),
        coverages=tuple(sorted(coverages, key=lambda each: each.id)),
        members=tuple(MemberNode(name, name.title(), status="active") for name in members.split()),
        **more,
    )


MEMBERS = ("kim", "lea", "moe")
STATUSES = st.sampled_from([None, "open", "open", "won", "incubating"])
shares = st.none() | st.floats(0, 1, allow_subnormal=False)
days = st.floats(0, 1500) | st.integers(0, 1500).map(float)


@st.composite
def _interaction(draw: st.DrawFn, number: int, people: list[str]) -> InteractionNode:
    age = draw(days)
    at = ago(age)
    return InteractionNode(
        id=f"i{number}",
        at=at,
        people=draw(st.lists(st.sampled_from([*people, "stranger"]), min_size=1, max_size=8, unique=True)),
        members=draw(st.none() | st.lists(st.sampled_from(MEMBERS), max_size=3, unique=True)),
        channel=draw(st.sampled_from(CHANNELS)),
        initiator=draw(st.sampled_from([None, "ours", "theirs", "unknown"])),
        direction=draw(st.sampled_from([None, "inbound", "outbound", "mutual", "mutual"])),
        depth=draw(st.sampled_from([None, 1, 2, 3, 4, 5])),
        expertise=draw(st.sampled_from([None, 0.0, 0.5, 1.0])),
        answered_at=draw(st.none() | st.floats(-5, age).map(ago)),
        sentiment=draw(st.sampled_from([None, None, None, -1, 0, 1, "unknown"])),
    )


@st.composite
def _assessment(draw: st.DrawFn, number: int, people: list[str]) -> AssessmentNode:
    attribute, values = draw(
        st.sampled_from(
            [
                ("rung", ("unknown", "acquainted", "known", "trusted", "interdependent")),
                ("support", (-2, -1, 0, 1, 2, "unknown")),
                ("political_status", ("inner_circle", "political_structure", "outside", "unknown")),
                ("pain", ("Costs", "Delays")),
            ]
        )
    )
    by = draw(st.sampled_from([None, *MEMBERS]))
    return AssessmentNode(
        id=f"s{number}",
        person=draw(st.sampled_from(people)),
        member=draw(st.sampled_from(MEMBERS)) if attribute == "rung" else None,
        chain=None if attribute == "rung" else draw(st.sampled_from([None, None, "c1", "c2", "c3"])),
        attribute=attribute,
        value=draw(st.sampled_from(values)),
        confidence=draw(shares),
        observed_at=ago(draw(days)),
        assessor_kind="team_member" if by else None,
        assessor_id=by,
        function=draw(st.sampled_from([None, "unknown", "sales", "presales", "customer", "executive"])),
    )


@st.composite
def relationships(draw: st.DrawFn, least: int = 1, most: int = 6) -> AccountGraph:
    """Draw an account with any contacts, beliefs and coverages that can be recorded."""
    drawn = draw(accounts(least=least, most=most))
    people = [person.id for person in drawn.people]
    numbers = range(draw(st.integers(0, 25)))
    covered = draw(st.lists(st.tuples(st.sampled_from(MEMBERS), st.sampled_from(people)), unique=True, max_size=4))
    rung = st.sampled_from([None, "unknown", "acquainted", "known", "trusted", "interdependent"])
    cadences = st.sampled_from([None, 1, 7, 30, 200, 3650])
    return replace(
        drawn,
        tier=draw(st.sampled_from([None, "A", "B", "C", "none"])),
        timezone=draw(st.sampled_from([None, "Asia/Shanghai", "America/New_York"])),
        people=tuple(person._replace(desired_rung=draw(rung)) for person in drawn.people),
        members=tuple(MemberNode(name, status=draw(st.sampled_from(["active", "active", "left"]))) for name in MEMBERS),
        interactions=tuple(
            sorted((draw(_interaction(number, people)) for number in numbers), key=lambda each: (each.at, each.id))
        ),
        assessments=tuple(draw(_assessment(number, people)) for number in range(draw(st.integers(0, 12)))),
        coverages=tuple(
            covers(*pair, cadence_days=draw(cadences), desired_rung=draw(rung)) for pair in sorted(covered)
        ),
        opportunities=tuple(OpportunityNode(name, status=draw(STATUSES)) for name in ("o1", "o2")),
        chains=tuple(
            ChainNode(name, deal, status=draw(st.sampled_from([None, "active", "active", "draft", "closed"])))
            for name, deal in (("c1", "o1"), ("c2", "o2"), ("c3", "o2"))
        ),
    )
