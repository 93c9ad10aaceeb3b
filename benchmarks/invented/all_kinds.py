"""Invented records of every kind: an account full of interactions, and the book that it names."""

from collections.abc import Iterator, Mapping
from typing import Any

from benchmarks.invented.accounts import whole_account
from schemas.registry import BY_KIND
from schemas.writes import BOOK, WriteItem

INTERACTIONS, ASSESSMENTS = 1_500, 200
"""What a large account holds of the two kinds that grow with time."""

CHANNELS = ("meeting", "call", "mail", "wechat", "visit")
ROLES = ("decision_maker", "approver", "evaluator", "user")

Given = tuple[str, str | None, Mapping[str, Any]]
"""Kind, id and fields of one record."""


def book(name: str) -> list[WriteItem]:
    """Return twelve members of ours and three competitors; their ids begin with the name."""
    members = [
        ("team_member", f"{name}-m{number}", {"name": f"Member 李娜 {number}", "function": "sales", "status": "active"})
        for number in range(12)
    ]
    rivals = [("competitor", f"{name}-c{number}", {"name": f"Rival {number}"}) for number in range(3)]
    return [_item(BOOK, *one) for one in (*members, *rivals)]


def heavy_account(account_id: str, name: str) -> list[WriteItem]:
    """Return the account of 100 people and 400 edges with all that may be recorded beside, 1,500 interactions of it."""
    return [*whole_account(account_id), *beside(account_id, name, 100, INTERACTIONS, ASSESSMENTS)]


def mixed_batch(account_id: str, name: str) -> list[WriteItem]:
    """Return 1,000 items of all kinds, as a customer's first import may be."""
    whole = whole_account(account_id)
    rest = beside(account_id, name, 100, 275, 112)
    return [*whole[:-199], *whole[-199:-99:2], *whole[-99::2], *rest]


def beside(account_id: str, name: str, people: int, interactions: int, assessments: int) -> list[WriteItem]:
    """Return records of every kind that an account has beside its departments, people and their first edges."""
    given = (
        *_deals(),
        *_between_people(people),
        *_ours(name, people),
        *(_interaction(name, number, people) for number in range(interactions)),
        *(_assessment(name, number, people) for number in range(assessments)),
    )
    return [_item(account_id, *one) for one in given]


def _deals() -> Iterator[Given]:
    for number in range(3):
        deal = f"o{number}"
        yield "opportunity", deal, {"name": f"Deal {number}", "stage": "qualify", "amount": 1e6, "currency": "CNY"}
        yield "control_point", None, {"opportunity": deal, "key": "scoring", "status": "shared"}
        yield "chain", f"ch{number}", {"opportunity": deal, "name": "Formal tender", "status": "active"}
        for step in range(5):
            data = {"chain": f"ch{number}", "order": step + 1, "name": f"Step {step}", "rule": "majority"}
            yield "step", f"s{number}-{step}", data
        yield "value_statement", f"v{number}", {"opportunity": deal, "text": "Fewer standstills.", "aimed_at": ["p1"]}
        yield "action", f"ac{number}", {"what": "Call her.", "person": f"p{number}", "chain": f"ch{number}"}


def _between_people(people: int) -> Iterator[Given]:
    for number in range(60):
        data = {"person": f"p{number % people}", "chain": f"ch{number % 3}", "roles": [ROLES[number % 4]], "weight": 2}
        yield "stake", None, data
    for number in range(20):
        pair = sorted((f"p{number}", f"p{number + 20}"))
        yield "conflict", None, {"people": pair, "strength": 0.5, "kind": "budget"}
        yield "alliance", None, {"people": sorted((f"p{number}", f"p{number + 40}")), "strength": 0.5}
    for number in range(5):
        yield "department_relation", None, {"source": f"d{number}", "target": f"d{number + 1}", "kind": "approves"}


def _ours(name: str, people: int) -> Iterator[Given]:
    for number in range(40):
        target = {"kind": "person", "id": f"p{number % people}"}
        data = {"member": f"{name}-m{number % 12}", "target": target, "duty": "owner", "cadence_days": 30}
        yield "coverage", None, data
    for number in range(10):
        yield "competitor_tie", None, {"competitor": f"{name}-c{number % 3}", "person": f"p{number}", "rung": "known"}
    for number in range(20):
        at = f"2026-05-{number + 1:02d}T08:00:00.000000Z"
        yield "closeness_note", f"n{number}", {"person": f"p{number}", "score": 62.0, "system": "introhive", "at": at}


def _interaction(name: str, number: int, people: int) -> Given:
    data = {
        "at": f"2025-{number % 12 + 1:02d}-{number % 28 + 1:02d}T08:{number % 60:02d}:00.000000Z",
        "people": [f"p{(number + step * 7) % people}" for step in range(number % 3 + 1)],
        "members": [f"{name}-m{(number + step) % 12}" for step in range(number % 2 + 1)],
        "channel": CHANNELS[number % 5],
        "direction": ("mutual", "inbound", "outbound")[number % 3],
        "depth": number % 5 + 1,
        "minutes": 45,
        "source": "outlook",
    }
    return "interaction", f"x{number}", data


def _assessment(name: str, number: int, people: int) -> Given:
    data = {
        "person": f"p{number % people}",
        "attribute": ("support", "importance")[number % 2],
        "value": number % 2 + 1,
        "confidence": 0.8,
        "observed_at": f"2026-0{number % 6 + 1}-{number % 28 + 1:02d}T08:00:00.000000Z",
        "assessor": {"kind": "team_member", "id": f"{name}-m{number % 12}"},
        "function": "sales",
    }
    return "assessment", f"b{number}", data


def _item(ledger: str, kind: str, record_id: str | None, data: Mapping[str, Any]) -> WriteItem:
    resource = BY_KIND[kind]
    sent = resource.fields.model_validate(data).model_dump(exclude_unset=True)
    return WriteItem(resource, ledger, record_id, sent)
