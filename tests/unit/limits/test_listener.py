"""The listening socket gives a connection to whoever finds a place, and gets the place back."""

import socket
from collections.abc import Iterator

import pytest

from app.limits.listener import Listener
from app.limits.places import REFUSED_AT_MOST, Entry, Places


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener(Places(2, 2), socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as opened:
        opened.bind(("127.0.0.1", 0))
        opened.listen(REFUSED_AT_MOST + 10)
        opened.setblocking(False)
        yield opened


def callers(listener: Listener, count: int) -> list[socket.socket]:
    return [socket.create_connection(listener.getsockname()) for _ in range(count)]


def test_a_place_is_free_again_when_its_connection_is_closed(listener: Listener):
    there = callers(listener, 3)
    taken = [listener.accept()[0] for _ in there]
    assert [listener.places.entry_of(one.fileno()) for one in taken] == [Entry.IN, Entry.IN, Entry.FULL]
    taken[0].close()
    there += callers(listener, 1)
    late = listener.accept()[0]
    assert listener.places.entry_of(late.fileno()) is Entry.IN
    for one in (*there, *taken, late):
        one.close()


def test_beyond_those_who_get_a_refusal_connections_are_closed_at_once(listener: Listener):
    there = callers(listener, 2 + REFUSED_AT_MOST + 3)
    taken = [listener.accept()[0] for _ in range(2 + REFUSED_AT_MOST)]
    with pytest.raises(BlockingIOError):
        listener.accept()
    assert [one.recv(1) for one in there[-3:]] == [b""] * 3
    for one in (*there, *taken):
        one.close()
