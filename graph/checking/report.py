"""What a check of a store found."""

from dataclasses import dataclass, field
from typing import Literal

from schemas.messages.message import Message

Kind = Literal["file", "change", "missing", "row", "form", "revision", "index", "name", "line", "unreadable"]

LISTED = 100
"""Findings that are listed; all are counted."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not agree.

    Attributes
    ----------
    kind : str
        ``file``: changed since the store was closed. ``change``: a revision is left out. ``missing``: a change names a
        record that is not there. ``row``: rows of a record are left out. ``form``: a row is not as its kind is.
        ``revision``: a ledger counts other than its changes. ``index``: a record is found by one way and not by
        another. ``name``: an id of another system leads elsewhere. ``line``: on Neo4j, the
        relationships of an interaction lead to others than take part. ``unreadable``: the engine cannot read it.
    """

    kind: Kind
    detail: Message


@dataclass(slots=True)
class CheckReport:
    """How much was compared, and what was found."""

    changes: int = 0
    rows: int = 0
    records: int = 0
    count: int = 0
    findings: list[Finding] = field(default_factory=list)

    def add(self, kind: Kind, detail: Message) -> None:
        """Note one."""
        self.count += 1
        if len(self.findings) < LISTED:
            self.findings.append(Finding(kind, detail))
