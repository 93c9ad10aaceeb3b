"""Marks of deliveries in the store: planned once, claimed by one process at a time, and ended."""

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, fields
from datetime import datetime, timedelta
from typing import Any

from graph.beside_records import BesideRecords
from graph.engine.client import Transaction
from schemas.instants import instant_text
from schemas.reports.deliveries import Delivery, DeliveryFault, DeliveryState

AFTER_ALL = "~"
"""Sorts after every key of a mark."""

LEASE = timedelta(minutes=5)
"""How long an attempt may take before its process counts as dead; an attempt gives up long before."""

KEPT = timedelta(days=400)
"""How long a mark is kept: no date is delivered so late."""

Change = Callable[[Delivery], dict[str, Any] | None]

_NAMES = tuple(field.name for field in fields(Delivery))


class Deliveries(BesideRecords):
    """Reads and writes of marks."""

    async def plan(self, date: str, receivers: Iterable[str]) -> None:
        """Keep a mark for each receiver that has none for a date, due at once; forget very old ones."""
        now = self._clock()
        rows = [_row(_new(receiver, date, now)) for receiver in sorted(receivers)]

        async def work(transaction: Transaction) -> None:
            await transaction.run("deliveries.plan", rows=rows)
            await transaction.run("deliveries.too_old", before=(now - KEPT).date().isoformat())

        if rows:
            await self._client.write(work, spare=True)

    async def due(self, limit: int = 100) -> list[Delivery]:
        """Return marks about which there is something to do now, the longest due first."""
        return [_delivery(row) for [row] in await self._client.read("deliveries.due_by", now=self._now(), limit=limit)]

    async def page(
        self, limit: int, *, before: str = AFTER_ALL, state: DeliveryState | None = None, date: str | None = None
    ) -> list[Delivery]:
        """Return marks, the newest date first."""
        asked = {"before": before, "state": state or "", "date": date or "", "limit": limit}
        return [_delivery(row) for [row] in await self._client.read("deliveries.list", **asked)]

    async def claim(self, delivery: Delivery, *, by_hand: bool = False) -> Delivery | None:
        """Begin an attempt, and return the mark as it is then; None where there is nothing to do.

        The mark says before the attempt that it is on. A process that dies after that leaves it so, and the next one
        claims it when the lease is over: what was sent may be sent again, with the same id.

        Parameters
        ----------
        by_hand : bool
            Take one that waits for its next attempt, or was given up, too.
        """
        now = self._clock()

        def begun(found: Delivery) -> dict[str, Any] | None:
            due = found.due_at is not None and found.due_at <= instant_text(now)
            if not due and not (by_hand and found.state in {"waiting", "dead"}):
                return None
            begun_so_far = 0 if found.state == "dead" else found.attempts
            claimed = {"state": "sending", "due_at": instant_text(now + LEASE), "attempts": begun_so_far + 1}
            died = {"fault": "cut_off", "code": None} if found.state == "sending" else {}
            return {**claimed, "ended_at": None, **died}

        return await self._change(delivery.id, begun)

    async def end(self, delivery: Delivery, state: DeliveryState) -> Delivery | None:
        """End a claimed delivery; None where another process has claimed it since."""
        ended = {"state": state, "due_at": None, "ended_at": self._now(), "fault": None, "code": None}
        return await self._change(delivery.id, lambda found: ended if _is_claim(found, delivery) else None)

    async def fail(
        self, delivery: Delivery, fault: DeliveryFault, code: int | None, again_after: timedelta | None
    ) -> Delivery | None:
        """Note that a claimed attempt failed; None where another process has claimed it since.

        Parameters
        ----------
        again_after : timedelta or None
            When to try again; None gives it up.
        """
        now = self._clock()
        why = {"fault": fault, "code": code}
        if again_after is None:
            changes = {**why, "state": "dead", "due_at": None, "ended_at": instant_text(now)}
        else:
            changes = {**why, "state": "waiting", "due_at": instant_text(now + again_after)}
        return await self._change(delivery.id, lambda found: changes if _is_claim(found, delivery) else None)

    async def _change(self, key: str, change: Change) -> Delivery | None:
        async def work(transaction: Transaction) -> Delivery | None:
            rows = await transaction.run("deliveries.lock", id=key, lock=secrets.token_hex(8))
            changes = change(_delivery(rows[0][0])) if rows else None
            if changes is None:
                return None
            [[row]] = await transaction.run("deliveries.change", id=key, properties=changes)
            return _delivery(row)

        return await self._client.write(work, spare=True)

    def _now(self) -> str:
        return instant_text(self._clock())


def _new(receiver: str, date: str, now: datetime) -> Delivery:
    return Delivery(receiver, date, secrets.token_hex(16), instant_text(now), due_at=instant_text(now))


def _is_claim(found: Delivery, claimed: Delivery) -> bool:
    return (found.state, found.due_at, found.attempts) == ("sending", claimed.due_at, claimed.attempts)


def _row(delivery: Delivery) -> dict[str, Any]:
    return {"id": delivery.id, **{name: value for name, value in asdict(delivery).items() if value is not None}}


def _delivery(row: Mapping[str, Any]) -> Delivery:
    return Delivery(**{name: row[name] for name in _NAMES if name in row})
