"""What no two runs share is replaced, the same value by the same name; all else stays to the letter."""

import base64
import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.recorded_run.moving_parts import MovingParts
from tests.recorded_run.placeholders import Clock, Placeholders

BEGAN = datetime(2026, 3, 5, 9, 10, 11, tzinfo=UTC)
NOW = BEGAN + timedelta(minutes=2)
ONE, OTHER = "01a20178-567f-7771-a39a-626e7dd1383a", "01a20178-567f-7771-a39a-626e7dd1383b"
AT, LATER = "2026-03-05T09:10:30.000001Z", "2026-03-05T09:10:31.250000Z"


@pytest.fixture
def placeholders() -> Placeholders:
    return Placeholders(BEGAN, stopped_at(NOW))


def stopped_at(moment: datetime) -> Clock:
    return lambda: moment


def test_values_are_named_in_order_of_first_appearance_and_the_same_wherever_they_stand(placeholders):
    assert placeholders.text(f'{{"id":"{OTHER}","at":"{LATER}"}}') == '{"id":"<id 1>","at":"<instant 1>"}'
    assert placeholders.text(f"/v1/jobs/{ONE}?as_of={AT}&known_at={LATER}") == (
        "/v1/jobs/<id 2>?as_of=<instant 2>&known_at=<instant 1>"
    )


def test_two_runs_of_the_same_give_the_same_text_at_any_time():
    texts = set()
    for days in (0, 1, 400):
        at = BEGAN + timedelta(days=days, seconds=3, microseconds=5)
        run = Placeholders(at - timedelta(seconds=2), stopped_at(at))
        written = at.replace(tzinfo=None).isoformat(timespec="microseconds")
        texts.add(run.text(f'"{written}Z" "7.{written.replace(".", "-")}.00aa8942"'))
    assert texts == {'"<instant 1>" "7.<instant 1 in an etag>.00aa8942"'}


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-05T09:10:10.999999Z",
        "2026-03-05T09:12:17.000000Z",
        "2026-07-01T00:00:00Z",
        "2026-99-99T99:99:99.000000Z",
        "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
        "Since 2026-03-04 09:10 UTC",
        "12345678901234567890",
        "eyJub3QiOiBiYXNlNjQg",
        "004711 ~1f7e2646 CGA55HPS6DRI53NNGDTBOR4SO3",
    ],
)
def test_what_is_not_of_the_run_stays(placeholders, text):
    assert placeholders.text(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"3.2026-03-05T10.00aa8942"', '"3.<next hour in an etag>.00aa8942"'),
        ("2026-03-05T10:00:00.000000Z", "<next hour>"),
        ("2026-03-05T11:00:00.000000Z", "2026-03-05T11:00:00.000000Z"),
        ("2026-03-05T09:10:30Z", "<instant 1 in short>"),
        ("e20260305091030000001", "e<instant 1 in digits>"),
        ("as recorded until 2026-03-05 09:10 UTC.", "as recorded until <minute> UTC."),
        (f"urn:uuid:{ONE}", "<request>"),
    ],
)
def test_every_form_of_an_instant_says_which_form_it_had(placeholders, text, expected):
    assert placeholders.text(text) == expected


def test_a_cursor_shows_what_it_holds(placeholders):
    content = json.dumps({"before": ONE, "as_of": AT, "sort_key": "沈"}, ensure_ascii=False)
    cursor = base64.urlsafe_b64encode(content.encode()).decode().rstrip("=")
    shown = placeholders.text(f'"next_cursor":"{cursor}"')
    assert shown == "\"next_cursor\":\"<cursor {'before': '<id 1>', 'as_of': '<instant 1>', 'sort_key': '沈'}>\""


def test_a_secret_is_never_written_down(placeholders):
    placeholders.hide("0123456789ab", "id of the key")
    placeholders.hide("sgk_0123456789ab_secret", "key")
    assert placeholders.text("Bearer sgk_0123456789ab_secret by 0123456789ab") == "Bearer <key> by <id of the key>"


def test_versions_and_progress_of_jobs_depend_on_the_machine_and_their_ends_do_not(placeholders):
    parts = MovingParts("/v1/jobs/j1", placeholders, with_key=False)
    assert parts.headers({"etag": '"14.x"', "location": "/v1/jobs/j1"}) == {
        "etag": '"<version>.x"',
        "location": "/v1/jobs/j1",
    }
    running, done = (f'{{"state":"{state}","done":7,"total":9}}' for state in ("running", "done"))
    assert parts.body(running) == '{"state":"running","done":<some>,"total":<some>}'
    assert parts.body(done) == done
    events = MovingParts("/v1/jobs/j1/events", placeholders, with_key=False)
    assert events.body(f"id: 3\ndata: {running}\n\nid: 4\ndata: {done}\n\n") == f"id: <version>\ndata: {done}\n\n"
    elsewhere = MovingParts("/v1/accounts", placeholders, with_key=False)
    assert (elsewhere.headers({"etag": '"14.x"'}), elsewhere.body(running)) == ({"etag": '"14.x"'}, running)


def test_a_reader_with_a_key_is_named_in_tags_alone(placeholders):
    parts = MovingParts("/v1/accounts", placeholders, with_key=True)
    assert parts.headers({"if-none-match": '"7.x.0badcafe"', "x": '"0badcafe"'}) == {
        "if-none-match": '"7.x.<reader 1>"',
        "x": '"0badcafe"',
    }
