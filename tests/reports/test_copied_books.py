"""Large books of benchmarks: copied accounts equal imported ones."""

import json
import re
from pathlib import Path
from typing import Any

from app.exchange.row_form import is_sound
from app.reports.run.executors import in_process
from app.reports.run.run import run_report
from benchmarks.invented.copies import fill_book
from graph.store import Store
from tests.opened_store import joined
from tests.reports.books import ASKED, snapshots

COPIES = {"acc00002": "acc00000", "acc00003": "acc00001", "acc00004": "acc00000"}
"""Copies, each with its original."""

ID_OF_GAP = re.compile(r"gap-[0-9a-f]{16}")
"""It is made from the id of the account, too."""


async def test_copies_have_the_snapshots_of_their_originals_and_the_store_agrees(tmp_path: Path):
    async with joined(tmp_path / "data") as store:
        for accounts in (3, 5):  # the second goes on from where the first ended
            await fill_book(store, accounts, originals=2, contacts=150)
        await run_report(store, ASKED, in_process(store))
        found = await snapshots(store)
        assert found.keys() == {*COPIES, *COPIES.values()}
        for copy, original in COPIES.items():
            assert await unnamed(store, copy, found[copy]) == await unnamed(store, original, found[original])
        check = store.check(is_sound, alone=True)
        async for _ in check.run():
            pass
        assert (check.report.findings, check.report.count) == ([], 0)


async def unnamed(store: Store, account: str, snapshot: str) -> dict[str, Any]:
    """Return a snapshot without id and name of its account, and with its gaps in an order that no id decides."""
    [[[row]]] = await store._client.read("accounts.stored", ids=[account])
    text = ID_OF_GAP.sub("gap", snapshot.replace(account, "").replace(row["name"], ""))
    found: dict[str, Any] = json.loads(text)
    return {**found, "gaps": sorted(map(json.dumps, found["gaps"]))}
