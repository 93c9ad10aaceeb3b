"""A byte that changes in a closed store is found before anything is served from it, wherever it lies."""

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import pytest_asyncio

from app.exchange.row_form import is_sound
from graph.engine.embedded import Build
from graph.engine.seal import SEAL_FILE, changed_files
from graph.store import Store, StoreOptions
from schemas.errors import StoreUnavailable
from tests.contract.items import department, influence, person
from tests.contract.ledgers import AccountDesk
from tests.sentences import refusal

SEED = 17
DAMAGES = 60
ZEROED = 512


@pytest_asyncio.fixture(scope="module", params=["native", "jvm"])
async def closed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> StoreOptions:
    """A store of one account, closed; tests work on copies."""
    build: Build = request.param
    options = StoreOptions(tmp_path_factory.mktemp("closed") / build, build=build)
    store = await Store.open(options)
    desk = await AccountDesk.new(store)
    await desk.write(
        *(person(f"p{number}") for number in range(1, 6)),
        department("d1"),
        influence("p1", "p2"),
        influence("p2", "p3"),
    )
    await store.close()
    return options


def damages(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield files, each with other bytes in one place: a bit that flipped, or a sector of zeros where something was."""
    chance = random.Random(SEED)
    files = sorted(path for path in (folder / "databases").rglob("*") if path.is_file() and path.stat().st_size)
    for number in range(DAMAGES):
        path = chance.choice(files)
        content = bytearray(path.read_bytes())
        at = chance.choice([place for place, byte in enumerate(content) if byte] or [0])
        if number % 2:
            content[at] ^= 1 << chance.randrange(8)
        else:
            content[at : at + ZEROED] = bytes(min(ZEROED, len(content) - at))
        yield path, bytes(content)


async def test_every_flipped_or_zeroed_place_is_found_before_anything_is_served(closed: StoreOptions):
    assert changed_files(closed.folder) == []
    for path, content in damages(closed.folder):
        before = path.read_bytes()
        assert content != before
        path.write_bytes(content)
        with refusal(StoreUnavailable, match="stakegraph check"):
            await Store.open(closed)
        assert changed_files(closed.folder) == [str(path.relative_to(closed.folder))]
        path.write_bytes(before)
    assert changed_files(closed.folder) == []


async def test_a_file_that_came_or_went_is_found(closed: StoreOptions, tmp_path: Path):
    folder = tmp_path / "copy"
    shutil.copytree(closed.folder, folder)
    lost = min((folder / "databases").rglob("Person*"))
    lost.unlink()
    (folder / "databases" / "stray").write_bytes(b"x")
    assert changed_files(folder) == sorted(["databases/stray", str(lost.relative_to(folder))])


async def test_a_damaged_store_that_is_looked_into_stays_refused(closed: StoreOptions, tmp_path: Path):
    folder = tmp_path / "copy"
    shutil.copytree(closed.folder, folder)
    [people] = (folder / "databases").rglob("Person_0.*.bucket")
    content = bytearray(people.read_bytes())
    at = content.index(b"p3")
    content[at - 40 : at + 40] = bytes(80)
    people.write_bytes(content)
    store = await Store.open(StoreOptions(folder, build=closed.build, sealed=False))
    check = store.check(is_sound)
    async for _ in check.run():
        pass
    await store.close()
    assert check.report.count, "it is found without the seal, too"
    with refusal(StoreUnavailable, match="is not as it was|are not as they were"):
        await Store.open(StoreOptions(folder, build=closed.build))


async def test_a_running_store_has_no_seal_and_a_closed_one_a_new_one(closed: StoreOptions, tmp_path: Path):
    folder = tmp_path / "copy"
    shutil.copytree(closed.folder, folder)
    options = StoreOptions(folder, build=closed.build)
    store = await Store.open(options)
    assert not (folder / SEAL_FILE).exists()
    await AccountDesk.new(store)
    await store.close()
    assert (folder / SEAL_FILE).exists()
    await (await Store.open(options)).close()
