"""Writers in a process of their own, straight on the store: ``python -m tests.soak.load.writer_process``.

The first line of standard input says where the store is; each further one starts a round, whose outcomes are one line
of standard output. Ends when standard input does.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from graph.engine.bolt_address import BoltAddress
from graph.store import Store, StoreOptions
from schemas.errors import RevisionMismatch, ServiceError
from schemas.records.people import PEOPLE
from schemas.writes import WriteItem
from tests.sentences import english

AUTHOR = "soak"


async def serve() -> None:
    """Race whenever asked to."""
    loop = asyncio.get_running_loop()
    where = json.loads(await loop.run_in_executor(None, sys.stdin.readline))
    neo4j = BoltAddress(where["neo4j_uri"], "", "", "neo4j") if where["neo4j_uri"] else None
    store = await Store.open(StoreOptions(Path(where["folder"]), neo4j=neo4j, join=True))
    try:
        _say("ready")
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            task = json.loads(line)
            _say(await asyncio.gather(*(_write(store, name, task) for name in task["writers"])))
    finally:
        await store.close()


async def _write(store: Store, name: str, task: dict[str, Any]) -> dict[str, Any]:
    item = WriteItem(PEOPLE, task["account"], task["person"], {"name": f"{task['round']} {name}"})
    try:
        outcome = await store.writer.write([item], author=AUTHOR, if_match=frozenset({task["revision"]}))
    except RevisionMismatch as mismatch:
        return {"writer": name, "outcome": "mismatch", "revision": mismatch.revision}
    except ServiceError as error:
        return {"writer": name, "outcome": f"{type(error).__name__}: {english(error.detail)}", "revision": None}
    return {"writer": name, "outcome": "won", "revision": outcome.revisions[task["account"]]}


def _say(words: object) -> None:
    sys.stdout.write(f"{json.dumps(words)}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(serve())
