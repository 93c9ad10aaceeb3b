"""The resource pattern: every kind of record is created, read, changed and ended in the same way."""

import re
from collections.abc import Iterator

import pytest

from tests.api.accounts import FAR, Account, done, fresh_id
from tests.api.examples import Example, example_of, new_place, place_of
from tests.api.problems import assert_problem
from tests.contract.kinds import WRITTEN

ETAG = re.compile(r'"\d+\.(e\d+\.)?\d{4}-\d\d-\d\dT\d\d\.[0-9a-f]{8}(\.br)?"')
"""Revision, the last erasure of what it may show where there was one, hour, reader."""
OWN_ETAG = re.compile(r'"r\d+-[0-9a-f]{12}\.[0-9a-f]{8}(\.br)?"')
"""Number of the newest row, digest of what it says, reader."""
UUID_7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
DERIVED = re.compile(r"[A-Z2-7]{26}")

every_kind = pytest.mark.parametrize("kind", WRITTEN)


@pytest.fixture
def place(example: Example, firm: Account) -> Iterator[str]:
    """URL of a record of this kind that is not there yet; a book-wide one is ended afterwards."""
    url = new_place(example, firm)
    yield url
    if example.resource.scope == "book":
        firm.client.delete(url)


def put(firm: Account, url: str, fields, **headers: str):
    return firm.client.put(url, json=fields, headers=headers)


@every_kind
def test_a_record_is_created_by_its_id_and_found_where_the_answer_says(example, firm, place):
    response = put(firm, place, example.fields)
    assert (response.status_code, response.headers["stakegraph-outcome"]) == (201, "created")
    assert response.headers["location"] == place
    stored = done(firm.client.get(response.headers["location"]))
    assert stored == response.json()
    assert stored["id"] == place.rpartition("/")[2]
    assert {name: stored[name] for name in example.fields} == example.fields
    assert (stored["sequence"], stored["state_from"], stored["recorded_by"]) == (1, None, "keeper")


@every_kind
def test_the_same_again_changes_nothing_and_raises_no_revision(example, firm, place):
    first = put(firm, place, example.fields)
    again = put(firm, place, example.fields)
    assert (again.status_code, again.headers["stakegraph-outcome"]) == (200, "unchanged")
    assert again.headers["stakegraph-revision"] == first.headers["stakegraph-revision"]
    assert "location" not in again.headers
    assert again.json() == first.json()


@every_kind
def test_a_field_that_is_not_sent_is_left_and_null_clears_it(example, firm, place):
    (name, value), *_ = example.change.items()
    put(firm, place, example.fields)
    changed = put(firm, place, example.change)
    assert (changed.status_code, changed.headers["stakegraph-outcome"]) == (200, "updated")
    assert changed.json()[name] == value
    assert {kept: changed.json()[kept] for kept in example.fields} == example.fields
    assert done(firm.client.patch(place, json={}))[name] == value
    assert done(firm.client.patch(place, json={name: None}))[name] is None
    assert done(firm.client.get(place))[name] is None


@every_kind
def test_every_change_raises_the_revision_by_one(example, firm, place):
    first = int(put(firm, place, example.fields).headers["stakegraph-revision"])
    second = int(put(firm, place, example.change).headers["stakegraph-revision"])
    assert second == first + 1


@every_kind
def test_a_record_without_an_id_is_given_one(example, firm):
    response = firm.client.post(place_of(example, firm), json=example.fields)
    assert response.status_code == 201
    record_id = response.json()["id"]
    assert response.headers["location"] == f"{place_of(example, firm)}/{record_id}"
    expected = (
        r"[A-Z2-7]{26}"
        if example.resource.is_relation
        else r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}"
    )
    assert re.fullmatch(expected, record_id)
    done(firm.client.delete(response.headers["location"]))


@every_kind
def test_a_relation_without_an_id_is_the_same_again_and_anything_else_a_new_one(example, firm):
    again = example if example.resource.is_relation else example_of(example.resource.kind, firm)
    first, second = (firm.client.post(place_of(one, firm), json=one.fields) for one in (example, again))
    same = first.json()["id"] == second.json()["id"]
    assert (same, second.status_code) == ((True, 200) if example.resource.is_relation else (False, 201))
    for response in {first.json()["id"], second.json()["id"]}:
        done(firm.client.delete(f"{place_of(example, firm)}/{response}"))


@every_kind
def test_a_record_that_has_ended_leaves_the_lists_and_is_still_found(example, firm, place):
    put(firm, place, example.fields)
    ended = done(firm.client.delete(place))
    assert (ended["outcome"], ended["kind"]) == ("ended", example.resource.kind)
    stored = done(firm.client.get(place))
    assert stored["valid_to"] == ended["valid_to"] is not None
    page = done(firm.client.get(place_of(example, firm), params={"as_of": FAR, "limit": 500}))
    assert stored["id"] not in [record["id"] for record in page["items"]]


