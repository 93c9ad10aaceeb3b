"""Accounts with all that the analyses read: people and edges, and contacts and beliefs beside."""

import random
from dataclasses import replace
from datetime import datetime, timedelta

from benchmarks.invented.people_and_edges import AS_OF, account_of
from schemas.instants import instant_text
from schemas.rows.account_graph import AccountGraph
from schemas.rows.contacts import AssessmentNode, InteractionNode, MemberNode

MEMBERS, ASSESSMENTS = 8, 200
FUNCTIONS = ("sales", "presales", "delivery", "customer", "executive", None)


def whole_account(people: int, edges: int, interactions: int) -> AccountGraph:
    """Return an account of tier A with contacts of 18 months with eight of us, and 200 words about people."""
    account = account_of(people, edges)
    chance = random.Random(edges)
    names = [person.id for person in account.people]
    members = tuple(MemberNode(f"m{number}") for number in range(MEMBERS))
    contacts = sorted((_contact(k, names, chance) for k in range(interactions)), key=lambda each: (each.at, each.id))
    return replace(
        account,
        tier="A",
        members=members,
        interactions=tuple(contacts),
        assessments=tuple(_assessment(number, names, chance) for number in range(ASSESSMENTS)),
    )


def _ago(days: float) -> str:
    return instant_text(datetime.fromisoformat(AS_OF) - timedelta(days=days))


def _contact(number: int, names: list[str], chance: random.Random) -> InteractionNode:
    return InteractionNode(
        id=f"x{number:06}",
        at=_ago(chance.random() * 540),
        people=tuple(chance.sample(names, chance.choice((1, 1, 2, 3)))),
        members=tuple(f"m{k}" for k in chance.sample(range(MEMBERS), chance.choice((1, 1, 2)))),
        channel=chance.choice(("meeting", "call", "mail", "visit")),
        direction=chance.choice(("mutual", "inbound", "outbound")),
        depth=chance.randrange(1, 6),
        expertise=chance.choice((0.0, 0.5, 1.0)),
    )


def _assessment(number: int, names: list[str], chance: random.Random) -> AssessmentNode:
    attribute = chance.choice(("support", "political_status"))
    words = ("inner_circle", "political_structure", "outside")
    return AssessmentNode(
        id=f"s{number:04}",
        person=chance.choice(names[:60]),
        member=None,
        chain=None,
        attribute=attribute,
        value=chance.randrange(-2, 3) if attribute == "support" else chance.choice(words),
        confidence=chance.choice((0.5, 0.9, None)),
        observed_at=_ago(chance.random() * 300),
        assessor_kind="team_member",
        assessor_id=f"m{chance.randrange(MEMBERS)}",
        function=chance.choice(FUNCTIONS),
    )
