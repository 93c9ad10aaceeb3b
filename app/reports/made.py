"""The report of a date, from what is kept."""

from analytics.reports.report import report_of
from app.messages.sentences import Language
from app.reports.material import read_material
from app.reports.wording import wording_in
from graph.store import Store
from schemas.reports.dates import ReportDate
from schemas.reports.report import ReaderKind, Report


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
