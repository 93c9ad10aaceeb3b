"""What takes long is a job: whoever asks need not wait, hangs up without harm, and finds the answer as it was meant."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.questions.expected import ELSEWHERE_SECONDS, JOB_SECONDS, expected_seconds
from schemas.api_keys import Role
from schemas.reads import AccountSize
from tests.api.accounts import Account, done, item
from tests.api.imports import begin_people, ended
from tests.api.keys import make_key
from tests.api.problems import assert_problem
from tests.api.serving import Service, wait_until

PEOPLE = 2_600
"""People of whom nothing is known: their answers take a second, and are expected to take more than five."""
FEWER = 1_150
"""People of whom a worker answers within a second or two."""
ASYNC = {"Prefer": "respond-async"}


def of_day(day: int) -> dict[str, str]:
    return {"as_of": f"2026-07-{day:02}T00:00:00Z"}


def stored(client: httpx.Client, people: int) -> Account:
    account = Account(client)
    account.batch(*(item("person", f"p{number}", name=f"Person {number}") for number in range(people)))
    return account


@pytest.fixture(scope="module")
def large(client: httpx.Client) -> Account:
    assert expected_seconds(AccountSize(PEOPLE)) > JOB_SECONDS
    return stored(client, PEOPLE)


@pytest.fixture(scope="module")
def smaller(client: httpx.Client) -> Account:
    assert ELSEWHERE_SECONDS < expected_seconds(AccountSize(FEWER)) < JOB_SECONDS
    return stored(client, FEWER)


def asked(account: Account, noun: str, day: int, **headers: str) -> httpx.Response:
    url = f"/v1/accounts/{account.id}/analysis/{noun}"
    return account.client.get(url, params=of_day(day), headers=headers)


def begun(answer: httpx.Response) -> dict[str, Any]:
    assert answer.status_code == 202, answer.text
    job: dict[str, Any] = answer.json()
    assert answer.headers["location"] == job["links"]["self"] == f"/v1/jobs/{job['id']}"
    assert (job["kind"], job["links"]["result"]) == ("analysis", None)
    return job


def test_what_is_expected_to_take_long_is_a_job_whose_answer_is_the_one_that_whoever_waits_is_given(large):
    with ThreadPoolExecutor(3) as asking:
        jobs = [begun(answer) for answer in asking.map(lambda _: asked(large, "coverage", 1), range(3))]
    assert len({job["id"] for job in jobs}) == 1
    job = ended(large.client, jobs[0])
    assert (job["state"], job["parameters"]["method"]) == ("done", "GET")
    assert job["parameters"]["url"].startswith(f"/v1/accounts/{large.id}/analysis/coverage?as_of=")
    found = large.client.get(job["links"]["result"])
    again = asked(large, "coverage", 1)
    assert (found.status_code, again.status_code) == (200, 200)
    assert found.content == again.content
    for name in ("etag", "stakegraph-as-of", "stakegraph-known-at", "content-type"):
        assert found.headers[name] == again.headers[name]
    known = {"If-None-Match": found.headers["etag"]}
    assert large.client.get(job["links"]["result"], headers=known).status_code == 304
    measured = asked(large, "coverage", 2)  # by now it is known to take a second
    assert measured.status_code == 200, measured.text


def test_whoever_would_wait_is_answered_and_whoever_would_not_is_given_a_job(large):
    assert asked(large, "closeness", 3, Prefer="wait=60").status_code == 200
    job = begun(asked(large, "closeness", 4, **ASYNC))
    assert ended(large.client, job)["state"] == "done"
    assert large.client.get(f"{job['links']['self']}/result").json()["as_of"] == of_day(4)["as_of"].replace(
        "Z", ".000000Z"
    )


def test_what_is_refused_ends_the_job_with_the_words_of_the_refusal(large):
    url = f"/v1/accounts/{large.id}/analysis/coverage"
    answer = large.client.get(url, params={"department": "nowhere"}, headers=ASYNC | {"Accept-Language": "zh"})
    job = ended(large.client, begun(answer))
    assert (job["state"], job["error"]) == ("failed", "NotFound")
    assert "nowhere" in job["detail"]
    assert not job["detail"].isascii()
    assert_problem(large.client.get(f"{job['links']['self']}/result"), 404, "NotFound")


def test_a_cancelled_analysis_ends_and_what_is_posted_can_be_a_job_too(smaller):
    body = {"changes": [{"kind": "person_leaves", "person": "p1"}]}
    url = f"/v1/accounts/{smaller.id}/analysis/simulate"
    job = begun(smaller.client.post(url, params=of_day(5), json=body, headers=ASYNC))
    cancelled = smaller.client.delete(job["links"]["self"])
    assert cancelled.status_code in {200, 202}, cancelled.text
    assert ended(smaller.client, job)["state"] == "cancelled"
    again = begun(smaller.client.post(url, params=of_day(5), json=body, headers=ASYNC))
    assert again["id"] != job["id"]
    assert ended(smaller.client, again)["state"] == "done"
    assert smaller.client.get(f"{again['links']['self']}/result").json()["changes"] == 1


def test_an_analysis_does_not_wait_behind_an_import(smaller):
    _, long = begin_people(smaller.client, 20_000)
    job = ended(smaller.client, begun(asked(smaller, "influence", 6, **ASYNC)))
    assert job["state"] == "done"
    smaller.client.delete(long["links"]["self"])
    assert job["started_at"] < ended(smaller.client, long)["ended_at"]


def test_an_erasure_takes_the_answers_that_are_kept(large):
    job = ended(large.client, begun(asked(large, "influence", 7, **ASYNC)))
    assert large.client.get(job["links"]["result"]).status_code == 200
    done(large.client.delete(f"/v1/accounts/{large.id}/people/p{PEOPLE - 1}", params={"purge": "true"}))
    assert_problem(large.client.get(job["links"]["result"]), 404, "NotFound")


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Service]:
    with Service(tmp_path / "data") as service:
        yield service


def test_a_job_that_a_reader_began_outlives_the_service_and_answers_the_same(own: Service):
    with httpx.Client(base_url=own.url, timeout=60) as client:
        url = f"/v1/accounts/{stored(client, FEWER).id}/analysis/coverage"
        reader, editor = make_key(own, Role.READER), make_key(own, Role.EDITOR)
        wait_until(lambda: client.get("/v1/jobs").status_code == 401 or None)  # it knows of the keys
    with httpx.Client(base_url=own.url, timeout=60, headers=reader.header) as client:
        job = begun(client.get(url, params=of_day(1), headers={"Prefer": "wait=0"}))
    own.kill()
    own.start()
    with httpx.Client(base_url=own.url, timeout=60, headers=editor.header) as client:
        if ended(client, job)["state"] == "interrupted":  # it ran already; what waited goes on by itself
            done(client.post(f"{job['links']['self']}/resume"))
        assert ended(client, job)["state"] == "done"
        result = f"{job['links']['self']}/result"
    with httpx.Client(base_url=own.url, timeout=60, headers=reader.header) as client:
        found, again = client.get(result), client.get(url, params=of_day(1), headers={"Prefer": "wait=60"})
        assert (found.content, found.headers["etag"]) == (again.content, again.headers["etag"])
