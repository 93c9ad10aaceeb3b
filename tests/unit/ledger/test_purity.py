"""The ledger needs no engine: planning and every rule load neither a driver nor anything that reads a store."""

import subprocess
import sys

LOADED = """
import sys
import graph.ledger.planning.recorded_batch, graph.ledger.planning.write_batch, graph.ledger.revisions
print(*sorted(sys.modules))
"""


def test_planning_loads_no_driver_and_no_way_to_a_store():
    run = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    loaded = set(run.stdout.split())
    assert "graph.ledger.rules.solid_lines" in loaded
    assert not {one for one in loaded if one.split(".")[0] in {"neo4j", "arcadedb_embedded", "app", "fastapi"}}
    assert not {one for one in loaded if one.startswith(("graph.engine", "graph.read", "graph.write", "cypher"))}
