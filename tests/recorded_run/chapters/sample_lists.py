"""The sample as it was loaded: every list, filtered, sorted and page by page; single records, histories, the graph."""

from random import Random
from typing import Any

from tests.recorded_run.chapters.firm import BOOK_KINDS, FIRM, FIRM_KINDS
from tests.recorded_run.recorder import Recorder, etag_of, items_of, object_of

ACCOUNTS = ("halden-pumps", "halden-suzhou", "yunhe-zhonggong")
JULY, YEAR_BEFORE, LONG_AGO = "2026-07-01T00:00:00Z", "2025-07-01T08:00:00+08:00", "1999-01-01T00:00:00Z"
MOST_PAGES = 3
SEED = 12


def record_sample_lists(run: Recorder) -> None:
    """Read what the sample holds, in every way that lists can be read."""
    run.begin("sample lists")
    random = Random(SEED)
    for kind in BOOK_KINDS:
        _record_list(run, kind.place, random)
    for account in ACCOUNTS:
        for kind in FIRM_KINDS:
            _record_list(run, kind.place.replace(FIRM, account), random)
    _record_words(run)
    _record_times(run)
    _record_refusals(run)


def _record_list(run: Recorder, place: str, random: Random) -> None:
    first = run.get(place, limit=25, as_of=JULY)
    run.get(place, {"if-none-match": etag_of(first)}, limit=25, as_of=JULY)
    _follow(run, place, object_of(first).get("next_cursor"))
    _follow(run, place, object_of(run.get(place, sort="-id", limit=7)).get("next_cursor"), sort="-id", limit=7)
    items = items_of(first)
    if not items:
        return
    one = random.choice(items)
    _record_filters(run, place, one)
    own = f"{place}/{one['id']}"
    latest = run.get(own)
    run.get(own, {"if-none-match": etag_of(latest)})
    run.get(own, as_of=YEAR_BEFORE)
    history = run.get(f"{own}/history")
    run.get(f"{own}/history", {"if-none-match": f'W/{etag_of(history)}, "x"'})


def _follow(run: Recorder, place: str, cursor: str | None, **parameters: Any) -> None:
    """Ask for the pages that follow, as far as a reader goes."""
    for _ in range(MOST_PAGES):
        if cursor is None:
            return
        cursor = object_of(run.get(place, cursor=cursor, **parameters)).get("next_cursor")


def _record_filters(run: Recorder, place: str, item: dict[str, Any]) -> None:
    """Filter by every value of a record that is a plain text, and choose fields."""
    plain = {name: value for name, value in item.items() if isinstance(value, str) and len(value) < 60 and value}
    never = {"account_id", "id", "name", "evidence", "text", "need", "state_from", "valid_from", "recorded_at"}
    for name in sorted(plain.keys() - never)[:3]:
        filters: dict[str, Any] = {f"{name}_": plain[name]}
        run.get(place, **filters, limit=5, fields="id")
    for tag in (item.get("tags") or [])[:1]:
        run.get(place, tag=tag, limit=3)
    for system, external_id in sorted((item.get("external_ids") or {}).items())[:1]:
        run.get(place, external_id=f"{system}:{external_id}")
    run.get(place, fields=",".join(sorted(item)[:4]), sort=f"-{min(plain, default='id')}", limit=3)


def _record_words(run: Recorder) -> None:
    for account, words in (
        ("yunhe-zhonggong", "沈"),
        ("halden-pumps", "ma ren"),
        ("halden-suzhou", "总经理"),
        ("halden-pumps", "%_"),
    ):
        run.get(f"/v1/accounts/{account}/people", q=words, fields="id,name,title")
    run.get("/v1/accounts", q="halden pumps", fields="id,name,tier")
    run.get("/v1/team-members", q="falk", limit=2)


def _record_times(run: Recorder) -> None:
    people = "/v1/accounts/halden-pumps/people"
    for moment in (JULY, YEAR_BEFORE, LONG_AGO, "2025-12-31T23:59:59.5Z"):
        run.get(people, as_of=moment, limit=2)
        run.get(people, known_at=moment, limit=2)
        run.get("/v1/accounts", as_of=moment, limit=2)
    known = run.get(people, limit=3).headers.get("stakegraph-known-at", JULY)
    run.get(people, as_of=JULY, known_at=known, limit=3)
    run.get("/v1/accounts", as_of=JULY, known_at=known, limit=3)
    run.get("/v1/settings", as_of=JULY, known_at=known)


def _record_refusals(run: Recorder) -> None:
    people = "/v1/accounts/halden-pumps/people"
    cursor = object_of(run.get(people, limit=2)).get("next_cursor") or "none"
    for parameters in (
        {"limit": 0}, {"limit": 501}, {"limit": "many"}, {"sort": "tags"}, {"sort": "--id"}, {"fields": "id,planet"},
        {"fields": ""}, {"planet": "mars"}, {"limit": [1, 2]}, {"cursor": "eyJub25lIjoib2Ygb3VycyJ9"},
        {"cursor": "???"}, {"cursor": ""}, {"cursor": cursor, "sort": "-id"}, {"cursor": cursor, "as_of": LONG_AGO},
        {"as_of": "yesterday"},
        {"as_of": "2026-07-01"}, {"as_of": "2026-13-01T00:00:00Z"}, {"known_at": "2026-07-01T00:00:00"}, {"q": ""},
        {"q": 300 * "x"}, {"tag": ""}, {"external_id": "salesforce"}, {"seniority": "emperor"}, {"vacant": "perhaps"},
    ):  # fmt: skip
        run.get(people, **parameters)
    run.get("/v1/accounts/nobody-here/people")
    run.get("/v1/accounts/no%20id/people")
    run.get(f"/v1/accounts/{129 * 'x'}/people")
    run.get("/v1/accounts/halden-pumps/influences", cursor=cursor)
    run.get("/v1/accounts/halden-pumps/history", planet=1)
