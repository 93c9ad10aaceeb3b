"""Many records at once: batches of an account and of the book, lines of NDJSON, observations, custom fields."""

import json
from typing import Any

from tests.recorded_run.chapters.firm import FIRM, Json, entry
from tests.recorded_run.recorder import Recorder, etag_of

NDJSON = {"content-type": "application/x-ndjson"}
OF_THE_FIRM, OF_THE_BOOK = f"/v1/accounts/{FIRM}/batch", "/v1/batch"


def record_batches(run: Recorder) -> None:
    """Write many records at once, sound ones and others."""
    run.begin("batches")
    _record_sound(run)
    _record_unsound(run)
    _record_no_batches(run)
    _record_book(run)
    run.begin("sync")
    _record_sync(run)
    run.begin("observations")
    _record_observations(run)
    run.begin("custom fields")
    _record_custom_fields(run)


def bare(kind: str, record_id: str | None, /, **data: Any) -> Json:
    """Return an item that is valid from now on."""
    return {"kind": kind, "data": data} | ({"id": record_id} if record_id else {})


def _end(kind: str, record_id: str) -> Json:
    return {"kind": kind, "id": record_id, "action": "end"}


SOUND = (
    bare("influence", None, source="b-1", target="b-2", strength=0.4),
    bare("person", "b-1", name="Before its end"),
    bare("person", "b-2", name="之后"),
    bare("department", None, name="Without an id"),
    entry("reporting_line", "b-line", person="ada", manager="cy", line="dotted"),
)
MIXED = (
    bare("person", "b-3", name="Sound"),
    bare("person", "b-4", nme="A typing error"),
    bare("planet", "mars"),
    bare("influence", None, source="b-3", target="nobody"),
    bare("reporting_line", None, person="b-3", manager="b-3"),
    {"kind": "person", "id": "no id", "data": {"name": "x"}},
    {"kind": "person", "id": "b-5", "action": "explode"},
    _end("person", "never-there"),
    {"kind": "person", "action": "end"},
    "text",
    {"kind": "membership", "data": {"person": "b-3", "department": "sales"}, "effective_at": "soon"},
    {"kind": "membership", "data": {"person": "b-3", "department": "sales"}, "correction": "yes"},
    bare("team_member", "b-6", name="Of the book"),
    bare("membership", "b-7", person="b-3", department="field", confidence=2),
)


def _record_sound(run: Recorder) -> None:
    once = {"idempotency-key": "batch-one"}
    first = run.send("POST", OF_THE_FIRM, {"items": SOUND}, headers=once)
    run.send("POST", OF_THE_FIRM, {"items": SOUND}, headers=once)
    run.send("POST", OF_THE_FIRM, {"items": SOUND[:2]}, headers=once)
    run.send("POST", OF_THE_FIRM, {"items": SOUND[1:3]})
    run.send("POST", OF_THE_FIRM, {"items": [_end("person", "b-1")]}, headers={"if-match": etag_of(first)})
    run.send("POST", OF_THE_FIRM, {"items": [_end("person", "b-2")]}, headers={"if-match": etag_of(first)})
    run.send("POST", OF_THE_FIRM, {"items": []})
    run.send("POST", OF_THE_FIRM, {"items": [bare("person", "b-2", name="One"), bare("person", "b-2", name="Two")]})


def _record_unsound(run: Recorder) -> None:
    run.send("POST", OF_THE_FIRM, {"items": MIXED})
    run.send("POST", OF_THE_FIRM, {"items": MIXED}, on_error="refuse")
    run.send("POST", OF_THE_FIRM, {"items": [MIXED[0], MIXED[3], MIXED[7]]})
    run.send("POST", OF_THE_FIRM, {"items": MIXED}, on_error="skip", headers={"idempotency-key": "batch-skip"})
    run.send("POST", OF_THE_FIRM, {"items": MIXED}, on_error="skip", headers={"idempotency-key": "batch-skip"})
    run.send("POST", OF_THE_FIRM, {"items": MIXED[1:4]}, on_error="skip")
    run.send("POST", OF_THE_FIRM, {"items": [bare("person", f"b-{n}", name=n) for n in range(130)]})
    for person in ("b-3", "b-4"):
        run.get(f"/v1/accounts/{FIRM}/people/{person}")


def _record_no_batches(run: Recorder) -> None:
    bodies: tuple[Any, ...] = ({}, [], {"items": {}}, {"items": [], "more": 1}, "text", {"items": None})
    for body in bodies:
        run.send("POST", OF_THE_FIRM, body)
    run.send("POST", OF_THE_FIRM, {"items": 10_001 * [_end("person", "x")]})
    run.send("POST", OF_THE_FIRM, content=b'{"items": [', headers={"content-type": "application/json"})
    run.send("POST", OF_THE_FIRM, content=10_000_001 * b" ", headers={"content-type": "application/json"})
    run.send("POST", OF_THE_FIRM, {"items": []}, on_error="ignore")
    run.send("POST", OF_THE_FIRM, {"items": []}, planet="mars")
    run.send("POST", "/v1/accounts/nobody-here/batch", {"items": SOUND[1:2]})
    run.send("POST", "/v1/accounts/nobody-here/batch", {"items": []})


