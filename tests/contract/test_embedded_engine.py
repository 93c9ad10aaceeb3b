"""The embedded engine: started, guarded, restarted and stopped; real processes, both builds."""

import asyncio
import json
import os
import signal
import stat
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import cast

import pytest
import pytest_asyncio
from neo4j import AsyncGraphDatabase
from neo4j.exceptions import Neo4jError

from graph.engine.bolt_address import BoltAddress
from graph.engine.embedded import Build, EmbeddedEngine
from graph.engine.engine_child import STOP_SECONDS
from graph.engine.folder_owner import LOCK_FILE, OWNER_FILE, FolderLock, Owner, find_owner
from schemas.errors import FolderTaken, StoreUnavailable
from tests.sentences import english, refusal

URL = "http://127.0.0.1:8000"
STATEMENT_SECONDS = 1.0
PATIENCE_SECONDS = 20.0
LOOPBACK = {"0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000"}
"""127.0.0.1, the same written as IPv6, and ::1, as /proc/net writes them."""
RUNAWAY = "UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b WITH a, b WHERE a * b = -1 RETURN count(*) AS n"

builds = pytest.mark.parametrize("build", ["native", "jvm"])


async def values(address: BoltAddress, statement: str) -> list[object]:
    async with (
        AsyncGraphDatabase.driver(address.uri, auth=(address.user, address.password)) as driver,
        driver.session(database=address.database) as session,
    ):
        return cast(list[object], (await (await session.run(statement)).values())[0])


