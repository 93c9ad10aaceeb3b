"""Chains of persuasion that are equally good are equal over HTTP, whatever the number of their steps."""

import pytest

from tests.api.accounts import FAR, Account, done, fresh_id, item


def test_half_of_an_influence_goes_by_two_steps_that_are_as_good_as_one(account):
    """0.9 * 0.4 is 0.36, so m stands on half of the best chains of one pair out of two."""
    account.batch(
        *(item("person", name, name=name) for name in "smt"),
        item("influence", source="s", target="t", strength=0.36, confidence=1),
        item("influence", source="s", target="m", strength=0.9, confidence=1),
        item("influence", source="m", target="t", strength=0.4, confidence=1),
    )
    people = account.get("analysis/influence", as_of=FAR)["people"]
    assert {each["id"]: each["brokerage"] for each in people} == {"s": 0, "m": 0.25, "t": 0}


@pytest.mark.parametrize("names", [("m", "n"), ("n", "m")])
def test_of_equal_ways_the_shorter_comes_first_and_then_the_one_whose_ids_do(client, names):
    account = Account(client)
    kim = fresh_id("kim")
    done(client.put(f"/v1/team-members/{kim}", json={"name": "Kim Vale"}))
    account.batch(
        *(item("person", name, name=name) for name in "smnt"),
        item("influence", source="s", target="t", strength=0.36, confidence=1),
        *(item("influence", source="s", target=name, strength=0.9, confidence=1) for name in names),
        *(item("influence", source=name, target="t", strength=0.4, confidence=1) for name in names),
        item(
            "assessment",
            person="s",
            member=kim,
            attribute="rung",
            value="trusted",
            confidence=1,
            observed_at="2026-07-01T00:00:00Z",
        ),
    )
    found = account.get("analysis/paths", to="t", as_of="2026-07-02T00:00:00Z")
    ways = [found["best"], *found["alternatives"]]
    assert [each["people"][1:] for each in ways] == [["s", "t"], ["s", "m", "t"], ["s", "n", "t"]]
    assert [each["strength"] for each in ways] == pytest.approx([ways[0]["strength"]] * 3, rel=1e-12)
