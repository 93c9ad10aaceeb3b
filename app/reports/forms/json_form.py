"""A report as JSON: the report itself, from which all other forms are made."""

from typing import IO

from app.reports.spooled_accounts import texts_of
from schemas.reports.report import Report

_END = b"]}"
"""How a report without accounts ends: they are its last field."""


def write_json(report: Report, target: IO[bytes]) -> None:
    """Write a report as JSON in UTF-8, ended by a line feed; the same report gives the same bytes.

    It is the report as its model writes it, but account by account: one is held at a time.
    """
    head = report.model_copy(update={"accounts": ()}).model_dump_json().encode()
    target.write(head.removesuffix(_END))
    for place, account in enumerate(texts_of(report.accounts)):
        target.write(b"," if place else b"")
        target.write(account)
    target.write(_END + b"\n")
