"""A report as JSON: the report itself, from which all other forms are made."""

from schemas.reports.report import Report


def json_form(report: Report) -> bytes:
    """Return a report as JSON in UTF-8, ended by a line feed; the same report gives the same bytes."""
    return report.model_dump_json().encode() + b"\n"
