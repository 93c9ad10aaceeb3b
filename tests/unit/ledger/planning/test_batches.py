"""A write of many items: their order, what is refused and what is stored beside it, and what all of them raise."""

from dataclasses import replace

import pytest

from graph.ledger.planning.write_batch import accounts_needed, ready_items
from schemas.errors import Conflict, InvalidInput, ServiceError
from schemas.writes import BOOK, WriteItem
from tests.contract.items import (
    department,
    end,
    influence,
    item,
    line,
    membership,
    patch,
    people,
    person,
    sound_and_refused,
)
from tests.contract.ledgers import day
from tests.sentences import english
from tests.unit.ledger.desks import Desk, outcomes, pointers_of


def test_edges_may_come_before_their_ends(account: Desk):
    outcome = account.write(line("p1", "p2"), membership("p1", "d1"), *people("p2", "p1"), department("d1"))
    assert outcomes(outcome) == ["created"] * 5
    assert [result.index for result in outcome.results] == list(range(5))


def test_two_items_of_one_record_are_applied_in_their_order(account: Desk):
    account.write(department("below", part_of="above"), department("above", name="1"), department("above", name="2"))
    assert account.get("department", "above")["name"] == "2"


def test_a_record_may_end_and_another_begin_in_one_write(account: Desk):
    account.write(*people("a", "b"), influence("a", "b", "i1"))
    outcome = account.write(end("person", "a"), person("c"), influence("c", "b"))
    assert outcomes(outcome) == ["ended", "created", "created"]


def test_what_follows_the_end_of_a_record_in_one_write_is_refused(account: Desk):
    account.write(person("a"))
    assert outcomes(account.write(end("person", "a"), person("a", title="head"), skip=True)) == ["ended", "refused"]


def test_a_write_raises_one_revision_however_many_records_it_changes(account: Desk):
    outcome = account.write(*people("a", "b", "c"))
    assert (outcome.revisions, account.revision) == ({"acme": 2}, 2)
    assert outcome.revised_at == {"acme": account.book.changes[-1]["recorded_at"]}


def test_a_write_that_changes_nothing_raises_none(account: Desk):
    account.write(person("a"))
    before = len(account.book.changes)
    outcome = account.write(person("a"))
    assert (outcomes(outcome), outcome.revisions, len(account.book.changes)) == (["unchanged"], {"acme": 2}, before)


def test_the_one_item_of_a_write_gets_its_record(account: Desk):
    assert account.write_one(person("a", title="head")).row == account.get("person", "a")
    assert [result.row for result in account.write(*people("b", "c")).results] == [None, None]


def test_each_ledger_of_a_write_raises_its_own_revision(account: Desk):
    other = Desk.new(account.book, "other")
    items = [replace(person("a"), ledger=one) for one in (account.id, other.id)]
    outcome = account.write_all(*items, item("competitor", "k", name="K"))
    assert outcome.revisions == {"acme": 2, "other": 2, "": 1}


def test_an_account_that_something_belongs_to_must_be_there_before_unless_a_rehearsal_brings_it():
    items = [
        replace(person("a"), ledger="acme"),
        *(item("account", one, ledger=one, name=one) for one in ("acme", "own")),
    ]
    by_ledger = ready_items([*items, item("competitor", "k", name="K")], lambda: "new")
    assert accounts_needed(by_ledger, rehearse=False) == {"acme": True, "own": False, BOOK: False}
    assert accounts_needed(by_ledger, rehearse=True) == {"acme": False, "own": False, BOOK: False}


def test_without_skip_one_item_that_is_refused_refuses_them_all(account: Desk):
    error = account.refusal(*people("a", "b"), influence("a", "ghost"), membership("a", "nowhere"))
    assert isinstance(error, InvalidInput)
    assert english(error.detail) == "2 of 4 items cannot be stored; nothing was."
    assert [(problem.pointer, english(problem.detail)) for problem in error.problems] == [
        ("/items/2/data/target", "no person 'ghost' in account 'acme'"),
        ("/items/3/data/department", "no department 'nowhere' in account 'acme'"),
    ]


def test_a_write_of_which_all_refused_items_are_in_conflict_is_in_conflict(account: Desk):
    account.write(*people("a", "b", "c"))
    account.write(end("person", "a", day(2025)), end("person", "b", day(2025)))
    assert isinstance(account.refusal(person("a", title="x"), person("b", title="x"), person("c")), Conflict)
    assert isinstance(account.refusal(person("a", title="x"), person("c", name=None)), InvalidInput)


def test_a_single_item_is_refused_by_its_own_error(account: Desk):
    error = account.refusal(influence("a", "b"))
    assert pointers_of(error) == ["/source", "/target"]
    assert english(error.detail) == "no person 'a' in account 'acme'"


def test_with_skip_the_sound_is_stored_and_the_refused_is_listed(account: Desk):
    items, become = sound_and_refused()
    outcome = account.write(*items, skip=True)
    assert outcomes(outcome) == become
    pointers = [problem.pointer for result in outcome.results for problem in result.problems]
    assert pointers == ["/items/2/data/target", "/items/4/data/manager", "/items/5/data/name"]
    assert sorted(account.at("person")) == ["p1", "p2"]


