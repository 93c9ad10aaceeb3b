"""A file of the embedded engine may grow: a start and a write read none of the rest; real processes."""

from pathlib import Path

from neo4j import AsyncGraphDatabase

from graph.engine.bolt_address import BoltAddress
from graph.engine.embedded import EmbeddedEngine

RECORDS, AT_ONCE, RECORD_BYTES = 5_000, 1_000, 5_500
"""Ten records fill a page of 64 kB: an engine that looks for a tenth of a page that is free looks at all of them."""


async def write(address: BoltAddress, records: int) -> None:
    """Append records in a transaction that is committed."""
    async with (
        AsyncGraphDatabase.driver(address.uri, auth=(address.user, address.password)) as driver,
        driver.session(database=address.database) as session,
        await session.begin_transaction() as transaction,
    ):
        statement = "UNWIND range(1, $records) AS n CREATE (:Paper {text: $text})"
        await transaction.run(statement, records=records, text="x" * RECORD_BYTES)
        await transaction.commit()


def bytes_read(pid: int) -> int:
    """Return how much a process has asked the operating system for, from whichever memory it came."""
    counts = dict(line.split(": ") for line in Path(f"/proc/{pid}/io").read_text().splitlines())
    return int(counts["rchar"])


async def read_by_first_write(folder: Path) -> int:
    """Start an engine, write one record, and return how much the engine has read since it began."""
    engine = EmbeddedEngine(folder)
    try:
        await write(await engine.start(), 1)
        return bytes_read(engine.pid)
    finally:
        await engine.stop()


async def fill(folder: Path) -> None:
    engine = EmbeddedEngine(folder)
    try:
        address = await engine.start()
        for _ in range(RECORDS // AT_ONCE):
            await write(address, AT_ONCE)
    finally:
        await engine.stop()


async def test_a_start_and_a_write_read_a_tenth_of_a_file_at_most(tmp_path: Path) -> None:
    empty, large = tmp_path / "empty", tmp_path / "large"
    await fill(large)
    written = sum(file.stat().st_size for file in large.rglob("Paper_0.*.bucket"))
    assert written > RECORDS * RECORD_BYTES
    more = await read_by_first_write(large) - await read_by_first_write(empty)
    assert more < written / 10
