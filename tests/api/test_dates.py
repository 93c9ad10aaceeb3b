"""Dates where a time is asked for: the beginning of the day where the account is, said back as an instant."""

import json

import pytest

from tests.api.accounts import Account, Json, done, fresh_id, item
from tests.api.problems import assert_invalid

DAY = "2027-01-29"
IN_SHANGHAI, IN_TOKYO = "2027-01-28T16:00:00.000000Z", "2027-01-28T15:00:00.000000Z"
OF_THE_SERVICE = "2027-01-29T00:00:00.000000Z"
"""The tests' service has no time zone of its own: UTC."""


@pytest.fixture(scope="module")
def deal(client) -> Account:
    account = Account(client, timezone="Asia/Shanghai")
    account.batch(
        item("person", "wei", name="张伟", left_at=DAY, valid_from="2020-01-01"),
        item("opportunity", "o1", name="焊接产线", closes=DAY, pursuit={"decision": "go", "at": DAY}),
        item("chain", "ch", name="Committee", opportunity="o1"),
        item("step", "s1", chain="ch", order=1, name="Budget", due=DAY),
        item("person", "bo", name="Bo", valid_from="2020-06-01"),
    )
    return account


def test_a_batch_takes_dates_and_stores_instants(deal: Account):
    wei = deal.get("people/wei")
    assert (wei["left_at"], wei["valid_from"]) == (IN_SHANGHAI, "2019-12-31T16:00:00.000000Z")
    opportunity = deal.get("opportunities/o1")
    assert opportunity["closes"] == opportunity["pursuit"]["at"] == deal.get("steps/s1")["due"] == IN_SHANGHAI
    deal.batch({**item("person", "bo", title="Head"), "effective_at": "2021-01-01"})
    assert deal.get("people/bo")["state_from"] == "2020-12-31T16:00:00.000000Z"


def test_single_writes_take_them_in_body_and_url(deal: Account):
    assert deal.put("people/ada", name="Ada", valid_from="2020-05-01")["valid_from"] == "2020-04-30T16:00:00.000000Z"
    changed = done(deal.client.patch(f"{deal.path}/people/ada?effective_at=2021-01-01", json={"title": "Head"}))
    assert changed["state_from"] == "2020-12-31T16:00:00.000000Z"
    assert done(deal.client.patch(f"{deal.path}/people/ada", json={"valid_to": DAY}))["valid_to"] == IN_SHANGHAI
    again = deal.client.put(f"{deal.path}/people/ada", json={"valid_to": DAY})
    assert again.json()["sequence"] == deal.get("people/ada")["sequence"]


def test_reads_and_filters_take_them(deal: Account):
    assert deal.get("people", as_of="2020-01-01")["as_of"] == "2019-12-31T16:00:00.000000Z"
    assert [one["id"] for one in deal.get("people", as_of="2020-01-01")["items"]] == ["wei"]
    assert deal.get("people", as_of="2019-12-31")["items"] == []
    assert [one["id"] for one in deal.get("opportunities", closes=DAY)["items"]] == ["o1"]
    for closes in ([DAY, "2027-02-01T00:00:00Z"], ["2027-02-01T00:00:00Z", DAY], ["2027-02-01", DAY]):
        assert [one["id"] for one in deal.get("opportunities", closes=closes)["items"]] == ["o1"]
    for bounds, ids in (({"closes_from": DAY, "closes_to": "2027-01-30"}, ["o1"]), ({"closes_to": DAY}, [])):
        assert [one["id"] for one in deal.get("opportunities", **bounds)["items"]] == ids
    assert deal.get("analysis/influence", as_of=DAY)["as_of"] == IN_SHANGHAI
    changes = deal.get("analysis/changes", **{"from": "2020-01-01", "to": DAY})
    assert (changes["since"]["as_of"], changes["as_of"]) == ("2019-12-31T16:00:00.000000Z", IN_SHANGHAI)
    assert done(deal.client.get(deal.path, params={"as_of": DAY}))["timezone"] == "Asia/Shanghai"


def test_an_end_and_what_follows_it_can_have_one_date(deal: Account):
    deal.batch(item("membership", "m1", person="wei", department="d1"), item("department", "d1", name="Sales"))
    deal.put("coverages/c1", **coverage(deal), valid_from="2026-01-01", valid_to=DAY)
    deal.put("coverages/c2", **coverage(deal), valid_from=DAY)
    for moment, owner in ((f"{IN_SHANGHAI[:10]}T15:59:59.999999Z", "c1"), (DAY, "c2"), (IN_SHANGHAI, "c2")):
        assert [one["id"] for one in deal.get("coverages", as_of=moment)["items"]] == [owner]


def coverage(deal: Account) -> Json:
    member = fresh_id("m")
    done(deal.client.put(f"/v1/team-members/{member}", json={"name": "李娜", "left_at": "2090-01-01"}))
    return {"member": member, "target": {"kind": "account", "id": deal.id}, "duty": "owner"}


def test_what_is_of_no_account_has_the_days_of_the_service(client):
    member = fresh_id("m")
    assert (
        done(client.put(f"/v1/team-members/{member}", json={"name": "李娜", "left_at": DAY}))["left_at"]
        == OF_THE_SERVICE
    )
    assert done(client.get("/v1/accounts", params={"as_of": DAY, "limit": 1}))["as_of"] == OF_THE_SERVICE
    assert Account(client).put("people/ada", name="Ada", left_at=DAY)["left_at"] == OF_THE_SERVICE


