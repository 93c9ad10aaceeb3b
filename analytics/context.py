"""Contexts: one snapshot under one set of settings, in which each metric is computed at most once."""

from collections.abc import Mapping
from functools import cached_property, partial
from typing import TypeVar

from analytics.inputs.contacts import Pair
from analytics.inputs.kept_numbers import KEPT, KeptNumbers
from analytics.limits import check_people
from analytics.registry import AccountMetrics, Metric, NetworkMetrics
from schemas.analysis.network import Relation
from schemas.rows.account_graph import AccountGraph, PersonNode
from schemas.settings.analysis_settings import AnalysisSettings

Value = TypeVar("Value")


class Context(AccountMetrics):
    """An account at its ``as_of`` under resolved settings, with or without a decision chain in scope.

    Parameters
    ----------
    earlier : AccountGraph, optional
        The account at an earlier instant, as it is known now: trends compare with it.
    kept : KeptNumbers, optional
        What was computed before of the same records; without it everything is computed.

    Raises
    ------
    TooLarge
        When the account has too many people and edges to be computed in seconds.

    Examples
    --------
    >>> Context(AccountGraph("a1", "", "", 1), AnalysisSettings()).influence
    {}
    """

    kept: KeptNumbers | None = None

    def __init__(
        self,
        account: AccountGraph,
        settings: AnalysisSettings,
        chain: str | None = None,
        earlier: AccountGraph | None = None,
        kept: KeptNumbers | None = None,
    ) -> None:
        check_people(account)
        self.account = account
        self.settings = settings
        self.chain = chain
        self.earlier = earlier
        self.kept = kept

    def value_of(self, metric: Metric[Value]) -> Value:
        """Return the value of a metric of this context: the one that is kept of its inputs, else from these."""
        if self.kept is None or metric.name not in KEPT:
            return super().value_of(metric)
        inputs = [getattr(self, name) for name in metric.inputs]
        value: Value = self.kept.value_of(metric.name, inputs, partial(metric.compute, *inputs))
        return value

    @cached_property
    def before(self) -> "Context | None":
        """The context of the earlier instant, if there is one."""
        return None if self.earlier is None else Context(self.earlier, self.settings, self.chain)

    @cached_property
    def names(self) -> Mapping[str, str | None]:
        """Name of each person, as recorded."""
        return {person.id: person.name for person in self.account.people}

    @cached_property
    def people(self) -> Mapping[str, PersonNode]:
        """Each person as recorded."""
        return {person.id: person for person in self.account.people}

    @cached_property
    def member_names(self) -> Mapping[str, str | None]:
        """Name of each of us as recorded."""
        return {member.id: member.name for member in self.account.members}

    @property
    def cadence_before(self) -> Mapping[str, float]:
        """Cadence of each person at the earlier instant, in days."""
        return {} if self.before is None else self.before.cadence

    @property
    def closeness_before(self) -> Mapping[Pair, float]:
        """Closeness of each pair that had any at the earlier instant."""
        return {} if self.before is None else self.before.closeness

    @cached_property
    def closeness_unset(self) -> Mapping[Pair, float]:
        """Closeness of the pairs with each person whose cadence would be another without the one of us who sets it."""
        changed = {who: days for who, days in self.cadence_unset.items() if days != self.cadence[who]}
        if not changed:
            return {}
        other = Context.__new__(Context)
        kept = ("account", "settings", "chain", "contacts", "assumed", "expertise", "pair_asserted")
        other.__dict__ |= {name: getattr(self, name) for name in kept} | {"cadence": {**self.cadence, **changed}}
        return {pair: value for pair, value in other.closeness.items() if pair[1] in changed}


class NetworkContext(NetworkMetrics):
    """One recorded relation of an account; with ``weighted``, strength and confidence count where they can."""

    def __init__(
        self, account: AccountGraph, settings: AnalysisSettings, relation: Relation, *, weighted: bool = False
    ) -> None:
        check_people(account)
        self.account = account
        self.settings = settings
        self.relation = relation
        self.weights = settings if weighted else None

    @cached_property
    def people(self) -> Mapping[str, PersonNode]:
        """Each person as recorded."""
        return {person.id: person for person in self.account.people}
