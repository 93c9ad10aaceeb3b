"""A record of every kind, from its first write to its end: created, changed, corrected, refused, read at every time."""

from random import Random
from typing import Any

from tests.recorded_run.chapters.firm import BOOK_ITEMS, BOOK_KINDS, FIRM, FIRM_ITEMS, FIRM_KINDS, Kind
from tests.recorded_run.recorder import Recorder, etag_of, object_of

MERGE_PATCH = {"content-type": "application/merge-patch+json"}
EARLIER, LATER, LONG_AGO = "2024-09-01T00:00:00Z", "2025-02-01T00:00:00+01:00", "1999-01-01T00:00:00Z"


def record_lives(run: Recorder) -> None:
    """Write the script's own account, then a record of every kind in all its states."""
    run.begin("record lives")
    run.send("POST", "/v1/batch", {"items": BOOK_ITEMS})
    run.send("POST", f"/v1/accounts/{FIRM}/batch", {"items": FIRM_ITEMS})
    random = Random(4)
    for kind in (*BOOK_KINDS, *FIRM_KINDS):
        run.begin(f"life of one {kind.kind}")
        own = f"{kind.place}/rec-{random.randrange(16**6):06x}"
        _record_creation(run, kind, own)
        _record_changes(run, kind, own)
        _record_reading(run, kind, own)
        _record_posts(run, kind)
        _record_by_another_system(run, kind)
        _record_refusals(run, kind, own)
        _record_end(run, kind, own)


def _record_creation(run: Recorder, kind: Kind, own: str) -> None:
    run.get(kind.place, limit=5, tag="rec")
    run.get(kind.place, planet="mars")
    run.get(own)
    run.send("PATCH", own, kind.change)
    run.send("PUT", own, kind.first, headers={"if-match": '"1"'})
    run.send("PUT", own, kind.first, headers={"if-none-match": "*"}, effective_at=EARLIER)
    run.send("PUT", own, kind.first, headers={"if-none-match": "*"})
    run.send("PUT", own, kind.first)


def _record_changes(run: Recorder, kind: Kind, own: str) -> None:
    start = etag_of(run.get(own))
    run.send("PATCH", own, kind.change, headers={"if-match": start}, effective_at=LATER)
    run.send("PATCH", own, {"tags": ["rec", "试点"]}, headers={"if-match": start})
    run.send("PATCH", own, {"tags": ["rec", "试点"], "external_ids": {"crm": f"c-{kind.kind}"}}, headers=MERGE_PATCH)
    run.send("PATCH", own, {"external_ids": None}, headers={"if-match": "*"})
    run.send("PATCH", own, {"tags": ["rec"]}, effective_at=LATER, correction="true")
    run.send("PATCH", own, {"tags": ["rec"]})


def _record_reading(run: Recorder, kind: Kind, own: str) -> None:
    latest = run.get(own)
    run.get(own, {"if-none-match": etag_of(latest)})
    run.get(own, {"if-none-match": "*"})
    for moment in (LONG_AGO, EARLIER, "2024-12-24T00:00:00Z", LATER):
        run.get(own, as_of=moment)
    history = run.get(f"{own}/history")
    for row in object_of(history).get("items", [])[:2]:
        recorded = row.get("recorded_at") or LATER
        run.get(own, as_of=LATER, known_at=recorded)
        run.get(kind.place, known_at=recorded, tag="rec", fields="id,tags")
    run.get(f"{own}/history", {"if-none-match": etag_of(history)})
    run.get(kind.place, tag="rec", sort="-id", limit=2)


def _record_by_another_system(run: Recorder, kind: Kind) -> None:
    place = f"{kind.place}/by/crm/77-{kind.kind}"
    made = run.send("PUT", place, kind.second)
    run.send("PUT", place, {**kind.second, **kind.change}, headers={"if-match": etag_of(made)}, effective_at=LATER)
    run.send("PUT", place, kind.wrong)
    run.send("PUT", place, kind.second, headers={"if-match": '"999999"'})
    run.get(kind.place, external_id=f"crm:77-{kind.kind}", fields="id,external_ids")
    run.send("PUT", f"{kind.place}/by/no%20system/77", kind.second)


def _record_posts(run: Recorder, kind: Kind) -> None:
    once = {"idempotency-key": f"once-{kind.kind}"}
    made = run.send("POST", kind.place, kind.second, headers=once)
    run.send("POST", kind.place, kind.second, headers=once)
    run.send("POST", kind.place, {**kind.second, "tags": ["other"]}, headers=once)
    run.send("POST", kind.place, kind.second)
    run.send("POST", kind.place, kind.unknown)
    run.send("POST", kind.place, kind.second, headers={"idempotency-key": "two words"})
    run.send("POST", kind.place, {"tags": ["rec"]})
    if (own := object_of(made).get("id")) is not None:
        run.send("DELETE", f"{kind.place}/{own}")


def _record_refusals(run: Recorder, kind: Kind, own: str) -> None:
    bodies: tuple[Any, ...] = (
        kind.wrong,
        kind.unknown,
        {"planet": 1},
        {"id": "other"},
        [kind.first],
        "text",
        {"tags": 3},
    )
    for body in bodies:
        run.send("PUT", own, body)
    run.send("PATCH", own, {**kind.wrong, "planet": "mars", "tags": [7]})
    run.send("PATCH", own, {"extra": {"never_declared": 1}})
    broken = {"content-type": "application/json"}
    for content in (b'{"name": ', b"", b"\xff\xfe", b'{"confidence": NaN}', b'{"tags": ["\\ud800"]}'):
        run.send("PUT", own, content=content, headers=broken)
    run.send("PUT", own, content=b"name=x", headers={"content-type": "text/plain"})
    run.send("PUT", own, kind.first, headers={"if-match": "nonsense"})
    run.send("PUT", own, kind.first, effective_at="soon")
    run.send("PUT", own, kind.first, correction="perhaps")
    run.send("PUT", own, kind.first, planet="mars")
    run.send("PUT", f"{kind.place}/no%20id", kind.first)
    for method in ("GET", "DELETE", "PATCH"):
        run.send(method, f"{kind.place}/nothing-here", {"tags": []} if method == "PATCH" else None)
    run.get(f"{kind.place}/nothing-here/history")
    run.get(own, as_of="soon")
    run.get(own, planet="mars")


def _record_end(run: Recorder, kind: Kind, own: str) -> None:
    run.send("DELETE", own, headers={"if-match": '"1"'})
    run.send("DELETE", own, effective_at="2025-11-01T00:00:00Z")
    run.send("DELETE", own)
    run.send("DELETE", own, effective_at="2025-10-01T00:00:00Z", correction="true")
    run.get(own)
    run.get(own, as_of="2025-12-01T00:00:00Z")
    run.get(own, as_of=LATER)
    run.get(kind.place, tag="rec", as_of="2025-12-01T00:00:00Z", fields="id")
    run.send("PATCH", own, kind.change)
    run.send("PUT", own, kind.first, headers={"if-none-match": "*"})
    run.get(f"{own}/history")
    run.send("DELETE", own, purge="true", correction="true")
    run.send("DELETE", own, purge="perhaps")
    run.send("DELETE", own, headers={"if-match": '"1"'}, purge="true")
