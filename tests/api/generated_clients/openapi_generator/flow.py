"""What a front end does with the service, by the client in Python of openapi-generator; run with it on the path.

It writes an account with its people and edges, reads the graph and an analysis, meets a conflict, pages, follows the
feed and an import, and prints what it saw as one JSON object.
"""

import json
import sys
from pathlib import Path

from openapi_client import (
    AccountBatch,
    AccountFields,
    AccountsApi,
    AnalysisApi,
    ApiClient,
    ApiException,
    BatchApi,
    BatchItemOfAccount,
    ChangesApi,
    Channel,
    Configuration,
    GraphApi,
    ImportFormat,
    InfluenceBatchItem,
    InfluenceFields,
    InteractionFields,
    InteractionsApi,
    JobsApi,
    PeopleApi,
    PersonBatchItem,
    PersonFields,
    ProblemBody,
    Sentiment,
)

NAMES = {"p1": "Ada Brandt", "p2": "Bo Chen", "p3": "Cy Dorn"}


def main(url: str, account: str, archive: Path) -> None:
    """Do it all, and print what was seen."""
    with ApiClient(Configuration(host=url)) as client:
        seen = {**written(client, account), **read(client, account), **conflict(client, account)}
        sys.stdout.write(json.dumps({**seen, **imported(client, archive)}))


def written(client: ApiClient, account_id: str) -> dict[str, object]:
    """Write an account, its people and edges in one batch, and a contact."""
    account = AccountsApi(client).put_account(account_id, AccountFields(name="Generated"))
    people = [PersonBatchItem(kind="person", id=id_, data=PersonFields(name=name)) for id_, name in NAMES.items()]
    edges = [
        InfluenceBatchItem(
            kind="influence", id=f"to-{id_}", data=InfluenceFields(source="p1", target=id_, strength=0.8)
        )
        for id_ in ("p2", "p3")
    ]
    items = AccountBatch(items=[BatchItemOfAccount(each) for each in (*people, *edges)])
    batch = BatchApi(client).write_account_batch(account_id, items)
    contact = InteractionFields(
        people=["p1"], channel=Channel.CALL, sentiment=Sentiment("unknown"), expertise=0.5, at=account.recorded_at
    )
    interaction = InteractionsApi(client).create_interaction(account_id, contact)
    return {
        "account": account.name,
        "batch": [entry.outcome for entry in batch.results],
        "contact": [interaction.sentiment.actual_instance, interaction.expertise],
    }


def read(client: ApiClient, account_id: str) -> dict[str, object]:
    """Read the graph, who has influence, every page of people, and the feed."""
    graph = GraphApi(client).get_account_graph(account_id).actual_instance
    influence = AnalysisApi(client).get_influence_analysis(account_id)
    page = PeopleApi(client).list_people(account_id, limit=2)
    following = PeopleApi(client).list_people(account_id, limit=2, cursor=page.next_cursor)
    feed = ChangesApi(client).list_changes(account_id=account_id, limit=500)
    return {
        "graph": len(graph.people),
        "influence": [person.id for person in influence.people][:1],
        "pages": [[person.id for person in each.items] for each in (page, following)],
        "last": following.next_cursor,
        "feed": sorted({entry.kind for change in feed.items for entry in change.entries}),
    }


def conflict(client: ApiClient, account_id: str) -> dict[str, object]:
    """Change a person by an ETag that is theirs, and then by the same one."""
    people = PeopleApi(client)
    etag = people.get_person_with_http_info(account_id, "p1").headers["etag"]
    first = people.patch_person_with_http_info(account_id, "p1", PersonFields(title="Buyer"), if_match=etag)
    try:
        people.patch_person(account_id, "p1", PersonFields(title="Head of purchasing"), if_match=etag)
    except ApiException as refused:
        problem = ProblemBody.from_json(refused.body)
        return {"conflict": [first.status_code, refused.status], "problem": problem.code}
    raise SystemExit("the second change was taken")


def imported(client: ApiClient, archive: Path) -> dict[str, object]:
    """Send an archive and follow its job to the end."""
    jobs = JobsApi(client)
    job = jobs.create_import(ImportFormat.SALESFORCE, archive.read_bytes())
    events = jobs.follow_job(job.id)
    return {"events": "event: end" in events, "job": jobs.get_job(job.id).state}


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
