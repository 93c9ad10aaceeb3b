"""The change feed from its beginning, and what is erased for good, in the feed and everywhere else."""

from datetime import UTC, datetime
from typing import Any

from tests.api.serving import wait_until
from tests.recorded_run.chapters.batches import bare
from tests.recorded_run.chapters.firm import BOOK_KINDS, FIRM, FIRM_KINDS, entry
from tests.recorded_run.chapters.sample_lists import JULY
from tests.recorded_run.recorder import Recorder, etag_of, object_of


def record_changes(run: Recorder) -> None:
    """Follow the feed, erase records of every kind, and follow it again."""
    run.begin("changes")
    after = _record_feed(run)
    _record_refusals(run)
    run.begin("erasure")
    _record_one_of_every_kind(run)
    _record_named_person(run)
    _record_accounts(run)
    run.begin("changes after erasure")
    wait_until_complete(run)
    later = run.get("/v1/changes", after=after, limit=500)
    run.get("/v1/changes", {"if-none-match": etag_of(later)}, after=after, limit=500)
    run.get("/v1/changes", account_id="rec-third")


def wait_until_complete(run: Recorder) -> None:
    """Wait until the feed gives what was written last: it holds back what a slower write could precede."""
    now = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    wait_until(lambda: str(object_of(run.peek("/v1/changes?limit=1")).get("complete_until", "")) > now, 60)


def _record_feed(run: Recorder) -> str:
    wait_until_complete(run)
    page = run.get("/v1/changes", limit=200)
    run.get("/v1/changes", {"if-none-match": etag_of(page)}, limit=200)
    after = ""
    while object_of(page).get("items"):
        after = object_of(page)["next_cursor"]
        page = run.get("/v1/changes", after=after, limit=200)
    own = run.get("/v1/changes", account_id=FIRM, limit=40)
    run.get("/v1/changes", account_id=FIRM, limit=40, after=object_of(own).get("next_cursor", "none"))
    return after


def _record_refusals(run: Recorder) -> None:
    cursor = object_of(run.get("/v1/changes", limit=1)).get("next_cursor", "none")
    wrong: tuple[dict[str, Any], ...] = (
        {"after": "???"}, {"after": cursor, "account_id": FIRM}, {"limit": 0}, {"limit": 501}, {"account_id": "no id"},
        {"planet": "mars"},
    )  # fmt: skip
    for parameters in wrong:
        run.get("/v1/changes", **parameters)
    run.get("/v1/changes", account_id="nobody-here")


def _record_one_of_every_kind(run: Recorder) -> None:
    for kind in (*BOOK_KINDS, *FIRM_KINDS):
        own = f"{kind.place}/erased-{kind.kind}"
        made = run.send("PUT", own, kind.first)
        own = f"{kind.place}/{object_of(made).get('id', f'erased-{kind.kind}')}"
        run.send("DELETE", own, purge="true", headers={"if-match": etag_of(made)})
        run.get(own)
        run.get(f"{own}/history")
        run.get(own, as_of=JULY)
        run.send("PUT", own, kind.first)
        run.send("DELETE", own, purge="true")
        run.send("DELETE", f"{kind.place}/never-there", purge="true")


def _record_named_person(run: Recorder) -> None:
    """Erase somebody whom texts and edges name, after answers that knew them."""
    own = f"/v1/accounts/{FIRM}"
    run.send(
        "POST",
        f"{own}/batch",
        {
            "items": [
                entry("person", "gone", name="Quirina Vogelsang"),
                entry("reporting_line", None, person="gone", manager="bo", evidence="Quirina Vogelsang said so"),
                entry("influence", None, source="cy", target="bo", evidence="Quirina Vogelsang saw it", strength=0.2),
                bare("interaction", "meal", at="2024-08-01T00:00:00Z", people=["gone", "ada"], channel="meal"),
            ]
        },
    )
    asked = (f"{own}/people", f"{own}/analysis/influence", f"{own}/graph", f"{own}/influences", f"{own}/interactions")
    before = [run.get(path, as_of=JULY) for path in asked]
    run.send("DELETE", f"{own}/people/gone", purge="true")
    for path, answer in zip(asked, before, strict=True):
        run.get(path, {"if-none-match": etag_of(answer)}, as_of=JULY)
        known = answer.headers.get("stakegraph-known-at", JULY)
        run.get(path, {"if-none-match": etag_of(answer)}, as_of=JULY, known_at=known)
    run.send("POST", f"{own}/batch", {"items": [bare("person", "gone", name="Again")]})
    run.get(f"{own}/analysis/people/gone/profile", as_of=JULY)


def _record_accounts(run: Recorder) -> None:
    run.send("DELETE", "/v1/accounts/rec-third", purge="true")
    run.get("/v1/accounts/rec-third")
    run.get("/v1/accounts/rec-third/people")
    run.send("DELETE", "/v1/accounts/halden-suzhou", purge="true")
    run.get("/v1/accounts", as_of=JULY, fields="id,name,parent")
    run.get("/v1/account-ties", as_of=JULY)
    run.get("/v1/accounts/halden-pumps/analysis/influence", as_of=JULY)
