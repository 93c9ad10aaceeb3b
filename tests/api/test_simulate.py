"""What if, over HTTP: the numbers of a change that nobody writes are those of the same change written."""

from typing import Any, NamedTuple

import httpx
import pytest

from tests.api.accounts import Account, done, ending, fresh_id, item
from tests.api.problems import assert_invalid, assert_problem

AS_OF = "2026-07-01T00:00:00Z"
SEEDED = frozenset({"communities", "departments_agreement"})
"""Numbers that are drawn with a seed of the account's id and revision, which two accounts do not share."""


class Board(NamedTuple):
    """An account whose board decides a deal, and the ids of two of us; only the first is named in it."""

    firm: Account
    kim: str
    nia: str

    def simulate(self, *changes: dict[str, Any], chain: str | None = "c1", **parameters: str) -> Any:
        return done(self.send({"changes": list(changes), "chain": chain}, **parameters))

    def send(self, body: Any, path: str = "analysis/simulate", **parameters: str) -> httpx.Response:
        asked = {"as_of": AS_OF, **parameters}
        return self.firm.client.post(f"{self.firm.path}/{path}", json=body, params=asked)


def board(client: httpx.Client, kim: str, nia: str) -> Board:
    """Return a new account of the same content; whoever has these ids of us has met the people of each."""
    firm = Account(client)
    done(client.put(f"/v1/settings/{firm.id}", json={"account": firm.id, "reliability_customer": 1}))
    said = {"person": "bo", "attribute": "support", "function": "customer", "assessor": {"kind": "person", "id": "cy"}}
    met = {"members": [kim], "channel": "visit", "direction": "mutual"}
    firm.batch(
        *(item("person", name, name=name.title(), title="Buyer") for name in ("ada", "bo", "cy", "di")),
        item("person", "seat", name="Head of quality", kind="placeholder", vacant=True),
        item("influence", "i1", source="ada", target="bo", strength=0.8, confidence=1),
        item("reporting_line", "r1", person="cy", manager="bo"),
        item("opportunity", "o1", name="Line 4"),
        item("chain", "c1", opportunity="o1", name="Board", status="active"),
        item("step", "s1", chain="c1", order=1, name="Approval", rule="majority"),
        item("stake", "k1", person="ada", chain="c1", weight=1),
        item("stake", "k2", person="bo", chain="c1", weight=2),
        item("interaction", "m1", at="2026-06-03T09:00:00Z", people=["ada"], depth=4, **met),
        item("interaction", "m2", at="2026-06-20T09:00:00Z", people=["ada", "cy"], **met),
        item("assessment", "a1", value=-1, confidence=0.6, observed_at="2026-06-01T00:00:00Z", **said),
    )
    return Board(firm, kim, nia)


@pytest.fixture
def pair(client: httpx.Client) -> tuple[Board, Board]:
    """Two accounts of the same content."""
    kim, nia = fresh_id("kim"), fresh_id("nia")
    for name in (kim, nia):
        done(client.put(f"/v1/team-members/{name}", json={"name": name.partition("-")[0].title()}))
    return board(client, kim, nia), board(client, kim, nia)


@pytest.fixture
def one(pair: tuple[Board, Board]) -> Board:
    return pair[0]


def leaves(asked: Board) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"kind": "person_leaves", "person": "ada"}, item("person", "ada", status="left", left_at=AS_OF)


def is_close(asked: Board) -> tuple[dict[str, Any], dict[str, Any]]:
    """Trusted is asserted as its threshold, 50."""
    rung = {"attribute": "rung", "value": "trusted", "confidence": 1, "function": "customer", "observed_at": AS_OF}
    change = {"kind": "set_closeness", "member": asked.nia, "person": "di", "value": 50}
    return change, item("assessment", "a2", person="di", member=asked.nia, **rung)


def supports(asked: Board) -> tuple[dict[str, Any], dict[str, Any]]:
    """The word of a customer who is beyond doubt here, in the place of the earlier one by the same."""
    said = {"assessor": {"kind": "person", "id": "cy"}, "function": "customer", "observed_at": AS_OF}
    change = {"kind": "set_support", "person": "bo", "value": 2}
    return change, item("assessment", "a2", person="bo", attribute="support", value=2, confidence=1, **said)


def moves(asked: Board) -> tuple[dict[str, Any], dict[str, Any]]:
    edge = {"source": "di", "target": "bo", "strength": 0.9, "confidence": 1}
    return {"kind": "add_edge", "edge": "influence", **edge}, item("influence", "i2", **edge)


def reports(asked: Board) -> tuple[dict[str, Any], dict[str, Any]]:
    edge = {"person": "bo", "manager": "di", "line": "solid"}
    return {"kind": "add_edge", "edge": "reporting_line", **edge}, item("reporting_line", "r2", **edge)


