"""Keys over HTTP: who sends a good one is known, who does not is refused, and no secret is ever seen again."""

import re
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest
from neo4j import GraphDatabase

from app.openapi.references import requests_of
from graph.engine.folder_owner import find_owner
from graph.rising_clock import utc_now
from schemas.api_keys import Role
from schemas.instants import instant_text
from tests.api.keys import Sent, connect_from, make_key, own_address
from tests.api.openapi_parts import golden
from tests.api.problems import assert_problem
from tests.api.serving import Service, wait_until
from tests.cli.running import key_object
from tests.conftest import Serve

ACCOUNTS = "/v1/accounts"
FOREIGN = {"host": "stakegraph.example.com"}


@pytest.fixture(scope="module")
def guarded(serve: Serve) -> Service:
    """A service that has a key, logs all it can, and is left running."""
    return serve("guarded", {"STAKEGRAPH_LOG_LEVEL": "debug"})


@pytest.fixture(scope="module")
def admin(guarded: Service) -> Sent:
    """A key that may do everything, and that the service knows."""
    key = make_key(guarded, Role.ADMIN)
    with connect_from(guarded) as client:
        wait_until(lambda: client.get(ACCOUNTS).status_code == 401)
    return key


@pytest.fixture
def client(guarded: Service, admin: Sent) -> Iterator[httpx.Client]:
    """A client without a key, at an address of its own."""
    with connect_from(guarded) as opened:
        yield opened


def answers(client: httpx.Client, key: Sent, path: str = ACCOUNTS) -> int:
    """Return the status that a key gets."""
    return client.get(path, headers=key.header).status_code


def test_until_there_is_a_key_this_machine_needs_none_and_from_the_first_one_on_everybody_does(own_service):
    with connect_from(own_service) as client:
        assert client.get(ACCOUNTS).status_code == 200
        assert_problem(client.get(ACCOUNTS, headers=FOREIGN), 403, "NotAllowed", says="this machine")
        assert_problem(client.get("/healthz", headers=FOREIGN), 403, "NotAllowed", says="this machine")
        key = make_key(own_service)
        wait_until(lambda: client.get(ACCOUNTS).status_code == 401)
        assert answers(client, key) == 200
        assert client.get(ACCOUNTS, headers={**FOREIGN, **key.header}).status_code == 200


@pytest.mark.parametrize("end", [{"seconds": -1.0}, {"revoked": True}], ids=["expired", "revoked"])
def test_a_service_whose_keys_have_all_ended_is_not_open_again(own_service, end):
    make_key(own_service, **end)
    with connect_from(own_service) as client:
        wait_until(lambda: client.get(ACCOUNTS).status_code == 401)
        own_service.restart()
    with connect_from(own_service) as client:
        assert_problem(client.get(ACCOUNTS), 401, "NotAuthenticated", says="stakegraph key create")


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "Bearer",
        "Bearer two words",
        "Bearer null",
        "Bearer sgk_",
        f"Bearer sgk_000000000000_{'x' * 43}",
        f"Basic sgk_000000000000_{'x' * 43}",
        "Bearer " + "x" * 8000,
        "Bearer sgk_ünïcödé".encode("latin-1"),
    ],
)
def test_whoever_sends_no_good_key_is_asked_to_authenticate(client, header):
    refused = client.get(ACCOUNTS, headers=None if header is None else {"authorization": header})
    body = assert_problem(refused, 401, "NotAuthenticated", says="key")
    assert refused.headers["www-authenticate"] == "Bearer"
    assert "xxx" not in str(body)


@pytest.mark.parametrize(
    "change",
    [
        lambda key: key.text[:-1] + ("A" if key.text[-1] != "A" else "B"),
        lambda key: key.text + "A",
        lambda key: key.text.replace(key.id, "0" * 12),
        lambda key: key.text.swapcase(),
        lambda key: key.secret,
        lambda key: key.id,
    ],
    ids=["last letter", "one more", "other id", "other case", "secret alone", "id alone"],
)
def test_a_key_that_is_nearly_right_is_wrong(client, admin, change):
    assert answers(client, admin) == 200
    refused = client.get(ACCOUNTS, headers={"authorization": f"Bearer {change(admin)}"})
    assert_problem(refused, 401, "NotAuthenticated", says="not known")


def test_a_key_works_in_any_case_of_the_word_bearer(client, admin):
    assert client.get(ACCOUNTS, headers={"authorization": f"bEaReR {admin.text}"}).status_code == 200


