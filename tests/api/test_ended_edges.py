"""An account whose edges have all ended, over HTTP: every analysis still answers, and says what it lacks."""

import pytest

from tests.api.accounts import Account, Json, done, item

BEGAN = "2026-03-01T00:00:00Z"
ENDED = "2026-06-01T00:00:00Z"
AS_OF = "2026-07-01T00:00:00Z"

EDGES: dict[str, tuple[str, Json]] = {
    "influence": ("influences", {"source": "bo", "target": "cy", "strength": 0.5}),
    "reporting_line": ("reporting-lines", {"person": "bo", "manager": "ada", "line": "solid"}),
    "alliance": ("alliances", {"people": ["bo", "cy"]}),
    "conflict": ("conflicts", {"people": ["ada", "cy"]}),
    "membership": ("memberships", {"person": "ada", "department": "sales", "primary": True}),
}


@pytest.fixture
def ended(client) -> Account:
    """An account of three, with an edge of every kind between them from March to May, and one contact."""
    account = Account(client, valid_from=BEGAN)
    done(client.put(f"/v1/team-members/{account.id}-kim", json={"name": "Kim", "valid_from": BEGAN}))
    contact = {"at": "2026-04-01T09:00:00Z", "people": ["ada"], "members": [f"{account.id}-kim"], "channel": "meeting"}
    account.batch(
        *(item("person", name, name=name.title(), valid_from=BEGAN) for name in ("ada", "bo", "cy")),
        item("department", "sales", name="Sales", valid_from=BEGAN),
        *(item(kind, f"e-{kind}", **fields, valid_from=BEGAN) for kind, (_, fields) in EDGES.items()),
        item("interaction", "i1", **contact, direction="mutual"),
    )
    for kind, (path, _) in EDGES.items():
        account.end(f"{path}/e-{kind}", effective_at=ENDED)
    return account


def test_what_has_ended_counts_no_longer_and_did_before(ended):
    before = ended.get("analysis/influence", as_of="2026-05-01T00:00:00Z")
    after = ended.get("analysis/influence", as_of=AS_OF)
    assert before["people"][0]["influence"] > 1 / 3
    assert [row["influence"] for row in after["people"]] == pytest.approx([1 / 3] * 3)
    assert after["people"][0]["reasons"]["informal_gap"] == "no_informal_edge"
    for relation in ("influences", "reporting-lines", "conflicts", "alliances"):
        network = ended.get("analysis/network", as_of=AS_OF, relation=relation)["account"]
        assert (network["people"], network["edges"], network["diameter"]) == (3, 0, None)
        assert network["reasons"]["diameter"] == "no_edges"


def test_contacts_stay_when_edges_end(ended):
    closeness = ended.get("analysis/closeness", as_of=AS_OF)
    assert [(row["member"], row["person"]) for row in closeness["pairs"]] == [(f"{ended.id}-kim", "ada")]
    coverage = ended.get("analysis/coverage", as_of=AS_OF)["account"]
    assert coverage["unknown"] == {"people": 2, "influence": pytest.approx(2 / 3)}
    health = ended.get("analysis/health", as_of=AS_OF)
    assert health["components"]["freshness"] == pytest.approx(100 / 3)
    assert health["reasons"] == {"change": "no_previous"}
    profile = ended.get("analysis/people/ada/profile", as_of=AS_OF)
    assert (profile["places"], profile["lines"], profile["reasons"]) == ([], [], {})
