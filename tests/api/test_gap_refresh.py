"""Refreshing the gaps of an account over HTTP: what opens, what closes, what comes back, and when nothing is stored."""

from concurrent.futures import ThreadPoolExecutor

import httpx

from tests.api.accounts import Account, Json, done, fresh_id, item
from tests.api.problems import assert_invalid, assert_problem

UNCOVERED = "key-player-uncovered"


def refresh(account: Account, **headers: str) -> Json:
    sent = account.client.post(f"{account.path}/analysis/gaps/refresh", headers=headers)
    return dict(done(sent))


def of_rule(rows: list[Json], rule: str) -> Json:
    [one] = [row for row in rows if row["rule"] == rule]
    return one


def test_the_first_look_opens_what_the_accounts_own_profile_shows_and_the_next_stores_nothing(held: Account):
    shown = held.get("analysis/gaps")
    before = held.revision
    first = refresh(held)
    assert (first["account_id"], first["revision"], first["closed"]) == (held.id, before + 1, [])
    assert [row["id"] for row in first["opened"]][: len(shown["gaps"])] == [gap["id"] for gap in shown["gaps"]]
    assert len(first["opened"]) == shown["counts"]["total"] + shown["counts"]["held_back"]
    assert {row["since"] for row in first["opened"]} == {first["at"]}
    stored = held.get("gap-states", limit="500")["items"]
    assert {one["id"] for one in stored} == {row["id"] for row in first["opened"]}

    with held.untouched():
        second = refresh(held)
    assert (second["revision"], second["opened"], second["closed"]) == (before + 1, [], [])
    assert second["still_open"] == first["opened"]


def test_a_gap_closes_comes_back_and_keeps_when_it_was_first_seen(held: Account):
    first = of_rule(refresh(held)["opened"], UNCOVERED)
    assert (held.get(f"gap-states/{first['id']}")["people"]) == ["bo"]

    held.batch(item("person", "bo", status="left", left_at="2026-06-15T00:00:00Z"))
    gone = refresh(held)
    closed = of_rule(gone["closed"], UNCOVERED)
    assert (closed["id"], closed["closed_at"], closed["since"]) == (first["id"], gone["at"], first["since"])
    assert first["id"] not in {row["id"] for row in gone["still_open"]}

    held.batch(item("person", "bo", status="active", left_at=None))
    back = refresh(held)
    again = of_rule(back["opened"], UNCOVERED)
    assert (again["id"], again["closed_at"], again["times_opened"]) == (first["id"], None, 2)
    assert (again["first_seen"], again["since"]) == (first["first_seen"], back["at"])
    history = held.get(f"gap-states/{first['id']}/history")["items"]
    assert [(row["times_opened"], row["closed_at"]) for row in history] == [
        (2, None),
        (1, closed["closed_at"]),
        (1, None),
    ]
    for at, open_then in ((gone["at"], False), (back["at"], True), (first["since"], True)):
        then = held.get(f"gap-states/{first['id']}", as_of=at)
        assert (then["closed_at"] is None) == open_then


def test_a_gap_that_closes_closes_the_open_actions_that_answer_it(held: Account):
    gap = of_rule(refresh(held)["opened"], UNCOVERED)["id"]
    held.batch(
        item("action", "call", what="Call him.", gap=gap),
        item("action", "letter", what="Write to him.", gap=gap, status="dropped"),
        item("action", "other", what="Do something else."),
    )
    held.batch(item("person", "bo", status="left", left_at="2026-06-15T00:00:00Z"))
    found = refresh(held)
    standing = {one["id"]: (one["status"], one["closed_at"]) for one in held.get("actions")["items"]}
    assert standing == {"call": ("done", found["at"]), "letter": ("dropped", None), "other": ("open", None)}


def test_a_key_that_is_sent_again_gets_the_first_answer(held: Account):
    key = {"Idempotency-Key": fresh_id()}
    first = held.client.post(f"{held.path}/analysis/gaps/refresh", headers=key)
    again = held.client.post(f"{held.path}/analysis/gaps/refresh", headers=key)
    assert again.headers["idempotency-replayed"] == "true"
    assert done(first) == done(again)
    assert first.json()["opened"]
    assert refresh(held)["opened"] == []


def test_of_several_looks_at_once_each_gap_is_opened_by_one(held: Account):
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: refresh(held), range(4)))
    opened = [row["id"] for answer in answers for row in answer["opened"]]
    assert opened
    assert len(opened) == len(set(opened))
    assert {one["times_opened"] for one in held.get("gap-states", limit="500")["items"]} == {1}


def test_an_account_that_has_ended_is_not_looked_at_anew(held: Account):
    done(held.client.delete(held.path, params={"effective_at": "2026-06-15T00:00:00Z"}))
    refused = held.client.post(f"{held.path}/analysis/gaps/refresh")
    assert_problem(refused, 409, "Conflict", says="ended")


def test_only_an_account_that_is_there_is_looked_at(client: httpx.Client, held: Account):
    assert_problem(client.post("/v1/accounts/nobody-here/analysis/gaps/refresh"), 404, "NotFound", says="nobody-here")
    refused = held.client.post(f"{held.path}/analysis/gaps/refresh?as_of=2026-01-01T00:00:00Z")
    assert_invalid(refused, "?as_of", "unknown parameter")


def test_what_changed_names_a_gap_by_the_title_of_its_rule_in_both_languages(held: Account):
    before = str(held.get("analysis/influence")["known_at"])
    gap = of_rule(refresh(held)["opened"], UNCOVERED)["id"]
    for language, words in (("en", "A gap was found: “"), ("zh", "发现缺口：“")):
        title = next(one["title"] for one in rules(held, language) if one["id"] == UNCOVERED)
        found = held.get("analysis/changes", **{"from": before, "lang": language})["records"]
        [sentence] = [one["sentence"] for one in found if one["id"] == gap]
        assert sentence.startswith(f"{words}{title}")


def rules(account: Account, language: str) -> list[Json]:
    return list(done(account.client.get("/v1/gap-rules", params={"lang": language}))["items"])
