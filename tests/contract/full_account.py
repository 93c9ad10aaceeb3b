"""Items of every kind that stand beside departments, people and the edges that move, for accounts of tests."""

from dataclasses import replace
from typing import Any

from schemas.writes import WriteItem
from tests.contract.items import item
from tests.contract.ledgers import day, fresh_id


def deals() -> list[WriteItem]:
    """Return what decides about two opportunities."""
    return [
        item(
            "opportunity", "o1", name="Pumps", stage="qualify", amount=1e6, currency="CNY", pursuit={"decision": "go"}
        ),
        item(
            "opportunity", "o2", name="Valves", valid_from=day(2023), tags=["pilot"], external_ids={"crm": fresh_id()}
        ),
        item("control_point", "t1", opportunity="o1", key="scoring", status="ours"),
        item(
            "value_statement",
            "v1",
            opportunity="o1",
            text="Fewer standstills.",
            aimed_at=["p1"],
            deliveries=[{"interaction": "x1", "person": "p1", "reaction": "landed"}],
        ),
        item(
            "gap_state",
            "gap-0c4f1a5d9be27a36",
            rule="overdue-contact",
            people=["p1"],
            first_seen=day(2026),
            since=day(2026),
            mute={"by": "keeper", "reason": "On leave", "until": day(2027), "at": day(2026)},
            feedback=[{"by": "keeper", "verdict": "known", "at": day(2026)}],
        ),
        item("action", "ac1", what="Call her.", person="p1", through=["p2"], chain="ch1", gap="gap-0c4f1a5d9be27a36"),
        item("chain", "ch1", opportunity="o1", name="Tender", status="active", version=2),
        item("chain", "ch2", opportunity="o2", name="Team", kind="project_team", valid_from=day(2023)),
        item("step", "s1", chain="ch1", order=1, name="Budget", rule="threshold", threshold="2/3", department="d1"),
        item("step", "s2", chain="ch1", order=2, name="Award", rule="threshold", threshold=0.5, due=day(2026, 3)),
        item("stake", "k1", person="p1", chain="ch1", roles=["approver"], weight=3, veto=True),
        item("stake", "k2", person="p2", chain="ch2", valid_from=day(2023)),
        item("stake", "k3", person="p1", chain="ch1", step="s1", roles=[]),
    ]


def between_people() -> list[WriteItem]:
    """Return relations of people, and of departments, beside those that move."""
    return [
        item("conflict", "f1", people=["p2", "p1"], strength=0.5, confidence=0.5),
        item("alliance", "a1", people=["p1", "p2"], strength=1),
        item("department_relation", "q1", source="d1", target="d2", kind="approves"),
    ]


def contacts(mia: str, ned: str, oda: str) -> list[WriteItem]:
    """Return contacts and beliefs of several years; x2 and x3 are of one instant, and x0 after both of them."""
    mine, theirs = {"kind": "team_member", "id": oda}, {"kind": "person", "id": "p2"}
    belief: dict[str, Any] = {"person": "p1", "attribute": "support"}
    return [
        dated("interaction", "x1", day(2021), people=["p1", "p2"], members=[mia, ned], channel="call", depth=2),
        dated("interaction", "x3", day(2023), people=["p1"], channel="mail", direction="inbound", needs_answer=True),
        dated("interaction", "x2", day(2023), people=["p2"], channel="visit", initiator="ours", opportunity="o2"),
        dated("interaction", "x0", day(2025, 6), people=["p1"], members=[mia], channel="event", expertise=0.5),
        item("assessment", "b1", **belief, value=1, observed_at=day(2022), assessor=mine, function="sales"),
        item("assessment", "b2", **belief, value=2, observed_at=day(2024), assessor=theirs, chain="ch1"),
        item("assessment", "b3", person="p1", attribute="rung", value="known", member=ned, observed_at=day(2023)),
        dated("closeness_note", "n1", day(2023), person="p1", member=mia, score=62.0, system="introhive"),
    ]


def dated(kind: str, record_id: str, at: str, **fields: Any) -> WriteItem:
    """Return a record of one instant."""
    one = item(kind, record_id, **fields)
    return replace(one, data={**one.data, "at": at})


def duties(mia: str, ned: str, oda: str, rival: str) -> list[WriteItem]:
    """Return a coverage of every kind of target, and a competitor's tie."""
    own = {"kind": "person", "id": "p1"}
    return [
        item("coverage", "c1", member=mia, target=own, duty="owner", cadence_days=30, desired_rung="trusted"),
        item("coverage", "c2", member=ned, target={"kind": "department", "id": "d2"}, duty="technical"),
        item("coverage", "c3", member=oda, target={"kind": "opportunity", "id": "o2"}, duty="owner"),
        item("coverage", "c4", member=oda, target={"kind": "chain", "id": "ch2"}, duty="support"),
        item("competitor_tie", "w1", competitor=rival, person="p1", rung="trusted"),
    ]
