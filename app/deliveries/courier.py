"""The courier: brings each receiver the digest of a date, tries again for hours, and gives up in the end."""

import asyncio
import logging
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple, Protocol

from app.deliveries.attempt import FOR_GOOD, AttemptFailed
from app.deliveries.digest.content import digest_of
from app.deliveries.dispatch import dispatch
from app.deliveries.mail.message import Attachment
from app.deliveries.receivers.file import Receivers
from app.deliveries.receivers.receiver import AskedReader, Attached, Receiver
from app.deliveries.run_finished import run_finished
from graph.deliveries import Deliveries
from schemas.errors import ServiceError
from schemas.messages.message import Language
from schemas.reports.deliveries import Delivery
from schemas.reports.digest import Digest, Period
from schemas.reports.report import Report
from schemas.reports.run_finished import RunFinished

logger = logging.getLogger("stakegraph.deliveries")

DELAYS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 3 * 60, 6 * 60, 12 * 60))
"""How long to wait after each failed attempt: 22 hours and 21 minutes in all, then it is given up."""

AT_ONCE = 4
"""Attempts that are on at the same time, so that one server that hangs does not hold the others."""


class Compared(NamedTuple):
    """A report, and that of the date it is compared with, if there is one."""

    report: Report
    earlier: Report | None


class ReportSource(Protocol):
    """Where reports come from."""

    async def compared(self, day: date, reader: AskedReader, language: Language, period: Period) -> Compared | None:
        """Return the report of a date for a reader; None where there is none."""

    async def attachment(self, report: Report, form: Attached) -> Attachment:
        """Return a report as a file of one form."""

    def forget(self) -> None:
        """Let go of what was read for these receivers."""


class Courier:
    """Brings digests to receivers.

    Parameters
    ----------
    marks : Deliveries
        Where it is kept what was sent: two couriers on one store send nothing twice.
    receivers : Receivers
        Who gets what.
    source : ReportSource
        Where reports come from.
    clock : callable
        Gives the time.
    """

    def __init__(
        self, marks: Deliveries, receivers: Receivers, source: ReportSource, clock: Callable[[], datetime]
    ) -> None:
        self._marks = marks
        self._receivers = receivers
        self._source = source
        self._clock = clock
        self._under_way: set[asyncio.Task[Delivery | None]] = set()

    async def settle(self) -> None:
        """Return when attempts that are on have ended: each takes half a minute at most."""
        if self._under_way:
            await asyncio.wait(self._under_way)

    async def plan(self, day: date, only: str | None = None) -> None:
        """Keep a mark for each receiver who gets something about a date.

        Parameters
        ----------
        only : str or None
            A receiver, who then gets it on any date.
        """
        due = [name for name, receiver in self._receivers.by_name.items() if only is None and receiver.is_due(day)]
        await self._marks.plan(day.isoformat(), due if only is None else [only])

    async def send_due(self) -> list[Delivery]:
        """Make every attempt that is due, and return what became of each."""
        return await self._send(await self._marks.due(), by_hand=False)

    async def send_by_hand(self, deliveries: Iterable[Delivery]) -> list[Delivery]:
        """Make an attempt for each that was not sent, also where the next one is not due or it was given up."""
        return await self._send(deliveries, by_hand=True)

    async def _send(self, deliveries: Iterable[Delivery], by_hand: bool) -> list[Delivery]:
        room = asyncio.Semaphore(AT_ONCE)

        async def one(delivery: Delivery) -> Delivery | None:
            async with room:
                claimed = await self._marks.claim(delivery, by_hand=by_hand)
                return None if claimed is None else await self._undisturbed(claimed)

        try:
            return [made for made in await asyncio.gather(*map(one, deliveries)) if made is not None]
        finally:
            self._source.forget()

    async def _undisturbed(self, claimed: Delivery) -> Delivery | None:
        """Make an attempt that a service which stops lets end, so that its mark says what became of it."""
        attempt = asyncio.create_task(self._attempt(claimed))
        self._under_way.add(attempt)
        attempt.add_done_callback(self._under_way.discard)
        return await asyncio.shield(attempt)

    async def _attempt(self, claimed: Delivery) -> Delivery | None:
        try:
            sent = await self._bring(claimed)
        except AttemptFailed as failed:
            return await self._note(claimed, failed)
        except ServiceError:
            raise  # the store: the mark is claimed again when its lease is over
        except Exception as error:
            logger.error("delivery=%s class=%s", claimed.id, type(error).__name__, exc_info=error)
            return await self._note(claimed, AttemptFailed("unexpected"))
        logger.info("delivery=%s state=%s attempts=%d", claimed.id, "sent" if sent else "quiet", claimed.attempts)
        return await self._marks.end(claimed, "sent" if sent else "quiet")

    async def _note(self, claimed: Delivery, failed: AttemptFailed) -> Delivery | None:
        last = failed.fault in FOR_GOOD or claimed.attempts > len(DELAYS)
        delay = None if last else DELAYS[claimed.attempts - 1]
        logger.warning("delivery=%s fault=%s attempts=%d", claimed.id, failed.fault, claimed.attempts)
        return await self._marks.fail(claimed, failed.fault, failed.code, delay)

    async def _bring(self, claimed: Delivery) -> bool:
        """Send a digest, and return whether there was anything to send."""
        receiver = self._receivers.by_name.get(claimed.receiver)
        if receiver is None:
            raise AttemptFailed("no_receiver")
        day = date.fromisoformat(claimed.date)
        found = await self._source.compared(day, receiver.reader, receiver.language, receiver.period)
        if found is None:
            raise AttemptFailed("no_report")
        content, news = self._content(receiver, found)
        if not news and receiver.quiet == "nothing":
            return False
        attached = await self._attached(receiver, found.report) if news else []
        seconds = int(self._clock().timestamp())
        await asyncio.to_thread(dispatch, claimed, receiver, self._receivers, content, attached, seconds)
        return True

    def _content(self, receiver: Receiver, found: Compared) -> tuple[Digest | RunFinished, bool]:
        """Return what a receiver gets, and whether there is anything new in it."""
        if receiver.send == "events":
            finished = run_finished(found.report, found.earlier)
            return finished, bool(finished.events or finished.failed)
        digest = digest_of(found.report, found.earlier, receiver.period, self._receivers.base_url)
        return digest, digest.news

    async def _attached(self, receiver: Receiver, report: Report) -> list[Attachment]:
        return [await self._source.attachment(report, form) for form in receiver.attach]
