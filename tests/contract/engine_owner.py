"""A service in small, to be killed: ``python -m tests.contract.engine_owner FOLDER BUILD``.

Starts an engine on the folder, stores one node, prints its engine's process number and waits for its end.
"""

import asyncio
import sys
from pathlib import Path
from typing import cast

from neo4j import AsyncGraphDatabase

from graph.engine.embedded import Build, EmbeddedEngine


async def own(folder: Path, build: Build) -> None:
    engine = EmbeddedEngine(folder, build=build, service_url="http://127.0.0.1:8000")
    address = await engine.start()
    async with AsyncGraphDatabase.driver(address.uri, auth=(address.user, address.password)) as driver:
        await driver.execute_query("CREATE (:Kept {id: 'ada'})", database_=address.database)
    sys.stdout.write(f"{engine.pid}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(own(Path(sys.argv[1]), cast(Build, sys.argv[2])))
