"""A PUT of what a GET returned is taken, of every kind: what the service made is passed over where it is still so."""

from collections.abc import Iterator

import pytest

from tests.api.accounts import Account, done, item
from tests.api.examples import Example, new_place
from tests.api.problems import assert_invalid
from tests.contract.kinds import WRITTEN

every_kind = pytest.mark.parametrize("kind", WRITTEN)


@pytest.fixture
def place(example: Example, firm: Account) -> Iterator[str]:
    """URL of a stored record of this kind; a book-wide one is ended afterwards."""
    url = new_place(example, firm)
    done(firm.client.put(url, json=example.fields))
    yield url
    if example.resource.scope == "book":
        firm.client.delete(url)


@every_kind
def test_what_was_read_can_be_sent_back_and_changes_nothing(example, firm, place):
    read = done(firm.client.get(place))
    for send in (firm.client.put, firm.client.patch):
        again = send(place, json=read)
        assert (again.status_code, again.headers["stakegraph-outcome"]) == (200, "unchanged"), again.text
        assert again.json() == read


@every_kind
def test_what_was_read_and_edited_is_stored(example, firm, place):
    read = done(firm.client.get(place))
    edited = done(firm.client.put(place, json=read | example.change))
    assert {name: edited[name] for name in example.change} == example.change
    assert edited["sequence"] == 2


@every_kind
def test_what_the_service_made_and_is_otherwise_is_named(example, firm, place):
    read = done(firm.client.get(place))
    refused = firm.client.put(place, json=read | {"sequence": 7})
    assert_invalid(refused, "/sequence", "sequence is made by the service and is 1 here")
    refused = firm.client.put(place, json=read | {"state_to": "2026-01-01T00:00:00.000000Z"})
    assert_invalid(refused, "/state_to", "state_to is made by the service and is empty here")
    assert done(firm.client.get(place)) == read


@pytest.fixture
def person(firm: Account) -> str:
    return f"{firm.path}/people/ada"


def test_a_body_that_was_read_before_somebody_wrote_is_refused(firm, person):
    """Sent back as a whole, it would undo what the other one wrote."""
    read = done(firm.client.get(person))
    firm.put("people/ada", title="Head of Sales")
    refused = assert_invalid(firm.client.put(person, json=read), says="sequence is made by the service and is 2 here")
    assert {error["pointer"] for error in refused["errors"]} == {"/state_from", "/sequence", "/recorded_at"}
    assert firm.get("people/ada")["title"] == "Head of Sales"


def test_of_what_is_not_stored_yet_only_its_ids_may_be_said(firm):
    fields = {"name": "New", "id": "new", "account_id": firm.id}
    refused = firm.client.put(f"{firm.path}/people/new", json=fields | {"recorded_by": "me"})
    assert_invalid(refused, "/recorded_by", "leave it out of what is not stored yet")
    assert_invalid(firm.client.put(f"{firm.path}/people/new", json=fields | {"id": "old"}), "/id", "is new here")
    assert firm.client.put(f"{firm.path}/people/new", json=fields).status_code == 201


def test_an_item_of_a_batch_may_be_what_was_read(firm, person):
    read = done(firm.client.get(person))
    (result,) = firm.batch(item("person", "ada", **read))["results"]
    assert result["outcome"] == "unchanged"
    assert_invalid(firm.send(item("person", "ada", **read | {"sequence": 9})), "/items/0/data/sequence", "is 1 here")


def test_a_field_that_is_nobodys_is_still_refused_by_name(firm, person):
    read = done(firm.client.get(person))
    assert_invalid(firm.client.put(person, json=read | {"colour": "red"}), "/colour")
