"""Jobs: seen while they run, stopped when asked, and never lost, whatever happens to the service."""

import json
import os
import signal
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from schemas.api_keys import Role
from tests.api.accounts import done, fresh_id
from tests.api.conftest import connect
from tests.api.imports import (
    IN_ACCOUNT,
    assert_kept,
    begin,
    begin_people,
    ended,
    files_of,
    people,
    people_of,
    read,
    under_way,
)
from tests.api.keys import connect_from, make_key
from tests.api.problems import assert_invalid, assert_problem
from tests.api.serving import Service, wait_until
from tests.cli.running import line

MANY = 20_000
"""People whose import takes some seconds."""
QUICKLY = 0.5
"""Seconds; an import holds the others for some 0.03 at a time."""
ACCOUNTS = MANY // IN_ACCOUNT
ALL = [IN_ACCOUNT] * ACCOUNTS

Json = dict[str, Any]


def events(client: httpx.Client, job: Json, **headers: str) -> Iterator[tuple[str, str, Json]]:
    """Yield the events of a job as they come: id, name, data."""
    with client.stream("GET", f"/v1/jobs/{job['id']}/events", headers=headers, timeout=60) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        fields: dict[str, str] = {}
        for text in response.iter_lines():
            if text:
                name, _, value = text.partition(": ")
                fields[name] = value
            else:
                yield fields["id"], fields["event"], json.loads(fields["data"])


def test_an_import_is_a_job_that_goes_its_whole_way(service: Service, client: httpx.Client):
    account = fresh_id()
    wrong = line(f"{account}-0", "person", "p9", nme="张")
    begun = begin(client, [*people(account, 3), "garbage", wrong])
    assert (begun["state"], begun["kind"], begun["author"]) == ("queued", "import", "keeper")
    assert begun["parameters"] == {"format": "ndjson", "dry_run": False}
    job = ended(client, begun)
    assert (job["state"], job["done"], job["total"], job["error"]) == ("done", 6, 6, None)
    assert job["result"] == {"lines": 6, "outcomes": {"created": 4}, "rejected": 2}
    assert people_of(client, account) == [3]
    rejects = client.get(job["links"]["rejects"])
    assert rejects.headers["content-type"] == "text/csv; charset=utf-8"
    assert [row.partition(",")[0] for row in rejects.text.splitlines()] == ["line", "5", "6"]
    assert client.get(job["links"]["rejects"], headers={"if-none-match": rejects.headers["etag"]}).status_code == 304
    assert_kept(service, job, "rejects.csv")


def test_a_job_that_refused_nothing_keeps_no_file_and_has_no_rejects(service: Service, client: httpx.Client):
    _, begun = begin_people(client, 2)
    job = ended(client, begun)
    assert job["links"]["rejects"] is None
    assert_kept(service, job)
    assert_problem(client.get(f"/v1/jobs/{job['id']}/rejects"), 404, "NotFound")


def test_progress_is_sent_as_it_comes_and_the_stream_ends_with_the_job(client: httpx.Client):
    _, begun = begin_people(client, MANY)
    received = list(events(client, begun))
    numbers = [int(number) for number, _, _ in received]
    assert numbers == sorted(set(numbers))
    assert [name for _, name, _ in received] == ["progress"] * (len(received) - 1) + ["end"]
    counts = [job["done"] for _, _, job in received]
    assert counts == sorted(counts)
    assert any(0 < count < MANY for count in counts)
    assert received[-1][2] == read(client, begun)
    assert received[-1][2]["done"] == received[-1][2]["total"] == MANY + ACCOUNTS


def test_whoever_comes_again_gets_the_end_once_more_or_is_asked_to_stop(client: httpx.Client):
    job = ended(client, begin_people(client, 1)[1])
    for known in ("", "garbage", "1"):
        ((number, name, data),) = events(client, job, **{"last-event-id": known})
        assert (name, data) == ("end", job)
    response = client.get(f"/v1/jobs/{job['id']}/events", headers={"last-event-id": number})
    assert (response.status_code, response.content) == (204, b"")


def test_other_requests_are_answered_quickly_while_an_import_runs(client: httpx.Client):
    _, begun = begin_people(client, MANY)
    waits: list[float] = []
    while read(client, begun)["state"] in {"queued", "running"}:
        started = time.monotonic()
        client.get("/healthz").raise_for_status()
        waits.append(time.monotonic() - started)
    assert len(waits) > 10
    slow = [wait for wait in waits if wait > QUICKLY]
    assert len(slow) <= 1, f"{slow}: one may be the machine's"


