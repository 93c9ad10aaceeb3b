"""Who asks, over HTTP: the role, rights, limits and end of the key that is sent."""

from functools import partial

import httpx
import pytest

from app.settings import Settings
from schemas.api_keys import Role
from tests.api.accounts import done
from tests.api.keys import Sent, connect_from, make_key
from tests.api.problems import assert_invalid, assert_problem
from tests.api.serving import Service, wait_until
from tests.conftest import Serve

URL = "/v1/me"


@pytest.fixture(scope="module")
def guarded(serve: Serve) -> Service:
    """A service that other values than the usual ones limit."""
    return serve("me", {"STAKEGRAPH_BODY_MEGABYTES": "2", "STAKEGRAPH_REQUESTS_PER_SECOND": "500"})


@pytest.fixture(scope="module")
def admin(guarded: Service) -> Sent:
    """A key that may do everything, and that the service knows."""
    key = make_key(guarded, Role.ADMIN, name="Front end", member="kim")
    with connect_from(guarded) as client:
        wait_until(lambda: client.get(URL).status_code == 401)
        done(client.put("/v1/team-members/kim", json={"name": "Kim Vale"}, headers=key.header))
    return key


def is_known(client: httpx.Client, key: Sent) -> bool:
    """Whether the service knows a key by now."""
    return client.get(URL, headers=key.header).status_code == 200


def test_without_keys_it_is_the_keeper_who_may_do_everything(client: httpx.Client):
    found = done(client.get(URL))
    assert (found["id"], found["role"], found["key"], found["member"]) == ("keeper", "admin", None, None)
    assert all(found["rights"].values())
    usual = Settings()
    assert found["limits"]["body_bytes"] == usual.body_megabytes * 1_000_000
    assert found["limits"]["batch_items"] == 10_000
    assert found["limits"]["analyses_at_once"] == usual.analyses_per_caller


def test_a_key_learns_until_when_it_is_good_and_for_whom_it_speaks(guarded: Service, admin: Sent):
    with connect_from(guarded) as client:
        answer = client.get(URL, headers=admin.header)
        found = done(answer)
        assert found["key"]["expires_at"] == admin.expires_at
        assert (found["key"]["id"], found["key"]["name"]) == (admin.id, "Front end")
        assert (found["member"], found["member_name"]) == ("kim", "Kim Vale")
        assert admin.secret not in answer.text
        assert (found["limits"]["body_bytes"], found["limits"]["requests_per_second"]) == (2_000_000, 500)
        again = client.get(URL, headers={**admin.header, "if-none-match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_the_rights_are_those_that_requests_are_held_to(guarded: Service, admin: Sent):
    """A write of each sort is refused exactly where the rights say that it is not allowed."""
    writes = {
        "read": ("GET", "/v1/accounts"),
        "write": ("PUT", "/v1/accounts/me-acme"),
        "configure": ("PUT", "/v1/settings/me-setting"),
        "erase": ("DELETE", "/v1/accounts/nobody?purge=true"),
    }
    for role in Role:
        key = make_key(guarded, role)
        with connect_from(guarded) as client:
            wait_until(partial(is_known, client, key))
            rights = done(client.get(URL, headers=key.header))["rights"]
            assert rights.keys() == writes.keys()
            for right, (method, path) in writes.items():
                status = client.request(method, path, headers=key.header).status_code
                assert (status != 403) == rights[right], (role, right, status)


def test_whoever_sends_no_good_key_learns_nothing(guarded: Service, admin: Sent):
    with connect_from(guarded) as client:
        assert_problem(client.get(URL), 401, "NotAuthenticated")


def test_no_parameter_is_known(client: httpx.Client):
    assert_invalid(client.get(URL, params={"as_of": "2026-01-01T00:00:00Z"}), "?as_of")
