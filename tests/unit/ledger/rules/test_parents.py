"""Accounts that belong to accounts: the parent is there, and nobody belongs to themselves."""

from typing import Any

import pytest

from schemas.writes import WriteItem
from tests.contract.items import item
from tests.sentences import english
from tests.unit.ledger.desks import Desk, outcomes, pointers_of


def firm(account_id: str, parent: str | None = None) -> WriteItem:
    belongs: dict[str, Any] = {"parent": {"account": parent, "relation": "subsidiary"}} if parent else {}
    return item("account", account_id, ledger=account_id, name=account_id, **belongs)


@pytest.fixture
def firms(account: Desk) -> Desk:
    """Three accounts, each below the one before."""
    account.write_all(firm("top"), firm("middle", "top"), firm("low", "middle"))
    return account


@pytest.mark.parametrize(
    ("moved", "parent", "fault"),
    [
        ("top", "low", "account 'top' would belong to itself"),
        ("top", "top", "account 'top' would belong to itself"),
        ("middle", "low", "account 'middle' would belong to itself"),
        ("top", "ghost", "no account 'ghost'"),
    ],
)
def test_a_ring_of_parents_and_a_parent_that_is_not_there_are_refused(firms: Desk, moved: str, parent: str, fault: str):
    error = firms.refusal_of_all(firm(moved, parent))
    assert (pointers_of(error), english(error.detail)) == (["/parent/account"], fault)


def test_a_ring_within_one_write_is_refused_and_a_chain_is_not(account: Desk):
    assert len(account.refusal_of_all(firm("x", "y"), firm("y", "x")).problems) == 2
    assert outcomes(account.write_all(firm("x", "y"), firm("y"))) == ["created", "created"]


def test_nobody_gets_a_parent_that_was_refused(account: Desk):
    outcome = account.write_all(firm("x", "ghost"), firm("y", "x"), firm("z"), skip=True)
    assert outcomes(outcome) == ["refused", "refused", "created"]


def test_a_parent_may_be_taken_away_and_given_to_another(firms: Desk):
    firms.write_all(item("account", "middle", ledger="middle", parent=None))
    assert outcomes(firms.write_all(firm("top", "low"))) == ["updated"]
