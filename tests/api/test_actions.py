"""Actions over HTTP: a plan is stored by one batch, each gap shows who is on it, and lists are narrowed."""

from typing import Any

import pytest

from tests.api.accounts import FAR, Account, done, fresh_id, item
from tests.api.problems import assert_problem

AS_OF = "2026-07-01T00:00:00Z"


@pytest.fixture(scope="module")
def planned(client) -> Account:
    """A firm whose board decides a deal, with a plan for its gaps that was stored as it came."""
    firm = Account(client)
    kim = f"{firm.id}-kim"
    done(client.put(f"/v1/team-members/{kim}", json={"name": "Kim Vale"}))
    met = {"members": [kim], "channel": "visit", "direction": "mutual", "depth": 5}
    firm.batch(
        item("person", "ada", name="Adalind Quarrington"),
        *(item("person", who, name=who.title()) for who in ("bo", "cy", "di", "eve", "fay")),
        item("influence", "i1", source="ada", target="bo", strength=0.8, confidence=1),
        item("opportunity", "o1", name="Line 4"),
        item("chain", "c1", opportunity="o1", name="Board", status="active"),
        item("step", "s1", chain="c1", order=1, name="Approval", rule="all"),
        *(item("stake", f"k-{who}", person=who, chain="c1", weight=1) for who in ("ada", "bo")),
        *(item("interaction", fresh_id(), at=f"2026-06-{day:02}T09:00:00Z", people=["ada"], **met) for day in (1, 9)),
        item("assessment", "w1", person="bo", attribute="political_status", value="inner_circle", observed_at=AS_OF),
    )
    firm.batch(*(each for move in plan(firm)["moves"] for each in move["store"]))
    return firm


def plan(firm: Account) -> Any:
    asked = {"as_of": AS_OF, "lang": "en"}
    body = {"goal": "gaps", "most": 2}
    return done(firm.client.post(f"{firm.path}/analysis/plan", params=asked, json=body))


def ids(firm: Account, **wanted: str) -> list[str]:
    return [each["id"] for each in firm.get("actions", as_of=FAR, **wanted)["items"]]


def test_a_plan_that_was_stored_by_one_batch_stands_at_the_gaps_it_acts_on(planned):
    stored = {each["id"]: each for each in planned.get("actions", as_of=FAR)["items"]}
    acted_on = [gap for move in plan(planned)["moves"] for gap in move["gaps"]]
    assert sorted(each["gap"] for each in stored.values()) == sorted(acted_on)
    for place in ("analysis/gaps", "chains/c1/analysis/gaps"):
        listed = planned.get(place, as_of=AS_OF, profile="full", lang="en")["gaps"]
        shown = {gap["id"]: gap["actions"] for gap in listed if gap["actions"]}
        assert shown
        assert place != "analysis/gaps" or sorted(shown) == sorted(acted_on), "the whole account shows all of them"
        for gap, actions in shown.items():
            [action] = actions
            record = stored[action["id"]]
            assert (record["gap"], record["status"], record["what"]) == (gap, "open", action["what"])
            assert (action["due"], action["overdue"], action["status"]) == (record["due"], False, "open")
    card = planned.get("analysis/people/bo/profile", as_of=AS_OF, lang="en")["gaps"]
    assert [each["member_name"] for gap in card for each in gap["actions"]].count("Kim Vale") >= 1


def test_a_list_is_narrowed_to_how_they_stand_who_does_them_which_gap_and_what_is_due(planned):
    everything = planned.get("actions", as_of=FAR)["items"]
    one = everything[0]
    assert ids(planned, status="open") == [each["id"] for each in everything]
    assert ids(planned, status="done") == []
    assert ids(planned, gap=one["gap"]) == [one["id"]]
    assert ids(planned, member=f"{planned.id}-kim", rule=one["rule"], gap=one["gap"]) == [one["id"]]
    assert ids(planned, due_before=one["due"]) == [each["id"] for each in everything if each["due"] < one["due"]]
    assert one["id"] in ids(planned, due_before="2100-01-01T00:00:00+08:00")
    page = planned.get("actions", as_of=FAR, limit=1, due_before="2100-01-01T00:00:00Z")
    assert page["next_cursor"]
    refused = planned.client.get(f"{planned.path}/actions", params={"limit": 1, "cursor": page["next_cursor"]})
    assert_problem(refused, 422, "InvalidInput")


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({}, "/what"),
        ({"what": ""}, "/what"),
        ({"what": "Call.", "status": "begun"}, "/status"),
        ({"what": "Call.", "kind": "dance"}, "/kind"),
        ({"what": "Call.", "due": "tomorrow"}, "/due"),
        ({"what": "Call.", "member": "nobody-of-us"}, "/member"),
        ({"what": "Call.", "through": ["ada", "nobody"]}, "/through/1"),
        ({"what": "Call.", "gap": "a gap"}, "/gap"),
        ({"what": "Call.", "closed_at": AS_OF}, "/closed_at"),
    ],
)
def test_an_unknown_action_is_refused_at_its_place(planned, fields, pointer):
    found = assert_problem(planned.client.post(f"{planned.path}/actions", json=fields), 422, "InvalidInput")
    assert pointer in [error["pointer"] for error in found["errors"]]


def test_whoever_is_erased_is_in_no_action_any_more_nor_in_its_history(planned):
    planned.put(
        "actions/call", what="Ask Adalind Quarrington.", person="bo", through=["ada"], member=f"{planned.id}-kim"
    )
    planned.put("actions/call", outcome="Adalind Quarrington will introduce us.", status="done")
    done(planned.client.delete(f"{planned.path}/people/ada", params={"purge": "true"}))
    texts = [planned.client.get(f"{planned.path}/{at}").text for at in ("actions", "actions/call/history")]
    texts.append(planned.client.get(f"{planned.path}/analysis/gaps", params={"as_of": AS_OF}).text)
    assert not [text for text in texts if "Quarrington" in text or '"ada"' in text]
    assert planned.get("actions/call")["what"] == "Ask [erased]."
