"""Custom fields: what ``extra`` holds was declared for its kind, and fits."""

from typing import Any

import pytest

from schemas.errors import InvalidInput
from schemas.writes import WriteItem
from tests.contract.items import end, item, person
from tests.contract.kinds import KINDS
from tests.sentences import english
from tests.unit.ledger.desks import Desk, RecordDesk, outcomes, pointers_of

FITS: dict[str, list[Any]] = {
    "text": ["north"],
    "number": [4.5, 4],
    "flag": [True, False],
    "date": ["2026-06-30T00:00:00Z", "2026-06-30"],
    "choice": ["day"],
}
DOES_NOT: dict[str, list[Any]] = {
    "text": [4711, True],
    "number": ["4.5", True],
    "flag": ["true", 1],
    "date": ["2026-06-31", 20260630, "soon"],
    "choice": ["noon", 1],
}


def declared(key: str, field_type: str = "text", kind: str = "person", record_id: str | None = None) -> WriteItem:
    values: dict[str, Any] = {"values": ["day", "night"]} if field_type == "choice" else {}
    return item("field", record_id, record_kind=kind, key=key, type=field_type, **values)


def cases(values: dict[str, list[Any]]) -> pytest.MarkDecorator:
    pairs = [(field_type, value) for field_type, found in values.items() for value in found]
    return pytest.mark.parametrize(("field_type", "value"), pairs)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_keeps_what_was_declared_for_it_and_nothing_else(desk: RecordDesk):
    error = desk.refusal(desk.item({**desk.data, "extra": {"region": "north"}}))
    assert pointers_of(error) == ["/extra/region"]
    assert "is not declared" in english(error.detail)
    desk.write(declared("region", kind=desk.resource.kind))
    desk.create({"extra": {"region": "north"}})
    assert desk.get()["extra"] == {"region": "north"}
    desk.put({"extra": {"region": None}})
    assert "extra" not in desk.get()


@cases(FITS)
def test_a_value_that_fits_its_declaration_is_kept(account: Desk, field_type: str, value: Any):
    account.write_all(declared("k", field_type))
    assert outcomes(account.write(person("p1", extra={"k": value}))) == ["created"]


@cases(DOES_NOT)
def test_a_value_that_does_not_fit_is_refused_where_it_stands(account: Desk, field_type: str, value: Any):
    account.write_all(declared("k", field_type))
    error = account.refusal(person("p1", extra={"k": value}))
    assert isinstance(error, InvalidInput)
    assert (pointers_of(error), english(error.detail).startswith("'k' ")) == (["/extra/k"], True)


@pytest.mark.parametrize(
    ("zone", "sent", "kept"),
    [
        ("Asia/Shanghai", "2027-01-29", "2027-01-28T16:00:00.000000Z"),
        (None, "2027-01-29", "2027-01-29T00:00:00.000000Z"),
        ("Asia/Shanghai", "2027-01-29T00:00:00+01:00", "2027-01-28T23:00:00.000000Z"),
    ],
)
def test_a_date_is_kept_as_the_instant_at_which_it_begins_where_the_account_is(
    account: Desk, zone: str | None, sent: str, kept: str
):
    account.write_all(declared("k", "date"), declared("k", "date", "account"))
    account.write(item("account", "acme", timezone=zone))
    account.write(person("p1", extra={"k": sent}))
    assert account.get("person", "p1")["extra"] == f'{{"k":"{kept}"}}'
    assert outcomes(account.write(person("p1", extra={"k": sent}))) == ["unchanged"]
    account.write(item("account", "acme", timezone="Asia/Tokyo", extra={"k": "2027-01-29"}))
    assert account.get("account", "acme")["extra"] == '{"k":"2027-01-28T15:00:00.000000Z"}'


def test_a_field_that_is_declared_in_the_same_write_counts(account: Desk):
    of_account = WriteItem(person("p1").resource, "acme", "p1", {"name": "P", "extra": {"k": "night"}})
    assert outcomes(account.write_all(of_account, declared("k", "choice"))) == ["created", "created"]


def test_a_field_of_another_kind_is_not_one_of_this(account: Desk):
    account.write_all(declared("k", kind="department"), declared("other"))
    assert english(account.refusal(person("p1", extra={"k": "x"})).detail) == (
        "'k' is not declared for a person; declared are: other. Declare it under /v1/fields first"
    )


def test_a_field_that_ended_takes_no_new_values_and_loses_none(account: Desk):
    account.write_all(declared("k", record_id="f1"))
    account.write(person("p1", extra={"k": "x"}))
    account.write_all(end("field", "f1"))
    assert "not declared" in english(account.refusal(person("p1", extra={"k": "y"})).detail)
    account.write(person("p1", title="head"))
    assert account.get("person", "p1")["extra"] == '{"k":"x"}'


def test_every_value_that_is_wrong_is_pointed_to(account: Desk):
    account.write_all(declared("k", "number"))
    error = account.refusal(person("p1", extra={"k": "x", "unknown": 1}))
    assert sorted(pointers_of(error)) == ["/extra/k", "/extra/unknown"]
