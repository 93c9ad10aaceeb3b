"""Lines come out of a body however it was cut, and wait for whoever reads slowly."""

from collections.abc import AsyncIterator

import pytest

from app.exchange.ndjson_bodies import Outbox, lines_of

TEXT = "{}\n张伟\n\nlast".encode()


async def pieces(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


async def lines(*parts: bytes, longest: int = 100) -> list[bytes | None]:
    return [line async for line in lines_of(pieces(*parts), longest)]


@pytest.mark.parametrize("size", range(1, len(TEXT) + 1))
async def test_where_a_body_is_cut_makes_no_difference(size):
    parts = [TEXT[start : start + size] for start in range(0, len(TEXT), size)]
    assert await lines(*parts) == TEXT.split(b"\n")


async def test_a_line_too_long_is_refused_and_the_next_one_is_whole():
    assert await lines(b"x" * 80, b"x" * 80, b"\nshort\n") == [None, b"short"]
    assert await lines(b"x" * 300 + b"\nshort") == [None, b"short"]
    assert await lines(b"x" * 101) == [None]
    assert await lines(b"x" * 100) == [b"x" * 100]


async def test_an_empty_body_has_no_lines():
    assert await lines() == []
    assert await lines(b"") == []


async def test_what_was_put_is_taken_once_and_in_order():
    outbox = Outbox()
    put = [b"%07d\n" % number for number in range(300_000)]
    taken = bytearray()
    for number, line in enumerate(put):
        outbox.put(line)
        if number % 100_000 == 0:
            taken += await outbox.take()
    outbox.end()
    while part := await outbox.take():
        taken += part
    outbox.close()
    assert bytes(taken) == b"".join(put)
