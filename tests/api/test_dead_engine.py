"""A service whose engine dies says so, loses nothing that it acknowledged, and recovers by itself."""

import os
import signal
from collections.abc import Iterator

import httpx
import pytest

from tests.api.accounts import SMALL, Account, item
from tests.api.conftest import connect
from tests.api.problems import assert_problem
from tests.api.serving import Service, wait_until


@pytest.fixture
def mortal(own_service: Service) -> Iterator[Account]:
    """An account on a service whose engine the test may kill."""
    with connect(own_service) as client:
        account = Account(client)
        account.batch(*SMALL)
        yield account


def kill_engine(service: Service) -> int:
    """Kill the engine as soon as there is one and return its process number."""
    pid = wait_until(service.engine_pid)
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: service.engine_pid() != pid)
    return pid


def first_refusal(service: Service, account: Account) -> httpx.Response:
    """Kill the engine again and again, which takes longer to come back each time, until a request is refused."""

    def refused() -> httpx.Response | None:
        if pid := service.engine_pid():
            os.kill(pid, signal.SIGKILL)
        response = account.client.get(f"{account.path}/people")
        return None if response.status_code == 200 else response

    return wait_until(refused, 60)


def figures_without_engine(service: Service, account: Account) -> bool:
    """Kill the engine and return whether figures, which are answered all the same, say that it is not there."""
    if pid := service.engine_pid():
        os.kill(pid, signal.SIGKILL)
    return "stakegraph_engine_up 0.0" in account.client.get("/metrics").raise_for_status().text


def test_a_request_during_a_short_death_waits_or_is_asked_to_come_again(own_service, mortal):
    before = mortal.dump()
    kill_engine(own_service)
    response = mortal.client.get(f"{mortal.path}/people")
    assert response.status_code in {200, 503}
    wait_until(lambda: mortal.client.get("/readyz").status_code == 200)
    assert mortal.dump() == before


def test_a_write_during_a_short_death_is_whole_or_not_there(own_service, mortal):
    before = mortal.revision
    kill_engine(own_service)
    response = mortal.send(*(item("person", f"p{number}", name="x") for number in range(50)))
    wait_until(lambda: mortal.client.get("/readyz").status_code == 200)
    if response.status_code == 200:
        assert (mortal.revision, len(mortal.get("people")["items"])) == (before + 1, 54)
    else:
        assert_problem(response, 503, "StoreUnavailable")
        assert len(mortal.get("people")["items"]) in {4, 54}


def test_a_longer_death_is_503_with_retry_after_and_ends_without_help(own_service, mortal):
    before = mortal.dump()
    response = first_refusal(own_service, mortal)
    assert_problem(response, 503, "StoreUnavailable", says="again")
    assert int(response.headers["retry-after"]) > 0
    assert wait_until(lambda: figures_without_engine(own_service, mortal), 60)
    assert mortal.client.get("/healthz").json() == {"status": "alive"}
    wait_until(lambda: mortal.client.get("/readyz").status_code == 200)
    assert mortal.dump() == before
    mortal.put("people/ada", title="Back")


def test_what_was_stored_outlives_a_restart_and_a_crash_of_the_service(own_service, mortal):
    before = mortal.dump()
    for end in (own_service.stop, own_service.kill):
        end()
        own_service.start()
        with connect(own_service) as client:
            mortal.client = client
            assert mortal.dump() == before
