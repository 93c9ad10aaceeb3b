"""Two people at one account: an ETag of a record is the record's own, so others are not in the way."""

import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.accounts import Account, done, fresh_id, item
from tests.api.problems import assert_invalid, assert_problem
from tests.nightly import examples

PEOPLE = ("p1", "p2", "p3")
EDITORS = ("ada", "bo")
STEPS = st.lists(
    st.tuples(st.sampled_from(EDITORS), st.sampled_from(PEOPLE), st.sampled_from(["read", "write", "batch"])),
    min_size=4,
    max_size=16,
)


@pytest.fixture
def team(client: httpx.Client) -> Account:
    """An account of three people."""
    account = Account(client)
    account.batch(*(item("person", person, name=person) for person in PEOPLE))
    return account


def etag(account: Account, path: str) -> str:
    """Return the ETag of one record."""
    return account.client.get(f"{account.path}/{path}").headers["etag"]


def patch(account: Account, path: str, known: str, **fields: object) -> httpx.Response:
    """Change a record from a state."""
    return account.client.patch(f"{account.path}/{path}", json=fields, headers={"if-match": known})


@settings(max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_in_any_order_nobody_is_refused_for_another_record_and_no_write_is_lost(client: httpx.Client, steps):
    """The model: a write passes exactly if nobody wrote that person since the editor read or wrote them."""
    account = Account(client)
    account.batch(*(item("person", person, name=person, title="0") for person in PEOPLE))
    first = {person: etag(account, f"people/{person}") for person in PEOPLE}
    known = {editor: dict(first) for editor in EDITORS}
    newest, titles = dict(first), dict.fromkeys(PEOPLE, "0")
    for place, (editor, person, what) in enumerate(steps):
        if what == "read":
            known[editor][person] = etag(account, f"people/{person}")
            assert known[editor][person] == newest[person]
            continue
        title = titles[person] + f" {editor}{place}"
        if what == "batch":
            change = item("person", person, title=title) | {"if_match": known[editor][person]}
            response = account.send(change)
        else:
            response = patch(account, f"people/{person}", known[editor][person], title=title)
        if known[editor][person] == newest[person]:
            done(response)
            titles[person], newest[person] = title, etag(account, f"people/{person}")
            known[editor][person] = newest[person]
        else:
            assert_problem(response, 412, "RevisionMismatch", says="was changed since you read it")
    assert {row["id"]: row["title"] for row in account.get("people")["items"]} == titles


def test_two_clients_edit_different_people_at_once_and_neither_is_ever_refused(team):
    """For two seconds; each title counts the writes of its editor."""

    def edit(person: str) -> int:
        with httpx.Client(base_url=str(team.client.base_url), headers=team.client.headers) as own:
            mine, known, written = Account.__new__(Account), etag(team, f"people/{person}"), 0
            mine.client, mine.path = own, team.path
            end = time.monotonic() + 2
            while time.monotonic() < end:
                response = patch(mine, f"people/{person}", known, title=str(written + 1))
                assert response.status_code == 200, response.text
                known, written = response.headers["etag"], written + 1
            return written

    with ThreadPoolExecutor(2) as threads:
        written = dict(zip(("p1", "p2"), threads.map(edit, ("p1", "p2")), strict=True))
    for person, count in written.items():
        assert count > 0
        stored = team.get(f"people/{person}")
        assert (stored["title"], stored["sequence"]) == (str(count), count + 1)


def test_two_clients_count_up_one_field_and_no_step_is_lost(team):
    """Whoever is refused reads again: 15 steps each are 30."""

    def count_up(_: int) -> None:
        with httpx.Client(base_url=str(team.client.base_url), headers=team.client.headers) as own:
            for _ in range(15):
                status = 412
                while status == 412:
                    read = own.get(f"{team.path}/people/p1")
                    body = {"title": str(int(read.json()["title"] or 0) + 1)}
                    headers = {"if-match": read.headers["etag"]}
                    status = own.patch(f"{team.path}/people/p1", json=body, headers=headers).status_code
                assert status == 200

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(count_up, range(2)))
    assert team.get("people/p1")["title"] == "30"


def test_a_refusal_names_what_changed_of_this_record_and_of_no_other(team):
    known = etag(team, "people/p1")
    team.put("people/p1", title="1")
    team.put("people/p2", title="2")
    team.put("people/p1", title="3")
    for response in (patch(team, "people/p1", known, title="x"), delete(team, "people/p1", known)):
        problem = assert_problem(response, 412, "RevisionMismatch", says="person 'p1' was changed since you read it")
        assert problem["revision"] == 5
        assert [(one["revision"], one["author"]) for one in problem["changed"]] == [(3, "keeper"), (5, "keeper")]
        assert {entry["id"] for one in problem["changed"] for entry in one["entries"]} == {"p1"}


