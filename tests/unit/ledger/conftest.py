"""An empty book with one account, and a record of the kind that a test is about."""

import pytest

from tests.unit.ledger.desks import Desk, RecordDesk


@pytest.fixture
def account() -> Desk:
    """An account that holds nothing but its own record, in a book that holds nothing else."""
    return Desk.new()


@pytest.fixture
def desk(account: Desk, kind: str) -> RecordDesk:
    """A record of the kind that is not there yet, and all that it needs."""
    return RecordDesk.new(account, kind)
