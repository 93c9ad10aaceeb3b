"""A disk that runs full is named before it is, refuses what is new, loses nothing, and needs only room to go on."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.api.accounts import Account, item
from tests.api.conftest import connect
from tests.api.imports import archive, send
from tests.api.problems import assert_problem
from tests.api.serving import Service, ServiceNotStarted, is_alive, wait_until
from tests.api.small_disk import ServiceOnDisk, SmallDisk, unavailable
from tests.legs import require

SPARE = 1
"""Megabytes of the watermark, the least there is: a large write goes beyond it and fails in the engine itself."""


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallDisk]:
    require("a small disk", unavailable())
    with SmallDisk(tmp_path_factory.mktemp("disk") / "small", megabytes=64) as mounted:
        yield mounted


@pytest.fixture(scope="module")
def service(disk: SmallDisk) -> Iterator[Service]:
    with ServiceOnDisk(disk, {"STAKEGRAPH_SPARE_MEGABYTES": str(SPARE)}) as running:
        yield running


@pytest.fixture
def firm(service: Service) -> Iterator[Account]:
    with connect(service) as client:
        account = Account(client)
        account.batch(item("person", "ada", name="Ada"), item("person", "bo", name="Bo"))
        yield account


def test_below_the_watermark_only_what_is_new_is_refused(disk: SmallDisk, firm: Account):
    ready, words = firm.client.get("/readyz"), "STAKEGRAPH_SPARE_MEGABYTES"
    assert ready.status_code == 200
    disk.fill(free=SPARE / 2)
    try:
        refused = firm.client.put(f"{firm.path}/people/cy", json={"name": "Cy"})
        assert_problem(refused, 507, "DiskFull", says=words)
        assert_problem(send(firm.client, archive([])), 507, "DiskFull", says=words)
        assert_problem(firm.client.get("/readyz"), 503, "StoreUnavailable", says=words)
        chinese = firm.client.get("/readyz", headers={"accept-language": "zh"}).json()["detail"]
        assert "磁盘" in chinese
        assert len(firm.get("people")["items"]) == 2
        assert firm.client.delete(f"{firm.path}/people/bo?purge=true").status_code == 200
    finally:
        disk.empty()
    assert firm.client.get("/readyz").status_code == 200
    assert firm.client.put(f"{firm.path}/people/cy", json={"name": "Cy"}).status_code == 201


def test_a_disk_that_a_write_fills_loses_nothing_and_is_named_at_the_next_start(
    disk: SmallDisk, service: Service, firm: Account
):
    disk.fill(free=SPARE + 0.2)
    stored, refused = _write_until_refused(firm)
    assert_problem(refused, 507, "DiskFull", says="is full")
    assert len(firm.get("people")["items"]) > 0, "reads go on"
    _kill_with_engine(service)
    disk.fill(free=0)
    with pytest.raises(ServiceNotStarted, match="disk of the data folder") as ended:
        service.start()
    assert "Traceback" not in str(ended.value)
    disk.empty()
    service.start()
    with connect(service) as client:
        assert stored <= _ids(client, firm), "what was acknowledged is there"


def _kill_with_engine(service: Service) -> None:
    """Kill it and wait for its engine's end, which gives back the room of files that it held open."""
    engine = service.engine_pid()
    assert engine is not None
    service.kill()
    wait_until(lambda: not is_alive(engine))


def _write_until_refused(firm: Account) -> tuple[set[str], httpx.Response]:
    """Write people with long texts and return the ids that were acknowledged, and what refused the next."""
    stored = {"ada", "bo"}
    for number in range(20):
        ids = [f"p{number}-{place}" for place in range(9_000)]
        answer = firm.send(*(item("person", one, name=f"{one} " + 55 * "name ") for one in ids))
        if answer.status_code != 200:
            return stored, answer
        stored |= set(ids)
    raise AssertionError("the disk was not filled: this proves nothing")


def _ids(client: httpx.Client, firm: Account) -> set[str]:
    ids: set[str] = set()
    page: dict[str, Any] = {"next_cursor": None}
    while True:
        more = {"cursor": page["next_cursor"]} if page["next_cursor"] else {}
        page = client.get(f"{firm.path}/people", params={"limit": 500, "fields": "id", **more}).json()
        ids |= {one["id"] for one in page["items"]}
        if page["next_cursor"] is None:
            return ids
