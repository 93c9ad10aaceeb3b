"""A connection that rests: whoever asks again within the usual times of clients finds it open."""

import http.client
import select
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

import pytest

from tests.conftest import Serve

LONGER_THAN_HTTPX = 6.0
"""Seconds; HTTPX keeps an idle connection for 5, as uvicorn would."""


@pytest.fixture(scope="module")
def resting(serve: Serve) -> Iterator[http.client.HTTPConnection]:
    """A connection that has had an answer."""
    with closing(http.client.HTTPConnection(urlsplit(serve("resting").url).netloc, timeout=10)) as connection:
        connection.request("GET", "/healthz")
        assert connection.getresponse().read()
        yield connection


def test_the_server_does_not_hang_up_before_clients_do(resting):
    hung_up, _, _ = select.select([resting.sock], [], [], LONGER_THAN_HTTPX)
    assert not hung_up
    resting.request("GET", "/healthz")
    answer = resting.getresponse()
    answer.read()
    assert answer.status == 200
