"""Whoever sends a body slowly holds up nobody who writes."""

import socket
from contextlib import ExitStack
from urllib.parse import urlsplit

import httpx

from app.crowds.lanes import WRITES_AT_ONCE
from app.settings import Settings
from tests.api.accounts import fresh_id
from tests.api.serving import Service

HEAD = "POST /v1/batch HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"


def test_a_write_passes_more_unfinished_bodies_than_there_are_turns(service: Service, client: httpx.Client):
    address = urlsplit(service.url)
    with ExitStack() as open_ones:
        for _ in range(WRITES_AT_ONCE + 1):
            slow = open_ones.enter_context(socket.create_connection((address.hostname, address.port)))
            slow.sendall(HEAD.encode())
        client.get("/v1/accounts").raise_for_status()  # after this the service has seen all the heads
        name = fresh_id()
        timeout = Settings().write_seconds / 2  # whoever waited for one of those would wait twice as long
        answer = client.put(f"/v1/accounts/{name}", json={"name": name}, timeout=timeout)
        assert answer.status_code in {200, 201}, answer.text