@every_kind
def test_an_end_has_an_instant_of_its_own(example, firm, place):
    put(firm, place, example.fields)
    ended = done(firm.client.delete(place, params={"effective_at": "2026-01-01T00:00:00Z"}))
    assert ended["valid_to"] == "2026-01-01T00:00:00.000000Z"


@every_kind
def test_the_history_lists_every_row_newest_first_with_its_author(example, firm, place):
    put(firm, place, example.fields)
    put(firm, place, example.change)
    firm.client.delete(place)
    rows = done(firm.client.get(f"{place}/history"))["items"]
    assert [row["sequence"] for row in rows] == [3, 2, 1]
    assert [row["recorded_by"] for row in rows] == ["keeper"] * 3
    assert [row["recorded_at"] for row in rows] == sorted((row["recorded_at"] for row in rows), reverse=True)
    assert [row["valid_to"] is None for row in rows] == [False, True, True]
    (name, value), *_ = example.change.items()
    assert [row[name] for row in rows] == [value, value, None]


@every_kind
def test_a_record_is_as_it_was_at_a_time_and_as_it_was_known_then(example, firm, place):
    (name, value), *_ = example.change.items()
    known = put(firm, place, example.fields).json()["recorded_at"]
    done(firm.client.put(place, json=example.change, params={"effective_at": "2026-01-01T00:00:00Z"}))
    assert done(firm.client.get(place, params={"as_of": "2025-12-31T00:00:00Z"}))[name] is None
    assert done(firm.client.get(place, params={"as_of": "2026-01-01T00:00:00Z"}))[name] == value
    assert done(firm.client.get(place, params={"as_of": "2026-01-01T00:00:00Z", "known_at": known}))[name] is None
    before = {"known_at": "2000-01-01T00:00:00Z"}
    assert_problem(firm.client.get(place, params=before), 404, "NotFound", says="as known at")


@every_kind
def test_an_etag_says_row_or_revision_and_reader_and_spares_the_body(example, firm, place):
    written = put(firm, place, example.fields)
    own = firm.client.get(place).headers["etag"]
    assert written.headers["etag"] == own
    for url in (place, f"{place}/history", f"{place}?as_of=2026-01-01T00:00:00Z"):
        response = firm.client.get(url)
        etag = response.headers["etag"]
        assert (OWN_ETAG if url == place and example.resource.scope != "self" else ETAG).fullmatch(etag), etag
        for header in (etag, f"W/{etag}", f'"other", {etag}'):
            again = firm.client.get(url, headers={"if-none-match": header})
            assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
        assert firm.client.get(url, headers={"if-none-match": '"0.other"'}).content == response.content
    put(firm, place, example.change)
    assert firm.client.get(place).headers["etag"] != own


@every_kind
def test_a_record_is_written_only_from_the_state_it_was_read_in(example, firm, place):
    put(firm, place, example.fields)
    etag = firm.client.get(place).headers["etag"]
    assert put(firm, place, example.change, **{"if-match": etag}).status_code == 200
    old = put(firm, place, example.change, **{"if-match": etag})
    assert_problem(old, 412, "RevisionMismatch")
    assert_problem(firm.client.delete(place, headers={"if-match": etag}), 412, "RevisionMismatch")


@every_kind
def test_a_record_is_created_only_where_none_is(example, firm, place):
    assert put(firm, place, example.fields, **{"if-none-match": "*"}).status_code == 201
    again = put(firm, place, example.fields, **{"if-none-match": "*"})
    assert_problem(again, 412, "RevisionMismatch", says="exists already")


@every_kind
def test_a_record_is_found_by_its_id_in_another_system(example, firm, place):
    other = fresh_id("x")
    put(firm, place, {**example.fields, "external_ids": {"salesforce": other}})
    page = done(firm.client.get(place_of(example, firm), params={"external_id": f"salesforce:{other}"}))
    assert [record["id"] for record in page["items"]] == [place.rpartition("/")[2]]
    nothing = firm.client.get(place_of(example, firm), params={"external_id": f"hubspot:{other}"})
    assert done(nothing)["items"] == []


@every_kind
def test_a_record_is_created_and_changed_by_its_id_in_another_system(example, firm):
    url = f"{place_of(example, firm)}/by/salesforce/{fresh_id('x')}"
    created = firm.client.put(url, json=example.fields)
    assert created.status_code == 201
    assert created.json()["external_ids"] == {"salesforce": url.rpartition("/")[2]}
    assert created.headers["location"] == f"{place_of(example, firm)}/{created.json()['id']}"
    changed = firm.client.put(url, json=example.change)
    assert (changed.status_code, changed.json()["id"]) == (200, created.json()["id"])
    done(firm.client.delete(created.headers["location"]))


@every_kind
def test_an_id_of_another_system_names_one_record_only(example, firm, place):
    other = example_of(example.resource.kind, firm)
    names = {"external_ids": {"salesforce": fresh_id("x")}}
    put(firm, place, {**example.fields, **names})
    refused = put(firm, new_place(other, firm), {**other.fields, **names})
    assert_problem(refused, 409, "Conflict", "/external_ids/salesforce", "already names")
