"""Ids of other systems: one standing record of a kind each, across all accounts."""

from schemas.errors import Conflict
from tests.contract.items import department, end, item, person
from tests.contract.ledgers import day
from tests.sentences import english
from tests.unit.ledger.desks import Desk, outcomes, pointers_of

NAME = ("crm", "person", "0035")


def test_a_name_stands_for_the_record_that_claims_it(account: Desk):
    account.write(person("p1", external_ids={"crm": "0035"}))
    assert account.book.names == {NAME: ("acme", "p1")}


def test_a_name_that_a_record_of_another_account_holds_is_refused(account: Desk):
    other = Desk.new(account.book, "other")
    other.write(person("p9", external_ids={"crm": "0035"}))
    error = account.refusal(person("p1", external_ids={"crm": "0035"}))
    assert isinstance(error, Conflict)
    assert pointers_of(error) == ["/external_ids/crm"]
    assert english(error.detail) == "crm id '0035' already names person 'p9' in account 'other'"


def test_a_name_of_the_book_is_said_to_be_of_the_book(account: Desk):
    account.write_all(item("competitor", "k1", name="K", external_ids={"crm": "1"}))
    error = account.refusal_of_all(item("competitor", "k2", name="L", external_ids={"crm": "1"}))
    assert english(error.detail) == "crm id '1' already names competitor 'k1' in the book"


def test_two_kinds_and_two_systems_do_not_meet(account: Desk):
    account.write(
        person("p1", external_ids={"crm": "1"}),
        department("d1", external_ids={"crm": "1"}),
        person("p2", external_ids={"erp": "1"}),
        item("account", "acme", external_ids={"crm": "1"}),
    )
    assert len(account.book.names) == 4


def test_of_two_items_that_claim_one_name_the_second_is_refused(account: Desk):
    both = [person(one, external_ids={"crm": "0035"}) for one in ("p1", "p2")]
    assert outcomes(account.write(*both, skip=True)) == ["created", "refused"]
    assert account.book.names == {NAME: ("acme", "p1")}


def test_two_accounts_of_one_write_cannot_claim_one_name(account: Desk):
    items = [item("account", one, ledger=one, name=one, external_ids={"crm": "1"}) for one in ("x", "y")]
    assert outcomes(account.write_all(*items, skip=True)) == ["created", "refused"]


def test_a_refused_item_claims_nothing(account: Desk):
    items = [
        person("p1", name=None, external_ids={"crm": "0035"}),
        person("p2", external_ids={"crm": "0035"}),
    ]
    assert outcomes(account.write(*items, skip=True)) == ["refused", "created"]
    assert account.book.names == {NAME: ("acme", "p2")}


def test_entries_are_merged_and_a_cleared_one_is_free(account: Desk):
    account.write(person("p1", external_ids={"crm": "0035", "erp": "7"}))
    account.write(person("p1", external_ids={"crm": None, "wechat": "w"}))
    assert account.get("person", "p1")["external_ids"] == '{"erp":"7","wechat":"w"}'
    account.write(person("p2", external_ids={"crm": "0035"}))
    assert account.book.names[NAME] == ("acme", "p2")


def test_the_end_of_a_record_frees_its_name_and_a_planned_end_does_not(account: Desk):
    account.write(person("p1", external_ids={"crm": "0035"}))
    account.write(end("person", "p1", day(2030)))
    assert NAME in account.book.names
    account.write(end("person", "p1", day(2025)))
    assert NAME not in account.book.names


def test_a_reopened_record_holds_its_name_again(account: Desk):
    account.write(person("p1", external_ids={"crm": "0035"}))
    account.write(end("person", "p1"))
    account.write(item("person", "p1", valid_to=None, correction=True))
    assert account.book.names == {NAME: ("acme", "p1")}


def test_a_record_that_takes_another_name_lets_go_of_the_first(account: Desk):
    account.write(person("p1", external_ids={"crm": "0035"}))
    account.write(person("p1", external_ids={"crm": "0036"}))
    assert list(account.book.names) == [("crm", "person", "0036")]
