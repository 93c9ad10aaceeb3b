"""Merging two records of one human over HTTP: one call, history kept, later writes led on to the survivor."""

from typing import Any

import pytest

from tests.api.accounts import FAR, Account, fresh_id, item
from tests.api.problems import assert_invalid, assert_problem

BEFORE = "2026-05-01T00:00:00Z"


@pytest.fixture
def twins(client) -> Account:
    """An account in which Ada stands twice, by hand and as a CRM knows her, each with what was recorded of her."""
    account = Account(client)
    kim = f"{account.id}-kim"
    client.put(f"/v1/team-members/{kim}", json={"name": "Kim Vale"}).raise_for_status()
    names = {"ada": "Ada Brandt", "bo": "Bo Lind", "cy": "Cy Moreau", "ada2": "A. Brandt"}
    account.batch(
        *(item("person", one, name=name) for one, name in names.items()),
        item("person", "ada", mails=["ada@example.com"], external_ids={"hubspot": account.id}),
        item(
            "person",
            "ada2",
            title="CFO",
            phones=["+49 1"],
            external_ids={"hubspot": f"{account.id}b", "sap": account.id},
        ),
        *(item("department", one, name=one) for one in ("finance", "board")),
        item("opportunity", "o", name="Line 4"),
        item("chain", "c", opportunity="o", name="Board", status="active"),
        item("membership", "in-finance", person="ada", department="finance", primary=True),
        item("membership", "in-board", person="ada2", department="board", primary=True),
        item("reporting_line", "to-bo", person="ada", manager="bo", line="solid"),
        item("reporting_line", "to-cy", person="ada2", manager="cy", line="solid"),
        item("reporting_line", "from-cy", person="cy", manager="bo", line="solid"),
        item("influence", "on-bo", source="ada2", target="bo", strength=0.4),
        item("influence", "on-twin", source="ada2", target="ada", strength=0.4),
        item("stake", "vote", person="ada", chain="c", weight=3),
        item("stake", "vote2", person="ada2", chain="c", weight=1),
        item("coverage", "covers", member=kim, target={"kind": "person", "id": "ada2"}, duty="owner"),
        item(
            "interaction", "call", at=BEFORE, channel="call", people=["ada2", "bo"], members=[kim], direction="mutual"
        ),
        item("assessment", "word", person="ada2", attribute="support", value=1, observed_at=BEFORE, function="sales"),
        item("value_statement", "claim", opportunity="o", text="We halve standstills.", aimed_at=["ada2"]),
    )
    return account


def merge(account: Account, **headers: str) -> Any:
    return account.client.post(f"{account.path}/people/ada2/merge", json={"into": "ada"}, headers=headers)


def listed(account: Account, path: str, as_of: str = FAR, **wanted: str) -> list[dict[str, Any]]:
    return list(account.get(path, as_of=as_of, limit=500, **wanted)["items"])


def test_one_call_moves_what_was_recorded_of_one_to_the_other_and_says_what_it_dropped(twins):
    found = merge(twins).json()
    assert (found["id"], found["merged_into"]) == ("ada2", "ada")
    moved = {(one["kind"], one["id"]): one["now"] for one in found["moved"]}
    assert set(moved) == {
        ("assessment", "word"),
        ("coverage", "covers"),
        ("influence", "on-bo"),
        ("interaction", "call"),
        ("membership", "in-board"),
        ("value_statement", "claim"),
    }
    assert {(one["kind"], one["id"], one["reason"]) for one in found["dropped"]} == {
        ("influence", "on-twin", "self"),
        ("reporting_line", "to-cy", "place"),
        ("stake", "vote2", "same"),
    }
    assert found["values"] == {"moved": ["title", "phones", "external_ids/sap"], "dropped": ["name"]}
    ada = twins.get("people/ada")
    assert (ada["name"], ada["title"], ada["mails"], ada["phones"]) == (
        "Ada Brandt",
        "CFO",
        ["ada@example.com"],
        ["+49 1"],
    )
    assert [one["id"] for one in listed(twins, "people")] == ["ada", "bo", "cy"]
    for path, field in (("memberships", "person"), ("influences", "source"), ("stakes", "person")):
        assert "ada2" not in {one[field] for one in listed(twins, path)}
    assert {one["department"]: one["primary"] for one in listed(twins, "memberships")} == {
        "finance": True,
        "board": None,
    }
    assert twins.get("interactions/call")["people"] == ["ada", "bo"]
    assert twins.get("assessments/word")["person"] == "ada"
    assert twins.get("value-statements/claim")["aimed_at"] == ["ada"]


def test_who_may_be_recorded_twice_is_listed_until_they_are_merged(twins):
    twins.put("people/ada2", mails=["ADA@example.com"])
    [pair] = twins.get("analysis/duplicates", as_of=FAR)["pairs"]
    assert [one["id"] for one in pair["people"]] == ["ada", "ada2"]
    assert (pair["score"], pair["agree"]) == (0.8, ["mail"])
    merge(twins).raise_for_status()
    assert twins.get("analysis/duplicates", as_of=FAR)["pairs"] == []


