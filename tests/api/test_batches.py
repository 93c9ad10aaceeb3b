"""Batches: one transaction, a result for each item in its place, and the same again changes nothing."""

import itertools

from tests.api.accounts import SMALL, Account, done, ending, fresh_id, item
from tests.api.problems import assert_problem


def outcomes(answer) -> list[str]:
    return [result["outcome"] for result in answer["results"]]


def test_edges_may_come_before_their_ends(account):
    answer = account.batch(*reversed(SMALL))
    assert outcomes(answer) == ["created"] * len(SMALL)
    assert [result["index"] for result in answer["results"]] == list(range(len(SMALL)))
    assert [result["id"] for result in answer["results"]] == [entry["id"] for entry in reversed(SMALL)]


def test_a_batch_is_one_revision_and_the_same_again_none(account):
    before = account.revision
    assert account.batch(*SMALL)["revision"] == before + 1
    with account.untouched():
        again = account.batch(*SMALL)
    assert outcomes(again) == ["unchanged"] * len(SMALL)
    assert again["revision"] == before + 1


def test_a_batch_answers_with_the_etag_of_its_revision(account):
    response = account.send(*SMALL)
    assert response.headers["etag"] == account.etag


def test_one_unsound_item_leaves_nothing_of_the_batch(account):
    with account.untouched():
        refused = account.send(*SMALL, item("influence", None, source="ada", target="ghost"))
        assert_problem(refused, 422, "InvalidInput", f"/items/{len(SMALL)}/data/target", "no person 'ghost'")


def test_ending_a_person_ends_and_lists_their_edges(firm):
    (result,) = firm.batch(ending("person", "ada"))["results"]
    assert result["outcome"] == "ended"
    expected = [("influence", "cy-ada"), ("membership", "ada-sales"), ("reporting_line", "ada-bo")]
    assert sorted((edge["kind"], edge["id"]) for edge in result["also_ended"]) == expected
    for path in ("influences/cy-ada", "memberships/ada-sales", "reporting-lines/ada-bo", "people/ada"):
        assert firm.get(path)["valid_to"] is not None


def test_ending_a_department_ends_and_lists_its_memberships(firm):
    answer = firm.end("departments/sales")
    assert answer["also_ended"] == [{"kind": "membership", "id": "ada-sales"}]


def test_a_relation_that_ended_begins_again_under_a_new_id(firm):
    first = firm.batch(item("influence", None, source="bo", target="di"))["results"][0]["id"]
    firm.end(f"influences/{first}")
    (again,) = firm.batch(item("influence", None, source="bo", target="di"))["results"]
    assert (again["id"], again["outcome"]) == (f"{first}~2", "created")


def test_an_item_holds_from_its_own_instant(firm):
    firm.batch(item("person", "ada", title="Head") | {"effective_at": "2026-03-01T00:00:00Z"})
    assert firm.get("people/ada", as_of="2026-02-28T00:00:00Z")["title"] is None
    assert firm.get("people/ada", as_of="2026-03-01T00:00:00Z")["title"] == "Head"


def test_accounts_are_written_many_at_once_each_at_its_own_revision(client):
    ids = [fresh_id() for _ in range(3)]
    batch = {"items": [item("account", account_id, name=f"Account {account_id}") for account_id in ids]}
    answer = done(client.post("/v1/batch", json=batch))
    assert outcomes(answer) == ["created"] * 3
    assert answer["revisions"] == dict.fromkeys(ids, 1)
    assert outcomes(done(client.post("/v1/batch", json=batch))) == ["unchanged"] * 3
    assert [done(client.get(f"/v1/accounts/{account_id}"))["revision"] for account_id in ids] == [1, 1, 1]


def test_of_a_batch_of_accounts_nothing_is_stored_when_one_is_unsound(client):
    sound, unsound = fresh_id(), fresh_id()
    items = [item("account", sound, name="Sound"), item("account", unsound, name="x", timezone="Mars/Olympus")]
    refused = client.post("/v1/batch", json={"items": items})
    assert_problem(refused, 422, "InvalidInput", "/items/1/data/timezone", "IANA")
    assert client.get(f"/v1/accounts/{sound}").status_code == 404
    answer = done(client.post("/v1/batch?on_error=skip", json={"items": items}))
    assert (outcomes(answer), answer["refused"]) == (["created", "refused"], 1)


def test_an_account_is_not_part_of_itself_nor_of_one_that_is_not_there(client):
    account = Account(client)
    child = Account(client, parent={"account": account.id, "relation": "subsidiary"})
    with account.untouched():
        for parent in (account.id, "nobody-here", child.id):
            refused = client.patch(account.path, json={"parent": {"account": parent, "relation": "branch"}})
            assert refused.status_code == 422, refused.text


def test_a_batch_raises_no_revision_of_another_account(account, client):
    other = Account(client)
    with other.untouched():
        account.batch(*SMALL)


def test_departments_may_come_before_those_that_they_are_part_of(account):
    names = ["team", "desk", "unit", "firm"]
    parts = [item("department", name, name=name, part_of=above) for name, above in itertools.pairwise(names)]
    answer = account.batch(*parts, item("department", "firm", name="firm"))
    assert outcomes(answer) == ["created"] * 4
    assert account.get("departments/team")["part_of"] == "desk"


def test_departments_that_are_part_of_one_another_in_a_circle_are_refused(account):
    circle = [item("department", "a", name="A", part_of="b"), item("department", "b", name="B", part_of="a")]
    with account.untouched():
        assert_problem(account.send(*circle), 422, "InvalidInput", says="department")


def test_a_default_that_is_sent_as_null_is_the_default(firm):
    for path in ("people/new", "people/other"):
        firm.put(path, name="New")
    (result,) = firm.batch(item("reporting_line", None, person="new", manager="ada", line=None))["results"]
    assert firm.get(f"reporting-lines/{result['id']}")["line"] == "solid"
    assert firm.put("reporting-lines/mine", person="other", manager="ada", line=None)["line"] == "solid"
