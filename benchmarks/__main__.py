"""`make bench`: measures on every engine that is here and writes benchmarks/results.md."""

import asyncio
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.bare.driver import BareDriver
from benchmarks.http import Service
from benchmarks.kinds_suite import KindsSuite
from benchmarks.pairs import Ratio
from benchmarks.report import write_report
from benchmarks.suite import Suite
from graph.engine.bolt_address import BoltAddress
from graph.engine.folder_owner import find_owner
from graph.store import Store, StoreOptions
from tests.neo4j.server import Neo4jServer, unavailable

RESULTS = Path(__file__).parent / "results.md"


@dataclass(frozen=True, slots=True)
class Place:
    """One engine under a running service."""

    name: str
    service: Service
    options: StoreOptions
    address: BoltAddress


@contextmanager
def embedded(folder: Path, build: str) -> Iterator[Place]:
    """Start a service on the embedded engine."""
    with Service(folder, {**os.environ, "STAKEGRAPH_ENGINE": build}) as service:
        owner = find_owner(service.data)
        if owner is None:
            raise RuntimeError("the service does not own its folder")
        yield Place(f"embedded-{build}", service, StoreOptions(service.data, join=True), owner.address)


@contextmanager
def neo4j(folder: Path) -> Iterator[Place]:
    """Start a service on a real Neo4j."""
    with Neo4jServer() as server:
        address = BoltAddress(server.uri, "", "", "neo4j")
        variables = {"STAKEGRAPH_NEO4J_URI": server.uri, "STAKEGRAPH_NEO4J_USER": ""}
        with Service(folder, {**os.environ, **variables}) as service:
            yield Place("neo4j", service, StoreOptions(folder, neo4j=address), address)


async def measure(place: Place) -> list[Ratio]:
    """Return the measurements of one engine."""
    store, bare = await Store.open(place.options), BareDriver(place.address)
    try:
        name = f"{place.name}-{int(time.time())}"
        first = await Suite(store, bare, place.service.port, name).run()
        return [*first, *await KindsSuite(store, bare, name).run()]
    finally:
        await bare.close()
        await store.close()


def main() -> None:
    """Measure on each engine and write the report, which says which promises are kept: a benchmark is not a test."""
    wanted = sys.argv[1:] or ["native", "jvm", "neo4j"]
    results: dict[str, list[Ratio]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in wanted:
            if name == "neo4j" and unavailable():
                print(f"neo4j left out: {unavailable()}")
                continue
            own = Path(folder) / name
            with neo4j(own) if name == "neo4j" else embedded(own, name) as place:
                results[place.name] = asyncio.run(measure(place))
                for ratio in results[place.name]:
                    print(f"{place.name}: {ratio.name}: {ratio.ratio:.2f} (promised {ratio.least:.2f})", flush=True)
    write_report(RESULTS, results, platform.platform())


if __name__ == "__main__":
    main()
