"""A plain resource is one schema file, one short .cypher file and one line of the registry: the service has the rest.

The files of `new_resources/`, one of each shape, are put into a copy of the service, which is then asked for all of it.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.api.conftest import connect
from tests.api.serving import Service
from tests.architecture.sources import PACKAGES, ROOT

NEW = Path(__file__).parent / "new_resources"
KINDS = ("regions", "neighbours", "plants", "shipments")
"""What is added, ends before their edges."""

PLACES = {"regions": "/v1", "neighbours": "/v1", "plants": "/v1/accounts/acme", "shipments": "/v1/accounts/acme"}

RECORDS = {
    "regions": ({"name": "North"}, {"name": "South"}),
    "neighbours": ({"region": "r1", "other": "r2"},),
    "plants": ({"name": "Works"}, {"name": "Yard"}),
    "shipments": ({"plant": "r1", "receiver": "r2"},),
}
"""Kind -> its records; the first is ``r1``, the second ``r2``."""


def copy_of_the_service(folder: Path) -> Path:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def add(folder: Path, kind: str) -> None:
    """Add a resource to a copy of the service as CONTRIBUTING says: two files and one line."""
    shutil.copy(NEW / f"{kind}.py", folder / "schemas" / "records")
    shutil.copy(NEW / f"{kind}.cypher", folder / "cypher")
    registry = folder / "schemas" / "registry.py"
    before, end, after = registry.read_text(encoding="utf-8").partition('\n)\n"""Modules')
    registry.write_text(f'{before}\n    "{kind}",{end}{after}', encoding="utf-8")


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of a service that has the new resources, with one account."""
    folder = tmp_path_factory.mktemp("new_resources")
    code = copy_of_the_service(folder / "code")
    for kind in KINDS:
        add(code, kind)
    with Service(folder / "data", {"PYTHONPATH": str(code)}) as service, connect(service) as opened:
        assert opened.put("/v1/accounts/acme", json={"name": "Acme"}).status_code == 201
        for kind in KINDS:
            for place, record in enumerate(RECORDS[kind], 1):
                created = opened.put(f"{PLACES[kind]}/{kind}/r{place}", json=record)
                assert created.status_code == 201, created.text
        yield opened


@pytest.mark.parametrize("kind", KINDS)
def test_a_new_resource_is_read_listed_changed_and_remembered(client: httpx.Client, kind: str):
    url = f"{PLACES[kind]}/{kind}"
    stored = client.get(f"{url}/r1").json()
    assert stored.items() >= RECORDS[kind][0].items()
    assert stored in client.get(url).json()["items"]
    changed = client.patch(f"{url}/r1", json={"tags": ["new"]})
    assert (changed.status_code, changed.json()["tags"], changed.json()["sequence"]) == (200, ["new"], 2)
    history = client.get(f"{url}/r1/history").json()["items"]
    assert {row["sequence"]: row["tags"] for row in history} == {1: None, 2: ["new"]}


def test_a_new_resource_is_documented_with_all_operations_of_a_resource(client: httpx.Client):
    paths = client.get("/openapi.json").json()["paths"]

    def operations(url: str) -> set[tuple[str, str]]:
        found = {(path.removeprefix(url), method) for path in paths if path.startswith(url) for method in paths[path]}
        return {(path, method) for path, method in found if method != "parameters"}

    expected = operations("/v1/templates")
    assert len(expected) > 5
    for kind in KINDS:
        assert operations(f"{PLACES[kind].replace('acme', '{account_id}')}/{kind}") == expected


def test_what_ends_or_is_erased_takes_its_new_edges_along(client: httpx.Client):
    for kind, edges in (("plants", "shipments"), ("regions", "neighbours")):
        url = f"{PLACES[kind]}/{kind}"
        edge = {"kind": edges.removesuffix("s"), "id": "r1"}
        assert edge in client.delete(f"{url}/r2").json()["also_ended"]
        assert client.get(f"{PLACES[kind]}/{edges}").json()["items"] == []
        assert edge in client.delete(f"{url}/r2?purge=true").json()["also_erased"]
        assert client.get(f"{PLACES[kind]}/{edges}/r1").status_code == 404
