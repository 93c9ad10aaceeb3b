"""What cannot be so in a decision: refused over HTTP with the record that stands in the way."""

import pytest

from tests.api.accounts import Account, ending, fresh_id, item
from tests.api.problems import assert_invalid, assert_problem


@pytest.fixture
def deal(firm: Account) -> Account:
    """The small organisation with a deal of two chains, a deal that was won, and one of us who covers ada."""
    member = f"{firm.id}-m"
    firm.client.put(f"/v1/team-members/{member}", json={"name": "Li Na"}).raise_for_status()
    firm.batch(
        *(item("opportunity", one, name=one) for one in ("o", "won")),
        item("chain", "c1", opportunity="o", name="c1", status="active"),
        item("chain", "c2", opportunity="o", name="c2"),
        item("chain", "done", opportunity="won", name="Done"),
        item("step", "s1", chain="c1", order=1, name="Budget"),
        item("step", "t1", chain="c2", order=1, name="Budget"),
        item("coverage", "cover", member=member, target={"kind": "person", "id": "ada"}, duty="owner"),
    )
    firm.batch(item("opportunity", "won", status="won"), ending("person", "di"))
    return firm


REFUSED = {
    "a second formal chain in force": (
        item("chain", "new", opportunity="o", name="x", status="active"),
        "/status",
        "has an active formal chain already, 'c1'",
    ),
    "a stake on a step of another chain": (
        item("stake", None, person="ada", chain="c1", step="t1"),
        "/step",
        "not one of chain 'c1'",
    ),
    "a stake on a step that is not there": (
        item("stake", None, person="ada", chain="c1", step="ghost"),
        "/step",
        "no step 'ghost'",
    ),
    "a chain of a closed deal": (item("chain", "new", opportunity="won", name="x"), "/opportunity", "is won"),
    "a stake in a closed deal": (item("stake", None, person="ada", chain="done"), "/chain", "is won"),
    "a quorum without a number": (
        item("step", "new", chain="c1", order=2, name="x", rule="quorum"),
        "/quorum",
        "needs quorum",
    ),
    "a statement of two minutes": (
        item("value_statement", None, opportunity="o", text="word " * 300),
        "/text",
        "120 seconds to say",
    ),
    "a second lever of one key": (
        item("control_point", "second", opportunity="o", key="scoring"),
        "",
        "open control point",
    ),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_what_breaks_a_rule_of_decisions_is_refused_where_it_does(deal, case):
    wrong, pointer, says = case
    deal.batch(item("control_point", "first", opportunity="o", key="scoring"))
    with deal.untouched():
        expected = f"/items/0/data{pointer}" if pointer else "/items/0"
        assert_invalid(deal.send(wrong), expected, says)


def test_nobody_covers_somebody_who_has_gone(deal):
    covers = item("coverage", None, member=f"{deal.id}-m", target={"kind": "person", "id": "di"}, duty="owner")
    with deal.untouched():
        assert_invalid(deal.send(covers), "/items/0/data/target", "nobody covers it now")
        ghost = item("coverage", None, member=fresh_id(), target={"kind": "person", "id": "ada"}, duty="owner")
        assert_invalid(deal.send(ghost), "/items/0/data/member", "in the book")


def test_one_of_us_who_still_covers_somebody_is_not_ended(deal, client):
    with deal.untouched():
        refused = client.delete(f"/v1/team-members/{deal.id}-m")
        assert_problem(refused, 409, "Conflict", says=f"coverage 'cover' of account '{deal.id}'")
    deal.end("coverages/cover")
    client.delete(f"/v1/team-members/{deal.id}-m").raise_for_status()


def test_stages_whose_names_go_in_a_circle_are_refused(client):
    stages = [{"key": "a", "name": "b", "order": 1}, {"key": "b", "name": "a", "order": 2}]
    refused = client.put(f"/v1/stage-models/{fresh_id()}", json={"name": "Model", "stages": stages})
    assert_invalid(refused, "/stages/0/name", "in a circle")
