"""Solid lines, theirs and ours: one open line a person, and no cycle now, in the past or in a planned future."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from schemas.errors import InvalidInput
from schemas.writes import WriteItem, WriteOutcome
from tests.contract.items import end, item, line, people
from tests.contract.ledgers import day
from tests.sentences import called, english
from tests.unit.ledger.desks import Desk, outcomes, pointers_of

PAST = {"valid_from": day(2001), "valid_to": day(2003)}
FUTURE = {"valid_from": day(2101), "valid_to": day(2103)}
spans = pytest.mark.parametrize("span", [PAST, FUTURE], ids=["past", "future"])

Reports = Callable[..., WriteItem]


class Tree(NamedTuple):
    """One of the two trees of lines, and how a test writes to it."""

    desk: Desk
    of: str
    line: Reports

    def node(self, record_id: str, **fields: Any) -> WriteItem:
        """Return someone of the tree."""
        return item(self.of, record_id, **fields)

    def write(self, *items: WriteItem, skip: bool = False) -> WriteOutcome:
        """Write items where the tree is."""
        return self.desk.write(*items, skip=skip) if self.of == "person" else self.desk.write_all(*items, skip=skip)

    def refusal(self, *items: WriteItem) -> list[str]:
        """Return what a refusal of a cycle points to."""
        desk = self.desk
        error = desk.refusal(*items) if self.of == "person" else desk.refusal_of_all(*items)
        assert isinstance(error, InvalidInput)
        assert all("cycle" in english(problem.detail) for problem in error.problems)
        return pointers_of(error)

    def open_lines(self) -> dict[str, str]:
        """Return who reports to whom."""
        rows = self.desk.at("reporting_line" if self.of == "person" else "team_reporting_line").values()
        return {row.get("person") or row["member"]: row["manager"] for row in rows}


def our_line(who: str, manager: str, record_id: str | None = None, **fields: Any) -> WriteItem:
    return item("team_reporting_line", record_id, member=who, manager=manager, **fields)


@pytest.fixture(params=["person", "team_member"])
def tree(request: pytest.FixtureRequest, account: Desk) -> Tree:
    """Four who may report to each other: people of the account, or members of our team."""
    made = Tree(account, request.param, line if request.param == "person" else our_line)
    made.write(*(made.node(one, name=one) for one in "abcd"))
    return made


def test_a_second_open_line_is_refused_and_names_the_first(tree: Tree):
    tree.write(tree.line("a", "b", "r1"))
    outcome = tree.write(tree.line("a", "c"), tree.line("a", "c", line="dotted"), skip=True)
    assert outcomes(outcome) == ["refused", "created"]
    [problem] = outcome.results[0].problems
    assert problem.pointer == "/items/0/data/manager"
    assert english(problem.detail) == f"{called(tree.of)} 'a' has an open solid line already, 'r1'; end that one first"


def test_two_lines_may_follow_one_another(tree: Tree):
    tree.write(tree.line("a", "b", valid_to=day(2025)), tree.line("a", "c", valid_from=day(2025)))
    assert tree.open_lines() == {"a": "c"}


def test_an_end_and_a_new_line_may_come_in_one_write(tree: Tree):
    kind = "reporting_line" if tree.of == "person" else "team_reporting_line"
    tree.write(tree.line("a", "b", "r1"))
    tree.write(end(kind, "r1"), tree.line("a", "c"))
    assert tree.open_lines() == {"a": "c"}


def test_the_line_that_closes_a_cycle_is_refused(tree: Tree):
    tree.write(tree.line("a", "b"), tree.line("b", "c"))
    assert tree.refusal(tree.line("c", "a")) == ["/manager"]
    tree.write(tree.line("c", "d"))


def test_of_a_cycle_within_one_write_only_the_closing_line_is_refused(tree: Tree):
    batch = [tree.line("a", "b"), tree.line("b", "c"), tree.line("c", "a")]
    assert tree.refusal(*batch) == ["/items/2/data/manager"]
    assert outcomes(tree.write(*batch, skip=True)) == ["created", "created", "refused"]


@spans
def test_a_cycle_outside_the_present_is_one(tree: Tree, span: dict[str, str]):
    tree.write(tree.line("a", "b", **span), tree.line("b", "c", **span))
    assert tree.refusal(tree.line("c", "a", valid_from=span["valid_from"])) == ["/manager"]


@spans
def test_lines_that_never_stand_at_one_time_close_nothing(tree: Tree, span: dict[str, str]):
    tree.write(tree.line("a", "b", **span), tree.line("b", "a", valid_from=span["valid_to"]))
    assert tree.open_lines() == {"b": "a"}


def test_three_lines_of_which_only_pairs_meet_close_nothing(tree: Tree):
    tree.write(
        tree.line("a", "b", valid_from=day(2000), valid_to=day(2002)),
        tree.line("b", "c", valid_from=day(2001), valid_to=day(2004)),
        tree.line("c", "a", valid_from=day(2002), valid_to=day(2005)),
    )
    assert tree.refusal(tree.line("c", "a", "again", valid_from=day(2001), valid_to=day(2002))) == ["/manager"]


def test_dotted_lines_close_nothing(tree: Tree):
    assert outcomes(tree.write(tree.line("a", "b"), tree.line("b", "a", line="dotted"))) == ["created", "created"]


def test_a_line_that_is_stretched_into_a_cycle_is_refused(tree: Tree):
    tree.write(tree.line("a", "b", "r1", **PAST), tree.line("b", "a", valid_from=day(2003)))
    kind = "reporting_line" if tree.of == "person" else "team_reporting_line"
    assert tree.refusal(item(kind, "r1", valid_to=None, correction=True)) == ["/manager"]


@pytest.fixture
def shifts(tree: Tree) -> Tree:
    """Three lines in a ring, of which one never counts: e has gone when f comes."""
    tree.write(tree.node("e", name="e", valid_to=day(2003)), tree.node("f", name="f", valid_from=day(2003)))
    tree.write(tree.line("e", "a"), tree.line("a", "f"), tree.line("f", "e"))
    return tree


def test_a_life_that_is_stretched_until_lines_close_a_cycle_is_refused(shifts: Tree):
    assert shifts.refusal(shifts.node("e", valid_to=None, correction=True)) == [""]
    if shifts.of == "person":  # one of us is held back by the lines that point to them
        assert shifts.refusal(shifts.node("e", valid_to=day(2004), correction=True)) == [""]


def test_a_life_that_is_shortened_closes_nothing(shifts: Tree):
    [result] = shifts.write(shifts.node("f", valid_from=day(2005), correction=True)).results
    assert result.outcome == "updated"


def test_a_life_that_is_stretched_together_with_its_line_is_refused(account: Desk):
    account.write(*people("a", "b"), item("person", "f", name="f", valid_from=day(2003)))
    account.write(line("a", "b", valid_to=day(2002)), line("b", "f"), line("f", "a"))
    assert pointers_of(account.refusal(item("person", "f", valid_from=day(2001), correction=True))) == [""]
