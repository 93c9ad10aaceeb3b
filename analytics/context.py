"""What metrics are asked of: one snapshot under one set of settings, in which each is computed at most once."""

from analytics.registry import AccountMetrics, NetworkMetrics
from schemas.account_graph import AccountGraph
from schemas.analysis.network import Relation
from schemas.settings import AnalysisSettings


class Context(AccountMetrics):
    """An account at its ``as_of``, under resolved settings, with or without a decision chain in scope.

    Examples
    --------
    >>> Context(AccountGraph("a1", "", "", 1), AnalysisSettings()).influence
    {}
    """

    def __init__(self, account: AccountGraph, settings: AnalysisSettings, chain: str | None = None) -> None:
        self.account = account
        self.settings = settings
        self.chain = chain


class NetworkContext(NetworkMetrics):
    """One recorded relation of an account; ``weighted`` lets strength and confidence count where that has a meaning."""

    def __init__(
        self, account: AccountGraph, settings: AnalysisSettings, relation: Relation, *, weighted: bool = False
    ) -> None:
        self.account = account
        self.settings = settings
        self.relation = relation
        self.weights = settings if weighted else None
