"""The sample accounts that come with the service: invented, in English and Chinese."""

import logging
from pathlib import Path

from app.jobs.ndjson_import import import_ndjson
from graph.store import Store
from schemas.accounts import ACCOUNTS
from schemas.instants import LAST_INSTANT
from schemas.reads import PageRequest

logger = logging.getLogger("stakegraph.app")

SAMPLE = Path(__file__).parent.parent / "sample"

FILES = ("our_side", "halden_pumps", "yunhe_zhonggong", "account_ties")
"""What is of the book comes before the accounts that name it, ties between accounts after both."""

AUTHOR = "sample"


async def load_sample_when_empty(store: Store) -> None:
    """Load the sample accounts into a store that never held an account."""
    snapshot = await store.repository.accounts_snapshot(LAST_INSTANT)
    if snapshot.revision or (await store.repository.page(ACCOUNTS, snapshot, PageRequest(limit=1))).items:
        return
    for path in (SAMPLE / f"{name}.ndjson" for name in FILES):
        with path.open("rb") as lines:
            report = await import_ndjson(store, lines, AUTHOR)
        if report.rejected:
            raise RuntimeError(f"sample {path.name}: line {report.rejects[0].line}: {report.rejects[0].detail}")
        logger.info("sample loaded file=%s records=%d", path.name, report.lines)
