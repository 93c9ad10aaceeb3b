"""A wrong clock of the machine: seen, refused beyond a day, confirmed; and once it is right again, now is now."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from graph.clock_watch import CLOCK_LOOK_SECONDS
from tests.api.conftest import connect
from tests.api.problems import assert_problem
from tests.api.serving import Service, wait_until
from tests.api.shifted import WrongClock

AHEAD = timedelta(days=400)
PEOPLE = "/v1/accounts/acme/people"
PATIENCE = 6 * CLOCK_LOOK_SECONDS


class Place(NamedTuple):
    """A running service, the clock of its machine, and a client of it."""

    service: Service
    clock: WrongClock
    client: httpx.Client


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("clock")
    clock = WrongClock(folder)
    with Service(folder / "data", clock.settings) as service, connect(service) as client:
        assert client.put("/v1/accounts/acme", json={"name": "Acme"}).status_code == 201
        yield Place(service, clock, client)


def put_person(client: httpx.Client, name: str) -> httpx.Response:
    return client.put(f"{PEOPLE}/{name}", json={"name": name.title(), "title": "Clerk"})


def clock_of(client: httpx.Client) -> dict[str, Any] | None:
    found: dict[str, Any] | None = client.get("/readyz").json().get("clock")
    return found


def doubt(client: httpx.Client) -> tuple[str, timedelta]:
    """Return what becomes of writes, and how far the clock is off, to the minute."""
    found = clock_of(client)
    assert found is not None
    return found["writes"], timedelta(minutes=round(found["off_seconds"] / 60))


def served_ahead(folder: Path, clock: WrongClock) -> Service:
    """Return a service that ran once with a clock far ahead, and stored Ada then."""
    # The feed holds back what is younger than the longest write and its commit: here 6 s.
    service = Service(folder / "data", {**clock.settings, "STAKEGRAPH_WRITE_SECONDS": "1"})
    clock.set(seconds=AHEAD.total_seconds())
    with service, connect(service) as client:
        assert client.put("/v1/accounts/acme", json={"name": "Acme"}).status_code == 201
        assert put_person(client, "ada").status_code == 201
    clock.set()
    return service


def follow(client: httpx.Client) -> list[str] | None:
    """Return the changes of the feed once it has four."""
    found = client.get("/v1/changes").json()["items"]
    return [one["entries"][0]["id"] for one in found] if len(found) == 4 else None


def assert_refused_until_confirmed(service: Service, clock: WrongClock, client: httpx.Client) -> None:
    now = datetime.now(UTC)
    read = client.get(PEOPLE)
    assert [one["id"] for one in read.json()["items"]] == ["ada"]
    assert read.headers["stakegraph-as-of"] < (now + timedelta(hours=2)).isoformat()
    refused = put_person(client, "bo")
    assert_problem(refused, 503, "ClockInDoubt", says="stakegraph clock confirm")
    assert "400 days" in refused.json()["detail"]
    assert int(refused.headers["retry-after"]) > 0
    assert doubt(client) == ("refused", -AHEAD)
    assert clock.run(service, "key", "create", "--role", "admin").returncode == 1
    assert clock.run(service, "clock", "confirm").returncode == 0
    wait_until(lambda: clock_of(client) is None, PATIENCE)


def test_a_service_that_once_ran_400_days_ahead_is_of_today_again_once_its_clock_is_confirmed(tmp_path):
    clock, now = WrongClock(tmp_path), datetime.now(UTC)
    service = served_ahead(tmp_path, clock)
    with service, connect(service) as client:
        assert_refused_until_confirmed(service, clock, client)
        assert put_person(client, "bo").status_code == 201
        assert client.patch(f"{PEOPLE}/bo", json={"title": "Head"}).status_code == 200
        assert [(one["id"], one["title"]) for one in client.get(PEOPLE).json()["items"]] == [
            ("ada", "Clerk"),
            ("bo", "Head"),
        ]
        assert wait_until(lambda: follow(client)) == ["acme", "ada", "bo", "bo"]
        key = json.loads(clock.run(service, "key", "create", "--role", "admin", "--json").stdout)
        assert key["expires_at"] < (now + timedelta(days=91)).isoformat()
        client.headers["authorization"] = f"Bearer {key['key']}"
        wait_until(lambda: client.get("/v1/accounts").status_code == 200)
    with service, connect(service) as client:  # what was confirmed outlives the process
        assert clock_of(client) is None
        assert client.get("/v1/accounts").status_code == 401
        header = {"authorization": f"Bearer {key['key']}"}
        assert client.delete(f"{PEOPLE}/bo", headers=header).status_code == 200


@pytest.mark.parametrize("by", [AHEAD, -AHEAD])
def test_a_clock_that_leaps_under_a_running_service_stops_writes_until_it_is_back(place, by):
    place.clock.set(seconds=by.total_seconds())
    assert_problem(put_person(place.client, "bo"), 503, "ClockInDoubt")
    assert doubt(place.client) == ("refused", by)
    assert place.client.get("/v1/accounts/acme").status_code == 200
    place.clock.set()
    assert clock_of(place.client) is None
    assert put_person(place.client, "bo").status_code in {200, 201}


def test_a_clock_that_is_off_by_an_hour_is_logged_and_shown_and_writes_go_on(place):
    place.clock.set(hours=-1)
    assert put_person(place.client, "cy").status_code == 201
    assert doubt(place.client) == ("go_on", timedelta(hours=-1))
    assert "写入照常进行" in place.client.get("/readyz", headers={"accept-language": "zh"}).json()["clock"]["detail"]
    wait_until(lambda: "clock off=-3600s" in place.service.said or None, PATIENCE)
    shown = json.loads(place.clock.run(place.service, "clock", "show", "--json").stdout)
    assert shown["off_seconds"] == pytest.approx(-3600, abs=5)
    place.clock.set()
