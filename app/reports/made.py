"""The report of a date, from what is kept."""

from analytics.reports.report import report_of
from app.messages.sentences import Language
from app.reports.material import read_material
from app.reports.wording import wording_in
from graph.store import Store
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
    """
    material = await read_material(store, on, language, previous)
    return report_of(material, wording_in(language), reader, reader_id)


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