def test_what_leans_on_a_refused_item_is_refused_with_it(account: Desk):
    outcome = account.write(person("a"), person("b", name=None), influence("a", "b"), skip=True)
    assert outcomes(outcome) == ["created", "refused", "refused"]


def test_what_leans_on_what_a_rule_refuses_is_refused_with_it(account: Desk):
    account.write(*people("a", "b"), influence("a", "b", "i1"))
    outcome = account.write(influence("a", "b", "i2"), patch("influence", "i2", strength=1.0), skip=True)
    assert outcomes(outcome) == ["refused", "refused"]


def test_a_write_of_which_all_is_refused_raises_no_revision(account: Desk):
    outcome = account.write(influence("a", "b"), line("a", "b"), skip=True)
    assert (outcomes(outcome), outcome.revisions) == (["refused", "refused"], {"acme": 1})


@pytest.fixture
def ended(account: Desk) -> Desk:
    """An account that has ended."""
    account.write(person("a"))
    account.write(end("account", "acme", day(2025)))
    return account


@pytest.mark.parametrize("late", [person("b"), end("person", "a"), person("a", title="head")], ids=str)
def test_an_ended_account_takes_nothing(ended: Desk, late: WriteItem):
    error = ended.refusal(late)
    assert isinstance(error, Conflict)
    assert english(error.detail) == f"Account 'acme' ended at {day(2025)}; correct its valid_to first if that is wrong."


def test_an_ended_account_takes_a_correction_of_its_end_and_then_everything(ended: Desk):
    ended.write(item("account", "acme", valid_to=None, correction=True))
    assert outcomes(ended.write(person("b"))) == ["created"]


def test_accounts_are_tied_in_the_write_that_creates_them(account: Desk):
    tie = item("account_tie", account="x", other="y", relation="supplier")
    accounts = [item("account", one, ledger=one, name=one) for one in ("x", "y")]
    assert outcomes(account.write_all(tie, *accounts)) == ["created"] * 3


def test_a_tie_to_an_account_that_was_refused_is_refused_with_it(account: Desk):
    outcome = account.write_all(
        item("account", "x", ledger="x", name="x"),
        item("account", "y", ledger="y"),
        item("account_tie", account="x", other="y", relation="supplier"),
        skip=True,
    )
    assert outcomes(outcome) == ["created", "refused", "refused"]
    assert [problem.pointer for problem in outcome.results[2].problems] == ["/items/2/data/other"]


def covering(account: Desk) -> list[WriteItem]:
    coverage = item("coverage", "c1", member="m", duty="owner", target={"kind": "account", "id": "acme"})
    return [item("team_member", "m", name="M"), replace(coverage, ledger=account.id)]


def test_what_an_account_names_of_the_book_is_there_before_it(account: Desk):
    error = account.refusal_of_all(*covering(account))
    assert pointers_of(error) == ["/items/1/data/member"]


def test_a_rehearsal_lets_an_account_name_what_the_same_write_brings_and_keeps_nothing(account: Desk):
    before = len(account.book.changes)
    outcome = account.write_all(*covering(account), skip=True, rehearse=True)
    assert outcomes(outcome) == ["created", "created"]
    assert (len(account.book.changes), account.at("team_member")) == (before, {})


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ([person("a", valid_from=day(2027), valid_to=day(2026))], ["/valid_to"]),
        ([person("a", name=None)], ["/name"]),
        ([influence("a", "a")], ["/source", "/target", "/target"]),
    ],
    ids=["ends before it begins", "lacks its name", "names nobody, twice"],
)
def test_every_problem_of_an_item_is_pointed_to(account: Desk, items: list[WriteItem], expected: list[str]):
    assert pointers_of(account.refusal(*items)) == expected


def test_a_refused_write_can_be_sent_again_and_is_planned_afresh(account: Desk):
    batch = [*people("a", "b"), influence("a", "c")]
    for _ in range(2):
        with pytest.raises(ServiceError):
            account.write(*batch)
    assert outcomes(account.write(*batch, person("c"))) == ["created"] * 4


def problems_of(account: Desk, *items: WriteItem) -> list[tuple[int | None, str]]:
    """Return the problems of a refused write as the ledger has them: an item's number and a pointer into it."""
    with pytest.raises(ServiceError) as caught:
        account.book.write([replace(one, ledger=account.id) for one in items], account.now, "tester")
    return [(problem.item, problem.pointer) for problem in caught.value.problems]


def test_a_problem_is_known_by_the_number_of_its_item_and_a_pointer_into_it(account: Desk):
    account.write(*people("a", "b"), influence("a", "b", "i1"))
    assert problems_of(account, influence("a", "ghost")) == [(0, "/data/target")]
    assert problems_of(account, end("person", "ghost")) == [(0, "")]
    assert problems_of(account, person("c"), influence("a", "b", "i2"), line("a", "a"), person("d", name=None)) == [
        (2, "/data/manager"),
        (3, "/data/name"),
    ]
    assert problems_of(account, person("c"), influence("a", "b", "i2")) == [(1, "")]


def test_the_problems_of_a_refused_item_have_its_number(account: Desk):
    items = [replace(one, ledger=account.id) for one in (person("a"), person("b", name=None), end("person", "c"))]
    outcome = account.book.write(items, account.now, "tester", skip=True)
    found = [(result.index, problem.item) for result in outcome.results for problem in result.problems]
    assert found == [(1, 1), (2, 2)]
