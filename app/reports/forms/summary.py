"""The numbers of a report that come before all lists, with what they are called."""

from typing import NamedTuple

from app.messages.sentences import Sentences
from app.reports.forms.tables import Cell, Kind
from schemas.analysis.gap_words import SEVERITIES
from schemas.reports.report import Report

_OF_COUNTS = (
    *("accounts", "failed", "better", "worse", "opened", "closed"),
    *("contacts_due", "stale_beliefs", "structure"),
)


class SummaryLine(NamedTuple):
    """One number, or where ``value`` is None and ``name`` is empty a heading."""

    name: str
    label: str
    kind: Kind
    value: Cell


def summary_of(report: Report) -> list[SummaryLine]:
    """Return the first lines of a report: what it is, then its numbers, in words of its language."""
    say = Sentences("report_page", report.language).say

    def line(name: str, value: Cell, kind: Kind = "whole") -> SummaryLine:
        return SummaryLine(name, say(f"number_{name}"), kind, value)

    counts = report.counts
    return [
        SummaryLine("", title_of(report), "text", None),
        line("date", report.date, "date"),
        line("previous", report.previous, "date"),
        line("health", report.book.health, "tenth"),
        line("change", report.book.change, "tenth"),
        *(line(name, getattr(counts, name)) for name in _OF_COUNTS),
        *(line(severity, getattr(counts.gaps, severity)) for severity in SEVERITIES),
    ]


def title_of(report: Report) -> str:
    """Return what a report is called: by its reader."""
    say, reader = Sentences("report_page", report.language).say, report.reader
    if reader.kind == "book":
        return say("title_book")
    return say(f"title_{reader.kind}", name=reader.name or reader.id or "")
