"""`stakegraph key`: makes, lists, revokes and rotates keys, beside a running service or without one."""

import json
import re
import socket
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest

from app.pages.roles import operation_rows
from tests.api.keys import make_key
from tests.api.openapi_parts import golden
from tests.api.serving import Service, wait_until
from tests.cli.running import FAILED, WRONG_USE, key_object, stakegraph
from tests.conftest import Serve

KEY = re.compile(r"sgk_[0-9a-f]{12}_[A-Za-z0-9_-]{43}")


@pytest.fixture(scope="module")
def running(serve: Serve) -> Service:
    """A running service that commands work beside: they need not start an engine each."""
    return serve("keys")


@pytest.fixture(scope="module")
def folder(running: Service) -> Path:
    return running.folder


def lifetime(key: dict[str, str]) -> timedelta:
    return datetime.fromisoformat(key["expires_at"]) - datetime.fromisoformat(key["created_at"])


def listed(folder: Path, key_id: str) -> dict[str, str]:
    return next(key for key in key_object(folder, "list")["keys"] if key["id"] == key_id)


def test_a_key_is_shown_once_alone_on_standard_output(folder):
    made = stakegraph("key", "create", "--role", "reader", "--data", folder)
    assert KEY.fullmatch(made.stdout.strip())
    assert "not shown again" in made.stderr
    secret = made.stdout.strip().split("_", 2)[2]
    again = stakegraph("key", "list", "--data", folder)
    assert made.stdout.split("_")[1] in again.stdout
    assert secret not in made.stderr + again.stdout + again.stderr


def test_a_key_is_listed_with_all_that_was_given(folder):
    words = ("--role", "editor", "--name", "销售 sync", "--member", "mia", "--expires", "12h")
    made = key_object(folder, "create", *words)
    assert KEY.fullmatch(made.pop("key"))
    assert listed(folder, made["id"]) == made
    assert (made["role"], made["name"], made["member"], made["state"]) == ("editor", "销售 sync", "mia", "active")
    assert timedelta(hours=11.9) < lifetime(made) < timedelta(hours=12.1)


def test_a_key_that_says_no_end_is_good_for_90_days(folder):
    made = key_object(folder, "create", "--role", "reader")
    assert (made["name"], made["member"]) == (None, None)
    assert timedelta(days=89.9) < lifetime(made) < timedelta(days=90.1)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ((), "--role"),
        (("--role", "owner"), "owner"),
        (("--role", "reader", "--expires", "never"), "90d"),
        (("--role", "reader", "--expires", "2020-01-01"), "in the future"),
        (("--role", "reader", "--expires", "11y"), "90d"),
        (("--role", "reader", "--expires", "4000d"), "10 years"),
        (("--role", "reader", "--name", "two\nlines"), "one line"),
        (("--role", "reader", "--name", ""), "--name"),
        (("--role", "reader", "--member", "a/b"), "letters"),
    ],
)
def test_a_key_that_cannot_be_is_refused_in_a_sentence(tmp_path, words, expected):
    refused = stakegraph("key", "create", *words, "--data", tmp_path / "data", status=WRONG_USE)
    assert expected in " ".join(refused.stderr.split())
    assert not (tmp_path / "data").exists()


def test_a_revoked_key_stays_in_the_list_as_such(folder):
    made = key_object(folder, "create", "--role", "reader")
    revoked = key_object(folder, "revoke", made["id"])
    assert (revoked["state"], revoked["id"]) == ("revoked", made["id"])
    assert key_object(folder, "revoke", made["id"])["revoked_at"] == revoked["revoked_at"]
    assert listed(folder, made["id"]) == revoked
    assert "revoked since" in stakegraph("key", "revoke", made["id"], "--data", folder).stderr
    refused = stakegraph("key", "rotate", made["id"], "--data", folder, status=FAILED)
    assert "is revoked" in refused.stderr


