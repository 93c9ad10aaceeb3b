"""Webhooks: signed as receivers expect, given up in time, and no way into the network."""

import base64
import json
from typing import Any
from urllib.parse import urlsplit

import pytest
from pydantic import SecretStr
from standardwebhooks import Webhook

from app.deliveries.attempt import AttemptFailed
from app.deliveries.webhooks.addresses import addresses_of, is_public
from app.deliveries.webhooks.request import body_of, send_webhook, webhook_headers
from app.deliveries.webhooks.signature import key_of, signed_headers
from tests.unit.deliveries.digests import book_digest
from tests.unit.deliveries.servers import close, drip, hang, rude_server, webhook_server

SECRET = SecretStr("whsec_" + base64.b64encode(b"k" * 32).decode())
KEY = key_of(SECRET) or b""
CREATED_AT = "2026-07-01T02:00:00.000000Z"


def send(address: str, *, private: bool = True, **options: Any) -> None:
    body = body_of(book_digest(), CREATED_AT)
    headers = webhook_headers(KEY, "0a1b", 1782871200, body)
    send_webhook(urlsplit(address), body, headers, private=private, **options)


def fault_of(address: str, **options: Any) -> tuple[str, int | None]:
    with pytest.raises(AttemptFailed) as failed:
        send(address, **options)
    return failed.value.fault, failed.value.code


def test_the_library_of_the_specification_knows_our_signature(time_of_the_library):
    body = body_of(book_digest(), CREATED_AT)
    headers = webhook_headers(KEY, "0a1b", time_of_the_library, body)
    assert Webhook(SECRET.get_secret_value()).verify(body, headers) == json.loads(body)


@pytest.fixture
def time_of_the_library() -> int:
    """Now: the library refuses what is older than five minutes."""
    from datetime import UTC, datetime

    return int(datetime.now(UTC).timestamp())


def test_the_signature_is_that_of_the_example_of_the_specification():
    # Standard Webhooks, "Verifying webhooks manually": secret, id, timestamp, payload and signature.
    key = key_of(SecretStr("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")) or b""
    headers = signed_headers(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')
    assert headers["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize("secret", ["", "password", "whsec_c2hvcnQ=", "whsec_" + "QUFB" * 30, "whsec_%%%"])
def test_what_is_not_a_secret_of_the_specification_is_none(secret):
    assert key_of(SecretStr(secret)) is None


def test_a_digest_arrives_as_it_was_signed_with_an_id_that_each_attempt_has():
    with webhook_server() as (address, taken):
        send(address + "?from=stakegraph")
        send(address + "?from=stakegraph")
    first, second = taken
    assert first == second
    assert first.path == "/hooks/report?from=stakegraph"
    assert first.headers["webhook-id"] == "msg_0a1b"
    assert first.headers["content-type"] == "application/json"
    content = json.loads(first.body)
    assert (content["type"], content["timestamp"]) == ("report.digest", CREATED_AT)
    assert content["data"] == book_digest().model_dump(mode="json")


@pytest.mark.parametrize(
    ("status", "fault"),
    [(500, "status"), (429, "status"), (404, "status"), (410, "gone"), (302, "redirect"), (307, "redirect")],
)
def test_what_is_not_taken_failed_and_no_redirect_is_followed(status, fault):
    with webhook_server(lambda number: status) as (address, taken):
        assert fault_of(address) == (fault, status)
    assert [request.path for request in taken] == ["/hooks/report"]


@pytest.mark.parametrize(("behaviour", "fault"), [(hang, "no_answer"), (drip, "no_answer"), (close, "closed")])
def test_a_server_that_hangs_drips_or_closes_is_given_up(behaviour, fault):
    with rude_server(behaviour) as port:
        assert fault_of(f"http://127.0.0.1:{port}/", seconds=0.2 if fault == "no_answer" else 30.0) == (fault, None)


def test_where_nobody_listens_or_no_name_is_known_nothing_is_reached():
    with rude_server(close) as port:
        assert fault_of(f"https://127.0.0.1:{port}/") == ("closed", None)
    assert fault_of(f"http://127.0.0.1:{port}/") == ("unreachable", None)
    assert fault_of("http://nobody.invalid/") == ("unreachable", None)


def test_an_address_within_the_network_gets_no_request():
    with webhook_server() as (address, taken):
        assert fault_of(address, private=False) == ("private", None)
        assert fault_of(address.replace("127.0.0.1", "localhost"), private=False) == ("private", None)
    assert taken == []


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.0.1",
        "169.254.169.254",  # where clouds give away the secrets of a machine
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - refused
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fd00::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "2002:a00:1::",  # 6to4 of 10.0.0.1
        "64:ff9b::a9fe:a9fe",  # translated to 169.254.169.254
    ],
)
def test_an_address_that_is_not_of_the_public_internet_is_known_however_it_is_written(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"])
def test_an_address_of_the_public_internet_is_one(address):
    assert is_public(address)


def test_a_name_is_looked_up_once_and_every_way_of_writing_an_address_is_seen_through():
    assert "127.0.0.1" in addresses_of("localhost", 80, private=True)
    for written in ("2130706433", "0x7f000001", "127.1"):
        with pytest.raises(AttemptFailed, match="private"):
            addresses_of(written, 80, private=False)
