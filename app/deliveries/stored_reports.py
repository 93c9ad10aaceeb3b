"""Reports of what is kept, for the courier: read once for all receivers who compare the same dates."""

import asyncio
from dataclasses import replace
from datetime import date

from analytics.reports.material import Material
from analytics.reports.report import report_of
from app.deliveries.courier import Compared
from app.deliveries.mail.message import Attachment
from app.deliveries.periods import compared_with
from app.deliveries.receivers.receiver import AskedReader, Attached
from app.messages.sentences import Language
from app.reports.forms.files import MEDIA_TYPES, file_name, form_of
from app.reports.material import DATES, read_material
from app.reports.spooled_accounts import SpooledAccounts
from app.reports.wording import wording_in
from graph.store import Store
from schemas.reports.digest import Period
from schemas.reports.report import Report

Asked = tuple[str, Language, str | None]
"""A date, a language, and the date that it is compared with."""


class StoredReports:
    """Gives the reports of a store.

    Parameters
    ----------
    base_url : str or None
        Where readers reach the service: attached pages link there.
    """

    def __init__(self, store: Store, base_url: str | None) -> None:
        self._store = store
        self._base_url = base_url
        self._reading = asyncio.Lock()
        self._read: tuple[Asked, Material] | None = None

    async def compared(self, day: date, reader: AskedReader, language: Language, period: Period) -> Compared | None:
        """Return the report of a date for a reader, and that of the date it is compared with.

        Returns
        -------
        Compared or None
            None where no run for that date has ended, or the reader has no account in it.
        """
        on = day.isoformat()
        dates = [run.date for run in await self._store.report_runs.page(DATES) if run.ended_at]
        if on not in dates:
            return None
        previous = compared_with(dates, day, period)
        material = await self._material((on, language, previous))
        found = await asyncio.to_thread(_compared, material, reader, language)
        there = found.report.counts.accounts + found.report.counts.failed
        return found if there or reader.kind == "book" else None

    async def attachment(self, report: Report, form: Attached) -> Attachment:
        """Return a report as a file of one form."""
        content = await asyncio.to_thread(form_of, report, form, self._base_url)
        return Attachment(file_name(report, form), MEDIA_TYPES[form], content)

    def forget(self) -> None:
        """Let go of what was read: what is erased afterwards must not be sent."""
        self._read = None

    async def _material(self, asked: Asked) -> Material:
        async with self._reading:
            if self._read is None or self._read[0] != asked:
                self._read = (asked, await read_material(self._store, *asked))
            return self._read[1]


def _compared(material: Material, reader: AskedReader, language: Language) -> Compared:
    wording = wording_in(language)
    report = report_of(material, wording, reader.kind, reader.id, keep=SpooledAccounts)
    if material.last_date is None:
        return Compared(report, None)
    before = replace(material, date=material.last_date, snapshots=material.last, last=(), last_date=None, failed=())
    return Compared(report, report_of(before, wording, reader.kind, reader.id, keep=SpooledAccounts))
