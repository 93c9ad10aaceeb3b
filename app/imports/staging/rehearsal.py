"""Dry runs: each group is planned by the store with what it builds on, as if that were stored, and nothing is."""

from collections.abc import Iterable, Iterator

from app.imports.mappings.record_plans import RANK, RecordPlan
from app.imports.staging.days import Days
from app.imports.staging.staged_records import Staging
from graph.ledger.stored_form import flat_item
from graph.store import Store
from schemas.links import Link, end_links, reference_links
from schemas.registry import BY_KIND
from schemas.writes import BOOK, Expectation, WriteItem, WriteOutcome

Key = tuple[str, str, str]
"""Ledger, kind and id of a record."""


class Rehearsal:
    """Finds out what writes would do that build on one another.

    Attributes
    ----------
    refused : set
        Ledger, kind and id of what would be refused: nothing builds on it.
    """

    def __init__(self, staging: Staging, store: Store, plans: list[RecordPlan], author: str, days: Days) -> None:
        self._staging = staging
        self._store = store
        self._kept = {plan.place for plan in plans if plan.record.when_missing}
        self._author = author
        self._days = days
        self.refused: set[Key] = set()

    async def write(self, items: list[WriteItem]) -> WriteOutcome:
        """Return what a write would do after all that was rehearsed before it."""
        context = await self._days.begun(self._context(items))
        outcome = await self._store.writer.rehearse([*context, *items], author=self._author)
        outcome.results = outcome.results[len(context) :]
        return outcome

    def _context(self, items: list[WriteItem]) -> list[WriteItem]:
        """Return what items build on: accounts, and all that they name, and what that names."""
        known: set[Key] = {(item.ledger, item.resource.kind, item.id or "") for item in items}
        found: dict[Key, WriteItem] = {}
        waiting = list(items)
        for item in waiting:
            for key in _needed(item):
                if key in known:
                    continue
                known.add(key)
                staged = self._staged(key)
                if staged is not None:
                    found[key] = staged
                    waiting.append(staged)
        return sorted(found.values(), key=lambda item: RANK[item.resource.kind])

    def _staged(self, key: Key) -> WriteItem | None:
        ledger, kind, record_id = key
        record = self._staging.node(kind, record_id, ledger)
        if record is None or key in self.refused:
            return None
        expects: Expectation = "unsaid" if record.plan in self._kept else "any"
        return WriteItem(BY_KIND[kind], ledger, record_id, record.fields(), expects=expects)


def _needed(item: WriteItem) -> Iterator[Key]:
    if item.resource.scope == "account":
        yield item.ledger, "account", item.ledger
    flat = flat_item(item)
    links: Iterable[Link] = (*end_links(item.resource, flat.data), *reference_links(item.resource, flat.data))
    for link in links:
        scope = BY_KIND[link.kind].scope
        yield item.ledger if scope == "account" else link.id if scope == "self" else BOOK, link.kind, link.id
    if item.resource.kind == "account" and item.data.get("parent"):
        parent = item.data["parent"]["account"]
        yield parent, "account", parent
