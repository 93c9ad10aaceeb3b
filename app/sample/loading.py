"""The sample book that comes with the service: three invented customers of one company, in English and Chinese."""

import logging
from pathlib import Path

from app.exchange.ndjson_import import import_ndjson
from graph.store import Store
from schemas.instants import LAST_INSTANT
from schemas.reads import PageRequest
from schemas.records.accounts import ACCOUNTS

logger = logging.getLogger("stakegraph.app")

SAMPLE = Path(__file__).parent

FILES = ("our_side", "halden_pumps", "halden_suzhou", "yunhe_zhonggong", "account_ties")
"""What is of the book comes before the accounts that name it, a parent before its subsidiary, ties after all."""

AUTHOR = "sample"

TODAY = "2026-07-01T00:00:00Z"
"""The present of the story in the book; nothing in it happened later."""

PLACES = (
    "/v1/accounts?fields=id,name,tier",
    f"/v1/accounts/halden-pumps/analysis/closeness?as_of={TODAY}",
    f"/v1/accounts/halden-suzhou/analysis/coverage?as_of={TODAY}",
    "/docs",
)


async def load_sample_when_empty(store: Store) -> bool:
    """Load the sample accounts into a store that never held an account; return whether it was one.

    Raises
    ------
    RuntimeError
        When a line is not as the store wants it.
    """
    if store.room is not None and store.room.is_low:
        logger.warning("sample not loaded: there is too little room on the disk of the data folder")
        return False
    snapshot = await store.repository.accounts_snapshot(LAST_INSTANT)
    if snapshot.revision or (await store.repository.page(ACCOUNTS, snapshot, PageRequest(limit=1))).items:
        return False
    for path in (SAMPLE / f"{name}.ndjson" for name in FILES):
        with path.open("rb") as lines:
            report = await import_ndjson(store, lines, AUTHOR)
        if report.rejected:
            raise RuntimeError(f"sample {path.name}: line {report.rejects[0].line}: {report.rejects[0].detail}")
        logger.info("sample loaded file=%s records=%d", path.name, report.lines)
    return True


def where_to_look(url: str) -> list[str]:
    """Return the addresses that a newcomer whose empty store has just got the sample looks at first.

    Examples
    --------
    >>> where_to_look("http://127.0.0.1:8000")[0]
    'http://127.0.0.1:8000/v1/accounts?fields=id,name,tier'
    """
    return [f"{url}{place}" for place in PLACES]
