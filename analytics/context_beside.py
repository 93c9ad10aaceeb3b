"""Contexts beside others, of a changed account or of one decision chain: what is the same in both is computed once."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Self, TypeVar

from analytics.context import Context
from analytics.registry import Metric
from schemas.rows.account_graph import AccountGraph

Value = TypeVar("Value")

READS: Mapping[str, frozenset[str]] = {
    name: frozenset(read.split())
    for name, read in {
        "present": "people as_of",
        "vacant": "people",
        "members": "members as_of",
        "departments": "memberships",
        "chain_of_lines": "reporting_lines",
        "contributions": "influences alliances reporting_lines",
        "influence_arcs": "influences people as_of",
        "solid_lines": "reporting_lines people as_of",
        "seed": "account_id revision",
        "heard": "assessments as_of",
        "beliefs": "chains opportunities",
        "rung_beliefs": "assessments as_of",
        "decision": "stakes steps chains opportunities",
        "opinions": "stakes conflicts",
        "standing_coverages": "coverages members as_of",
        "cadence": "tier",
        "cadence_unset": "tier",
        "assumed": "assumed_closeness",
        "contact_log": "account_id interactions timezone",
        "contacts": "as_of",
        "aims": "people",
        "aim_setters": "coverages",
        "aims_unset": "people",
        "ears": "reporting_lines",
        "access_kinds": "reporting_lines",
        "seats": "people departments",
        "assumed_lines": "reporting_lines",
        "line_ends": "reporting_lines",
        "recorded_contributions": "influences alliances reporting_lines",
        "departures": "reporting_lines",
    }.items()
}
"""What each metric reads of the account itself; a metric that takes the account and is not named here may read all."""

COMPARED = frozenset(
    {
        *(
            "present",
            "vacant",
            "members",
            "departments",
            "contributions",
            "beliefs",
            "key_players",
            "asserted",
            "assumed",
        ),
        *("recorded_contributions", "ears"),
        *("seats", "assumed_lines", "line_ends", "departures"),
        *("decision", "yes", "cadence", "aims", "targets", "people_closeness", "attainment", "closeness"),
        *("corroborated", "fresh", "standing_coverages"),
    }
)
"""Metrics of plain values: one that comes out as it was is the same for whatever follows from it."""


class ContextBeside(Context):
    """An account as it would be, or with one of its decision chains in scope, beside a context under the same settings.

    A metric whose inputs are all the same objects in both contexts is taken from the other, where it is computed if it
    was not yet. Of the account itself only the rows count that the metric reads.

    Parameters
    ----------
    other : Context
        The account as it is.
    account : AccountGraph
        As it would be: rows that are the same are the same objects.

    Examples
    --------
    >>> from schemas.settings.analysis_settings import AnalysisSettings
    >>> whole = Context(AccountGraph("a1", "", "", 1), AnalysisSettings())
    >>> ContextBeside(whole, whole.account).influence is whole.influence
    True
    """

    def __init__(self, other: Context, account: AccountGraph) -> None:
        super().__init__(account, other.settings, other.chain, kept=other.kept)
        self._other = other
        self._differ = frozenset(
            field.name
            for field in fields(AccountGraph)
            if getattr(account, field.name) is not getattr(other.account, field.name)
        )

    @classmethod
    def of_chain(cls, whole: Context, chain: str | None) -> Self:
        """Return the context of a decision chain beside that of its account; of None that of the account beside it.

        Examples
        --------
        >>> from schemas.settings.analysis_settings import AnalysisSettings
        >>> whole = Context(AccountGraph("a1", "", "", 1), AnalysisSettings())
        >>> ContextBeside.of_chain(whole, "c1").influence is whole.influence
        True
        """
        found = cls(whole, whole.account)
        found.chain = chain
        return found

    def value_of(self, metric: Metric[Value]) -> Value:
        """Return the value of a metric: that of the other context if no input differs, else from its inputs."""
        other = self._other
        if all(self._is_same(metric.name, each) for each in metric.inputs):
            found: Value = getattr(other, metric.name)
            return found
        value = super().value_of(metric)
        if metric.name in COMPARED and value == getattr(other, metric.name):
            kept: Value = getattr(other, metric.name)
            return kept
        return value

    def _is_same(self, metric: str, name: str) -> bool:
        if name == "account":
            read = READS.get(metric)
            return not self._differ if read is None else self._differ.isdisjoint(read)
        return getattr(self, name) is getattr(self._other, name)
