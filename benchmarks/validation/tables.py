"""The numbers of `docs/validation.md`, as tables and sentences."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from analytics.context import Context
from benchmarks.validation.agreement import Agreement, Estimate, agreement
from benchmarks.validation.organisations import Organisation
from schemas.settings.analysis_settings import AnalysisSettings

COUNTED = ("people", "mails")
"""Baselines, in the order of the columns; where there are no mails the cell is empty."""


class Compared(NamedTuple):
    """An organisation, and how its measure agrees with rank beside each baseline."""

    organisation: Organisation
    beside: Mapping[str, Agreement]

    @property
    def agreement(self) -> Agreement:
        """The measure itself agrees the same whatever stands beside it."""
        return self.beside["people"]


def scores(organisation: Organisation) -> Mapping[str, float]:
    """Return what is asked of an organisation, by person; whom nobody is close to has 0."""
    context = Context(organisation.graph, AnalysisSettings())
    if organisation.measure == "influence":
        return context.influence
    found = context.people_closeness
    return {person: found[person].closeness if person in found else 0.0 for person in context.present}


def compared(organisation: Organisation) -> Compared:
    """Return how the measure and the baselines agree with the ranks."""
    people = sorted(organisation.ranks)
    ranks, found = [organisation.ranks[person] for person in people], scores(organisation)
    score = [found[person] for person in people]
    return Compared(
        organisation,
        {
            name: agreement(ranks, score, [counted[person] for person in people])
            for name, counted in organisation.baselines.items()
        },
    )


def auc_table(rows: Sequence[Compared]) -> str:
    """Return the table of chances that the higher of two has the higher score."""
    heads = ["organisation", "n", "rank", "ours", "people", "ours - people", "mails", "ours - mails"]
    return table(heads, [_auc_cells(row) for row in rows])


def _auc_cells(row: Compared) -> list[str]:
    cells = [row.organisation.title, str(row.agreement.people), row.organisation.rank, shown(row.agreement.auc)]
    for name in COUNTED:
        beside = row.beside.get(name)
        cells += ["", ""] if beside is None else [shown(beside.auc_of_baseline), signed(beside.auc_difference)]
    return cells


def tau_table(rows: Sequence[Compared]) -> str:
    """Return the same as rank correlations."""
    return table(["Kendall's tau-b", "ours", "people", "mails"], [_tau_cells(row) for row in rows])


def _tau_cells(row: Compared) -> list[str]:
    baselines = (row.beside.get(name) for name in COUNTED)
    cells = ["" if beside is None else signed(beside.tau_of_baseline) for beside in baselines]
    return [row.organisation.title, signed(row.agreement.tau), *cells]


def verdict(row: Compared) -> str:
    """Return in words what the intervals allow to say."""
    agrees = _side(row.agreement.auc, 0.5, "agrees with rank", "contradicts rank", "cannot be told from chance")
    beside: dict[str, list[str]] = {}
    for name, each in row.beside.items():
        said = _side(each.auc_difference, 0.0, "better than", "worse than", "not told apart from")
        beside.setdefault(said, []).append(name)
    than = " and ".join(f"{said} counting {' or '.join(names)}" for said, names in beside.items())
    return f"{row.organisation.measure.capitalize()} {agrees}; it is {than}."


def summary(rows: Sequence[Compared]) -> str:
    """Return how often influence came out ahead, behind or neither, whatever was counted beside it."""
    influence = [row for row in rows if row.organisation.measure == "influence"]
    above = sum(row.agreement.auc.low > 0.5 for row in influence)
    differences = [beside.auc_difference for row in influence for beside in row.beside.values()]
    better, worse = sum(each.low > 0 for each in differences), sum(each.high < 0 for each in differences)
    return (
        f"In {above} of {len(influence)} readings influence agrees with rank beyond chance. Of {len(differences)} "
        f"comparisons with a simple count it is better in {better}, worse in {worse}, and not told apart in "
        f"{len(differences) - better - worse}."
    )


def _side(estimate: Estimate, neutral: float, above: str, below: str, neither: str) -> str:
    if estimate.low > neutral:
        return above
    return below if estimate.high < neutral else neither


def shown(estimate: Estimate) -> str:
    """Return a chance with its interval.

    Examples
    --------
    >>> shown(Estimate(0.7, 0.654, 0.9)), signed(Estimate(0.1, -0.05, 0.25))
    ('.70 (.65 to .90)', '+.10 (-.05 to +.25)')
    """
    value, low, high = (_short(f"{each:.2f}") for each in estimate)
    return f"{value} ({low} to {high})"


def signed(estimate: Estimate) -> str:
    """Return a difference or a correlation with its interval."""
    value, low, high = (_short(f"{round(each, 2) + 0.0:+.2f}") for each in estimate)
    return f"{value} ({low} to {high})"


def _short(number: str) -> str:
    """Return a number without the zero before its point."""
    return number.replace("0.", ".", 1) if number.lstrip("+-").startswith("0.") else number


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table in Markdown."""
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, ["---"] * len(heads), *rows))
