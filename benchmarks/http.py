"""A real service process to measure, and a connection that a client would keep open."""

import asyncio
import json
import re
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ANSWERS = re.compile(r"answers at http://127\.0\.0\.1:(\d+)")


class Service:
    """`stakegraph serve` on a free port."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self._folder = folder
        self._environment = environment
        self.port = 0

    def __enter__(self) -> Self:
        """Start it and wait until it says where it answers; what it logs goes to a file, which never fills up."""
        command = [str(Path(sys.executable).with_name("stakegraph")), "serve", "--port", "0", "--no-sample"]
        self._folder.mkdir(parents=True)
        words = self._folder / "service.log"
        with words.open("w") as log:
            self._process = subprocess.Popen(
                [*command, "--data", str(self._folder / "data")], stderr=log, env=self._environment
            )
        while self._process.poll() is None:
            if found := ANSWERS.search(words.read_text()):
                self.port = int(found[1])
                return self
            time.sleep(0.05)
        raise RuntimeError(f"the service did not start: {words.read_text()}")

    @property
    def data(self) -> Path:
        """Its data folder."""
        return self._folder / "data"

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop it."""
        self._process.terminate()
        self._process.wait(timeout=30)


class Connection:
    """One HTTP/1.1 connection that is kept open; sends what any client sends."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, port: int) -> Self:
        """Connect to a service on this machine."""
        return cls(*await asyncio.open_connection("127.0.0.1", port))

    async def ask(self, method: str, path: str, body: Any = None) -> Any:
        """Send one request and return the JSON value of its answer.

        Raises
        ------
        RuntimeError
            When the answer is not a success.
        """
        text = b"" if body is None else json.dumps(body, ensure_ascii=False).encode()
        head = f"{method} {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        self._writer.write(f"{head}Content-Length: {len(text)}\r\n\r\n".encode() + text)
        await self._writer.drain()
        status, length = await self._answer_head()
        answer = json.loads(await self._reader.readexactly(length))
        if status >= 300:
            raise RuntimeError(f"{method} {path}: {status} {answer}")
        return answer

    async def _answer_head(self) -> tuple[int, int]:
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        found = re.search(r"content-length: (\d+)", head, re.IGNORECASE)
        return int(head.split(" ", 2)[1]), int(found[1]) if found else 0
