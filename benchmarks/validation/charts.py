"""Organisations whose reporting lines are recorded: what assumed lines find of them when they are hidden.

Influence by the recorded lines alone is compared with influence by the lines that are assumed from titles, levels and
departments, and beside it with nothing at all: everybody alike, as before lines were assumed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from analytics.context import Context
from app.imports.cells.titles import seniority_of
from benchmarks.validation.agreement import Agreement, agreement
from benchmarks.validation.organisations import AS_OF, read_rows
from benchmarks.validation.tables import shown, table
from schemas.rows.account_graph import AccountGraph, MembershipEdge, PersonNode, ReportingEdge
from schemas.settings.analysis_settings import AnalysisSettings

LEVELS = {"1": "c_level", "2": "vp", "3": "manager"}
"""Of Krackhardt's managers: president, vice presidents, managers."""


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody with the level and the department that an import would know, and the manager that it would not."""

    person: str
    seniority: str | None
    department: str | None
    manager: str | None


@dataclass(frozen=True, slots=True)
class Hidden:
    """An organisation, and how influence by assumed lines agrees with influence by the recorded ones.

    ``missed`` is half the sum of all differences between the two influences: the share of influence that is with the
    wrong people; ``missed_alike`` is that of everybody alike.
    """

    title: str
    people: int
    lines: int
    assumed: int
    right: int
    agreement: Agreement
    missed: float
    missed_alike: float


def charts(data: Path) -> Iterator[tuple[str, list[Seat]]]:
    """Yield every organisation of which our copy of the data holds the lines."""
    sources = {
        "Krackhardt's managers": (data / "krackhardt_hightech" / "reports_to.csv", _krackhardt),
        "Enron North America": (data / "enron_ferc_reporting" / "employees.csv", _enron),
        "Oracle's sample company": (data / "hr_oracle_sample" / "employees.csv", _oracle),
    }
    for title, (lines, read) in sources.items():
        if lines.is_file():
            yield title, read(lines.parent)


def _krackhardt(folder: Path) -> list[Seat]:
    managers = {row["from"]: row["to"] for row in read_rows(folder / "reports_to.csv")}
    rows = read_rows(folder / "nodes.csv")
    units = {row["id"]: None if row["level"] == "1" else row["department"] for row in rows}
    return [Seat(row["id"], LEVELS[row["level"]], units[row["id"]], managers.get(row["id"])) for row in rows]


def _enron(folder: Path) -> list[Seat]:
    return [
        Seat(row["person_id"], seniority_of(row["title"]), row["group"] or None, row["reports_to_id"] or None)
        for row in read_rows(folder / "employees.csv")
    ]


def _oracle(folder: Path) -> list[Seat]:
    titles = {row["job_id"]: row["job_title"] for row in read_rows(folder / "jobs.csv")}
    return [
        Seat(
            row["employee_id"],
            seniority_of(titles[row["job_id"]]),
            row["department_id"] or None,
            row["manager_id"] or None,
        )
        for row in read_rows(folder / "employees.csv")
    ]


def account_of_seats(seats: Sequence[Seat]) -> AccountGraph:
    """Return an account with all lines as recorded."""
    people = {seat.person for seat in seats}
    return AccountGraph(
        account_id="validation",
        as_of=AS_OF,
        known_at=AS_OF,
        revision=1,
        people=tuple(
            PersonNode(seat.person, None, None, seat.seniority, None, None, None, None)
            for seat in sorted(seats, key=lambda each: each.person)
        ),
        memberships=tuple(
            MembershipEdge(seat.person, seat.person, seat.department, True, None) for seat in seats if seat.department
        ),
        reporting_lines=tuple(
            ReportingEdge(seat.person, seat.person, seat.manager, "solid", None, None)
            for seat in seats
            if seat.manager in people
        ),
    )


def hidden(title: str, seats: Sequence[Seat]) -> Hidden:
    """Return what is found of an organisation when its lines are hidden."""
    charted = account_of_seats(seats)
    recorded = Context(charted, AnalysisSettings(assume_lines="off")).influence
    blank = Context(replace(charted, reporting_lines=()), AnalysisSettings())
    lines = {(line.person, line.manager) for line in charted.reporting_lines}
    pairs = {line[:2] for line in blank.assumed_lines.lines}
    people = sorted(recorded)
    real, found = [recorded[each] for each in people], [blank.influence[each] for each in people]
    alike = [1 / len(people)] * len(people)
    return Hidden(
        title,
        len(people),
        len(lines),
        len(pairs),
        len(lines & pairs),
        agreement(real, found, alike),
        _missed(real, found),
        _missed(real, alike),
    )


def _missed(real: Sequence[float], found: Sequence[float]) -> float:
    return sum(abs(one - other) for one, other in zip(real, found, strict=True)) / 2


def hidden_table(rows: Sequence[Hidden]) -> str:
    """Return the table of what assumed lines find."""
    heads = ["lines hidden", "n", "lines", "assumed pairs", "right", "same order", "alike", "missed", "missed alike"]
    return table(heads, [_cells(row) for row in rows])


def _cells(row: Hidden) -> list[str]:
    numbers = [str(each) for each in (row.people, row.lines, row.assumed, row.right)]
    order = [shown(row.agreement.auc), f"{row.agreement.auc_of_baseline.value:.2f}"[1:]]
    return [row.title, *numbers, *order, f"{row.missed:.1%}", f"{row.missed_alike:.1%}"]
