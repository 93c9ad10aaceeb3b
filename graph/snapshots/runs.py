"""Marks of runs in the store: one a date, held by one process at a time."""

import json
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from graph.beside_records import BesideRecords
from graph.engine.client import ROWS_A_STATEMENT, Transaction
from graph.snapshots.keeping import AFTER_ALL
from schemas.errors import Conflict
from schemas.instants import instant_text
from schemas.messages.message import Message
from schemas.reports.dates import ReportDate
from schemas.reports.runs import Failure, StoredRun


class ReportRuns(BesideRecords):
    """Reads and writes of marks of runs."""

    async def begin(self, on: ReportDate, owner: str, silent_since: str) -> StoredRun:
        """Take the run for a date, and return its mark as it was before: whether it ended, and how.

        Parameters
        ----------
        owner : str
            The process that runs it.
        silent_since : str
            An instant: another process that runs it and said nothing since then is dead.

        Raises
        ------
        Conflict
            While another process runs it.
        ClockInDoubt
            While nobody knows which date it is.
        """
        self._clock.check()

        async def work(transaction: Transaction) -> StoredRun:
            run = await _locked(transaction, on)
            if _goes_on(run, silent_since) and run.owner != owner:
                raise Conflict(Message("report_runs.under_way", date=on))
            now = instant_text(self._clock())
            began = run.began_at or now
            alive = {"owner": owner, "alive_at": self.alive_at()}
            await _set(transaction, on, {**alive, "began_at": began, "ended_at": None})
            return run

        return await self._client.write(work)

    async def sign(self, on: ReportDate, owner: str) -> bool:
        """Note that the process lives; False when the run is no longer its."""

        async def work(transaction: Transaction) -> bool:
            run = await _locked(transaction, on)
            if run.owner != owner or run.ended_at is not None:
                return False
            await _set(transaction, on, {"alive_at": self.alive_at()})
            return True

        return await self._client.write(work)

    async def end(
        self, on: ReportDate, owner: str, failed: Iterable[Failure], *, book_revision: int, settings: str
    ) -> bool:
        """Note that every account was looked at, and of which nothing could be said; False as with `sign`."""
        found = {one.account_id: one.model_dump(mode="json") for one in sorted(failed, key=lambda one: one.account_id)}
        made_of = {"book_revision": book_revision, "settings": settings}

        async def work(transaction: Transaction) -> bool:
            run = await _locked(transaction, on)
            if run.owner != owner:
                return False
            now = instant_text(self._clock())
            [[there]] = await transaction.run("accounts.revisions_of", ids=list(found))  # some were erased meanwhile
            text = json.dumps([found[row[0]] for row in sorted(there)], ensure_ascii=False)
            await _set(transaction, on, {"ended_at": now, "alive_at": now, "failed": text, **made_of})
            return True

        return await self._client.write(work)

    async def get(self, on: ReportDate) -> StoredRun | None:
        """Return the mark of a date; None where nobody ran it."""
        rows = await self._client.read("report_runs.get", date=on)
        return _run(rows[0][0]) if rows else None

    async def page(self, limit: int = ROWS_A_STATEMENT, before: ReportDate = AFTER_ALL) -> list[StoredRun]:
        """Return marks from the newest date."""
        return [_run(row) for [row] in await self._client.read("report_runs.list", before=before, limit=limit)]

    async def forget(self, before: ReportDate) -> None:
        """Remove the marks from before a date."""
        await self._client.write(lambda transaction: transaction.run("report_runs.too_old", before=before))


def _goes_on(run: StoredRun, silent_since: str) -> bool:
    return run.owner is not None and run.ended_at is None and (run.alive_at or "") >= silent_since


async def _locked(transaction: Transaction, on: ReportDate) -> StoredRun:
    [[item]] = await transaction.run("report_runs.lock", date=on, token=secrets.token_hex(8))
    return _run(item)


async def _set(transaction: Transaction, on: ReportDate, properties: Mapping[str, Any]) -> None:
    await transaction.run("report_runs.change", date=on, properties=dict(properties))


def _run(item: Mapping[str, Any]) -> StoredRun:
    failed = tuple(Failure.model_validate(one) for one in json.loads(item.get("failed") or "[]"))
    values = {name: item[name] for name in StoredRun.__dataclass_fields__ if name in item}
    return StoredRun(**{**values, "failed": failed})