def test_without_a_key_nothing_of_a_request_is_judged_before_it(client):
    """Else a stranger could learn which accounts, parameters and bodies there are."""
    for refused in (
        client.get(f"{ACCOUNTS}?lmit=1"),
        client.get(f"{ACCOUNTS}/nowhere"),
        client.put(f"{ACCOUNTS}/acme", content=b"no json"),
    ):
        assert_problem(refused, 401, "NotAuthenticated")


def test_health_and_documentation_need_no_key_whatever_the_host(client):
    for path in ("/healthz", "/readyz", "/docs", "/openapi.json"):
        assert client.get(path).status_code == 200
        assert client.get(path, headers=FOREIGN).status_code == 200


def test_without_a_key_answers_just_what_the_document_says_needs_none(guarded, admin):
    for method, path, operation in requests_of(golden()):
        if "{" in path:
            continue
        with connect_from(guarded) as stranger:
            answer = stranger.request(method, path)
        assert answer.status_code == (200 if operation.get("security") == [] else 401), f"{method} {path}"


def test_figures_are_for_every_role_and_for_nobody_without_a_key(guarded, client, admin):
    assert_problem(client.get("/metrics"), 401, "NotAuthenticated")
    reader = make_key(guarded)
    wait_until(lambda: answers(client, reader, "/metrics") == 200)
    assert answers(client, admin, "/metrics") == 200


def test_a_running_service_takes_a_new_key_and_drops_a_revoked_one(guarded, client):
    made = key_object(guarded.folder, "create", "--role", "reader")
    key = Sent(made["id"], made["key"], made["expires_at"])
    wait_until(lambda: answers(client, key) == 200)
    key_object(guarded.folder, "revoke", key.id)
    wait_until(lambda: answers(client, key) == 401)
    refused = client.get(ACCOUNTS, headers=key.header)
    assert_problem(refused, 401, "NotAuthenticated", says="revoked")


def test_a_key_is_refused_from_the_instant_on_at_which_it_expires(guarded, client):
    """It is compared with the clock on every request; that keys are read once a second makes no difference."""
    key = make_key(guarded, seconds=10)
    wait_until(lambda: answers(client, key) == 200)
    while (asked_at := instant_text(utc_now())) < key.expires_at:
        status = answers(client, key)
        assert status == 200 or instant_text(utc_now()) >= key.expires_at, (asked_at, key.expires_at)
    refused = client.get(ACCOUNTS, headers=key.header)
    assert_problem(refused, 401, "NotAuthenticated", says="expired")


def test_a_rotated_key_and_the_new_one_both_work_during_the_overlap(guarded, client):
    old = make_key(guarded, Role.EDITOR, name="salesforce-sync", member="mia")
    rotated = key_object(guarded.folder, "rotate", old.id, "--overlap", "8s")
    new = Sent(rotated["id"], rotated["key"], rotated["expires_at"])
    assert (rotated["role"], rotated["name"], rotated["member"]) == ("editor", "salesforce-sync", "mia")
    wait_until(lambda: answers(client, new) == 200)
    if instant_text(utc_now() + timedelta(seconds=0.5)) < rotated["replaces"]["expires_at"]:
        assert answers(client, old) == 200
    wait_until(lambda: answers(client, old) == 401)
    assert instant_text(utc_now()) >= rotated["replaces"]["expires_at"]
    assert answers(client, new) == 200


def test_what_is_written_names_the_key_as_its_author(guarded, client):
    editor = make_key(guarded, Role.EDITOR)
    wait_until(lambda: answers(client, editor) == 200)
    written = client.put(f"{ACCOUNTS}/authored", json={"name": "Authored"}, headers=editor.header)
    assert (written.status_code, written.json()["recorded_by"]) == (201, f"key:{editor.id}")


def test_two_keys_never_share_an_etag(guarded, client, admin):
    """What one may see may be masked for the other."""
    client.put(f"{ACCOUNTS}/tagged", json={"name": "Tagged"}, headers=admin.header).raise_for_status()
    reader = make_key(guarded)
    wait_until(lambda: answers(client, reader) == 200)
    first, again, other = (
        client.get(f"{ACCOUNTS}/tagged", headers=key.header).headers["etag"] for key in (admin, admin, reader)
    )
    assert first == again != other


