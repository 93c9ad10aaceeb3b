"""Nobody begins or goes on to cover what has ended."""

from typing import Any

import pytest

from schemas.writes import WriteItem
from tests.contract.items import end, item
from tests.contract.kinds import Maker
from tests.contract.ledgers import day
from tests.sentences import english
from tests.unit.ledger.desks import Desk, outcomes, pointers_of

targets = pytest.mark.parametrize("target", ["person", "department", "opportunity", "chain"])


class Covered:
    """Something of an account, and one of us who may cover it."""

    def __init__(self, account: Desk, target: str) -> None:
        maker = Maker(account.id)
        self.account = account
        self.kind, self.id = target, maker.record(target, 1)
        self.member = maker.record("team_member")
        account.write_all(*(one for one in maker.needed if not one.ledger))
        account.write_all(*(one for one in maker.needed if one.ledger))

    def coverage(self, record_id: str = "c1", **fields: Any) -> WriteItem:
        """Return a coverage of it."""
        target = {"kind": self.kind, "id": self.id}
        return item("coverage", record_id, member=self.member, duty="owner", target=target, **fields)


@targets
def test_nothing_that_has_ended_is_covered_anew(account: Desk, target: str):
    covered = Covered(account, target)
    account.write(end(target, covered.id, day(2025)))
    error = account.refusal(covered.coverage())
    assert (pointers_of(error), "nobody covers it now" in english(error.detail)) == (["/target"], True)
    assert outcomes(account.write(covered.coverage(valid_to=day(2024)))) == ["created"]


@targets
def test_a_coverage_ends_with_what_it_covers(account: Desk, target: str):
    covered = Covered(account, target)
    account.write(covered.coverage())
    assert ("coverage", "c1") in account.write_one(end(target, covered.id, day(2025))).also_ended


@targets
def test_what_ends_later_can_be_covered_until_then(account: Desk, target: str):
    covered = Covered(account, target)
    account.write(end(target, covered.id, day(2030)))
    assert outcomes(account.write(covered.coverage())) == ["created"]


def test_a_member_who_has_left_covers_nothing_anew(account: Desk):
    covered = Covered(account, "person")
    account.write_all(end("team_member", covered.member, day(2025)))
    assert pointers_of(account.refusal(covered.coverage())) == ["/member"]