def test_jobs_run_one_after_the_other(client: httpx.Client):
    (first_account, first), (second_account, second) = begin_people(client, MANY), begin_people(client, 1)
    under_way(client, first)
    assert read(client, second)["state"] == "queued"
    first, second = ended(client, first), ended(client, second)
    assert first["ended_at"] <= second["started_at"]
    assert (people_of(client, first_account), people_of(client, second_account)) == (ALL, [1])


def test_jobs_are_listed_the_newest_first_and_by_state(client: httpx.Client):
    made = [ended(client, begin_people(client, 1)[1]) for _ in range(3)]
    first = client.get("/v1/jobs", params={"limit": 2, "state": "done", "kind": "import"})
    assert first.json()["items"] == made[:0:-1]
    assert client.get("/v1/jobs", params={"kind": "import", "state": "queued"}).json() == {
        "items": [],
        "next_cursor": None,
    }
    cursor = {"limit": 2, "state": "done", "kind": "import", "cursor": first.json()["next_cursor"]}
    assert done(client.get("/v1/jobs", params=cursor))["items"][0] == made[0]
    assert_invalid(client.get("/v1/jobs", params={**cursor, "state": "failed"}), "?cursor")
    assert_invalid(client.get("/v1/jobs", params={"state": "dead"}), "?state")
    known = {"if-none-match": first.headers["etag"]}
    assert (
        client.get("/v1/jobs", params={"limit": 2, "state": "done", "kind": "import"}, headers=known).status_code == 304
    )


def test_one_that_has_not_changed_is_not_sent_again(client: httpx.Client):
    job = ended(client, begin_people(client, 1)[1])
    etag = client.get(f"/v1/jobs/{job['id']}").headers["etag"]
    assert client.get(f"/v1/jobs/{job['id']}", headers={"if-none-match": etag}).status_code == 304


@pytest.mark.parametrize("path", ["", "/events", "/rejects", "/resume"])
def test_an_unknown_job_is_not_found(client: httpx.Client, path: str):
    method = "POST" if path == "/resume" else "GET"
    assert_problem(client.request(method, f"/v1/jobs/none{path}"), 404, "NotFound", says="'none'")
    assert_problem(client.delete("/v1/jobs/none"), 404, "NotFound", says="'none'")


def test_a_job_that_runs_is_stopped_within_seconds_and_what_it_stored_is_whole(service: Service, client: httpx.Client):
    account, begun = begin_people(client, MANY)
    under_way(client, begun)
    answer = client.delete(f"/v1/jobs/{begun['id']}")
    assert (answer.status_code, answer.json()["state"], answer.json()["cancelling"]) == (202, "running", True)
    started = time.monotonic()
    job = ended(client, begun)
    assert time.monotonic() - started < 5
    assert (job["state"], job["cancelling"], job["ended_at"] is not None) == ("cancelled", False, True)
    assert IN_ACCOUNT in people_of(client, account)
    assert people_of(client, account) != ALL
    wait_until(lambda: not [name for name in files_of(service, job) if name != "rejects.csv"])
    assert client.delete(f"/v1/jobs/{job['id']}").status_code == 200
    assert_problem(client.post(f"/v1/jobs/{job['id']}/resume"), 409, "Conflict", says="cancelled")


def test_a_job_that_waits_is_cancelled_at_once(service: Service, client: httpx.Client):
    _, first = begin_people(client, MANY)
    account, second = begin_people(client, 1)
    cancelled = client.delete(f"/v1/jobs/{second['id']}")
    assert (cancelled.status_code, cancelled.json()["state"]) == (200, "cancelled")
    assert files_of(service, second) == []
    client.delete(f"/v1/jobs/{first['id']}")
    ended(client, first)
    assert people_of(client, account) == []


def test_what_is_done_is_neither_cancelled_nor_resumed(client: httpx.Client):
    job = ended(client, begin_people(client, 1)[1])
    assert_problem(client.delete(f"/v1/jobs/{job['id']}"), 409, "Conflict", says="done")
    assert_problem(client.post(f"/v1/jobs/{job['id']}/resume"), 409, "Conflict", says="done")