def allied(asked: Board) -> tuple[dict[str, Any], dict[str, Any]]:
    edge = {"people": ["bo", "di"], "strength": 0.7}
    return {"kind": "add_edge", "edge": "alliance", **edge}, item("alliance", "l1", **edge)


def at_odds(asked: Board) -> tuple[dict[str, Any], dict[str, Any]]:
    edge = {"people": ["ada", "bo"], "strength": 0.7}
    return {"kind": "add_edge", "edge": "conflict", **edge}, item("conflict", "x1", **edge)


def ends(asked: Board) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"kind": "end_edge", "edge": "influence", "id": "i1"}, ending("influence", "i1")


def votes_no_longer(asked: Board) -> tuple[dict[str, Any], dict[str, Any]]:
    return {"kind": "end_edge", "edge": "stake", "id": "k2"}, ending("stake", "k2")


def votes(asked: Board) -> tuple[dict[str, Any], dict[str, Any]]:
    vote = {"person": "cy", "chain": "c1", "step": "s1", "weight": 3, "veto": True}
    return {"kind": "add_voter", **vote}, item("stake", "k3", **vote)


def filled(asked: Board) -> tuple[dict[str, Any], dict[str, Any]]:
    change = {"kind": "fill_placeholder", "person": "seat", "name": "Eva Lind", "title": "Buyer"}
    return change, item("person", "seat", name="Eva Lind", title="Buyer", kind="known", vacant=False)


KINDS = (leaves, is_close, supports, moves, reports, allied, at_odds, ends, votes_no_longer, votes, filled)


def numbers(state: Any) -> Any:
    account = {name: value for name, value in state["account"].items() if name not in SEEDED}
    return {**state, "account": account, "people": None}


@pytest.mark.parametrize("kind", KINDS, ids=[kind.__name__ for kind in KINDS])
def test_a_change_that_is_simulated_gives_the_numbers_of_the_same_change_written(pair, kind):
    asked, copy = pair
    change, written = kind(asked)
    found = asked.simulate(change)
    copy.firm.batch({**written, "effective_at": AS_OF})
    assert numbers(found["after"]) == numbers(copy.simulate()["before"])
    assert numbers(found["before"]) != numbers(found["after"]) or kind in {filled, at_odds}


def test_one_of_us_who_leaves_takes_the_relationships_along(pair):
    asked, copy = pair
    found = asked.simulate({"kind": "member_leaves", "member": asked.kim})
    left = {"status": "left", "left_at": AS_OF}
    done(asked.firm.client.patch(f"/v1/team-members/{asked.kim}", json=left, params={"effective_at": AS_OF}))
    assert numbers(found["after"]) == numbers(copy.simulate()["before"])
    assert found["difference"]["account"]["members"] == -1


def test_the_people_who_differ_are_listed_with_their_numbers(one):
    found = one.simulate({"kind": "person_leaves", "person": "ada"})
    assert [row["id"] for row in found["before"]["people"]] == ["ada", "bo", "cy", "di", "seat"]
    assert [row["id"] for row in found["after"]["people"]] == ["bo", "cy", "di", "seat"]
    gone = found["difference"]["people"][0]
    assert (gone["id"], gone["influence"], gone["reasons"]["influence"]) == ("ada", None, "left")


def test_without_a_change_the_answer_is_the_same_to_the_byte(one):
    body = one.send({"changes": [], "chain": "c1"}).text
    before, after = (body.split(f'"{side}":', 1)[1] for side in ("before", "after"))
    assert before[: len(after.split(',"difference":')[0])] == after.split(',"difference":')[0]


def test_a_simulation_stores_nothing_and_raises_no_revision(one):
    before = one.simulate()
    with one.firm.untouched():
        after = one.simulate(*(kind(one)[0] for kind in (leaves, moves, filled)))
    assert after["revision"] == before["revision"] == one.firm.revision
    assert after["before"]["account"] == before["before"]["account"] == one.simulate()["after"]["account"]


def test_a_chain_is_asked_by_its_url_and_without_one_the_account_alone(one):
    change = supports(one)[0]
    of_chain = done(one.send({"changes": [change]}, "chains/c1/analysis/simulate"))
    assert of_chain == one.simulate(change)
    alone = one.simulate(change, chain=None)
    assert (alone["chain"], alone["after"]["chain"], alone["after"]["voters"]) == (None, None, [])
    assert alone["after"]["account"] == of_chain["after"]["account"]
    refused = one.send({"changes": [], "chain": "c1"}, "chains/c1/analysis/simulate")
    assert_invalid(refused, "/chain", says="unknown field 'chain'")


