"""The record of a rule over HTTP: what became of its gaps, over all accounts."""

from typing import Any

from tests.api.accounts import Account, done, fresh_id, item
from tests.api.problems import assert_problem

RULE = "process-blind"
WHEN = "2026-06-01T00:00:00Z"


def record(client) -> Any:
    return done(client.get(f"/v1/gap-rules/{RULE}/record"))


def state(**more: Any) -> dict[str, Any]:
    return item("gap_state", fresh_id("gap"), rule=RULE, first_seen=WHEN, since=WHEN, **more)


def word(verdict: str, by: str = "kim") -> dict[str, str]:
    return {"by": by, "verdict": verdict, "at": WHEN}


def test_it_counts_what_was_seen_muted_judged_and_acted_on_in_every_account(client):
    before = record(client)
    first, second = Account(client), Account(client)
    muted = {"by": "kim", "reason": "She is on leave.", "until": "2026-09-01T00:00:00Z", "at": WHEN}
    doubted = state(times_opened=3, feedback=[word("right"), word("wrong"), word("known", "lea")])
    closed = state(closed_at="2026-06-09T00:00:00Z", mute=muted)
    first.batch(
        doubted,
        closed,
        item("action", "a1", what="Ask.", gap=doubted["id"], status="dropped"),
        item("action", "a2", what="Ask again.", gap=doubted["id"], status="done"),
        item("action", "a3", what="Ask.", gap=closed["id"]),
    )
    second.batch(state(feedback=[word("right")]), item("action", "a1", what="Ask.", gap=doubted["id"]))
    after = record(client)
    grown = {name: after[name] - before[name] for name in before if isinstance(before[name], int)}
    assert grown == {
        "accounts": 2,
        "gaps": 3,
        "opened": 5,
        "open": 2,
        "muted": 1,
        "judgements": 3,
        "right": 1,
        "wrong": 1,
        "known": 1,
        "acted_on": 2,
        "done": 1,
    }
    assert after["shares"]["wrong"] == after["wrong"] / after["judgements"]
    assert after["reasons"] == {}


def test_it_is_given_again_by_its_etag_and_a_rule_that_is_not_there_is_not_found(client):
    url = f"/v1/gap-rules/{RULE}/record"
    etag = client.get(url).headers["etag"]
    assert client.get(url, headers={"If-None-Match": etag}).status_code == 304
    assert_problem(client.get("/v1/gap-rules/fame/record"), 404, "NotFound", says="lists all rules")
