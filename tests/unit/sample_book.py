"""The sample book as the tests of it read it: lines, records, and an account graph of what is valid at its day."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from app.records.batches import parse_batch
from app.sample.loading import TODAY
from schemas.instants import canonical_instant
from schemas.registry import RESOURCES
from schemas.rows import account_graph as rows
from schemas.writes import WriteItem

SAMPLE = Path(__file__).resolve().parents[2] / "app" / "sample"
HALDEN, SUZHOU, YUNHE = ACCOUNTS = ("halden_pumps", "halden_suzhou", "yunhe_zhonggong")
AS_OF = canonical_instant(TODAY)
KINDS = [resource.kind for resource in RESOURCES]

Fields = dict[str, Any]


@cache
def bodies(name: str) -> tuple[Fields, ...]:
    """Return the lines of a file."""
    lines = (SAMPLE / f"{name}.ndjson").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line) for line in lines)


@cache
def items(name: str) -> tuple[WriteItem, ...]:
    """Return what the lines of a file hold, as it is written to the store."""
    sent = [{key: value for key, value in body.items() if key != "account_id"} for body in bodies(name)]
    group = parse_batch({"items": sent}, RESOURCES, bodies(name)[0].get("account_id"), skip=False)
    return tuple(item for _, item in group.items)


def first_items(name: str) -> list[WriteItem]:
    """Return the first word on each record; changes at a later date come after them."""
    return [item for item in items(name) if item.effective_at is None]


def data_of(name: str, kind: str) -> dict[str, Fields]:
    """Return the newest state of the records of a kind, by id."""
    found: dict[str, Fields] = {}
    for item in items(name):
        if item.resource.kind == kind:
            found[str(item.id)] = {**found.get(str(item.id), {}), **item.data}
    return found


def current(name: str, kind: str) -> dict[str, Fields]:
    """Return the records of a kind that exist at `AS_OF`."""
    return {
        record: data
        for record, data in data_of(name, kind).items()
        if (data.get("valid_from") or "") <= AS_OF and (data.get("valid_to") or "~") > AS_OF
    }


def nodes(name: str, kind: str, shape: Any) -> tuple[Any, ...]:
    """Return the rows of an account graph for a kind."""
    found = sorted(current(name, kind).items())
    return tuple(
        shape(**{field: record if field == "id" else data.get(field) for field in shape._fields})
        for record, data in found
    )


@cache
def graph(name: str) -> rows.AccountGraph:
    """Return who is there, whom they report to and who moves whom."""
    return rows.AccountGraph(
        bodies(name)[0]["account_id"],
        as_of=AS_OF,
        known_at=AS_OF,
        revision=1,
        people=nodes(name, "person", rows.PersonNode),
        departments=nodes(name, "department", rows.DepartmentNode),
        memberships=nodes(name, "membership", rows.MembershipEdge),
        reporting_lines=nodes(name, "reporting_line", rows.ReportingEdge),
        influences=nodes(name, "influence", rows.InfluenceEdge),
        alliances=nodes(name, "alliance", rows.PairEdge),
    )