def test_it_is_of_the_moment_that_is_asked_about(one):
    before = one.simulate()
    one.firm.batch(item("person", "eva", name="Eva"), item("influence", "i9", source="eva", target="ada"))
    assert one.simulate(known_at=before["known_at"])["before"] == before["before"]
    assert one.simulate()["before"]["account"]["people"] == before["before"]["account"]["people"] + 1
    early = one.simulate(as_of="2026-06-10T00:00:00Z")
    assert early["before"]["account"]["closeness"] != before["before"]["account"]["closeness"]
    headers = one.send({"changes": []}).headers
    assert headers["stakegraph-as-of"] == "2026-07-01T00:00:00.000000Z"


def test_it_may_be_sent_again_with_any_key_because_nothing_is_done(one):
    header, path = {"Idempotency-Key": "monday"}, f"{one.firm.path}/analysis/simulate"
    for changes in ([], [moves(one)[0]], [moves(one)[0]]):
        response = one.firm.client.post(path, json={"changes": changes}, headers=header, params={"as_of": AS_OF})
        assert response.status_code == 200
        assert "idempotency-replayed" not in response.headers
        assert response.json()["changes"] == len(changes)


@pytest.mark.parametrize(
    ("body", "pointer", "says"),
    [
        ([], "", "object"),
        ({}, "/changes", "required"),
        ({"changes": {}}, "/changes", "list"),
        ({"changes": [], "more": 1}, "/more", "unknown field"),
        ({"changes": [7]}, "/changes/0", "object"),
        ({"changes": [{}]}, "/changes/0/kind", "required"),
        ({"changes": [{"kind": "retires"}]}, "/changes/0/kind", "person_leaves"),
        ({"changes": [{"kind": ["add_edge"]}]}, "/changes/0/kind", "must be"),
        ({"changes": [{"kind": "add_edge"}]}, "/changes/0/edge", "required"),
        ({"changes": [{"kind": "add_edge", "edge": "stake"}]}, "/changes/0/edge", "alliance"),
        ({"changes": [{"kind": "set_support", "person": "bo", "value": 3}]}, "/changes/0/value", "at most 2"),
        ({"changes": [{"kind": "set_support", "person": "bo", "value": True}]}, "/changes/0/value", "number"),
        ({"changes": [{"kind": "person_leaves", "person": "zoe"}]}, "/changes/0/person", "there is no person 'zoe'"),
        ({"changes": [{"kind": "person_leaves", "person": "bo", "why": 1}]}, "/changes/0/why", "unknown field"),
        ({"changes": [], "chain": "c9"}, "/chain", "no chain 'c9'"),
        ({"changes": [{"kind": "person_leaves", "person": "bo"}] * 2}, "/changes/1/person", "leaves by change 0"),
        ({"changes": [{"kind": "person_leaves", "person": "bo"}] * 1001}, "/changes", "at most 1,000"),
    ],
)
def test_a_body_that_cannot_be_computed_is_refused_with_its_place(one, body, pointer, says):
    assert_invalid(one.send(body), pointer, says)


def test_every_change_that_cannot_be_made_is_named(one):
    wrong = [{"kind": "person_leaves", "person": name} for name in ("zoe", "ada", "yan")]
    problem = assert_invalid(one.send({"changes": wrong}), "/changes/0/person", says="2 changes cannot be made")
    assert [error["pointer"] for error in problem["errors"]] == ["/changes/0/person", "/changes/2/person"]


def test_a_chain_of_another_account_is_not_found(one):
    other = Account(one.firm.client)
    other.batch(item("opportunity", "o1", name="Line 5"), item("chain", "c9", opportunity="o1", name="Their board"))
    assert_problem(one.send({"changes": []}, "chains/c9/analysis/simulate"), 404, "NotFound", says="no chain 'c9'")


def test_a_closed_deal_s_chain_is_answered_and_takes_no_more_voters(one):
    one.firm.batch({**item("opportunity", "o1", status="lost"), "effective_at": AS_OF})
    assert one.simulate()["chain"]["opportunity_status"] == "lost"
    refused = one.send({"changes": [votes(one)[0]]})
    assert_invalid(refused, "/changes/0/chain", says="takes no more votes")


def test_a_thousand_changes_are_answered(one):
    people = [item("person", f"p{number}", name=f"P {number}") for number in range(990)]
    one.firm.batch(*people)
    changes = [{"kind": "set_support", "person": person["id"], "value": 1} for person in people]
    changes += [moves(one)[0], votes(one)[0], is_close(one)[0]]
    assert one.simulate(*changes)["changes"] == len(changes)