def test_a_batch_is_held_to_what_single_writes_are_held_to(guarded, client):
    editor = make_key(guarded, Role.EDITOR)
    wait_until(lambda: answers(client, editor) == 200)
    account = {"kind": "account", "id": "by-editor", "data": {"name": "By editor"}}
    setting = {"kind": "setting", "id": "by-editor", "data": {"voice": 0.2}}
    for query in ("", "?on_error=skip"):
        refused = client.post(f"/v1/batch{query}", json={"items": [account, setting]}, headers=editor.header)
        assert_problem(refused, 403, "NotAllowed", says="'admin'")
        assert answers(client, editor, f"{ACCOUNTS}/by-editor") == 404
    client.post("/v1/batch", json={"items": [account]}, headers=editor.header).raise_for_status()


def test_guesses_are_limited_by_address_and_disturb_nobody_else(guarded, admin):
    address = own_address()
    with connect_from(guarded, address) as guesser, connect_from(guarded) as other:
        refused = [guesser.get(ACCOUNTS, headers={"authorization": f"Bearer {n}"}) for n in range(100)]
        statuses = [each.status_code for each in refused]
        assert statuses[:20] == [401] * 20
        assert 429 in statuses
        limited = next(each for each in refused if each.status_code == 429)
        assert_problem(limited, 429, "TooMany", says="again")
        assert int(limited.headers["retry-after"]) >= 1
        assert answers(guesser, admin) == 200
        assert other.get(ACCOUNTS).status_code == 401
        wait_until(lambda: guesser.get(ACCOUNTS).status_code == 401)


def test_a_caller_who_sends_too_many_learns_when_to_come_again_and_others_are_served(tmp_path):
    with (
        Service(tmp_path / "data", {"STAKEGRAPH_REQUESTS_PER_SECOND": "2"}) as service,
        connect_from(service) as client,
    ):
        keeper = [client.get(ACCOUNTS) for _ in range(20)]
        assert [each.status_code for each in keeper[:4]] == [200] * 4
        limited = next(each for each in keeper if each.status_code == 429)
        assert_problem(limited, 429, "TooMany", says="again")
        assert int(limited.headers["retry-after"]) >= 1
        assert client.get("/healthz").status_code == 200
        one, other = make_key(service), make_key(service)
        wait_until(lambda: client.get(ACCOUNTS).status_code == 401)
        assert 429 in [answers(client, one) for _ in range(20)]
        assert answers(client, other) == 200
        wait_until(lambda: answers(client, one) == 200)


def stored_properties(service: Service) -> str:
    """Return every property of every node, as text."""
    owner = find_owner(service.folder)
    assert owner is not None
    at = owner.address
    with GraphDatabase.driver(at.uri, auth=(at.user, at.password)) as driver:
        records = driver.execute_query("MATCH (n) RETURN properties(n) AS p", database_=at.database).records
    return str([record["p"] for record in records])


def test_no_secret_is_in_the_log_in_an_error_or_in_the_store(guarded, client, admin):
    made = key_object(guarded.folder, "create", "--role", "editor", "--name", "seen once")
    key = Sent(made["id"], made["key"], made["expires_at"])
    wait_until(lambda: answers(client, key) == 200)
    client.put(f"{ACCOUNTS}/secretive", json={"name": "Secretive"}, headers=key.header).raise_for_status()
    refusals = [
        client.put("/v1/settings/s1", json={"voice": 0.2}, headers=key.header),
        client.get(f"{ACCOUNTS}/nowhere", headers=key.header),
        client.put(f"{ACCOUNTS}/x", content=b"{", headers=key.header),
        client.get(ACCOUNTS, headers={"authorization": f"Bearer {key.text}x"}),
        client.get(ACCOUNTS, headers={"authorization": f"Basic {key.text}"}),
        client.get(f"{ACCOUNTS}?key={key.text}", headers=admin.header),
    ]
    key_object(guarded.folder, "revoke", key.id)
    wait_until(lambda: answers(client, key) == 401)
    refusals.append(client.get(ACCOUNTS, headers=key.header))
    answered = "".join(refused.text + str(refused.headers) for refused in refusals)
    listed = str(key_object(guarded.folder, "list"))
    stored = stored_properties(guarded)
    assert key.id in stored
    assert key.id in listed
    assert "statement=api_keys.list" in guarded.said
    files = [path for path in guarded.folder.rglob("*") if path.is_file()]
    assert files
    for secret in (key.secret, admin.secret):
        assert secret not in answered
        assert secret not in stored
        assert secret not in listed
        assert secret not in guarded.said
        assert not [path for path in files if secret.encode() in path.read_bytes()]
    assert not re.search(r"sgk_[0-9a-f]{12}_", guarded.said)
