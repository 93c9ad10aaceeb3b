"""The store of these tests, whose book they write to, and a desk for a record of the kind that a test is about."""

import pytest
import pytest_asyncio

from graph.store import Store
from tests.contract.every_kind.record_desk import RecordDesk
from tests.contract.ledgers import AccountDesk


@pytest.fixture(scope="module")
def store(book_store: Store) -> Store:
    """A store whose book these tests revise."""
    return book_store


@pytest_asyncio.fixture
async def desk(account: AccountDesk, kind: str) -> RecordDesk:
    """A record of the kind that is not there yet, and all that it needs."""
    return await RecordDesk.new(account, kind)
