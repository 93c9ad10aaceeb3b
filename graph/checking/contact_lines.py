"""Whether the lines of contacts in a Neo4j lead to those who take part."""

from collections.abc import Container
from typing import Any

from graph.engine.client import GraphClient
from graph.history.recorded_changes import RecordKey
from graph.write.contact_lines import lined
from schemas.writes import BOOK


async def wrong_lines(
    client: GraphClient, account: str, known: Container[RecordKey], until: str
) -> set[tuple[str, int]]:
    """Return which interactions of an account have other lines than participants: id, and sequence of the newest row.

    Parameters
    ----------
    known : container
        All records that there are: to whom is not among them no line can lead.
    until : str
        What is recorded later is passed over.
    """
    rows = await client.read("contact_lines.drawn", account_id=account)
    return {
        (row["id"], row["sequence"])
        for row, *found in rows
        if (row.get("recorded_at") or "") <= until and not _agrees(account, row, found, known)
    }


def _agrees(account: str, row: dict[str, Any], found: list[Any], known: Container[RecordKey]) -> bool:
    said = lined({**row, "account_id": account})
    people = sorted(one for one in said["people"] if (account, "person", one) in known)
    members = sorted(one for one in said["members"] if (BOOK, "team_member", one) in known)
    drawn_people, drawn_members, count = found
    return (sorted(drawn_people), sorted(drawn_members), count) == (people, members, len(people) + len(members))
