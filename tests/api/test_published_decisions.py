"""Published examples of power and of opinions, over HTTP: recorded as a user would record them."""

import json
import math
from fractions import Fraction
from typing import Any

import httpx
import pytest

from tests.api.accounts import Account, done, fresh_id, item
from tests.data.shared_folders import shared_folder

AS_OF = "2026-07-01T00:00:00Z"
EXACTLY = 1e-12


def reference(name: str) -> dict[str, Any]:
    """Return a file of published values."""
    found: dict[str, Any] = json.loads((shared_folder("reference") / name).read_text(encoding="utf-8"))
    return found


def voting_body(account: Account, weights: list[int], quota: int) -> tuple[str, list[str]]:
    """Record a chain of one step that passes when the yeses weigh the quota; return its id and those of its voters."""
    chain = fresh_id("v")
    names = [f"{chain}-{number:02}" for number in range(len(weights))]
    account.batch(
        item("opportunity", f"{chain}-o", name="Vote"),
        item("chain", chain, opportunity=f"{chain}-o", name="Body"),
        item(
            "step",
            f"{chain}-s",
            chain=chain,
            order=1,
            rule="threshold",
            threshold=f"{quota}/{sum(weights)}",
            name="Vote",
        ),
        *(item("person", name, name=name) for name in names),
        *(item("stake", f"{n}-k", person=n, chain=chain, weight=w) for n, w in zip(names, weights, strict=True)),
    )
    return chain, names


def test_every_body_of_the_reference_has_its_power_indices(account):
    """Where nothing is known each vote is even, so that swing is the Banzhaf measure and the baseline counts wins."""
    for name, body in reference("power_indices.json").items():
        chain, names = voting_body(account, body["weights"], body["quota"])
        answer = account.get(f"chains/{chain}/analysis/power")
        found = {each["person"]: each for each in answer["voters"]}
        swings = body["swings"]
        expected = {
            "banzhaf": [Fraction(each, sum(swings)) for each in swings],
            "shapley_shubik": [Fraction(each) for each in body["shapley_shubik"]],
            "swing": [Fraction(each, 2 ** (len(swings) - 1)) for each in swings],
        }
        for index, values in expected.items():
            assert [found[one][index] for one in names] == pytest.approx(values, abs=EXACTLY), (name, index)
        assert answer["method"] == "exact"
        forecast = account.get(f"chains/{chain}/analysis/forecast")
        wins = Fraction(body["winning_coalitions"], 2 ** len(swings))
        assert forecast["baseline"] == pytest.approx(wins, abs=EXACTLY), name


PEOPLE = ("ada", "bo", "cy", "di")
KINDS = ("innovator", "visionary", "laggard", "pragmatist")


@pytest.fixture
def panel(client: httpx.Client) -> Account:
    """The four people of Friedkin and Johnsen (1999) as voters of one chain.

    They hear themselves too, which nobody does here. Hearing oneself by a share w is hearing the others alone with the
    susceptibility ``l (1 - w) / (1 - l w)``: the same opinions in the end, and the same levers.
    """
    study = reference("friedkin_johnsen.json")
    panel = Account(client)
    hears, moved = study["W"], study["lambda_classic"]
    kept = {
        f"susceptibility_{kind}": moved[k] * (1 - hears[k][k]) / (1 - moved[k] * hears[k][k])
        for k, kind in enumerate(KINDS)
    }
    done(client.put(f"/v1/settings/{panel.id}", json={"account": panel.id, **kept}))
    panel.batch(
        item("opportunity", "o", name="Panel"),
        item("chain", "c", opportunity="o", name="Panel"),
        item("step", "s", chain="c", order=1, name="Vote", rule="majority"),
        *(item("person", name, name=name) for name in PEOPLE),
        *(item("stake", f"{name}-k", person=name, chain="c", weight=1) for name in PEOPLE),
        *(
            item("influence", source=mover, target=one, strength=hears[row][column], confidence=1)
            for row, one in enumerate(PEOPLE)
            for column, mover in enumerate(PEOPLE)
            if row != column and hears[row][column]
        ),
        *(word(name, "adaptability", kind, 1) for name, kind in zip(PEOPLE, KINDS, strict=True)),
    )
    return panel


def word(person: str, attribute: str, value: str | int, confidence: float, by: str = "cy") -> dict[str, Any]:
    """Return a word of a customer, said at the moment that is asked about."""
    said = {"value": value, "confidence": confidence, "observed_at": AS_OF, "function": "customer"}
    return item(
        "assessment", fresh_id("a"), person=person, attribute=attribute, assessor={"kind": "person", "id": by}, **said
    )


def believed(person: str, support: float) -> list[dict[str, Any]]:
    """Return the words of two people whose mean, weighted by their confidence, is a support between whole numbers."""
    low = min(math.floor(support), 1)
    shares = {low: 1 - (support - low), low + 1: support - low}
    words = [(value, share) for value, share in shares.items() if share > EXACTLY]
    return [word(person, "support", value, share, by) for (value, share), by in zip(words, PEOPLE, strict=False)]


@pytest.mark.parametrize("issue", ["issue_a", "issue_b"])
def test_opinions_end_where_friedkin_and_johnsen_published(panel, issue):
    study = reference("friedkin_johnsen.json")
    start, end = study[issue]["u"], study[issue]["x"]
    middle, half = (max(start) + min(start)) / 2, (max(start) - min(start)) / 2
    panel.batch(
        *(each for one, u in zip(PEOPLE, start, strict=True) for each in believed(one, 2 * (u - middle) / half))
    )
    found = panel.get("chains/c/analysis/opinions", as_of=AS_OF)
    drifted = {each["person"]: each["drifted"] / 2 * half + middle for each in found["people"]}
    assert [drifted[one] for one in PEOPLE] == pytest.approx(end, abs=1e-4)  # given to six decimals of 100
    assert [drifted[one] for one in PEOPLE] == pytest.approx(study[issue]["published"], abs=0.06)  # in print, rounded


def test_levers_are_the_published_total_effects(panel):
    study = reference("friedkin_johnsen.json")
    panel.batch(*(word(one, "support", 0, 1) for one in PEOPLE))
    found = panel.get("chains/c/analysis/opinions", as_of=AS_OF)
    levers = {(each["voter"], each["person"]): each["lever"] for each in found["levers"]}
    for voter, row in zip(PEOPLE, study["V"], strict=True):
        assert [levers.get((voter, one), 0.0) for one in PEOPLE] == pytest.approx(row, abs=1e-6)