def test_whoever_creates_somebody_hears_who_may_be_the_same(twins):
    sent = {"name": "Brandt, Ada", "mails": ["Ada@example.com"]}
    made = twins.client.post(f"{twins.path}/people", json=sent)
    assert (made.status_code, made.headers["Stakegraph-Similar"]) == (201, "ada")
    assert "Stakegraph-Similar" not in twins.client.post(f"{twins.path}/people", json={"name": "Eve"}).headers
    found = twins.batch(item("person", "new", name="BO LIND"), item("person", "bo", title="Buyer"))["results"]
    assert [(one["outcome"], one.get("similar")) for one in found] == [("created", ["bo"]), ("updated", None)]


def test_before_it_is_two_people_and_the_merged_one_says_where_it_went(twins):
    before = twins.get("people/ada")["recorded_at"]
    found = merge(twins).json()
    gone = twins.get("people/ada2")
    assert (gone["merged_into"], gone["valid_to"]) == ("ada", found["merged_at"])
    assert [one["id"] for one in listed(twins, "people", as_of=before)] == ["ada", "ada2", "bo", "cy"]
    assert {one["people"][0] for one in listed(twins, "interactions", as_of=before)} == {"ada2"}
    assert {one["source"] for one in listed(twins, "influences", as_of=before)} == {"ada2"}
    assert len(listed(twins, "stakes", as_of=before)) == 2
    assert twins.get("people/ada", as_of=before)["title"] is None
    entries = twins.client.get("/v1/accounts/" + twins.id).json()
    assert entries["revision"] == found["revision"]


def test_a_second_time_and_what_cannot_be_merged_is_refused_with_the_reason(twins):
    assert_invalid(twins.client.post(f"{twins.path}/people/ada/merge", json={"into": "ada"}), "/into", "themselves")
    assert_invalid(twins.client.post(f"{twins.path}/people/ada/merge", json={"into": "ghost"}), "/into", "'ghost'")
    ghost = twins.client.post(f"{twins.path}/people/ghost/merge", json={"into": "ada"})
    assert_problem(ghost, 404, "NotFound", says="'ghost'")
    assert_invalid(twins.client.post(f"{twins.path}/people/ada/merge", json={}), "/into", "")
    stale = merge(twins, **{"If-Match": '"1"'})
    assert stale.status_code == 412
    key = {"Idempotency-Key": fresh_id()}
    first, again = merge(twins, **key), merge(twins, **key)
    assert (first.status_code, again.json()) == (200, first.json())
    assert again.headers["Idempotency-Replayed"] == "true"
    with twins.untouched():
        assert_problem(merge(twins), 409, "Conflict", says="was merged into 'ada'")
        back = twins.client.post(f"{twins.path}/people/ada/merge", json={"into": "ada2"})
        assert_problem(back, 409, "Conflict", says="was merged into 'ada'")
        named = twins.client.put(f"{twins.path}/people/ada2", json={"title": "CEO"})
        assert_problem(named, 409, "Conflict", says="was merged into 'ada'")


def test_what_is_sent_of_the_merged_one_later_reaches_the_survivor_and_makes_nobody_anew(twins):
    merge(twins).raise_for_status()
    sent = [
        item("person", "ada2", name="A. Brandt", title="Chief of Finance", seniority="c_level"),
        item("membership", None, person="ada2", department="board", primary=True),
        item("reporting_line", None, person="ada2", manager="cy", line="solid"),
        item("influence", None, source="cy", target="ada2", strength=0.5),
    ]
    first = twins.batch(*sent)
    assert [one["outcome"] for one in first["results"]] == ["updated", "unchanged", "unchanged", "created"]
    assert [one["outcome"] for one in twins.batch(*sent)["results"]] == ["unchanged"] * 4
    ada = twins.get("people/ada")
    assert (ada["name"], ada["title"], ada["seniority"]) == ("Ada Brandt", "CFO", "c_level")
    for system, name in (("hubspot", twins.id), ("hubspot", f"{twins.id}b"), ("sap", twins.id)):
        found = twins.client.put(f"{twins.path}/people/by/{system}/{name}", json={"title": "CFO"})
        assert (found.status_code, found.json()["id"]) == (200, "ada")
    assert [one["id"] for one in listed(twins, "people")] == ["ada", "bo", "cy"]
    lines = {one["person"]: one["manager"] for one in listed(twins, "reporting-lines")}
    assert lines == {"ada": "bo", "cy": "bo"}


@pytest.mark.parametrize("erased", ["ada", "ada2"])
def test_erasing_one_erases_both(twins, erased):
    merge(twins).raise_for_status()
    twins.client.delete(f"{twins.path}/people/{erased}", params={"purge": "true"}).raise_for_status()
    for one in ("ada", "ada2"):
        assert twins.client.get(f"{twins.path}/people/{one}").status_code == 404
    assert listed(twins, "assessments") == []
