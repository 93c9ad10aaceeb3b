"""Contexts of accounts that were asked about last: answers about one moment share what they compute."""

from collections import OrderedDict
from collections.abc import Container
from dataclasses import fields

from analytics.context import Context
from app.analysis.evidence import Evidence
from schemas.reads import Snapshot
from schemas.rows.account_graph import AccountGraph
from schemas.writes import BOOK

ROWS_KEPT = 40_000
"""Rows of the graphs of all contexts together: 16 accounts of 100 people with 1,500 interactions."""

ROWS_OF_A_CONTEXT = 20
"""What a context weighs beside its rows, so that those of empty accounts are not kept without end."""

Key = tuple[Snapshot, str | None, bool]
"""Of what moment, with which chain in scope, and whether an earlier moment is known."""


class AnalysisContexts:
    """Contexts by what they were made of; the most recently used are kept, and the last one however large it is.

    To be used by one thread. What a context computes may be asked for by several at once: it is the same for all.
    """

    def __init__(self, rows_kept: int = ROWS_KEPT) -> None:
        self._rows_kept = rows_kept
        self._rows = 0
        self.forgotten = 0
        """How often something was forgotten; what was read before the last time is not kept."""
        self._contexts: OrderedDict[Key, tuple[Context, int]] = OrderedDict()

    def of(self, evidence: Evidence, chain: str | None, since: int) -> Context:
        """Return the context of what was read, with a chain in scope or none.

        Parameters
        ----------
        since : int
            `forgotten` as it was before the reading: what may have been erased meanwhile is not kept.
        """
        whole = evidence.snapshot, chain, True  # what knows an earlier moment answers also what asks for none
        key = whole if whole in self._contexts else (evidence.snapshot, chain, evidence.earlier is not None)
        if key not in self._contexts:
            context = Context(evidence.graph, evidence.settings, chain, evidence.earlier)
            if since != self.forgotten:
                return context
            self._keep(key, context, ROWS_OF_A_CONTEXT + _rows(evidence.graph) + _rows(evidence.earlier))
        self._contexts.move_to_end(key)
        return self._contexts[key][0]

    def forget(self, account_ids: Container[str]) -> None:
        """Keep no context of these accounts any longer; where the book is among them, none at all."""
        self.forgotten += 1
        for key in [key for key in self._contexts if BOOK in account_ids or key[0].account_id in account_ids]:
            self._rows -= self._contexts.pop(key)[1]

    def _keep(self, key: Key, context: Context, rows: int) -> None:
        self._contexts[key] = context, rows
        self._rows += rows
        while self._rows > self._rows_kept and len(self._contexts) > 1:
            self._rows -= self._contexts.popitem(last=False)[1][1]


def _rows(graph: AccountGraph | None) -> int:
    if graph is None:
        return 0
    kinds = (getattr(graph, field.name) for field in fields(graph))
    return sum(len(kind) for kind in kinds if isinstance(kind, tuple))
