"""What a front end does with the service, by the client that openapi-python-client makes; run with it on the path.

It writes an account with its people and edges, reads the graph and an analysis, meets a conflict, pages, follows the
feed and an import, and prints what it saw as one JSON object.
"""

import io
import json
import sys
from pathlib import Path

from stakegraph_client import Client
from stakegraph_client.api.accounts import put_account
from stakegraph_client.api.analysis import get_influence_analysis
from stakegraph_client.api.batch import write_account_batch
from stakegraph_client.api.changes import list_changes
from stakegraph_client.api.graph import get_account_graph
from stakegraph_client.api.interactions import create_interaction
from stakegraph_client.api.jobs import create_import, follow_job, get_job
from stakegraph_client.api.people import get_person, list_people, patch_person
from stakegraph_client.models import (
    AccountBatch,
    AccountFields,
    Channel,
    ImportFormat,
    InfluenceBatchItem,
    InfluenceFields,
    InteractionFields,
    PersonBatchItem,
    PersonFields,
)
from stakegraph_client.types import File

NAMES = {"p1": "Ada Brandt", "p2": "Bo Chen", "p3": "Cy Dorn"}


def main(url: str, account: str, archive: Path) -> None:
    """Do it all, and print what was seen."""
    with Client(base_url=url, raise_on_unexpected_status=True) as client:
        seen = {**written(client, account), **read(client, account), **conflict(client, account)}
        sys.stdout.write(json.dumps({**seen, **imported(client, archive)}))


def written(client: Client, account_id: str) -> dict[str, object]:
    """Write an account, its people and edges in one batch, and a contact."""
    account = put_account.sync(account_id, client=client, body=AccountFields(name="Generated"))
    people = [PersonBatchItem(kind="person", id=id_, data=PersonFields(name=name)) for id_, name in NAMES.items()]
    edges = [
        InfluenceBatchItem(
            kind="influence", id=f"to-{id_}", data=InfluenceFields(source="p1", target=id_, strength=0.8)
        )
        for id_ in ("p2", "p3")
    ]
    batch = write_account_batch.sync(account_id, client=client, body=AccountBatch(items=[*people, *edges]))
    contact = InteractionFields(
        people=["p1"], channel=Channel.CALL, sentiment="unknown", expertise=0.5, at=account.recorded_at
    )
    interaction = create_interaction.sync(account_id, client=client, body=contact)
    return {
        "account": account.name,
        "batch": [entry.outcome for entry in batch.results],
        "contact": [interaction.sentiment, interaction.expertise],
    }


def read(client: Client, account_id: str) -> dict[str, object]:
    """Read the graph, who has influence, every page of people, and the feed."""
    graph = get_account_graph.sync(account_id, client=client)
    influence = get_influence_analysis.sync(account_id, client=client)
    page = list_people.sync(account_id, client=client, limit=2)
    following = list_people.sync(account_id, client=client, limit=2, cursor=page.next_cursor)
    feed = list_changes.sync(client=client, account_id=account_id, limit=500)
    return {
        "graph": len(graph.people),
        "influence": [person.id for person in influence.people][:1],
        "pages": [[person.id for person in each.items] for each in (page, following)],
        "last": following.next_cursor,
        "feed": sorted({entry.kind for change in feed.items for entry in change.entries}),
    }


def conflict(client: Client, account_id: str) -> dict[str, object]:
    """Change a person by an ETag that is theirs, and then by the same one."""
    etag = get_person.sync_detailed(account_id, "p1", client=client).headers["etag"]
    answers = [
        patch_person.sync_detailed(account_id, "p1", client=client, body=PersonFields(title=title), if_match=etag)
        for title in ("Buyer", "Head of purchasing")
    ]
    return {"conflict": [answer.status_code for answer in answers], "problem": answers[1].parsed.code}


def imported(client: Client, archive: Path) -> dict[str, object]:
    """Send an archive and follow its job to the end."""
    content = File(payload=io.BytesIO(archive.read_bytes()))
    job = create_import.sync(client=client, body=content, format_=ImportFormat.SALESFORCE)
    events = follow_job.sync(job.id, client=client)
    return {"events": "event: end" in events, "job": get_job.sync(job.id, client=client).state}


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
