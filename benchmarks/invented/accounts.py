"""Invented accounts of any size, as items of ours and as rows of the bare driver."""

from typing import Any

from schemas.records.departments import DEPARTMENTS
from schemas.records.influences import INFLUENCES
from schemas.records.memberships import MEMBERSHIPS
from schemas.records.people import PEOPLE
from schemas.records.reporting_lines import REPORTING_LINES
from schemas.writes import WriteItem

RECORDED = {"sequence": 1, "recorded_at": "2026-01-01T00:00:00.000000Z", "recorded_by": "bench"}


def person_data(number: int, changed: bool = False) -> dict[str, Any]:
    """Return the fields of one person; with ``changed``, every tenth has another name."""
    name = f"Person 张伟 {number}" + ("!" if changed and number % 10 == 0 else "")
    return {"name": name, "title": "Head of something", "seniority": "director", "kind": "known"}


def influence_data(number: int, people: int) -> dict[str, Any]:
    """Return the fields of one influence; no two have the same ends."""
    source = number % people
    target = (source + 1 + number // people * 7) % people
    return {"source": f"p{source}", "target": f"p{target}", "strength": 0.5, "confidence": 0.8}


def items(account_id: str, people: int, influences: int, changed: bool = False) -> list[WriteItem]:
    """Return an account's people and influences as validated items."""
    persons = [WriteItem(PEOPLE, account_id, f"p{number}", person_data(number, changed)) for number in range(people)]
    edges = [
        WriteItem(INFLUENCES, account_id, f"i{number}", influence_data(number, people)) for number in range(influences)
    ]
    return persons + edges


def body(account_id: str, people: int, influences: int) -> dict[str, Any]:
    """Return the same as the body of a batch."""
    return {
        "items": [
            {"kind": item.resource.kind, "id": item.id, "data": dict(item.data)}
            for item in items(account_id, people, influences)
        ]
    }


def rows(account_id: str, people: int, influences: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the same rows as they are stored, for the bare driver."""
    stored = [
        (item.resource.kind, {**item.data, **RECORDED, "account_id": account_id, "id": item.id})
        for item in items(account_id, people, influences)
    ]
    return [row for kind, row in stored if kind == "person"], [row for kind, row in stored if kind == "influence"]


def whole_account(account_id: str) -> list[WriteItem]:
    """Return an account as they are: 100 people in 10 departments, 99 solid lines, 201 influences; 400 edges."""
    departments = [
        WriteItem(DEPARTMENTS, account_id, f"d{number}", {"name": f"Department {number}", "function": "it"})
        for number in range(10)
    ]
    memberships = [
        WriteItem(
            MEMBERSHIPS, account_id, None, {"person": f"p{number}", "department": f"d{number % 10}", "primary": True}
        )
        for number in range(100)
    ]
    lines = [
        WriteItem(REPORTING_LINES, account_id, None, {"person": f"p{number}", "manager": f"p{(number - 1) // 5}"})
        for number in range(1, 100)
    ]
    return [*departments, *items(account_id, 100, 201), *memberships, *lines]
