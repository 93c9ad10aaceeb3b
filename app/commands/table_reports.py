"""The report of an import of tables, as the command line prints it."""

from typing import Any

from app.commands.terminal import say
from app.imports.staging.rejects import Reject
from app.imports.staging.report import CsvImportReport
from schemas.messages.message import Message

REJECTS_SHOWN = 20

_UNREAD = {
    "former": Message("commands.title_former"),
    "designate": Message("commands.title_designate"),
    "no_level": Message("commands.title_no_level"),
    "no_rule": Message("commands.title_no_rule"),
}
"""Why a title says no level, in words."""


def print_tables(report: CsvImportReport) -> None:
    """Say what became of the rows of tables."""
    if report.dry_run:
        say(Message("commands.rows_tried", count=report.rows, mapping=report.mapping))
    else:
        say(Message("commands.rows_by_mapping", count=report.rows, mapping=report.mapping))
    for file in report.files:
        say(Message("commands.file_read", file=file.name, count=file.rows, encoding=file.encoding))
    for kind, counts in report.kinds.items():
        if any(counts.values()):
            say(Message("commands.kind_counts", kind=kind, counts=counts_of(counts)))
    if any(report.external_people.values()):
        say(Message("commands.external_counts", counts=counts_of(report.external_people)))
    _print_silence(report)
    _print_rejects(report)


def _print_silence(report: CsvImportReport) -> None:
    """Say what empty cells cleared, and what they left because somebody else had recorded it."""
    for one in report.cleared:
        if one["field"]:
            say(Message("commands.cleared_value", kind=one["kind"], field=one["field"], count=one["times"]))
        else:
            say(Message("commands.cleared_edges", kind=one["kind"], count=one["times"]))
    if report.left_alone:
        say(Message("commands.left_alone", count=report.left_alone))
    for row in report.left_rows[:5]:
        say(_left(row, row["field"]))


def _left(row: dict[str, Any], field: str | None) -> Message:
    file, number, record_id, kind = row["file"], row["row"], row["id"], row["kind"]
    if field is None:
        return Message("commands.left_edge", file=file, row=number, id=record_id, kind=kind)
    return Message("commands.left_value", file=file, row=number, id=record_id, kind=kind, field=field)


def _print_rejects(report: CsvImportReport) -> None:
    for one in report.unread_columns:
        say(Message("commands.column_unread", file=one["file"], column=one["column"], read=one["read"]))
    for one in report.unknown_values[:REJECTS_SHOWN]:
        value, times, crosswalk = str(one["value"]), one["times"], one["crosswalk"]
        say(Message("commands.unknown_value", value=value, count=times, crosswalk=crosswalk))
    for one in report.unread_titles[:REJECTS_SHOWN]:
        reason = _UNREAD[one["reason"]]
        say(Message("commands.unread_title", title=str(one["title"]), count=one["times"], reason=reason))
    if report.doubtful_ids:
        say(Message("commands.doubtful_ids", ids=report.doubtful_ids[:REJECTS_SHOWN]))
    if report.rejected:
        say(Message("commands.rejects", count=report.rejected, file=str(report.rejects_file)))
    for reject in report.rejects[:5]:
        say(_reject(reject))


def _reject(reject: Reject) -> Message:
    if not reject.id:
        return Message("commands.reject_without_id", file=reject.file, row=reject.row, reason=reject.reason)
    return Message("commands.reject", file=reject.file, row=reject.row, id=reject.id, reason=reject.reason)


def counts_of(counts: dict[str, int]) -> list[Message]:
    """Return how many there are of each outcome, without those that there are none of."""
    return [Message("commands.count_of", number=count, outcome=outcome) for outcome, count in counts.items() if count]
