"""The name of an account at the moment of an answer, for what people read."""

from app.analysis.evidence import Evidence
from graph.store import Store
from schemas.reads import PageRequest
from schemas.records.accounts import ACCOUNTS


class AccountName:
    """A name that is read with the evidence of an answer, and only when that answer is computed."""

    def __init__(self) -> None:
        self.name = ""
        self.found: str | None = None

    async def read(self, store: Store, evidence: Evidence) -> Evidence:
        """Read the name, the id where there was none yet; the evidence stays as it is."""
        snapshot = evidence.snapshot
        page = await store.repository.page(ACCOUNTS, snapshot, PageRequest(limit=1), snapshot.account_id)
        self.found = page.items[0].get("name") if page.items else None
        self.name = self.found or snapshot.account_id
        return evidence