def test_a_rotated_key_lives_on_for_the_overlap(folder):
    old = key_object(folder, "create", "--role", "editor", "--name", "sync", "--member", "mia")
    new = key_object(folder, "rotate", old["id"], "--overlap", "2h", "--expires", "30d")
    assert KEY.fullmatch(new["key"])
    assert new["id"] != old["id"]
    assert [new[name] for name in ("role", "name", "member")] == [old[name] for name in ("role", "name", "member")]
    assert timedelta(days=29.9) < lifetime(new) < timedelta(days=30.1)
    replaced = new["replaces"]
    assert (replaced["id"], replaced["state"]) == (old["id"], "active")
    overlap = datetime.fromisoformat(replaced["expires_at"]) - datetime.fromisoformat(new["created_at"])
    assert timedelta(hours=1.9) < overlap < timedelta(hours=2.1)
    said = stakegraph("key", "rotate", new["id"], "--data", folder)
    assert KEY.fullmatch(said.stdout.strip())
    assert f"Key {new['id']} is valid until" in said.stderr


@pytest.mark.parametrize("words", [("revoke", "nobody"), ("rotate", "nobody")])
def test_a_key_that_is_not_there_is_named(folder, words):
    refused = stakegraph("key", *words, "--data", folder, status=FAILED)
    assert "'nobody'" in refused.stderr
    assert "key list" in refused.stderr


def test_keys_are_made_without_a_service_too_and_a_first_list_is_empty(tmp_path):
    folder = tmp_path / "data"
    assert "no key yet" in stakegraph("key", "list", "--data", folder).stderr
    assert key_object(folder, "list") == {"keys": []}
    made = key_object(folder, "create", "--role", "admin")
    assert [key["id"] for key in key_object(folder, "list")["keys"]] == [made["id"]]


def test_the_roles_are_listed_for_people_and_for_programs():
    printed = stakegraph("key", "roles").stdout
    assert "| `put_person` |" in printed
    rows = json.loads(stakegraph("key", "roles", "--json").stdout)["operations"]
    assert [tuple(row.values()) for row in rows] == list(operation_rows(golden()))
    assert {"operation": "get_health", "request": "GET /healthz", "role": "anyone"} in rows


@pytest.mark.parametrize("end", [None, {"seconds": -1.0}, {"revoked": True}], ids=["none", "expired", "revoked"])
def test_without_a_good_key_no_service_listens_beyond_this_machine(tmp_path, end):
    folder = tmp_path / "data"
    if end is not None:
        with Service(folder) as service:
            make_key(service, **end)
    refused = stakegraph("serve", "--host", "0.0.0.0", "--port", 0, "--data", folder, status=WRONG_USE)  # noqa: S104
    assert "stakegraph key create" in refused.stderr
    assert "--host 127.0.0.1" in refused.stderr
    assert "answers at" not in refused.stderr


def test_with_a_key_a_service_listens_beyond_this_machine_and_asks_for_it(tmp_path):
    folder = tmp_path / "data"
    key = key_object(folder, "create", "--role", "admin")["key"]
    with Service(folder, arguments=["--host", "0.0.0.0"]) as service:  # noqa: S104 - that is the point
        url = f"http://{socket.gethostbyname(socket.gethostname())}:{service.url.rpartition(':')[2]}"
        with httpx.Client(base_url=url, trust_env=False) as client:
            assert client.get("/v1/accounts").status_code == 401
            assert client.get("/v1/accounts", headers={"authorization": f"Bearer {key}"}).status_code == 200
            assert client.get("/healthz").status_code == 200


def test_a_service_that_is_asked_to_listen_beyond_asks_at_once_even_if_all_keys_end(tmp_path):
    folder = tmp_path / "data"
    made = key_object(folder, "create", "--role", "admin")
    with Service(folder, arguments=["--host", "0.0.0.0"]) as service:  # noqa: S104 - that is the point
        key_object(folder, "revoke", made["id"])
        url = service.url.replace("0.0.0.0", "127.0.0.1") + "/v1/accounts"  # noqa: S104
        header = {"authorization": f"Bearer {made['key']}"}
        wait_until(lambda: httpx.get(url, headers=header, trust_env=False).status_code == 401)
        assert httpx.get(url, trust_env=False).status_code == 401
