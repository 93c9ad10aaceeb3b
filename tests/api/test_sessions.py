"""Sessions of browsers: what a cookie opens, what it does not, where it counts, and when it ends."""

from collections.abc import Iterator
from http.cookies import SimpleCookie

import httpx
import pytest

from schemas.api_keys import Role
from tests.api.accounts import Account
from tests.api.keys import Sent, connect_from, make_key, revoke_key
from tests.api.problems import assert_problem
from tests.api.serving import Service, wait_until
from tests.conftest import Serve

SESSIONS = "/v1/sessions"
PAGE = "https://crm.example.com"
PROXY = "127.9.9.8"
EVENTS = {"accept": "text/event-stream"}


@pytest.fixture(scope="module")
def service(serve: Serve) -> Service:
    """A service that a page of another origin may call, behind a proxy."""
    return serve("sessions", {"STAKEGRAPH_ALLOWED_ORIGINS": PAGE, "STAKEGRAPH_TRUSTED_PROXIES": PROXY})


@pytest.fixture(scope="module")
def key(service: Service) -> Sent:
    key = make_key(service, Role.ADMIN)
    with connect_from(service) as client:
        wait_until(lambda: client.get("/v1/me", headers=key.header).status_code == 200)
        wait_until(lambda: client.get("/v1/me").status_code == 401)
    return key


@pytest.fixture(scope="module")
def account(service: Service, key: Sent) -> Iterator[Account]:
    with connect_from(service) as client:
        client.headers.update(key.header)
        account = Account(client)
        account.put("people/ada", name="Ada")
        yield account


@pytest.fixture
def browser(service: Service) -> Iterator[httpx.Client]:
    """A client that keeps cookies and sends no key by itself."""
    with connect_from(service) as client:
        yield client


def begun(client: httpx.Client, key: Sent, **headers: str) -> SimpleCookie:
    """Begin a session, which the client keeps, and return its cookie as it was set."""
    answer = client.post(SESSIONS, headers={**key.header, **headers})
    assert answer.status_code == 201, answer.text
    return SimpleCookie(answer.headers["set-cookie"])


def follows(client: httpx.Client, **headers: str) -> int:
    """Return the status of a stream of changes, of which no more is read."""
    with client.stream("GET", "/v1/changes", headers={**EVENTS, **headers}) as answer:
        return answer.status_code


def test_a_cookie_opens_streams_and_files_and_nothing_else(browser, key, account):
    cookie = begun(browser, key)["stakegraph_session"]
    assert (cookie["httponly"], cookie["samesite"].lower(), cookie["path"]) == (True, "strict", "/v1")
    assert (cookie["secure"], cookie["max-age"]) == ("", "900")
    assert follows(browser) == 200
    picture = browser.get(f"{account.path}/analysis/influence.svg")
    assert (picture.status_code, picture.headers["content-type"][:13]) == (200, "image/svg+xml")
    refused = [
        browser.get("/v1/changes"),
        browser.get(f"{account.path}/people"),
        browser.put(f"{account.path}/people/ada", json={"name": "Eve"}),
        browser.post(SESSIONS),
        browser.post("/v1/reports", json={"date": "2026-01-31"}),
    ]
    for answer in refused:
        assert_problem(answer, 401, "NotAuthenticated", says="streams, pictures and files only")
    assert account.get("people/ada")["name"] == "Ada"


def test_pages_of_other_origins_and_requests_to_other_hosts_get_nothing(browser, key):
    begun(browser, key)
    own = str(browser.base_url).rstrip("/")
    assert follows(browser, origin=own) == 200
    with browser.stream("GET", "/v1/changes", headers={**EVENTS, "origin": PAGE}) as allowed:
        assert allowed.headers["access-control-allow-origin"] == PAGE
        assert allowed.headers["access-control-allow-credentials"] == "true"
    for forged in ("https://evil.example", "null", f"{own}.evil.example", "rubbish"):
        refused = browser.get("/v1/changes", headers={**EVENTS, "origin": forged})
        assert_problem(refused, 403, "NotAllowed", says="origin")
        assert "access-control-allow-origin" not in refused.headers
    from_elsewhere = browser.get("/v1/changes", headers={**EVENTS, "sec-fetch-site": "cross-site"})
    assert_problem(from_elsewhere, 403, "NotAllowed", says="origin")
    session = f"stakegraph_session={browser.cookies['stakegraph_session']}"
    elsewhere = browser.get("/v1/changes", headers={**EVENTS, "host": "stakegraph.evil.example", "cookie": session})
    assert_problem(elsewhere, 401, "NotAuthenticated", says="session has ended")


def test_an_end_is_meant_and_what_the_session_opened_ends(browser, key):
    begun(browser, key)
    session = f"stakegraph_session={browser.cookies['stakegraph_session']}"
    assert_problem(browser.delete(SESSIONS), 403, "NotAllowed", says="Stakegraph-Session")
    with browser.stream("GET", "/v1/changes", headers=EVENTS, timeout=20) as opened:
        assert opened.status_code == 200
        ended = browser.delete(SESSIONS, headers={"stakegraph-session": "end"})
        assert (ended.status_code, browser.cookies.get("stakegraph_session")) == (204, None)
        for _ in opened.iter_raw():
            pass
    refused = browser.get("/v1/changes", headers={**EVENTS, "cookie": session})
    assert_problem(refused, 401, "NotAuthenticated", says="POST /v1/sessions")


def test_with_the_key_all_of_its_sessions_end_and_those_of_others_do_not(service, key):
    other = make_key(service)
    with connect_from(service) as first, connect_from(service) as second, connect_from(service) as third:
        wait_until(lambda: third.get("/v1/me", headers=other.header).status_code == 200)
        for client, whose in ((first, key), (second, key), (third, other)):
            begun(client, whose)
        assert first.delete(SESSIONS, headers=key.header).status_code == 204
        assert (follows(second), follows(third)) == (401, 200)
        revoke_key(service, other)
        wait_until(lambda: follows(third) == 401)


def test_behind_https_of_a_named_proxy_the_cookie_is_secure(service, key):
    with connect_from(service, PROXY) as proxy, connect_from(service) as other:
        assert begun(proxy, key, **{"x-forwarded-proto": "https"})["stakegraph_session"]["secure"] is True
        assert begun(other, key, **{"x-forwarded-proto": "https"})["stakegraph_session"]["secure"] == ""


def test_a_preflight_is_kept_for_a_day_and_lets_allowed_pages_send_cookies(browser, key):
    asked = {
        "origin": PAGE,
        "access-control-request-method": "PATCH",
        "access-control-request-headers": "authorization",
    }
    answer = browser.options(SESSIONS, headers=asked)
    headers = {
        name: answer.headers.get(f"access-control-{name}") for name in ("max-age", "allow-credentials", "allow-origin")
    }
    assert headers == {"max-age": "86400", "allow-credentials": "true", "allow-origin": PAGE}
    assert "access-control-allow-origin" not in browser.options(SESSIONS, headers={**asked, "origin": "null"}).headers
