"""The whole store, compared by ``stakegraph check`` after an attack on its service."""

import asyncio
import json

from graph.engine.client import COMMIT_SECONDS
from tests.soak.findings import Findings
from tests.soak.served import ServedStore

LONGEST_WRITE_SECONDS = 10 + COMMIT_SECONDS
"""Of a service whose settings leave it as it is."""


async def checked(store: ServedStore, findings: Findings, after: str = "") -> dict[str, float]:
    """Stop the service, and compare all that it stored as `compared` does.

    Beside a service, what is younger than the longest write is left to the next check. So it is on a Neo4j, which
    others could write to: there the longest write is waited for.

    Parameters
    ----------
    after : str
        What was done to the service: it stands before each finding.
    """
    await store.stop()
    return await compared(store, findings, after)


async def compared(store: ServedStore, findings: Findings, after: str = "") -> dict[str, float]:
    """Compare what a service stored that has stopped, note what does not agree, and return how much was compared."""
    if store.is_neo4j:
        await asyncio.sleep(LONGEST_WRITE_SECONDS)
    return judged(*await store.command("check", "--json"), findings, after)


def judged(status: int, printed: str, findings: Findings, after: str = "") -> dict[str, float]:
    """Note what a check printed of what does not agree, and that it came to no end; return how much it compared.

    Examples
    --------
    >>> found = Findings()
    >>> judged(0, '{"changes": 2, "rows": 9, "records": 4, "count": 0, "findings": []}', found)
    {'changes_checked': 2, 'rows_checked': 9, 'records_checked': 4}
    >>> judged(1, "", found, "crowd: ")
    {}
    >>> found.sentences
    ['check: crowd: it ended with status 1 and said nothing']
    """
    try:
        result = json.loads(printed)
    except ValueError:
        findings.add("check", f"{after}it ended with status {status} and said {printed[-500:] or 'nothing'}")
        return {}
    for one in result["findings"]:
        findings.add("check", f"{after}{one['detail']}")
    if status and not result["findings"]:
        findings.add("check", f"{after}it ended with status {status} and found nothing")
    return {f"{name}_checked": result[name] for name in ("changes", "rows", "records")}
