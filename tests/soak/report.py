"""What a run came to: a line for people, an object for machines."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.soak.findings import Findings


@dataclass(frozen=True, slots=True)
class Report:
    """One run.

    Attributes
    ----------
    run : str
        What was done: kills, writers, stops, stalls.
    engine : str
        To which engine.
    numbers : dict
        How much of everything.
    findings : Findings
        What must not be.
    """

    run: str
    engine: str
    numbers: dict[str, float]
    findings: Findings

    def as_object(self) -> dict[str, Any]:
        """Return it as plain values."""
        found = {"passed": self.passed, "found": dict(self.findings.counts), "sentences": self.findings.sentences}
        return {"run": self.run, "engine": self.engine, **self.numbers, **found}

    @property
    def passed(self) -> bool:
        """Whether every promise was kept."""
        return self.findings.total == 0


def table(reports: Sequence[Report]) -> str:
    """Return reports as text: a block for each kind of run, a column for each engine."""
    return "\n\n".join(
        _block([report for report in reports if report.run == run]) for run in dict.fromkeys(r.run for r in reports)
    )


def _block(reports: Sequence[Report]) -> str:
    names = dict.fromkeys(name for report in reports for name in report.numbers)
    rows = [
        [reports[0].run, *(report.engine for report in reports)],
        *([name.replace("_", " "), *(_shown(report.numbers.get(name)) for report in reports)] for name in names),
        *([kind, *(str(report.findings.counts[kind]) for report in reports)] for kind in ("lost", "half", "returned")),
        ["all that must not be", *(str(report.findings.total) for report in reports)],
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(_aligned(row, widths)) for row in rows]
    sentences = [f"  {report.engine} {sentence}" for report in reports for sentence in report.findings.sentences]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:], *sentences])


def _aligned(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    first, *others = zip(row, widths, strict=True)
    return [first[0].ljust(first[1]), *(text.rjust(width) for text, width in others)]


def _shown(value: float | None) -> str:
    return "" if value is None else f"{value:,.2f}" if isinstance(value, float) else f"{value:,}"
