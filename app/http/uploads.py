"""Uploads: bodies that are written to disk as they come, within the limit and whatever their length."""

import asyncio
import errno
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from fastapi import Request

from schemas.errors import DiskFull, TooLarge
from schemas.messages.message import Message

ZIP = "application/zip"
ACCEPTED = frozenset({ZIP, "application/x-zip-compressed"})

WRITTEN_AT_ONCE = 1_000_000

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def room_on_disk() -> Iterator[None]:
    """Refuse in a sentence a file that has no room on disk.

    Raises
    ------
    DiskFull
        Then.
    """
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        raise DiskFull(Message("requests.no_room")) from None


async def store_body(request: Request, path: Path, limit: int) -> str:
    """Write a body to a file and return the digest of its bytes; a megabyte of it is held at a time.

    Raises
    ------
    TooLarge
        When it exceeds the limit; it is not read further.
    DiskFull
        When there is no room for it.
    """
    too_large = Message("requests.archive_too_large", megabytes=limit / 1_000_000)
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > limit:
        raise TooLarge(too_large)
    digest = hashlib.sha256()
    size = 0
    with room_on_disk(), path.open("wb") as file:
        held = bytearray()
        async for part in request.stream():
            size += len(part)
            if size > limit:
                raise TooLarge(too_large)
            held += part
            if len(held) >= WRITTEN_AT_ONCE:
                await asyncio.to_thread(_add, file, digest, bytes(held))
                held.clear()
        await asyncio.to_thread(_add, file, digest, bytes(held))
    return digest.hexdigest()


def _add(file: IO[bytes], digest: Any, part: bytes) -> None:
    digest.update(part)
    file.write(part)