@pytest.mark.parametrize(("end", "language", "advice"), [("stop", "en", "resume"), ("kill", "zh", "恢复")])
def test_a_job_whose_service_ended_was_interrupted_and_resumed_it_comes_to_the_same(
    own_service: Service, end: str, language: str, advice: str
):
    with connect(own_service) as client:
        client.headers["accept-language"] = language
        account, begun = begin_people(client, MANY)
        waiting_account, waiting = begin_people(client, 7)
        under_way(client, begun)
    getattr(own_service, end)()
    own_service.start()
    with connect(own_service) as client:
        job = read(client, begun)
        assert (job["state"], job["error"]) == ("interrupted", None)
        assert advice in job["detail"]
        assert ended(client, waiting)["state"] == "done", "what waited is taken up by itself"
        assert people_of(client, waiting_account) == [7]
        part = people_of(client, account)
        assert 0 < sum(part) < MANY
        assert set(part) <= {0, IN_ACCOUNT}, "a write is stored whole or not at all"
        resumed = client.post(f"/v1/jobs/{job['id']}/resume")
        assert (resumed.status_code, resumed.json()["state"], resumed.json()["done"]) == (202, "queued", 0)
        assert resumed.headers["location"] == f"/v1/jobs/{job['id']}"
        again = ended(client, job)
        assert (again["state"], again["done"]) == ("done", MANY + ACCOUNTS)
        assert again["result"]["outcomes"] == {
            "created": MANY - sum(part) + ACCOUNTS - len(part),
            "unchanged": sum(part) + len(part),
        }
        assert people_of(client, account) == ALL
    assert_kept(own_service, job)


def test_a_service_stops_quickly_though_streams_are_open(own_service: Service):
    with connect(own_service) as client:
        _, begun = begin_people(client, 2 * MANY)
        stream = events(client, begun)
        assert next(stream)[1] == "progress"
        started = time.monotonic()
        own_service.stop()
        assert time.monotonic() - started < 5
        assert all(name == "progress" for _, name, _ in stream)


def test_a_job_whose_engine_died_can_be_resumed(own_service: Service):
    with connect(own_service) as client:
        account, begun = begin_people(client, MANY)
        under_way(client, begun)
        engine = own_service.engine_pid()
        assert engine is not None
        os.kill(engine, signal.SIGKILL)
        wait_until(lambda: client.get("/readyz").status_code == 200)
        job = ended(client, begun)
        if job["state"] != "done":
            assert job["state"] in {"interrupted", "failed"}
            assert client.post(f"/v1/jobs/{job['id']}/resume").status_code == 202
            job = ended(client, begun)
        assert job["state"] == "done"
        assert people_of(client, account) == ALL


def test_a_job_is_resumed_once_under_a_key_and_only_by_who_may_do_what_it_does(own_service: Service):
    keys = {role: make_key(own_service, role) for role in Role}
    with connect_from(own_service) as client:
        wait_until(lambda: client.get("/v1/jobs").status_code == 401)
        client.headers.update(keys[Role.ADMIN].header)
        account, begun = begin_people(client, MANY)
        under_way(client, begun)
    own_service.kill()
    own_service.start()
    with connect_from(own_service) as client:
        url = f"/v1/jobs/{begun['id']}/resume"
        for role in (Role.READER, Role.EDITOR):
            assert_problem(client.post(url, headers=keys[role].header), 403, "NotAllowed")
        headers = {**keys[Role.ADMIN].header, "idempotency-key": fresh_id()}
        first, again = client.post(url, headers=headers), client.post(url, headers=headers)
        assert (first.status_code, first.content) == (again.status_code, again.content)
        assert ("idempotency-replayed" in first.headers, again.headers["idempotency-replayed"]) == (False, "true")
        client.headers.update(keys[Role.READER].header)
        assert ended(client, begun)["author"] == f"key:{keys[Role.ADMIN].id}"
        assert people_of(client, account) == ALL


def test_a_job_whose_upload_is_gone_is_not_resumed(own_service: Service):
    with connect(own_service) as client:
        _, begun = begin_people(client, MANY)
        under_way(client, begun)
    own_service.kill()
    for name in files_of(own_service, begun):
        (own_service.folder / "jobs" / begun["id"] / name).unlink()
    (own_service.folder / "jobs" / begun["id"] / "files").rmdir()
    own_service.start()
    with connect(own_service) as client:
        assert_problem(client.post(f"/v1/jobs/{begun['id']}/resume"), 409, "Conflict", says="send it again")
        assert client.delete(f"/v1/jobs/{begun['id']}").json()["state"] == "cancelled"