def _record_book(run: Recorder) -> None:
    items = (
        bare("account", "rec-new", name="New 新"),
        bare("team_member", "rec-new-member", name="Nia"),
        bare("account_tie", None, account="rec-new", other=FIRM, relation="client"),
        bare("setting", "rec-setting", account="rec-new", voice=0.15),
    )
    once = {"idempotency-key": "book-one"}
    run.send("POST", OF_THE_BOOK, {"items": items}, headers=once)
    run.send("POST", OF_THE_BOOK, {"items": items}, headers=once)
    run.send("POST", OF_THE_BOOK, {"items": [*items, bare("person", "p", name="Of an account")]})
    run.send("POST", OF_THE_BOOK, {"items": [*items, bare("account_tie", None, account="rec-new", other="nobody")]})
    run.send("POST", OF_THE_BOOK, {"items": [bare("account", "rec-skip", nme="x"), items[1]]}, on_error="skip")
    run.send(
        "POST", OF_THE_BOOK, {"items": [_end("account_tie", "nothing"), _end("account", "rec-new")]}, on_error="skip"
    )
    run.send("POST", OF_THE_BOOK, {"items": []})
    run.get("/v1/accounts/rec-new")


def _lines(*lines: Json | str) -> bytes:
    texts = [each if isinstance(each, str) else json.dumps(each, ensure_ascii=False) for each in lines]
    return "".join(f"{text}\n" for text in texts).encode()


def _of(account: str, item: Json) -> Json:
    return {"account_id": account, **item}


def _record_sync(run: Recorder) -> None:
    good = _lines(
        bare("team_member", "sync-member", name="Sy 同"),
        bare("account", "sync-firm", name="Synchronised"),
        *(_of("sync-firm", entry("person", f"s{number}", name=f"人员 {number}")) for number in range(5)),
        _of(FIRM, bare("person", "s0", name="Elsewhere")),
        _of("sync-firm", entry("reporting_line", None, person="s1", manager="s2")),
        _of("sync-firm", {"kind": "person", "id": "s4", "action": "end", "effective_at": "2026-01-01T00:00:00Z"}),
    )
    bad = _lines(
        "garbage",
        _of("sync-firm", bare("person", "s6", nme="x")),
        "",
        _of("sync-firm", bare("influence", None, source="s1", target="ghost")),
        1_000_001 * "x",
        _of("nobody-here", bare("person", "s1", name="Cy")),
        bare("person", "s1"),
        _of("sync-firm", bare("person", "s7", name="Sound")),
        _of("sync-firm", bare("planet", "mars")),
        '{"account_id": "no id", "kind": "person", "data": {}}',
        "[]",
    )
    once = {**NDJSON, "idempotency-key": "sync-one"}
    for content, headers in ((good, once), (good, once), (good, NDJSON), (bad, NDJSON), (bad, once), (b"", NDJSON)):
        run.send("POST", "/v1/sync", content=content, headers=headers)
    run.send("POST", "/v1/sync", content=b"\n\n", headers=NDJSON)
    run.send("POST", "/v1/sync", content=good, headers={"content-type": "application/json"})
    run.send("POST", "/v1/sync", content=good, headers={**NDJSON, "idempotency-key": "two words"})
    run.send("POST", "/v1/sync", content=good, headers=NDJSON, planet="mars")
    run.get("/v1/accounts/sync-firm/people", sort="-id")
    run.get("/v1/accounts/sync-firm/graph", format="node-link")


def _record_observations(run: Recorder) -> None:
    own = f"/v1/accounts/{FIRM}/observations"
    sound = {"person": "ada", "attribute": "support", "value": 1, "note": "Asked for our price 当众询价"}
    once = {"idempotency-key": "observed"}
    first = run.send("POST", own, sound, headers=once)
    run.send("POST", own, sound, headers=once)
    run.send("POST", own, {**sound, "value": 2}, headers=once)
    run.send("POST", own, {**sound, "confidence": 0.3}, headers={"if-match": etag_of(first)})
    run.send("POST", own, sound, headers={"if-match": etag_of(first)})
    for wrong in (
        {"person": "nobody"},
        {"attribute": "aura"},
        {"value": 9},
        {"value": None},
        {"planet": 1},
        {"note": 3},
    ):
        run.send("POST", own, {**sound, **wrong})
    run.send("POST", own, {})
    run.send("POST", own, content=b"{", headers={"content-type": "application/json"})
    run.send("POST", "/v1/accounts/nobody-here/observations", sound)
    run.get(f"/v1/accounts/{FIRM}/assessments", person="ada")


def _record_custom_fields(run: Recorder) -> None:
    run.send("PUT", "/v1/fields/rec-budget", {"record_kind": "person", "key": "rec_budget", "type": "number"})
    run.send(
        "PUT",
        "/v1/fields/rec-badge",
        {"record_kind": "person", "key": "rec_badge", "type": "choice", "values": ["red"]},
    )
    ada = f"/v1/accounts/{FIRM}/people/ada"
    extras: tuple[Any, ...] = (
        {"rec_budget": 12.5, "rec_badge": "red"}, {"rec_budget": "much"}, {"rec_badge": "blue"}, {"rec_other": 1},
        {"rec_budget": None}, [], "text",
    )  # fmt: skip
    for extra in extras:
        run.send("PATCH", ada, {"extra": extra})
    run.get(ada)
    run.send("DELETE", "/v1/fields/rec-budget")
    run.send("PATCH", ada, {"extra": {"rec_budget": 3}})