def delete(account: Account, path: str, known: str, **parameters: str) -> httpx.Response:
    """End or erase a record from a state."""
    return account.client.delete(f"{account.path}/{path}", params=parameters, headers={"if-match": known})


def test_the_revision_of_the_account_stays_possible_for_whoever_asks_for_it(team):
    read = team.client.get(f"{team.path}/people/p1")
    revision = f'"{read.headers["stakegraph-revision"]}"'
    team.put("people/p2", title="2")
    assert_problem(patch(team, "people/p1", revision, title="x"), 412, "RevisionMismatch", says="The revision is 3 now")
    done(patch(team, "people/p1", f'{revision}, "3"', title="x"))


def test_the_number_of_a_row_is_enough_as_a_list_shows_it(team):
    (row,) = [row for row in team.get("people")["items"] if row["id"] == "p1"]
    done(patch(team, "people/p1", f'"r{row["sequence"]}"', title="x"))
    assert_problem(patch(team, "people/p1", f'"r{row["sequence"]}"', title="y"), 412, "RevisionMismatch")


def test_an_etag_of_another_record_does_not_fit(team):
    assert etag(team, "people/p1") != etag(team, "people/p2")
    assert_problem(patch(team, "people/p1", etag(team, "people/p2"), title="x"), 412, "RevisionMismatch")


def test_what_is_not_there_is_in_no_state(team):
    response = team.client.put(
        f"{team.path}/people/new", json={"name": "New"}, headers={"if-match": etag(team, "people/p1")}
    )
    assert_problem(response, 412, "RevisionMismatch", says="leave If-Match out to create it")


def test_an_erasure_and_a_merge_start_from_the_state_of_their_person(team):
    known = {person: etag(team, f"people/{person}") for person in PEOPLE}
    team.put("people/p3", title="3")
    assert_problem(delete(team, "people/p3", known["p3"], purge="true"), 412, "RevisionMismatch", says="person 'p3'")
    merge = f"{team.path}/people/p3/merge"
    refused = team.client.post(merge, json={"into": "p1"}, headers={"if-match": known["p3"]})
    assert_problem(refused, 412, "RevisionMismatch", says="person 'p3'")
    done(team.client.post(f"{team.path}/people/p2/merge", json={"into": "p1"}, headers={"if-match": known["p2"]}))
    assert delete(team, "people/p3", etag(team, "people/p3"), purge="true").status_code == 200


def test_an_erasure_that_changes_a_text_of_a_record_is_another_state_of_it(team):
    """Otherwise a kept answer with the name in it would be called unchanged."""
    team.put("people/p1", name="Ada Brandt")
    team.put("departments/d1", name="Office of Ada Brandt")
    url = f"{team.path}/departments/d1"
    before = team.client.get(url)
    done(team.client.delete(f"{team.path}/people/p1", params={"purge": "true"}))
    after = team.client.get(url, headers={"if-none-match": before.headers["etag"]})
    assert after.status_code == 200
    assert "Brandt" not in after.text


def test_of_a_batch_each_item_may_say_what_it_starts_from(team):
    known = {person: etag(team, f"people/{person}") for person in PEOPLE}
    team.put("people/p2", title="2")
    items = [item("person", person, title="x") | {"if_match": known[person]} for person in PEOPLE]
    with team.untouched():
        problem = assert_problem(team.send(*items), 412, "RevisionMismatch", "/items/1", "person 'p2' was changed")
        assert [one["revision"] for one in problem["changed"]] == [3]
    results = team.batch(*items, on_error="skip")["results"]
    assert [result["outcome"] for result in results] == ["updated", "refused", "updated"]
    assert_invalid(team.send(items[0] | {"if_match": "yes"}), "/items/0/if_match", "If-Match takes the ETag")


def test_an_edge_that_is_named_by_its_ends_is_compared_too(team):
    edge = item("influence", None, source="p1", target="p2", strength=0.5)
    (result,) = team.batch(edge)["results"]
    known = etag(team, f"influences/{result['id']}")
    team.put("people/p1", title="1")
    stronger = item("influence", None, source="p1", target="p2", strength=0.7) | {"if_match": known}
    assert team.batch(stronger)["results"][0]["outcome"] == "updated"
    assert_problem(team.send(stronger), 412, "RevisionMismatch", says="influence")


def test_a_record_of_the_book_has_its_own_state_too(client: httpx.Client) -> None:
    place, other = (f"/v1/competitors/{fresh_id('c')}" for _ in range(2))
    done(client.put(place, json={"name": "Rival"}))
    known = client.get(place).headers["etag"]
    done(client.put(other, json={"name": "Other"}))
    changed = client.put(place, json={"name": "Rivals"}, headers={"if-match": known})
    assert done(changed)["name"] == "Rivals"
    for one in (place, other):
        done(client.delete(one))
