"""An account of any size, as items of batches: a chart, influences across it, and contacts of two of us."""

import random
from collections.abc import Iterator
from typing import Any

import httpx

AT_ONCE = 1_000
"""Items of a batch."""

OURS = ("kim", "lea")
SPAN = 5
"""Reports of a manager."""


def _item(kind: str, record_id: str, **data: Any) -> dict[str, Any]:
    return {"kind": kind, "id": record_id, "data": data}


def _items(people: int, chance: random.Random) -> Iterator[dict[str, Any]]:
    names = [f"p{number}" for number in range(people)]
    for name in names:
        yield _item("person", name, name=f"Person {name}")
    for number, name in enumerate(names[1:], start=1):
        yield _item("reporting_line", f"r{number}", person=name, manager=names[(number - 1) // SPAN])
    for number, name in enumerate(names):
        other = names[(number + chance.randrange(1, people)) % people]
        yield _item("influence", f"i{number}", source=name, target=other, strength=chance.choice((0.2, 0.5, 0.8)))
    for number in range(people):
        at = f"2026-{1 + number % 6:02}-{1 + number % 28:02}T09:00:00Z"
        met = {"people": chance.sample(names, 1), "members": [OURS[number % 2]], "channel": "call", "depth": 2}
        yield _item("interaction", f"x{number}", at=at, direction="mutual", **met)


async def store_large(client: httpx.AsyncClient, account: str, people: int) -> None:
    """Store an account of so many people, each with a manager, an influence and a contact of one of us."""
    ours = [_item("team_member", name, name=name.title()) for name in OURS]
    made = await client.post("/v1/batch", json={"items": [*ours, _item("account", account, name=account)]})
    made.raise_for_status()
    items = list(_items(people, random.Random(people)))
    for begin in range(0, len(items), AT_ONCE):
        body = {"items": items[begin : begin + AT_ONCE]}
        (await client.post(f"/v1/accounts/{account}/batch", json=body, timeout=120)).raise_for_status()