def test_an_account_begins_in_the_time_zone_that_is_written_with_it(client):
    path = f"/v1/accounts/{fresh_id()}"
    sent = {"name": "東京", "timezone": "Asia/Tokyo", "valid_from": DAY}
    assert done(client.put(path, json=sent))["valid_from"] == IN_TOKYO
    assert done(client.patch(path, json={"valid_from": "2026-01-01"}))["valid_from"] == "2025-12-31T15:00:00.000000Z"
    moved = done(client.patch(path, json={"timezone": "Asia/Shanghai", "valid_to": DAY}))
    assert (moved["valid_from"], moved["valid_to"]) == ("2025-12-31T15:00:00.000000Z", IN_SHANGHAI)
    assert done(client.patch(path, json={"timezone": None, "valid_to": DAY}))["valid_to"] == OF_THE_SERVICE
    assert_invalid(client.patch(path, json={"timezone": "Mars/Olympus", "valid_to": DAY}), "/timezone")


def test_accounts_of_one_batch_have_days_of_their_own(client):
    known, new, plain = Account(client, timezone="Asia/Tokyo").id, fresh_id(), fresh_id()
    items = [
        item("account", known, valid_to=DAY),
        item("account", new, name="New", timezone="Asia/Shanghai", valid_to=DAY),
        item("account", plain, name="Plain", valid_to=DAY),
    ]
    done(client.post("/v1/batch", json={"items": items}))
    ends = [done(client.get(f"/v1/accounts/{one}"))["valid_to"] for one in (known, new, plain)]
    assert ends == [IN_TOKYO, IN_SHANGHAI, OF_THE_SERVICE]


def test_lines_after_an_accounts_own_have_its_days(client):
    one, other = fresh_id(), fresh_id()
    lines = [
        {"kind": "account", "id": one, "data": {"name": "One", "timezone": "Asia/Tokyo", "valid_from": DAY}},
        {"account_id": one, "kind": "person", "id": "p", "data": {"name": "Ada", "valid_from": DAY}},
        {"kind": "account", "id": other, "data": {"name": "Other"}},
        {"account_id": other, "kind": "person", "id": "p", "data": {"name": "Ada", "valid_from": DAY}},
    ]
    body = "\n".join(map(json.dumps, lines))
    answer = client.post("/v1/sync", content=body, headers={"content-type": "application/x-ndjson"})
    assert [json.loads(line)["created"] for line in answer.text.splitlines()] == [2, 2]
    begun = [done(client.get(f"/v1/accounts/{path}"))["valid_from"] for path in (one, f"{one}/people/p")]
    assert begun == [IN_TOKYO, IN_TOKYO]
    assert done(client.get(f"/v1/accounts/{other}/people/p"))["valid_from"] == OF_THE_SERVICE


def test_a_date_with_escaped_characters_is_the_same_date(deal: Account):
    body = rb'{"name": "Cy", "left_at": "2027\u002d01-29"}'
    answer = deal.client.put(f"{deal.path}/people/cy", content=body, headers={"content-type": "application/json"})
    assert done(answer)["left_at"] == IN_SHANGHAI


def test_a_custom_field_takes_dates_on_every_way_to_write(deal: Account):
    key = f"k_{fresh_id('x')[2:14]}"
    for kind in ("person", "account", "team_member"):
        declared = {"record_kind": kind, "key": key, "type": "date"}
        done(deal.client.put(f"/v1/fields/{fresh_id('f')}", json=declared))
    extra = {"extra": {key: DAY}}
    people = f"{deal.path}/people"
    line = {"account_id": deal.id, "kind": "person", "id": "e4", "data": {"name": "E", **extra}}
    done(deal.client.put(f"{people}/e1", json={"name": "E", **extra}))
    posted = done(deal.client.post(people, json={"name": "E", **extra}))["id"]
    deal.batch(item("person", "e2", name="E", **extra), item("person", "e3", name="E"))
    done(deal.client.patch(f"{people}/e3", json=extra))
    done(deal.client.post("/v1/sync", content=json.dumps(line), headers={"content-type": "application/x-ndjson"}))
    for person in ("e1", "e2", "e3", "e4", posted):
        assert deal.get(f"people/{person}")["extra"] == {key: IN_SHANGHAI}
    done(deal.client.post("/v1/batch", json={"items": [item("account", deal.id, **extra)]}))
    assert done(deal.client.get(deal.path))["extra"] == {key: IN_SHANGHAI}
    member = deal.client.put(
        f"/v1/team-members/{fresh_id('m')}", json={"name": "李娜", "left_at": "2090-01-01", **extra}
    )
    assert done(member)["extra"] == {key: OF_THE_SERVICE}
    wrong = deal.client.patch(f"{people}/e1", json={"extra": {key: "2027-02-30"}})
    assert_invalid(wrong, f"/extra/{key}", "must be a date that exists")


def test_what_is_not_a_date_says_so_where_it_stands(deal: Account):
    for wrong in ("2027-02-30", "2027-1-9", "2027-W04-5", "29.01.2027", "0001-01-01"):
        assert_invalid(deal.client.put(f"{deal.path}/people/dee", json={"name": "D", "left_at": wrong}), "/left_at")
        assert_invalid(deal.client.get(f"{deal.path}/people", params={"as_of": wrong}), "?as_of")
    assert_invalid(deal.send(item("step", "s1", due="2027-02-29")), "/items/0/data/due", "date that exists")
