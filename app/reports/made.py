"""The report of a date, from what is kept."""

import asyncio
import hashlib
from functools import partial

from analytics.reports.report import report_of
from app.messages.sentences import Language
from app.reports.forms.files import Form, form_of
from app.reports.material import DATES, read_material
from app.reports.spooled_accounts import SpooledAccounts
from app.reports.wording import wording_in
from graph.cache import Asked
from graph.store import Store
from schemas.reads import Snapshot
from schemas.records.team_members import TEAM_MEMBERS
from schemas.reports.dates import ReportDate
from schemas.reports.report import ReaderKind, Report
from schemas.writes import BOOK


async def stored_report(
    store: Store,
    on: ReportDate,
    language: Language,
    reader: ReaderKind = "book",
    reader_id: str | None = None,
    previous: ReportDate | None = None,
) -> Report:
    """Return the report of a date from what is kept.

    Parameters
    ----------
    previous : str or None
        The date to compare with; None for the newest earlier one.

    Raises
    ------
    NotFound
        When there is none.
    DiskFull
        When there is no room for it in the folder for temporary files.
    """
    material = await read_material(store, on, language, previous)
    spooled = partial(report_of, keep=SpooledAccounts)
    return await asyncio.to_thread(spooled, material, wording_in(language), reader, reader_id)


async def report_form(
    store: Store, on: ReportDate, language: Language, form: Form, reader: ReaderKind, reader_id: str | None
) -> bytes:
    """Return the report of a date in one form; made once, until a snapshot or the mark of a run changes.

    Raises
    ------
    NotFound
        When there is none.
    """
    runs = [(run.date, run.ended_at, run.failed) for run in await store.report_runs.page(DATES)]
    rests_on = await store.snapshots.state(), hashlib.sha256(repr(runs).encode()).hexdigest()

    async def make(_: int) -> bytes:
        return await asyncio.to_thread(form_of, await stored_report(store, on, language, reader, reader_id), form)

    asked = ("report", on, language, reader, reader_id, form, *rests_on)
    return await store.cache.find(Asked(asked, Snapshot(BOOK, "", "", 0)), make)


async def check_reader(store: Store, reader: ReaderKind, reader_id: str | None) -> None:
    """Raise unless a report can be for somebody: the book, one of us, or an account.

    Raises
    ------
    NotFound
        When there is no such member of ours, or account.
    """
    if reader == "owner" and reader_id is not None:
        await store.repository.get(TEAM_MEMBERS, BOOK, reader_id)
    if reader == "account" and reader_id is not None:
        await store.repository.snapshot(reader_id, "")
