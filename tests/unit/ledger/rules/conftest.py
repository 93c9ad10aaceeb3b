"""Accounts and people that the tests of several rules begin with."""

import pytest

from tests.contract.items import people
from tests.unit.ledger.desks import Desk


@pytest.fixture
def staff(account: Desk) -> Desk:
    """An account with four people."""
    account.write(*people("a", "b", "c", "d"))
    return account
