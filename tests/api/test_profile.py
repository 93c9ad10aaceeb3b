"""The card of a person over HTTP, in one request, with a timeline in pages."""

import pytest

from tests.api.accounts import Account, done, fresh_id, item
from tests.api.problems import assert_problem

CARD = "analysis/people/ada/profile"
AS_OF = "2026-07-01T00:00:00Z"


@pytest.fixture
def met(firm: Account) -> Account:
    """A firm of which one was met five times and judged once."""
    kim = f"{firm.id}-kim"
    done(firm.client.put(f"/v1/team-members/{kim}", json={"name": "Kim Berg"}))
    meeting = {"people": ["ada"], "members": [kim], "channel": "meeting", "direction": "mutual"}
    firm.batch(
        *(item("interaction", fresh_id("i"), at=f"2026-0{month}-01T09:00:00Z", **meeting) for month in range(1, 6)),
        item("assessment", "s1", person="ada", attribute="pain", value="Costs", observed_at="2026-06-01T09:00:00Z"),
        item("coverage", "v1", member=kim, target={"kind": "person", "id": "ada"}, duty="owner"),
        item("opportunity", "o1", name="Line 4"),
        item("chain", "c1", opportunity="o1", name="Board"),
        item("stake", "k1", person="ada", chain="c1", roles=["champion"]),
    )
    return firm


def test_a_card_is_one_request(met):
    card = met.get(CARD, as_of=AS_OF)
    assert (card["identity"]["name"], card["places"][0]["department"]) == ("Ada Brandt", "sales")
    assert [line["person"] for line in card["lines"]] == ["bo"]
    assert [stake["roles"] for stake in card["stakes"]] == [["champion"]]
    assert [belief["value"] for belief in card["beliefs"]] == ["Costs"]
    assert [(row["name"], row["count"]) for row in card["contacts"]] == [("Kim Berg", 5)]
    assert [row["duty"] for row in card["coverages"]] == ["owner"]
    closeness = met.get("analysis/closeness", as_of=AS_OF)
    assert card["pairs"] == closeness["pairs"]
    assert card["closeness"] == next(row for row in closeness["people"] if row["id"] == "ada")
    assert card["reasons"] == {}


def test_the_timeline_is_paged_and_what_is_written_meanwhile_changes_no_page(met):
    whole = met.get(CARD, as_of=AS_OF)["timeline"]["items"]
    assert (len(whole), whole[0]["kind"]) == (6, "text")
    page = met.get(CARD, as_of=AS_OF, limit=4)["timeline"]
    late = {"at": "2026-01-15T09:00:00Z", "people": ["ada"], "channel": "call"}
    met.batch(item("interaction", fresh_id("i"), **late))
    rest = met.get(CARD, limit=4, cursor=page["next_cursor"])["timeline"]
    assert (page["items"] + rest["items"], rest["next_cursor"]) == (whole, None)


def test_a_chain_in_scope_brings_its_beliefs(met):
    said = {"person": "ada", "attribute": "support", "value": 2, "observed_at": "2026-06-01T09:00:00Z", "chain": "c1"}
    met.batch(item("assessment", "s2", **said))
    values = [row["value"] for row in met.get(CARD, as_of=AS_OF, chain="c1")["beliefs"]]
    assert values == ["Costs", 2]


def test_who_is_not_there_is_404(firm):
    response = firm.client.get(f"{firm.path}/analysis/people/nobody/profile")
    assert_problem(response, 404, "NotFound", says="no person 'nobody'")
    response = firm.client.get(f"{firm.path}/{CARD}?chain=nowhere")
    assert_problem(response, 404, "NotFound", says="no chain 'nowhere'")


def test_a_cursor_of_another_card_is_refused(met):
    cursor = met.get(CARD, limit=1)["timeline"]["next_cursor"]
    response = met.client.get(f"{met.path}/analysis/people/bo/profile", params={"cursor": cursor})
    assert_problem(response, 422, "InvalidInput", says="belongs to another list")
    response = met.client.get(f"{met.path}/{CARD}", params={"cursor": cursor, "as_of": AS_OF})
    assert_problem(response, 422, "InvalidInput", says="as_of differs")


def test_a_card_names_everybody_it_speaks_of_and_says_who_is_gone(met):
    gone, rival = f"{met.id}-jo", f"{met.id}-rival"
    left = {"name": "Jo Lang", "status": "left", "left_at": "2026-05-01T00:00:00Z"}
    done(met.client.put(f"/v1/team-members/{gone}", json=left))
    done(met.client.put(f"/v1/competitors/{rival}", json={"name": "Rival Systems"}))
    met.batch(
        item("person", "ada", identity={"account": "sister", "person": "p42"}),
        item("influence", "f1", source="ada", target="bo", strength=0.8, topic="budget"),
        item("influence", "f2", source="bo", target="ada", strength=0.3),
        item("conflict", "x1", people=["ada", "bo"], strength=0.6),
        item("alliance", "y1", people=["bo", "ada"]),
        item("competitor_tie", "t1", competitor=rival, person="ada", rung="trusted"),
        item("coverage", "v2", member=gone, target={"kind": "person", "id": "ada"}, duty="technical", cadence_days=1),
    )
    card = met.get(CARD, as_of=AS_OF)
    influences = [each for each in card["influences"] if each["id"] in {"f1", "f2"}]
    assert [(each["side"], each["person"], each["topic"]) for each in influences] == [
        ("moves", "bo", "budget"),
        ("moved_by", "bo", None),
    ]
    assert {each["name"] for each in influences} == {met.get("people/bo")["name"]}
    assert [each["strength"] for each in (*card["conflicts"], *card["alliances"])] == [0.6, None]
    assert [(each["name"], each["rung"]) for each in card["competitors"]] == [("Rival Systems", "trusted")]
    assert [(each["name"], each["present"], each["left_at"]) for each in card["coverages"]] == [
        ("Kim Berg", True, None),
        ("Jo Lang", False, "2026-05-01T00:00:00.000000Z"),
    ]
    elsewhere = {"account": "sister", "account_name": None, "person": "p42", "person_name": None}
    assert met.get(CARD)["identity"]["elsewhere"] == elsewhere
    assert {"support", "political_status", "importance"} <= set(card["not_known"])
    assert not {"manager", "contact", "duty", "department"} & set(card["not_known"])


def test_health_names_people_deals_and_who_would_be_missed(met):
    parts = met.get("analysis/health", as_of=AS_OF)["parts"]
    names = {person["id"]: person["name"] for person in met.get("people")["items"]}
    assert {each["id"]: each["name"] for each in parts["people"]} == names
    assert [each["name"] for each in parts["deals"]] == ["Line 4"]
    assert parts["theirs"]["name"] == names[parts["theirs"]["id"]]
    assert parts["ours"]["name"] == "Kim Berg"
