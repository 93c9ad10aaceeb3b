"""Reads what an account holds, over HTTP as any client does."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import httpx

from tests.soak.load.teams import MARKERS, Part

PAGE = 500
PATHS = {
    "department": "departments",
    "person": "people",
    "membership": "memberships",
    "reporting_line": "reporting-lines",
    "influence": "influences",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One revision of an account: its number, and what was written."""

    revision: int
    parts: frozenset[Part]


@dataclass(frozen=True, slots=True)
class Reading:
    """An account as it is read: its revision, the marker of each record, its changes, and rows of some histories."""

    revision: int
    markers: dict[Part, str]
    changes: list[Change]
    histories: dict[Part, list[int]]


async def read_account(client: httpx.AsyncClient, account: str, after: int, watched: Iterable[Part]) -> Reading:
    """Return what an account holds, its changes after a revision, and the histories of some records."""
    markers: dict[Part, str] = {}
    revision = 0
    for kind, path in PATHS.items():
        items, revision = await _read_list(client, f"/v1/accounts/{account}/{path}", MARKERS[kind])
        markers |= {(kind, item["id"]): item[MARKERS[kind]] for item in items}
    histories = {part: await _read_history(client, account, part) for part in watched}
    return Reading(revision, markers, await read_changes(client, account, after), histories)


async def read_changes(client: httpx.AsyncClient, account: str, after: int) -> list[Change]:
    """Return every change after a revision.

    They are asked for as any writer may: by a write that starts from an old revision, whose refusal lists some of what
    was written since. It starts one earlier than asked, so that it never starts from the newest.
    """
    rows: dict[int, Change] = {}
    known = after - 1
    while True:
        answer = await client.post(
            f"/v1/accounts/{account}/batch",
            headers={"If-Match": f'"{known}"'},
            json={"items": [{"kind": "person", "id": "never.stored", "data": {"name": "never stored"}}]},
        )
        assert answer.status_code == 412, answer.text
        listed = [_change(row) for row in answer.json()["changed"]]
        rows |= {change.revision: change for change in listed}
        if not listed or listed[-1].revision - 1 <= known:
            return [rows[revision] for revision in sorted(rows) if revision > after]
        known = listed[-1].revision - 1


def _change(row: dict[str, Any]) -> Change:
    return Change(row["revision"], frozenset((entry["kind"], entry["id"]) for entry in row["entries"]))


async def _read_list(client: httpx.AsyncClient, url: str, field: str) -> tuple[list[dict[str, Any]], int]:
    items: list[dict[str, Any]] = []
    parameters: dict[str, Any] = {"limit": PAGE, "fields": f"id,{field}"}
    while True:
        answer = await client.get(url, params=parameters)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        items += page["items"]
        if page["next_cursor"] is None:
            return items, int(page["revision"])
        parameters["cursor"] = page["next_cursor"]


async def _read_history(client: httpx.AsyncClient, account: str, part: Part) -> list[int]:
    kind, record = part
    answer = await client.get(f"/v1/accounts/{account}/{PATHS[kind]}/{record}/history")
    if answer.status_code == 404:
        return []
    assert answer.status_code == 200, answer.text
    return [row["sequence"] for row in answer.json()["items"]]