async def until(question: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not question():  # noqa: ASYNC110 - asks the operating system, which raises no event
            await asyncio.sleep(0.01)


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def processes_on(folder: Path) -> list[int]:
    def works_there(process: Path) -> bool:
        try:
            return (process / "cwd").readlink().is_relative_to(folder)
        except OSError:
            return False

    return [int(process.name) for process in Path("/proc").iterdir() if process.name.isdigit() and works_there(process)]


def arguments_and_environments() -> bytes:
    """What every process of this machine shows to ``ps``."""
    shown = b""
    for path in (*Path("/proc").glob("[0-9]*/cmdline"), *Path("/proc").glob("[0-9]*/environ")):
        with suppress(OSError):
            shown += path.read_bytes()
    return shown


def listening_addresses(pid: int) -> set[str]:
    """The local addresses, in hexadecimal, at which a process listens; 0A is the state LISTEN."""
    descriptors = Path(f"/proc/{pid}/fd").iterdir()
    sockets = {
        str(name.readlink()).removeprefix("socket:[").removesuffix("]") for name in descriptors if name.is_symlink()
    }
    tables = [Path(f"/proc/{pid}/net/{name}").read_text().splitlines()[1:] for name in ("tcp", "tcp6")]
    rows = [line.split() for table in tables for line in table]
    return {row[1].partition(":")[0] for row in rows if row[3] == "0A" and row[9] in sockets}


@pytest_asyncio.fixture(scope="module", params=["native", "jvm"])
async def engine(request, tmp_path_factory) -> AsyncIterator[EmbeddedEngine]:
    folder = tmp_path_factory.mktemp("engine") / "a folder with spaces"
    engine = EmbeddedEngine(folder, build=request.param, statement_seconds=STATEMENT_SECONDS, service_url=URL)
    await engine.start()
    yield engine
    await engine.stop()


def folder_of(engine: EmbeddedEngine) -> Path:
    return Path(f"/proc/{engine.pid}/cwd").readlink()


class TestRunningEngine:
    async def test_answers_as_soon_as_it_has_started(self, engine):
        assert engine.running
        assert await values(engine.address, "RETURN 1") == [1]

    async def test_starting_again_changes_nothing(self, engine):
        pid = engine.pid
        assert await engine.start() == engine.address
        assert engine.pid == pid

    async def test_second_owner_is_refused_at_once_with_whom_to_ask(self, engine):
        folder, began = folder_of(engine), time.monotonic()
        with pytest.raises(FolderTaken) as refusal:
            await EmbeddedEngine(folder).start()
        assert time.monotonic() - began < 0.5
        owner = find_owner(folder)
        assert owner is not None
        assert all(word in english(refusal.value.detail) for word in (str(os.getpid()), owner.since, URL, str(folder)))
        assert engine.running

    async def test_a_command_finds_the_owner_and_reaches_its_store(self, engine):
        owner = find_owner(folder_of(engine))
        assert owner is not None
        assert (owner.address, owner.pid, owner.service_url) == (engine.address, os.getpid(), URL)
        assert await values(owner.address, "RETURN 1") == [1]

    async def test_runaway_read_is_stopped_in_the_engine(self, engine):
        began = time.monotonic()
        with pytest.raises(Neo4jError) as stopped:
            await values(engine.address, RUNAWAY)
        assert stopped.value.code == "Neo.ClientError.Transaction.TransactionTimedOut"
        assert time.monotonic() - began < STATEMENT_SECONDS + 1
        assert await values(engine.address, "RETURN 1") == [1]

    async def test_a_stopped_read_uses_no_more_processor(self, engine):
        def processor_seconds() -> float:
            fields = Path(f"/proc/{engine.pid}/stat").read_text().rpartition(")")[2].split()
            return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

        with pytest.raises(Neo4jError):
            await values(engine.address, RUNAWAY)
        before = processor_seconds()
        await asyncio.sleep(1.0)  # the measured span itself
        assert processor_seconds() - before < 0.5

    async def test_password_is_in_no_process_list(self, engine):
        assert engine.address.password.encode() not in arguments_and_environments()

    async def test_password_is_printed_by_nothing(self, engine):
        assert engine.address.password not in repr(engine.address)
        assert engine.address.password not in repr(find_owner(folder_of(engine)))

    async def test_password_is_written_to_the_file_of_the_owner_only(self, engine):
        secret, folder = engine.address.password.encode(), folder_of(engine)
        found = [path.name for path in folder.rglob("*") if path.is_file() and secret in path.read_bytes()]
        assert found == [OWNER_FILE]

    async def test_everything_in_the_folder_is_closed_to_others(self, engine):
        folder = folder_of(engine)
        for path in [folder, *folder.rglob("*")]:
            wanted = 0o700 if path.is_dir() else 0o600
            assert stat.S_IMODE(path.stat().st_mode) == wanted, path

    async def test_listens_on_loopback_only(self, engine):
        addresses = listening_addresses(engine.pid)
        assert addresses
        assert addresses <= LOOPBACK

    async def test_files_and_urls_cannot_be_read_by_a_statement(self, engine):
        for source in ("file:///etc/passwd", "http://192.0.2.1/x.csv"):
            with pytest.raises(Neo4jError, match="Forbidden"):
                await values(engine.address, f"LOAD CSV FROM '{source}' AS line RETURN line")

    async def test_engine_leads_its_own_session_so_that_control_c_spares_it(self, engine):
        assert os.getsid(engine.pid) == engine.pid
        os.kill(engine.pid, signal.SIGINT)
        os.kill(engine.pid, signal.SIGTERM)
        assert await values(engine.address, "RETURN 1") == [1]

    async def test_killed_engine_comes_back_on_the_same_address_with_its_data(self, engine):
        address, killed = engine.address, engine.pid
        async with AsyncGraphDatabase.driver(address.uri, auth=(address.user, address.password)) as driver:
            await driver.execute_query("CREATE (:Kept {id: 'ada'})", database_=address.database)
        os.kill(killed, signal.SIGKILL)
        await until(lambda: not engine.running)
        await until(lambda: engine.running)
        assert engine.address == address
        assert engine.pid != killed
        assert await values(address, "MATCH (kept:Kept) RETURN count(kept)") == [1]


@builds
async def test_after_a_stop_no_process_and_no_owner_is_left(build: Build, tmp_path: Path):
    engine = EmbeddedEngine(tmp_path, build=build)
    await engine.start()
    pid = engine.pid
    await engine.stop()
    await engine.stop()
    assert not is_alive(pid)
    assert not engine.running
    assert processes_on(tmp_path) == []
    assert find_owner(tmp_path) is None
    with pytest.raises(StoreUnavailable):
        _ = engine.address


@builds
async def test_stop_during_a_restart_leaves_no_process(build: Build, tmp_path: Path):
    engine = EmbeddedEngine(tmp_path, build=build)
    await engine.start()
    killed = engine.pid
    os.kill(killed, signal.SIGKILL)
    await until(lambda: engine.pid != killed)
    await engine.stop()
    assert processes_on(tmp_path) == []


@builds
@pytest.mark.parametrize("also_engine", [False, True], ids=["service", "service and engine"])
async def test_killed_service_takes_its_engine_along_and_the_next_start_finds_the_data(
    build: Build, also_engine: bool, tmp_path: Path
):
    command = (sys.executable, "-m", "tests.contract.engine_owner", str(tmp_path), build)
    service = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert service.stdout is not None
    child = int(await service.stdout.readline())
    service.kill()
    if also_engine:
        os.kill(child, signal.SIGKILL)
    await service.wait()
    engine = EmbeddedEngine(tmp_path, build=build)
    address = await engine.start()
    try:
        assert not is_alive(child)
        assert await values(address, "MATCH (kept:Kept) RETURN count(kept)") == [1]
    finally:
        await engine.stop()


@builds
@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
async def test_a_kill_during_the_first_start_spoils_nothing(build: Build, share: float, tmp_path: Path):
    command = (sys.executable, "-m", "tests.contract.engine_owner", str(tmp_path), build)
    service = await asyncio.create_subprocess_exec(*command)
    await until(lambda: processes_on(tmp_path) != [])
    (child,) = processes_on(tmp_path)
    await asyncio.sleep(share * (0.4 if build == "native" else 2.0))  # somewhere in the usual time of a start
    os.kill(child, signal.SIGKILL)
    service.kill()
    await service.wait()
    engine = EmbeddedEngine(tmp_path, build=build)
    try:
        assert await values(await engine.start(), "RETURN 1") == [1]
    finally:
        await engine.stop()


async def test_engine_that_cannot_start_says_where_to_look_and_frees_the_folder(tmp_path: Path):
    engine = EmbeddedEngine(tmp_path, heap="nonsense")
    with refusal(StoreUnavailable, match="log"):
        await engine.start()
    assert processes_on(tmp_path) == []
    lock = FolderLock(tmp_path)
    await lock.acquire()
    lock.release()


async def test_cancelled_start_leaves_no_process(tmp_path: Path):
    start = asyncio.create_task(EmbeddedEngine(tmp_path).start())
    await until(lambda: processes_on(tmp_path) != [])
    start.cancel()
    with pytest.raises(asyncio.CancelledError):
        await start
    assert processes_on(tmp_path) == []


def test_file_of_a_dead_owner_misleads_nobody(tmp_path: Path):
    left = Owner(
        BoltAddress("bolt://127.0.0.1:1", "root", "secret", "stakegraph"), os.getpid(), "2026-01-01T00:00:00Z", None
    )
    (tmp_path / OWNER_FILE).write_text(json.dumps(asdict(left)))
    assert find_owner(tmp_path) is None  # no lock was ever made
    (tmp_path / LOCK_FILE).touch()
    assert find_owner(tmp_path) is None  # its number lives, as that of another process; nobody holds the lock


async def test_start_waits_for_what_a_dead_owner_left_running(tmp_path: Path):
    """The lock is held by a process that is not the owner named in the file: the orphan of a killed service."""
    holder = (
        f"import fcntl, time; f = open({str(tmp_path / LOCK_FILE)!r}, 'w'); fcntl.flock(f, 2); print(); time.sleep(0.5)"
    )
    orphan = await asyncio.create_subprocess_exec(sys.executable, "-uc", holder, stdout=asyncio.subprocess.PIPE)
    assert orphan.stdout is not None
    await orphan.stdout.readline()
    lock = FolderLock(tmp_path)
    await asyncio.wait_for(lock.acquire(), STOP_SECONDS)
    lock.release()
    assert await orphan.wait() == 0
