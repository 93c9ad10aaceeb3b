"""Krackhardt's 21 high-tech managers as accounts: ``python -m tests.data.krackhardt URL`` loads them into a service.

Krackhardt (1987), Social Networks 9:104-134. Advice was recorded as asker -> asked; here who is asked moves who asks,
so advice is turned. Friendship, in an account of its own, is taken as recorded.
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx

FOLDER = Path(__file__).parents[2] / ".." / "shared" / "data" / "krackhardt_hightech"

SENIORITY = {"1": "c_level", "2": "vp", "3": "manager"}

ACCOUNTS = {"krackhardt-advice": "High-tech managers", "krackhardt-friendship": "High-tech managers, friendship"}

Item = dict[str, Any]


def missing() -> str | None:
    """Return why the managers cannot be loaded here, or None."""
    return None if FOLDER.exists() else f"{FOLDER.resolve()} is missing; the managers were recorded there"


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of one of the files."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def organisation() -> Iterator[Item]:
    """Yield the managers, their departments and whom they report to."""
    for number in sorted({row["department"] for row in rows("nodes")}):
        name = f"Department {number}" if number != "0" else "CEO's office"
        yield {"kind": "department", "id": f"d{number}", "data": {"name": name}}
    for row in rows("nodes"):
        person, department = f"m{row['id']}", f"d{row['department']}"
        data = {"name": f"Manager {row['id']}", "seniority": SENIORITY[row["level"]]}
        yield {"kind": "person", "id": person, "data": data}
        yield {"kind": "membership", "data": {"person": person, "department": department, "primary": True}}
    for report, manager in arcs("reports_to"):
        yield {"kind": "reporting_line", "data": {"person": report, "manager": manager}}


def arcs(name: str) -> list[tuple[str, str]]:
    """Return the pairs of ids of a relation, as recorded."""
    return [(f"m{row['from']}", f"m{row['to']}") for row in rows(name)]


def influences(pairs: list[tuple[str, str]]) -> list[Item]:
    """Return pairs of who moves and who is moved; how strongly was not recorded."""
    return [{"kind": "influence", "data": {"source": source, "target": target}} for source, target in pairs]


def advice_batch() -> Item:
    """Return the managers and who moves whom by being asked for advice, in one batch."""
    turned = [(asked, asker) for asker, asked in arcs("advice")]
    return {"items": [*organisation(), *influences(turned)]}


def friendship_batch() -> Item:
    """Return the managers and whom they named a friend, in one batch."""
    return {"items": [*organisation(), *influences(arcs("friendship"))]}


def load(client: httpx.Client) -> None:
    """Store both accounts; loading them again changes nothing."""
    for (account_id, name), batch in zip(ACCOUNTS.items(), (advice_batch(), friendship_batch()), strict=True):
        client.put(f"/v1/accounts/{account_id}", json={"name": name}).raise_for_status()
        client.post(f"/v1/accounts/{account_id}/batch", json=batch).raise_for_status()


def main(url: str) -> None:
    """Load both accounts into the service at an address and say where they are."""
    if reason := missing():
        sys.exit(reason)
    with httpx.Client(base_url=url, timeout=60, trust_env=False) as client:
        load(client)
    sys.stdout.writelines(f"{url}/v1/accounts/{account_id}/analysis/influence\n" for account_id in ACCOUNTS)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.data.krackhardt URL")
    main(sys.argv[1].rstrip("/"))
