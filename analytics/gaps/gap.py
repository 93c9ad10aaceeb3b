"""Gaps: findings with their identity, and how much each matters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypedDict

from analytics.gaps.finding import Finding, Number, Subject
from schemas.analysis.gap_words import Scope, Severity


class GapHead(TypedDict):
    """What every list of gaps says of each of them."""

    id: str
    rule: str
    severity: Severity
    priority: float
    chain: str | None


@dataclass(frozen=True)
class Gap:
    """A finding of a rule, as it is ranked.

    Attributes
    ----------
    influence : float or None
        Share of all influence that its people hold; None where it is not about people.
    """

    id: str
    rule: str
    severity: Severity
    priority: float
    influence: float | None
    chain: str | None
    finding: Finding

    @property
    def scope(self) -> Scope:
        """Whether it matters to a decision chain or to the account."""
        return "account" if self.chain is None else "chain"

    def head(self) -> GapHead:
        """Return what every list says of it."""
        return GapHead(id=self.id, rule=self.rule, severity=self.severity, priority=self.priority, chain=self.chain)

    @property
    def subjects(self) -> Sequence[Subject]:
        """What it is about."""
        return self.finding.subjects

    @property
    def numbers(self) -> Mapping[str, Number]:
        """The numbers it rests on."""
        return self.finding.numbers

    @property
    def records(self) -> Mapping[str, Sequence[str]]:
        """Ids of the records it rests on, by kind."""
        return self.finding.records


def rank(gap: Gap) -> tuple[float, float, str, str]:
    """Return the place of a gap in a list: by priority, then by influence, then by rule and id."""
    return -round(gap.priority, 12), -round(gap.influence or 0.0, 12), gap.rule, gap.id
