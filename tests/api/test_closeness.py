"""Closeness and coverage over HTTP: a meeting is recorded, the number moves, and the answer says why."""

import pytest

from tests.api.accounts import Account, Json, done, fresh_id, item
from tests.api.problems import assert_problem

AS_OF = "2026-07-01T00:00:00Z"


@pytest.fixture
def known_firm(firm: Account) -> Account:
    """A firm with two of us, one of whom met somebody in spring."""
    for name in ("kim", "lea"):
        done(firm.client.put(f"/v1/team-members/{firm.id}-{name}", json={"name": name.title(), "unit": "Sales"}))
    firm.batch(contact(firm, "2026-04-01T09:00:00Z", "ada"), item("person", "di", name="Di"))
    return firm


def contact(firm: Account, at: str, person: str, **fields):
    meeting = {"at": at, "people": [person], "members": [f"{firm.id}-kim"], "channel": "meeting", "direction": "mutual"}
    return item("interaction", fresh_id("i"), **meeting | fields)


def analysis(firm: Account, name: str, **parameters):
    return firm.get(f"analysis/{name}", as_of=AS_OF, **parameters)


def test_a_meeting_moves_closeness_and_coverage_and_the_components_say_why(known_firm):
    (before,) = analysis(known_firm, "closeness")["pairs"]
    coverage = analysis(known_firm, "coverage")["account"]["coverage"]
    known_firm.batch(contact(known_firm, "2026-06-30T09:00:00Z", "ada", depth=4, expertise=1))
    (after,) = analysis(known_firm, "closeness")["pairs"]
    assert after["closeness"] > before["closeness"]
    assert all(after["components"][part] > before["components"][part] for part in before["components"])
    assert (after["last_at"], after["count_90d"]) == ("2026-06-30T09:00:00.000000Z", before["count_90d"] + 1)
    assert analysis(known_firm, "coverage")["account"]["coverage"] > coverage


def test_an_explained_answer_names_the_records_behind_each_number(known_firm):
    known_firm.batch(item("interaction", "second", **contact(known_firm, "2026-06-30T09:00:00Z", "ada")["data"]))
    (row,) = analysis(known_firm, "closeness", explain="true")["pairs"]
    assert row["rests_on"]["interactions"][-1] == "second"
    assert len(row["rests_on"]["interactions"]) == 2
    assert "rests_on" not in analysis(known_firm, "closeness")["pairs"][0]


def test_the_trend_compares_with_thirty_days_before_with_all_we_know_now(known_firm):
    known_firm.batch(contact(known_firm, "2026-06-30T09:00:00Z", "ada", depth=4))
    (now,) = analysis(known_firm, "closeness")["pairs"]
    (then,) = known_firm.get("analysis/closeness", as_of="2026-06-01T00:00:00Z")["pairs"]
    assert now["trend"] == pytest.approx(now["closeness"] - then["closeness"])
    known_firm.batch(contact(known_firm, "2026-05-20T09:00:00Z", "ada", depth=5))
    assert analysis(known_firm, "closeness")["pairs"][0]["trend"] < now["trend"]


def test_an_asserted_rung_counts_where_nothing_was_logged(known_firm):
    assessment: Json = {"person": "bo", "member": f"{known_firm.id}-lea", "attribute": "rung", "value": "trusted"}
    assessment |= {"observed_at": "2026-06-30T00:00:00Z", "function": "customer", "confidence": 1}
    known_firm.batch(item("assessment", fresh_id("s"), **assessment))
    rows = {row["person"]: row for row in analysis(known_firm, "closeness")["pairs"]}
    assert (rows["bo"]["closeness"], rows["bo"]["basis"], rows["bo"]["components"]) == (50, "asserted", None)


def test_a_setting_moves_the_number(known_firm):
    before = analysis(known_firm, "closeness")["pairs"][0]["components"]["frequency"]
    done(known_firm.client.put(f"/v1/settings/{known_firm.id}", json={"account": known_firm.id, "channel_meeting": 2}))
    assert analysis(known_firm, "closeness")["pairs"][0]["components"]["frequency"] > before


def test_expected_people_come_from_the_template_of_the_segment(known_firm):
    segment = known_firm.id
    done(known_firm.client.patch(known_firm.path, json={"segment": segment}))
    for name, deal_class, expected in (("a", "large", 9), ("b", None, 4)):
        cells = [{"function": "sales", "seniority": "director", "expected": expected}]
        body = {"name": name, "segment": segment, "deal_class": deal_class, "cells": cells}
        done(known_firm.client.put(f"/v1/templates/{segment}-{name}", json=body))
    known_firm.put("departments/sales", name="Sales", function="sales")
    found = {(c["department"], c["seniority"]): c["expected"] for c in known_firm.get("analysis/coverage")["cells"]}
    assert found["sales", "director"] == 4


def test_scopes_filter_the_answer(known_firm):
    known_firm.batch(
        item("opportunity", "o1", name="Line 4"),
        item("chain", "c1", opportunity="o1", name="Board"),
        item("stake", "k1", person="ada", chain="c1"),
    )
    assert [row["id"] for row in analysis(known_firm, "coverage", chain="c1")["people"]] == ["ada"]
    assert [row["id"] for row in analysis(known_firm, "influence", chain="c1")["people"]] == ["ada"]
    sales = {row["id"] for row in analysis(known_firm, "closeness", department="sales")["people"]}
    assert sales < {row["id"] for row in analysis(known_firm, "closeness")["people"]}


@pytest.mark.parametrize("name", ["closeness", "coverage", "influence"])
@pytest.mark.parametrize("scope", ["department", "chain"])
def test_a_scope_that_is_not_there_is_404(firm, name, scope):
    response = firm.client.get(f"{firm.path}/analysis/{name}?{scope}=nowhere")
    assert_problem(response, 404, "NotFound", says=f"no {scope} 'nowhere'")


@pytest.mark.parametrize("name", ["closeness", "coverage"])
def test_an_empty_account_is_an_answer(account, name):
    answer = analysis(account, name)
    assert (answer["people"], answer["account"][name]) == ([], None)
    assert answer["account"]["reasons"][name] == "too_few_people"


def test_who_left_us_is_no_longer_close(known_firm):
    left = {"status": "left", "left_at": "2026-06-15T00:00:00Z"}
    since = {"effective_at": "2026-06-15T00:00:00Z"}
    done(known_firm.client.patch(f"/v1/team-members/{known_firm.id}-kim", json=left, params=since))
    assert analysis(known_firm, "closeness")["pairs"] == []
    assert len(known_firm.get("analysis/closeness", as_of="2026-06-01T00:00:00Z")["pairs"]) == 1


def test_whole_numbers_and_words_are_stored_and_count_as_other_settings_do(known_firm):
    before = known_firm.get("analysis/coverage")
    sent = {"interval_draws": 100, "depth_contacts": 1, "desired_rung_others": "interdependent"}
    kept = done(known_firm.client.put(f"/v1/settings/{known_firm.id}", json={"account": known_firm.id, **sent}))
    assert {name: kept[name] for name in sent} == sent
    after = known_firm.get("analysis/coverage")
    assert {row["target"] for row in before["people"]} == {25}
    assert {row["target"] for row in after["people"]} == {75}
    assert after["settings"] == known_firm.get("analysis/influence")["settings"] != before["settings"]
    refused = known_firm.client.put(
        f"/v1/settings/{known_firm.id}", json={"account": known_firm.id, "interval_draws": 100.5}
    )
    assert_problem(refused, 422, "InvalidInput")
