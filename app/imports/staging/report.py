"""The outcome of an import of tables, for a person and for a program."""

from dataclasses import asdict, dataclass, field
from typing import Any

from app.imports.staging.rejects import SHOWN, Reject

OUTCOMES = ("created", "updated", "unchanged", "ended")

Counts = dict[str, int]


def no_counts() -> Counts:
    """Return counts of every outcome, all zero."""
    return dict.fromkeys(OUTCOMES, 0)


@dataclass(slots=True)
class FileReport:
    """One file, as it was read: how many rows, and in which encoding, which a reader may doubt."""

    name: str
    rows: int
    encoding: str
    delimiter: str


@dataclass(slots=True)
class CsvImportReport:
    """The outcome of an import.

    Attributes
    ----------
    kinds : dict
        Kind of record -> how many were created, updated, unchanged, ended (or would be, in a dry run).
    external_people : dict
        The same of people recorded as outsiders of an account because a record of it names them; not among the people.
    rows : int
        Rows read.
    duplicates : int
        Rows, or parts of them, that say again what another row said.
    rejected : int
        Rejects: rows that were not taken, or not in full.
    rejects : list of Reject
        The first of them; all are in ``rejects_file``.
    unknown_values : list
        Values that a crosswalk does not know, and how often they occur: nothing was made of them.
    unread_columns : list
        Columns that were not read, as the file has another of the names that the mapping gives the same column.
    unread_titles : list
        Titles that say no level, how often they occur, and why: ``former``, ``designate``, ``no_level`` or
        ``no_rule``.
    doubtful_ids : list of str
        Salesforce ids, the first of them, whose last three characters do not fit their capitals; taken as they are.
    cleared : list
        How many values of a field the files have empty cells for now and cleared, for this system had said them; edges
        that ended so have no field.
    left_alone : int
        How many values and edges such cells left, for others had said them.
    left_rows : list
        The rows of the first of them.
    """

    mapping: str
    dry_run: bool = False
    kinds: dict[str, Counts] = field(default_factory=dict)
    external_people: Counts = field(default_factory=no_counts)
    rows: int = 0
    duplicates: int = 0
    rejected: int = 0
    rejects_file: str | None = None
    rejects: list[Reject] = field(default_factory=list)
    files: list[FileReport] = field(default_factory=list)
    unknown_values: list[dict[str, Any]] = field(default_factory=list)
    unread_columns: list[dict[str, Any]] = field(default_factory=list)
    unread_titles: list[dict[str, Any]] = field(default_factory=list)
    doubtful_ids: list[str] = field(default_factory=list)
    cleared: list[dict[str, Any]] = field(default_factory=list)
    left_alone: int = 0
    left_rows: list[dict[str, Any]] = field(default_factory=list)

    @property
    def outcomes(self) -> Counts:
        """How many records were created, updated, unchanged, ended in all, external people among them."""
        every = [*self.kinds.values(), self.external_people]
        return {outcome: sum(counts[outcome] for counts in every) for outcome in OUTCOMES}

    def count(self, kind: str, outcome: str, external: bool) -> None:
        """Count the outcome of one record."""
        counts = self.external_people if external else self.kinds.setdefault(kind, no_counts())
        counts[outcome] += 1

    def note_cleared(self, kind: str, name: str) -> None:
        """Count a value, or with an empty name an edge, that an empty cell cleared."""
        for one in self.cleared:
            if (one["kind"], one["field"]) == (kind, name or None):
                one["times"] += 1
                return
        self.cleared.append({"kind": kind, "field": name or None, "times": 1})

    def note_left(self, row: dict[str, Any]) -> None:
        """Count what an empty cell left alone: file, row and id of it, kind and field."""
        self.left_alone += 1
        if len(self.left_rows) < SHOWN:
            self.left_rows.append(row)

    def to_json(self) -> dict[str, Any]:
        """Return it as one object of JSON."""
        whole = asdict(self)
        whole["rejects"] = [reject._asdict() for reject in self.rejects]
        return {**whole, "outcomes": self.outcomes}
