"""Reporting: what lines from a report to a manager have in common, theirs and ours."""

from typing import Any

from pydantic import BaseModel

from schemas.resource import EdgeFields, End, Resource, Slot


def reporting(
    kind: str, fields: type[EdgeFields], record: type[BaseModel], report: End, lines: tuple[str, ...], **more: Any
) -> Resource:
    """Return a resource of lines that say who reports to whom, both of one kind of record.

    A line is solid where nothing is said; solid lines form no circle, and nobody has two at one instant.

    Parameters
    ----------
    report : End
        Who reports.
    lines : tuple of str
        Fields in which two lines of the same two people may differ.
    more
        What else there is to say of the resource.
    """
    return Resource(
        kind=kind,
        fields=fields,
        record=record,
        required=(report.field, "manager"),
        defaults={"line": "solid"},
        relation="REPORTS_TO",
        ends=(report, End("manager", report.kind)),
        distinguishing=lines,
        solid_tree=True,
        slot=Slot("line", "solid", (report.field,)),
        **more,
    )
